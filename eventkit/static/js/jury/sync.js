// Talks with the server by /jury/state and /jury/touches: first everything that waits goes, then
// what stands there comes. Sending twice is harmless, so whatever fails is simply sent again.

import * as store from "./store.js";
import { fill } from "./works.js";
import { desk } from "./words.js";

const RETRY = [3000, 10000, 30000, 60000];
const BATCH = 100;
const PATIENCE = 20000;
/** How the last talk went: "" | "offline" | "door" (the session is not known any more). */
export const line = { trouble: "", gone: false };
const listeners = new Set();
const other = typeof BroadcastChannel === "function" ? new BroadcastChannel("eventkit-jury") : null;
let csrf = "", busy = null, again = false, tries = 0, timer = 0;

/** Call `fn` after each change of what is kept here: own, of the server, of another tab. */
export const onChange = (fn) => listeners.add(fn);
other?.addEventListener("message", () => listeners.forEach((fn) => fn()));

/** Tell this page and the other tabs that something has changed. */
export function announce() {
  other?.postMessage(1);
  listeners.forEach((fn) => fn());
}

class Trouble extends Error {
  constructor(kind, status) { super(kind); this.kind = kind; this.status = status; }
}

async function talk(url, options = {}) {
  let answer;
  const limit = new AbortController(), clock = setTimeout(() => limit.abort(), PATIENCE);
  try {
    answer = await fetch(url, { credentials: "same-origin", cache: "no-store", redirect: "manual", signal: limit.signal, ...options });
    if (answer.ok) return await answer.json();
  } catch {
    throw new Trouble("offline");
  } finally {
    clearTimeout(clock);
  }
  const isDoor = answer.status === 401 || answer.type === "opaqueredirect";
  throw new Trouble(isDoor ? "door" : answer.status >= 500 || answer.status === 429 ? "offline" : "refused", answer.status);
}

const state = async () => {
  const told = await talk(desk().state);
  csrf = told.csrf;
  return told;
};

async function post(touches) {
  csrf ||= document.querySelector("[name=csrf_token]")?.value || (await state()).csrf;
  const body = JSON.stringify({
    device: await store.device(),
    touches: touches.map(({ id, task, field, value, base, counter, made_at, resolves }) => ({ id, task, field, value, base, counter, made_at, resolves })),
  });
  const send = () => talk(desk().touches, { method: "POST", body, headers: { "Content-Type": "application/json", "X-CSRFToken": csrf } });
  try {
    return await send();
  } catch (trouble) {
    if (trouble.status !== 403 && trouble.status !== 400) throw trouble;
    await state();
    return send().catch((again) => { throw again.status === 403 ? new Trouble("door") : again; });
  }
}

/** Send all that waits. A batch that is refused as a whole is halved, so that one bad record
    cannot hold up the others. */
async function push() {
  let size = BATCH;
  const held = new Set();
  for (;;) {
    const left = (await store.waiting()).filter((one) => !held.has(one.id));
    if (!left.length) return;
    const batch = left.slice(0, size);
    try {
      const told = await post(batch);
      csrf = told.csrf || csrf;
      await store.settle(told);
      announce();
    } catch (trouble) {
      if (trouble.kind !== "refused") throw trouble;
      if (size === 1 || batch.length === 1) held.add(batch[0].id);
      else size = Math.max(1, batch.length >> 1);
    }
  }
}

/** Learn what stands on the server; whoever has left the jury takes nothing along. */
async function pull() {
  const told = await state();
  if (told.gone) {
    await store.wipe();
    line.gone = true;
  } else {
    await store.accept(told);
    line.gone = false;
  }
  announce();
}

async function round(wants) {
  clearTimeout(timer);
  try {
    await push();
    if (wants.pull) await pull();
    line.trouble = "";
    tries = 0;
  } catch (trouble) {
    line.trouble = trouble.kind === "door" ? "door" : "offline";
    // The link is not valid any more: the works leave the device, the marks stay.
    if (trouble.kind === "door") await forget();
    timer = setTimeout(() => sync(wants), RETRY[Math.min(tries++, RETRY.length - 1)]);
  }
  announce();
  if (wants.pull && !line.trouble && !line.gone) fill(arrived);
}

function arrived(wish) {
  announce();
  if (wish.url === desk().list) document.dispatchEvent(new CustomEvent("desk:list"));
}

async function forget() {
  await store.change(["pages", "tasks"], async (rows) => { await rows.clear("pages"); await rows.clear("tasks"); });
}

/** Send, and with {pull: true} also ask. Resolves to true when nothing waits any more. */
export async function sync(wants = {}) {
  if (busy) {
    again = { pull: wants.pull || again?.pull };
    await busy;
  } else {
    busy = (async () => {
      await round(wants);
      while (again) { const more = again; again = false; await round(more); }
    })().finally(() => { busy = null; });
    await busy;
  }
  return !line.trouble && !(await store.waiting()).length;
}

addEventListener("online", () => { tries = 0; sync({ pull: true }); });
addEventListener("offline", () => { line.trouble = "offline"; announce(); });
document.addEventListener("visibilitychange", () => { if (!document.hidden) sync({ pull: true }); });
