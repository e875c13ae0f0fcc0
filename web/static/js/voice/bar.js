// What is seen of the voice: the switch, the player with its notice, the buttons at the answers, the choices in the menu.

import { words } from "../element.js";
import { isAloud, offer, serves, whose } from "./offer.js";
import { voiceFor } from "./device.js";

const part = (id) => document.getElementById(id);
const page = document.documentElement.lang;
const bar = part("voice-now");
const note = part("voice-note");
const menu = part("voice-menu");

// `press(name, value)` is told: aloud, halt, resume, voice.
export function connect(press) {
  for (const each of document.querySelectorAll("[data-aloud]")) {
    each.classList.add("ready");
    each.addEventListener("click", () => press("aloud", !isAloud()));
  }
  bar.querySelector(".halt").addEventListener("click", () => press("halt"));
  bar.querySelector(".resume").addEventListener("click", () => press("resume"));
  menu.hidden = false;
  for (const each of menu.querySelectorAll("[data-voice]")) each.addEventListener("click", () => press("voice", each.dataset.voice));
  part("menu").addEventListener("toggle", () => part("menu").open && showChoices());
  showAloud();
}

export function showAloud() {
  for (const each of document.querySelectorAll("[data-aloud]")) {
    each.setAttribute(each.getAttribute("role") === "switch" ? "aria-checked" : "aria-pressed", String(isAloud()));
  }
}

// The choice between two voices, where there are two.
export async function showChoices() {
  const [near, guide] = await Promise.all([voiceFor(page), serves(page), offer()]);
  const chosen = whose() || (near ? "device" : "guide");
  menu.querySelector(".whose").hidden = !near || !guide;
  for (const each of menu.querySelectorAll("[data-voice]")) each.setAttribute("aria-pressed", String(each.dataset.voice === chosen));
}

// `state` as the reader tells it; `article` is the answer being read, where it stands already.
export function showState(state, article) {
  bar.hidden = state === "idle" || state === "none";
  bar.dataset.state = state;
  note.textContent = state === "none" ? words["js.voice.none"] : "";
  document.body.classList.toggle("is-read", !bar.hidden);
  for (const each of document.querySelectorAll("[data-act=read]")) {
    const on = Boolean(article && article.contains(each));
    const word = words[on ? "js.voice.stop" : "js.voice.read"];
    each.classList.toggle("on", on);
    each.setAttribute("aria-label", word);
    each.title = word;
  }
}
