// The view, the look and the size of letters: chosen at the top of the page, kept by this browser, seen at once.

import { tell } from "./bus.js";
import { keep, recall } from "./store.js";

const root = document.documentElement;
const choices = [...document.querySelectorAll("[data-pref]")];

for (const each of choices) each.addEventListener("click", () => choose(each.dataset.pref, each.dataset.value));
for (const [name, view] of [["to-elder", "elder"], ["to-standard", ""]]) {
  for (const link of document.getElementsByClassName(name)) link.addEventListener("click", (event) => change(event, view));
}
document.getElementById("look").hidden = false;
const menu = document.getElementById("menu");
menu.addEventListener("keydown", (event) => event.key === "Escape" && menu.open && closeMenu(event));
menu.addEventListener("focusout", ({ relatedTarget: to }) => to && !menu.contains(to) && (menu.open = false));
show();

function closeMenu(event) {
  event.preventDefault();
  menu.open = false;
  menu.firstElementChild.focus();
}

// The address may ask for a view too: what is chosen now must win when the page is loaded again.
function change(event, view) {
  if (event.metaKey || event.ctrlKey || event.shiftKey) return;
  event.preventDefault();
  const address = new URL(location.href);
  address.searchParams.delete("view");
  history.replaceState(history.state, "", address);
  choose("view", view);
  (view ? document.querySelector(".to-standard") : document.querySelector(".to-elder")).focus();
}

function choose(pref, value) {
  const prefs = { ...recall("prefs", {}), [pref]: pref === "scale" ? Number(value) : value };
  keep("prefs", prefs);
  apply(prefs);
  show();
  tell("viewed", { view: prefs.view || "" });
}

function apply({ view, look, scale }) {
  for (const [name, value] of [["view", view], ["look", look]]) {
    if (value) root.dataset[name] = value;
    else delete root.dataset[name];
  }
  if (scale) root.style.setProperty("--scale", scale);
}

function show() {
  const prefs = { look: "", scale: 1, ...recall("prefs", {}) };
  for (const each of choices) each.setAttribute("aria-pressed", String(String(prefs[each.dataset.pref]) === each.dataset.value));
}
