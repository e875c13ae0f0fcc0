// The microphone: hold it, or tap to start and tap to end. What is heard is written into the field.

import { hear, tell } from "./bus.js";
import { listen, works } from "./hearing/browser.js";
import { connect, showLevel, showState, showWord, startClock } from "./hearing/panel.js";
import { focusField, slot, takeSaid } from "./hearing/words.js";
import { offer } from "./voice/offer.js";
import { words } from "./element.js";

const MOST = 60; // Seconds.
const HOLD = 400; // Milliseconds after which a press is a hold.
const mic = document.getElementById("mic");
const lang = document.documentElement.lang;

let turn = null; // The listening that goes on: {slot, source, kept, word, isEnding}.
let pressed = 0;

showState("idle");
connect({ over: finish, cancel, retry: send });
mic.addEventListener("pointerdown", press);
mic.addEventListener("click", (event) => event.detail === 0 && (isOn() ? finish() : begin()));
mic.addEventListener("contextmenu", (event) => event.preventDefault());
for (const kind of ["pointerup", "pointercancel"]) addEventListener(kind, release);
document.addEventListener("keydown", (event) => event.key === "Escape" && turn && cancel());
document.addEventListener("visibilitychange", () => document.hidden && isOn() && finish());
addEventListener("hashchange", receive);
for (const name of ["asked", "forgotten"]) hear(name, () => (turn ? cancel() : showState("idle")));
receive();

function isOn() {
  return Boolean(turn && !turn.kept);
}

function press(event) {
  if (event.button > 0) return;
  if (isOn()) {
    finish();
    return;
  }
  pressed = performance.now();
  begin();
}

function release() {
  if (!pressed) return;
  const isHeld = performance.now() - pressed > HOLD;
  pressed = 0;
  if (mic.dataset.state !== "listening") return; // A question about the microphone took the finger away.
  if (isHeld) finish();
  else showWord(words["js.voice.tap"]);
}

function begin() {
  if (turn) cancel();
  if (toRecorder()) return;
  turn = { slot: slot() };
  tell("listening", { on: true });
  showState("asking", words["js.voice.asking"]);
  if (works()) recognise(turn);
  else take(turn);
}

// Few visitors need these, so the first load does without them.
function load(part) {
  return import(`./hearing/${part}.js`).catch(() => null);
}

// Inside the mini-program its own page records.
function toRecorder() {
  const program = window.wx && window.wx.miniProgram;
  if (!program || !/miniProgram/i.test(navigator.userAgent + window.__wxjs_environment)) return false;
  program.navigateTo({ url: `/pages/record/record?lang=${encodeURIComponent(lang)}` });
  return true;
}

function begun(mine, word) {
  if (mine !== turn) return;
  showState("listening", word || words[pressed ? "js.voice.hold" : "js.voice.tap"]);
  startClock(MOST, () => finish(words["js.voice.limit"]));
}

function recognise(mine) {
  mine.source = listen(lang, {
    begun: () => begun(mine),
    heard: () => showLevel(0.4 + Math.random() * 0.5),
    partial: (text) => mine.slot.say(text),
    done: (text) => done(mine, text),
    failed: (reason) => (reason === "broken" ? take(mine, words["js.voice.once"]) : fail(mine, reason)),
  });
}

// By a recording, where the server can write it down.
async function take(mine, word = "") {
  mine.source = null;
  const recorder = await load("recorder");
  const can = recorder && recorder.records() && (await offer()).transcribes;
  if (mine !== turn) return;
  if (!can) {
    fail(mine, word ? "lost" : "missing");
    return;
  }
  const source = await recorder.record({ begun: () => begun(mine, word), level: showLevel, failed: (reason) => fail(mine, reason) });
  if (!source) return;
  if (mine !== turn) source.cancel();
  else mine.source = source;
}

async function finish(word) {
  const mine = turn;
  if (!mine || mine.kept || mine.isEnding) return;
  if (typeof word === "string") mine.word = word;
  if (!mine.source) {
    cancel();
    return;
  }
  mine.isEnding = true;
  showState("working", words["js.voice.working"]);
  tell("listening", { on: false });
  const made = await mine.source.stop();
  if (mine !== turn || made === undefined) return; // Recognition tells by itself when it is done.
  if (!made) {
    fail(mine, "silence");
    return;
  }
  mine.kept = made;
  send();
}

async function send() {
  const mine = turn;
  showState("working", words["js.voice.working"]);
  try {
    const sender = await load("send");
    if (!sender) throw new Error("network");
    const text = await sender.written(mine.kept, lang);
    if (mine !== turn) return;
    if (text.trim()) done(mine, text);
    else fail(mine, "silence");
  } catch ({ message }) {
    if (mine === turn) showState("kept", words[`js.voice.${message}`]);
  }
}

function done(mine, text) {
  if (mine !== turn) return;
  mine.slot.say(text);
  end("idle", mine.word || words["js.voice.check"]);
  focusField();
}

function fail(mine, reason) {
  if (mine === turn) end(reason === "denied" ? "denied" : "idle", words[`js.voice.${reason}`]);
}

function cancel() {
  const { slot: written, source, kept } = turn;
  if (source && !kept) source.cancel();
  if (!kept) written.clear();
  end("idle");
}

function end(state, word = "") {
  turn = null;
  pressed = 0;
  tell("listening", { on: false });
  showState(state, word);
}

function receive() {
  const said = takeSaid();
  if (!said) return;
  slot().say(said);
  showState("idle", words["js.voice.check"]);
}
