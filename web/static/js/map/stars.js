// The stars of saved places, on their marks and in the list.

import { saved } from "../saved.js";
import { hear } from "../bus.js";
import { say } from "./told.js";

export function stars(places, changed) {
  const lines = new Map([...document.querySelectorAll(".gazetteer [data-id]")].map((line) => [line.dataset.id, line]));

  function read() {
    const kept = new Set(saved().map(({ entry }) => entry));
    for (const place of places) {
      place.isKept = kept.has(place.id);
      const line = lines.get(place.id);
      if (line) mark(line.querySelector("a"), place.isKept);
    }
  }

  function again() {
    read();
    changed();
  }

  document.addEventListener("click", (event) => event.target.closest("[data-save]") && setTimeout(again));
  hear("forgotten", () => setTimeout(again));
  addEventListener("storage", again);
  read();
}

// A star at the end of a line, with a word for it, or none.
function mark(link, isKept) {
  const there = link.querySelector(".kept");
  if (there && !isKept) there.remove();
  if (there || !isKept) return;
  link.querySelector(".name").after(drawn());
}

export function drawn() {
  const made = document.getElementById("sign-kept").content.firstElementChild.cloneNode(true);
  made.setAttribute("aria-label", say("kept"));
  return made;
}
