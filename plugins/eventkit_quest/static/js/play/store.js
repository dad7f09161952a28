// What a team's phone keeps: an IndexedDB of this browser, because it outlives the page, the network
// and the battery, and exists over plain HTTP too. An event stays here until the server has answered
// it; the quest and the team's state are copies that may be fetched anew at any time. Everything
// carries the team it belongs to, so that two teams of one phone never mix.

const NAME = "eventkit-quest";
/** Store → the key of its rows. */
const STORES = { events: "id", photos: "id", games: "slug", meta: "key" };
let opening = null;

function open() {
  opening ??= new Promise((resolve) => {
    let request;
    try { request = indexedDB.open(NAME, 1); } catch { resolve(null); return; }
    request.onupgradeneeded = () => {
      for (const [name, keyPath] of Object.entries(STORES)) request.result.createObjectStore(name, { keyPath });
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => resolve(null);
  });
  return opening;
}

const ask = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

// Where a browser keeps nothing (some private modes), as long as the page is open.
const shelf = Object.fromEntries(Object.keys(STORES).map((name) => [name, new Map()]));
const memory = {
  get: async (name, key) => structuredClone(shelf[name].get(key)),
  all: async (name) => structuredClone([...shelf[name].values()]),
  put: async (name, row) => { shelf[name].set(row[STORES[name]], row); },
  drop: async (name, key) => { shelf[name].delete(key); },
};

/** Whether what is kept ends with the page. */
export const isForgetful = async () => !(await open());

/** Run `work(rows)` in one transaction over the stores named; rows has get, all, put, drop. */
export async function change(names, work, mode = "readwrite") {
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
    get: (name, key) => ask(tx.objectStore(name).get(key)),
    all: (name) => ask(tx.objectStore(name).getAll()),
    put: (name, row) => ask(tx.objectStore(name).put(row)),
    drop: (name, key) => ask(tx.objectStore(name).delete(key)),
  });
  await done;
  return result;
}

export const get = (name, key) => change([name], (rows) => rows.get(name, key), "readonly");
export const all = (name) => change([name], (rows) => rows.all(name), "readonly");
export const put = (name, row) => change([name], (rows) => rows.put(name, row));

// getRandomValues, because randomUUID exists on HTTPS and localhost alone.
const random = (size) => [...crypto.getRandomValues(new Uint8Array(size))];

/** Thirty-two random signs. */
export const key = () => random(16).map((byte) => byte.toString(16).padStart(2, "0")).join("");

/** Keep one event of a team: {slug, team, type, station?, text?, level?, verdict?}; `photos` are files
    that its text names by their slots: [{slot, file}]. Returns it with its id, counter and instant.

    Within a device instants never go back, whatever is done to its clock. A hint has the same id on
    every phone of a team, so that two phones that buy it apart pay once. */
export async function keep(event, photos = []) {
  return change(["events", "photos", "meta"], async (rows) => {
    const value = async (name) => (await rows.get("meta", name))?.value;
    const device = (await value("device")) ?? key(), counter = ((await value("counter")) ?? 0) + 1;
    const at = Math.max(Date.now(), ((await value("last")) ?? 0) + 1);
    const id = event.type === "hint" ? `hint-${event.station}-${event.level}` : `${device.slice(0, 12)}-${counter}`;
    const kept = { ...event, id: `${event.slug}/${event.team}/${id}`, name: id, device, counter, at };
    await rows.put("meta", { key: "device", value: device });
    await rows.put("meta", { key: "counter", value: counter });
    await rows.put("meta", { key: "last", value: at });
    for (const { slot, file } of photos) await rows.put("photos", { id: slot, event: kept.id, file });
    await rows.put("events", kept);
    return kept;
  });
}

/** The events of a team that the server has not answered, oldest first. */
export async function waiting(slug, team) {
  const mine = (await all("events")).filter((one) => one.slug === slug && one.team === team);
  return mine.sort((a, b) => a.counter - b.counter);
}

/** Take in what the server says: the events it has answered leave, the state stays, in one act. */
export async function accept(slug, team, told, answered) {
  return change(["events", "photos", "games"], async (rows) => {
    for (const id of answered) await rows.drop("events", id);
    for (const photo of await rows.all("photos")) if (answered.includes(photo.event)) await rows.drop("photos", photo.id);
    const game = await rows.get("games", slug);
    const known = game?.team === team ? game : { slug, team };
    await rows.put("games", { ...known, ...told });
  });
}
