// A walk under way: where one stands, what comes next, and the words that go on, back or end it.

import { tell } from "../bus.js";
import { anchor, button, element, icon, pageOf } from "../element.js";

const SIGNS = { next: "onward", back: "back" };

export function tour({ id, name, page, at, where, stops = [], asks = [] }) {
  if (!asks.length || !stops[at]) return null;
  const made = element("section", "card tour");
  const title = element("h3");
  title.append(anchor("", stops[at].name, pageOf(stops[at])));
  const kicker = element("p", "kicker");
  kicker.append(anchor("", name, pageOf({ page, id })));
  const way = element("p", "ways");
  way.append(...asks.map(command));
  made.append(kicker, track(stops, at), element("p", "stands", where), title, way);
  return made;
}

// The buttons already say what could be asked next.
export function unsaid({ suggestions = [], cards = [] }) {
  const said = cards.flatMap(({ asks = [] }) => asks.map(({ text }) => text));
  return suggestions.filter((each) => !said.includes(each));
}

function track(stops, at) {
  const made = element("span", "track");
  made.setAttribute("aria-hidden", "true");
  made.append(...stops.map((stop, place) => element("i", place < at ? "done" : place === at ? "now" : "")));
  return made;
}

function command({ does, text }) {
  const made = button(does === "next" ? "button primary" : "button", "", () => tell("wanted", { question: text }));
  if (SIGNS[does]) made.append(icon(SIGNS[does]));
  made.append(element("span", "", text));
  return made;
}
