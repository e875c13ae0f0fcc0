// Emergencies: a banner can be put away, one at a time, and a chat that stays open hears of new ones and of their end.

const WAIT = 25; // Seconds that a question waits for news.
const SETTLE = 2_000; // Milliseconds before the first: the page has what held when it was opened.
const SLOW = 15_000; // Between two looks where the server does not let a question wait.
const FIRST = 1_000; // After a failed look; twice as long after each more, up to the last.
const LAST = 60_000;
const MOST = 20; // Keys of banners that were put away.
const region = document.getElementById("alerts");
const blank = document.getElementById("alert").content.firstElementChild;
const gone = new Set(put());

for (const each of [...region.children]) gone.has(each.dataset.alert) ? each.remove() : arm(each);
if (document.body.classList.contains("chat")) setTimeout(watch, SETTLE);

function put() {
  try {
    return JSON.parse(localStorage.getItem("alerts")) || [];
  } catch {
    return [];
  }
}

function arm(alert) {
  const close = alert.querySelector("button");
  close.hidden = false;
  close.addEventListener("click", () => away(alert));
}

function away(alert) {
  gone.add(alert.dataset.alert);
  alert.remove();
  try {
    localStorage.setItem("alerts", JSON.stringify([...gone].slice(-MOST)));
  } catch {
    // No storage: it is gone for as long as this page is open.
  }
}

async function watch() {
  let mark = "";
  for (let failures = 0; ; ) {
    if (document.hidden) await once(document, "visibilitychange");
    const asked = Date.now();
    try {
      const response = await look(mark);
      if (response.ok) show((await response.json()).notices);
      else if (response.status !== 304) throw response;
      failures = 0;
      // What came back at once without news did not wait.
      if (response.status === 304 && Date.now() - asked < FIRST) await pause(SLOW);
      mark = response.headers.get("etag") || "";
      if (!mark) await pause(SLOW);
    } catch {
      await pause(Math.min(FIRST * 2 ** failures++, LAST) * (0.75 + Math.random() / 2));
    }
  }
}

function look(mark) {
  const address = `/api/notices?lang=${document.documentElement.lang}`;
  if (!mark) return fetch(address, { cache: "no-store", priority: "low" });
  const headers = { "if-none-match": mark };
  return fetch(`${address}&wait=${WAIT}`, { cache: "no-store", priority: "low", headers });
}

const once = (target, event) => new Promise((resolve) => target.addEventListener(event, resolve, { once: true }));

// A pause, which ends early when the net is back.
function pause(milliseconds) {
  return Promise.race([new Promise((resolve) => setTimeout(resolve, milliseconds)), once(window, "online")]);
}

function show(notices) {
  const held = new Set(notices.map(({ key }) => key));
  for (const each of [...region.children]) if (!held.has(each.dataset.alert)) each.remove();
  const there = new Set([...region.children].map((each) => each.dataset.alert));
  for (const notice of notices) if (!there.has(notice.key) && !gone.has(notice.key)) region.append(made(notice));
}

function made({ key, text, page }) {
  const alert = document.importNode(blank, true);
  alert.dataset.alert = key;
  const words = alert.querySelector("span");
  words.textContent = text;
  if (page) {
    const anchor = document.createElement("a");
    anchor.href = page + location.search.replace(/[?&]q=[^&]*/, "").replace(/^&/, "?"); // The language and the view stay.
    anchor.append(...words.childNodes);
    words.append(anchor);
  }
  arm(alert);
  return alert;
}
