// Sheets from paper: Enter goes on to the next field, and the sum follows the typing. Without this
// file the form still does.

/** A typed number as whole units of 10⁻⁹, exact for every mark: 4,5 and 4½ are the same. */
function units(text) {
  const typed = text.replace(/\s/g, "").replace(",", ".").replace(/½$/, ".5").replace(/^\./, "0.");
  const found = typed.match(/^(\d{1,7})(?:\.(\d{1,9}))?$/);
  return found ? BigInt(found[1] + (found[2] ?? "").padEnd(9, "0")) : null;
}

const ONE = 10n ** 9n;

function shown(value, comma) {
  const parts = (value % (ONE * ONE)).toString().padStart(18, "0").replace(/0+$/, "");
  return `${value / (ONE * ONE)}${parts ? comma + parts : ""}`;
}

/** @param {HTMLFormElement} form */
export function begin(form) {
  const marks = [...form.querySelectorAll("[data-max]")];
  const sum = form.querySelector("[data-paper-sum]");
  const comma = form.dataset.language === "en" ? "." : ",";

  const isRight = (field) => {
    if (!field.value.trim()) return true;
    const value = units(field.value);
    return value !== null && value <= units(field.dataset.max) && value % units(field.dataset.step) === 0n;
  };
  const add = () => {
    let total = 0n;
    for (const field of marks) if (field.value.trim() && isRight(field)) total += units(field.value) * units(field.dataset.weight);
    sum.textContent = shown(total, comma);
  };
  const judge = (field, only) => {
    const right = isRight(field);
    if (only && !right) return;
    const said = document.getElementById(`${field.id}-error`);
    said.hidden = right;
    said.textContent = right ? "" : said.dataset.wrong;
    if (right) field.removeAttribute("aria-invalid"); else field.setAttribute("aria-invalid", "true");
  };
  form.addEventListener("input", (event) => {
    if (!marks.includes(event.target)) return;
    judge(event.target, true);
    add();
  });
  form.addEventListener("focusout", (event) => { if (marks.includes(event.target)) judge(event.target, false); });
  form.addEventListener("focusin", (event) => { if (marks.includes(event.target)) event.target.select(); });
  form.addEventListener("keydown", (event) => {
    const at = marks.indexOf(event.target);
    const step = { Enter: event.shiftKey ? -1 : 1, ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (at < 0 || !step) return;
    event.preventDefault();
    (marks[at + step] ?? (step > 0 ? form.querySelector("[value=finish]") : marks[0])).focus();
  });
  add();
}
