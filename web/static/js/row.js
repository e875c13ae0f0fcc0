// Up to three picks side by side: swiped on a phone, by arrows or the keyboard elsewhere.

import { tell } from "./bus.js";
import { element, say, signed, words } from "./element.js";

export function row(cards) {
  const made = element("section", "picks");
  made.setAttribute("aria-label", say("js.cards.picks", { n: cards.length }));
  const list = element("ul", "row");
  for (const card of cards) list.appendChild(element("li")).append(card);
  const arrows = element("p", "arrows");
  arrows.hidden = true;
  arrows.append(arrow("back", -1, list), arrow("onward", 1, list));
  made.append(list, arrows);
  watch(list);
  return made;
}

function arrow(sign, step, list) {
  const label = words[step < 0 ? "js.cards.before" : "js.cards.after"];
  return signed("act", sign, label, () => {
    list.scrollBy({ left: step * list.firstChild.offsetWidth, behavior: isCalm() ? "auto" : "smooth" });
  });
}

function isCalm() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}

// Tells which card is before the visitor's eyes, and leaves out arrows that lead nowhere.
function watch(list) {
  let shown = null;
  const look = () => {
    const [back, onward] = list.nextSibling.children;
    const over = list.scrollWidth - list.clientWidth;
    list.nextSibling.hidden = over < 8;
    back.disabled = list.scrollLeft < 8;
    onward.disabled = list.scrollLeft > over - 8;
    const first = list.firstChild.offsetWidth + 12;
    const at = Math.min(list.children.length - 1, Math.round(list.scrollLeft / first));
    const card = list.children[at].firstChild.card;
    if (card !== shown) tell("pointed", { card: (shown = card) });
  };
  list.addEventListener("scroll", look, { passive: true });
  if (typeof ResizeObserver === "function") new ResizeObserver(look).observe(list);
  else requestAnimationFrame(look);
}
