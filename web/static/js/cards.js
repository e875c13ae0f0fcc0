// The cards of an answer. A kind that nobody here knows is passed over.

import { bill } from "./cards/bill.js";
import { entries, events, nearby, searches } from "./cards/lists.js";
import { locate } from "./cards/near.js";
import { phones } from "./cards/phones.js";
import { place } from "./cards/place.js";
import { total, weave } from "./cards/plan.js";
import { tour } from "./cards/tour.js";
import { draft } from "./draft.js";
import { row } from "./row.js";

const FRESH = 20 * 60_000; // Milliseconds for which "open now" may be said of an answer.
const MADE = {
  bill, events, list: entries, links: entries, nearby, locate, phones, tour,
  "map-search": searches, itinerary: total, "complaint-draft": draft, handoff: draft,
};

const has = (kind) => Object.prototype.hasOwnProperty.call(MADE, kind);

// What the text already says line by line becomes the timeline in its place.
export function within(text, cards) {
  for (const card of cards) if (card.kind === "itinerary") weave(text, card);
}

export function below(cards, turn) {
  const { answer, at } = turn;
  const { locale } = answer.guide;
  const isFresh = !at || Date.now() - at < FRESH;
  const places = cards.filter(({ kind }) => kind === "place").map((card) => place(card, isFresh));
  const others = cards.map((card) => (has(card.kind) ? MADE[card.kind](card, locale, turn) : null));
  const made = [places.length > 1 ? row(places) : places[0], ...others].filter(Boolean);
  for (const each of made) if (locale) each.lang = locale;
  return made;
}
