// A juror's sheet: each touch is kept on the device first and sent then; the screen always shows
// what is kept. Undo, conflicts, late answers and sending work the same with and without a network.

import * as store from "./store.js";
import { announce, line, sync } from "./sync.js";
import { everything, isQueued, isUnread, nextAfter, valuesOf } from "./marks.js";
import { beginKeys } from "./keys.js";
import { paintComparison } from "./compare.js";
import { leaveFor } from "./passage.js";
import { paintConflict, paintNotes } from "./disputes.js";
import { clock, desk, flash, number, say } from "./words.js";

const OWN = /^(c\d+|t\d+|author|note)$/;
const TYPING = 900;
const UNDO = 30;

/** @param {HTMLElement} form with data-sheet: {id, juror, code, state, mayMark, versions} */
export async function beginSheet(form) {
  const about = JSON.parse(form.dataset.sheet);
  const timers = new Map();
  const shown = {};
  // Counts the beginnings and ends of keeping: what was read before one of them is old.
  let turn = 0;
  // Done when all that was touched is kept and can be taken back.
  let settled = Promise.resolve();
  const keeping = new Map();
  const inputs = (field) => [...form.querySelectorAll(`[name="${field}"]`)];
  const fields = [...new Set([...form.elements].map((el) => el.name).filter((name) => OWN.test(name)))];
  const valueIn = (field) => {
    const all = inputs(field);
    return all[0]?.type === "radio" ? (all.find((el) => el.checked)?.value ?? "") : (all[0]?.value ?? "");
  };
  // A finger may be quicker than this script: what was tapped before it came is a touch as well.
  const early = fields.map((field) => [field, valueIn(field)]);
  form.reset?.();
  for (const field of fields) shown[field] = valueIn(field);
  const tapped = early.filter(([field, value]) => value !== shown[field]);
  const ready = meet(about, fields, { ...shown });

  function choose(field, value) {
    for (const input of inputs(field)) {
      if (input.type === "radio") input.checked = input.value === value;
      else if (input.value !== value) input.value = value;
      if (value && field.startsWith("t")) input.closest("details").open = true;
    }
  }

  function touch(field, value, how) {
    const made = keep(field, value, how);
    settled = Promise.all([settled, made]);
    return made;
  }

  async function keep(field, value, { resolves = null, undoes = false } = {}) {
    clearTimeout(timers.get(field));
    timers.delete(field);
    if (value === shown[field] && !resolves) return;
    const before = shown[field] ?? "";
    shown[field] = value;
    turn++;
    keeping.set(field, (keeping.get(field) ?? 0) + 1);
    const title = titleOf(form, field);
    try {
      await ready;
      const task = await store.get("tasks", about.id);
      await store.keep({ juror: about.juror, task: about.id, code: about.code, field, value, base: task?.cells[field]?.version ?? 0, title, resolves });
    } catch {
      shown[field] = before;
      return flash("bad", say("full"));
    } finally {
      turn++;
      keeping.set(field, keeping.get(field) - 1);
    }
    // On a full device a mark without a way back is still a mark: it is kept and goes.
    if (!undoes && !resolves) await remember({ field, before, value, title }).catch(() => {});
    announce();
    sync();
  }

  async function remember(step) {
    await store.change(["undo"], async (rows) => {
      const steps = (await rows.get("undo", about.id))?.steps ?? [];
      const last = steps.at(-1);
      // What is typed in one go is one step back.
      if (last?.field === step.field && !step.field.startsWith("c")) last.value = step.value;
      else steps.push(step);
      await rows.put("undo", { task: about.id, juror: about.juror, steps: steps.slice(-UNDO) });
    });
  }

  async function undo() {
    await typed();
    // A slow device must not take back the touch before the last.
    await settled;
    const step = await store.change(["undo"], async (rows) => {
      const row = await rows.get("undo", about.id);
      const last = row?.steps.pop();
      if (last) await rows.put("undo", row);
      return last;
    });
    if (!step) return;
    choose(step.field, step.before);
    form.dispatchEvent(new Event("change"));
    await touch(step.field, step.before, { undoes: true });
    document.getElementById(step.field)?.scrollIntoView({ block: "nearest" });
  }

  /** Keep what is being typed at once. */
  const typed = () => Promise.all([...timers.keys()].map((field) => touch(field, valueIn(field))));

  async function send() {
    await typed();
    const task = await store.get("tasks", about.id);
    for (const note of await store.all("notes")) if (note.task === about.id && note.field === "submit") await store.drop("notes", note.id);
    await store.keep({ juror: about.juror, task: about.id, code: about.code, field: "submit", value: "", base: task?.version ?? 0, title: say("submit") });
    announce();
    // What is next is asked as well: a work may have been taken off the list meanwhile.
    await sync({ pull: true });
    const here = await everything();
    const now = here.tasks.find((one) => one.id === about.id);
    const following = now && nextAfter(now, here);
    const page = following && `${following.page}${isUnread(following, here.touches) ? "?view=work" : ""}`;
    if (isQueued(about, here.touches)) tell(page, line.trouble ? "warn" : "bad", "queued");
    else if (now?.state === "submitted") tell(page, "ok", "sent");
    else document.querySelector("[data-notes]")?.scrollIntoView({ block: "center" });
  }

  function tell(page, kind, name) {
    sessionStorage.setItem("eventkit.told", JSON.stringify([kind, say(name, { code: about.code })]));
    leaveFor(page ?? desk().list);
  }

  async function takeBack() {
    for (const one of await store.waiting()) if (one.task === about.id && one.field === "submit") await store.drop("touches", one.id);
    announce();
  }

  async function paint() {
    const at = turn, here = await everything();
    const task = here.tasks.find((one) => one.id === about.id);
    // A touch that was made meanwhile paints anew when it is kept.
    if (!task || at !== turn) return;
    const values = valuesOf(task, here.touches);
    for (const field of fields) {
      if (timers.has(field) || keeping.get(field)) continue;
      const value = values[field] ?? "";
      if (value !== valueIn(field)) choose(field, value);
      shown[field] = value;
      paintConflict(form, field, task.cells[field], here.touches, (chosen, resolves) => { choose(field, chosen); return touch(field, chosen, { resolves }); });
    }
    form.dispatchEvent(new Event("change"));
    const mine = here.touches.filter((one) => one.task === about.id);
    paintSaved(task, mine);
    paintLock(form, about, task, isQueued(task, here.touches));
    paintComparison(form, task, here);
    await paintUndo();
    await paintNotes(about.id);
  }

  async function paintUndo() {
    const button = form.querySelector("[data-undo]");
    const step = (await store.get("undo", about.id))?.steps.at(-1);
    if (!button) return;
    button.hidden = !step;
    if (!step) return;
    const words = step.field.startsWith("c") ? say("undo", { what: step.title, before: number(step.before) }) : say("undo_text", { what: step.title });
    button.title = words;
    button.setAttribute("aria-label", words);
  }

  form.addEventListener("change", ({ target }) => { if (target.name && OWN.test(target.name)) touch(target.name, valueIn(target.name)); });
  form.addEventListener("input", ({ target }) => {
    if (!target.name || !OWN.test(target.name) || target.type === "radio") return;
    clearTimeout(timers.get(target.name));
    timers.set(target.name, setTimeout(() => touch(target.name, valueIn(target.name)), TYPING));
  });
  form.addEventListener("submit", async (event) => {
    if (event.defaultPrevented || !about.mayMark) return;
    event.preventDefault();
    if (event.submitter?.value === "submit") return send();
    await typed();
    if (await sync()) flash("ok", say("draft"));
  });
  addEventListener("pagehide", typed);
  document.addEventListener("visibilitychange", () => { if (document.hidden) typed(); });
  form.querySelector("[data-undo]")?.addEventListener("click", undo);
  form.querySelector("[data-take-back]")?.addEventListener("click", takeBack);
  beginKeys(form, { undo, pick: (field, value) => { choose(field, value); form.dispatchEvent(new Event("change")); return touch(field, value); } });
  beginViews();
  await ready;
  await paint();
  for (const [field, value] of tapped) touch(field, value);
  form.dataset.ready = "";
  const asked = document.querySelectorAll("[data-choice]");
  // Questions of the page without scripts: here they stand at their cells.
  if (asked.length) sync({ pull: true }).finally(() => asked.forEach((form) => form.remove()));
  return paint;
}

/** The page knows what the server has shown it: newer cells than the device's are taken over. */
async function meet(about, fields, values) {
  await store.change(["tasks"], async (rows) => {
    let task = await rows.get("tasks", about.id);
    if (task && about.version > task.version) task = { ...task, state: about.state, version: about.version, may_mark: about.mayMark };
    task ??= { ...about, may_mark: about.mayMark, page: location.pathname, digest: "", files: [], fields: [], cells: {}, place: 0 };
    for (const field of fields) {
      const version = about.versions[field] ?? 0, kept = task.cells[field];
      if (!kept || version > kept.version) task.cells[field] = { value: values[field], version, conflict: kept?.conflict ?? null };
    }
    await rows.put("tasks", task);
  });
}

function paintSaved(task, mine) {
  const label = document.querySelector("[data-saved]");
  if (!label) return;
  const last = mine.at(-1);
  if (last) label.textContent = say("kept", { time: clock(new Date(last.made_at)) });
  else if (task.saved_at) label.textContent = say("saved", { time: task.saved_at });
}

/** A sheet that is sent, or waits to be, is not changed by chance. */
function paintLock(form, about, task, queued) {
  const locked = queued || !task.may_mark;
  // The page may have given way to the list meanwhile.
  if (!about.mayMark || !form.isConnected) return;
  for (const el of form.elements) if (OWN.test(el.name)) el.disabled = locked;
  const place = document.querySelector("[data-queued]");
  place.hidden = !locked;
  place.querySelector("b").textContent = queued ? say("queued", { code: about.code }) : say("shut");
  form.querySelector("[data-take-back]").hidden = !queued;
  form.querySelector("[value=submit]").hidden = locked;
}

/** «Работа» and «Оценки» are two sides of one page: turning it over needs no network. */
function beginViews() {
  const lay = document.querySelector(".sheet-lay"), links = [...document.querySelectorAll(".seg a, .to-marks a")];
  const show = (isWork) => {
    lay.classList.toggle("reading", isWork);
    for (const link of links) if (link.closest(".seg")) link.toggleAttribute("aria-current", link.search.includes("view=work") === isWork);
    for (const link of links) if (link.hasAttribute("aria-current")) link.setAttribute("aria-current", "page");
    const way = document.querySelector(".to-marks");
    if (way) way.hidden = !isWork;
  };
  for (const link of links) link.addEventListener("click", (event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
    history.replaceState(null, "", link.href);
    show(link.search.includes("view=work"));
    scrollTo(0, 0);
  });
  show(new URLSearchParams(location.search).get("view") === "work");
  // The reasons of a recusal open clear of the bar below.
  document.querySelector(".recuse-ways")?.addEventListener("toggle", ({ target }) => target.open && target.scrollIntoView({ block: "nearest" }));
}

function titleOf(form, field) {
  const place = document.getElementById(field) ?? form.querySelector(`[name="${field}"]`);
  return place?.querySelector?.("legend > span")?.textContent ?? place?.getAttribute("aria-label") ?? form.querySelector(`label[for="${field}"]`)?.textContent ?? field;
}
