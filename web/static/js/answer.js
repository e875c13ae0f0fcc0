// An answer as elements. Text becomes text nodes and nothing else: no markup is ever made from it.

import { draft } from "./draft.js";
import { itinerary } from "./itinerary.js";

const MARK = /\[(\d{1,2})\]([。．，；：！？、.,;:!?)）”’」』]*)/; // No line may begin with what closes a phrase.
const ITEM = /^\s*(?:[-•·]|\d{1,2}[.)、])\s+/;

export const words = JSON.parse(document.getElementById("words").textContent);

export function element(tag, name, text = "") {
  const made = document.createElement(tag);
  if (tag === "button") made.type = "button";
  if (name) made.className = name;
  made.textContent = text;
  return made;
}

export function button(name, text, press) {
  const made = element("button", name, text);
  made.addEventListener("click", press);
  return made;
}

// Paragraphs and lists; guide/server/prose.py makes the same of the same text. `mark(n)` gives the element for [n].
export function fill(node, text, mark) {
  let list = null;
  node.replaceChildren();
  for (const line of text.split("\n").filter((each) => each.trim())) {
    const item = ITEM.exec(line);
    list = item && (list || node.appendChild(element("ul")));
    const home = (list || node).appendChild(element(item ? "li" : "p"));
    const parts = (item ? line.slice(item[0].length) : line.trim()).split(MARK);
    for (let place = 0; place < parts.length; place += 3) {
      const [before, n, closing] = parts.slice(place, place + 3);
      home.append(before);
      if (n) home.appendChild(element("span", "keep")).append(mark(Number(n)) || `[${n}]`, closing);
    }
  }
}

// "as of 2018, not confirmed since", "checked 3 May 2026".
export function age({ as_of, checked_on }) {
  const key = checked_on ? "date.checked" : as_of ? "date.as_of" : "date.none";
  return words[key].replace("{date}", spoken(checked_on || as_of));
}

function spoken(date) {
  const [, year, month, day] = /^(\d{4})(?:-(0\d|1[012]))?(?:-(\d\d))?$/.exec(date) || [];
  if (!year) return date;
  const shape = words[day ? "date.day" : month ? "date.month" : "date.year"];
  return shape.replace("{year}", year).replace("{month}", words["date.months"][month - 1]).replace("{day}", Number(day));
}

export function heading(source) {
  return [source.title, source.heading].filter(Boolean).join(" · ");
}

// The finished answer. `open(source)` shows a source, `act(name, button)` is told of the other buttons.
export function article(answer, open, act) {
  const made = document.getElementById("answer").content.firstElementChild.cloneNode(true);
  const { citations = [], cards = [], locale, label } = answer.guide;
  const part = (name) => made.querySelector(name);
  if (locale) part(".text").lang = locale;
  if (label) part(".label").textContent = label;
  if (!citations.length) part("h4").remove();
  fill(part(".text"), answer.text, (n) => markButton(citations.find((each) => each.n === n), open));
  part(".sources").append(...citations.map((source) => sourceLine(source, open)));
  part(".foot").before(...cards.filter(({ kind }) => kind === "complaint-draft").map(draft));
  part(".text").after(...cards.filter(({ kind }) => kind === "itinerary").map((card) => itinerary(card, locale)));
  for (const each of made.querySelectorAll(".act")) each.addEventListener("click", () => act(each.dataset.act, each));
  return made;
}

function markButton(source, open) {
  if (!source) return null;
  const made = button("mark", source.n, () => open(source));
  made.setAttribute("aria-label", words["sheet.source"].replace("{n}", source.n));
  return made;
}

function sourceLine(source, open) {
  const made = button("source", "", () => open(source));
  const fresh = source.checked_on ? "age fresh" : "age";
  made.append(element("span", "n", source.n), element("span", "what", heading(source)), element("span", fresh, age(source)));
  const line = element("li");
  line.append(made);
  return line;
}

// What is copied carries the sources and the label.
export function plain({ text, guide: { citations = [], label } }) {
  const sources = citations.map(
    (each) => `[${each.n}] ${heading(each)}${each.source ? ` (${each.source})` : ""}: ${age(each)}`,
  );
  if (sources.length) sources.unshift(words["js.sources"]);
  return [text.trim(), sources.join("\n"), label || words["chat.label"]].filter(Boolean).join("\n\n");
}
