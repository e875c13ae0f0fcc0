// The page with a weak net or none: lets the worker keep what was read, and says when what is shown comes from memory.

import { plain } from "./address.js";
import { hear } from "./bus.js";
import { erase, keep, recall } from "./store.js";

const WORKER = "/sw.js";
const MEMORY = ["guide-pages", "guide-saved", "guide-pictures"]; // As in web/worker.js; its other shelves tell of no visit.
const MOST = 40;
const worker = navigator.serviceWorker;
const net = document.getElementById("net");

say();
addEventListener("offline", say);
addEventListener("online", say);
hear("forgotten", ({ all }) => all && forget());
remember();
if (worker) {
  addEventListener("load", () => setTimeout(start, 1500)); // The visitor's own files come first.
  worker.ready.then(askWhetherKept, () => {});
}

// Trusted Types let no text become the address of a script. This one policy turns exactly one text into such an
// address; it is not handed on, and the header allows its name once (guide/server/shell.py), so nobody can make another.
function trusted() {
  if (!window.trustedTypes) return WORKER;
  const createScriptURL = (address) => {
    if (address !== WORKER) throw new TypeError(address);
    return address;
  };
  return window.trustedTypes.createPolicy("guide-worker", { createScriptURL }).createScriptURL(WORKER);
}

function start() {
  worker.register(trusted(), { updateViaCache: "none" }).catch(() => {}); // Refused: the guide works, online.
}

// The strip under the top bar: one of its sentences, or none.
export function say(name = navigator.onLine === false ? "offline" : "", when = "") {
  const chosen = typeof name === "string" ? name : navigator.onLine === false ? "offline" : "";
  for (const each of net.children) {
    each.hidden = each.dataset.when !== chosen;
    if (each.dataset.text) each.firstChild.textContent = each.dataset.text.replace("{when}", when);
  }
  document.documentElement.classList.toggle("without-net", chosen === "offline");
}

function askWhetherKept() {
  if (!worker.controller) return;
  const line = new MessageChannel();
  line.port1.onmessage = ({ data }) => data && navigator.onLine !== false && sayKept(data);
  worker.controller.postMessage("kept?", [line.port2]);
}

function sayKept(date) {
  say("kept", moment(date));
  addEventListener("scroll", () => say(), { once: true, passive: true }); // Whoever reads on has read it.
}

function moment(text) {
  const date = new Date(text);
  const shape = { month: "long", day: "numeric", hour: "2-digit", minute: "2-digit" };
  return Number.isNaN(date.getTime()) ? "" : date.toLocaleString(document.documentElement.lang, shape);
}

// Which pages were read: their names for the list on /saved. In this browser only, gone with "forget everything".
function remember() {
  const heading = document.querySelector("main:not(.away) h1");
  if (!heading || !/^\/(?:places|events|plans|routes|tours)\/[^.]+$/.test(location.pathname)) return;
  const page = plain(location.href);
  const others = recall("seen", []).filter((each) => each.page !== page);
  keep("seen", [{ page, title: heading.textContent.trim(), lang: document.documentElement.lang }, ...others].slice(0, MOST));
}

async function forget() {
  erase("seen");
  if (!window.caches) return;
  await Promise.all(MEMORY.map((name) => caches.delete(name)));
}
