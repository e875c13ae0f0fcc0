// The chat page: asks, shows the answer as it is made, keeps the talk. Without this file it is a plain form.

import { hear, tell } from "./bus.js";
import { unsaid } from "./cards/tour.js";
import { edit, empty, isEditing, onAsk } from "./composer.js";
import { element, words } from "./element.js";
import { clear, close, follow, grow, offer, question as put, quietly, takeBack } from "./log.js";
import { fresh, keep, recall } from "./memory.js";
import { position } from "./near.js";
import { report } from "./status.js";
import { ask, Refused } from "./stream.js";
import { profile } from "./tastes.js";

const part = (id) => document.getElementById(id);
const again = part("again");
const lang = document.documentElement.lang;
const STATES = { again: words["js.retrying"], offline: words["js.offline"] };

let talk = recall();
let current = null; // The question not answered yet.

onAsk(begin);
part("stop").addEventListener("click", stop);
part("new").addEventListener("click", (event) => {
  event.preventDefault();
  tell("forgotten");
  part("q").focus();
});
again.firstElementChild.addEventListener("click", () => run(current));
addEventListener("online", () => again.hidden || run(current));
document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[data-ask]");
  if (!link || event.metaKey || event.ctrlKey) return;
  event.preventDefault();
  begin(link.dataset.ask);
});
for (const kind of ["wheel", "touchmove"]) {
  addEventListener(kind, () => current && (current.free = true), { passive: true });
}
hear("wanted", ({ question, here }) => begin(question, here));
hear("opened", ({ talk: earlier }) => replace(earlier));
for (const end of ["forgotten", "removed"]) hear(end, () => replace(fresh()));
restore();
askDraft();

function begin(question, here = null) {
  if (!question || current?.busy) return;
  if (current?.text) finish(current, { text: current.text, guide: {} });
  if (isEditing()) takeBackLast();
  current = { question, asked: put(question, editAgain), text: "", here };
  empty();
  offer();
  tell("asked", { question });
  run(current);
  current.asked.scrollIntoView({ block: "start" });
}

async function run(turn) {
  turn.busy = true;
  turn.abort = new AbortController();
  working(true, words["js.looking"]);
  const tellState = (state) => turn === current && working(true, STATES[state]);
  try {
    const answer = await ask(request(turn), lang, turn.abort, (text) => show(turn, text), tellState);
    if (turn === current) complete(turn, answer);
  } catch (error) {
    if (turn === current) fail(turn, error);
  }
}

function request({ question, here }) {
  const said = talk.turns.flatMap((turn) => [
    { role: "user", content: turn.question },
    { role: "assistant", content: turn.answer.text },
  ]);
  const messages = [...said, { role: "user", content: question }].slice(-30);
  return { messages, metadata: { lang, conversation: talk.conversation, ...profile(), ...(here ? { location: here } : position()) } };
}

// While a second try repeats what had already arrived, the longer text stays.
function show(turn, text) {
  if (turn !== current) return;
  if (!turn.text.startsWith(text)) turn.text = text;
  report("");
  grow(turn.text);
  follow(turn);
  tell("text", { text: turn.text });
}

function complete(turn, answer) {
  finish(turn, answer);
  follow(turn);
  tell("answered", { answer });
}

function finish(turn, answer) {
  const said = { question: turn.question, answer, at: Date.now() };
  talk.turns.push(said);
  keep(talk);
  close(said);
  offerOn(answer.guide);
  current = null;
  working(false);
}

// What could be asked next, in the language of the answer.
function offerOn(guide) {
  offer({ ...guide, suggestions: unsaid(guide) }, begin);
}

function stop() {
  const turn = current;
  turn.abort.abort();
  if (turn.text) finish(turn, { text: turn.text, guide: {} });
  current = null;
  working(false, words["js.stopped"]);
  if (document.activeElement === document.body) part("q").focus();
  tell("stopped");
}

function fail(turn, error) {
  turn.busy = false;
  working(false);
  report("", element("span", "problem", error instanceof Refused ? error.message : words["js.lost"]));
  again.hidden = false;
  tell("failed");
}

function working(on, word = "") {
  part("send").hidden = on;
  part("stop").hidden = !on;
  again.hidden = true;
  part("new").hidden = false;
  part("welcome").hidden = true;
  report(word);
}

function editAgain(question) {
  if (current?.busy) stop();
  edit(question);
}

function takeBackLast() {
  const last = talk.turns[talk.turns.length - 1];
  takeBack();
  if (!current && last) talk.turns.pop();
  current = null;
}

function replace(other) {
  current?.abort.abort();
  if (current) tell("stopped");
  current = null;
  talk = other;
  keep(talk);
  empty();
  clear();
  working(false);
  restore();
  part("new").hidden = !talk.turns.length;
  part("welcome").hidden = Boolean(talk.turns.length);
  scrollTo(0, talk.turns.length ? document.body.scrollHeight : 0);
}

function restore() {
  if (!talk.turns.length) return;
  clear();
  quietly(() => {
    for (const turn of talk.turns) {
      put(turn.question, editAgain);
      close(turn);
    }
  });
  offerOn(talk.turns[talk.turns.length - 1].answer.guide);
  working(false);
}

function askDraft() {
  if (!part("composer").dataset.draft) return;
  const address = new URL(location.href);
  address.searchParams.delete("q"); // A shared or reloaded address must not ask again.
  history.replaceState(null, "", address);
  begin(part("q").value.trim());
}
