// The words that scripts say come with the page, in its language; here they get their numbers.

export const lang = document.documentElement.lang || "ru";
const plural = new Intl.PluralRules(lang);

/** What the page says of itself: addresses, seats and words (templates/scoring/_desk.html). */
export const desk = () => document.querySelector("[data-desk]")?.dataset ?? {};
const words = () => JSON.parse(desk().words ?? "{}");

/** Words of `name` with {placeholders} put in; {n} chooses among name_one, name_few, name_many. */
export function say(name, values = {}) {
  const all = words();
  const text = all[`${name}_${plural.select(values.n ?? 0)}`] ?? all[name] ?? all[`${name}_many`] ?? "";
  return text.replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);
}

/** A mark as people read it: «7,5», «–» for none. */
export const number = (text) => (text === "" || text == null ? "–" : lang === "ru" ? String(text).replace(".", ",") : String(text));

/** A moment of this device's clock as «14:32». */
export const clock = (moment = new Date()) => new Intl.DateTimeFormat(lang, { hour: "2-digit", minute: "2-digit" }).format(moment);

/** An element: make("p", {className: "small"}, "text", otherElement). */
export function make(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

/** The same box as components/alerts.html draws. */
export function alertBox(kind, title, text = "", ...more) {
  const box = make("div", { className: `alert ${kind}` }, make("span", { className: "g", ariaHidden: "true" }, kind === "ok" ? "✓" : kind === "info" ? "i" : "!"));
  box.append(make("div", {}, make("p", {}, make("b", {}, title), text ? ` ${text}` : ""), ...more));
  box.setAttribute("role", kind === "bad" ? "alert" : "status");
  return box;
}

/** Say something at the head of the page, as the server's messages are said. */
export function flash(kind, text) {
  const main = document.getElementById("main");
  main.querySelector(".flashes")?.remove();
  main.prepend(make("div", { className: "flashes stack" }, alertBox(kind, "", text)));
}
