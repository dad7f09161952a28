// Loads a module for each kind of enhancement that the page asks for by a data- attribute.
// Every page works without this file; nothing here is the only way to do something.

const parts = [
  ["[data-dialog]", () => import("./dialog.js")],
  ["form[data-autosave-url]", () => import("./autosave.js")],
  ["[data-combobox]", () => import("./combobox.js")],
  ["form[data-upload], [data-drop]", () => import("./upload.js")],
  ["[data-copy]", () => import("./copy.js")],
  ["form[data-handover]", () => import("./handover.js")],
  ["form[data-board]", () => import("./board.js")],
  ["[data-live-now]", () => import("./live/now.js")],
  ["form[data-score-sheet]", () => import("./score.js")],
  ["form[action*='/login'], form[action$='/logout']", () => import("./jury/leave.js")],
  ["[data-renew]", () => import("./renew.js")],
  ["form[data-typing]", () => import("./typing.js")],
  ["form[data-paper-sheet]", () => import("./paper.js")],
  ["textarea[data-words]", () => import("./words.js")],
  [".field.err", () => import("./mended.js")],
  ["[data-tick-all]", () => import("./ticks.js")],
  ["[data-camera]", () => import("./camera.js")],
  ["form[data-camera-photo]", () => import("./camera.js").then((camera) => ({ begin: camera.photo }))],
];
const begun = new WeakMap();

/** Begin the enhancements of every marked element under `root` that has not begun yet. */
function enhance(root = document) {
  for (const [selector, load] of parts) {
    const fresh = [...root.querySelectorAll(selector)].filter((el) => !begun.get(el)?.has(selector));
    for (const el of fresh) begun.set(el, (begun.get(el) ?? new Set()).add(selector));
    if (fresh.length) load().then((module) => fresh.forEach((el) => module.begin(el)));
  }
  root.querySelector("[data-focus]")?.focus();
}

// Where tabs do not all fit, the one that is open comes into sight.
for (const tab of document.querySelectorAll(".tabs [aria-current],.results-nav [aria-current]")) {
  const strip = tab.parentElement;
  strip.scrollLeft = tab.offsetLeft - strip.offsetLeft - (strip.clientWidth - tab.offsetWidth) / 2;
}

// A form that must not be sent twice: its button says what is going on and rests.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.hasAttribute("data-submit-once") || event.defaultPrevented) return;
  const button = event.submitter ?? form.querySelector("button:not([type=button])");
  if (!button) return;
  // After the browser has collected the values: a disabled button would not send its own.
  setTimeout(() => {
    const label = button.textContent;
    button.disabled = true;
    if (form.dataset.sending) button.textContent = form.dataset.sending;
    addEventListener("pageshow", () => { button.disabled = false; button.textContent = label; }, { once: true });
  });
});

/** For the mouse a whole row is its toggle; a control inside it or selected text stays itself. */
function openRow({ target }) {
  const row = target.closest("tr[data-row]");
  if (!row || target.closest("a, button, input, label, summary") || !getSelection().isCollapsed) return;
  row.querySelector(".toggle")?.click();
}

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) print();
  openRow(event);
  for (const menu of document.querySelectorAll("details.menu[open], details.who[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});
document.addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && event.target.closest?.("details.menu[open], details.who[open]");
  if (menu) { menu.open = false; menu.querySelector("summary").focus(); }
});

// htmx comes only where a page uses it, and after `load`: it looks for its elements at once then.
const uses = "[hx-get],[hx-post],[hx-put],[hx-delete],[hx-boost],[data-hx-get],[data-hx-post]";
if (document.querySelector(uses)) {
  const fetchIt = () => {
    const script = document.createElement("script");
    script.src = new URL("../vendor/htmx.min.js", import.meta.url);
    document.head.append(script);
  };
  if (document.readyState === "complete") fetchIt();
  else addEventListener("load", fetchIt, { once: true });
  document.addEventListener("htmx:load", (event) => enhance(event.target.parentNode ?? document));
}

document.addEventListener("page:replaced", () => enhance());
enhance();
