// What stands at a station that is behind the team: the sum, the marks, what was sent, what opened.

import { clock, game, own } from "./game.js";
import { isReached } from "./goal.js";
import { fraction, isBehind, isPassed, openedBy, taken } from "./state.js";
import { make, number, paragraphs, say } from "./words.js";

/** The lines under the word on how a station went. */
export function after(station, mine) {
  const told = [];
  if (isPassed(mine)) told.push(sum(station, mine));
  if (mine.sent) told.push(make("h2", {}, say("you_sent")), ...shown(station, mine.sent));
  const opened = isBehind(mine) ? openedBy(game.quest, game.state, station.code, clock()) : [];
  for (const code of opened) told.push(make("p", { className: "opened" }, say("has_opened", { title: game.quest.stations.find((one) => one.code === code).title })));
  return told;
}

/** «10 − 0,5 за ошибку = 9,5»; nothing where nothing was taken or added. */
function sum(station, mine) {
  const { hints, wrong } = taken(game.quest, station, mine), maximum = fraction(station.maximum);
  const bonus = station.kind === "code" && mine.base > maximum ? mine.base - maximum : 0;
  if (!hints && !wrong && !bonus && station.kind === "code") return "";
  const terms = [`${number(mine.base - bonus)}${station.kind === "code" ? "" : ` ${say(station.from_table ? "by_table" : station.kind === "judged" ? "by_host" : "by_answers")}`}`];
  if (bonus) terms.push(`+ ${number(bonus)} ${say("for_bonus")}`);
  if (wrong) terms.push(`− ${number(wrong)} ${say("for_wrong", { n: Math.max(1, mine.wrong - game.quest.rules.free_wrong_answers) })}`);
  if (hints) terms.push(`− ${number(hints)} ${say("for_hints", { n: mine.hints.length })}`);
  return make("p", { className: "sum tn" }, `${terms.join(" ")}${terms.length > 1 ? ` = ${number(mine.points)}` : ""}`);
}

/** What the team has sent, as people read it. */
function shown(station, sent) {
  let given = {};
  if (station.answers.length === 1) given = { [station.answers[0].id]: sent };
  else try { given = JSON.parse(sent) ?? {}; } catch { /* nothing to show then */ }
  return station.answers.filter(({ id }) => given[id]).map((answer) => make("div", { className: "sent" }, answer.label ? make("p", { className: "small muted" }, answer.label) : "", ...readable(answer, given[answer.id])));
}

function readable(answer, text) {
  const named = (rows, id) => rows?.find((one) => one.id === id)?.text ?? "";
  if (answer.kind === "photo") return [make("p", {}, say("photo_sent"))];
  if (answer.kind === "match") return text.split(",").map((pair) => pair.split("=")).map(([left, right]) => make("p", {}, `${named(answer.options, left)} – ${named(answer.partners, right)}`));
  if (["choice", "choices", "order"].includes(answer.kind)) return [make(answer.kind === "order" ? "ol" : "ul", { className: "plain-list" }, ...text.split(",").map((id) => make("li", {}, named(answer.options, id))))];
  return paragraphs(text);
}

/** The way on: to the next open station after one that is behind the team. */
export function onward(station) {
  const all = game.quest.stations, from = all.indexOf(station);
  const next = [...all.slice(from + 1), ...all.slice(0, from)].find(({ code }) => own(code).is_open && !isBehind(own(code)));
  return next && game.state.finished_at === null ? make("a", { className: isReached() ? "btn" : "btn primary big wide", href: `#${encodeURIComponent(next.code)}` }, say("onward", { title: next.title })) : "";
}
