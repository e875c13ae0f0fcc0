// The draft of a complaint under an answer: a plain form that opens the page where it is read once more and sent.
// Nothing is stored by showing it.

import { element } from "./answer.js";

export function draft(card) {
  const made = element("form", "draft");
  made.method = "post";
  const lang = new URLSearchParams(location.search).get("lang");
  made.action = lang ? `${card.action}?lang=${encodeURIComponent(lang)}` : card.action;
  made.append(element("h4", "", card.title), rows(card.rows || []), element("p", "hint", card.note));
  for (const [name, value] of Object.entries(card.values || {})) made.append(hidden(name, value));
  const send = element("button", "button primary", card.send);
  send.type = "submit";
  made.append(send);
  return made;
}

function rows(pairs) {
  const list = element("dl");
  for (const { label, value } of pairs) list.append(element("dt", "", label), element("dd", "", value));
  return list;
}

function hidden(name, value) {
  const made = document.createElement("input");
  made.type = "hidden";
  made.name = name;
  made.value = String(value);
  return made;
}
