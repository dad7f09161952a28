// Talks with the server: first everything that waits goes, then what stands there comes. Sending twice
// is harmless, so whatever fails is simply sent again. Each exchange measures how far this clock is
// from the server's; events carry both, so that a wrong clock does no harm.

import * as store from "./store.js";
import { place } from "./words.js";

const RETRY = [2000, 5000, 10000];
const BATCH = 50;
const PATIENCE = 20000;
/** How the last talk went: "" | "offline" | "door" (the team's door is not open any more). */
export const line = { trouble: "", refused: [] };
const listeners = new Set();
const other = typeof BroadcastChannel === "function" ? new BroadcastChannel("eventkit-quest") : null;
let csrf = "", busy = null, again = false, tries = 0, timer = 0, team = "";

/** Call `fn` after each change of what is kept here: own, of the server, of another tab. */
export const onChange = (fn) => listeners.add(fn);
other?.addEventListener("message", () => listeners.forEach((fn) => fn()));

/** Tell this page and the other tabs that something has changed. */
export function announce() {
  other?.postMessage(1);
  listeners.forEach((fn) => fn());
}

/** Whose phone this is: the team of the door. */
export const workFor = (mine) => { team = mine; };

class Trouble extends Error {
  constructor(kind, status) { super(kind); this.kind = kind; this.status = status; }
}

async function talk(url, options = {}) {
  let answer;
  const limit = new AbortController(), clock = setTimeout(() => limit.abort(), PATIENCE), asked = Date.now();
  try {
    answer = await fetch(url, { credentials: "same-origin", cache: "no-store", redirect: "manual", signal: limit.signal, headers: { Accept: "application/json", ...options.headers }, ...options });
    if (answer.ok) {
      const told = await answer.json();
      csrf = told.csrf ?? csrf;
      return { ...told, offset: told.now - (asked + Date.now()) / 2 };
    }
  } catch {
    throw new Trouble("offline");
  } finally {
    clearTimeout(clock);
  }
  const isDoor = answer.status === 409 || answer.type === "opaqueredirect";
  throw new Trouble(isDoor ? "door" : answer.status >= 500 || answer.status === 429 ? "offline" : "refused", answer.status);
}

const address = (name) => `${place().home}/${name}`;
const post = (name, body, headers) => talk(address(name), { method: "POST", body, headers: { Accept: "application/json", "X-CSRFToken": csrf, ...headers } });

/** Post, and once more with a new token where the page's is too old. */
async function tell(name, body, headers = {}) {
  if (!csrf) await pull();
  try {
    return await post(name, body, headers);
  } catch (trouble) {
    if (trouble.status !== 400) throw trouble;
    await pull();
    return post(name, body, headers);
  }
}

/** Take in what the server said: answered events leave, the state stays. */
async function take(told, answered = []) {
  const { state, quest, version, offset, mates } = told;
  await store.accept(place().slug, team, { state, version, offset, mates, asked: Date.now(), ...(quest ? { quest } : {}) }, answered);
  announce();
}

async function pull() {
  const known = await store.get("games", place().slug);
  const version = known?.team === team && known.quest ? known.version : "";
  const told = await talk(`${address("state")}?version=${encodeURIComponent(version)}`);
  if (told.team !== team) throw new Trouble("door");
  await take(told);
}

/** Upload the photos of an answer; its text then names them by their numbers. */
async function upload(event) {
  let kept = event;
  for (const photo of (await store.all("photos")).filter((one) => one.event === event.id)) {
    const body = new FormData();
    body.append("photo", photo.file, "photo.jpg");
    body.append("key", photo.id);
    const told = await tell("photos", body);
    kept = { ...kept, text: kept.text.replace(photo.id, String(told.photo)) };
    await store.change(["events", "photos"], async (rows) => {
      await rows.put("events", kept);
      await rows.drop("photos", photo.id);
    });
  }
  return kept;
}

async function push() {
  let size = BATCH;
  const held = new Set();
  for (;;) {
    const left = (await store.waiting(place().slug, team)).filter((one) => !held.has(one.id)).slice(0, size);
    if (!left.length) return;
    const batch = [], { offset = 0, version = "" } = (await store.get("games", place().slug)) ?? {};
    try {
      for (const event of left) batch.push(await upload(event));
      const events = batch.map(({ name, device, counter, at, type, station, text, level }) => ({ id: name, device, counter, ts: new Date(at).toISOString(), type, station, text, level }));
      const told = await tell("events", JSON.stringify({ team, version, offset: Math.round(offset), events }), { "Content-Type": "application/json" });
      line.refused.push(...told.refused);
      await take(told, batch.map(({ id }) => id));
    } catch (trouble) {
      if (trouble.kind !== "refused") throw trouble;
      // One bad record must not hold up the others.
      if (left.length === 1) { held.add(left[0].id); await give(left[0]); }
      else size = Math.max(1, left.length >> 1);
    }
  }
}

/** A photo that the server does not take as a picture leaves with its answer, and that is said. */
async function give(event) {
  if (!(await store.all("photos")).some((one) => one.event === event.id)) return;
  line.refused.push({ id: event.name, reason: "photo" });
  await store.accept(place().slug, team, {}, [event.id]);
}

async function round() {
  clearTimeout(timer);
  try {
    await push();
    await pull();
    line.trouble = "";
    tries = 0;
  } catch (trouble) {
    line.trouble = trouble.kind === "door" ? "door" : "offline";
    timer = setTimeout(sync, RETRY[Math.min(tries++, RETRY.length - 1)]);
  }
  announce();
}

/** Send what waits and ask how things stand. Resolves to true when nothing waits any more. */
export async function sync() {
  if (busy) {
    again = true;
    await busy;
  } else {
    busy = (async () => {
      do { again = false; await round(); } while (again);
    })().finally(() => { busy = null; });
    await busy;
  }
  return !line.trouble && !(await store.waiting(place().slug, team)).length;
}

addEventListener("online", () => { tries = 0; sync(); });
addEventListener("offline", () => { line.trouble = "offline"; announce(); });
document.addEventListener("visibilitychange", () => { if (!document.hidden && team) sync(); });
