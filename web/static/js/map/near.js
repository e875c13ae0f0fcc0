// What lies around a point, worked out here: where a visitor is never leaves the browser, and nothing keeps it.

import { fromMap, onMap } from "./datum.js";
import { say } from "./told.js";

const WITHIN = 15;
const LISTED = 6;
const AWAY = 50000;

export function metres([lat, lon], [otherLat, otherLon]) {
  return L.CRS.Earth.distance(L.latLng(lat, lon), L.latLng(otherLat, otherLon));
}

// As guide/geo.py counts them: the straight line, and how much longer streets are.
export function minutes(from, to, { detour, metres_per_hour: pace }) {
  return Math.max(1, Math.ceil((metres(from, to) * detour * 60) / pace));
}

export function around(point, places, walk) {
  const known = places.map((place) => ({ place, minutes: minutes(point, place.position, walk) }));
  known.sort((a, b) => a.minutes - b.minutes);
  const near = known.filter((each) => each.minutes <= WITHIN).slice(0, LISTED);
  return near.length ? near : known.slice(0, 2);
}

// A ring on the map about a point: the visitor, or where the map was tapped.
export function ring(map, point, precision = 0) {
  const group = L.layerGroup().addTo(map);
  if (precision) L.circle(onMap(point), { radius: precision, interactive: false, className: "reach" }).addTo(group);
  L.circleMarker(onMap(point), { radius: 8, interactive: false, className: "here" }).addTo(group);
  return group;
}

export function tapped({ latlng }) {
  return fromMap([latlng.lat, latlng.lng]);
}

// Asked for by a tap only. `found(point, precision)` or `lost(words)`.
export function locate(places, found, lost) {
  const told = ({ coords }) => {
    const point = [coords.latitude, coords.longitude];
    const isAway = places.every((place) => metres(point, place.position) > AWAY);
    if (isAway) lost(say("away"));
    else found(point, Math.min(coords.accuracy || 0, 2000));
  };
  const refused = ({ code }) => lost(say(code === 1 ? "refused" : "lost"));
  navigator.geolocation.getCurrentPosition(told, refused, { timeout: 12000, maximumAge: 0, enableHighAccuracy: true });
}
