// "Near me": asks for the position once, on a tap; it is known to this page only, and sent with its questions.

import { address, element, words } from "./element.js";
import { hear } from "./bus.js";
import { report } from "./status.js";

const ROUND = 1e4; // Some ten metres: enough to find what is near.
const REFUSED = 1; // GeolocationPositionError.PERMISSION_DENIED
const [button, list] = ["near", "starters"].map((id) => document.getElementById(id));
let here = null;

if (button && "geolocation" in navigator) button.disabled = false;
button?.addEventListener("click", locate);
hear("forgotten", ({ all }) => all && (here = null));

export function position() {
  return here ? { location: here } : {};
}

// Asks the browser once. Where it does not tell, rejects with the sentence that says so.
export function fix() {
  return new Promise((resolve, reject) => {
    const found = ({ coords }) => {
      const [lat, lon] = [coords.latitude, coords.longitude].map((each) => Math.round(each * ROUND) / ROUND);
      resolve({ lat, lon });
    };
    const missed = ({ code }) => reject(words[code === REFUSED ? "js.near.refused" : "js.near.missed"]);
    navigator.geolocation.getCurrentPosition(found, missed, { maximumAge: 60_000, timeout: 10_000 });
  });
}

function locate() {
  button.setAttribute("aria-busy", "true");
  fix().then(found, (why) => {
    button.removeAttribute("aria-busy");
    report(why);
  });
}

async function found({ lat, lon }) {
  here = { lat, lon };
  report(words["js.near.found"]);
  button.removeAttribute("aria-busy");
  button.setAttribute("aria-pressed", "true");
  const lang = encodeURIComponent(document.documentElement.lang);
  try {
    const response = await fetch(`/api/starters?lat=${lat}&lon=${lon}&lang=${lang}`);
    if (response.ok) offer(await response.json());
  } catch {
    // The six that are there do as well.
  }
}

function offer({ starters = [] }) {
  if (starters.length) list.replaceChildren(...starters.map(starter));
}

function starter({ topic, question }) {
  const link = element("a", "starter");
  link.href = address(`/?q=${encodeURIComponent(question)}`);
  link.dataset.ask = question;
  link.append(element("span", "topic", topic), element("span", "question", question));
  const made = element("li");
  made.append(link);
  return made;
}
