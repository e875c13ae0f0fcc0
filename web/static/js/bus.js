// What happens in the talk, told to whoever listens: the figure, the voice, the map. The talk knows none of them.
//
// asked {question} · text {text} as it grows · answered {answer} · stopped · failed · forgotten {all} (the page is empty
// again; all: whatever was kept is gone too) · remembered (it came back) · opened {talk} · removed · wanted {question, here}
// said {lang, text} (one finished sentence without its marks, while the answer still streams) · pointed {card}
// speaking {audio, track, clock, text, lang} when a sound starts · silent when it ends · listening {on}

const bus = new EventTarget();
const root = document.documentElement;
const isLater = document.getElementById("parts"); // Parts of the talk come after the first paint: start.js.
let held = (isLater ? "started" in root.dataset : document.readyState === "complete") ? null : []; // Until all are there.

export function tell(name, detail = {}) {
  if (held) held.push([name, detail]);
  else bus.dispatchEvent(new CustomEvent(name, { detail }));
}

if (isLater) addEventListener("started", release);
else for (const [home, event] of [[document, "DOMContentLoaded"], [window, "load"]]) home.addEventListener(event, release);

function release() {
  const late = held || [];
  held = null;
  for (const [name, detail] of late) tell(name, detail);
}

export function hear(name, listen) {
  bus.addEventListener(name, ({ detail }) => listen(detail));
}
