// What is compared of an answer, and whether it is a right one, as far as a phone may know: digests
// of right answers come with the quest. They stop whoever reads the page, not whoever means to cheat;
// the server checks everything anew and has the last word.

import { digest } from "./secrets.js";

const LOOK_ALIKES = Object.fromEntries([..."aceopxykmthb"].map((sign, i) => [sign, [..."асеорхукмтнв"][i]]));

/** The form in which words are compared; the same steps as the server's. */
export function normal(text) {
  const folded = text.normalize("NFKC").toLowerCase().replaceAll("ё", "е");
  const plain = folded.replace(/(?:№|no|n)\s*(?=\p{Nd})/gu, "").replace(/[aceopxykmthb]/g, (sign) => LOOK_ALIKES[sign]);
  return [...plain].filter((sign) => /[\p{L}\p{N}]/u.test(sign)).join("");
}

/** A number as typed: {digits, places}, or null; «3,14», «−5», «1 000» and «45 мин.» are numbers too.
 * A unit is not compared; the same steps as the server's. */
function decimal(text) {
  const plain = text.replace(/\s/g, "").replaceAll(",", ".").replace(/[−–]/g, "-");
  const found = /^([+-]?)(\d{1,30})(?:\.(\d{1,30}))?(?:\.|[\p{L}%°₽€$][\p{L}%°²³./·]{0,29})?$/u.exec(plain);
  if (!found) return null;
  const [, sign, whole, rest = ""] = found;
  return { digits: BigInt(`${sign.replace("+", "")}${whole}${rest}`), places: rest.length };
}

const scaled = ({ digits, places }, to) => digits * 10n ** BigInt(to - places);

/** A number without what does not change it: «007,50» is «7.5». */
function canonical({ digits, places }) {
  const sign = digits < 0n ? "-" : "", plain = String(digits < 0n ? -digits : digits).padStart(places + 1, "0");
  const whole = plain.slice(0, plain.length - places), rest = plain.slice(plain.length - places).replace(/0+$/, "");
  return `${sign}${whole}${rest ? `.${rest}` : ""}`;
}

/** The numbers of the cells of a grid in which a number lies: on a border, both. */
function cells(number, { width, offset }) {
  const [w, o] = [decimal(width), decimal(offset)], places = Math.max(number.places, w.places, o.places);
  const from = scaled(number, places) - scaled(o, places), wide = scaled(w, places);
  const rest = ((from % wide) + wide) % wide, cell = (from - rest) / wide;
  return rest ? [String(cell)] : [String(cell), String(cell - 1n)];
}

/** The texts that are compared of one answer, by its kind; none where it says nothing. */
export function compared(kind, text, grid) {
  if (kind === "word" || kind === "qr") return [normal(text)].filter(Boolean);
  if (kind !== "number") return [text].filter(Boolean);
  const number = decimal(text);
  return !number ? [] : grid ? cells(number, grid) : [canonical(number)];
}

/** The verdict on one answer: "right", "wrong", or "waits" where a phone cannot know. */
export async function verdictOn(answer, text) {
  if (!answer.check) return "waits";
  const { salt, turns, digests, grid } = answer.check;
  for (const one of compared(answer.kind, text, grid)) {
    if (digests.includes(await digest(one, salt, turns))) return "right";
  }
  return "wrong";
}

/** Verdicts of all answers of a station: `given` is answer's id → text. */
export async function verdicts(station, given) {
  const found = {};
  for (const answer of station.answers) found[answer.id] = await verdictOn(answer, given[answer.id] ?? "");
  return found;
}

/** The text that is sent: of one answer as it is, of several together. */
export const sent = (station, given) => (station.answers.length === 1 ? given[station.answers[0].id] ?? "" : JSON.stringify(given));
