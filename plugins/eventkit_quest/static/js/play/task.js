// A station: where it is, what stands in the way, the task, the answer, the hints.

import { after, onward } from "./after.js";
import { small } from "./camera.js";
import { sent, verdicts } from "./checking.js";
import { field } from "./fields.js";
import { act, clock, game, own } from "./game.js";
import { ending, signature as goalSignature } from "./goal.js";
import { worth } from "./map.js";
import { randomKey } from "../../../../static/js/rows.js";
import { barrier, fraction, isBehind, isPassed, priceOf } from "./state.js";
import { alertBox, button, make, number, paragraphs, place, say, span } from "./words.js";

const shelf = (code, answer) => `quest/${place().slug}/${place().team}/${code}/${answer}`;
const draft = (code, answer) => { try { return sessionStorage.getItem(shelf(code, answer)) ?? ""; } catch { return ""; } };
const keep = (code, answer, text) => { try { sessionStorage.setItem(shelf(code, answer), text); } catch { /* nothing is kept here: the field still is */ } };
const forget = (station) => station.answers.forEach(({ id }) => { try { sessionStorage.removeItem(shelf(station.code, id)); } catch { /* as above */ } });
/** What was said of the last answer at a station, as long as the page stands. */
const said = new Map();
/** Photos chosen at a station and not sent yet: the view may be drawn anew while somebody looks for one. */
const photosOf = new Map();
const photosAt = (code) => photosOf.get(code) ?? photosOf.set(code, new Map()).get(code);
let asks = "";

/** What the view of a station depends on: where this changes, it is drawn anew. */
export const signature = ({ code }) => JSON.stringify([own(code), isBehind(own(code)) && game.quest.stations.map((one) => [own(one.code).is_open, isBehind(own(one.code))]), goalSignature(), said.get(code)?.kind ?? "", asks, game.state.started_at !== null, game.state.finished_at !== null, game.state.paused_at !== null]);

/** The view of a station. `redraw` draws the page anew, `back` leads to the map. */
export function taskView(station, redraw, back) {
  const mine = own(station.code), place = game.quest.stations.indexOf(station) + 1;
  const eyebrow = `${say("station_of", { place, all: game.quest.stations.length })} · ${worth(station)}`;
  const view = make("section", {}, make("p", { className: "eyebrow" }, eyebrow), make("h1", { tabIndex: -1 }, station.title));
  if (!mine.is_open) {
    view.append(alertBox("info", say("closed"), opensWhen(station)), back());
    return view;
  }
  if (station.obstacle) view.append(...paragraphs(station.obstacle, "obstacle"));
  view.append(...paragraphs(station.task, "task"));
  if (station.link) view.append(make("p", {}, make("a", { href: station.link, target: "_blank", rel: "noopener noreferrer" }, say("outside"))));
  view.append(standing(station, mine, redraw));
  if (isBehind(mine)) view.append(ending(redraw));
  view.append(hints(station, mine, redraw));
  view.append(way(station, mine, redraw, back));
  return view;
}

/** Why a station is closed, in words. */
function opensWhen(station) {
  const { after, needed, after_minutes: later, at_score: score } = station.opens;
  const names = after.map((code) => `«${game.quest.stations.find((one) => one.code === code)?.title ?? code}»`).join(", ");
  const told = [];
  const isAll = needed === null || needed === after.length, isAny = !isAll && after.length === game.quest.stations.length - 1;
  if (isAny) told.push(say("opens_any", { n: needed, done: after.filter((code) => isBehind(own(code))).length }));
  else if (after.length) told.push(isAll ? say("opens_after", { names }) : say("opens_some", { n: needed, names }));
  if (later) told.push(say("opens_later", { n: later }));
  if (score !== null) told.push(say("opens_score", { n: fraction(score) }));
  return told.join(" ") || say("opens_turn");
}

function standing(station, mine, redraw) {
  const box = make("div", { className: "stand", id: "stand", tabIndex: -1 }), last = said.get(station.code);
  if (mine.state === "solved") box.append(alertBox("ok", say("solved"), say("gives", { n: mine.points })));
  else if (isGiven(station)) box.append(given(station, mine));
  else if (mine.state === "done") box.append(alertBox("ok", say("taken"), say("gives", { n: mine.points })));
  else if (mine.state === "waits") box.append(alertBox("info", say("waits"), say(needsPerson(station) ? "waits_host" : "waits_server")));
  else if (last) box.append(last.node());
  if (!isGiven(station) && !isPassed(mine) && mine.state !== "waits") box.append(form(station, mine, redraw));
  box.append(...after(station, mine));
  return box;
}

/** Whether a person reads every answer: then none is counted as wrong by itself. */
const isRead = (station) => station.answers.every(({ kind }) => kind === "text" || kind === "photo");
const needsPerson = (station) => station.answers.some(({ kind }) => kind === "text" || kind === "photo");

/** Whether others give the result: a host, or a table from another site. The team sends nothing then. */
const isGiven = (station) => station.kind === "judged" || !station.answers.length;

function given(station, mine) {
  const box = make("div", {}), from = station.from_table ? "table" : station.kind === "code" ? "pass" : "host";
  if (isPassed(mine)) box.append(alertBox("ok", say(station.from_table ? "table_marked" : "marked"), say("gives", { n: mine.points })));
  else box.append(alertBox("info", say(`${from}_marks`), say(station.from_table ? "table_name" : "show_code", { code: game.quest.team.code })));
  if (station.criteria.length) box.append(make("ul", { className: "rows" }, ...station.criteria.map((one) => make("li", {}, make("span", {}, one.title), make("span", { className: "cost tn" }, say(mine.marks[one.code] === undefined ? "up_to" : "mark_of", { n: fraction(one.maximum), mark: number(fraction(mine.marks[one.code] ?? 0)) }))))));
  return box;
}

/** Why no answer is taken now, in words; "" where one is. */
function obstacle(station, mine) {
  if (game.state.finished_at !== null) return say("over");
  if (game.state.paused_at !== null) return say("paused");
  const why = barrier(station, mine, clock());
  return why === "lock_out" ? say("locked", { time: span((mine.locked_until - clock()) / 1000 + 1) }) : why ? say(`barrier_${why}`) : "";
}

function form(station, mine, redraw) {
  const fields = station.answers.map((answer) => field(answer, `a-${answer.id}`, draft(station.code, answer.id), (text) => keep(station.code, answer.id, text), photosAt(station.code)));
  const stop = make("p", { className: "stop", role: "status" }), missing = make("p", { className: "msg", role: "alert", hidden: true }, say("missing"));
  const send = make("button", { className: "btn primary big wide" }, say(station.kind === "quiz" ? "send" : needsPerson(station) ? "send" : "check"));
  const box = make("form", { className: "stack", noValidate: true }, ...fields.map(({ node }) => node), make("p", { className: "hint" }, prices(station, mine)), missing, stop, send);
  const tick = () => {
    const why = obstacle(station, mine);
    stop.textContent = why;
    stop.hidden = !why;
    send.disabled = Boolean(why) || box.dataset.busy === "yes";
    if (box.isConnected || !box.dataset.seen) { box.dataset.seen = "yes"; setTimeout(tick, 1000); }
  };
  tick();
  box.onsubmit = async (event) => {
    event.preventDefault();
    const given = Object.fromEntries(station.answers.map((answer, i) => [answer.id, fields[i].value()]));
    const empty = fields.find((one, i) => !given[station.answers[i].id]);
    missing.hidden = !empty;
    if (empty) { empty.focus(); return; }
    if (obstacle(station, mine)) return;
    box.dataset.busy = "yes";
    send.disabled = true;
    send.textContent = say("checking");
    await answer(station, fields, given);
    await redraw("stand");
    document.getElementById("stand")?.scrollIntoView({ block: "start" });
  };
  return box;
}

/** What wrong answers cost, and how many there may be. */
function prices(station, mine) {
  const { free_wrong_answers: free, wrong_answer_cost: cost } = game.quest.rules, told = [];
  if (station.kind === "code" && fraction(cost) > 0 && !isRead(station)) {
    const left = Math.max(0, free - mine.wrong);
    told.push(left ? say("free_left", { n: left, cost: number(fraction(cost)) }) : say("wrong_costs", { n: fraction(cost) }));
  }
  if (station.kind === "quiz") told.push(say("quiz_once"));
  if (station.attempts !== null) told.push(say("attempts_left", { n: Math.max(0, station.attempts - mine.wrong) }));
  if (station.lock_out_seconds) told.push(say("lock_out", { n: station.lock_out_seconds }));
  if (mine.minutes_end !== null) told.push(say("until", { time: new Intl.DateTimeFormat(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" }).format(mine.minutes_end - game.offset) }));
  return told.join(" ");
}

/** What a wrong answer costs that comes after `before` others, in words; "" where none costs anything. */
function attempt(before) {
  const { free_wrong_answers: free, wrong_answer_cost: cost } = game.quest.rules, left = free - before - 1;
  if (!fraction(cost)) return "";
  return left < 0 ? say("has_cost", { n: fraction(cost) }) : left ? say("was_free_more", { n: left }) : say("was_free");
}

/** Keep an answer with what this phone can say of it. */
async function answer(station, fields, given) {
  const photos = [];
  for (const [i, one] of station.answers.entries()) {
    const file = fields[i].file?.();
    if (!file) continue;
    // Its key stands in the text, until the server has given the photo its number.
    given[one.id] = randomKey();
    photos.push({ slot: given[one.id], file: await small(file) });
  }
  const found = await verdicts(station, given), all = Object.values(found);
  const verdict = all.includes("wrong") ? "wrong" : all.includes("waits") ? "waits" : "right";
  const right = all.filter((one) => one === "right").length;
  if (station.kind === "code" && verdict === "wrong") {
    const cost = attempt(own(station.code).wrong);
    said.set(station.code, { kind: `wrong${Date.now()}`, node: () => { const box = alertBox("warn", say(station.answers.length > 1 ? "some_wrong" : "wrong"), `${cost} ${say("try")}`.trim()); box.setAttribute("role", "alert"); return box; } });
  } else {
    said.delete(station.code);
    photosOf.delete(station.code);
    forget(station);
  }
  await act({ type: "answer", station: station.code, text: sent(station, given), verdict: station.kind === "quiz" && all.includes("waits") ? "waits" : verdict, right }, photos);
}

/** What was bought, and what may be bought while the station is still to be solved. */
function hints(station, mine, redraw) {
  const isOver = game.state.finished_at !== null || isPassed(mine) || mine.state === "waits";
  if (isOver ? !mine.hints.length : !station.hints.length) return "";
  const next = Math.max(0, ...mine.hints) + 1, list = make("ol", { className: "rows hints" });
  station.hints.forEach((hint, i) => {
    const level = i + 1;
    if (isOver && !mine.hints.includes(level)) return;
    const price = priceOf(game.quest, station, level), row = make("li", {});
    const cost = make("span", { className: "cost tn" }, price ? say("costs", { n: -price }) : say("free"));
    if (mine.hints.includes(level)) row.append(make("div", {}, ...paragraphs(hint.text, "hint-text")), cost);
    else if (level > next) row.append(make("span", { className: "muted" }, say("hint_after", { place: level })), cost);
    else row.append(...offer(station, level, price, redraw));
    list.append(row);
  });
  const note = station.charge === "if_solved" ? make("p", { className: "small muted" }, say("if_solved")) : "";
  return make("section", { className: "hn" }, make("h2", {}, say("hints")), note, list);
}

/** The next hint: its price on the button, and a question where it costs something. */
function offer(station, level, price, redraw) {
  const buy = async () => { asks = ""; await act({ type: "hint", station: station.code, level }); redraw(); };
  const question = `${station.code}/${level}`, label = make("span", { className: "muted" }, say("hint_place", { place: level }));
  if (asks !== question) return [label, button(price ? say("open_for", { n: price }) : say("open_free"), price ? () => { asks = question; redraw("hint-yes"); } : buy, "", { id: "hint-open" })];
  return [make("div", { className: "asks" }, make("p", {}, say("really", { n: price })), make("div", { className: "choose" }, button(say("open_for", { n: price }), buy, "primary", { id: "hint-yes" }), button(say("not_open"), () => { asks = ""; redraw("hint-open"); })))];
}

/** On to the next station or back to the map; apart from them, leaving without an answer. */
function way(station, mine, redraw, back) {
  const ways = make("div", { className: "way" }, isBehind(mine) ? onward(station) : "", back());
  if (isBehind(mine) || game.state.finished_at !== null) return ways;
  const box = make("div", { className: "leave" });
  const question = `${station.code}/skip`;
  const skip = async () => { asks = ""; await act({ type: "skip", station: station.code }); location.hash = ""; };
  // Its points come later by themselves: going on gives nothing up.
  if (station.from_table) box.append(button(say("go_on"), skip, "", { id: "skip" }));
  else if (asks !== question) box.append(button(say("skip"), () => { asks = question; redraw("skip-yes"); }, "quiet", { id: "skip" }));
  else box.append(make("div", { className: "asks" }, make("p", {}, say("skip_really")), make("div", { className: "choose" }, button(say("skip_yes"), skip, "", { id: "skip-yes" }), button(say("stay"), () => { asks = ""; redraw("skip"); }))));
  return make("div", {}, ways, box);
}
