// The portrait on the wall: asks what is new every 4 s; says since when there is no answer.

const EVERY = 4000, PATIENCE = 8000, SILENCE = 12000;
const main = document.querySelector("[data-portrait]"), line = document.querySelector("[data-offline]");
const hour = new Intl.DateTimeFormat(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: main.dataset.zone });
let tag = "", heard = performance.now(), heardAt = Date.now(), busy = false;

async function ask() {
  drawLine();
  if (busy || document.hidden || !navigator.onLine) return;
  busy = true;
  const limit = new AbortController(), timer = setTimeout(() => limit.abort(), PATIENCE);
  try {
    const answer = await fetch(main.dataset.portrait, { cache: "no-store", signal: limit.signal, headers: tag ? { "If-None-Match": tag } : {} });
    if (answer.status === 200) {
      tag = answer.headers.get("ETag") ?? "";
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      main.replaceChildren(...page.body.childNodes);
    }
    if (answer.ok || answer.status === 304) {
      heard = performance.now();
      heardAt = Date.now();
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
  if (!line.hidden) line.textContent = line.dataset.offline.replace("{time}", hour.format(heardAt));
}

// A screen that slept is not off line: it asks first.
document.addEventListener("visibilitychange", () => { if (!document.hidden) { heard = performance.now(); ask(); } });
addEventListener("online", ask);
// Screens that were opened together need not ask together.
setTimeout(() => { ask(); setInterval(ask, EVERY); }, Math.random() * EVERY);
