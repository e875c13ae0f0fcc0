// The map that moves: Leaflet on the guide's own ground, with its own buttons and scale. Leaflet's controls are left out:
// they make markup of text, which no page of the guide does.

import { onMap } from "./datum.js";
import { isCalm, say, told } from "./told.js";

const NEAREST = 17;
const FARTHEST = 9;
const ROUND = [1, 2, 5];

export function board(node, collection) {
  const map = L.map(node, {
    zoomControl: false, attributionControl: false, minZoom: FARTHEST, maxZoom: NEAREST, zoomSnap: 0.5,
    scrollWheelZoom: false, zoomAnimation: !isCalm, fadeAnimation: !isCalm, markerZoomAnimation: !isCalm,
    inertia: !isCalm, worldCopyJump: false, maxBoundsViscosity: 0.6,
  });
  // A page is scrolled past the map with the wheel; who has chosen the map zooms it.
  map.on("focus click", () => map.scrollWheelZoom.enable());
  map.on("blur", () => map.scrollWheelZoom.disable());
  if (told.tiles) tiles(map);
  else ground(map, collection);
  return map;
}

function tiles(map) {
  const { url, credit } = told.tiles;
  L.tileLayer(url, { maxZoom: NEAREST, minZoom: FARTHEST }).addTo(map);
  const line = document.getElementById("credit");
  line.textContent = credit;
  line.hidden = !credit;
}

// A drawing for each zoom: a tree stays a tree. The next one is shown once it has come.
function ground(map, { bbox, grounds }) {
  if (!bbox) return;
  const [west, south, east, north] = bbox;
  let layer = null;
  let shown = "";
  const draw = () => {
    const zoom = [...grounds].reverse().find((each) => each <= Math.round(map.getZoom())) || grounds[0];
    const wanted = `/map/ground-${zoom}.svg${look()}`;
    if (wanted === shown) return;
    shown = wanted;
    const next = new Image();
    next.onload = () => {
      if (shown !== wanted) return;
      if (layer) layer.setUrl(wanted);
      else layer = L.imageOverlay(wanted, [[south, west], [north, east]], { className: "ground" }).addTo(map);
    };
    next.src = wanted;
  };
  map.on("zoomend", draw);
  new MutationObserver(draw).observe(document.documentElement, { attributeFilter: ["data-look"] });
  map.whenReady(draw);
}

function look() {
  const { look: chosen } = document.documentElement.dataset;
  return chosen ? `?look=${encodeURIComponent(chosen)}` : "";
}

export function zooming(map, closer, wider) {
  closer.addEventListener("click", () => map.zoomIn(1));
  wider.addEventListener("click", () => map.zoomOut(1));
  const bound = () => {
    closer.setAttribute("aria-disabled", map.getZoom() >= map.getMaxZoom());
    wider.setAttribute("aria-disabled", map.getZoom() <= map.getMinZoom());
  };
  map.on("zoomend", bound);
  map.whenReady(bound);
}

export function scale(map, node) {
  const measure = () => {
    const middle = map.getSize().divideBy(2);
    const reach = map.distance(map.containerPointToLatLng(middle), map.containerPointToLatLng(middle.add([90, 0])));
    const power = 10 ** Math.floor(Math.log10(reach));
    const metres = Math.max(...ROUND.map((each) => each * power).filter((each) => each <= reach));
    node.style.width = `${(metres / reach) * 90}px`;
    node.textContent = long(metres);
  };
  map.on("zoomend", measure);
  map.whenReady(measure);
}

export function long(metres) {
  if (metres < 1000) return say("m", { m: Math.round(metres / 10) * 10 || 10 });
  return say("km", { km: metres >= 10000 ? Math.round(metres / 1000) : +(metres / 1000).toFixed(1) });
}

// `above` leaves room for a drawing over the northernmost place.
export function fit(map, points, room, above = room) {
  const bounds = L.latLngBounds(points.map(onMap));
  map.fitBounds(bounds, { paddingTopLeft: [room, above], paddingBottomRight: [room, room], maxZoom: 15, animate: false });
}
