// A host's phone: what is sent without a network waits here and goes when the network is back.
// Each form has a key of its own, so sending twice changes nothing.

const SHELF = `eventkit-quest-host ${location.pathname}`, RETRY = 5000;
const line = document.querySelector("[data-host-line]");
const read = () => { try { return JSON.parse(localStorage.getItem(SHELF) ?? "[]"); } catch { return []; } };
const write = (rows) => { try { localStorage.setItem(SHELF, JSON.stringify(rows)); return true; } catch { return false; } };
const newKey = () => [...crypto.getRandomValues(new Uint8Array(8))].map((one) => one.toString(16).padStart(2, "0")).join("");
let busy = false;

function say() {
  const waiting = read().length;
  line.hidden = !waiting;
  if (waiting) line.querySelector("b").textContent = line.dataset.few.replace("{n}", waiting);
}

async function send({ action, fields }) {
  const token = document.querySelector("[name=csrf_token]").value;
  const body = new URLSearchParams([...fields.filter(([name]) => name !== "csrf_token"), ["csrf_token", token]]);
  return fetch(action, { method: "POST", body, headers: { Accept: "application/json" }, redirect: "manual" });
}

/** Send what waits, oldest first; what the server refuses is shown and kept no longer. */
async function push() {
  if (busy || !read().length) return;
  busy = true;
  try {
    for (let [first] = [read()[0]]; first; first = read()[0]) {
      const answer = await send(first);
      if (!answer.ok) break;
      const told = await answer.json();
      write(read().filter((one) => one.key !== first.key));
      if (told.outcome === "refused") alertRefusal(told.message);
    }
    if (!read().length && !typed()) location.reload();
  } catch { /* still no network */ } finally {
    busy = false;
    say();
  }
}

function alertRefusal(message) {
  line.hidden = false;
  line.querySelector("b").textContent = message;
}

const typed = () => [...document.querySelectorAll("[data-host-form] textarea, [data-host-form] input[name=comment]")].some((one) => one.value !== one.defaultValue) || Boolean(document.querySelector("#team")?.value && document.querySelector("#team").value !== [...document.querySelector("#team").options].find((one) => one.defaultSelected)?.value);

for (const form of document.querySelectorAll("[data-host-form]")) {
  form.addEventListener("submit", async (event) => {
    if (navigator.onLine && !read().length) {
      const probe = await tryNow(event, form);
      if (probe) return;
    }
    event.preventDefault();
    keep(form, event.submitter);
  });
}

/** With a network the form goes as forms do; the submit is held only to learn whether there is one. */
async function tryNow(event, form) {
  event.preventDefault();
  const row = rowOf(form, event.submitter);
  try {
    const answer = await send(row);
    if (!answer.ok) { form.submit(); return true; }
    const told = await answer.json();
    if (told.outcome === "refused") { alertRefusal(told.message); document.getElementById(told.field)?.focus?.(); line.scrollIntoView({ block: "nearest" }); return true; }
    location.assign(location.pathname);
    return true;
  } catch {
    return false;
  }
}

function rowOf(form, submitter) {
  const data = new FormData(form, submitter ?? undefined);
  return { action: form.action, key: data.get("key"), fields: [...data.entries()] };
}

function keep(form, submitter) {
  if (!write([...read(), rowOf(form, submitter)])) { form.submit(); return; }
  form.reset();
  form.querySelector("[name=key]").value = newKey();
  say();
}

// A team's code: the camera or a photograph puts the team into the list.
const scan = document.querySelector("[data-host-scan]"), scanned = document.querySelector("#scan-error"), team = document.querySelector("#team");

function choose(number) {
  const option = [...team.options].find((one) => one.value && one.value === String(number));
  if (!option) return;
  team.value = option.value;
  scanned.textContent = "";
  team.scrollIntoView({ block: "center" });
  team.focus();
}

async function readPhoto(event) {
  event.preventDefault();
  scanned.textContent = scan.dataset.reading;
  const body = new FormData(scan);
  body.set("csrf_token", document.querySelector("[name=csrf_token]").value);
  try {
    const answer = await fetch(scan.action, { method: "POST", body, headers: { Accept: "application/json" } });
    if (!answer.ok) { scan.submit(); return; }
    const told = await answer.json();
    if (told.team) choose(told.team); else scanned.textContent = told.message;
  } catch {
    scanned.textContent = scan.dataset.offline;
  }
  scan.reset();
}

addEventListener("camera:code", ({ detail }) => choose(detail.match(/#team-(\d+)$/)?.[1]));
scan.addEventListener("submit", readPhoto);

say();
addEventListener("online", push);
setInterval(push, RETRY);
push();
