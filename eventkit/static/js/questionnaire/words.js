// The words that scripts say come with the page, in its language; here they get their numbers.

/** What the page says of itself: addresses and words (templates/questionnaires/answering). */
export const page = document.querySelector("[data-questionnaire]");
const known = JSON.parse(page.dataset.words);
const comma = document.documentElement.lang === "en" ? "." : ",";

/** Words of `name` with {placeholders} put in. */
export const say = (name, values = {}) => (known[name] ?? "").replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);

/** A typed number, «3,5» too; null for anything else. */
export function number(text) {
  const bare = text.trim().replace(",", ".").replace("−", "-");
  return /^-?\d+(\.\d+)?$/.test(bare) ? Number(bare) : null;
}

/** A number as it is typed in the page's language. */
export const written = (value) => String(value).replace(".", comma);
