// The way from an answer to the page of its plan, to share and to print, and to its calendar file.

import { element } from "./answer.js";

export function itinerary(card, locale) {
  const lang = new URLSearchParams(location.search).get("lang") || locale;
  const made = element("p", "ways");
  const page = anchor("button primary", card.open, card.link, lang);
  const file = anchor("button", card.save, card.calendar, lang);
  file.download = "";
  made.append(page, file);
  return made;
}

function anchor(name, text, address, lang) {
  const made = element("a", name, text);
  made.href = lang ? `${address}?lang=${encodeURIComponent(lang)}` : address;
  return made;
}
