// The service worker of the juror's pages, after js/worker.js: with no network it opens them from what
// the page has put into the device's rows (store.js, works.js). Over plain HTTP passage.js does what an
// open page can do.

const MEND = 10000;
let badUntil = 0;

self.addEventListener("fetch", (event) => {
  const { request } = event, url = new URL(request.url);
  if (url.origin !== location.origin || request.cache === "reload") return;
  if (request.method === "POST") {
    // Somebody comes in by a personal link: nothing kept is shown until the page knows who.
    if (request.mode === "navigate" && isDoor(url)) event.respondWith(knock(request, url));
    return;
  }
  if (request.method !== "GET") return;
  if (isAsset(url)) event.respondWith(asset(request, url, event.clientId));
  else if (request.mode === "navigate" && inDesk(url)) event.respondWith(page(request, url));
  else if (inDesk(url) && !request.headers.get("Accept")?.includes("json")) event.respondWith(file(request, url));
});

const inDesk = (url) => /\/jury(\/|$)/.test(url.pathname);
const isDoor = (url) => /\/jury\/[^/]{20,}$/.test(url.pathname);

/** The network's answer, unless it is known to be bad or takes too long. */
async function fresh(request, limit) {
  if (Date.now() < badUntil && limit) throw new Error("known to be bad");
  const clock = new Promise((resolve, reject) => { if (limit) setTimeout(() => reject(new Error("too slow")), limit); });
  try {
    const answer = await Promise.race([fetch(request), clock]);
    if (answer.status >= 502) throw new Error("nobody behind the proxy");
    badUntil = 0;
    return answer;
  } catch (error) {
    badUntil = Date.now() + MEND;
    throw error;
  }
}

async function page(request, url) {
  const kept = await keptFor(url);
  if (kept?.isFile) return kept();
  try {
    const answer = await fresh(request, kept ? PATIENCE : 0);
    if (answer.status === 401 || (answer.status === 403 && /\/jury$/.test(url.pathname))) await lock();
    return answer;
  } catch {
    return kept ? kept() : new Response(sorry(), { status: 503, headers: { "Content-Type": "text/html; charset=utf-8" } });
  }
}

/** A file that the device has is not fetched again; works.js has compared its digest. */
async function file(request, url) {
  const row = (await rowOf("meta", "locked"))?.value ? null : await rowOf("pages", key(url));
  return row ? answerWith(row) : fetch(request);
}

/** How to answer from the device, or null where it has nothing for this address. */
async function keptFor(url) {
  if ((await rowOf("meta", "locked"))?.value) return null;
  if (isDoor(url)) {
    const doors = (await rowOf("meta", "doors"))?.value ?? [];
    if (!doors.includes(await digest(url.pathname))) return null;
    return () => Response.redirect(url.pathname.replace(/\/[^/]+$/, ""));
  }
  const row = await rowOf("pages", key(url));
  return row ? Object.assign(() => answerWith(row), { isFile: row.kind === "file" }) : null;
}

const key = (url) => (/\/jury$/.test(url.pathname) && url.searchParams.has("page") ? `${url.pathname}?page=${url.searchParams.get("page")}` : url.pathname);

function answerWith(row) {
  const headers = { "Content-Type": row.type || "application/octet-stream", "X-Content-Type-Options": "nosniff" };
  // The same walls as the server's: a kept page is no less strict.
  headers["Content-Security-Policy"] = TOLD.policy;
  if (row.kind === "file" && row.name) headers["Content-Disposition"] = row.name;
  return new Response(row.body, { headers });
}

function sorry() {
  const { lang, title, text, back } = TOLD.words;
  return `<!doctype html><html lang="${lang}"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title><h1>${title}</h1><p>${text}</p><p><a href="${TOLD.home}">${back}</a></p></html>`;
}

async function digest(text) {
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

// The store's few rows that matter here; its layout is made by store.js alone.
async function database() {
  const request = indexedDB.open("eventkit-jury");
  return new Promise((resolve) => {
    // Nothing there yet: leave it to the page to make.
    request.onupgradeneeded = () => request.transaction.abort();
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => resolve(null);
  });
}

async function rowOf(name, id) {
  const db = await database();
  if (!db) return undefined;
  return new Promise((resolve) => {
    const request = db.transaction(name).objectStore(name).get(id);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => resolve(undefined);
  }).finally(() => db.close());
}

/** From now on nothing kept is shown, until desk.js has seen whose page came from the network. */
async function lock(value = true) {
  const db = await database();
  if (!db) return;
  await new Promise((resolve) => {
    const tx = db.transaction("meta", "readwrite");
    tx.objectStore("meta").put({ key: "locked", value });
    tx.oncomplete = tx.onabort = resolve;
  });
  db.close();
}


/** The button of a personal door. A juror whom this device knows comes in without a network too. */
async function knock(request, url) {
  const home = Response.redirect(url.pathname.replace(/\/[^/]+$/, ""));
  if (await keptFor(url)) return fetch(request).catch(() => home);
  await lock();
  try { return await fetch(request); } catch (error) {
    await lock(false);
    throw error;
  }
}
