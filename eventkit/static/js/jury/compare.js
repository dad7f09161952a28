// How this juror has marked other works: small dots under the steps of each criterion, and a table
// of own sheets. From what is on the device alone, so that it needs no network and shows nobody else.

import { markFields, totalOf, valuesOf } from "./marks.js";
import { make, number, say, lang } from "./words.js";

const DOTS = 4;

/** Paint both for one sheet; `here` is everything on the device. */
export function paintComparison(form, task, here) {
  const fields = markFields(task);
  const weights = Object.fromEntries([...form.querySelectorAll("[data-criterion]")].map((el) => [el.id, Number(el.dataset.weight || 1)]));
  const rows = here.tasks
    .filter((one) => one.juror === task.juror && markFields(one).join() === fields.join() && one.state !== "annulled")
    .map((one) => ({ task: one, values: valuesOf(one, here.touches) }))
    .filter(({ task: one, values }) => one.id === task.id || fields.some((field) => values[field]));
  const others = rows.filter((row) => row.task.id !== task.id);
  dots(form, others);
  const key = document.querySelector("[data-dots-key]");
  if (key) key.hidden = !others.length;
  table(form, task, rows, fields, weights, others.length);
}

function dots(form, others) {
  for (const input of form.querySelectorAll("[data-criterion] input[type=radio]")) {
    const n = others.filter(({ values }) => values[input.name] === input.value).length;
    const label = input.nextElementSibling;
    if (n) label.dataset.own = n > DOTS ? `×${n}` : "•".repeat(n);
    else delete label.dataset.own;
  }
}

function table(form, task, rows, fields, weights, n) {
  const place = document.querySelector("[data-compare]");
  if (!place) return;
  place.hidden = !n;
  if (!n) return;
  const show = (hundredths) => new Intl.NumberFormat(lang).format(hundredths / 100);
  const ordered = rows.map((row) => ({ ...row, total: totalOf(row.values, weights) })).sort((a, b) => b.total - a.total || a.task.place - b.task.place);
  const body = make("tbody");
  for (const { task: one, values, total } of ordered) {
    const isThis = one.id === task.id;
    const code = isThis ? make("b", {}, one.code) : make("a", { href: one.page }, one.code);
    const missing = fields.some((field) => !values[field]);
    const row = make("tr", { className: isThis ? "this" : "" }, make("th", { scope: "row" }, code));
    for (const field of fields) row.append(make("td", { className: "r" }, number(values[field])));
    row.append(make("td", { className: "r sum" }, show(total) + (missing ? "…" : "")));
    body.append(row);
  }
  place.querySelector("tbody").replaceWith(body);
  place.querySelector("summary").textContent = say("compare", { n });
}
