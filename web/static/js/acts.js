// What a visitor can do with an answer: copy, share, say what they think of it.

import { age } from "./dates.js";
import { button, element, words } from "./element.js";
import { report } from "./status.js";

const MOST_WORDS = 200;

// What leaves the page carries the sources and the label.
export function plain({ text, guide: { citations = [], label } }) {
  const sources = citations.map((each) => {
    const what = [each.title, each.heading].filter(Boolean).join(" · ");
    return `[${each.n}] ${what}${each.source ? ` (${each.source})` : ""}: ${age(each)}`;
  });
  if (sources.length) sources.unshift(words["js.sources"]);
  return [text.trim(), sources.join("\n"), label || words["chat.label"]].filter(Boolean).join("\n\n");
}

export function act(name, pressed, turn) {
  if (name === "copy") return copy(plain(turn.answer), "js.copied");
  if (name === "share") return share(turn);
  return judge(name, pressed, turn.answer);
}

async function copy(text, told) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = document.body.appendChild(element("textarea", "unseen", text));
    area.select();
    document.execCommand("copy");
    area.remove();
  }
  report(words[told]);
}

// What is shared is the question's address, never the talk.
export async function share({ question, answer }) {
  const url = new URL(`/?q=${encodeURIComponent(question)}`, location.origin).href;
  const text = `${question}\n\n${plain(answer)}`;
  if (navigator.share) {
    try {
      await navigator.share({ title: document.title, text, url });
      return;
    } catch (error) {
      if (error.name === "AbortError") return;
    }
  }
  await copy(`${text}\n\n${url}`, "js.answer.copied");
}

function judge(thumb, pressed, answer) {
  for (const each of pressed.parentNode.querySelectorAll("[aria-pressed]")) {
    each.setAttribute("aria-pressed", String(each === pressed));
  }
  rate(answer, thumb);
  const said = pressed.closest(".said");
  said.querySelector(".reasons")?.remove();
  if (thumb === "down") said.append(reasons(answer, pressed));
  else report(words["js.thanks"]);
}

// Read out because it comes into the log; what is pressed in it goes away, so the focus goes back to the thumb.
function reasons(answer, thumb) {
  const made = element("form", "reasons");
  const choose = (reason) => {
    if (!reason) return;
    rate(answer, "down", reason);
    thumb.focus();
    made.replaceChildren(words["js.thanks"]);
  };
  const own = element("input", "own");
  own.maxLength = MOST_WORDS;
  own.placeholder = words["js.answer.own"];
  own.setAttribute("aria-label", words["js.answer.own"]);
  const send = element("button", "reason", words["js.answer.tell"]);
  send.type = "submit";
  made.addEventListener("submit", (event) => {
    event.preventDefault();
    choose(own.value.trim());
  });
  const given = words["js.reasons"].map((reason) => button("reason", reason, () => choose(reason)));
  made.append(element("p", "", words["js.why"]), ...given, own, send);
  return made;
}

function rate({ id }, thumb, reason) {
  const body = JSON.stringify({ id, thumb, reason });
  if (id) fetch("/api/feedback", { method: "POST", body, keepalive: true }).catch(() => {});
}
