// Presses that the server has not answered yet, in the device's rows (rows.js).

import { randomKey, rowsOf } from "../rows.js";

const rows = rowsOf("eventkit-live", { presses: "key" });

/** Keep a press; it is on the disk when this resolves. */
export const keep = (press) => rows.put("presses", press);

/** The server has answered it. */
export const drop = (key) => rows.drop("presses", key);

/** What waits, in the order it was pressed. */
export const waiting = async () => (await rows.all("presses")).sort((a, b) => a.wall - b.wall || a.number - b.number);

export { randomKey as newKey };
