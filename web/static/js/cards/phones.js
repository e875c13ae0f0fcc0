// Whom to ring, each a button that dials.

import { element, icon, outward } from "../element.js";

export function phones({ items = [] }) {
  const made = element("ul", "phone-list");
  for (const { title, number, url } of items) {
    const line = made.appendChild(element("li"));
    const ring = line.appendChild(outward("button ring", "", url));
    ring.append(icon("ring"), element("span", "", title), element("b", "", number));
  }
  return items.length ? made : null;
}
