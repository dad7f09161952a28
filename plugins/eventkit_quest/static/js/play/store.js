// What a team's phone keeps (the core's rows.js). An event stays here until the server has answered it;
// the quest and the team's state are copies that may be fetched anew at any time. Everything carries the
// team it belongs to, so that two teams of one phone never mix.

import { randomKey, rowsOf } from "../../../../static/js/rows.js";

/** Store → the key of its rows. */
const STORES = { events: "id", photos: "id", games: "slug", meta: "key" };

export const { change, get, all, put, isForgetful } = rowsOf("eventkit-quest", STORES);

/** Keep one event of a team: {slug, team, type, station?, text?, level?, verdict?}; `photos` are files
    that its text names by their slots: [{slot, file}]. Returns it with its id, counter and instant.

    Within a device instants never go back, whatever is done to its clock. A hint has the same id on
    every phone of a team, so that two phones that buy it apart pay once. */
export async function keep(event, photos = []) {
  return change(["events", "photos", "meta"], async (rows) => {
    const value = async (name) => (await rows.get("meta", name))?.value;
    const device = (await value("device")) ?? randomKey(), counter = ((await value("counter")) ?? 0) + 1;
    const at = Math.max(Date.now(), ((await value("last")) ?? 0) + 1);
    const id = event.type === "hint" ? `hint-${event.station}-${event.level}` : `${device.slice(0, 12)}-${counter}`;
    const kept = { ...event, id: `${event.slug}/${event.team}/${id}`, name: id, device, counter, at };
    await rows.put("meta", { key: "device", value: device });
    await rows.put("meta", { key: "counter", value: counter });
    await rows.put("meta", { key: "last", value: at });
    for (const { slot, file } of photos) await rows.put("photos", { id: slot, event: kept.id, file });
    await rows.put("events", kept);
    return kept;
  });
}

/** The events of a team that the server has not answered, oldest first. */
export async function waiting(slug, team) {
  const mine = (await all("events")).filter((one) => one.slug === slug && one.team === team);
  return mine.sort((a, b) => a.counter - b.counter);
}

/** Take in what the server says: the events it has answered leave, the state stays, in one act. */
export async function accept(slug, team, told, answered) {
  return change(["events", "photos", "games"], async (rows) => {
    for (const id of answered) await rows.drop("events", id);
    for (const photo of await rows.all("photos")) if (answered.includes(photo.event)) await rows.drop("photos", photo.id);
    const game = await rows.get("games", slug);
    const known = game?.team === team ? game : { slug, team };
    await rows.put("games", { ...known, ...told });
  });
}
