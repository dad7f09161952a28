// A button that ticks all rows of its form at once, or none when all are ticked.

export function begin(button) {
  const rows = button.form.querySelectorAll(`[type=checkbox][name=${button.dataset.tickAll}]`);
  button.hidden = rows.length < 2;
  button.addEventListener("click", () => {
    const wanted = [...rows].some((row) => !row.checked);
    for (const row of rows) row.checked = wanted;
  });
}
