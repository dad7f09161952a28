// The service worker of the desk of the day, after js/worker.js: with no network it opens the page that
// kept.js has put into its cache.

self.addEventListener("fetch", (event) => {
  const { request } = event, url = new URL(request.url);
  if (url.origin !== location.origin || request.method !== "GET") return;
  if (isAsset(url)) event.respondWith(asset(request, url, event.clientId));
  else if (request.mode === "navigate" && url.pathname === TOLD.home) event.respondWith(page(request, url));
});

async function page(request, url) {
  const kept = await keptFor(url), answer = await inTime(request, Boolean(kept));
  if (!answer) return marked(kept);
  // Whoever is not let in any more does not see what was kept for somebody else.
  if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403) await caches.delete(TOLD.cache);
  return answer;
}

/** The page of the trial asked for, else the one that was open last. */
async function keptFor(url) {
  const cache = await caches.open(TOLD.cache), trial = url.searchParams.get("trial");
  return (trial && await cache.match(`${TOLD.home}?trial=${trial}`)) || cache.match(TOLD.home);
}

/** A kept page says of itself that it is one: the script puts the last known state in it. */
async function marked(kept) {
  const text = (await kept.text()).replace("data-live-desk", "data-live-desk data-kept");
  return new Response(text, { headers: kept.headers });
}
