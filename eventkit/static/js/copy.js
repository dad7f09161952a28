// Shows the button that copies, and says when it has copied.

/** @param {HTMLElement} box the element with data-copy="text" */
export function begin(box) {
  const button = box.querySelector("button");
  if (!navigator.clipboard || !button) return;
  const label = button.textContent;
  button.hidden = false;
  button.setAttribute("aria-live", "polite");
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(box.dataset.copy);
    button.textContent = box.dataset.copied;
    setTimeout(() => { button.textContent = label; }, 2000);
  });
}
