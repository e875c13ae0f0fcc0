// A route or a plan on the map: a dotted line for each day. Its stops become numbered places.

import { onMap } from "./datum.js";

const TONES = 4;
const STEPS = 12;

export function trail(map, { legs }, places) {
  const known = new Map(places.map((each) => [each.id, each]));
  const drawn = legs.map(({ title, halts }, day) => ({ title, tone: `tone-${day % TONES}`, halts: halts.filter(({ at }) => at) }));
  for (const { tone, halts } of drawn) line(map, tone, curve(halts.map(({ at }) => onMap(at))));
  for (const { title, tone, halts } of drawn) {
    for (const { id, name, at, number, when } of halts) {
      const place = known.get(id) || { id, name, position: at, shape: "other" };
      if (!known.has(id)) places.push(place);
      known.set(id, place);
      place.halt = place.halt || { number, when, tone, day: title };
    }
  }
  return drawn.flatMap(({ halts }) => halts.map(({ at }) => at));
}

function line(map, tone, course) {
  for (const name of ["under", "way"]) L.polyline(course, { interactive: false, className: `${name} ${tone}` }).addTo(map);
}

// The curve of Catmull and Rom (1974) through the stops, as guide/server/atlas/cartography.py draws it.
function curve(points) {
  const course = [];
  for (let n = 0; n < points.length - 1; n += 1) {
    const [before, from, to, after] = [points[Math.max(n - 1, 0)], points[n], points[n + 1], points[Math.min(n + 2, points.length - 1)]];
    const reach = Math.hypot(to[0] - from[0], to[1] - from[1]) / 3;
    const [out, back] = [handle(from, before, to, reach), handle(to, after, from, reach)];
    for (let step = 0; step < STEPS; step += 1) course.push(between([from, out, back, to], step / STEPS));
  }
  return [...course, ...points.slice(-1)];
}

function handle(at, behind, ahead, reach) {
  const long = Math.hypot(ahead[0] - behind[0], ahead[1] - behind[1]);
  return long ? [0, 1].map((axis) => at[axis] + ((ahead[axis] - behind[axis]) / long) * reach) : at;
}

function between(points, part) {
  const rest = 1 - part;
  const weights = [rest ** 3, 3 * rest ** 2 * part, 3 * rest * part ** 2, part ** 3];
  return [0, 1].map((axis) => points.reduce((sum, point, n) => sum + point[axis] * weights[n], 0));
}
