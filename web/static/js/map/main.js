// The map that moves, put together. Until the places have come, and wherever Leaflet cannot run, the sketch stays.

import { board, fit, scale, zooming } from "./board.js";
import { around, close, place, show } from "./card.js";
import { onMap } from "./datum.js";
import { filter } from "./filter.js";
import { marks } from "./marks.js";
import { around as nearest, locate, ring, tapped } from "./near.js";
import { stars } from "./stars.js";
import { address } from "../element.js";
import { say, told } from "./told.js";
import { trail } from "./trail.js";

const part = (id) => document.getElementById(id);
const root = document.documentElement;

root.dataset.map = "read";
start().catch((error) => {
  root.classList.remove("live-map");
  if (!(error instanceof TypeError)) throw error;
});

async function start() {
  if (!window.L || !root.classList.contains("live-map")) return;
  const answer = await fetch(address("/api/map"), { headers: { accept: "application/geo+json" } });
  if (!answer.ok) throw new TypeError(answer.status);
  const collection = await answer.json();
  const places = collection.features.map(read);
  part("board").hidden = false;
  const map = board(part("canvas"), collection);
  live(map, collection, places);
}

function read({ id, geometry, properties }) {
  const [lon, lat] = geometry.coordinates;
  return { ...properties, id, position: [lat, lon], isMain: Boolean(properties.main) };
}

function live(map, { view, walk }, places) {
  const tell = (text) => {
    part("map-status").textContent = text;
  };
  let here = null;
  let spot = null;

  const choose = (each) => {
    layer.choose(each);
    show(place(each, { here, walk }), () => layer.choose(null));
    reveal(map, each);
  };
  const at = (point, precision, title) => {
    if (spot) spot.remove();
    spot = ring(map, point, precision);
    const near = nearest(point, places.filter((each) => fits(each)), walk);
    show(around(title, near, { here: point, walk, choose }), () => spot && spot.remove());
  };

  const way = told.trail ? trail(map, told.trail, places) : [];
  const layer = marks(map, places, choose);
  stars(places, layer.draw);
  const fits = filter(places, { narrow: layer.narrow, choose, tell });
  zooming(map, part("closer"), part("wider"));
  scale(map, part("scale"));
  first(map, { view, way, asked: places.find(({ id }) => id === told.asked) }, choose);
  layer.narrow(fits);

  map.on("click", (event) => at(tapped(event), 0, say("around")));
  if (!navigator.geolocation) return;
  part("where").hidden = false;
  part("where").addEventListener("click", () => {
    tell(say("locating"));
    const found = (point, precision) => {
      tell("");
      here = point;
      map.setView(onMap(point), Math.max(map.getZoom(), 15), { animate: false });
      at(point, precision, say("around.you"));
    };
    locate(places, found, tell);
  });
  part("canvas").addEventListener("keydown", (event) => event.key === "Escape" && close());
}

// Into what the card leaves free of the map.
function reveal(map, { position }) {
  const { x, y } = map.latLngToContainerPoint(onMap(position));
  const size = map.getSize();
  const card = part("spot");
  const isBelow = card.offsetWidth > size.x * 0.7;
  const free = { left: isBelow ? 60 : card.offsetWidth + 60, bottom: isBelow ? size.y - card.offsetHeight - 40 : size.y - 40 };
  if (x > free.left && x < size.x - 80 && y > 100 && y < free.bottom) return;
  map.panBy([x - (isBelow ? size.x : size.x + card.offsetWidth) / 2, y - Math.max(110, free.bottom / 2 + 30)], { animate: false });
}

function first(map, { view, way, asked }, choose) {
  if (asked) map.setView(onMap(asked.position), 15, { animate: false });
  else if (way.length) fit(map, way, 48, 104);
  else if (view) fit(map, view, 24, 80);
  if (asked) choose(asked);
}
