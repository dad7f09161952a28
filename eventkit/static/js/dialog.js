// A link with data-dialog="id" opens that <dialog> instead of leading to the page that asks the same.

/** @param {HTMLElement} opener */
export function begin(opener) {
  const dialog = document.getElementById(opener.dataset.dialog);
  if (!dialog?.showModal) return;
  opener.setAttribute("aria-haspopup", "dialog");
  opener.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    dialog.showModal();
  });
  dialog.addEventListener("click", (event) => {
    // The dialog itself is the target only where its backdrop was pressed.
    const box = dialog.getBoundingClientRect();
    const outside = event.clientX < box.left || event.clientX > box.right || event.clientY < box.top || event.clientY > box.bottom;
    if (event.target.closest("[data-dialog-close]") || (event.target === dialog && outside)) dialog.close();
  });
  dialog.addEventListener("close", () => opener.focus());
}
