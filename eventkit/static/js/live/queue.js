// Presses that the server has not answered yet: they outlive the page, the network and the battery.

const NAME = "eventkit-live", STORE = "presses";
let opening = null;
const memory = new Map();

function open() {
  opening ??= new Promise((resolve) => {
    let request;
    try { request = indexedDB.open(NAME, 1); } catch { resolve(null); return; }
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "key" });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => resolve(null);
  });
  return opening;
}

async function work(mode, act) {
  const db = await open();
  if (!db) return null;
  const tx = db.transaction(STORE, mode, { durability: "strict" });
  const request = act(tx.objectStore(STORE));
  return new Promise((resolve, reject) => {
    tx.oncomplete = () => resolve(request.result);
    tx.onabort = tx.onerror = () => reject(tx.error);
  });
}

/** Keep a press; it is on the disk when this resolves. */
export async function keep(press) {
  memory.set(press.key, press);
  await work("readwrite", (rows) => rows.put(press));
}

/** The server has answered it. */
export async function drop(key) {
  memory.delete(key);
  await work("readwrite", (rows) => rows.delete(key));
}

/** What waits, in the order it was pressed. */
export async function waiting() {
  const rows = (await work("readonly", (store) => store.getAll())) ?? [...memory.values()];
  return rows.sort((a, b) => a.wall - b.wall || a.number - b.number);
}

/** A random key, also without HTTPS. */
export const newKey = () => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
