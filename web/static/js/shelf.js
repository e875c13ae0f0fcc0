// The lists of places with a star and of pages read before, which only this browser knows.

import { hear } from "./bus.js";
import { recall } from "./store.js";
import { fetchMissing, saved, star } from "./saved.js";

const LOOK = 10000; // Milliseconds between two looks whether the guide can be reached.
const part = (id) => document.getElementById(id);
const [list, empty, seen] = ["saved", "saved-empty", "seen"].map(part);

show();
addEventListener("load", () => fetchMissing().catch(() => {}));
hear("forgotten", show);
document.addEventListener("click", (event) => event.target.closest("[data-save]") && count());
const again = document.querySelector("[data-again]");
if (again) waitForTheNet(); // Another page was asked for: that one opens as soon as it can.

function waitForTheNet() {
  again.hidden = false;
  again.addEventListener("click", () => location.reload());
  addEventListener("online", () => location.reload());
  setInterval(look, LOOK);
}

// Some browsers never tell that the net is back.
async function look() {
  if (document.hidden) return;
  const answer = await fetch("/healthz", { cache: "no-store" }).catch(() => null);
  if (answer && answer.ok) location.reload();
}

function show() {
  list.replaceChildren(...saved().map((each) => line(each, star({ ...each, picture: { address: each.picture } }))));
  count();
  showSeen().catch(() => {});
}

// A star taken away leaves its line until the page is left, so that a slip can be undone.
function count() {
  empty.hidden = list.children.length > 0;
}

async function showSeen() {
  const starred = new Set(saved().map((each) => each.page));
  const others = recall("seen", []).filter((each) => /^\/[^/]/.test(each.page || "") && !starred.has(each.page));
  const kept = window.caches ? await Promise.all(others.map(({ page }) => caches.match(page, { ignoreVary: true }))) : [];
  const lines = others.filter((_, place) => kept[place] || navigator.onLine !== false).map((each) => line(each));
  seen.replaceChildren(...lines);
  seen.parentNode.hidden = !lines.length;
}

function line({ page, title, picture, lang }, button) {
  const made = document.createElement("li");
  const link = made.appendChild(document.createElement("a"));
  link.href = page;
  if (picture) {
    const image = link.appendChild(document.createElement("img"));
    Object.assign(image, { src: picture, alt: "", width: 72, height: 54, loading: "lazy" });
    image.addEventListener("error", () => image.remove());
  }
  const name = link.appendChild(document.createElement("span"));
  name.textContent = title;
  if (lang) name.lang = lang;
  if (button) made.append(button);
  return made;
}
