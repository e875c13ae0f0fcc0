// The text of an answer as paragraphs and lists with its citation marks.

import { element } from "./element.js";

const MARK = /\[(\d{1,2})\]([。．，；：！？、.,;:!?)）”’」』]*)/; // No line may begin with what closes a phrase.
const ITEM = /^\s*(?:[-•·]|\d{1,2}[.)、])\s+/;
const UNFINISHED = /\s*\[\d{0,2}$/;

// guide/server/prose.py makes the same of the same text. `mark(n)` gives the element for [n].
export function fill(node, text, mark) {
  let list = null;
  node.replaceChildren();
  for (const line of text.split("\n").filter((each) => each.trim())) {
    const item = ITEM.exec(line);
    list = item && (list || node.appendChild(element("ul")));
    const home = (list || node).appendChild(element(item ? "li" : "p"));
    pour(home, item ? line.slice(item[0].length) : line.trim(), mark);
  }
}

export function pour(home, line, mark) {
  const parts = line.split(MARK);
  for (let place = 0; place < parts.length; place += 3) {
    const [before, n, closing] = parts.slice(place, place + 3);
    home.append(before);
    if (n) home.appendChild(element("span", "keep")).append(mark(Number(n)) || `[${n}]`, closing);
  }
}

// While the text still grows, half a mark at its end waits for its other half.
export function grown(node, text) {
  fill(node, text.replace(UNFINISHED, ""), (n) => element("span", "mark", n));
}
