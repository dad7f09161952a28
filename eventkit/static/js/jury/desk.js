// Begins everything on a juror's page: whose device this is, what waits, the sheet or the list.

import * as store from "./store.js";
import { line, onChange, sync } from "./sync.js";
import { desk, flash, say } from "./words.js";
import { beginSheet } from "./sheet.js";
import { beginList } from "./list.js";
import { guardPassage } from "./passage.js";

const PULL_AGAIN = 60000;
let painted = async () => {};

/** Whoever the page is for, no other juror's works stay visible on this device. */
async function settleIn(mine) {
  const known = await store.seatIds();
  const door = await store.meta("door");
  if (!mine.some((seat) => known.includes(seat))) {
    await store.wipe();
    await store.setMeta("seats", mine.map((juror) => ({ juror })));
    if (door) await store.setMeta("doors", [door]);
  } else if (door) {
    await store.setMeta("doors", [...new Set([...((await store.meta("doors")) ?? []), door])]);
  }
  await store.drop("meta", "door");
  await store.setMeta("locked", false);
}

async function bar() {
  const place = document.querySelector("[data-offline]");
  if (!place) return;
  const n = (await store.waiting()).length, forgetful = await store.isForgetful();
  const text = line.gone ? say("gone")
    : line.trouble === "door" ? say(n ? "door" : "door_empty", { n })
    : line.trouble ? say(n ? "offline" : "offline_empty", { n }) + (guarded && n ? ` ${say("stay")}` : "")
    : forgetful && n ? say("forgetful") : "";
  place.hidden = !text;
  place.querySelector("[data-offline-text]").textContent = text;
}

async function begin() {
  const { seats } = desk();
  if (!seats) return;
  await settleIn(seats.split(" ").map(Number));
  const told = sessionStorage.getItem("eventkit.told");
  if (told) { sessionStorage.removeItem("eventkit.told"); flash(...JSON.parse(told)); }
  const form = document.querySelector("form[data-sheet], [data-sheet]");
  painted = form ? await beginSheet(form) : await beginList();
  await bar();
  const isOld = Date.now() - ((await store.meta("pulled")) ?? 0) > PULL_AGAIN;
  sync({ pull: isOld || !form });
}

onChange(() => { bar(); painted(); });
document.addEventListener("page:replaced", begin);

const { worker } = desk();
const guarded = !navigator.serviceWorker;
if (!guarded) {
  navigator.serviceWorker.register(worker, { scope: worker.replace(/\/[^/]+$/, ""), updateViaCache: "none" }).catch(() => {});
  navigator.storage?.persist?.().catch(() => {});
} else {
  guardPassage();
}
begin();
