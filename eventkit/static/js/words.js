// Counts the words of a text while it is typed; the server counts them again and has the last word.

const WORD = /[\p{L}\p{N}]+(?:[-\u2011'\u2019][\p{L}\p{N}]+)*/gu;

/** Words as the server counts them: a soft hyphen or an accent does not part a word. */
export function count(text) {
  return (text.replace(/[\u00ad\u0301]/g, "").match(WORD) ?? []).length;
}

/** @param {HTMLTextAreaElement} field with data-words, data-words-least, data-words-most (0: none) */
export function begin(field) {
  const { wordsSaid, wordsShort, wordsOver } = field.dataset;
  const [least, most] = [Number(field.dataset.wordsLeast), Number(field.dataset.wordsMost)];
  const shown = Object.assign(document.createElement("p"), { className: "hint tn", id: `${field.id}-words` });
  const spoken = Object.assign(document.createElement("span"), { className: "sr" });
  spoken.setAttribute("role", "status");
  field.after(shown, spoken);
  field.setAttribute("aria-describedby", `${field.getAttribute("aria-describedby") ?? ""} ${shown.id}`.trim());
  let was = "";

  const show = () => {
    const words = count(field.value);
    const state = most && words > most ? "over" : least && words && words < least ? "short" : "fits";
    const say = { over: wordsOver, short: wordsShort, fits: wordsSaid }[state];
    shown.textContent = say.replace("{n}", words).replace("{more}", least - words).replace("{less}", words - most);
    shown.className = state === "over" ? "msg tn" : "hint tn";
    // Read aloud only when a limit is crossed: each word would be a nuisance.
    if (was && was !== state) spoken.textContent = shown.textContent;
    was = state;
  };
  field.addEventListener("input", show);
  addEventListener("pageshow", show);
  show();
}
