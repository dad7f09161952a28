// The game as it stands on this phone: what is kept, read anew after each change.

import * as store from "./store.js";
import { standing } from "./state.js";
import { announce, sync, workFor } from "./sync.js";
import { place } from "./words.js";

/** quest, told (by the server), state (with what waits here), waiting, offset. */
export const game = { quest: null, state: null, waiting: [], offset: 0, mates: 0 };

/** The instant by the server's clock, as far as it is known. */
export const clock = () => Date.now() + game.offset;

/** Read what is kept for this team; false where nothing is yet. */
export async function load() {
  const { slug, team } = place();
  workFor(team);
  const kept = await store.get("games", slug);
  if (kept?.team !== team || !kept.quest) return false;
  game.offset = kept.offset ?? 0;
  game.waiting = await store.waiting(slug, team);
  game.quest = kept.quest;
  game.mates = kept.mates;
  game.state = standing(kept.quest, kept.state, game.waiting, game.offset, clock());
  return true;
}

export const station = (code) => game.quest.stations.find((one) => one.code === code);
export const own = (code) => game.state.stations[code];

/** Something that the team does: kept here at once, sent as soon as that is possible. */
export async function act(event, photos = []) {
  const { slug, team } = place();
  await store.keep({ slug, team, ...event }, photos);
  announce();
  sync();
}
