// Saves a form as a draft while it is being filled in, and says when. What could not be sent is
// kept in this browser and sent again; files and secrets are never kept.

const PAUSE = 1200;
const RETRY = [5000, 15000, 60000];

/** @param {HTMLFormElement} form */
export function begin(form) {
  const url = form.dataset.autosaveUrl;
  const key = `draft:${url}`;
  const status = form.querySelector("[data-autosave-status]") ?? document.querySelector("[data-autosave-status]");
  let timer = 0, tries = 0, dirty = false, sending = false;

  const say = (text, kind) => {
    if (!status) return;
    status.textContent = text;
    status.classList.toggle("ok", kind === "ok");
    status.classList.toggle("warn", kind === "warn");
  };
  const later = (wait) => { clearTimeout(timer); timer = setTimeout(save, wait); };

  async function save() {
    if (sending) { later(PAUSE); return; }
    clearTimeout(timer);
    sending = true; dirty = false;
    try {
      const answer = await fetch(url, { method: "POST", body: values(form), headers: { Accept: "application/json" }, credentials: "same-origin" });
      const told = answer.headers.get("Content-Type")?.includes("json") ? await answer.json() : {};
      if (answer.ok && !answer.redirected) {
        tries = 0;
        forget(key);
        say(status?.dataset.saved.replace("{time}", told.saved_at ?? clock()), "ok");
      } else {
        // Refused, not lost: asking again without a change would be refused again.
        keep(key, form);
        say(told.message ?? status?.dataset.refused, "warn");
        if (answer.status >= 500) later(RETRY[Math.min(tries++, RETRY.length - 1)]);
      }
    } catch {
      dirty = true;
      keep(key, form);
      say(status?.dataset.failed, "warn");
      later(RETRY[Math.min(tries++, RETRY.length - 1)]);
    } finally {
      sending = false;
    }
  }

  const changed = (event) => {
    if (event.target.type === "file") return;
    dirty = true;
    later(PAUSE);
  };
  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  form.addEventListener("submit", () => { clearTimeout(timer); dirty = false; if (navigator.onLine) forget(key); else keep(key, form); });
  // Whoever drops the changes must not have them sent once more on the way out.
  document.addEventListener("submit", ({ target }) => {
    if (!target.hasAttribute("data-drops-draft")) return;
    clearTimeout(timer);
    dirty = false;
    forget(key);
  });
  addEventListener("online", () => { if (dirty || localStorage.getItem(key)) save(); });
  addEventListener("pagehide", () => { if (dirty) navigator.sendBeacon(url, values(form)); });

  if (restore(key, form)) save();
}

/** The fields without files: a draft is text. */
function values(form) {
  const data = new FormData(form);
  for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
  return data;
}

function clock() {
  return new Intl.DateTimeFormat(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" }).format(new Date());
}

function keep(key, form) {
  const secret = new Set(["csrf_token", ...[...form.querySelectorAll("[type=password]")].map((el) => el.name)]);
  const pairs = [...values(form)].filter(([name]) => !secret.has(name));
  try { localStorage.setItem(key, JSON.stringify(pairs)); } catch { /* Private mode: nothing to keep in. */ }
}

function forget(key) {
  try { localStorage.removeItem(key); } catch { /* As above. */ }
}

/** Put back what an earlier visit could not send. Answers whether there was something. */
function restore(key, form) {
  let pairs;
  try { pairs = JSON.parse(localStorage.getItem(key)); } catch { return false; }
  if (!Array.isArray(pairs)) return false;
  const kept = new Map();
  for (const [name, value] of pairs) kept.set(name, [...(kept.get(name) ?? []), value]);
  for (const el of form.elements) {
    if (!el.name || ["csrf_token"].includes(el.name) || ["file", "password", "submit", "button"].includes(el.type)) continue;
    const found = kept.get(el.name) ?? [];
    if (el.type === "checkbox" || el.type === "radio") el.checked = found.includes(el.value);
    else if (el.multiple) for (const option of el.options) option.selected = found.includes(option.value);
    else if (found.length) el.value = found.shift();
  }
  return true;
}
