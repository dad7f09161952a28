// What a juror's device keeps (rows.js). A mark is a touch that stays here until the server has answered
// it; works and sheets are copies that may be fetched anew at any time. Everything carries the seat
// (`juror`) it belongs to, so that two jurors of one phone never mix.

import { randomKey, rowsOf } from "../rows.js";

/** Store → the key of its rows. */
const STORES = { touches: "id", tasks: "id", pages: "url", notes: "id", undo: "task", meta: "key" };

export const { change, get, all, put, drop, isForgetful } = rowsOf("eventkit-jury", STORES);
export const meta = async (key) => (await get("meta", key))?.value;
export const setMeta = (key, value) => put("meta", { key, value });

/** A random UUID of version 4. */
export function uuid() {
  const signs = randomKey(), variant = "89ab"[parseInt(signs[16], 16) & 3];
  return `${signs.slice(0, 8)}-${signs.slice(8, 12)}-4${signs.slice(13, 16)}-${variant}${signs.slice(17, 20)}-${signs.slice(20)}`;
}

/** The name of this browser profile, made once. */
export async function device() {
  return change(["meta"], async (rows) => {
    const known = await rows.get("meta", "device");
    if (known) return known.value;
    const value = randomKey();
    await rows.put("meta", { key: "device", value });
    return value;
  });
}

/** Keep one touch: {juror, task, field, value, base, title, resolves?}. Returns it with its id.

    Of what is typed only the last state waits; each mark is a record of its own. */
export async function keep(touch) {
  return change(["touches", "meta"], async (rows) => {
    const counter = ((await rows.get("meta", "counter"))?.value ?? 0) + 1;
    const kept = { resolves: null, ...touch, id: uuid(), counter, made_at: new Date().toISOString() };
    if (!/^c\d/.test(touch.field)) {
      const older = (await rows.all("touches")).filter((one) => one.task === touch.task && one.field === touch.field);
      for (const one of older) {
        kept.resolves ??= one.resolves;
        await rows.drop("touches", one.id);
      }
    }
    await rows.put("meta", { key: "counter", value: counter });
    await rows.put("touches", kept);
    return kept;
  });
}

/** The touches of these seats that the server has not answered, oldest first. */
export async function waiting(seats = null) {
  const mine = seats ?? (await seatIds());
  return (await all("touches")).filter((one) => mine.includes(one.juror)).sort((a, b) => a.counter - b.counter);
}

/** The seats this device works for, as the server last said. */
export const seatIds = async () => ((await meta("seats")) ?? []).map((seat) => seat.juror);

/** Take in what the server says of all seats; rows of other seats leave the device, but touches. */
export async function accept(state) {
  const seats = state.seats.map((seat) => seat.juror);
  await change(["tasks", "pages", "notes", "undo", "meta"], async (rows) => {
    const listed = new Set(state.tasks.map((task) => task.id));
    for (const task of await rows.all("tasks")) if (!listed.has(task.id)) await rows.drop("tasks", task.id);
    for (const name of ["pages", "notes", "undo"]) {
      for (const row of await rows.all(name)) if (row.juror && !seats.includes(row.juror)) await rows.drop(name, row[STORES[name]]);
    }
    for (const [place, task] of state.tasks.entries()) await rows.put("tasks", { ...task, place });
    await rows.put("meta", { key: "seats", value: state.seats });
    await rows.put("meta", { key: "pulled", value: Date.now() });
  });
}

/** Take in the answers to touches: each is final. What was refused or late is kept as a note. */
export async function settle(told) {
  return change(["touches", "tasks", "notes"], async (rows) => {
    for (const result of told.results) {
      const touch = await rows.get("touches", result.id);
      if (touch && ["refused", "late"].includes(result.outcome)) {
        await rows.put("notes", { ...touch, outcome: result.outcome, message: result.message });
      }
      if (touch) await rows.drop("touches", result.id);
      const task = touch && result.cell && (await rows.get("tasks", touch.task));
      if (!task) continue;
      task.cells[touch.field] = result.cell;
      await rows.put("tasks", task);
    }
    for (const news of told.tasks) {
      const task = await rows.get("tasks", news.id);
      if (task) await rows.put("tasks", { ...task, ...news, may_mark: task.may_mark && ["draft", "returned"].includes(news.state) });
    }
  });
}

/** Forget works, sheets and notes; touches stay unless `touchesToo`. */
export async function wipe(touchesToo = false) {
  const names = Object.keys(STORES);
  await change(names, async (rows) => {
    for (const name of names) if (name !== "meta" && (touchesToo || name !== "touches")) await rows.clear(name);
    for (const key of ["seats", "pulled", "doors"]) await rows.drop("meta", key);
  });
}
