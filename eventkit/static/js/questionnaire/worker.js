// The service worker of a questionnaire, after js/worker.js: once opened, its page opens again without a
// network. What is answered is in the page's draft, never here.

const PAGES = `eventkit-q-page:${TOLD.home}`;

self.addEventListener("fetch", (event) => {
  const { request } = event, url = new URL(request.url);
  if (url.origin !== location.origin || request.method !== "GET") return;
  if (isAsset(url)) event.respondWith(asset(request, url, event.clientId));
  else if (request.mode === "navigate") event.respondWith(page(request, url.pathname));
});

async function page(request, path) {
  const kept = await (await caches.open(PAGES)).match(path, { ignoreVary: true });
  return (await inTime(request, Boolean(kept))) ?? kept;
}
