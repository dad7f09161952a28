// The head of every view: the team, its points, the way, the time; and the line that says how the
// network is.

import { clock, game } from "./game.js";
import { isPassed, secondsOf, stateOf } from "./state.js";
import { isForgetful } from "./store.js";
import { line } from "./sync.js";
import { make, number, place, say, span } from "./words.js";

/** How a station looks in the strip: as on the map. */
const LOOKS = { solved: "d", done: "d", marked: "d", waits: "w", skipped: "s", open: "o", begun: "o", closed: "" };
const part = (name) => document.querySelector(`[data-${name}]`);

/** Draw what changes with the state. `current` is the code of the station in view. */
export function drawHead(current) {
  const { quest, state } = game, all = quest.stations;
  part("points").replaceChildren(number(state.points), " ", make("small", {}, say("points", { n: state.points })));
  const passed = all.filter(({ code }) => isPassed(state.stations[code])).length;
  const waits = all.filter(({ code }) => state.stations[code].state === "waits").length;
  const way = all.map(({ code }, i) => make("i", { className: `tn ${LOOKS[stateOf(state.stations[code])]}${code === current ? " c" : ""}` }, String(i + 1)));
  const path = part("way");
  path.hidden = all.length > 12;
  path.replaceChildren(...way.flatMap((dot, i) => (i ? [make("u", { className: isPassed(state.stations[all[i - 1].code]) ? "d" : "" }), dot] : [dot])));
  path.setAttribute("aria-label", `${say("passed", { n: passed, all: all.length })}${waits ? ` ${say("under_review", { n: waits })}` : ""}`);
  tick();
}

/** What changes each second. */
export function tick() {
  const { quest, state } = game;
  if (!state) return;
  const seconds = secondsOf(state, clock()), control = state.control_seconds;
  part("time").hidden = state.started_at === null;
  part("gone").textContent = span(seconds);
  const left = control === null ? null : control - seconds;
  part("left").textContent = left === null || state.finished_at !== null ? "" : left >= 0 ? say("left", { time: span(left) }) : say("late", { time: span(-left) });
  part("left").classList.toggle("b", left !== null && left < 300 && quest !== null);
}

/** The line at the foot: what waits on this phone, and whether the page may be closed. */
export async function drawLine() {
  const n = game.waiting.length, secure = Boolean(navigator.serviceWorker);
  const text = line.trouble === "door" ? say("door", { n })
    : line.trouble ? say(n ? "offline" : "offline_empty", { n }) + (secure ? "" : ` ${say("stay_open")}`)
    : n ? say("sending", { n })
    : game.state.finished_at !== null ? ""
    : (await isForgetful()) ? say("forgetful")
    : secure ? say("online") : say("online_plain");
  const box = part("line");
  box.className = `net ${line.trouble ? "off" : "on"}`;
  if (box.textContent !== text) box.textContent = text;
  part("mates").textContent = game.mates > 1 ? say("mates", { n: game.mates }) : "";
  part("again").hidden = line.trouble !== "door";
  part("again").href = place().home;
}
