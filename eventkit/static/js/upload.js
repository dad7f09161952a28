// Sends a form with a file and shows how much has gone; a file may be dropped on its field.

/** @param {HTMLElement} el a form with data-upload, or a drop zone with data-drop */
export function begin(el) {
  if (el.matches("form")) sendWithProgress(el);
  if (el.matches("[data-drop]")) acceptDrops(el);
}

function acceptDrops(zone) {
  const input = zone.querySelector("input[type=file]");
  const note = zone.querySelector("[data-drop-note]");
  if (!input) return;
  if (note && matchMedia("(hover: hover)").matches) note.hidden = false;
  zone.addEventListener("dragover", (event) => { event.preventDefault(); zone.classList.add("over"); });
  zone.addEventListener("dragleave", () => zone.classList.remove("over"));
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    zone.classList.remove("over");
    if (!event.dataTransfer.files.length) return;
    input.files = event.dataTransfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
}

function sendWithProgress(form) {
  const panel = form.querySelector("[data-upload-progress]");
  if (!panel) return;
  const text = panel.querySelector("[data-upload-text]");
  const bar = panel.querySelector("progress");
  const cancel = panel.querySelector("[data-upload-cancel]");
  const megabytes = (bytes) => new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 1, minimumFractionDigits: 1 }).format(bytes / 1048576);

  form.addEventListener("submit", (event) => {
    const files = [...form.querySelectorAll("input[type=file]")].flatMap((input) => [...input.files]);
    if (!files.length || event.defaultPrevented) return;
    event.preventDefault();
    const data = new FormData(form, event.submitter);
    const buttons = [...form.querySelectorAll("button:not([data-upload-cancel])")];
    const rest = (done) => { for (const button of buttons) button.disabled = !done; };
    const request = new XMLHttpRequest();

    panel.querySelector("[data-upload-name]").textContent = files.map((file) => file.name).join(", ");
    panel.hidden = false;
    cancel.hidden = false;
    bar.value = 0;
    rest(false);
    request.upload.addEventListener("progress", ({ loaded, total }) => {
      bar.value = (100 * loaded) / total;
      text.textContent = panel.dataset.sent.replace("{sent}", megabytes(loaded)).replace("{all}", megabytes(total));
    });
    request.addEventListener("load", () => showAnswer(request));
    const failed = (message) => () => { rest(true); cancel.hidden = true; text.textContent = message; };
    request.addEventListener("error", failed(panel.dataset.failed));
    request.addEventListener("abort", failed(panel.dataset.stopped));
    cancel.onclick = () => request.abort();
    request.open("POST", event.submitter?.getAttribute("formaction") ?? form.action);
    request.send(data);
  });
}

// The request has already followed the redirect, and asking for that page again would lose its
// message: so the answer itself becomes the page.
function showAnswer(request) {
  const answer = new DOMParser().parseFromString(request.responseText, "text/html");
  document.title = answer.title;
  history.pushState(null, "", request.responseURL);
  document.body.replaceWith(document.adoptNode(answer.body));
  window.htmx?.process(document.body);
  scrollTo(0, 0);
  document.getElementById("main")?.focus();
  document.dispatchEvent(new CustomEvent("page:replaced"));
}
addEventListener("popstate", () => location.reload());
