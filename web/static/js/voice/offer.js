// What the server can do with sound, asked once; what this visitor chose about voices.

import { keep, recall } from "../store.js";

const NOTHING = { languages: [], transcribes: false };
let asked = null;

// {languages, transcribes}. A server that cannot be reached is asked again the next time.
export function offer() {
  if (!asked) {
    const lost = () => {
      asked = null;
      return NOTHING;
    };
    asked = fetch("/api/speech").then((response) => (response.ok ? response.json() : NOTHING)).catch(lost);
  }
  return asked;
}

export const base = (lang) => lang.toLowerCase().replace("_", "-").replace(/^cmn/, "zh").split("-")[0];

export async function serves(lang) {
  return (await offer()).languages.some((each) => base(each) === base(lang));
}

export const wechat = /MicroMessenger/i.test(navigator.userAgent);

export function isAloud() {
  const { aloud } = recall("prefs", {});
  return typeof aloud === "boolean" ? aloud : document.documentElement.dataset.view === "elder";
}

// "device", "guide", or "" while nothing was chosen.
export function whose() {
  const { voice } = recall("prefs", {});
  return voice === "device" || voice === "guide" ? voice : "";
}

export function choose(name, value) {
  keep("prefs", { ...recall("prefs", {}), [name]: value });
}
