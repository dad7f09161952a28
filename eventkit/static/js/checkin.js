// A phone at the door. Every mark goes onto a shelf of this phone first and from there to the site,
// oldest first: without a network it waits, and what is sent twice changes nothing.

const page = document.querySelector("[data-checkin]"), list = page.querySelector("[data-people]"), photo = page.querySelector("[data-photo]");
const HERE = page.dataset.checkin, SHELF = `eventkit-checkin ${HERE}`, POINT = page.dataset.point, RETRY = 5000;
const line = page.querySelector("[data-line]"), said = page.querySelector("[data-said]");
const rowOf = (person) => page.querySelector(`[data-person="${Number(person)}"]`);
const read = () => { try { return JSON.parse(localStorage.getItem(SHELF) ?? "[]"); } catch { return []; } };
const write = (rows) => { try { localStorage.setItem(SHELF, JSON.stringify(rows)); return true; } catch { return false; } };
const newId = () => [...crypto.getRandomValues(new Uint8Array(8))].map((one) => one.toString(16).padStart(2, "0")).join("");
let busy = false, stuck = false;

function show(person, there) {
  rowOf(person)?.toggleAttribute("data-there", there);
  page.querySelector("[data-count]").textContent = page.querySelectorAll("[data-there]").length;
}

function tellLine() {
  const waiting = read().length;
  line.hidden = !waiting || (busy && !stuck && navigator.onLine);
  line.querySelector("b").textContent = (stuck ? page.dataset.stuck : page.dataset.waiting).replace("{n}", waiting);
}

function say(words, isGood = true) {
  said.textContent = words;
  said.classList.toggle("bad", !isGood);
}

/** Keep a mark and show it at once; false where this phone keeps nothing, so that the form goes by itself. */
function mark(person, there) {
  const row = rowOf(person);
  if (!row) { say(page.dataset.unknown, false); return true; }
  if (!write([...read(), { id: newId(), person, there, point: POINT, at: new Date().toISOString() }])) return false;
  show(person, there);
  say((there ? page.dataset.told : page.dataset.taken).replace("{name}", row.querySelector("b").textContent));
  push();
  return true;
}

const token = () => page.querySelector("[name=csrf_token]").value;
const post = (action, body) => fetch(action, { method: "POST", body, headers: { Accept: "application/json" }, redirect: "manual" });

async function push() {
  if (busy) return;
  busy = true;
  try {
    for (let first = read()[0]; first; first = read()[0]) {
      const fields = { csrf_token: token(), point: first.point, at: first.at, [first.there ? "here" : "away"]: first.person };
      const answer = await post(HERE, new URLSearchParams(fields));
      stuck = !answer.ok;
      if (stuck) break;
      const told = await answer.json();
      write(read().filter((one) => one.id !== first.id));
      if (told.outcome !== "refused") continue;
      say(told.message, false);
      if (first.point === POINT) show(first.person, !first.there);
    }
  } catch { stuck = false; /* no network: it waits */ } finally {
    busy = false;
    tellLine();
  }
}

list.addEventListener("submit", (event) => {
  const { submitter } = event;
  if (submitter && mark(submitter.value, submitter.name === "here")) {
    event.preventDefault();
    rowOf(submitter.value).querySelector(submitter.name === "here" ? ".here-no" : ".here-yes").focus({ preventScroll: true });
  }
});

page.querySelector("[data-find]").addEventListener("input", ({ target }) => {
  const wanted = target.value.trim().toLowerCase().replaceAll("ё", "е");
  for (const row of page.querySelectorAll("[data-person]")) row.hidden = !row.querySelector("span").textContent.toLowerCase().replaceAll("ё", "е").includes(wanted);
});

/** Mark whose badge a code names; whether it was one of this event. */
function take(code) {
  const key = code.slice(code.lastIndexOf("/") + 1), row = [...page.querySelectorAll("[data-key]")].find((one) => one.dataset.key === key);
  if (!row) return false;
  if (!row.hasAttribute("data-there")) mark(row.dataset.person, true);
  else say(page.dataset.told.replace("{name}", row.querySelector("b").textContent));
  return true;
}

const detector = typeof BarcodeDetector === "function" ? new BarcodeDetector({ formats: ["qr_code"] }) : null;
const codesIn = async (source) => (await detector.detect(source)).map((one) => one.rawValue);

photo.querySelector("[data-send]").hidden = true;
photo.addEventListener("change", async () => {
  const file = photo.photo.files[0];
  if (!file) return;
  say("…");
  const seen = detector ? await codesIn(await createImageBitmap(file)).catch(() => []) : [];
  if (!seen.some(take)) await sendPhoto();
  photo.photo.value = "";
});

async function sendPhoto() {
  try {
    const answer = await post(photo.action, new FormData(photo));
    if (!answer.ok) throw new Error(answer.status);
    const told = await answer.json();
    say(told.message, told.outcome === "kept");
    if (told.person) show(told.person, true);
  } catch { say(page.dataset.unread, false); }
}

const camera = page.querySelector("[data-badge-camera]"), video = page.querySelector("[data-video]");
camera.hidden = !(detector && navigator.mediaDevices?.getUserMedia);
camera.addEventListener("click", async () => {
  try {
    video.srcObject = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
  } catch { camera.hidden = true; return; }
  camera.hidden = true;
  video.hidden = false;
  await video.play();
  let last = "";
  const look = async () => {
    const [code] = await codesIn(video).catch(() => []);
    if (code && code !== last) { last = code; if (take(code)) navigator.vibrate?.(60); else say(page.dataset.unknown, false); }
    setTimeout(look, 250);
  };
  look();
});

for (const one of read()) if (one.point === POINT) show(one.person, one.there);
tellLine();
addEventListener("online", push);
setInterval(() => { if (read().length) push(); }, RETRY);
push();
