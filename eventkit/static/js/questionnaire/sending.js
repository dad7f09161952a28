// Sending the answers. The same name sent twice counts once, so whatever fails is simply sent again.

import { page } from "./words.js";

const PATIENCE = 20000;
let csrf = document.querySelector("[name=csrf_token]").value;

async function talk(url, options = {}) {
  const limit = new AbortController(), clock = setTimeout(() => limit.abort(), PATIENCE);
  try {
    return await fetch(url, { credentials: "same-origin", cache: "no-store", redirect: "manual", signal: limit.signal, ...options });
  } catch {
    return null;
  } finally {
    clearTimeout(clock);
  }
}

async function renew() {
  const answer = await talk(page.dataset.state, { headers: { Accept: "application/json" } });
  if (answer?.ok) csrf = (await answer.json()).csrf;
}

function post(values) {
  const body = new URLSearchParams(values);
  body.set("csrf_token", csrf);
  return talk(page.dataset.here, { method: "POST", body, headers: { Accept: "application/json" } });
}

/** Send: {kind: "kept" | "wrong" | "shut" | "later", errors?}. @param {[string, string][]} values */
export async function send(values) {
  let answer = await post(values);
  if (answer?.status === 400) {
    // The page is older than the session: it gets a new token and is sent once more.
    await renew();
    answer = await post(values);
  }
  if (!answer) return { kind: "later" };
  if (answer.ok || answer.status === 422) return answer.json().catch(() => ({ kind: "later" }));
  return { kind: answer.status === 409 || answer.status === 404 ? "shut" : "later" };
}
