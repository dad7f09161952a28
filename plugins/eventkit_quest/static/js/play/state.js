// How a team's game stands: what the server last said, and what this phone has done since. Pure: a
// state and events in, a state out; the server counts the same anew when the events reach it.

const FRESH = () => ({ state: "open", sent: "", marked: false, marks: {}, points: 0, base: 0, wrong: 0, hints: [], skipped: false, opened_at: null, locked_until: null, minutes_end: null });
const MINUTE = 60000;

/** What is passed, with its points. */
export const isPassed = (own) => own.marked || own.state === "solved" || own.state === "done";

/** What is behind the team: nobody has to come back to it before going on (engine/turns.py). */
export const isBehind = (own) => isPassed(own) || own.state === "waits" || own.skipped;

/** One word for how a station stands: closed, open, begun, waits, solved, done, skipped, marked. */
export function stateOf(own) {
  if (own.marked) return "marked";
  if (own.state !== "open") return own.state;
  if (own.skipped) return "skipped";
  return !own.is_open ? "closed" : own.opened_at !== null ? "begun" : "open";
}

/** The codes of open stations, by the rules of the quest. */
export function opened(quest, state, at) {
  const behind = new Set(quest.stations.filter(({ code }) => isBehind(state.stations[code])).map(({ code }) => code));
  const minutes = state.started_at === null ? -1 : secondsOf(state, at) / 60;
  const met = new Set(quest.stations.filter(({ opens }) => {
    const { after, needed, after_minutes: later, at_score: score } = opens;
    const reached = after.filter((code) => behind.has(code)).length;
    return reached >= (needed ?? after.length) && minutes >= later && (score === null || state.points >= fraction(score));
  }).map(({ code }) => code));
  behind.forEach((code) => met.add(code));
  // By routes: of the stations on the way only the next one is open.
  const ahead = quest.way === "routes" ? quest.route.filter((code) => !behind.has(code)) : [];
  ahead.slice(1).forEach((code) => met.delete(code));
  return met;
}

/** Seconds of the game that have gone at an instant of the server's clock; pauses stop them. */
export function secondsOf(state, at) {
  if (state.started_at === null) return 0;
  const until = state.finished_at ?? state.paused_at ?? at;
  return Math.max(0, (until - state.started_at) / 1000 - (state.idle_seconds ?? 0));
}

/** «1/3», «2.5» or a number, as a number to show. */
export function fraction(text) {
  const [above, below] = String(text).split("/");
  return below ? Number(above) / Number(below) : Number(above);
}

/** What a hint costs: its own price, else the rules' by its number. */
export function priceOf(quest, station, level) {
  const own = station.hints[level - 1]?.price;
  if (own !== null && own !== undefined) return fraction(own);
  const costs = quest.rules.hint_cost;
  return costs.length ? fraction(costs[Math.min(level, costs.length) - 1]) : 0;
}

/** What hints and wrong answers have taken from a station's points. */
export function taken(quest, station, own) {
  const { free_wrong_answers: free, wrong_answer_cost: cost } = quest.rules;
  const pays = station.charge !== "if_solved" || isPassed(own);
  return {
    hints: pays ? own.hints.reduce((sum, level) => sum + priceOf(quest, station, level), 0) : 0,
    wrong: Math.max(0, own.wrong - free) * fraction(cost),
  };
}

function pointsOf(quest, station, own) {
  const { hints, wrong } = taken(quest, station, own);
  return Math.max(fraction(quest.rules.station_floor), own.base - hints - wrong);
}

/** How many points the answers that a person still reads may add. */
export function mayAdd(quest, state) {
  return quest.stations.filter(({ code }) => state.stations[code].state === "waits").reduce((sum, station) => {
    const own = state.stations[station.code], bonus = own.wrong || own.hints.length ? 0 : fraction(station.bonus);
    return sum + pointsOf(quest, station, { ...own, state: "solved", base: fraction(station.maximum) + bonus }) - own.points;
  }, 0);
}

/** The codes of stations that are open because one is behind the team, and wait to be entered. */
export function openedBy(quest, state, code, at) {
  const without = { ...state, stations: { ...state.stations, [code]: FRESH() } }, before = opened(quest, without, at);
  return [...opened(quest, state, at)].filter((one) => one !== code && !before.has(one) && !isBehind(state.stations[one]));
}

/** The time by which a station has to be answered, or null. */
const endOf = (station, own) => (station.minutes && own.opened_at !== null ? own.opened_at + station.minutes * MINUTE : null);

/** Why an answer at a station would not count now: "" where it would. */
export function barrier(station, own, at) {
  if (own.state === "solved" || own.state === "done") return "done";
  if (station.attempts !== null && own.wrong >= station.attempts) return "attempts";
  if (own.locked_until !== null && at < own.locked_until) return "lock_out";
  return own.minutes_end !== null && at > own.minutes_end ? "late" : "";
}

const acts = {
  start: (state, event) => { state.started_at ??= event.at; },
  finish: (state, event) => { state.finished_at ??= event.at; },
  opened: (state, event, station, own) => {
    own.opened_at ??= event.at;
    own.minutes_end = endOf(station, own);
  },
  hint: (state, event, station, own) => { if (!own.hints.includes(event.level)) own.hints.push(event.level); },
  skip: (state, event, station, own) => { own.skipped = true; },
  answer: (state, event, station, own) => {
    if (barrier(station, own, event.at)) return;
    if (station.kind === "quiz" || event.verdict !== "wrong") own.sent = event.text;
    const bonus = own.wrong || own.hints.length || event.verdict !== "right" ? 0 : fraction(station.bonus);
    if (station.kind === "quiz") Object.assign(own, { state: "done", base: event.right * fraction(station.per_question) + bonus });
    else if (event.verdict === "waits") own.state = "waits";
    else if (event.verdict === "right") Object.assign(own, { state: "solved", base: fraction(station.maximum) + bonus });
    else {
      own.wrong += 1;
      if (station.lock_out_seconds) own.locked_until = event.at + station.lock_out_seconds * 1000;
    }
  },
};

/** The state after the events that wait on this phone. `offset`: the server's clock less this one. */
export function standing(quest, told, events, offset, now) {
  const state = structuredClone(told);
  for (const { code } of quest.stations) state.stations[code] = { ...FRESH(), ...state.stations[code] };
  for (const event of events) {
    const station = quest.stations.find(({ code }) => code === event.station), own = station && state.stations[station.code];
    acts[event.type]?.(state, { ...event, at: event.at + offset }, station, own);
    if (!own) continue;
    state.points -= own.points;
    own.points = station.kind === "judged" ? own.points : pointsOf(quest, station, own);
    state.points += own.points;
  }
  const open = opened(quest, state, now);
  for (const { code } of quest.stations) {
    const own = state.stations[code];
    own.is_open = open.has(code);
  }
  return state;
}
