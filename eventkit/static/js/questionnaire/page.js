// Begins a questionnaire: start, one page after another, a draft after each touch, sending at once or
// when the network is back. Without this file the page is one long form that works.

import * as asking from "./asking.js";
import * as draft from "./draft.js";
import { begin as beginKinds, shuffle } from "./kinds.js";
import { offer } from "./own.js";
import { send } from "./sending.js";
import { page, say } from "./words.js";

const RETRY = [3000, 10000, 30000];
const form = page.querySelector("[data-asking]"), leaves = [...form.querySelectorAll("[data-leaf]")];
const part = (name) => page.querySelector(`[data-${name}]`);
const start = part("start"), done = part("done"), back = part("back"), next = part("send"), line = part("line"), sendWords = next.textContent;
const isShared = page.dataset.device === "shared";
let kept = draft.read(), leaf = 0, seconds = 0, since = 0, tries = 0, timer = 0, busy = false;

const isLast = () => leaf === leaves.length - 1;
const spent = () => seconds + (since ? (Date.now() - since) / 1000 : 0);

function keep(state = "draft") {
  const now = { uid: form.elements.uid.value, digest: form.elements.digest.value, fields: draft.fieldsOf(form), leaf, seconds: Math.round(spent()), state };
  kept = now;
  line.textContent = draft.write(now) ? say("saved") : say("forgetful");
}

function measure() {
  const { n, all } = asking.progress();
  part("page-of").textContent = leaves.length > 1 ? say("page", { n: leaf + 1, all: leaves.length }) : "";
  part("answered").textContent = say("answered", { n, all });
  page.querySelector("progress").value = all ? n / all : 0;
}

/** Show one part of the page: "start", "asking" or "done". */
function turn(to) {
  start.hidden = to !== "start";
  form.hidden = to !== "asking";
  done.hidden = to !== "done";
}

function open(at, focus = true) {
  leaf = Math.min(Math.max(at, 0), leaves.length - 1);
  turn("asking");
  for (const [place, one] of leaves.entries()) one.hidden = place !== leaf;
  back.hidden = leaf === 0;
  next.lastChild.textContent = isLast() ? sendWords : say("next");
  measure();
  since ||= Date.now();
  if (focus) { scrollTo(0, 0); leaves[leaf].focus({ preventScroll: true }); }
}

function changed(field) {
  asking.ask();
  asking.mend(field);
  measure();
  keep();
}

function finish(title, text, { thanks = false, own = "" } = {}) {
  turn("done");
  part("done-title").textContent = title;
  part("done-text").textContent = text;
  if (part("thanks")) part("thanks").hidden = !thanks;
  part("own-place").innerHTML = own;
  offer(part("own-place"));
  scrollTo(0, 0);
  part("done-title").focus({ preventScroll: true });
}

/** Everything of this respondent leaves the device. */
function clear() {
  clearTimeout(timer);
  draft.wipe();
  kept = null;
  form.reset();
  form.querySelectorAll("input:not([type=hidden]), textarea, select").forEach((one) => {
    if (one.type === "radio" || one.type === "checkbox") one.checked = false;
    else one.value = "";
  });
  form.querySelectorAll("[data-item]").forEach((one) => asking.tell(one, ""));
  form.elements.uid.value = draft.newUid();
  [leaf, seconds, since, tries] = [0, 0, 0, 0];
  line.textContent = "";
  part("own-place").replaceChildren();
  asking.ask();
  redraw();
  shuffle(form, form.elements.uid.value);
}

/** The items that the server has found wrong, on the page of the first of them. */
function mend(errors) {
  const found = Object.entries(errors).map(([id, words]) => [asking.itemOf(id), words]).filter(([item]) => item);
  keep();
  open(found.length ? leaves.findIndex((one) => one.contains(found[0][0])) : leaf);
  for (const [item, words] of found) asking.tell(item, words);
  if (found.length) asking.show(found[0][0]);
  line.textContent = errors[""] ?? "";
}

/** Send what is complete; without a network it waits on the device. */
async function deliver() {
  if (busy || kept?.state !== "waiting") return;
  busy = true;
  clearTimeout(timer);
  const values = [...kept.fields, ["uid", kept.uid], ["digest", kept.digest], ["seconds", String(kept.seconds)], ["device", page.dataset.device]];
  const { kind, errors = {}, own = "" } = await send(values);
  busy = false;
  if (kind === "kept") {
    clear();
    finish(say("kept"), "", { thanks: true, own });
  } else if (kind === "wrong") mend(errors);
  else if (kind === "shut") {
    clear();
    finish(say("shut"), "");
  } else {
    finish(say("waiting"), say(page.dataset.worker && navigator.serviceWorker ? "waiting_worker" : "waiting_plain"));
    timer = setTimeout(deliver, RETRY[Math.min(tries++, RETRY.length - 1)]);
  }
}

/** What lets the page open without a network, where the browser allows that. */
async function guard() {
  const { worker, home } = page.dataset;
  if (!worker || !navigator.serviceWorker || isShared) return;
  try {
    await navigator.serviceWorker.register(worker, { scope: home, updateViaCache: "none" });
    const here = location.pathname;
    await (await caches.open(`eventkit-q-page:${home}`)).put(here, await fetch(here, { credentials: "same-origin" }));
  } catch { /* without it the page has to stay open */ }
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (busy || !asking.check(leaves[leaf])) return;
  if (!isLast()) {
    open(leaf + 1);
    keep();
    return;
  }
  const bad = leaves.findIndex((one) => [...one.querySelectorAll("[data-item]")].length && !asking.check(one));
  if (bad >= 0) { open(bad, false); asking.check(leaves[bad]); return; }
  keep("waiting");
  line.textContent = say("sending");
  deliver();
});
form.addEventListener("input", ({ target }) => changed(target));
form.addEventListener("keydown", (event) => {
  // Enter in a field goes on, as the button does, and never by accident past the last page.
  if (event.key === "Enter" && event.target.matches("input:not([type=checkbox])") && isLast()) event.preventDefault();
});
back.addEventListener("click", () => { open(leaf - 1); keep(); });
part("begin").addEventListener("click", () => { open(0); keep(); });
part("next-person")?.addEventListener("click", () => { clear(); turn("start"); page.querySelector("h2").focus(); scrollTo(0, 0); });
part("wipe")?.addEventListener("click", () => { clear(); turn("start"); page.querySelector("h2").focus(); scrollTo(0, 0); });
addEventListener("online", () => { tries = 0; deliver(); });
addEventListener("beforeunload", (event) => { if (kept?.state === "waiting" && !(page.dataset.worker && navigator.serviceWorker)) event.preventDefault(); });
document.addEventListener("visibilitychange", () => {
  if (document.hidden) { seconds = spent(); since = 0; }
  else { if (!form.hidden) since = Date.now(); deliver(); }
});
// A page that comes back out of the browser's memory is the last respondent's.
addEventListener("pageshow", (event) => { if (event.persisted && isShared) location.reload(); });

const redraw = beginKinds(form, changed);
form.classList.add("paged");
for (const name of ["begin", "progress", "local-note", "wipe"]) if (part(name)) part(name).hidden = false;
page.querySelectorAll("[data-condition]").forEach((one) => { one.hidden = true; });
if (kept) {
  form.elements.uid.value = kept.uid;
  draft.fill(form, kept.fields);
  seconds = kept.seconds;
}
shuffle(form, form.elements.uid.value);
asking.ask();
redraw();
if (kept?.state === "waiting") deliver();
else if (kept) { open(kept.leaf, false); line.textContent = say("saved"); }
else if ("wrong" in page.dataset) open(Math.max(0, leaves.findIndex((one) => one.querySelector(".err"))), false);
else turn("start");
guard();
