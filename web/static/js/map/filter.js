// Narrowing the map and the list under it to one sort of thing, to what is open now, or to both. What the list has no
// line for gets one.

import { doors } from "./doors.js";
import { button, element } from "../element.js";
import { say, shape } from "./told.js";

export function filter(places, { narrow, choose, tell }) {
  const chips = [...document.querySelectorAll(".chips [data-what]")];
  const lamp = document.getElementById("open-now");
  const more = document.getElementById("more-places");
  const lines = [...document.querySelectorAll(".gazetteer [data-id]")];
  const known = new Map(places.map((each) => [each.id, each]));
  const open = doors(show);
  let chosen = "";

  const isSort = (place) => (chosen ? (place.what || []).includes(chosen) : place.isMain || place.isKept);
  const fits = (place) => isSort(place) && open.fits(place);

  function show() {
    const isNarrow = Boolean(chosen || open.time());
    for (const line of lines) line.hidden = isNarrow && !fits(known.get(line.dataset.id) || {});
    for (const list of document.querySelectorAll(".group")) list.hidden = ![...list.querySelectorAll("li")].some((each) => !each.hidden);
    const others = isNarrow ? places.filter((place) => !place.isMain && fits(place)) : [];
    more.hidden = !others.length;
    more.replaceChildren(...others.slice(0, 40).map((place) => line(place, choose)));
    narrow(fits);
    tell(isNarrow ? counted() : "");
  }

  function counted() {
    const n = places.filter(fits).length;
    const time = open.time();
    if (!time) return say("count", { n });
    const unknown = places.filter((place) => isSort(place) && open.isUnknown(place)).length;
    return [say("open.count", { n, time }), unknown && say("open.unknown", { n: unknown })].filter(Boolean).join(" ");
  }

  function press(what) {
    chosen = chosen === what ? "" : what;
    for (const chip of chips) chip.setAttribute("aria-pressed", chip.dataset.what === chosen);
    show();
  }

  async function light() {
    const isOn = lamp.getAttribute("aria-pressed") !== "true";
    lamp.setAttribute("aria-pressed", isOn);
    try {
      await open.turn(isOn);
      show();
    } catch {
      lamp.setAttribute("aria-pressed", false);
      await open.turn(false);
      show();
      tell(say("open.lost"));
    }
  }

  for (const chip of chips) chip.addEventListener("click", () => press(chip.dataset.what));
  lamp.addEventListener("click", light);
  return fits;
}

function line(place, choose) {
  const made = element("li");
  const press = button("near", "", () => choose(place));
  press.append(shape(place.shape), element("span", "near-name", place.name));
  made.append(press);
  return made;
}
