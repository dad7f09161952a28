// The goal: its ending, leaving the game, and what is said when the game is over.

import { act, clock, game, own } from "./game.js";
import { isBehind, isPassed, mayAdd, secondsOf } from "./state.js";
import { alertBox, button, make, number, paragraphs, place, say, span } from "./words.js";

let asks = false;
const count = (is) => game.quest.stations.filter(({ code }) => is(own(code))).length;
const waiting = () => count(({ state }) => state === "waits");

/** Whether the stations of the goal are passed; where none is named, all of them. */
export function isReached() {
  const goals = game.quest.stations.filter((one) => one.is_goal);
  return (goals.length ? goals : game.quest.stations).every(({ code }) => isPassed(own(code)));
}

/** What the views of this module depend on. */
export const signature = () => [asks, isReached(), game.state.finished_at, game.state.has_results, waiting(), game.waiting.length > 0];

/** The ending with the way out of the game, once the goal is reached. */
export function ending(redraw) {
  if (!isReached() || game.state.finished_at !== null) return "";
  return make("section", { className: "ending" }, alertBox("ok", say("reached"), say("reached_text")), ...paragraphs(game.quest.ending, "task"), finish(redraw));
}

/** The button that ends the game, and its question. */
export function finish(redraw) {
  const box = make("div", { className: "way" });
  const end = async () => { asks = false; await act({ type: "finish" }); location.hash = ""; redraw(); };
  if (!asks) box.append(button(say("finish"), () => { asks = true; redraw("finish-yes"); }, isReached() || game.quest.stations.every(({ code }) => isBehind(own(code))) ? "primary big wide" : "", { id: "finish" }));
  else box.append(make("div", { className: "asks" }, ...left().map((text) => make("p", {}, text)), make("div", { className: "choose" }, button(say("finish_yes"), end, "primary", { id: "finish-yes" }), button(say("play_on"), () => { asks = false; redraw("finish"); }))));
  return box;
}

/** What a team that leaves now leaves behind, in sentences. */
function left() {
  const open = game.quest.stations.length - count(isPassed) - waiting(), told = [];
  if (open) told.push(say("finish_left", { n: open }));
  if (waiting()) told.push(review());
  return told.length ? told : [say("finish_all")];
}

const review = () => `${say("under_review", { n: waiting() })} ${say("may_add", { n: mayAdd(game.quest, game.state) })}`;

/** The game is over: what the team has, what may still change it, and where results will stand. */
export function ended() {
  const { quest, state } = game, told = [make("h1", { tabIndex: -1 }, say("finished"))];
  told.push(make("p", { className: "big-total tn" }, number(state.points), " ", make("small", {}, say("points", { n: state.points }))));
  told.push(make("p", { className: "task" }, say("finished_in", { time: span(secondsOf(state, clock())) })));
  if (state.overtime) told.push(make("p", {}, say("overtime", { n: state.overtime })));
  if (isReached()) told.push(...paragraphs(quest.ending, "task"));
  if (state.has_results) told.push(results());
  else if (game.waiting.length) told.push(alertBox("info", say("await"), say("await_send")));
  else told.push(alertBox("info", waiting() ? review() : say("await"), say("await_text")));
  if (place().board) told.push(make("p", {}, make("a", { className: "btn", href: place().board }, say("board"))));
  return told;
}

/** The way to the team's log, which is open once results are published. */
export const results = () => make("p", {}, make("a", { className: "btn primary", href: place().log }, say("log")));
