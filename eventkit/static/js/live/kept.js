// What lets the desk open without a network, where the browser allows that: the page of each trial
// and the last state that the server told, in a cache of this device. Signing in or out empties it.

const STAMP = "X-Eventkit-Heard";
const box = document.querySelector("[data-live-desk]");
const { worker, home, cache, trial } = box.dataset;
const HEARD = `eventkit.live.heard:${home}`;
const isGuarded = Boolean(navigator.serviceWorker);

/** Whether this page came from the device. */
export const isKept = "kept" in box.dataset;

/** When the server last answered, by this device; null before it ever has. */
export const lastHeard = () => Number(localStorage.getItem(HEARD)) || null;

/** The server has answered just now. */
export const hear = () => localStorage.setItem(HEARD, String(Date.now()));

async function put(address, answer) {
  const headers = new Headers(answer.headers);
  headers.set(STAMP, String(Date.now()));
  await (await caches.open(cache)).put(address, new Response(await answer.text(), { headers }));
}

/** Keep a state that the server told. */
export async function keepState(answer) {
  if (isGuarded) await put(box.dataset.stateUrl, answer);
}

/** The last known state and when it was told, by this device's clock; no text: the page has it. */
export async function lastState() {
  const kept = await caches.open(cache), toldAt = (found) => Number(found?.headers.get(STAMP));
  const state = await kept.match(box.dataset.stateUrl), page = await kept.match(`${home}?trial=${trial}`);
  if (toldAt(page) > toldAt(state)) return { text: "", heard: toldAt(page) };
  return { text: (await state?.text()) ?? "", heard: toldAt(state) || Date.now() };
}

/** From now on the desk opens without a network too; where it cannot, the page says so. */
export async function guard() {
  document.querySelector("[data-plain]").hidden = isGuarded;
  if (!isGuarded || isKept) return;
  try {
    await navigator.serviceWorker.register(worker, { scope: home, updateViaCache: "none" });
    navigator.storage?.persist?.().catch(() => {});
    // This trial's page is also the one that opens by the plain address; then the others'.
    const others = [...document.querySelectorAll("[data-trials] a")].map((link) => link.href);
    await keepPage(`${home}?trial=${trial}`, home);
    for (const address of others) await keepPage(address);
  } catch { /* without it the page has to stay open */ }
}

async function keepPage(address, also = "") {
  const answer = await fetch(address, { credentials: "same-origin", cache: "no-store" });
  if (!answer.ok || answer.redirected) return;
  const again = answer.clone();
  await put(address, answer);
  if (also) await put(also, again);
}
