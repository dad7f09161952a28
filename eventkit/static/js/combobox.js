// Search as you type over an address that answers ?q= with options; a plain text field otherwise.
// Arrows choose, Enter takes, Escape closes. Free text stays allowed.

let count = 0;

/** @param {HTMLElement} box the element with data-combobox="address" */
export function begin(box) {
  const input = box.querySelector("input.input");
  const list = box.querySelector("[role=listbox]");
  const chosen = box.querySelector("[data-combobox-value]");
  const status = box.querySelector("[data-combobox-status]");
  const least = Number(box.dataset.comboboxMin ?? 2);
  let timer = 0, asking = null, at = -1;

  list.id ||= `options-${++count}`;
  for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id })) input.setAttribute(name, value);

  const options = () => [...list.querySelectorAll("[role=option]:not([aria-disabled])")];
  const close = () => { list.hidden = true; at = -1; input.setAttribute("aria-expanded", "false"); input.removeAttribute("aria-activedescendant"); };
  const show = () => { list.hidden = false; input.setAttribute("aria-expanded", "true"); };

  function mark(index) {
    const all = options();
    at = all.length ? (index + all.length) % all.length : -1;
    all.forEach((option, i) => option.setAttribute("aria-selected", String(i === at)));
    if (at < 0) return;
    input.setAttribute("aria-activedescendant", all[at].id);
    all[at].scrollIntoView({ block: "nearest" });
  }

  function take(option) {
    input.value = option.dataset.label ?? option.firstChild.textContent.trim();
    if (chosen) chosen.value = option.dataset.value ?? "";
    close();
    // `change` for the draft; not `input`, which would ask again.
    (chosen ?? input).dispatchEvent(new Event("change", { bubbles: true }));
    box.dispatchEvent(new CustomEvent("combobox:taken", { bubbles: true, detail: { ...option.dataset } }));
  }

  async function ask() {
    const words = input.value.trim();
    asking?.abort();
    if (words.length < least) { close(); return; }
    asking = new AbortController();
    try {
      const address = new URL(box.dataset.combobox, location.href);
      address.searchParams.set("q", words);
      const answer = await fetch(address, { signal: asking.signal, headers: { "HX-Request": "true" }, credentials: "same-origin" });
      if (!answer.ok) { close(); return; }
      if (answer.headers.get("Content-Type")?.includes("json")) list.replaceChildren(...(await answer.json()).map(piece));
      else list.innerHTML = await answer.text();
      const all = options();
      all.forEach((option, i) => { option.id = `${list.id}-${i}`; option.setAttribute("aria-selected", "false"); });
      if (!all.length && !list.firstElementChild) list.replaceChildren(Object.assign(document.createElement("li"), { className: "none", role: "option", ariaDisabled: "true", textContent: box.dataset.none }));
      status.textContent = all.length ? box.dataset.found.replace("{num}", all.length) : box.dataset.none;
      at = -1;
      show();
    } catch (error) {
      if (error.name !== "AbortError") close();
    }
  }

  input.addEventListener("input", () => {
    if (chosen) chosen.value = "";
    clearTimeout(timer);
    timer = setTimeout(ask, 200);
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" && list.hidden) { event.preventDefault(); ask(); }
    else if (list.hidden) return;
    else if (event.key === "ArrowDown") { event.preventDefault(); mark(at + 1); }
    else if (event.key === "ArrowUp") { event.preventDefault(); mark(at < 0 ? -1 : at - 1); }
    else if (event.key === "Enter" && at >= 0) { event.preventDefault(); take(options()[at]); }
    else if (event.key === "Escape") { event.preventDefault(); close(); }
  });
  input.addEventListener("blur", () => setTimeout(close, 150));
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]:not([aria-disabled])");
    if (option) take(option);
  });
  // On a slow line people type before this script has come.
  if (document.activeElement === input && input.value !== input.defaultValue) ask();
}

function piece({ value, label, note }) {
  const option = document.createElement("li");
  option.setAttribute("role", "option");
  option.dataset.value = value;
  option.dataset.label = label;
  option.append(label);
  if (note) option.append(Object.assign(document.createElement("small"), { textContent: note }));
  return option;
}
