// What each service worker of ours begins with: it keeps the styles, fonts and modules of its pages,
// all of one version, and lets a kept page stand in for a network that is gone or too slow. A service
// worker exists on HTTPS and localhost alone; over plain HTTP a page has to stay open.
// The server puts `TOLD` before this text ({name, version, assets, home} and what the worker wants
// besides) and the worker's own text after it.

const STATIC = `${TOLD.name}-${TOLD.version}`, OURS = new RegExp(`^${TOLD.name}-[0-9a-f]{8}$`);
const PATIENCE = 4000;
const newer = new Set();

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(STATIC).then((cache) => cache.addAll(TOLD.assets)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    for (const name of await caches.keys()) if (OURS.test(name) && name !== STATIC) await caches.delete(name);
    await self.clients.claim();
  })());
});

const isAsset = (url) => url.pathname.includes("/static/");

/** From what is kept, all of one version. A page that asks for a version that is not here is newer
    than this worker: its modules, whose addresses carry no version, come from the network with it. */
async function asset(request, url, client) {
  const kept = await (await caches.open(STATIC)).match(request);
  if (!kept && url.searchParams.has("v")) newer.add(client);
  if (!kept || (newer.has(client) && !url.searchParams.has("v"))) return fetch(request).catch(() => kept ?? Response.error());
  return kept;
}

/** The network's answer. Where a page is kept: null, if nobody answers, nobody in time, or only the
    proxy before a server that is down. */
async function inTime(request, isKept) {
  const late = new Promise((resolve) => { if (isKept) setTimeout(resolve, PATIENCE, null); });
  try {
    const answer = await Promise.race([fetch(request), late]);
    return isKept && answer?.status >= 502 ? null : answer;
  } catch {
    return isKept ? null : Response.error();
  }
}
