// "Use my position": asked after the tap, sent with this one question, kept nowhere.

import { tell } from "../bus.js";
import { button, element, icon, words } from "../element.js";
import { fix } from "../near.js";

export function locate(card, locale, { question }) {
  if (!("geolocation" in navigator)) return null;
  const made = element("p", "locate");
  const note = element("span", "hint");
  note.setAttribute("role", "status");
  const use = button("button primary", "", async () => {
    use.disabled = true;
    note.textContent = words["js.near.asking"];
    try {
      const here = await fix();
      note.textContent = "";
      tell("wanted", { question, here });
    } catch (why) {
      note.textContent = why;
    }
    use.disabled = false;
  });
  use.append(icon("here"), element("span", "", words["js.near.use"]));
  for (const each of [use, note]) each.lang = document.documentElement.lang;
  made.append(use, note);
  return made;
}
