// The desk of a game: fetches what has changed, unless somebody is typing in it.

const EVERY = 3000;
const box = document.querySelector("[data-desk]"), line = document.querySelector("[data-line]");
let tag = "";

const isBusy = () => box.contains(document.activeElement) && document.activeElement.matches("input, textarea, select") || [...box.querySelectorAll("input.input")].some((one) => one.value);

async function ask() {
  try {
    const answer = await fetch(box.dataset.desk, { cache: "no-store", headers: tag ? { "If-None-Match": tag } : {} });
    if (answer.status === 200 && !answer.redirected && !isBusy()) {
      tag = answer.headers.get("ETag") ?? "";
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const at = box.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
      box.replaceChildren(...page.body.children);
      if (at) box.querySelector(`[href="${CSS.escape(at)}"]`)?.focus();
    }
    line.hidden = answer.ok || answer.status === 304;
  } catch {
    line.hidden = false;
  }
}

if (box) setInterval(ask, EVERY);
