// Brings the works onto the device in the background: the list, every sheet with its work, and the
// files as far as they fit. What is here already and has not changed is not fetched again.

import * as store from "./store.js";
import { desk } from "./words.js";

export const LIMIT = 60 * 1024 * 1024;
let running = null;

/** Fetch what is missing or old; calls `tell(wish)` for each page or file that has come. */
export function fill(tell) {
  running ??= work(tell).catch(() => {}).finally(() => { running = null; });
  return running;
}

async function work(tell) {
  const tasks = (await store.all("tasks")).sort((a, b) => a.place - b.place);
  const here = new Map((await store.all("pages")).map(({ url, digest, size }) => [url, { digest, size }]));
  const wanted = wishes(tasks);
  for (const url of here.keys()) if (!wanted.has(url)) { await store.drop("pages", url); here.delete(url); }
  const fresh = [...wanted.values()].filter((wish) => here.get(wish.url)?.digest !== wish.digest);
  if (!fresh.length) return;
  let files = 0;
  for (const wish of wanted.values()) if (wish.kind === "file" && !fresh.includes(wish)) files += wish.size;
  for (const wish of fresh) {
    if (wish.kind === "file" && files + wish.size > LIMIT) continue;
    if (wish.kind === "file") files += wish.size;
    if (await take(wish)) tell(wish);
  }
}

/** Address → what is to be there. Pages come before files: with them the marks can be given. */
function wishes(tasks) {
  const list = { url: desk().list, kind: "list", juror: 0, digest: tasks.map((task) => task.id + task.digest).join() };
  const wanted = new Map([[list.url, list]]);
  for (let page = 2; page <= Math.ceil(tasks.length / 50); page++) wanted.set(`${list.url}?page=${page}`, { ...list, url: `${list.url}?page=${page}` });
  for (const task of tasks) if (task.state !== "annulled") wanted.set(task.page, { url: task.page, kind: "page", juror: task.juror, digest: task.digest });
  for (const task of tasks) for (const file of task.files) wanted.set(file.url, { ...file, kind: "file", juror: task.juror });
  return wanted;
}

async function take(wish) {
  // Asked for past the worker, which would answer with what it has.
  const answer = await fetch(wish.url, { credentials: "same-origin", cache: "reload", redirect: "manual" });
  if (answer.status >= 500) throw new Error("the server rests");
  if (!answer.ok) return false;
  const body = wish.kind === "file" ? await answer.blob() : new Blob([settled(await answer.text())], { type: "text/html" });
  try {
    await store.put("pages", { ...wish, body, size: body.size, type: answer.headers.get("Content-Type") ?? "", name: answer.headers.get("Content-Disposition") ?? "" });
    return true;
  } catch {
    return false; // The device is full: this one stays on the server.
  }
}

/** A page as it is to be read later: what a past act had to say is said already. */
function settled(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  for (const said of page.querySelectorAll(".flashes")) said.remove();
  return `<!doctype html>${page.documentElement.outerHTML}`;
}

/** What is on the device: {works, bytes, left: files that did not fit}. */
export async function stock() {
  const tasks = await store.all("tasks"), pages = await store.all("pages");
  const here = new Set(pages.map((page) => page.url));
  const left = tasks.flatMap((task) => task.files.filter((file) => !here.has(file.url)).map((file) => ({ ...file, code: task.code })));
  return { works: tasks.filter((task) => here.has(task.page)).length, all: tasks.filter((task) => task.state !== "annulled").length, bytes: pages.reduce((sum, page) => sum + page.size, 0), left };
}

const key = (url) => {
  const { pathname, searchParams } = new URL(url, location);
  return pathname === desk().list && searchParams.has("page") ? `${pathname}?page=${searchParams.get("page")}` : pathname;
};

/** The copy of a page or file, by its address. */
export const copy = (url) => store.get("pages", key(url));
