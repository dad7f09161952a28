// What a sheet says on this device: the server's cells, and over them what still waits to be sent.

import * as store from "./store.js";

/** Everything at once: {tasks in the list's order, touches that wait}. */
export async function everything() {
  const tasks = (await store.all("tasks")).sort((a, b) => a.place - b.place);
  return { tasks, touches: await store.waiting() };
}

/** Field → value of a task. */
export function valuesOf(task, touches) {
  const values = Object.fromEntries(Object.entries(task.cells ?? {}).map(([field, cell]) => [field, cell.value]));
  for (const touch of touches) if (touch.task === task.id && touch.field !== "submit") values[touch.field] = touch.value;
  return values;
}

/** Whether the juror has sent the sheet here and the server does not know yet. */
export const isQueued = (task, touches) => touches.some((touch) => touch.task === task.id && touch.field === "submit");

/** Whether something is still to be done for it. */
export const isLeft = (task, touches) => ["draft", "returned", "untouched"].includes(task.state) && task.may_mark && !isQueued(task, touches);

/** Whether nothing stands in it yet, so that the work is to be read first. */
export const isUnread = (task, touches) => task.state !== "returned" && !Object.values(valuesOf(task, touches)).some(Boolean);

/** The names of its marks, in the sheet's order. */
export const markFields = (task) => (task.fields ?? []).filter((field) => field.kind === "mark").map((field) => field.name);

/** Σ mark × weight in hundredths, exactly; a missing mark adds nothing. */
export function totalOf(values, weights) {
  let sum = 0;
  for (const [field, weight] of Object.entries(weights)) sum += Math.round(Number(values[field] || 0) * 100) * Math.round(weight * 10000);
  return Math.round(sum / 10000);
}

/** What to go on with after a task: the next that is left in its jury, else the first. */
export function nextAfter(task, { tasks, touches }) {
  const mine = tasks.filter((one) => one.juror === task.juror && one.id !== task.id && isLeft(one, touches));
  return mine.find((one) => one.place > task.place) ?? mine[0];
}
