// Over plain HTTP there is no service worker: a click in a hall without network would end the open
// page and its works with it. So an open page turns to another one of the jury's by itself, from the
// network or from the device, and warns before it is closed while marks wait.

import * as store from "./store.js";
import { copy } from "./works.js";
import { flash, say } from "./words.js";

const PATIENCE = 4000;
let guards = false, waits = false;

const inDesk = (url) => url.origin === location.origin && /\/jury(\/sheets\/\d+)?$/.test(url.pathname);

/** Go to a page of the jury's, whichever way this page can. */
export function leaveFor(address) {
  if (guards) turn(new URL(address, location), true);
  else location.assign(address);
}

/** Begin to keep the page open. */
export function guardPassage() {
  guards = true;
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href]");
    if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || link.target) return;
    const url = new URL(link.href);
    if (inDesk(url)) { event.preventDefault(); turn(url, true); }
    else if (url.origin === location.origin && /\/jury\/sheets\//.test(url.pathname)) { event.preventDefault(); open(url); }
  });
  // Fetched beforehand: without a network it is too late.
  setTimeout(() => import("../../vendor/qrcode.js").catch(() => {}), 5000);
  addEventListener("popstate", () => turn(new URL(location), false));
  // Asked beforehand: at the moment of leaving there is no time to look into the database.
  setInterval(async () => { waits = (await store.waiting()).length > 0; }, 1000);
  addEventListener("beforeunload", (event) => { if (waits) event.preventDefault(); });
}

/** Say at once that something waits, so that the warning is there from the first touch. */
export const noteWaiting = (n) => { waits = n > 0; };

async function ask(url) {
  const limit = new AbortController(), clock = setTimeout(() => limit.abort(), PATIENCE);
  try {
    const answer = await fetch(url, { credentials: "same-origin", signal: limit.signal });
    return answer.status < 500 ? answer : null;
  } catch {
    return null;
  } finally {
    clearTimeout(clock);
  }
}

async function turn(url, push) {
  const answer = navigator.onLine ? await ask(url) : null;
  const kept = answer ? null : await copy(url);
  if (!answer && !kept) return flash("warn", say("unreachable"));
  const page = new DOMParser().parseFromString(answer ? await answer.text() : await kept.body.text(), "text/html");
  // Somewhere else altogether, a closed door for example: let the browser go there.
  if (!page.querySelector("[data-desk]")) return location.assign(url);
  if (!answer) await inlinePictures(page);
  document.title = page.title;
  if (push) history.pushState(null, "", url);
  document.body.replaceWith(document.adoptNode(page.body));
  scrollTo(0, 0);
  document.getElementById("main")?.focus({ preventScroll: true });
  document.dispatchEvent(new CustomEvent("page:replaced"));
}

/** Pictures of a kept page come from the device as data, which the page's policy allows. */
async function inlinePictures(page) {
  for (const picture of page.querySelectorAll("img[src]")) {
    const kept = await copy(picture.getAttribute("src"));
    if (kept) picture.src = await asData(kept.body);
  }
}

const asData = (blob) => new Promise((resolve) => {
  const reader = new FileReader();
  reader.onload = () => resolve(reader.result);
  reader.readAsDataURL(blob);
});

/** A file of a work: from the device where it is here, without leaving the page. */
async function open(url) {
  const kept = await copy(url);
  if (!kept) {
    if (await ask(url)) location.assign(url);
    else flash("warn", say("unreachable"));
    return;
  }
  const link = document.createElement("a");
  link.href = URL.createObjectURL(kept.body);
  link.download = /filename\*?="?(?:UTF-8'')?([^";]+)/i.exec(kept.name)?.[1] ?? "";
  link.download = decodeURIComponent(link.download);
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}
