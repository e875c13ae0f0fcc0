// Inside WeChat's mini-program (web/miniprogram): the way there opens the native map, what cannot be opened is copied.
// The server adds this file for WeChat only, and nothing here is needed: without the mini-program it does nothing.

import { say } from "./offline.js";

const PLACE = "/pages/place/place";
const LONG = 5000; // Milliseconds that a note stays to be read.

document.addEventListener("WeixinJSBridgeReady", start, { once: true });
document.addEventListener("click", follow, true);
start();

export function inside() {
  return window.__wxjs_environment === "miniprogram" || /miniProgram/i.test(navigator.userAgent);
}

function start() {
  if (!inside()) return;
  document.documentElement.dataset.host = "miniprogram";
  if (!window.wx) window.wx = { miniProgram: { navigateTo: (page) => call("navigateTo", page) } };
  call("postMessage", { title: document.title }); // Comes to the mini-program when the page is shared.
  if (document.getElementById("ways")) import("./leave.js").then(({ leaveBy }) => leaveBy(leave));
}

// By WeChat's own script where the operator lets it load, else as that script does it.
function call(name, argument) {
  const program = window.wx && window.wx.miniProgram;
  if (program && program[name] && program.getEnv) program[name](name === "postMessage" ? { data: argument } : argument);
  else if (window.WeixinJSBridge) window.WeixinJSBridge.invoke("invokeMiniProgramAPI", { name, arg: argument }, () => {});
  else return false;
  return true;
}

// A card of a place; `show` is the page's own way to show the ways there.
function leave(card, show) {
  const rough = (card.ways || []).some(({ url }) => /amap\.com\/search/.test(url));
  const target = card.lat && { lat: card.lat, lon: card.lon, name: card.title, system: "wgs84", rough };
  if (!target || !go(target)) show(card);
}

function go({ lat, lon, name, system, rough }) {
  const asked = new URLSearchParams({ lat, lon, name, system, lang: document.documentElement.lang });
  if (rough) asked.set("rough", "1");
  return call("navigateTo", { url: `${PLACE}?${String(asked).replace(/\+/g, "%20")}` });
}

// Other sites do not open inside a mini-program: a map becomes the native one, any other address is copied.
function follow(event) {
  const link = event.target.closest("a[href]");
  if (!link || !inside() || link.origin === location.origin || /^(?:tel|mailto):/.test(link.protocol)) return;
  event.preventDefault();
  const target = placeOf(new URL(link.href));
  if (target && go(target)) return;
  copy(link.href).then(() => say("copied"), () => {});
  setTimeout(say, LONG);
}

// The place a link to a map leads to. The map of the country writes longitude first, in GCJ-02; the others WGS-84.
function placeOf({ protocol, hostname, pathname, searchParams }) {
  const asked = (name) => searchParams.get(name) || "";
  if (hostname === "uri.amap.com") {
    const [lon, lat] = (asked("position") || asked("center")).split(",");
    return whole({ lat, lon, name: asked("name") || asked("keyword"), system: "gcj02", rough: !asked("position") });
  }
  const at = { "geo:": pathname, "maps.apple.com": asked("ll") || asked("sll"), "www.google.com": asked("destination") };
  const [lat, lon] = (at[protocol] || at[hostname] || "").split(",");
  return whole({ lat, lon, name: asked("q").replace(/^[-\d.,]+\((.*)\)$/, "$1"), system: "wgs84", rough: false });
}

function whole(target) {
  return [target.lat, target.lon].every((each) => each && Number.isFinite(Number(each))) ? target : null;
}

async function copy(text) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const area = document.body.appendChild(document.createElement("textarea"));
  area.className = "unseen";
  area.value = text;
  area.select();
  document.execCommand("copy");
  area.remove();
}
