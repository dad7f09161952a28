// A draft on this device, and nowhere else: what is typed, the page, the seconds. A shared PC keeps it
// for its tab alone. It goes when the answers are kept, or when somebody wipes it.

import { page } from "./words.js";

const KEY = `eventkit-q:${page.dataset.here}`;
const SKIPPED = new Set(["csrf_token", "digest", "device", "seconds"]);

function store() {
  try { return page.dataset.device === "shared" ? sessionStorage : localStorage; } catch { return null; }
}

/** What is kept: {uid, fields, leaf, seconds, digest, state: "draft" | "waiting"}, or null. */
export function read() {
  try { return JSON.parse(store().getItem(KEY)); } catch { return null; }
}

/** Keep it; false where the browser keeps nothing. */
export function write(draft) {
  try { store().setItem(KEY, JSON.stringify(draft)); return true; } catch { return false; }
}

/** Forget it. */
export function wipe() {
  try { store().removeItem(KEY); } catch { /* nothing was kept */ }
}

/** A name that no other answer has. */
export const newUid = () => [...crypto.getRandomValues(new Uint8Array(16))].map((one) => one.toString(16).padStart(2, "0")).join("");

/** The answers in a form. */
export const fieldsOf = (form) => [...new FormData(form)].filter(([name, value]) => !SKIPPED.has(name) && name !== "uid" && value !== "");

/** Put answers back into a form. */
export function fill(form, fields) {
  const given = new Map();
  for (const [name, value] of fields) given.set(name, [...(given.get(name) ?? []), value]);
  for (const field of form.elements) {
    if (!field.name || field.type === "hidden") continue;
    const values = given.get(field.name) ?? [];
    if (field.type === "radio" || field.type === "checkbox") field.checked = values.includes(field.value);
    else field.value = values[0] ?? "";
  }
}
