// The map with its stations and the same as a list; the legend; the start and the end of the game.

import { act, clock, game, own } from "./game.js";
import { isPassed, secondsOf } from "./state.js";
import { alertBox, button, make, number, paragraphs, say, span } from "./words.js";

let asks = false;

/** What the view of the map depends on. */
export const signature = () => JSON.stringify([asks, game.state.started_at !== null, game.state.finished_at, game.state.paused_at !== null, game.state.may_start, game.state.message, game.state.finished_at && game.state.points, game.quest.stations.map(({ code }) => [stateOf(code), game.state.stations[code].points])]);

/** One word for how a station stands: closed, open, begun, waits, solved, done, skipped, marked. */
export function stateOf(code) {
  const mine = own(code);
  if (mine.marked) return "marked";
  if (mine.state !== "open") return mine.state;
  if (mine.skipped) return "skipped";
  return !mine.is_open ? "closed" : mine.opened_at !== null ? "begun" : "open";
}

/** The first view: legend and goal before the start, then the map, after the finish the result. */
export function mapView(redraw) {
  const { quest, state } = game, view = make("section", {});
  if (state.finished_at !== null) view.append(...ended());
  else if (state.started_at === null) return begin(view, redraw);
  else view.append(make("h1", { tabIndex: -1 }, say("map")));
  if (state.paused_at !== null && state.finished_at === null) view.append(alertBox("warn", say("paused"), say("paused_text")));
  if (state.message) view.append(alertBox("info", state.message));
  if (reached() && state.finished_at === null) view.append(alertBox("ok", say("reached"), say("reached_text")));
  if (quest.map.src) view.append(picture());
  view.append(make("h2", {}, say("stations")), list());
  if (state.finished_at === null) view.append(finish(redraw));
  view.append(about(false));
  return view;
}

const reached = () => {
  const goals = game.quest.stations.filter((one) => one.is_goal);
  const wanted = goals.length ? goals : game.quest.stations;
  return wanted.every(({ code }) => isPassed(own(code)) || own(code).marked);
};

function begin(view, redraw) {
  const { quest, state } = game;
  view.append(make("h1", { tabIndex: -1 }, quest.title), ...paragraphs(quest.legend, "task"));
  if (quest.goal) view.append(make("h2", {}, say("goal")), ...paragraphs(quest.goal));
  view.append(make("h2", {}, say("rules")), rules());
  if (state.message) view.append(alertBox("info", state.message));
  const start = button(say("start"), async () => { await act({ type: "start" }); redraw(); }, "primary big wide");
  if (state.may_start) view.append(make("p", { className: "small muted" }, say("start_hint")), start);
  return view;
}

/** What the game costs, in short sentences. */
function rules() {
  const { stations, rules: r } = game.quest, told = [say("rule_stations", { n: stations.length })];
  if (r.control_time_minutes !== null) told.push(say("rule_time", { n: Number(r.control_time_minutes) }));
  if (stations.some(({ hints }) => hints.length)) told.push(say("rule_hints"));
  if (Number(r.wrong_answer_cost) > 0) told.push(say("rule_wrong"));
  if (game.quest.way === "routes") told.push(say("rule_routes"));
  return make("ul", { className: "plain-list" }, ...told.map((text) => make("li", {}, text)));
}

function picture() {
  const { map, stations } = game.quest, box = make("div", { className: "map" });
  box.append(make("img", { src: map.src, alt: map.alt, width: map.width, height: map.height }));
  stations.forEach((one, i) => {
    const pin = make("a", { href: `#${encodeURIComponent(one.code)}`, className: `pin ${stateOf(one.code)}` }, make("span", { ariaHidden: "true" }, String(i + 1)));
    pin.setAttribute("aria-label", say("pin", { place: i + 1, title: one.title, state: say(`is_${stateOf(one.code)}`) }));
    pin.style.left = `${one.x * 100}%`;
    pin.style.top = `${one.y * 100}%`;
    box.append(pin);
  });
  return box;
}

function list() {
  const rows = game.quest.stations.map((one, i) => {
    const kind = stateOf(one.code), mine = own(one.code);
    const link = make("a", { href: `#${encodeURIComponent(one.code)}`, id: `s-${i}` }, make("span", { className: `no tn ${kind}`, ariaHidden: "true" }, String(i + 1)), make("b", {}, one.title), make("span", { className: "st" }, say(`is_${kind}`)));
    return make("li", {}, link, make("span", { className: "cost tn" }, mine.points ? say("gives_short", { n: mine.points }) : ""));
  });
  return make("ol", { className: "stations" }, ...rows);
}

function about(isOpen) {
  const { quest } = game, box = make("details", { className: "about", open: isOpen }, make("summary", {}, say("legend")));
  box.append(...paragraphs(quest.legend), ...(quest.goal ? [make("h3", {}, say("goal")), ...paragraphs(quest.goal)] : []), make("h3", {}, say("rules")), rules());
  return box;
}

function finish(redraw) {
  const left = game.quest.stations.filter(({ code }) => !isPassed(own(code)) && !own(code).marked).length;
  const box = make("div", { className: "way" });
  const end = async () => { asks = false; await act({ type: "finish" }); redraw(); };
  if (!asks) box.append(button(say("finish"), () => { asks = true; redraw("finish-yes"); }, reached() ? "primary big wide" : "", { id: "finish" }));
  else box.append(make("div", { className: "asks" }, make("p", {}, left ? say("finish_left", { n: left }) : say("finish_all")), make("div", { className: "choose" }, button(say("finish_yes"), end, "primary", { id: "finish-yes" }), button(say("play_on"), () => { asks = false; redraw("finish"); }))));
  return box;
}

function ended() {
  const { state } = game, told = [make("h1", { tabIndex: -1 }, say("finished"))];
  told.push(make("p", { className: "big-total tn" }, number(state.points, 1), " ", make("small", {}, say("points", { n: state.points }))));
  told.push(make("p", { className: "task" }, say("finished_in", { time: span(secondsOf(state, clock())) })));
  told.push(alertBox("info", say("await"), game.waiting.length ? say("await_send") : say("await_text")));
  return told;
}
