// The total and what is left follow the taps on a sheet. Only shown: what counts is computed by the
// server from the marks. A criterion of a weighted sheet carries its data-weight.

/** @param {HTMLFormElement} form with data-score-sheet and data-left-one/-few/-many/-none */
export function begin(form) {
  const lang = document.documentElement.lang;
  const rules = new Intl.PluralRules(lang);
  const show = (units) => new Intl.NumberFormat(lang).format(units / 100);
  // Weights have at most four decimals: whole numbers again, rounded once at the end.
  const worth = (criterion, units) => (units ?? 0) * Math.round(Number(criterion.dataset.weight || 1) * 10000);
  const total = form.querySelector("[data-score-total]");
  const left = form.querySelector("[data-score-left]");
  const next = form.querySelector("[data-score-next]");
  const done = next?.innerHTML;

  // In hundredths, so that halves and quarters add up without a remainder.
  const mark = (criterion) => {
    const field = criterion.querySelector("input:checked, input[type=number]");
    return field && field.value !== "" ? Math.round(Number(field.value) * 100) : null;
  };

  function refresh() {
    const all = [...form.querySelectorAll("[data-criterion]")];
    const marks = all.map(mark);
    all.forEach((criterion, i) => {
      criterion.classList.toggle("done", marks[i] !== null);
      criterion.querySelector("[data-score-value]").textContent = marks[i] === null ? "–" : show(marks[i]);
    });
    const missing = marks.filter((value) => value === null).length;
    const words = form.dataset;
    if (total) total.textContent = show(Math.round(all.reduce((sum, criterion, i) => sum + worth(criterion, marks[i]), 0) / 10000));
    if (left && words.leftNone) left.textContent = missing ? ({ one: words.leftOne, few: words.leftFew }[rules.select(missing)] ?? words.leftMany).replace("{n}", missing) : words.leftNone;
    if (!next) return;
    const first = marks.indexOf(null);
    next.dataset.goto = first < 0 ? "" : all[first].id;
    if (first < 0) next.innerHTML = done;
    else next.textContent = next.dataset.scoreNext.replace("{n}", first + 1);
  }

  // While something is missing, the main button leads there instead of sending.
  next?.addEventListener("click", (event) => {
    if (!next.dataset.goto) return;
    event.preventDefault();
    const target = document.getElementById(next.dataset.goto);
    target.scrollIntoView({ block: "center" });
    target.querySelector("input")?.focus({ preventScroll: true });
  });
  form.addEventListener("change", refresh);
  form.addEventListener("input", (event) => { if (event.target.type === "number") refresh(); });
  refresh();
}
