// The guide as a person: where she stands, what she does while the talk goes on, the line of what is being said.

import { words } from "./element.js";
import { hear } from "./bus.js";
import { keep, recall } from "./store.js";

const part = (id) => document.getElementById(id);
const root = document.documentElement;
const [figure, dock, bust, caption, welcome] = ["figure", "dock", "bust", "caption", "welcome"].map(part);
const stage = figure.parentNode;
const still = matchMedia("(prefers-reduced-motion: reduce)");
const ORDER = ["listening", "pointing", "speaking", "thinking", "greeting"];
const LASTS = { pointing: 2600, greeting: 3500 }; // Milliseconds.

const doing = new Set();
const ends = {};
let waiting = []; // Sentences told of and not spoken yet.
let seen = true;
let lips = null; // They come with the first question: the first screen does without them.
let guess = null;
let coming = null;

function awake() {
  coming = coming || Promise.all([import("./mouth.js"), import("./track.js")]).then(([{ mouth }, track]) => {
    guess = track.guess;
    lips = mouth(part("mouth"));
    lips.rest();
  });
  return coming.catch(() => (coming = null));
}

function act(name, on = true) {
  clearTimeout(ends[name]);
  if (on) doing.add(name);
  else doing.delete(name);
  if (on && LASTS[name]) ends[name] = setTimeout(() => act(name, false), LASTS[name]);
  const state = ORDER.find((each) => doing.has(each)) || "idle";
  if (figure.dataset.state !== state) figure.dataset.state = state;
}

function calm() {
  waiting = [];
  for (const name of ORDER) act(name, false);
  quiet();
}

// On the first screen she stands in the picture, with what belongs to the hour; in the talk she is at the box.
function stand(inTalk) {
  (inTalk ? bust : stage).append(figure);
  dock.classList.toggle("on", inTalk);
  root.classList.toggle("docked", inTalk);
  figure.dataset.hour = inTalk ? "" : hour();
  part("hello").textContent = words[`js.figure.${hour()}`];
}

function hour() {
  const now = new Date().getHours();
  return now < 5 || now >= 20 ? "night" : now < 11 ? "morning" : now < 17 ? "noon" : "evening";
}

function speak({ track, clock, text = waiting[0] && waiting[0].text, lang }) {
  const said = waiting.findIndex((each) => each.text === text);
  lang = lang || (said >= 0 ? waiting[said].lang : root.lang);
  waiting = waiting.slice(said + 1);
  act("thinking", false);
  act("speaking");
  say(text || "", lang);
  if (lips) move({ track, clock, text });
  else awake().then(() => lips && doing.has("speaking") && move({ track, clock, text }));
}

function move({ track, clock, text }) {
  if (isShown()) lips.play(track && track.length ? track : guess(text || ""), clock);
}

function quiet() {
  act("speaking", false);
  lips?.rest();
  say("");
}

function say(text, lang = root.lang) {
  caption.firstElementChild.textContent = text || (mode() === "captions" ? words["js.figure.idle"] : "");
  caption.lang = text ? lang : root.lang;
  caption.classList.toggle("spoken", Boolean(text));
}

function mode() {
  return root.dataset.figure || "shown";
}

function isShown() {
  return mode() === "shown" && seen && !document.hidden;
}

function choose(name) {
  if (name === "shown") delete root.dataset.figure;
  else root.dataset.figure = name;
  keep("prefs", { ...recall("prefs", {}), figure: name === "shown" ? "" : name });
  settle();
  say("");
}

// Nothing moves that nobody sees.
function settle() {
  for (const each of document.querySelectorAll("[data-figure-mode]")) {
    each.setAttribute("aria-pressed", String(each.dataset.figureMode === mode()));
  }
  figure.classList.toggle("alive", isShown() && !still.matches);
  if (!isShown()) lips?.rest();
}

hear("asked", () => {
  calm();
  stand(true);
  act("thinking");
  awake();
});
hear("text", () => act("thinking", false));
hear("answered", () => act("thinking", false));
hear("failed", calm);
hear("stopped", calm);
hear("opened", () => stand(true));
hear("forgotten", () => {
  calm();
  stand(false);
});
hear("said", (sentence) => waiting.push(sentence));
hear("speaking", speak);
hear("silent", quiet);
hear("listening", ({ on }) => act("listening", on));
hear("pointed", () => act("pointing"));

part("figure-modes").hidden = false;
for (const each of document.querySelectorAll("[data-figure-mode]")) {
  each.addEventListener("click", () => choose(each.dataset.figureMode));
}
document.addEventListener("visibilitychange", settle);
if (still.addEventListener) still.addEventListener("change", settle);
if (window.IntersectionObserver) {
  new IntersectionObserver(([{ isIntersecting }]) => {
    seen = isIntersecting;
    settle();
  }).observe(figure);
}
stand(welcome.hidden);
act(welcome.hidden && !part("stop").hidden ? "thinking" : "greeting", !welcome.hidden || !part("stop").hidden);
say("");
settle();
