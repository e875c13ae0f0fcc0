// "Take me there": a sheet with the ways there are. A host that has a map of its own takes over by `leaveBy`.

import { element, icon, outward, say } from "./element.js";
import { open } from "./sheet.js";

const sheet = document.getElementById("ways");
let way = show;

export function leave(card) {
  return way(card, show);
}

// `another(card, show)` opens the way itself, or calls `show(card)` where it cannot.
export function leaveBy(another) {
  way = another;
}

function show(card) {
  sheet.querySelector("h2").textContent = card.title;
  sheet.querySelector(".there").replaceChildren(...usable(card.ways || []).map(line));
  open(sheet);
}

function line({ title, url }) {
  const made = element("li");
  const link = outward("way-out", "", url);
  link.append(element("span", "", title), icon("out"));
  made.append(link);
  return made;
}

// Of the maps of telephones only the one that this device has.
function usable(ways) {
  const system = navigator.userAgent;
  const fits = { geo: /Android/.test(system), apple: /iPhone|iPad|Macintosh/.test(system) };
  return ways.filter(({ app }) => fits[app] !== false);
}
