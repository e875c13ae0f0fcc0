// The browser's own recognition. It may be there and not work: then it says so, and is not asked again.

import { keep, recall } from "../store.js";
import { wechat } from "../voice/offer.js";

const Recognition = window.SpeechRecognition || window.webkitSpeechRecognition;
const TAGS = { "zh-Hans": "zh-CN", "zh-Hant": "zh-TW", en: "en-US", ja: "ja-JP", ko: "ko-KR" };
const PATIENCE = 10000; // Milliseconds until it must have begun to hear, a question about the microphone included.
const ENDING = 4000; // And until it must have told what it heard.
const REASONS = {
  "not-allowed": "denied",
  "audio-capture": "device",
  "no-speech": "silence",
  network: "broken",
  "service-not-allowed": "broken",
  "language-not-supported": "broken",
};

export const works = () => Boolean(Recognition) && !wechat && !recall("recognition-broken", false, "sessionStorage");

// `told`: begun(), heard(), partial(text), done(text), failed(reason). Returns {stop, cancel}.
export function listen(lang, told) {
  const made = new Recognition();
  let text = "";
  let reason = "";
  const wait = setTimeout(() => end("broken"), PATIENCE);
  made.lang = TAGS[lang] || lang;
  made.interimResults = true;
  made.continuous = !/Android/i.test(navigator.userAgent); // There it says everything twice.
  made.onstart = () => told.begun();
  made.onaudiostart = () => clearTimeout(wait);
  made.onspeechstart = () => told.heard();
  made.onresult = ({ results }) => {
    clearTimeout(wait);
    told.heard();
    text = [...results].map((each) => each[0].transcript).join("");
    told.partial(text);
  };
  made.onerror = ({ error }) => (reason = REASONS[error] || "broken");
  made.onend = () => end(reason);
  const letGo = () => {
    clearTimeout(wait);
    made.onstart = made.onresult = made.onerror = made.onend = made.onaudiostart = made.onspeechstart = null;
  };
  const end = (why) => {
    letGo();
    if (why === "broken") keep("recognition-broken", true, "sessionStorage");
    if (text.trim()) told.done(text);
    else told.failed(why || "silence");
  };
  const cancel = () => {
    letGo();
    made.abort();
  };
  try {
    made.start();
  } catch {
    setTimeout(() => end("broken"));
  }
  const stop = () => {
    made.stop();
    setTimeout(() => made.onend && end(reason), ENDING);
  };
  return { stop, cancel };
}
