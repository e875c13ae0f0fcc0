// What stands in the talk: questions, the answer that grows, finished answers, what could be asked next.

import { article } from "./answer.js";
import { button, element, signed, words } from "./element.js";
import { grown } from "./text.js";

const part = (id) => document.getElementById(id);
const [log, live, next, composer] = ["log", "live", "next", "composer"].map(part);
const TOP = 76; // The height of the bar at the top.

export function question(text, edit) {
  for (const each of log.querySelectorAll(".edit")) each.remove();
  const asked = element("p", "asked");
  asked.append(element("span", "unseen", `${words["chat.asked"]}: `));
  asked.append(element("span", "bubble", text));
  if (edit) asked.append(quiet(signed("act edit", "edit", words["js.edit"], () => edit(text))));
  return log.appendChild(asked);
}

// What can be done with a line is found there, and not read out with it.
function quiet(node) {
  node.setAttribute("aria-live", "off");
  return node;
}

// Fills the log with what was said earlier: a screen reader finds it there, and does not read it all out.
export function quietly(write) {
  quiet(log);
  write();
  setTimeout(() => log.removeAttribute("aria-live"), 500);
}

export function grow(text) {
  live.hidden = false;
  grown(live.firstElementChild, text);
}

export function close(turn) {
  live.hidden = true;
  live.firstElementChild.replaceChildren();
  const { locale } = turn.answer.guide;
  const bubble = log.lastElementChild?.querySelector(".bubble");
  if (bubble && locale) bubble.lang = locale; // An answer is in the language of its question.
  return log.appendChild(article(turn));
}

// The last question and whatever was said to it, gone from the page.
export function takeBack() {
  const last = [...log.querySelectorAll(".asked")].pop();
  while (last && log.lastElementChild !== last) log.lastElementChild.remove();
  last?.remove();
  live.hidden = true;
}

export function clear() {
  log.replaceChildren();
  live.hidden = true;
  offer();
}

export function offer({ suggestions = [], locale = "" } = {}, ask = null) {
  next.replaceChildren(...suggestions.map((text) => button("chip", text, () => ask(text))));
  for (const each of locale ? next.children : []) each.lang = locale;
  next.hidden = !suggestions.length;
}

// Keeps the growing answer in view without ever pushing its question out of it.
export function follow({ free, asked }) {
  const over = log.parentNode.getBoundingClientRect().bottom - composer.getBoundingClientRect().top;
  const room = asked.getBoundingClientRect().top - TOP;
  if (!free && over > 0 && room > 0) scrollBy(0, Math.min(over, room));
}
