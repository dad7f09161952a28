// The hall's screen: asks what is new every 1.5 s and lets the stopwatch go on by itself, so that
// a lost network or a restarted server stops nothing on the wall.

import { leftWords, overWords, reading, shown } from "./clock.js";

const ASK = 1500, PATIENCE = 6000, SILENCE = 4000;
const box = document.querySelector("[data-screen]");
const line = document.querySelector("[data-screen-line]"), words = JSON.parse(box.dataset.words);
let tag = "", heard = performance.now(), busy = false, clocks = [];

function read(since) {
  clocks = [...box.querySelectorAll("[data-slot]")].map((card) => ({ card, elapsed: Number(card.dataset.elapsed), at: since, running: "running" in card.dataset }));
}

async function ask() {
  if (busy) return;
  busy = true;
  const limit = new AbortController(), timer = setTimeout(() => limit.abort(), PATIENCE);
  try {
    const since = performance.now();
    const answer = await fetch(box.dataset.stateUrl, { cache: "no-store", signal: limit.signal, headers: tag ? { "If-None-Match": tag } : {} });
    if (answer.status === 200) {
      tag = answer.headers.get("ETag") ?? "";
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      box.replaceChildren(...page.body.children);
      read((since + performance.now()) / 2);
    }
    if (answer.status === 200 || answer.status === 304) heard = performance.now();
  } catch { /* said below */ } finally {
    clearTimeout(timer);
    busy = false;
  }
  tick();
}

function tick() {
  line.hidden = performance.now() - heard < SILENCE;
  for (const clock of clocks) {
    const ms = reading(clock), { card } = clock, over = overWords(ms, card.dataset, words);
    card.querySelector("[data-clock]").textContent = shown(ms);
    card.querySelector("[data-left]").textContent = clock.running ? leftWords(ms, card.dataset, words) : "";
    card.querySelector("[data-over]").textContent = over;
    card.classList.toggle("late", Boolean(over));
  }
}

read(performance.now());
setInterval(tick, 200);
setInterval(ask, ASK);
ask();
