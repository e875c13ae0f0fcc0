// A finished answer as an article: what is noticed, the text with its marks, the cards, the sources, the foot.

import { act } from "./acts.js";
import { below, within } from "./cards.js";
import { age } from "./dates.js";
import { button, element, say } from "./element.js";
import { banner } from "./notice.js";
import { openSource } from "./sheet.js";
import { fill } from "./text.js";

export { button, element, words } from "./element.js";

export function heading(source) {
  return [source.title, source.heading].filter(Boolean).join(" · ");
}

// `turn` is {question, answer, at}; of an old turn only what does not change with the hour is shown.
export function article(turn) {
  const made = document.getElementById("answer").content.firstElementChild.cloneNode(true);
  const { answer, question } = turn;
  const { citations = [], cards = [], notices = [], locale, label } = answer.guide;
  const part = (name) => made.querySelector(name);
  const mark = (n) => markButton(citations.find((each) => each.n === n), locale);
  const [banners, text] = banner(notices, answer.text, mark);
  if (locale) for (const each of [part(".text"), part(".label"), ...banners]) each.lang = locale;
  if (label) part(".label").textContent = label;
  if (!citations.length) part("h3").remove();
  fill(part(".text"), text, mark);
  part(".text").before(...banners);
  within(part(".text"), cards);
  part(".text").after(...below(cards, turn));
  part(".sources").append(...citations.map((each) => sourceLine(each, locale)));
  for (const each of made.querySelectorAll(".act[data-act]")) {
    each.addEventListener("click", () => act(each.dataset.act, each, { answer, question }));
  }
  return made;
}

function markButton(source, locale) {
  if (!source) return null;
  const made = button("mark", source.n, () => openSource(source, locale));
  made.setAttribute("aria-label", say("sheet.source", { n: source.n }));
  return made;
}

function sourceLine(source, locale) {
  const made = button("source", "", () => openSource(source, locale));
  const what = element("span", "what", heading(source));
  if (locale) what.lang = locale;
  const fresh = source.checked_on ? "age fresh" : "age";
  made.append(element("span", "n", source.n), what, element("span", fresh, age(source)));
  const line = element("li");
  line.append(made);
  return line;
}
