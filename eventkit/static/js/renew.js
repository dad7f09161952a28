// A screen that shows the newest: fetches its part again and again, and says when there is no line.

const EVERY = 2000;

/** @param {HTMLElement} part the element whose contents are renewed */
export function begin(part) {
  const line = document.querySelector("[data-renew-line]");
  let shown = null;
  async function renew() {
    try {
      const answer = await fetch(part.dataset.renew, { cache: "no-store" });
      if (!answer.ok) throw new Error(String(answer.status));
      const fresh = await answer.text();
      if (fresh !== shown) part.innerHTML = shown = fresh;
      if (line) line.hidden = true;
    } catch {
      if (line) line.hidden = false;
    }
    setTimeout(renew, EVERY);
  }
  setTimeout(renew, EVERY);
}
