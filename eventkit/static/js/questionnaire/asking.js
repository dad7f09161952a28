// Which items are asked, what is wrong with an answer, and one page after another.
// The server asks and checks by the same rules (questionnaires/engine/validity.py).

import { number, page, say, written } from "./words.js";

const items = [...page.querySelectorAll("[data-item]")];
const byId = new Map(items.filter((one) => one.dataset.item).map((one) => [one.dataset.item, one]));

/** What was answered to an item: a list of texts, empty for nothing. */
function answered(item) {
  const fields = [...item.querySelectorAll("[name]")];
  if (item.dataset.kind !== "rank") return fields.filter((one) => (one.type === "radio" || one.type === "checkbox" ? one.checked : one.value.trim())).map((one) => one.value.trim());
  const placed = fields.filter((one) => one.value).sort((one, other) => one.value - other.value);
  return placed.map((one) => one.closest("[data-id]").dataset.id);
}

/** Whether a condition holds; nothing answered passes no test. */
function holds([id, test, value]) {
  const on = byId.get(id);
  if (!on || on.hidden) return false;
  const given = answered(on);
  if (!given.length) return false;
  if (test === "answered") return true;
  if (test === "has") return given.includes(value);
  const found = number(given[0]), limit = number(value);
  const same = given.length === 1 && (found !== null && limit !== null ? found === limit : given[0] === value);
  if (test === "is") return same;
  if (test === "is_not") return !same;
  return found !== null && limit !== null && (test === "at_least" ? found >= limit : found <= limit);
}

/** Show what is asked after the answers so far. */
export function ask() {
  // Conditions rest on items that stand earlier in the document of the questionnaire, yet a page may
  // be shuffled: looked at until nothing changes any more.
  for (let again = true, turns = 0; again && turns < items.length; turns += 1) {
    again = false;
    for (const item of items) {
      const hidden = Boolean(item.dataset.when) && !holds(JSON.parse(item.dataset.when));
      if (item.hidden !== hidden) { item.hidden = hidden; again = true; }
    }
  }
}

/** What is wrong with an item now; "" for nothing. */
function wrong(item) {
  const given = answered(item), { kind, most } = item.dataset;
  const must = item.hasAttribute("data-required");
  if (!given.length) return must ? say("missing") : "";
  if (kind === "matrix" && must && given.length < item.querySelectorAll("[data-row]").length) return say("rows");
  if (kind === "several" && most && given.length > Number(most)) return say("many", { most });
  if (kind === "rank" && given.length < item.querySelectorAll("[data-id]").length) return say("order");
  const field = item.querySelector("[data-low]");
  if (!field) return "";
  const value = number(field.value), { low, high, step } = field.dataset;
  if (value === null || value < Number(low) || value > Number(high)) return say("range", { low: written(low), high: written(high) });
  const steps = (value - Number(low)) / Number(step);
  return Math.abs(steps - Math.round(steps)) > 1e-9 ? say("step", { step: written(step) }) : "";
}

/** Say at an item what is wrong, or that nothing is. */
export function tell(item, words) {
  const said = item.querySelector("[data-error]");
  if (!said) return;
  said.textContent = words;
  said.hidden = !words;
  item.classList.toggle("err", Boolean(words));
  for (const field of item.querySelectorAll("input:not([type=range]):not([type=radio]):not([type=checkbox]), textarea")) {
    if (words) field.setAttribute("aria-invalid", "true"); else field.removeAttribute("aria-invalid");
  }
}

/** Check what is asked on a page; the first wrong item gets the focus. Returns whether all is right. */
export function check(leaf) {
  let first = null;
  for (const item of leaf.querySelectorAll("[data-item]")) {
    const words = item.hidden ? "" : wrong(item);
    tell(item, words);
    if (words) first ??= item;
  }
  if (first) show(first);
  return !first;
}

/** Bring an item into sight and put the focus into it. */
export function show(item) {
  item.scrollIntoView({ block: "center" });
  item.querySelector("input:not([type=hidden]), textarea, select:not([hidden]), button")?.focus({ preventScroll: true });
}

/** Take away what was wrong once an item is answered anew. */
export function mend(field) {
  const item = field.closest("[data-item]");
  if (item?.classList.contains("err") && !wrong(item)) tell(item, "");
}

/** How far the answering is: {n, all}. */
export function progress() {
  const open = items.filter((one) => one.dataset.item && !one.hidden);
  return { n: open.filter((one) => answered(one).length).length, all: open.length };
}

/** The item of an error that the server names; "code" is the self-made code. */
export const itemOf = (id) => byId.get(id) ?? (id === "code" ? document.getElementById("i-code") : null);
