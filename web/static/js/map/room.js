// Who gets room on the map at a zoom, the most important first: a drawing with its name, a mark with its name, a bare
// mark, or no more than a speck that says there is something to come closer for. No two marks are closer than a finger.

import { isElder, rem } from "./told.js";

const pen = document.createElement("canvas").getContext("2d");

export function measured(places) {
  const size = rem();
  pen.font = `600 ${0.8125 * size}px sans-serif`;
  for (const each of places) each.long = Math.min(pen.measureText(each.name).width, 9.5 * size) + 4;
}

// `spot(place)` is where a place lies, in pixels that do not change while the map is moved. Sets `place.shown`. Stops of a
// way are shown in any case, and while there is a way, drawings belong to its stops.
export function arrange(places, spot, mayShow) {
  const size = rem();
  const taken = { targets: [], words: [] };
  const isTrail = places.some(({ halt }) => halt);
  const ranked = [...places].sort((a, b) => rank(b) - rank(a));
  for (const place of ranked) {
    place.at = spot(place);
    if (place.halt) taken.words.push(mark(place));
  }
  for (const place of ranked) {
    place.shown = place.halt || mayShow(place) ? found(place, taken, size, isTrail) : "";
  }
}

function rank({ first, halt, isKept }) {
  return (halt ? 4 : 0) + (first ? 2 : 0) + (isKept ? 1 : 0);
}

const KINDS = ["picture", "right", "left", "below", "above", "bare"];

function found(place, taken, size, isTrail) {
  for (const kind of KINDS) {
    if (kind === "picture" && (!place.picture || (isTrail && !place.halt))) continue;
    if (kind !== "bare" && kind !== "picture" && place.unnamed) continue;
    const [target, word] = boxes(kind, place, size);
    const isInWay = (each) => each.of !== place && meet(each, word);
    const isFree = !taken.targets.some((each) => meet(each, target)) && !(word && taken.words.some(isInWay));
    const isForced = place.halt ? kind === "bare" : place.first;
    if (!isFree && !isForced) continue;
    taken.targets.push(target);
    taken.words.push(mark(place), ...(word ? [word] : []));
    return kind;
  }
  return "speck";
}

function boxes(kind, { at: [x, y], long, halt }, size) {
  const reach = isElder() ? 30 : 22;
  const line = size * 1.15;
  if (kind === "picture") {
    const half = Math.max(2.25 * size, long / 2) + 2;
    const box = [x - half, y - 3.4 * size - line - (halt ? 18 : 8), x + half, y + 9];
    return [[x - Math.max(half, reach), box[1], x + Math.max(half, reach), y + reach], box];
  }
  const target = [x - reach, y - reach, x + reach, y + reach];
  if (kind === "bare") return [target, null];
  const side = halt ? 16 : 9;
  if (kind === "right") return [target, [x + side, y - line / 2, x + side + 2 + long, y + line / 2]];
  if (kind === "left") return [target, [x - side - 2 - long, y - line / 2, x - side, y + line / 2]];
  const top = kind === "above" ? y - side - line : y + side;
  return [target, [x - long / 2, top, x + long / 2, top + line]];
}

function mark(place) {
  const { at: [x, y], halt } = place;
  const half = halt ? 15 : 8;
  return Object.assign([x - half, y - half, x + half, y + half], { of: place });
}

function meet(a, b) {
  return a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
}
