// The voices of this device, by the browser's speechSynthesis. Some browsers list voices late, some list voices
// that never start, some end without saying so: each is waited for only so long.

import { base } from "./offer.js";
import { keep, recall } from "../store.js";

const LISTING = 600; // Milliseconds that a list of voices may take.
const STARTING = 1500;
const REGION = { "zh-Hans": "zh-cn", "zh-Hant": "zh-tw", ja: "ja-jp", ko: "ko-kr", en: "en" };
const OTHER = /^(yue|wuu|nan)|-hk|-mo/; // Other languages under the tag of Chinese: this guide writes Mandarin.
const FINE = /premium|enhanced|natural|neural|siri|samantha|daniel|ting-?ting|mei-?jia|kyoko|yuna|xiaoxiao|huihui/i;
const synth = window.speechSynthesis && window.SpeechSynthesisUtterance ? window.speechSynthesis : null;

let listing = null;
let dead = recall("voice-dead", false, "sessionStorage");
let held = null; // Chromium forgets to tell of an utterance that nobody holds.

// The voices there are, after one wait for a list that comes late.
export async function listed() {
  listing = listing || wait();
  await listing;
  return synth ? synth.getVoices() : [];
}

function wait() {
  return new Promise((resolve) => {
    if (!synth || synth.getVoices().length) {
      resolve();
      return;
    }
    const timer = setTimeout(end, LISTING);
    const poll = setInterval(() => synth.getVoices().length && end(), 100); // Safari does not tell.
    if (synth.addEventListener) synth.addEventListener("voiceschanged", end, { once: true });
    function end() {
      clearTimeout(timer);
      clearInterval(poll);
      resolve();
    }
  });
}

// The best voice for a language, or null. Those that send the text elsewhere only where `far` allows it.
export async function voiceFor(lang, far = false) {
  if (dead) return null;
  const worth = (voice) => {
    const tag = voice.lang.toLowerCase().replace("_", "-");
    return tag.startsWith(REGION[lang] || lang) * 4 + FINE.test(voice.name) * 2 + voice.default * 1;
  };
  const fits = (voice) => base(voice.lang) === base(lang) && !OTHER.test(voice.lang.toLowerCase().replace("_", "-"));
  const fitting = (await listed()).filter((voice) => fits(voice) && Boolean(voice.localService) !== far);
  return fitting.sort((a, b) => worth(b) - worth(a))[0] || null;
}

// A sound to be played: like those of guide.js, but with no track and the clock of the page.
export function utterance({ text }, voice) {
  return { play: (told) => play(text, voice, told) };
}

function play(text, voice, { started, ended, failed }) {
  const made = new SpeechSynthesisUtterance(text);
  const begun = { at: 0 };
  const timers = [setTimeout(() => quit("dead"), STARTING)];
  held = made;
  made.voice = voice;
  made.lang = voice.lang;
  made.onstart = () => {
    clearTimeout(timers[0]);
    begun.at = performance.now();
    timers.push(setInterval(() => synth.speaking || synth.pending || quit(), 1000));
    started({ audio: null, track: [], clock: () => performance.now() - begun.at });
  };
  made.onend = () => quit();
  made.onerror = ({ error }) => quit(error === "not-allowed" ? "blocked" : "failed");
  const quit = (reason) => {
    if (!held) return;
    silence();
    if (reason === "dead") bury();
    if (!reason || (reason === "failed" && begun.at)) ended();
    else failed(reason === "blocked" ? "blocked" : "failed");
  };
  const silence = () => {
    timers.forEach(clearTimeout);
    timers.forEach(clearInterval);
    made.onstart = made.onend = made.onerror = held = null;
    synth.cancel();
  };
  if (synth.speaking || synth.pending) synth.cancel();
  synth.speak(made);
  return silence;
}

function bury() {
  dead = true;
  keep("voice-dead", true, "sessionStorage");
}

// Within a tap: some phones let a page speak later only if it spoke within one.
export function unlock() {
  if (!synth || held) return;
  const nothing = new SpeechSynthesisUtterance(" ");
  nothing.volume = 0;
  synth.speak(nothing);
}
