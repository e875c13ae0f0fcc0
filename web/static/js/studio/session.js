// Says in time that the session is about to end, with a button to stay. Without this file the session ends all the same,
// and what is sent after its end waits behind the log-in.

const WARN = 180; // seconds before the end
const note = document.getElementById("session");
const said = note?.querySelector("p");
const stay = note?.querySelector("button");
const tabs = "BroadcastChannel" in window ? new BroadcastChannel("guide-studio-session") : null;
let idleEnd = 0;
let lastEnd = 0;
let timer = 0;

function begin(idle, most) {
  idleEnd = Date.now() + idle * 1000;
  lastEnd = Date.now() + most * 1000;
  tick();
}

function tick() {
  clearTimeout(timer);
  const left = Math.min(idleEnd, lastEnd) - Date.now();
  if (left > WARN * 1000) {
    note.hidden = true;
    timer = setTimeout(tick, Math.min(left - WARN * 1000, 60_000));
    return;
  }
  show(left);
  if (left > 0) timer = setTimeout(tick, Math.min(left, 15_000));
}

function show(left) {
  const isLast = lastEnd - Date.now() <= WARN * 1000;
  const key = left <= 0 ? "over" : isLast ? "last" : "soon";
  const text = note.dataset[key].replace("{minutes}", Math.max(1, Math.ceil(left / 60_000)));
  if (said.textContent !== text) said.textContent = text;
  stay.hidden = key !== "soon";
  note.hidden = false;
}

async function prolong() {
  const answer = await fetch("/studio/session", { redirect: "manual" }).catch(() => null);
  if (!answer?.ok) {
    idleEnd = 0;
    tick();
    return;
  }
  const { idle, most } = await answer.json();
  begin(idle, most);
  tabs?.postMessage({ idle, most });
}

if (note) {
  stay.addEventListener("click", prolong);
  tabs?.addEventListener("message", (event) => begin(event.data.idle, event.data.most));
  document.addEventListener("visibilitychange", () => { if (!document.hidden) tick(); });
  const [idle, most] = [Number(note.dataset.idle), Number(note.dataset.most)];
  begin(idle, most);
  tabs?.postMessage({ idle, most });
}
