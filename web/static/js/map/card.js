// The card at the foot of the map: one place, or what is around a point. It takes the focus and gives it back.

import { long } from "./board.js";
import { metres, minutes } from "./near.js";
import { star } from "../saved.js";
import { address, anchor, button, element } from "../element.js";
import { say, shape } from "./told.js";

const node = document.getElementById("spot");
let before = null;
let closed = () => {};

export function show(parts, onClose) {
  if (node.hidden) before = document.activeElement;
  closed = onClose;
  node.replaceChildren(shutter(), ...parts);
  node.hidden = false;
  node.scrollTop = 0;
  node.querySelector("h2").focus({ preventScroll: true });
}

export function close() {
  if (node.hidden) return;
  node.hidden = true;
  closed();
  if (before && before.isConnected) before.focus({ preventScroll: true });
}

node.addEventListener("keydown", (event) => {
  if (event.key === "Escape") close();
});

// A button of the map that the card covers cannot be pressed, and so must not be reached.
function uncover() {
  const { top, left, right } = node.getBoundingClientRect();
  for (const knob of document.querySelectorAll(".knob")) {
    const box = knob.getBoundingClientRect();
    const isCovered = !node.hidden && box.bottom > top && box.right > left && box.left < right;
    knob.style.visibility = isCovered ? "hidden" : "";
  }
}

if (window.ResizeObserver) new ResizeObserver(uncover).observe(node);

function shutter() {
  const made = button("shutter", "", close);
  made.setAttribute("aria-label", say("close"));
  made.append(document.getElementById("sign-close").content.cloneNode(true));
  return made;
}

function heading(text) {
  const made = element("h2", "", text);
  made.tabIndex = -1;
  return made;
}

export function place(each, { here, walk }) {
  const parts = [];
  if (each.picture) {
    const drawing = element("img", "spot-picture");
    Object.assign(drawing, { alt: "", src: `/pictures/${each.picture}`, width: 96, height: 72 });
    parts.push(drawing);
  }
  const about = element("p", "spot-about");
  about.append(shape(each.shape), say(`kind.${each.shape}`));
  if (here) about.append(` · ${away(here, each.position, walk)}`);
  const ways = element("div", "ways");
  ways.append(anchor("button primary", say("more"), `/places/${encodeURIComponent(each.id)}`));
  ways.append(asking("button", say("ask"), say("question", { name: each.name })));
  const picture = each.picture ? { address: `/pictures/${each.picture}` } : null;
  ways.append(star({ entry: each.id, title: each.name, page: `/places/${each.id}`, picture }));
  const words = element("div", "spot-words");
  words.append(heading(each.name), about);
  const now = element("div", "spot-now");
  now.setAttribute("aria-live", "polite");
  fetch(address(`/api/map/${encodeURIComponent(each.id)}`))
    .then((answer) => (answer.ok ? answer.json() : { ways: [] }))
    .then((found) => {
      now.append(...standing(found));
      ways.append(...leading(found));
    })
    .catch(() => {}) // Without a net there is still the place's page.
    .then(() => now.classList.add("known"));
  return [...parts, words, now, ways];
}

// How the place stands this moment, as its page says it.
function standing({ status, notices = [], price, dated }) {
  const lines = notices.map((notice) => element("p", "spot-notice", notice));
  if (status) {
    const line = element("p", "standing", status.text);
    line.dataset.open = { true: "yes", false: "no" }[status.open] || "maybe";
    const lamp = element("span", "lamp");
    lamp.setAttribute("aria-hidden", "true");
    line.prepend(lamp);
    lines.push(line);
  }
  const paid = [price, dated].filter(Boolean).join(" · ");
  if (paid) lines.push(element("p", "spot-about", paid));
  return lines;
}

// Every map that can lead there, folded away until it is wanted.
function leading({ go, rough, ways }) {
  if (!ways.length) return [];
  const made = element("details", "there");
  const links = element("p", "ways");
  for (const { title, url } of ways) {
    if (!/^(?:https|geo):/.test(url)) continue;
    const way = element("a", "button", title);
    Object.assign(way, { href: url, rel: "noopener noreferrer", target: url.startsWith("geo:") ? "" : "_blank" });
    links.append(way);
  }
  made.append(element("summary", "button", go), links);
  if (rough) made.append(element("p", "spot-about", rough));
  return [made];
}

// Minutes while one would walk, else how far it is as the crow flies.
function away(from, to, walk) {
  const time = minutes(from, to, walk);
  return time <= 60 ? say("walk", { minutes: time }) : long(metres(from, to));
}

export function around(title, near, { here, walk, choose }) {
  const list = element("ol", "spot-near");
  for (const { place: each } of near) {
    const item = element("li");
    const made = button("near", "", () => choose(each));
    made.append(shape(each.shape), element("span", "near-name", each.name), element("small", "", away(here, each.position, walk)));
    item.append(made);
    list.append(item);
  }
  const ways = element("p", "ways");
  ways.append(asking("button", say("nearby"), say("nearby.question", { name: near[0].place.name })));
  return [heading(title), list, ways];
}

// A link that puts a question to the guide.
function asking(name, text, question) {
  return anchor(name, text, `/?${new URLSearchParams({ q: question })}`);
}
