// Reads sentences one after the other, each by the best voice there is, the next one fetched while one sounds.

import { words } from "../element.js";
import { tell } from "../bus.js";
import { unlock as unlockDevice, utterance, voiceFor } from "./device.js";
import { sound, unlock as unlockGuide } from "./guide.js";
import { serves, wechat, whose } from "./offer.js";
import { breaths } from "./sentences.js";
import { keep, recall } from "../store.js";

const page = document.documentElement.lang;

let job = null; // What is being read.
let touched = false;
let show = () => {};

// `change(state, owner)` is told "fetching", "speaking", "blocked", "none" (no voice) or "idle".
export function watch(change) {
  show = (state, owner) => {
    if (job) job.state = state;
    change(state, owner);
  };
}

// Begins to read for `owner`. What was read before falls silent.
export function open(owner) {
  stop();
  job = { owner, waiting: [], open: true, busy: false, sounding: false, abort: new AbortController() };
}

export const isReading = (owner) => Boolean(job && job.owner === owner);

// Reads one more sentence; the first of a conversation is preceded by the word that an AI speaks.
export function add(owner, text, lang) {
  if (!isReading(owner)) return;
  for (const part of breaths(text)) {
    const notice = !job.noticed && !isNoticed();
    job.noticed = true;
    job.waiting.push({ text: part, lang, notice });
  }
  if (!job.busy) run(job);
  else if (job.sounding) ahead(job);
}

// Nothing more will be added.
export function close(owner) {
  if (!isReading(owner)) return;
  job.open = false;
  if (!job.busy) stop();
}

// What is read has found its place in the page.
export function adopt(owner) {
  if (isReading(owner)) show(job.state || "fetching", owner);
}

export function stop(state = "idle") {
  if (!job) return;
  const { abort, halt, sounding } = job;
  job = null;
  abort.abort();
  if (halt) halt();
  if (sounding) tell("silent");
  show(state, null);
}

// Within a tap of the visitor's: afterwards sound may start by itself.
export function unlock() {
  if (!touched) {
    unlockGuide();
    unlockDevice();
  }
  touched = true;
}

// Goes on where the browser wanted a tap first.
export function resume() {
  if (job && job.resume) job.resume();
}

export const isNoticed = () => recall("voice-noticed", false, "sessionStorage");
export const markNoticed = (is) => keep("voice-noticed", is, "sessionStorage");

async function run(mine) {
  mine.busy = true;
  while (mine.waiting.length) {
    if (!mine.sounding) show("fetching", mine.owner);
    const heard = await read(mine, mine.waiting.shift());
    if (mine !== job) return;
    if (!heard) {
      stop("none");
      return;
    }
    if (!mine.waiting.length) pause(mine);
  }
  mine.busy = false;
  if (!mine.open) stop();
}

function pause(mine) {
  mine.sounding = false;
  tell("silent");
}

async function read(mine, sentence) {
  let { clips, others } = await prepared(mine, sentence);
  while (mine === job) {
    if (clips.length && (await every(clips, (clip) => isHeard(mine, clip, sentence)))) return true;
    if (!others.length) return false;
    clips = await others.shift()().catch(() => []);
  }
  return false;
}

async function every(clips, passes) {
  for (const clip of clips) if (!(await passes(clip))) return false;
  return true;
}

function ahead(mine) {
  if (mine.waiting.length) prepared(mine, mine.waiting[0]);
}

function prepared(mine, sentence) {
  sentence.ready = sentence.ready || prepare(mine, sentence);
  return sentence.ready;
}

async function prepare(mine, sentence) {
  const [first, ...others] = await ways(sentence, mine.abort.signal);
  return { clips: first && mine === job ? await first().catch(() => []) : [], others };
}

// Ways to say a sentence, the best first; each makes the clips to be played in turn.
async function ways({ text, lang, notice }, signal) {
  const [near, served, own] = await Promise.all([voiceFor(lang), serves(lang), voiceFor(page)]);
  const far = near ? null : await voiceFor(lang, true);
  const guide = served && (async () => [await sound({ text, lang, notice }, signal)]);
  const device = (voice) => voice && (async () => [
    ...(notice && own ? [utterance({ text: words["js.voice.notice"] }, own)] : []),
    utterance({ text }, voice),
  ]);
  const isGuideFirst = whose() === "guide" || (wechat && !whose());
  const found = isGuideFirst ? [guide, device(near), device(far)] : [device(near), guide, device(far)];
  return found.filter(Boolean);
}

// Whether a clip was played to its end. One that was cut off never tells.
function isHeard(mine, clip, { text, lang, notice }) {
  return new Promise((resolve) => {
    const started = (sound) => {
      mine.sounding = true;
      if (notice) markNoticed(true);
      show("speaking", mine.owner);
      tell("speaking", { ...sound, text, lang });
      ahead(mine);
    };
    const failed = (reason) => {
      if (reason !== "blocked") return resolve(false);
      mine.resume = begin;
      return show("blocked", mine.owner);
    };
    const begin = () => {
      mine.resume = null;
      mine.halt = clip.play({ started, ended: () => resolve(true), failed });
    };
    if (mine === job) begin();
  });
}
