// Reads answers aloud while they are still being written. Off until the visitor switches it on; on in the elder view.

import { words } from "./element.js";
import { hear, tell } from "./bus.js";
import { connect, showAloud, showChoices, showState } from "./voice/bar.js";
import { listed } from "./voice/device.js";
import { choose, isAloud, offer } from "./voice/offer.js";
import * as reader from "./voice/reader.js";
import { cut, tongue } from "./voice/sentences.js";

const SETTLING = 300; // Milliseconds after which a full stop at the end of what has come is the end of a sentence.
const GESTURES = ["click", "touchend", "keydown"];

const log = document.getElementById("log");
const page = document.documentElement.lang;
let answer = null; // The one being written: {question, text, read, told, owner}.

reader.watch((state, owner) => showState(state, owner && owner.article));
connect(press);
hear("asked", ({ question }) => begin(question));
hear("text", ({ text }) => take(text));
hear("answered", (told) => finish(told.answer));
hear("failed", fail);
for (const end of ["stopped", "opened", "removed"]) hear(end, drop);
hear("forgotten", () => {
  drop();
  reader.markNoticed(false);
});
hear("listening", ({ on }) => on && reader.stop());
document.addEventListener("click", ({ target }) => target.closest("#dock, #figure") && reader.stop());
document.addEventListener("click", readOne, true);
document.addEventListener("visibilitychange", () => document.hidden && reader.stop());
addEventListener("pagehide", () => reader.stop());
for (const gesture of GESTURES) document.addEventListener(gesture, touch, { capture: true, passive: true });
document.addEventListener("WeixinJSBridgeReady", () => isAloud() && window.WeixinJSBridge.invoke("getNetworkType", {}, reader.unlock));
if (isAloud()) warm();

function warm() {
  listed();
  offer();
}

function touch() {
  if (!isAloud()) return;
  reader.unlock();
  for (const gesture of GESTURES) document.removeEventListener(gesture, touch, { capture: true });
}

function begin(question) {
  reader.stop();
  answer = { question, text: "", read: 0, told: [], owner: { article: null } };
  if (isAloud()) reader.open(answer.owner);
}

function take(text) {
  if (!answer) begin("");
  if (answer.failed && isAloud()) reader.open(answer.owner);
  answer.failed = false;
  if (!text.startsWith(answer.text.slice(0, answer.read))) answer.read = 0;
  answer.text = text;
  say(cut(text, answer.read), tongue(answer.question + text, page));
  clearTimeout(answer.timer);
  const mine = answer;
  answer.timer = setTimeout(() => mine === answer && say(cut(text, mine.read, { settled: true }), tongue(mine.question + text, page)), SETTLING);
}

function say({ sentences, read }, lang) {
  answer.read = read;
  for (const text of sentences) {
    if (answer.told.some((each) => each.text === text)) continue;
    answer.told.push({ text, lang });
    tell("said", { text, lang });
    reader.add(answer.owner, text, lang);
  }
}

function finish({ text, guide }) {
  if (!answer) begin("");
  clearTimeout(answer.timer);
  const lang = guide.locale || tongue(answer.question + text, page);
  say(cut(text, answer.read, { whole: true }), lang);
  say(cut(unsaid(text, guide.notices).join("\n"), 0, { whole: true }), lang);
  answer.owner.article = log.lastElementChild;
  reader.adopt(answer.owner);
  reader.close(answer.owner);
  answer = null;
}

// Notices that stand in a banner only.
function unsaid(text, notices = []) {
  return notices.map((each) => each.text || "").filter((said) => !text.includes(said.replace(/[。.!！\s]+$/, "")));
}

// What had come is read to its end; a second try goes on where the first one broke.
function fail() {
  if (!answer) return;
  answer.failed = true;
  reader.close(answer.owner);
}

function drop() {
  if (answer) clearTimeout(answer.timer);
  answer = null;
  reader.stop();
}

function press(name, value) {
  if (name === "halt") reader.stop();
  if (name === "aloud") setAloud(value);
  if (name === "voice") choose("voice", value);
  if (name === "voice") showChoices();
  if (name !== "resume") return;
  reader.unlock();
  reader.resume();
}

function setAloud(on) {
  choose("aloud", on);
  showAloud();
  if (!on) {
    reader.stop();
    return;
  }
  reader.unlock();
  const last = [...log.querySelectorAll(".said")].pop();
  if (answer) readWritten();
  else if (last) read(last);
  else greet();
}

function readWritten() {
  reader.open(answer.owner);
  for (const { text, lang } of answer.told) reader.add(answer.owner, text, lang);
}

function greet() {
  const owner = { article: null };
  reader.markNoticed(true);
  reader.open(owner);
  reader.add(owner, words["js.voice.hello"], page);
  reader.close(owner);
}

// The button at an answer. Taken before it reaches the talk, which knows nothing of voices.
function readOne(event) {
  const button = event.target.closest("[data-act=read]");
  if (!button) return;
  event.stopPropagation();
  if (button.classList.contains("on")) {
    reader.stop();
    return;
  }
  reader.unlock();
  read(button.closest(".said"));
}

function read(article) {
  const body = article.querySelector(".text");
  const lines = [...article.querySelectorAll(".noticed"), ...parts(body)].map(line);
  const owner = { article };
  reader.open(owner);
  for (const text of cut(lines.join("\n"), 0, { whole: true }).sentences) reader.add(owner, text, body.lang || page);
  reader.close(owner);
}

// Every line once: a stop of a plan has lines of its own.
function parts(body) {
  return [...body.querySelectorAll("p, li, h3")].filter((each) => !each.querySelector("p, h3"));
}

function line(node) {
  const copy = node.cloneNode(true);
  for (const mark of copy.querySelectorAll(".mark")) mark.remove();
  return copy.textContent;
}
