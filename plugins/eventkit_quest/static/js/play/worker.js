// The service worker of a team's game, after the core's js/worker.js: with no network it opens the page
// that page.js has put into its cache; the quest itself is in the device's rows (store.js).

self.addEventListener("fetch", (event) => {
  const { request } = event, url = new URL(request.url);
  if (url.origin !== location.origin) return;
  if (request.method === "POST" && request.mode === "navigate") {
    // Another team comes or this one leaves: the page kept is nobody's any more.
    event.respondWith(caches.delete(TOLD.cache).then(() => fetch(request)));
  } else if (request.method !== "GET") return;
  else if (isAsset(url)) event.respondWith(asset(request, url, event.clientId));
  else if (request.mode === "navigate" && url.pathname === TOLD.home) event.respondWith(page(request));
});

async function page(request) {
  const kept = await (await caches.open(TOLD.cache)).match(TOLD.home);
  return (await inTime(request, Boolean(kept))) ?? kept;
}
