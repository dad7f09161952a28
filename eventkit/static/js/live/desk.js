// The desk of the day. A press acts here at once, is kept in this browser and sent; whatever fails
// is sent again, and the server takes each press once. What others do comes by asking every 2 s.
// Opened without a network, it goes on from what this device was told last (kept.js).

import { drop, keep, newKey, waiting } from "./queue.js";
import { guard, hear, isKept, keepState, lastHeard, lastState } from "./kept.js";
import { fill, leftWords, overWords, reading, shown } from "./clock.js";

const ASK = 2000, PATIENCE = 8000, ON = ["called", "running", "paused"];
const session = newKey();
const box = document.querySelector("[data-live-desk]");
const words = JSON.parse(box.dataset.words), lang = document.documentElement.lang;
const plural = new Intl.PluralRules(lang);
/** Key of a press made here → the clock as it has been since: what was seen is what is sent. */
const clocks = new Map();
/** Keys of presses that the server has answered, until the state that knows them is here. */
const answered = new Set();
/** Slot → {state, last, clock}: the server's word with what waits here on top of it. */
let slots = new Map(), tag = "", trouble = "", chosen = "", number = 0, busy = false;

const day = () => box.querySelector("[data-live-day]");
const cards = () => [...box.querySelectorAll("[data-slot]")];

const unsent = async () => (await waiting()).filter((press) => !answered.has(press.key));

/** What this device was told last, on a page that it opened by itself; else the server's page. */
async function begin() {
  const last = isKept ? await lastState() : null;
  if (last?.text) replace(last.text);
  if (isKept) trouble = "offline"; else hear();
  await settle(performance.now() - (last ? Math.max(0, Date.now() - last.heard) : 0));
  await talk();
  guard();
}

/** Read the page as the server made it, then let what waits here act on it. */
async function settle(since = performance.now()) {
  const mine = await waiting();
  slots = new Map(cards().map((card) => {
    const { slot, state, last, elapsed } = card.dataset;
    // What was pressed here keeps the clock that was seen; everything else is the server's.
    const theirs = { elapsed: Number(elapsed), at: since, running: "running" in card.dataset };
    return [slot, { state, last, clock: clocks.get(last) ?? theirs }];
  }));
  for (const press of mine) move(press);
  paint();
}

/** Let a press that waits act on what is shown. */
function move(press) {
  const slot = slots.get(press.slot);
  if (!slot || press.verb === "undo") return;
  const at = press.session === session ? press.mono : performance.now() - Math.max(0, Date.now() - press.wall);
  if (!clocks.has(press.key)) {
    const { verb } = press, now = slot.clock;
    const runs = verb === "start" || verb === "resume" ? true : verb === "replaced" || verb === "absent" ? now.running : false;
    const elapsed = press.own ?? (verb === "repeat" ? 0 : now.elapsed);
    clocks.set(press.key, { elapsed: verb === "repeat" ? 0 : elapsed, at: runs && now.running ? now.at : at, running: runs });
  }
  slot.state = press.to || slot.state;
  slot.last = press.key;
  slot.clock = clocks.get(press.key);
}

async function press(event) {
  const form = event.target.closest("form[data-press]");
  if (!form) return;
  event.preventDefault();
  const verb = event.submitter?.value, slot = slots.get(form.dataset.press), data = new FormData(form);
  if (!verb || !slot) return;
  const reason = String(data.get("reason") ?? "").trim();
  if (["repeat", "replaced", "correct"].includes(verb) && !reason) return note(words.reason);
  if (verb === "undo" && trouble) return note(words.undo_offline);
  const made = {
    key: newKey(), slot: form.dataset.press, url: form.action, verb, to: event.submitter.dataset.to ?? "",
    seen: slot.last, reason, time: String(data.get("time") ?? ""), session, number: number++,
    own: ["pause", "stop", "repeat"].includes(verb) && slot.clock.running ? Math.floor(reading(slot.clock)) : null,
    mono: performance.now(), wall: Date.now(),
  };
  if (verb === "repeat" && made.own === null) made.own = Math.floor(slot.clock.elapsed);
  form.querySelectorAll("input:not([type=hidden])").forEach((input) => { input.value = ""; });
  form.closest("details")?.removeAttribute("open");
  chosen = "";
  move(made);
  paint();
  await keep(made);
  talk();
}

/** Send what waits, oldest first, then ask what is new. */
async function talk() {
  if (busy) return;
  busy = true;
  try {
    let sent = false;
    for (let left = await unsent(); left.length; left = await unsent()) { await send(left[0]); sent = true; }
    await ask(sent);
    trouble = "";
  } catch (problem) {
    trouble = problem.kind ?? "offline";
  } finally {
    busy = false;
  }
  paint();
}

async function reach(url, options) {
  let answer;
  const limit = new AbortController(), clock = setTimeout(() => limit.abort(), PATIENCE);
  try {
    answer = await fetch(url, { credentials: "same-origin", cache: "no-store", redirect: "manual", signal: limit.signal, ...options });
  } catch {
    throw Object.assign(new Error("offline"), { kind: "offline" });
  } finally {
    clearTimeout(clock);
  }
  const isDoor = answer.type === "opaqueredirect" || [401, 403].includes(answer.status);
  if (isDoor || answer.status >= 500) throw Object.assign(new Error(String(answer.status)), { kind: isDoor ? "door" : "offline" });
  return answer;
}

async function send(one, again = true) {
  const age = one.session === session ? performance.now() - one.mono : Math.max(0, Date.now() - one.wall);
  const body = new URLSearchParams({ key: one.key, verb: one.verb, seen: one.seen, reason: one.reason, time: one.time, age_ms: String(Math.floor(age)), csrf_token: day().dataset.csrf });
  if (one.own !== null) body.set("own_ms", String(one.own));
  const answer = await reach(one.url, { method: "POST", body, headers: { Accept: "application/json" } });
  if (answer.status === 400 && again) {
    // The form's token is of another session: a fresh page brings a fresh one.
    await ask(true);
    return send(one, false);
  }
  const told = answer.ok ? await answer.json() : { outcome: "refused", message: words.lost };
  answered.add(one.key);
  if (told.outcome === "refused") clocks.delete(one.key);
  if (told.message) note(told.message);
}

async function ask(always) {
  const since = performance.now();
  if (always) tag = "";
  const answer = await reach(box.dataset.stateUrl, { headers: tag ? { "If-None-Match": tag } : {} });
  if (answer.status === 304 || answer.ok) hear();
  if (!answer.ok) return;
  await keepState(answer.clone());
  for (const key of answered) await drop(key);
  answered.clear();
  const text = await answer.text();
  // Whoever is writing a reason keeps it: the news come with the next asking.
  if (!always && isWriting()) return;
  tag = answer.headers.get("ETag") ?? "";
  replace(text);
  await settle((since + performance.now()) / 2);
}

const isWriting = () => [...box.querySelectorAll("details[open] input:not([type=hidden])")].some((input) => input.value || input === document.activeElement);

/** Put the new page in place; the opened details and the focus stay where they were. */
function replace(text) {
  const opened = [...box.querySelectorAll("details[open]")].map((one) => one.closest("[data-slot]").dataset.slot);
  const { activeElement: held } = document, verb = held?.name === "verb" && held.value, slot = held?.closest?.("[data-slot]")?.dataset.slot;
  box.replaceChildren(...new DOMParser().parseFromString(text, "text/html").body.children);
  for (const id of opened) box.querySelector(`[data-slot="${id}"] details`)?.setAttribute("open", "");
  if (verb) (box.querySelector(`[data-slot="${slot}"] button[value="${verb}"]:not([hidden])`) ?? box.querySelector(`[data-slot="${slot}"] button:not([hidden])`))?.focus();
}

/** Who is on the stage, which buttons make sense, what waits. */
async function paint() {
  const list = cards(), on = list.filter((card) => ON.includes(slots.get(card.dataset.slot)?.state));
  const next = list.find((card) => slots.get(card.dataset.slot)?.state === "waiting");
  const states = JSON.parse(day()?.dataset.states ?? "{}"), kinds = JSON.parse(day()?.dataset.kinds ?? "{}");
  for (const card of list) {
    const slot = slots.get(card.dataset.slot);
    if (!slot) continue;
    card.hidden = !(on.includes(card) || (!on.length && card === next) || card.dataset.slot === chosen);
    card.classList.toggle("runs", slot.clock.running);
    card.querySelector("[data-state-word]").textContent = states[slot.state];
    for (const part of card.querySelectorAll("[data-from]")) part.hidden = !part.dataset.from.split(" ").includes(slot.state);
    const badge = box.querySelector(`[data-row-state="${card.dataset.slot}"] .badge`);
    if (badge) { badge.textContent = states[slot.state]; badge.className = `badge ${kinds[slot.state]}`; }
  }
  tick();
  const line = document.querySelector("[data-live-line]"), n = (await unsent()).length;
  line.hidden = !trouble;
  const text = trouble === "door" ? fill(words.door, { n }) : fill(words[n ? `offline_${kind(n)}` : "offline_empty"], { n, since: since() });
  if (trouble && line.querySelector("b").textContent !== text) line.querySelector("b").textContent = text;
}

/** Since when nothing was heard: the hour, and the day where it was another one. */
function since() {
  const heard = new Date(lastHeard() ?? Date.now()), isToday = heard.toDateString() === new Date().toDateString();
  return new Intl.DateTimeFormat(lang, { ...(isToday ? {} : { day: "numeric", month: "long" }), hour: "2-digit", minute: "2-digit" }).format(heard);
}

function kind(n) {
  const form = plural.select(n);
  return form === "one" || form === "few" ? form : "many";
}

function tick() {
  const rule = day()?.dataset;
  for (const card of cards()) {
    const slot = slots.get(card.dataset.slot);
    if (!slot || card.hidden) continue;
    const ms = reading(slot.clock), over = overWords(ms, rule, words);
    card.querySelector("[data-clock]").textContent = shown(ms);
    card.querySelector("[data-left]").textContent = slot.clock.running ? leftWords(ms, rule, words) : "";
    card.querySelector("[data-over]").textContent = over;
    card.classList.toggle("late", Boolean(over));
  }
}

/** Something that the secretary must read; it stays until they say so. */
function note(text) {
  const place = document.querySelector("[data-live-notes]"), row = document.createElement("div");
  row.className = "alert warn";
  row.setAttribute("role", "alert");
  const mark = document.createElement("span"), body = document.createElement("div"), said = document.createElement("p"), ok = document.createElement("button");
  mark.className = "g";
  mark.setAttribute("aria-hidden", "true");
  mark.textContent = "!";
  said.textContent = text;
  ok.type = "button";
  ok.className = "btn small";
  ok.textContent = words.seen;
  ok.addEventListener("click", () => row.remove());
  body.append(said, ok);
  row.append(mark, body);
  place.append(row);
}

box.addEventListener("submit", press);
box.addEventListener("click", (event) => {
  const link = event.target.closest("[data-choose]");
  if (!link) return;
  event.preventDefault();
  chosen = link.dataset.choose;
  paint();
  box.querySelector(`[data-slot="${chosen}"]`)?.scrollIntoView({ block: "center" });
});
addEventListener("online", talk);
addEventListener("offline", () => { trouble ||= "offline"; paint(); });
addEventListener("beforeunload", (event) => { if (trouble && [...slots.values()].some((slot) => slot.clock.running)) event.preventDefault(); });
setInterval(tick, 200);
setInterval(talk, ASK);
begin();
