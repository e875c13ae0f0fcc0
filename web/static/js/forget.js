// "Forget everything": what this browser kept and what the server noted of its talks, gone in one tap.
// How the page looks stays: an elder who forgets the talks has not forgotten the glasses.

import { tell } from "./bus.js";
import { button, words } from "./element.js";
import { recall as current, talks } from "./memory.js";
import { report } from "./status.js";
import { erase, keep, recall } from "./store.js";

const KEPT = ["talks", "tastes", "saved", "seen"];
const LOOKS = ["view", "look", "scale"];
const MISTAKEN = 10_000; // Milliseconds in which a mistaken tap can be taken back.

export function forget() {
  const before = KEPT.map((name) => [name, recall(name, [])]);
  const [talk, prefs] = [current(), recall("prefs", {})];
  for (const { conversation } of [talk, ...talks()]) {
    fetch(`/api/conversations/${conversation}`, { method: "DELETE", keepalive: true }).catch(() => {});
  }
  wipe(prefs);
  tell("forgotten", { all: true });
  const back = button("button undo", words["js.forget.undo"], () => restore(before, talk, prefs));
  report(words["js.forget.done"], back);
  back.focus();
  setTimeout(() => expire(back), MISTAKEN);
}

// Whoever is still at the button keeps it.
function expire(back) {
  if (document.activeElement === back) back.addEventListener("blur", () => expire(back), { once: true });
  else if (back.isConnected) report("");
}

function wipe(prefs) {
  for (const shelf of ["localStorage", "sessionStorage"]) {
    try {
      window[shelf].clear();
    } catch {
      // No storage: nothing was kept.
    }
  }
  for (const name of KEPT) erase(name);
  erase("talk", "sessionStorage");
  keep("prefs", Object.fromEntries(LOOKS.filter((name) => name in prefs).map((name) => [name, prefs[name]])));
  if ("caches" in window) caches.keys().then((names) => names.forEach((name) => caches.delete(name))).catch(() => {});
}

// What this browser kept comes back; the server has already forgotten.
function restore(before, talk, prefs) {
  for (const [name, value] of before) keep(name, value);
  keep("prefs", prefs);
  tell("remembered");
  tell("opened", { talk });
  document.getElementById("q").focus();
  report(words["js.forget.undone"]);
}
