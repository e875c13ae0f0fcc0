// What a visitor likes and needs, in this browser only: chosen in the menu, shown above the question, sent with it.

import { hear } from "./bus.js";
import { element, icon, say, words } from "./element.js";
import { keep, recall } from "./store.js";

const MOST = 8; // As many as the guide reads.
const [menu, above] = ["tastes", "tastes-above"].map((id) => document.getElementById(id));
const names = [...menu.querySelectorAll("[data-taste]")].map((each) => each.dataset.taste);
let chosen = read();

menu.hidden = false;
menu.addEventListener("click", (event) => {
  const taste = event.target.closest("[data-taste]")?.dataset.taste;
  if (taste) set(chosen.includes(taste) ? chosen.filter((each) => each !== taste) : [...chosen, taste].slice(-MOST));
});
for (const change of ["forgotten", "remembered"]) {
  hear(change, () => {
    chosen = read();
    show();
  });
}
hear("speaking", () => above.classList.add("aside"));
for (const end of ["silent", "asked"]) hear(end, () => above.classList.remove("aside"));
show();

export function profile() {
  return chosen.length ? { profile: { tastes: chosen } } : {};
}

function read() {
  return recall("tastes", []).filter((each) => names.includes(each)).slice(0, MOST);
}

function set(tastes) {
  chosen = tastes;
  keep("tastes", tastes);
  show();
}

function show() {
  for (const each of menu.querySelectorAll("[data-taste]")) {
    each.setAttribute("aria-pressed", String(chosen.includes(each.dataset.taste)));
  }
  above.hidden = !chosen.length;
  above.replaceChildren(...chosen.map(chip));
}

function chip(taste) {
  const name = words["js.tastes"][taste];
  const made = element("button", "kept", name);
  made.setAttribute("aria-label", say("js.tastes.drop", { name }));
  made.append(icon("close"));
  made.addEventListener("click", () => {
    set(chosen.filter((each) => each !== taste));
    (above.querySelector("button") || document.getElementById("q")).focus();
  });
  return made;
}
