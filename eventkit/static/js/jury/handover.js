// Where no network comes back: what waits goes to the secretary as a file, or, a little of it, as a
// code on the screen that a phone or a photograph reads. The touches stay here and are the same ones,
// so that it does no harm if they arrive by the network too.

import * as store from "./store.js";
import { desk, make, say } from "./words.js";

const LONGEST = 900;

/** Seat → the touches that wait there. */
async function bySeat() {
  const seats = (await store.meta("seats")) ?? [], touches = await store.waiting();
  return seats.map((seat) => ({ seat, touches: touches.filter((touch) => touch.juror === seat.juror) })).filter(({ touches: some }) => some.length);
}

/** Download a file for each jury with marks that wait. */
export async function asFile() {
  for (const { seat, touches } of await bySeat()) {
    const content = {
      format: "eventkit.handover/1", event: seat.event, juror: seat.juror, seal: seat.seal,
      device: await store.device(), written_at: new Date().toISOString(),
      touches: touches.map(({ id, task, field, value, base, counter, made_at, resolves }) => ({ id, task, field, value, base, counter, made_at, resolves })),
    };
    const link = make("a", { href: URL.createObjectURL(new Blob([JSON.stringify(content)], { type: "application/json" })), download: `eventkit-${seat.event}-${seat.juror}.json` });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  }
}

/** Draw a code for each jury into `place`; what is too much for one is said. */
export async function showCode(place) {
  const drawn = [];
  for (const { seat, touches } of await bySeat()) {
    const all = await address(seat, touches), marks = all.length > LONGEST ? await address(seat, touches.filter((touch) => /^c\d|^submit/.test(touch.field))) : all;
    if (marks.length > LONGEST) { drawn.push(make("p", {}, say("code_long", { n: touches.length }))); continue; }
    drawn.push(make("p", { className: "b" }, seat.title ?? ""), await picture(marks));
    drawn.push(make("p", { className: "small" }, say(all === marks ? "code_how" : "code_marks")));
  }
  place.replaceChildren(...drawn);
  place.scrollIntoView({ block: "center" });
}

/** The secretary's page with the touches behind «#»: the last one of each cell is enough. */
async function address(seat, touches) {
  const last = new Map(touches.map((touch) => [`${touch.task} ${touch.field}`, touch]));
  const rows = [...last.values()].map(({ id, task, field, value, base, counter }) => [id, task, field, value, base, counter]);
  const text = JSON.stringify({ j: seat.juror, s: seat.seal, d: await store.device(), t: rows });
  return `${location.origin}${desk().root}/manage/${seat.event}/handover#h=${await packed(text)}`;
}

async function packed(text) {
  const plain = new Blob([text]);
  let way = "p.", bytes = await plain.arrayBuffer();
  if (typeof CompressionStream === "function") {
    try {
      bytes = await new Response(plain.stream().pipeThrough(new CompressionStream("deflate-raw"))).arrayBuffer();
      way = "z.";
    } catch { /* A browser that packs otherwise: plain will do. */ }
  }
  return way + btoa(String.fromCharCode(...new Uint8Array(bytes))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

async function picture(text) {
  const { qrcode } = await import("../../vendor/qrcode.js");
  const code = qrcode(0, "L");
  code.addData(text, "Byte");
  code.make();
  const n = code.getModuleCount(), quiet = 4;
  let path = "";
  for (let y = 0; y < n; y++) for (let x = 0; x < n; x++) if (code.isDark(y, x)) path += `M${x + quiet} ${y + quiet}h1v1h-1z`;
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", `0 0 ${n + 2 * quiet} ${n + 2 * quiet}`);
  svg.setAttribute("class", "handover-code");
  svg.setAttribute("shape-rendering", "crispEdges");
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", say("code_name"));
  const ground = document.createElementNS(svg.namespaceURI, "rect"), dots = document.createElementNS(svg.namespaceURI, "path");
  ground.setAttribute("width", "100%");
  ground.setAttribute("height", "100%");
  ground.setAttribute("fill", "#fff");
  dots.setAttribute("d", path);
  dots.setAttribute("fill", "#000");
  svg.append(ground, dots);
  return svg;
}
