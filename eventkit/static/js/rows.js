// Rows that a device keeps until the server has answered them: an IndexedDB of this browser, because it
// outlives the page, the network and the battery, and exists over plain HTTP too.

const ask = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

/** The rows of database `name`; `stores` are store → the key of its rows. */
export function rowsOf(name, stores) {
  let opening = null;
  const open = () => opening ??= new Promise((resolve) => {
    let request;
    try { request = indexedDB.open(name, 1); } catch { resolve(null); return; }
    request.onupgradeneeded = () => {
      for (const [store, keyPath] of Object.entries(stores)) request.result.createObjectStore(store, { keyPath });
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => resolve(null);
  });

  // Where a browser keeps nothing (some private modes), as long as the page is open.
  const shelf = Object.fromEntries(Object.keys(stores).map((store) => [store, new Map()]));
  const memory = {
    get: async (store, key) => structuredClone(shelf[store].get(key)),
    all: async (store) => structuredClone([...shelf[store].values()]),
    put: async (store, row) => { shelf[store].set(row[stores[store]], row); },
    drop: async (store, key) => { shelf[store].delete(key); },
    clear: async (store) => { shelf[store].clear(); },
  };

  /** Run `work(rows)` in one transaction over the stores named; rows has get, all, put, drop, clear. */
  async function change(names, work, mode = "readwrite") {
    const db = await open();
    if (!db) return work(memory);
    // Strict: written to the disk, not only promised.
    const tx = db.transaction(names, mode, { durability: "strict" });
    const done = new Promise((resolve, reject) => {
      tx.oncomplete = resolve;
      tx.onabort = tx.onerror = () => reject(tx.error);
    });
    done.catch(() => {});
    const result = await work({
      get: (store, key) => ask(tx.objectStore(store).get(key)),
      all: (store) => ask(tx.objectStore(store).getAll()),
      put: (store, row) => ask(tx.objectStore(store).put(row)),
      drop: (store, key) => ask(tx.objectStore(store).delete(key)),
      clear: (store) => ask(tx.objectStore(store).clear()),
    });
    await done;
    return result;
  }

  return {
    change,
    get: (store, key) => change([store], (rows) => rows.get(store, key), "readonly"),
    all: (store) => change([store], (rows) => rows.all(store), "readonly"),
    put: (store, row) => change([store], (rows) => rows.put(store, row)),
    drop: (store, key) => change([store], (rows) => rows.drop(store, key)),
    /** Whether what is kept ends with the page. */
    isForgetful: async () => !(await open()),
  };
}

/** Thirty-two random signs. By getRandomValues: randomUUID exists on HTTPS and localhost alone. */
export function randomKey() {
  const bytes = [...crypto.getRandomValues(new Uint8Array(16))];
  return bytes.map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
