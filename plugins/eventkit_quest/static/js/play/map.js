// The map with its stations and the same as a list; the legend and the rules; the start.

import { act, game, own } from "./game.js";
import { ended, ending, finish, isReached, results, signature as goalSignature } from "./goal.js";
import { fraction, isPassed, stateOf } from "./state.js";
import { alertBox, button, make, number, paragraphs, place, say } from "./words.js";

/** Whether this phone has met the story: until then it is unfolded above the map. */
const shelf = () => `quest/${place().slug}/${place().team}/met`;
const hasMet = () => { try { return localStorage.getItem(shelf()) === "yes"; } catch { return true; } };
export const meet = () => { try { localStorage.setItem(shelf(), "yes"); } catch { /* it is unfolded again */ } };

/** What the view of the map depends on. */
export const signature = () => JSON.stringify([goalSignature(), game.state.started_at !== null, game.state.paused_at !== null, game.state.may_start, game.state.message, game.state.finished_at && game.state.points, game.quest.stations.map(({ code }) => [stateOf(own(code)), own(code).points])]);

/** The first view: legend and goal before the start, then the map, after the finish the result. */
export function mapView(redraw) {
  const { quest, state } = game, view = make("section", {}), isOver = state.finished_at !== null;
  if (isOver) view.append(...ended());
  else if (state.started_at === null) return begin(view, redraw);
  else view.append(make("h1", { tabIndex: -1 }, say("map")));
  if (state.has_results && !isOver) view.append(results());
  if (state.paused_at !== null && !isOver) view.append(alertBox("warn", say("paused"), say("paused_text")));
  if (state.message) view.append(alertBox("info", state.message));
  view.append(ending(redraw));
  const isNew = !isOver && !hasMet();
  if (isNew) view.append(about(true));
  if (quest.map.src) view.append(picture());
  view.append(make("h2", {}, say("stations")), list());
  if (!isOver && !isReached()) view.append(finish(redraw));
  if (!isNew) view.append(about(false));
  return view;
}

function begin(view, redraw) {
  const { quest, state } = game;
  view.append(make("h1", { tabIndex: -1 }, quest.title), ...paragraphs(quest.legend, "task"));
  if (quest.goal) view.append(make("h2", {}, say("goal")), ...paragraphs(quest.goal));
  view.append(make("h2", {}, say("rules")), rules());
  if (state.message) view.append(alertBox("info", state.message));
  const start = button(say("start"), async () => { meet(); await act({ type: "start" }); redraw(); }, "primary big wide");
  if (state.may_start) view.append(make("p", { className: "small muted gap" }, say("start_hint")), start);
  return view;
}

/** What the game costs, in short sentences. */
function rules() {
  const { stations, rules: r } = game.quest, told = [say("rule_stations", { n: stations.length })];
  if (r.control_time_minutes !== null) told.push(late(r));
  if (fraction(r.wrong_answer_cost) > 0) told.push(`${r.free_wrong_answers ? `${say("rule_free", { n: r.free_wrong_answers })} ` : ""}${say("rule_wrong", { n: fraction(r.wrong_answer_cost) })}`);
  const hints = stations.flatMap((one) => one.hints);
  const isOwn = hints.some(({ price }) => price !== null), costs = r.hint_cost.map((cost) => number(fraction(cost)));
  if (hints.length) told.push(isOwn || !costs.length ? say("rule_hints") : say(costs.length > 1 ? "rule_hint_costs" : "rule_hint_cost", { costs: costs.join(", ") }));
  told.push(say("rule_skip"));
  if (game.quest.way === "routes") told.push(say("rule_routes"));
  return make("ul", { className: "plain-list" }, ...told.map((text) => make("li", {}, text)));
}

/** What lateness costs. */
function late(r) {
  const told = [say("rule_time", { n: fraction(r.control_time_minutes) })], points = fraction(r.overtime_points);
  if (points) told.push(say(`rule_late_${r.overtime_count}`, { n: points }));
  if (r.overtime_limit_minutes !== null) told.push(say("rule_limit", { n: fraction(r.overtime_limit_minutes) }));
  return told.join(" ");
}

/** How a station stands in words; one whose points come in a table was not skipped but done. */
const standing = (station, kind) => say(station.from_table && kind === "skipped" ? "is_awaited" : `is_${kind}`);

function picture() {
  const { map, stations } = game.quest, box = make("div", { className: "map" });
  box.append(make("img", { src: map.src, alt: map.alt, width: map.width, height: map.height }));
  stations.forEach((one, i) => {
    const kind = stateOf(own(one.code));
    const pin = make("a", { href: `#${encodeURIComponent(one.code)}`, className: `pin ${kind}` }, make("span", { ariaHidden: "true" }, String(i + 1)));
    pin.setAttribute("aria-label", say("pin", { place: i + 1, title: one.title, state: standing(one, kind) }));
    pin.style.left = `${one.x * 100}%`;
    pin.style.top = `${one.y * 100}%`;
    box.append(pin);
  });
  return box;
}

/** What a station may give: «10 баллов», «до 10 баллов» where it may be less. */
export const worth = (station) => say(station.kind === "code" && !fraction(station.bonus) ? "gives_short" : "worth_up_to", { n: station.most });

function list() {
  const rows = game.quest.stations.map((one, i) => {
    const mine = own(one.code), kind = stateOf(mine);
    const link = make("a", { href: `#${encodeURIComponent(one.code)}`, id: `s-${i}` }, make("span", { className: `no tn ${kind}`, ariaHidden: "true" }, String(i + 1)), make("b", {}, one.title), make("span", { className: "st" }, standing(one, kind)));
    const cost = isPassed(mine) ? make("span", { className: "cost tn" }, say("gives_short", { n: mine.points })) : make("span", { className: "worth tn" }, worth(one));
    return make("li", {}, link, cost);
  });
  return make("ol", { className: "stations" }, ...rows);
}

function about(isOpen) {
  const { quest } = game, box = make("details", { className: "about", open: isOpen }, make("summary", {}, say("legend")));
  box.append(...paragraphs(quest.legend), ...(quest.goal ? [make("h3", {}, say("goal")), ...paragraphs(quest.goal)] : []), make("h3", {}, say("rules")), rules());
  return box;
}
