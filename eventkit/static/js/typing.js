// Typing a paper sheet: Enter and the arrows go from field to field, one digit fills a short one.

/** @param {HTMLFormElement} form */
export function begin(form) {
  const fields = [...form.querySelectorAll("input:not([type=hidden]), textarea, button.primary")];
  form.addEventListener("focusin", ({ target }) => target.select?.());
  form.addEventListener("keydown", (event) => {
    const at = fields.indexOf(event.target);
    const isText = event.target.tagName === "TEXTAREA" || event.target.type === "checkbox";
    const step = { Enter: event.shiftKey ? -1 : 1, ArrowDown: isText ? 0 : 1, ArrowUp: isText ? 0 : -1 }[event.key];
    if (at < 0 || !step || event.target.tagName === "BUTTON") return;
    event.preventDefault();
    fields[at + step]?.focus();
  });
  (form.querySelector("[aria-invalid]") ?? fields[0]).focus();
}
