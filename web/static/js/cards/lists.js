// Events with their dates, what lies nearby with minutes, other entries by name, and searches on a map.

import { anchor, element, icon, outward, pageOf, say, words } from "../element.js";

const SHOWN = 5;

export function events({ items = [], calendar, page }) {
  const made = element("section", "card events");
  made.append(folded("happenings", items.map(happening)));
  const ways = element("p", "ways");
  ways.lang = document.documentElement.lang;
  if (page) ways.append(anchor("button", words["js.cards.events"], page));
  if (calendar) {
    const file = anchor("button", words["js.cards.calendar"], calendar);
    file.download = "";
    ways.append(file);
  }
  made.append(ways);
  return made;
}

function happening(card) {
  const { title, when, first, rough, confirmed, status } = card;
  const made = element("li", "happening");
  const held = element("p", "when");
  const date = element("time", "", when);
  date.dateTime = first;
  held.append(date);
  const told = words[`js.cards.${status}`] || (rough || confirmed === false ? words["js.cards.usual"] : "");
  if (told) {
    const note = held.appendChild(element("span", "note", told));
    note.lang = document.documentElement.lang;
  }
  const name = element("h3");
  name.append(anchor("", title, pageOf(card)));
  made.append(held, name);
  return made;
}

export function nearby({ title, places = [] }) {
  const made = element("section", "card near");
  if (title) made.append(element("h3", "kicker", title));
  made.append(folded("steps", places.map(step)));
  return made;
}

function step(card) {
  const { title, minutes, metres, about } = card;
  const made = element("li", "step");
  const name = element("h4");
  name.append(anchor("", title, pageOf(card)));
  const far = element("span", "minutes");
  far.lang = document.documentElement.lang;
  far.append(icon("walk"), minutes ? say(about ? "js.cards.rough" : "js.cards.minutes", { n: minutes }) : words["js.cards.close"]);
  if (metres >= 1000) far.title = `${(metres / 1000).toFixed(1)} km`;
  made.append(name, far);
  return made;
}

// A list with its first lines; the rest on a tap.
function folded(name, lines) {
  const list = element("ol", name);
  list.append(...lines);
  if (lines.length <= SHOWN + 1) return list;
  const rest = lines.slice(SHOWN);
  for (const each of rest) each.hidden = true;
  const more = element("button", "more", say("js.cards.more", { n: rest.length }));
  more.addEventListener("click", () => {
    for (const each of rest) each.hidden = false;
    rest[0].querySelector("a")?.focus();
    more.parentNode.remove();
  });
  list.appendChild(element("li", "rest")).append(more);
  return list;
}

export function entries({ items = [] }) {
  const made = element("ul", "card names");
  for (const each of items) {
    made.appendChild(element("li")).append(anchor("chip", each.name, pageOf(each)));
  }
  return items.length > 1 ? made : null;
}

export function searches({ title, links = [] }) {
  const made = element("section", "card search");
  made.append(element("h3", "kicker", title));
  const ways = element("p", "ways");
  for (const link of links) {
    const way = outward("button", "", link.url);
    way.append(icon("place"), element("span", "", link.title));
    ways.append(way);
  }
  made.append(ways);
  return made;
}
