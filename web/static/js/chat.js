// The chat page: asks, shows the answer as it is made, keeps the talk. Without this file it is a plain form.

import { article, button, element, fill, plain, words } from "./answer.js";
import { fresh, keep, recall } from "./memory.js";
import { openSource } from "./sheet.js";
import { ask, Refused } from "./stream.js";

const part = (id) => document.getElementById(id);
const [composer, field, log, live, status, again, next] = ["composer", "q", "log", "live", "status", "again", "next"].map(part);
const lang = document.documentElement.lang;
const PATIENCE = 1200; // Milliseconds until a lost connection is tried again.

let talk = recall();
let current = null; // The question not answered yet.

composer.addEventListener("submit", send);
field.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing && event.keyCode !== 229) send(event);
});
field.addEventListener("input", grow);
part("stop").addEventListener("click", stop);
part("new").addEventListener("click", forget);
again.firstElementChild.addEventListener("click", () => run(current));
document.addEventListener("click", (event) => {
  const starter = event.target.closest(".starter");
  if (!starter || event.metaKey || event.ctrlKey) return;
  event.preventDefault();
  begin(starter.lastElementChild.textContent);
});
for (const kind of ["wheel", "touchmove"]) {
  addEventListener(kind, () => current && (current.free = true), { passive: true });
}
restore();

function send(event) {
  event.preventDefault();
  begin(field.value.trim());
}

function begin(question) {
  if (!question || current?.busy) return;
  if (current?.text) close({ text: current.text, guide: {} });
  current = { question, asked: say(question), text: "", tries: 0 };
  field.value = "";
  grow();
  offer();
  run(current);
  current.asked.scrollIntoView({ block: "start" });
}

async function run(turn) {
  turn.busy = true;
  turn.abort = new AbortController();
  working(true, words[turn.tries ? "js.retrying" : "js.looking"]);
  try {
    const answer = await ask(request(turn), lang, turn.abort, (text) => show(turn, text));
    if (turn === current) finish(turn, answer);
  } catch (error) {
    if (turn === current) fail(turn, error);
  }
}

function request({ question }) {
  const said = talk.turns.flatMap((turn) => [
    { role: "user", content: turn.question },
    { role: "assistant", content: turn.answer.text },
  ]);
  const messages = [...said, { role: "user", content: question }].slice(-30);
  return { messages, metadata: { lang, conversation: talk.conversation } };
}

// While a second try repeats what had already arrived, the longer text stays.
function show(turn, text) {
  if (turn !== current) return;
  if (!turn.text.startsWith(text)) turn.text = text;
  if (status.textContent) status.textContent = "";
  live.hidden = false;
  fill(live.firstElementChild, turn.text, (n) => element("span", "mark", n));
  follow(turn);
}

function finish(turn, answer) {
  talk.turns.push({ question: turn.question, answer });
  keep(talk);
  close(answer);
  offer(answer.guide.suggestions);
  follow(turn);
}

function stop() {
  const { text, abort } = current;
  if (text) close({ text, guide: {} });
  current = null;
  abort.abort();
  working(false, words["js.stopped"]);
}

function fail(turn, error) {
  const refused = error instanceof Refused;
  if (!refused && turn.tries++ === 0) {
    working(true, words["js.retrying"]);
    setTimeout(() => turn === current && run(turn), PATIENCE);
    return;
  }
  turn.busy = false;
  working(false);
  status.append(element("span", "problem", refused ? error.message : words["js.lost"]));
  again.hidden = false;
}

function close(answer) {
  live.hidden = true;
  log.append(article(answer, openSource, (name, pressed) => act(name, pressed, answer)));
  current = null;
  working(false);
}

function working(on, word = "") {
  part("send").hidden = on;
  part("stop").hidden = !on;
  again.hidden = true;
  part("new").hidden = false;
  part("welcome").hidden = true;
  if (status.textContent !== word) status.textContent = word;
}

function say(question) {
  const asked = element("p", "asked");
  asked.append(element("span", "unseen", `${words["chat.asked"]}: `), element("span", "bubble", question));
  log.append(asked);
  return asked;
}

function offer(suggestions = []) {
  next.replaceChildren(...suggestions.map((text) => button("chip", text, () => begin(text))));
  next.hidden = !suggestions.length;
}

async function act(name, pressed, answer) {
  if (name === "copy") {
    await copy(plain(answer));
    status.textContent = words["js.copied"];
    return;
  }
  for (const each of pressed.parentNode.querySelectorAll("[aria-pressed]")) each.ariaPressed = String(each === pressed);
  status.textContent = words["js.thanks"];
  rate(answer, name);
  const said = pressed.closest(".said");
  if (name === "down" && !said.querySelector(".reasons")) said.append(reasons(answer));
}

function reasons(answer) {
  const made = element("p", "reasons", words["js.why"]);
  const choose = (reason) => {
    rate(answer, "down", reason);
    made.textContent = words["js.thanks"];
  };
  made.append(...words["js.reasons"].map((reason) => button("reason", reason, () => choose(reason))));
  return made;
}

function rate({ id }, thumb, reason) {
  const body = JSON.stringify({ id, thumb, reason });
  if (id) fetch("/api/feedback", { method: "POST", body }).catch(() => {});
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = document.body.appendChild(element("textarea", "unseen", text));
    area.select();
    document.execCommand("copy");
    area.remove();
  }
}

// Keeps the growing answer in view without ever pushing its question out of it.
function follow({ free, asked }) {
  const over = log.parentNode.getBoundingClientRect().bottom - composer.getBoundingClientRect().top;
  const room = asked.getBoundingClientRect().top - 76;
  if (!free && over > 0 && room > 0) scrollBy(0, Math.min(over, room));
}

function grow() {
  if (CSS.supports("field-sizing", "content")) return;
  field.style.height = "auto";
  field.style.height = `${field.scrollHeight}px`;
}

function forget(event) {
  event.preventDefault();
  current?.abort.abort();
  current = null;
  fetch(`/api/conversations/${talk.conversation}`, { method: "DELETE", keepalive: true }).catch(() => {});
  talk = fresh();
  keep(talk);
  log.replaceChildren();
  offer();
  working(false, words["js.cleared"]);
  live.hidden = part("new").hidden = true;
  part("welcome").hidden = false;
  field.focus();
}

function restore() {
  if (talk.turns.length) log.replaceChildren();
  for (const { question, answer } of talk.turns) {
    say(question);
    close(answer);
    offer(answer.guide.suggestions);
  }
  if (!composer.dataset.draft) return;
  const address = new URL(location.href);
  address.searchParams.delete("q"); // A shared or reloaded address must not ask again.
  history.replaceState(null, "", address);
  begin(field.value.trim());
}
