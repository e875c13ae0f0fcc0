// What is seen of the listening: the microphone and its state, the loudness, the seconds, what is wrong.

import { words } from "../element.js";

const part = (id) => document.getElementById(id);
const [panel, mic, note, composer] = ["hearing", "mic", "voice-note", "composer"].map(part);
const bars = [...panel.querySelectorAll(".level i")];
const LABELS = { asking: "js.voice.finish", listening: "js.voice.finish", working: "js.voice.working" };

let levels = [];
let timer = 0;

// `press`: {over, cancel, retry}.
export function connect({ over, cancel, retry }) {
  panel.querySelector(".over").addEventListener("click", over);
  panel.querySelector(".cancel").addEventListener("click", cancel);
  panel.querySelector(".retry").addEventListener("click", retry);
}

// `state`: idle, asking, listening, working, denied, or kept (a recording that waits for another try).
export function showState(state, word = "") {
  const label = words[LABELS[state] || "js.voice.speak"];
  panel.dataset.state = mic.dataset.state = composer.dataset.hearing = state;
  panel.hidden = state === "idle" || state === "denied";
  panel.querySelector(".word").textContent = panel.hidden ? "" : word;
  mic.setAttribute("aria-label", label);
  mic.title = label;
  mic.setAttribute("aria-pressed", String(state === "listening" || state === "asking"));
  note.textContent = word;
  note.classList.toggle("unseen", !panel.hidden);
  if (state !== "listening") stopClock();
}

export function showWord(word) {
  panel.querySelector(".word").textContent = word;
}

export function showLevel(level) {
  levels = [...levels, level].slice(-bars.length);
  bars.forEach((bar, place) => {
    bar.style.transform = `scaleY(${Math.max(0.1, levels[levels.length - bars.length + place] || 0).toFixed(2)})`;
  });
}

// Counts the seconds; `end` is called when there are no more.
export function startClock(most, end) {
  const from = performance.now();
  const line = panel.querySelector(".time");
  levels = [];
  showLevel(0);
  const show = () => {
    const gone = Math.floor((performance.now() - from) / 1000);
    const left = most - gone;
    line.textContent = left > 10 ? `0:${String(gone).padStart(2, "0")}` : words["js.voice.left"].replace("{seconds}", Math.max(0, left));
    if (left <= 0) end();
  };
  clearInterval(timer);
  timer = setInterval(show, 250);
  show();
}

function stopClock() {
  clearInterval(timer);
  panel.querySelector(".time").textContent = "";
}
