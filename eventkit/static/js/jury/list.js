// The juror's list as this device knows it: what has been marked here, what waits, what is on the
// device and how large it is, and the two ways to hand marks over where no network comes back.

import * as store from "./store.js";
import { everything, isLeft, isQueued, isUnread, markFields, valuesOf } from "./marks.js";
import { paintNotes } from "./disputes.js";
import { asFile, showCode } from "./handover.js";
import { LIMIT, copy, stock } from "./works.js";
import { make, say, lang } from "./words.js";

const size = (bytes) => bytes < 1024 * 1024
  ? say("kilobytes", { size: new Intl.NumberFormat(lang).format(Math.ceil(bytes / 1024)) })
  : say("megabytes", { size: new Intl.NumberFormat(lang, { maximumFractionDigits: 1 }).format(bytes / 1024 / 1024) });

/** Begin on the list page; returns what paints it anew. */
export async function beginList() {
  const box = document.querySelector("[data-device]");
  box?.querySelector("[data-as-file]").addEventListener("click", asFile);
  box?.querySelector("[data-as-code]").addEventListener("click", () => showCode(box.querySelector("[data-code]")));
  if (box) box.querySelector("[data-plain]").hidden = Boolean(navigator.serviceWorker);
  const paint = async () => {
    const here = await everything();
    for (const row of document.querySelectorAll("[data-task]")) paintRow(row, here);
    paintNext(here);
    await paintNotes();
    if (box) await paintBox(box, here);
  };
  await paint();
  return paint;
}

/** Show the list as it has just come from the server, without leaving the page. */
export async function renewList() {
  const kept = await copy(location.href);
  if (!kept || !document.querySelector("[data-device]") || document.querySelector("[data-code] svg")) return false;
  const page = new DOMParser().parseFromString(await kept.body.text(), "text/html");
  if (told(page) === told(document)) return false;
  page.getElementById("main").prepend(...document.querySelectorAll(".flashes"));
  const task = document.activeElement?.dataset.task;
  for (const part of [".juror-top", "#main"]) document.querySelector(part).replaceWith(document.adoptNode(page.querySelector(part)));
  document.querySelector(`[data-task="${task}"]`)?.focus();
  return true;
}

/** What the server said on the page, without what this device adds. */
const told = (page) => [...page.querySelectorAll(".juror-top, [data-task], [data-there], .wl .s, .closed")].map((part) => (part.dataset.task ?? part.textContent).trim()).join("|");

function paintRow(row, { tasks, touches }) {
  const task = tasks.find((one) => String(one.id) === row.dataset.task);
  const mine = touches.filter((touch) => touch.task === task?.id);
  const place = row.querySelector("[data-here]");
  const conflicts = Object.values(task?.cells ?? {}).filter((cell) => cell.conflict).length;
  const fields = task ? markFields(task) : [], values = task ? valuesOf(task, touches) : {};
  const words = [];
  if (task && isQueued(task, touches)) words.push(say("row_queued"));
  else if (mine.length) words.push(say("row_marked", { marked: fields.filter((field) => values[field]).length, all: fields.length }), say("row_waits", { n: mine.length }));
  if (conflicts) words.push(say("row_conflict"));
  place.hidden = !words.length;
  place.replaceChildren(...words.flatMap((text, i) => (i ? [make("br"), text] : [text])));
  row.querySelector("[data-there]").hidden = mine.length > 0;
}

/** The button below the list leads on from what this device knows. */
function paintNext(here) {
  const button = document.querySelector("[data-upcoming]");
  if (!button || !here.touches.length) return;
  const left = here.tasks.filter((task) => isLeft(task, here.touches));
  const next = left.find((task) => Object.values(valuesOf(task, here.touches)).some(Boolean)) ?? left[0];
  button.hidden = !next;
  if (!next) return;
  const isBegun = !isUnread(next, here.touches);
  button.href = isBegun ? next.page : `${next.page}?view=work`;
  button.firstChild.textContent = say(isBegun ? "go_on" : "read_next", { code: next.code });
}

async function paintBox(box, here) {
  const { works, all, bytes, left } = await stock();
  box.hidden = !works && !here.touches.length;
  box.querySelector("[data-stock]").textContent = works ? say(works < all ? "stock_part" : "stock", { n: works, all, size: size(bytes) }) : "";
  const over = box.querySelector("[data-over]");
  over.hidden = !left.length || works < all;
  over.textContent = say("over", { limit: size(LIMIT), names: left.map((file) => `${file.code} (${size(file.size)})`).join(", ") });
  const n = here.touches.length, waits = box.querySelector("[data-waits]");
  waits.hidden = !n;
  waits.querySelector("[data-waits-text]").textContent = say("waits", { n });
  if (!n) box.querySelector("[data-code]").replaceChildren();
}
