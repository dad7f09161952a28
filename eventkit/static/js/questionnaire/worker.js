// The service worker of a questionnaire: once opened, its page opens again without a network, with the
// styles, fonts and modules that it needs. What is answered is in the page's draft, never here.
// It exists on HTTPS and localhost alone; over plain HTTP the page has to stay open.
// The server puts `DESK` before this text: {version, assets, home}.

const STATIC = `eventkit-q-${DESK.version}`, PAGES = `eventkit-q-page:${DESK.home}`;
const PATIENCE = 4000;

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(STATIC).then((cache) => cache.addAll(DESK.assets)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    for (const name of await caches.keys()) if (/^eventkit-q-[0-9a-f]{8}$/.test(name) && name !== STATIC) await caches.delete(name);
    await self.clients.claim();
  })());
});

self.addEventListener("fetch", (event) => {
  const { request } = event, url = new URL(request.url);
  if (url.origin !== location.origin || request.method !== "GET") return;
  if (url.pathname.includes("/static/")) event.respondWith(asset(request));
  else if (request.mode === "navigate") event.respondWith(page(request, url.pathname));
});

/** The network's file, so that none is ever older than its page; the kept one without a network. */
async function asset(request) {
  try {
    return await fetch(request);
  } catch {
    return (await (await caches.open(STATIC)).match(request, { ignoreSearch: true })) ?? Response.error();
  }
}

/** The network's page, unless it takes too long and this one is kept. */
async function page(request, path) {
  const kept = await (await caches.open(PAGES)).match(path, { ignoreVary: true });
  const late = new Promise((resolve) => { if (kept) setTimeout(resolve, PATIENCE, kept); });
  try {
    const answer = await Promise.race([fetch(request), late]);
    return answer.status >= 502 && kept ? kept : answer;
  } catch {
    return kept ?? Response.error();
  }
}
