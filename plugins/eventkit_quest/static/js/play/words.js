// The words that scripts say come with the page, in its language; here they get their numbers.

export const lang = document.documentElement.lang || "ru";
const plural = new Intl.PluralRules(lang);
let known = null;

/** What the page says of itself: addresses and words (templates/quest/play/_words.html). */
export const place = () => document.querySelector("[data-quest]").dataset;

/** Words of `name` with {placeholders} put in; a number {n} chooses among name_one, _few, _many. */
export function say(name, values = {}) {
  known ??= JSON.parse(place().words);
  const text = known[`${name}_${plural.select(values.n ?? 0)}`] ?? known[name] ?? known[`${name}_few`] ?? "";
  return text.replace(/\{(\w+)\}/g, (whole, key) => (key === "n" ? number(values.n) : values[key]) ?? whole);
}

/** A number as people read it: «7,5», «−2». */
export const number = (value, places = 0) => new Intl.NumberFormat(lang, { minimumFractionDigits: places, maximumFractionDigits: Math.max(places, 2) }).format(value).replace("-", "−");

/** Seconds as «38:05», «1:02:07». */
export function span(seconds) {
  const whole = Math.floor(Math.max(0, seconds)), pair = (value) => String(value).padStart(2, "0");
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  return h ? `${h}:${pair(m)}:${pair(s)}` : `${pair(m)}:${pair(s)}`;
}

/** An element: make("p", {className: "small"}, "text", otherElement). */
export function make(tag, properties = {}, ...children) {
  const { dataset, ...plain } = properties, made = Object.assign(document.createElement(tag), plain);
  Object.assign(made.dataset, dataset ?? {});
  made.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return made;
}

/** A text as paragraphs: an empty line begins a new one, a line break stays. */
export function paragraphs(text, className = "") {
  const parts = text.split(/\n\s*\n/).map((part) => part.trim()).filter(Boolean);
  return parts.map((part) => make("p", { className: `${className} lines`.trim() }, part));
}

/** The same box as components/alerts.html draws. */
export function alertBox(kind, title, text = "") {
  const mark = make("span", { className: "g", ariaHidden: "true" }, kind === "ok" ? "✓" : kind === "info" ? "i" : "!");
  return make("div", { className: `alert ${kind}` }, mark, make("div", {}, make("p", {}, make("b", {}, title), text ? ` ${text}` : "")));
}

/** A button; `more` are further properties. */
export const button = (text, act, kind = "", more = {}) => make("button", { type: "button", className: `btn ${kind}`.trim(), onclick: act, ...more }, text);
