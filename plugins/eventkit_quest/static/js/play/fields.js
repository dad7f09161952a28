// A field for each kind of answer. Every one works by keys and by touch, with words beside colours;
// dragging is never the only way. A field is {node, value()}: the text that is sent, "" for nothing.

import { hasCamera, textIn } from "./camera.js";
import { button, make, say } from "./words.js";

/** The field of an answer. `draft` is what stood there before; `keep(text)` remembers what stands;
 * `photos` is a Map in which a chosen photo outlives a view that is drawn anew. */
export function field(answer, id, draft, keep, photos) {
  const made = answer.kind === "photo" ? photo(answer, id, photos) : (kinds[answer.kind] ?? typed)(answer, id, draft, keep);
  return { ...made, focus: () => made.node.querySelector("input, select, textarea, button")?.focus() };
}

const labelled = (answer, id, ...nodes) => make("div", { className: "field" }, make("label", { htmlFor: id }, answer.label || say("answer")), ...nodes);

function group(answer, hint, ...nodes) {
  const box = make("fieldset", { className: "field choices" }, make("legend", { className: "label" }, answer.label || say("answer")));
  if (hint) box.append(make("p", { className: "hint" }, hint));
  box.append(...nodes);
  return box;
}

function typed(answer, id, draft, keep) {
  const input = make("input", { id, className: "input code", value: draft, autocomplete: "off", autocapitalize: "none", spellcheck: false, maxLength: 300, oninput: () => keep(input.value) });
  if (answer.kind === "number") input.inputMode = "decimal";
  const node = labelled(answer, id, input);
  if (answer.kind === "word") node.append(make("p", { className: "hint", id: `${id}-hint` }, say("word_hint")));
  if (answer.kind === "word") input.setAttribute("aria-describedby", `${id}-hint`);
  return { node, input, value: () => input.value.trim() };
}

function text(answer, id, draft, keep) {
  const input = make("textarea", { id, className: "input", rows: 5, value: draft, maxLength: 3000, oninput: () => keep(input.value) });
  return { node: labelled(answer, id, input, make("p", { className: "hint" }, say("text_hint"))), value: () => input.value.trim() };
}

function qr(answer, id, draft, keep) {
  const made = typed(answer, id, draft, keep), note = make("p", { className: "hint", id: `${id}-hint`, role: "status" }, say("qr_hint"));
  made.input.setAttribute("aria-describedby", note.id);
  made.node.append(note);
  if (hasCamera()) {
    const shot = make("input", { type: "file", accept: "image/*", className: "file", id: `${id}-shot` });
    shot.setAttribute("capture", "environment");
    shot.onchange = async () => {
      const found = await textIn(shot.files[0]);
      note.textContent = found ? say("qr_read") : say("qr_none");
      if (found) keep((made.input.value = found));
    };
    made.node.append(make("label", { htmlFor: shot.id }, say("qr_shot")), shot);
  }
  return made;
}

function marks(answer, id, draft, keep, type) {
  const chosen = new Set(draft.split(",").filter(Boolean));
  const boxes = answer.options.map((option) => make("input", { type, name: id, id: `${id}-${option.id}`, value: option.id, className: "tick", checked: chosen.has(option.id), onchange: () => keep(value()) }));
  const value = () => boxes.filter((box) => box.checked).map((box) => box.value).sort().join(",");
  const rows = answer.options.map((option, i) => make("label", { className: "choice", htmlFor: boxes[i].id }, boxes[i], make("span", {}, option.text)));
  return { node: group(answer, type === "checkbox" ? say("choices_hint") : "", ...rows), value };
}

/** Rows that go up and down by buttons, and by dragging where there is a mouse or a finger. */
function order(answer, id, draft, keep) {
  const begun = draft.split(",").filter((one) => answer.options.some((option) => option.id === one));
  const ids = begun.length === answer.options.length ? begun : answer.options.map((option) => option.id);
  const list = make("ol", { className: "order" }), told = make("p", { className: "sr", role: "status" });
  const named = (one) => answer.options.find((option) => option.id === one).text;
  const move = (from, to, focus) => {
    if (to < 0 || to >= ids.length) return;
    ids.splice(to, 0, ...ids.splice(from, 1));
    keep(ids.join(","));
    told.textContent = say("moved", { what: named(ids[to]), place: to + 1 });
    draw();
    list.children[to].querySelectorAll("button")[focus].focus();
  };
  // The held row stays in its place of the page, or the browser would let it go: its neighbours move.
  const drag = (event, grip, item) => {
    const middle = (row) => { const { top, height } = row.getBoundingClientRect(); return top + height / 2; };
    event.preventDefault();
    grip.setPointerCapture(event.pointerId);
    item.classList.add("held");
    grip.onpointermove = ({ clientY }) => {
      while (item.previousElementSibling && clientY < middle(item.previousElementSibling)) item.after(item.previousElementSibling);
      while (item.nextElementSibling && clientY > middle(item.nextElementSibling)) item.before(item.nextElementSibling);
    };
    grip.onpointerup = grip.onpointercancel = () => {
      ids.splice(0, ids.length, ...[...list.children].map((row) => row.dataset.option));
      keep(ids.join(","));
      told.textContent = say("moved", { what: named(item.dataset.option), place: ids.indexOf(item.dataset.option) + 1 });
      draw();
    };
  };
  const row = (one, i) => {
    const up = button("↑", () => move(i, i - 1, 0), "small", { ariaLabel: say("up", { what: named(one) }) });
    const down = button("↓", () => move(i, i + 1, 1), "small", { ariaLabel: say("down", { what: named(one) }) });
    const grip = make("i", { className: "grip", ariaHidden: "true" }, "⠿");
    const item = make("li", { dataset: { option: one } }, grip, make("span", {}, named(one)), up, down);
    grip.onpointerdown = (event) => drag(event, grip, item);
    return item;
  };
  const draw = () => list.replaceChildren(...ids.map(row));
  draw();
  // The order that stands there at first may be the right one, so it is an answer too.
  return { node: group(answer, say("order_hint"), list, told), value: () => ids.join(",") };
}

function match(answer, id, draft, keep) {
  const before = Object.fromEntries(draft.split(",").map((pair) => pair.split("=")));
  const selects = answer.options.map((option) => {
    const select = make("select", { id: `${id}-${option.id}`, className: "input", onchange: () => keep(value()) }, make("option", { value: "" }, say("choose")));
    select.append(...answer.partners.map((partner) => make("option", { value: partner.id, selected: before[option.id] === partner.id }, partner.text)));
    return select;
  });
  const value = () => answer.options.map((option, i) => (selects[i].value ? `${option.id}=${selects[i].value}` : "")).filter(Boolean).sort().join(",");
  const rows = answer.options.map((option, i) => make("div", { className: "pair" }, make("label", { htmlFor: selects[i].id }, option.text), selects[i]));
  return { node: group(answer, "", ...rows), value };
}

function photo(answer, id, photos) {
  const input = make("input", { id, type: "file", accept: "image/*", className: "file" });
  const chosen = photos.get(answer.id);
  if (chosen) {
    const shown = new DataTransfer();
    shown.items.add(chosen);
    input.files = shown.files;
  }
  input.onchange = () => { if (input.files.length) photos.set(answer.id, input.files[0]); else photos.delete(answer.id); };
  return { node: labelled(answer, id, make("p", { className: "hint" }, say("photo_hint")), input), value: () => (photos.has(answer.id) ? "photo" : ""), file: () => photos.get(answer.id) ?? null };
}

const kinds = {
  word: typed, number: typed, text, qr, order, match,
  choice: (...all) => marks(...all, "radio"),
  choices: (...all) => marks(...all, "checkbox"),
};
