// What goes on at the places of an answer, as a banner above it: quiet, unless somebody is in danger.

import { element, icon } from "./element.js";
import { pour } from "./text.js";

const AFTER = /^((?:\[\d{1,2}\])*)[。.!！]?\s*/;
const END = /[。.!！\s]+$/;

// The banners, and the text without the sentences that they say.
export function banner(notices, text, mark) {
  const made = [];
  let rest = text;
  for (const { text: said = "", severity } of notices) {
    const sentence = said.replace(END, "");
    if (!sentence) continue;
    const at = rest.indexOf(sentence);
    const marks = at < 0 ? "" : AFTER.exec(rest.slice(at + sentence.length))[1];
    if (at >= 0) rest = rest.slice(0, at) + rest.slice(at + sentence.length).replace(AFTER, "");
    made.push(line(said.trim(), marks, severity, mark));
  }
  return [made, rest.trim() || !made.length ? rest : ""];
}

function line(said, marks, severity, mark) {
  const made = element("p", severity === "emergency" ? "noticed loud" : "noticed");
  const words = element("span");
  pour(words, said + marks, mark);
  made.append(icon("notice"), words);
  return made;
}
