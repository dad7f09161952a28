// What the server could not simply take: a cell that two devices have marked differently, shown
// with both values to choose from, and marks that came too late, named until they have been read.

import * as store from "./store.js";
import { announce } from "./sync.js";
import { alertBox, make, number, say } from "./words.js";

/** Show or take away the question at a cell; `choose(value, resolves)` keeps the answer. */
export function paintConflict(form, field, cell, touches, choose) {
  const place = document.getElementById(field)?.closest("fieldset") ?? form.querySelector(`[name="${field}"]`)?.parentElement;
  const conflict = cell?.conflict;
  const isOpen = conflict && !touches.some((touch) => touch.resolves === conflict.touch);
  const shown = place?.querySelector(".stale");
  if (shown?.dataset.about === (isOpen ? `${conflict.touch} ${cell.version}` : undefined)) return;
  shown?.remove();
  if (!isOpen || !place) return;
  const note = make("div", { className: "stale msg" }, say("conflict"));
  note.dataset.about = `${conflict.touch} ${cell.version}`;
  note.setAttribute("role", "alert");
  const isMark = field.startsWith("c");
  const row = make("div", { className: isMark ? "row" : "row texts" });
  for (const [name, value] of [["keep", cell.value], ["put", conflict.value]]) {
    const button = make("button", { type: "button", className: "btn" }, isMark ? say(name, { value: number(value) }) : say(`${name}_text`));
    button.addEventListener("click", () => { note.remove(); choose(value, conflict.touch); });
    row.append(isMark ? button : make("div", {}, make("p", {}, value || "–"), button));
  }
  note.append(row);
  place.append(note);
}

/** Name what was refused or came too late: of one sheet, or of all on the list. */
export async function paintNotes(task = null) {
  const place = document.querySelector("[data-notes]");
  if (!place) return;
  const notes = (await store.all("notes")).filter((note) => !task || note.task === task).sort((a, b) => a.counter - b.counter);
  const ids = notes.map((note) => note.id).join();
  if (place.dataset.shown === ids) return;
  place.dataset.shown = ids;
  const groups = grouped(notes);
  place.replaceChildren(...[...groups].map(([message, group]) => {
    const list = make("ul", { className: "refused" });
    for (const note of group) if (!task || note.field !== "submit") list.append(make("li", {}, `${task ? "" : `${note.code}. `}${note.title}${note.field === "submit" ? "" : `: ${number(note.value)}`}`));
    const button = make("button", { type: "button", className: "btn" }, say("seen"));
    button.addEventListener("click", async () => {
      for (const note of group) await store.drop("notes", note.id);
      announce();
    });
    return alertBox("bad", message, group.some((note) => note.outcome === "late") ? say("late") : "", list, button);
  }));
}

function grouped(notes) {
  const groups = new Map();
  for (const note of notes) groups.set(note.message, [...(groups.get(note.message) ?? []), note]);
  return groups;
}
