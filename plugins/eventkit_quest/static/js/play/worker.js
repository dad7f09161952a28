// The service worker of a team's game: with no network it opens the page that page.js has put into its
// cache, with the styles, fonts and modules that it needs; the quest itself is in IndexedDB (store.js).
// It exists on HTTPS and localhost alone; over plain HTTP the page has to stay open.
// The server puts `GAME` before this text: {version, assets, home, cache}.

const STATIC = `eventkit-quest-${GAME.version}`;
const PATIENCE = 4000;

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(STATIC).then((cache) => cache.addAll(GAME.assets)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    for (const name of await caches.keys()) if (/^eventkit-quest-[0-9a-f]{8}$/.test(name) && name !== STATIC) await caches.delete(name);
    await self.clients.claim();
  })());
});

self.addEventListener("fetch", (event) => {
  const { request } = event, url = new URL(request.url);
  if (url.origin !== location.origin) return;
  if (request.method === "POST" && request.mode === "navigate") {
    // Another team comes or this one leaves: the page kept is nobody's any more.
    event.respondWith(caches.delete(GAME.cache).then(() => fetch(request)));
  } else if (request.method !== "GET") return;
  else if (url.pathname.includes("/static/")) event.respondWith(asset(request));
  else if (request.mode === "navigate" && url.pathname === GAME.home) event.respondWith(page(request));
});

async function asset(request) {
  return (await (await caches.open(STATIC)).match(request)) ?? fetch(request);
}

/** The network's page, unless it takes too long and this one is kept. */
async function page(request) {
  const kept = await (await caches.open(GAME.cache)).match(GAME.home);
  const late = new Promise((resolve) => { if (kept) setTimeout(resolve, PATIENCE, kept); });
  try {
    const answer = await Promise.race([fetch(request), late]);
    return answer.status >= 502 && kept ? kept : answer;
  } catch {
    return kept ?? Response.error();
  }
}
