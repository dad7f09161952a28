// A juror's sheet saves itself touch by touch. What has not reached the server waits in this
// browser, by sheet and field, and is sent again; every refusal is shown with the value it met.

const KEY = "eventkit.sheets";
const RETRY = [3000, 10000, 30000];
const lang = document.documentElement.lang;
const plural = new Intl.PluralRules(lang);

const store = {
  all() {
    try { return JSON.parse(localStorage.getItem(KEY) ?? "{}"); } catch { return {}; }
  },
  write(items) {
    try { localStorage.setItem(KEY, JSON.stringify(items)); return true; } catch { return false; }
  },
  put(item) {
    const items = store.all(), id = `${item.url} ${item.field}`;
    // The first base stays: the server must learn what this phone had seen before going offline.
    items[id] = { ...item, base: items[id]?.base ?? item.base, stamp: `${Date.now()}-${Math.random()}` };
    if (!store.write(items)) memory.set(id, items[id]); else memory.delete(id);
  },
  drop(id, stamp) {
    const items = store.all();
    if (memory.get(id)?.stamp === stamp) memory.delete(id);
    if (items[id]?.stamp !== stamp) return;
    delete items[id];
    store.write(items);
  },
  refuse(id, stamp, message) {
    const items = store.all();
    if (items[id]?.stamp !== stamp) return;
    items[id].refused = message;
    store.write(items);
  },
  rebase(id, base) {
    const items = store.all();
    if (!items[id]) return;
    items[id].base = base;
    store.write(items);
  },
};
// Where a browser keeps nothing (private mode), until the page is left.
const memory = new Map();

const form = document.querySelector("form[data-sheet]");
const token = () => document.querySelector("[name=csrf_token]")?.value ?? "";
const waiting = () => Object.entries({ ...Object.fromEntries(memory), ...store.all() }).filter(([, item]) => !item.refused);
let busy = null, tries = 0, timer = 0;

/** Send everything that waits, one by one; resolves to true when nothing is left. */
function flush() {
  busy ??= send().finally(() => { busy = null; });
  return busy;
}

async function send() {
  clearTimeout(timer);
  for (let pair = waiting()[0]; pair; pair = waiting()[0]) {
    const [id, item] = pair;
    let answer, told = {};
    try {
      const body = new URLSearchParams({ field: item.field, value: item.value });
      if (item.base !== null) body.set("base", item.base);
      answer = await fetch(item.url, { method: "POST", body, headers: { "X-CSRFToken": token(), Accept: "application/json" }, credentials: "same-origin" });
      if (answer.headers.get("Content-Type")?.includes("json")) told = await answer.json();
    } catch {
      return wait("offline");
    }
    if (answer.ok && told.saved_at) saved(id, item, told);
    else if (told.kind) refused(id, item, told);
    else return wait([400, 401, 403].includes(answer.status) || answer.redirected ? "door" : "offline");
    tries = 0;
  }
  bar();
  return true;
}

function wait(why) {
  bar(why);
  timer = setTimeout(flush, RETRY[Math.min(tries++, RETRY.length - 1)]);
  return false;
}

/** Say how many values wait, or hide the bar. */
function bar(why) {
  const place = document.querySelector("[data-offline]");
  if (!place) return;
  const n = waiting().length;
  place.hidden = !why || !n;
  if (place.hidden) return;
  const words = why === "door" ? place.dataset.door : ({ one: place.dataset.one, few: place.dataset.few }[plural.select(n)] ?? place.dataset.many);
  place.querySelector("[data-offline-text]").textContent = words.replace("{n}", n);
}

function mine(item) {
  return form && new URL(form.dataset.cellUrl, location).pathname === item.url;
}

function saved(id, item, told) {
  store.drop(id, item.stamp);
  if (item.field.startsWith("c")) store.rebase(id, told.version);
  if (!mine(item)) return;
  const base = form.elements[`base-${item.field}`];
  if (base) base.value = told.version;
  const label = document.querySelector("[data-saved]");
  if (label) label.textContent = label.dataset.words.replace("{time}", told.saved_at);
  const total = form.querySelector("[data-sheet-total]");
  if (total) total.textContent = told.total;
}

function refused(id, item, told) {
  if (told.kind === "closed" || told.kind === "state") {
    store.refuse(id, item.stamp, told.message);
    showRefused();
    return;
  }
  store.drop(id, item.stamp);
  if (!mine(item)) return;
  const place = document.getElementById(item.field);
  if (!place) return;
  place.querySelector(".stale")?.remove();
  const note = document.createElement("div");
  note.className = "stale msg";
  note.setAttribute("role", "alert");
  note.append(told.message);
  if (told.kind === "stale") {
    form.elements[`base-${item.field}`].value = told.version;
    const row = document.createElement("div");
    row.className = "row";
    for (const [words, value] of [[form.dataset.keep, told.value], [form.dataset.put, item.value]]) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "btn";
      button.textContent = words.replace("{value}", number(value));
      button.addEventListener("click", () => { note.remove(); choose(item.field, value); keep(item.field, value); });
      row.append(button);
    }
    note.append(row);
  }
  place.append(note);
}

/** What the server will not take any more is named, until the juror has seen it. */
function showRefused() {
  const place = document.querySelector(".sheet-notes");
  const lost = Object.entries(store.all()).filter(([, item]) => item.refused && mine(item));
  place?.querySelector("[data-lost]")?.remove();
  if (!place || !lost.length) return;
  const box = document.createElement("div");
  box.className = "alert bad";
  box.dataset.lost = "";
  box.setAttribute("role", "alert");
  box.innerHTML = '<span class="g" aria-hidden="true">!</span><div><p><b></b> <span></span></p><ul class="refused"></ul></div>';
  box.querySelector("b").textContent = lost[0][1].refused;
  box.querySelector("span").textContent = form.dataset.lost;
  for (const [, item] of lost) {
    const line = document.createElement("li");
    line.textContent = `${item.title}: ${number(item.value) || "–"}`;
    box.querySelector("ul").append(line);
  }
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn";
  button.textContent = form.dataset.drop;
  button.addEventListener("click", () => { for (const [id, item] of lost) store.drop(id, item.stamp); box.remove(); });
  box.lastElementChild.append(button);
  place.append(box);
}

function number(text) {
  return lang === "ru" && /^\d+\.\d+$/.test(text) ? text.replace(".", ",") : text;
}

/** Put a value into its field, as if it had been typed. */
function choose(field, value) {
  const inputs = form.querySelectorAll(`[name="${field}"]`);
  for (const input of inputs) {
    if (input.type === "radio") input.checked = input.value === value;
    else input.value = value;
  }
  form.dispatchEvent(new Event("change"));
}

function titleOf(field) {
  const place = document.getElementById(field) ?? form.querySelector(`[name="${field}"]`);
  return place?.querySelector?.("legend > span")?.textContent ?? place?.getAttribute("aria-label") ?? form.querySelector(`label[for="${field}"]`)?.textContent ?? field;
}

function keep(field, value) {
  const base = field.startsWith("c") ? form.elements[`base-${field}`].value : null;
  store.put({ url: new URL(form.dataset.cellUrl, location).pathname, field, value, base, title: titleOf(field) });
  flush();
}

if (form) {
  const timers = {};
  const own = (el) => el.name && /^(c\d+|t\d+|author|note)$/.test(el.name);
  // What still waits from before the page was left is shown and sent.
  for (const [, item] of waiting()) if (mine(item)) choose(item.field, item.value);
  form.addEventListener("change", (event) => {
    const el = event.target;
    if (!own(el)) return;
    clearTimeout(timers[el.name]);
    document.getElementById(el.name)?.querySelector(".stale")?.remove();
    keep(el.name, el.value);
  });
  form.addEventListener("input", (event) => {
    const el = event.target;
    if (!own(el) || el.type === "radio") return;
    clearTimeout(timers[el.name]);
    timers[el.name] = setTimeout(() => keep(el.name, el.value), 900);
  });
  form.addEventListener("submit", async (event) => {
    if (event.defaultPrevented || !event.submitter || form.dataset.sending) return;
    if (!busy && !waiting().length) return;
    event.preventDefault();
    const button = event.submitter;
    if (await flush()) {
      form.dataset.sending = "1";
      // Not within this event: a form ignores a request to submit while it is being submitted.
      setTimeout(() => form.requestSubmit(button));
      return;
    }
    const place = document.querySelector("[data-offline]");
    place.hidden = false;
    place.querySelector("[data-offline-text]").textContent = place.dataset.unsent;
  });
  addEventListener("pageshow", () => { delete form.dataset.sending; });
  showRefused();
}
addEventListener("online", () => { tries = 0; flush(); });
addEventListener("offline", () => bar("offline"));
flush();
