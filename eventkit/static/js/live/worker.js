// The service worker of the desk of the day: with no network it opens the page that kept.js has put
// into its cache, with the styles, fonts and modules that it needs. It exists on HTTPS and localhost
// alone; over plain HTTP the page has to stay open.
// The server puts `LIVE` before this text: {version, assets, home, cache}.

const STATIC = `eventkit-live-${LIVE.version}`;
const PATIENCE = 4000;
const newer = new Set();

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(STATIC).then((cache) => cache.addAll(LIVE.assets)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    for (const name of await caches.keys()) if (/^eventkit-live-[0-9a-f]{8}$/.test(name) && name !== STATIC) await caches.delete(name);
    await self.clients.claim();
  })());
});

self.addEventListener("fetch", (event) => {
  const { request } = event, url = new URL(request.url);
  if (url.origin !== location.origin || request.method !== "GET") return;
  if (url.pathname.includes("/static/")) event.respondWith(asset(request, url, event.clientId));
  else if (request.mode === "navigate" && url.pathname === LIVE.home) event.respondWith(page(request, url));
});

/** From what is kept, all of one version: a page newer than this worker brings its own modules. */
async function asset(request, url, client) {
  const kept = await (await caches.open(STATIC)).match(request);
  if (!kept && url.searchParams.has("v")) newer.add(client);
  if (!kept || (newer.has(client) && !url.searchParams.has("v"))) return fetch(request).catch(() => kept ?? Response.error());
  return kept;
}

/** The network's page, unless it takes too long and this one is kept. */
async function page(request, url) {
  const kept = await keptFor(url);
  const late = new Promise((resolve) => { if (kept) setTimeout(resolve, PATIENCE); });
  try {
    const answer = await Promise.race([fetch(request), late]);
    if (!answer || (answer.status >= 502 && kept)) return await marked(kept);
    // Whoever is not let in any more does not see what was kept for somebody else.
    if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403) await caches.delete(LIVE.cache);
    return answer;
  } catch {
    return kept ? marked(kept) : Response.error();
  }
}

/** The page of the trial asked for, else the one that was open last. */
async function keptFor(url) {
  const cache = await caches.open(LIVE.cache), trial = url.searchParams.get("trial");
  return (trial && await cache.match(`${LIVE.home}?trial=${trial}`)) || cache.match(LIVE.home);
}

/** A kept page says of itself that it is one: the script puts the last known state in it. */
async function marked(kept) {
  const text = (await kept.text()).replace("data-live-desk", "data-live-desk data-kept");
  return new Response(text, { headers: kept.headers });
}
