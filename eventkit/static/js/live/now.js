// Who is on, in the juror's list: asked every few seconds, kept as it was without a network.

const ASK = 3000;

/** @param {HTMLElement} place where the line stands; `data-live-now` is the address to ask */
export function begin(place) {
  let tag = "";
  const ask = async () => {
    if (document.hidden) return;
    try {
      const answer = await fetch(place.dataset.liveNow, { credentials: "same-origin", cache: "no-store", headers: tag ? { "If-None-Match": tag } : {} });
      if (!answer.ok) return;
      tag = answer.headers.get("ETag") ?? "";
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (page.body.textContent.trim() !== place.textContent.trim()) place.replaceChildren(...page.body.children);
    } catch { /* without a network the list says so by itself */ }
  };
  const timer = setInterval(() => { if (place.isConnected) ask(); else clearInterval(timer); }, ASK);
  ask();
}
