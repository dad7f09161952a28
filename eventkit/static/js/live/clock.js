// Stopwatches as they are seen: 7:05, what is left, what time beyond the limit costs.
// performance.now alone measures; the hour that this device believes it is counts for nothing.

/** "7:05", "1:10:00": whole seconds, as the server writes them. */
export function shown(milliseconds) {
  const all = Math.floor(milliseconds / 1000), seconds = String(all % 60).padStart(2, "0");
  const minutes = Math.floor(all / 60);
  return minutes < 60 ? `${minutes}:${seconds}` : `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}:${seconds}`;
}

/** What a clock {elapsed, at, running} shows now, in milliseconds. */
export const reading = (clock) => clock.elapsed + (clock.running ? performance.now() - clock.at : 0);

/** What time beyond the limit is called, by the rule that stands on `rule` as data attributes. */
export function overWords(milliseconds, rule, words) {
  const limit = Number(rule.limit), seconds = Math.floor(milliseconds / 1000), over = seconds - limit;
  if (!limit || over <= 0) return "";
  const said = { over: shown(over * 1000) };
  const unit = Number(rule.unit), costs = JSON.parse(rule.costs);
  const units = over <= Number(rule.grace) ? 0 : rule.count === "started" ? Math.ceil(over / unit) : Math.floor(over / unit);
  if (!units || !costs.length) return fill(words.over_free, said);
  return fill(words.over, { ...said, points: costs[Math.min(units, costs.length) - 1] });
}

/** What is left of the limit; "" beyond it and where there is none. */
export function leftWords(milliseconds, rule, words) {
  const left = Number(rule.limit) * 1000 - milliseconds;
  return rule.limit && left > 0 ? fill(words.left, { left: shown(left + 999) }) : "";
}

/** A sentence with its places filled. */
export const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_all, name) => values[name]);
