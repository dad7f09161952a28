// What scripts add to single kinds of items: tapping a rank in order, a slider beside its number,
// taking an answer back by a second tap, orders of chance.

import { number, say, written } from "./words.js";

/** A number that follows from a text alone, to put things into an order of one's own. */
function mixed(text) {
  let hash = 2166136261;
  for (const sign of text) hash = Math.imul(hash ^ sign.codePointAt(0), 16777619);
  hash = Math.imul(hash ^ (hash >>> 15), 2246822507);
  return (hash ^ (hash >>> 13)) >>> 0;
}

/** Put what is marked as shuffled into the order of this respondent. */
export function shuffle(form, uid) {
  for (const box of form.querySelectorAll("[data-shuffled]")) {
    const rows = [...box.children].filter((one) => one.dataset.id || one.dataset.item);
    const key = (one) => mixed(`${uid}${one.dataset.id ?? one.dataset.item}`);
    rows.sort((one, other) => key(one) - key(other)).forEach((one) => box.append(one));
  }
  for (const [at, place] of [...form.querySelectorAll(".qt i")].entries()) place.textContent = at + 1;
}

/** A rank is tapped in order; the fields with places stay and hold them. */
function rank(box, changed) {
  const rows = [...box.querySelectorAll(".qk")], fields = rows.map((row) => row.querySelector("select"));
  box.parentElement.querySelector("[data-rank-hint]").hidden = false;
  const buttons = rows.map((row, at) => {
    const button = document.createElement("button"), place = document.createElement("i"), said = document.createElement("span");
    button.type = "button";
    place.ariaHidden = "true";
    said.className = "sr";
    button.append(place, row.querySelector("label").textContent, said);
    button.addEventListener("click", () => tap(at));
    row.classList.add("tap");
    row.querySelector("label").hidden = fields[at].hidden = true;
    row.append(button);
    return button;
  });
  function show() {
    for (const [at, field] of fields.entries()) {
      buttons[at].firstChild.textContent = field.value;
      buttons[at].setAttribute("aria-pressed", String(field.value !== ""));
      buttons[at].lastChild.textContent = field.value ? `, ${say("place", { n: field.value })}` : "";
    }
  }
  function tap(at) {
    const gone = Number(fields[at].value);
    if (gone) {
      fields[at].value = "";
      for (const field of fields) if (Number(field.value) > gone) field.value = Number(field.value) - 1;
    } else fields[at].value = 1 + fields.filter((field) => field.value).length;
    show();
    changed(fields[at]);
  }
  show();
  return show;
}

/** A slider moves the number and the number moves the slider. */
function slider(box, name, changed) {
  const field = box.querySelector("input"), bar = document.createElement("input");
  const { low, high, step } = field.dataset;
  Object.assign(bar, { type: "range", min: low, max: high, step });
  bar.setAttribute("aria-label", say("slider", { name }));
  const show = () => { bar.value = number(field.value) ?? (Number(low) + Number(high)) / 2; };
  bar.addEventListener("input", () => { field.value = written(bar.value); changed(field); });
  field.addEventListener("input", show);
  box.prepend(bar);
  show();
  return show;
}

/** Begin them all; `changed(field)` is called for what is set here. Returns what shows them anew. */
export function begin(form, changed) {
  const shown = [...form.querySelectorAll("[data-rank]")].map((box) => rank(box, changed));
  for (const item of form.querySelectorAll("[data-kind=slider]")) shown.push(slider(item.querySelector("[data-number]"), item.querySelector(".qt span").firstChild.textContent.trim(), changed));
  // A second tap on a chosen step takes it back.
  let before = null;
  form.addEventListener("pointerdown", ({ target }) => {
    const field = target.matches("input[type=radio]") ? target : target.closest("label")?.control;
    before = field?.type === "radio" && field.checked ? field : null;
  });
  form.addEventListener("click", ({ target, detail }) => {
    if (target !== before || !detail || target.closest("[data-required]")) return;
    target.checked = false;
    before = null;
    changed(target);
  });
  return () => shown.forEach((show) => show());
}
