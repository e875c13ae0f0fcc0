// The position on a small map. The cells stay what is sent: a click writes them, typing moves the point.

let drawn, node, lat, lon, hint, outside, box;
const ZOOM = 15;
const DIGITS = 5;

function typed() {
  const at = [lat, lon].map((cell) => Number.parseFloat(cell.value));
  return at.every(Number.isFinite) && Math.abs(at[0]) <= 90 && Math.abs(at[1]) <= 180 ? at : null;
}

function isOutside([north, east]) {
  return Boolean(box) && !(box[0] <= north && north <= box[2] && box[1] <= east && east <= box[3]);
}

// The guide's own drawing of the ground, where there is one; a map without it is a blank sheet with the city's frame.
async function ground(map) {
  const answer = await fetch("/api/map").catch(() => null);
  const { bbox, grounds } = answer?.ok ? await answer.json() : {};
  if (!bbox || !grounds?.length) return;
  const [west, south, east, north] = bbox;
  L.imageOverlay(`/map/ground-${grounds.at(-1)}.svg`, [[south, west], [north, east]], { className: "ground" }).addTo(map);
}

function start() {
  node.hidden = false;
  hint.hidden = lat.readOnly;
  drawn?.remove();
  const map = (drawn = L.map(node, { zoomControl: false, attributionControl: false, scrollWheelZoom: false, minZoom: 9 }));
  const at = typed() || (box ? [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2] : [0, 0]);
  map.setView(at, typed() ? ZOOM : 10);
  if (box) L.rectangle([[box[0], box[1]], [box[2], box[3]]], { fill: false, weight: 1, interactive: false }).addTo(map);
  const mark = L.circleMarker(at, { radius: 8, weight: 3, fillOpacity: 0.6, className: "spot-mark", interactive: false });
  const place = (moves) => {
    const now = typed();
    outside.hidden = !now || !isOutside(now);
    if (!now) return void mark.remove();
    mark.setLatLng(now).addTo(map);
    if (moves) map.panTo(now);
  };
  place(false);
  ground(map);
  for (const cell of [lat, lon]) cell.addEventListener("change", () => place(true));
  if (lat.readOnly) return;
  map.on("click", ({ latlng }) => {
    lat.value = latlng.lat.toFixed(DIGITS);
    lon.value = latlng.lng.toFixed(DIGITS);
    lat.dispatchEvent(new Event("input", { bubbles: true }));
    place(false);
  });
}

// The form may be laid out anew in place: then its map is begun anew too.
function find() {
  node = document.querySelector("[data-spot]");
  [lat, lon] = ["lat", "lon"].map((id) => document.getElementById(id));
  [hint, outside] = ["hint", "outside"].map((name) => document.querySelector(`[data-spot-${name}]`));
  box = node?.dataset.bounds?.split(",").map(Number);
  if (node && lat && lon) start();
}

if (window.L) find();
else window.addEventListener("load", find, { once: true });
document.addEventListener("studio:laid", find);
