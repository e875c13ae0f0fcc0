// A plan: its stops as a timeline where the text tells them line by line, then its map, its sum and its page.

import { anchor, element, icon, pageOf, say, words } from "../element.js";

const CLOCK = /^\d{1,2}:\d{2}/;

// The lines of the text that tell of a stop give way to the timeline, and lend it their citation marks.
export function weave(text, card) {
  const told = [...text.querySelectorAll("p, li")].filter((each) => CLOCK.test(each.textContent));
  const days = card.days || [];
  const stops = days.flatMap((day) => day.stops);
  const fits = told.length === stops.length && stops.every((stop, at) => told[at].textContent.startsWith(stop.begin));
  if (!fits) {
    text.append(...days.map((day) => timeline(day.stops.map((stop) => line(stop)))));
    return;
  }
  let at = 0;
  for (const day of days) {
    const lines = told.slice(at, (at += day.stops.length));
    if (!lines.length) continue;
    const made = timeline(day.stops.map((stop, place) => line(stop, lines[place].querySelectorAll(".keep"))));
    lines[0].before(made);
    for (const each of lines) each.remove();
  }
  for (const list of text.querySelectorAll("ul:empty")) list.remove();
}

function timeline(lines) {
  const made = element("ol", "timeline");
  made.append(...lines);
  return made;
}

function line(stop, marks = []) {
  const made = element("li", stop.entry ? "visit" : "visit meal");
  if (stop.way) made.append(element("p", "way", stop.way));
  const when = element("p", "when");
  when.append(element("time", "", stop.begin), "–", element("time", "", stop.end));
  const what = element("div", "what");
  const name = element("h3");
  name.append(stop.entry ? anchor("", stop.name, pageOf(stop)) : stop.name);
  what.append(name);
  if (stop.about?.length) what.append(about(stop.about, marks));
  else name.append(...closing(marks));
  if (stop.unsure) what.append(flag(words["plan.unsure"]));
  if (stop.alternatives?.length && stop.entry) {
    what.append(element("p", "else", say("plan.else", { names: stop.alternatives.join(" · ") })));
  }
  made.append(when, what);
  return made;
}

function about(said, marks) {
  const made = element("p", "why", said.join(" · "));
  made.append(...closing(marks));
  return made;
}

function closing(marks) {
  for (const each of marks) if (each.lastChild.nodeType === Node.TEXT_NODE) each.lastChild.remove();
  return [...marks];
}

function flag(text) {
  const made = element("p", "against");
  made.append(icon("notice"), element("span", "", text));
  return made;
}

// What stands under the text: the map, the sum, and the plan's own page.
export function total(card, locale) {
  const made = element("section", "card plan");
  if (card.map) made.append(map(card, locale));
  if (card.total && !card.days?.length) made.append(element("p", "total", card.total));
  if (card.note) made.append(element("p", "note", card.note));
  const ways = element("p", "ways");
  const file = anchor("button", card.save, card.calendar, locale);
  file.download = "";
  ways.append(anchor("button primary", card.open, card.link, locale), file);
  made.append(ways);
  return made;
}

function map(card, locale) {
  const made = anchor("chart", "", card.link, locale);
  const image = element("img");
  image.alt = say("js.cards.map", { title: card.title || "" });
  image.decoding = "async";
  image.addEventListener("error", () => made.remove());
  image.src = card.map;
  made.append(image);
  return made;
}
