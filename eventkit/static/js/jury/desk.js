// Begins everything on a juror's page: whose device this is, what waits, the sheet or the list.

import * as store from "./store.js";
import { line, onChange, sync } from "./sync.js";
import { desk, flash, say } from "./words.js";
import { beginSheet } from "./sheet.js";
import { beginList, renewList } from "./list.js";
import { guardPassage } from "./passage.js";
// What app.js fetches only where it is needed has to be here before the network goes.
import "../score.js";

const PULL_AGAIN = 60000;
let painted = async () => {};

/** Whoever the page is for, no other juror's works stay visible on this device. */
async function settleIn(mine) {
  const known = await store.seatIds();
  if (!mine.some((seat) => known.includes(seat))) {
    await store.wipe();
    await store.setMeta("seats", mine.map((juror) => ({ juror })));
  }
  await rememberDoor();
  await store.setMeta("locked", false);
}

/** The personal link that led here opens these works without a network too: kept as a digest. */
async function rememberDoor() {
  const path = document.referrer ? new URL(document.referrer).pathname : "";
  if (!/\/jury\/[^/]{20,}$/.test(path) || !crypto.subtle) return;
  const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(path));
  const door = [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  await store.setMeta("doors", [...new Set([...((await store.meta("doors")) ?? []), door])]);
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
document.addEventListener("desk:list", async () => { if (await renewList()) painted = await beginList(); });

const { worker } = desk(), guarded = !navigator.serviceWorker;
// A page without works, like that of a recusal, has nothing to keep.
if (worker) {
  if (guarded) guardPassage();
  else {
    navigator.serviceWorker.register(worker, { scope: worker.replace(/\/[^/]+$/, ""), updateViaCache: "none" }).catch(() => {});
    navigator.storage?.persist?.().catch(() => {});
  }
  begin();
}
