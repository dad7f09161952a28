// A field that was refused stops being red once something else stands in it; the server judges anew.

/** @param {HTMLElement} box a field with the class "err" */
export function begin(box) {
  box.addEventListener("change", ({ target }) => {
    const isTick = ["checkbox", "radio"].includes(target.type);
    if (isTick ? !target.checked : !target.value.trim()) return;
    box.classList.remove("err");
    for (const message of box.querySelectorAll(".msg[id$='-error']")) {
      message.hidden = true;
      for (const field of box.querySelectorAll(`[aria-describedby~="${message.id}"]`)) field.removeAttribute("aria-invalid");
    }
  });
}
