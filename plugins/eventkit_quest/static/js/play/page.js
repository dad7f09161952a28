// Begins a team's page: what is kept is shown at once, the server is asked, and each change is drawn.

import { act, game, load, own, station } from "./game.js";
import { drawHead, drawLine, tick } from "./head.js";
import { mapView, meet, signature as mapSignature } from "./map.js";
import { line, onChange, sync } from "./sync.js";
import { signature as taskSignature, taskView } from "./task.js";
import { alertBox, make, place, say } from "./words.js";

const PULL_AGAIN = 30000, LOOK_AGAIN = 5000;
const body = document.querySelector("[data-view]"), notes = document.querySelector("[data-notes]");
let drawn = "", shown = null;

const current = () => { try { return station(decodeURIComponent(location.hash.slice(1))) ?? null; } catch { return null; } };
const back = () => make("a", { className: "btn", href: "#" }, say("to_map"));

/** Draw the view where what it depends on has changed; what is typed and the focus stay, and while
 * a row is held nothing is drawn: the next look does it. */
function draw(focus = "") {
  const at = game.state.started_at === null ? null : current();
  drawHead(at?.code);
  const now = `${at?.code ?? ""} ${at ? taskSignature(at) : mapSignature()}`;
  if (now === drawn && !focus || body.querySelector(".held")) return;
  const active = focus || (body.contains(document.activeElement) ? document.activeElement.id : "");
  const where = at?.code ?? (game.state.finished_at !== null ? "/over" : game.state.started_at === null ? "/begin" : "");
  const moved = shown !== where;
  body.replaceChildren(at ? taskView(at, redraw, back) : mapView(redraw));
  [drawn, shown] = [now, where];
  if (moved) { scrollTo(0, 0); body.querySelector("h1")?.focus({ preventScroll: true }); }
  else if (active) (document.getElementById(active) ?? body.querySelector("h1"))?.focus({ preventScroll: true });
  if (moved && at) arrive(at);
}

async function redraw(focus = "") {
  await load();
  draw(typeof focus === "string" ? focus : "");
}

/** A station that is looked at for the first time is opened: from then on its time runs. */
async function arrive(at) {
  const mine = own(at.code);
  meet();
  if (mine.is_open && mine.opened_at === null && game.state.finished_at === null) await act({ type: "opened", station: at.code });
}

async function update() {
  const there = await load();
  if (there) draw();
  else body.replaceChildren(alertBox("info", say(line.trouble ? "first_load" : "loading")));
  if (there) await drawLine();
  const told = line.refused.map(({ reason }) => reason);
  notes.replaceChildren(...[...new Set(told)].map((reason) => alertBox("warn", say(`refused_${reason}`) || say("refused"))));
}

/** What lets the page open without a network, where the browser allows that. */
async function guard() {
  const { worker, home, cache } = place();
  if (!navigator.serviceWorker) {
    addEventListener("beforeunload", (event) => { if (game.waiting.length || line.trouble) event.preventDefault(); });
    return;
  }
  try {
    await navigator.serviceWorker.register(worker, { scope: home, updateViaCache: "none" });
    navigator.storage?.persist?.().catch(() => {});
    // This very page, as its team sees it.
    await (await caches.open(cache)).put(home, await fetch(home, { credentials: "same-origin" }));
  } catch { /* without it the page has to stay open */ }
}

onChange(update);
addEventListener("hashchange", () => { if (game.state) draw(); });
setInterval(tick, 1000);
// Stations open by time too.
setInterval(update, LOOK_AGAIN);
setInterval(() => { if (!document.hidden) sync(); }, PULL_AGAIN);
await update();
sync();
guard();
