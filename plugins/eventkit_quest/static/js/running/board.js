// The hall's board: asks what is new every 2 s and moves teams and rows to their new places.

const EVERY = 2000, PATIENCE = 8000, SILENCE = 9000, SLIDE = 800, TURN = 600;
const main = document.querySelector("[data-board]"), line = document.querySelector("[data-line]");
const hour = new Intl.DateTimeFormat(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: main.dataset.zone });
const calm = matchMedia("(prefers-reduced-motion: reduce)");
let tag = "", heard = performance.now(), heardAt = Date.now(), offset = 0, busy = false;

const slot = (name) => document.querySelector(`[data-slot="${name}"]`);
const tokens = () => new Map([...document.querySelectorAll("[data-slot] [data-token]")].map((one) => [one.dataset.token, [Number(one.dataset.x), Number(one.dataset.y)]]));
const rows = () => new Map([...document.querySelectorAll("[data-slot] [data-row]")].map((one) => [one.dataset.row, one.getBoundingClientRect().top]));

/** Put the parts of a state into their places; whoever stood elsewhere slides. */
function show(parts) {
  const stood = tokens(), lay = rows();
  const wasFrozen = "frozen" in slot("table").dataset;
  for (const part of parts) {
    const place = slot(part.dataset.part);
    place.replaceChildren(...part.childNodes);
    if ("frozen" in part.dataset) place.dataset.frozen = ""; else delete place.dataset.frozen;
  }
  tick();
  if (calm.matches || !lay.size && !stood.size) return;
  const isReveal = wasFrozen && !("frozen" in slot("table").dataset);
  const all = [...document.querySelectorAll("[data-slot] [data-row]")];
  all.forEach((row, place) => {
    const from = lay.get(row.dataset.row);
    const shift = from === undefined ? 0 : from - row.getBoundingClientRect().top;
    if (isReveal) {
      const wait = (all.length - 1 - place) * TURN;
      row.animate([{ opacity: 0, transform: "translateY(12px)" }, { opacity: 1, transform: "none" }], { duration: TURN, delay: wait, easing: "ease-out", fill: "backwards" });
    } else if (shift) row.animate([{ transform: `translateY(${shift}px)` }, { transform: "none" }], { duration: SLIDE, easing: "ease-out" });
  });
  for (const token of document.querySelectorAll("[data-slot] [data-token]")) {
    const from = stood.get(token.dataset.token), { x, y } = token.dataset;
    if (from && (from[0] !== Number(x) || from[1] !== Number(y))) {
      token.animate([{ transform: `translate(${from[0]}px, ${from[1]}px)` }, { transform: `translate(${x}px, ${y}px)` }], { duration: SLIDE, easing: "ease-in-out" });
    }
  }
}

async function ask() {
  if (busy) return;
  busy = true;
  const limit = new AbortController(), timer = setTimeout(() => limit.abort(), PATIENCE);
  try {
    const answer = await fetch(main.dataset.board, { cache: "no-store", signal: limit.signal, headers: tag ? { "If-None-Match": tag } : {} });
    if (answer.status === 200) {
      tag = answer.headers.get("ETag") ?? "";
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      show(page.querySelectorAll("[data-part]"));
    }
    if (answer.ok || answer.status === 304) {
      heard = performance.now();
      heardAt = Date.now();
      const told = Date.parse(answer.headers.get("Date") ?? "");
      // The header knows whole seconds: only a larger difference says that this clock is wrong.
      if (told) offset = Math.abs(told - Date.now()) > 3000 ? told - Date.now() : 0;
    }
  } catch { /* said below */ } finally {
    clearTimeout(timer);
    busy = false;
  }
  drawLine();
}

/** How long the picture has stood without news: since when, by the event's clock. */
function drawLine() {
  line.hidden = performance.now() - heard < SILENCE;
  if (!line.hidden) line.textContent = line.dataset.line.replace("{time}", hour.format(heardAt + offset));
}

const two = (number) => String(number).padStart(2, "0");

function tick() {
  for (const clock of document.querySelectorAll("[data-slot] [data-clock]")) {
    const { seconds, at, running } = clock.dataset;
    const passed = running === undefined ? 0 : Math.max(0, Math.floor((Date.now() + offset - Number(at)) / 1000));
    const all = Number(seconds) + passed, hours = Math.floor(all / 3600), minutes = Math.floor(all / 60) % 60;
    clock.textContent = hours ? `${hours}:${two(minutes)}:${two(all % 60)}` : `${minutes}:${two(all % 60)}`;
  }
  drawLine();
}

const kept = document.querySelector("[data-kept]");
show([...kept.querySelectorAll("[data-part]")]);
kept.remove();
document.body.classList.add("live");
setInterval(tick, 500);
// Screens that were opened together need not ask together.
setTimeout(() => { ask(); setInterval(ask, EVERY); }, Math.random() * EVERY);
