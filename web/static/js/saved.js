// The star at a place: kept in this browser only, with the place's page and picture, so that both can be read offline.

import { plain } from "./address.js";
import { hear } from "./bus.js";
import { erase, keep, recall } from "./store.js";
import { say } from "./offline.js";

const MEMORY = "guide-saved"; // As in web/worker.js.
const MOST = 200;
const SHORT = 2500; // Milliseconds that "saved" stays to be read.

refresh();
document.addEventListener("click", (event) => {
  const pressed = event.target.closest("[data-save]");
  if (pressed) toggle(pressed);
});
hear("answered", () => setTimeout(refresh));
hear("forgotten", ({ all }) => {
  if (all) erase("saved");
  refresh();
});
addEventListener("storage", () => refresh());
addEventListener("pageshow", () => refresh());

export function saved() {
  return recall("saved", []).filter((each) => each && each.entry && /^\/[^/]/.test(each.page || ""));
}

// A star for the card of a place ({entry, title, page, picture}), to be put wherever the card is.
export function star({ entry, title, page, picture }) {
  const made = document.getElementById("star").content.firstElementChild.cloneNode(true);
  made.setAttribute("aria-label", `${made.textContent.trim()}: ${title}`); // Of three stars each names its place.
  Object.assign(made.dataset, { save: entry, title, page, picture: picture ? picture.address : "" });
  refresh(made);
  return made;
}

export function refresh(root = document) {
  const here = new Set(saved().map((each) => each.entry));
  const stars = root.querySelectorAll ? [...root.querySelectorAll("[data-save]")] : [];
  if (root.matches && root.matches("[data-save]")) stars.push(root);
  for (const each of stars) {
    each.setAttribute("aria-pressed", String(here.has(each.dataset.save)));
    each.disabled = false;
  }
}

function toggle({ dataset: { save: entry, title, page, picture } }) {
  const others = saved().filter((each) => each.entry !== entry);
  const added = others.length === saved().length;
  const record = { entry, title, page: plain(page), picture, lang: document.documentElement.lang };
  keep("saved", (added ? [record, ...others] : others).slice(0, MOST));
  refresh();
  say(added ? "saved" : "unsaved");
  setTimeout(say, SHORT);
  store(added, [record.page, picture].filter(Boolean)).catch(() => {}); // Without memory the list alone is kept.
}

// Whoever leaves a page right after the star leaves before it is stored: what is missing comes with the list.
export async function fetchMissing() {
  if (!window.caches || navigator.onLine === false) return;
  const shelf = await caches.open(MEMORY);
  for (const address of saved().flatMap(({ page, picture }) => [page, picture].filter(Boolean))) {
    if (!(await shelf.match(address, { ignoreVary: true }))) await shelf.add(address).catch(() => {});
  }
}

async function store(added, addresses) {
  if (!window.caches) return;
  const shelf = await caches.open(MEMORY);
  await Promise.all(addresses.map((each) => (added ? shelf.add(each) : shelf.delete(each))));
}
