// The draft of a complaint under an answer: a plain form that opens the page where it is read once more and sent.
// Nothing is stored by showing it.

import { address, element } from "./element.js";
import { recall } from "./memory.js";

export function draft(card) {
  const made = element("form", "draft");
  made.method = "post";
  made.action = address(card.action);
  made.append(element("h3", "", card.title), rows(card.rows || []), element("p", "hint", card.note));
  for (const [name, value] of Object.entries(card.values || {})) made.append(hidden(name, value));
  const send = element("button", "button primary", card.send);
  send.type = "submit";
  made.append(send);
  made.addEventListener("submit", () => carry(made), { once: true });
  return made;
}

// The page that opens offers to send this conversation along, behind a box that is not ticked.
function carry(form) {
  const said = recall().turns.flatMap(({ question, answer }) => [
    { role: "user", content: question },
    { role: "assistant", content: answer.text },
  ]);
  form.append(hidden("talk", JSON.stringify(said.slice(-30))));
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
