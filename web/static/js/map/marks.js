// The places as buttons on the map. At each zoom room.js says which are shown and how.

import { onMap } from "./datum.js";
import { arrange, measured } from "./room.js";
import { drawn } from "./stars.js";
import { element } from "../element.js";
import { say, shape } from "./told.js";

// An icon that is an element of ours.
function own(node) {
  const Own = L.Icon.extend({ createIcon: () => node, createShadow: () => null });
  return new Own();
}

export function marks(map, places, choose) {
  const specks = L.layerGroup().addTo(map);
  let mayShow = () => true;
  measured(places);

  function draw() {
    const zoom = map.getZoom();
    const spot = (place) => {
      const { x, y } = map.project(onMap(place.position), zoom);
      return [x, y];
    };
    arrange(places, spot, mayShow);
    specks.clearLayers();
    for (const place of places) put(place);
  }

  function put(place) {
    const isMark = place.shown && place.shown !== "speck";
    if (isMark && !place.marker) place.marker = made(place, choose);
    if (isMark) place.node.className = `pin ${place.shown}${place.first ? " chosen" : ""}${place.halt ? ` halt ${place.halt.tone}` : ""}`;
    if (isMark && place.shown === "picture") picture(place);
    if (place.marker) star(place);
    if (place.marker && isMark !== map.hasLayer(place.marker)) place.marker[isMark ? "addTo" : "removeFrom"](map);
    // Leaflet gives a marker its classes when it is put on the map, and these are set anew above.
    if (isMark) place.node.classList.add("leaflet-marker-icon", "leaflet-interactive", "leaflet-zoom-animated");
    if (place.shown === "speck") {
      L.circleMarker(onMap(place.position), { radius: 2.5, interactive: false, className: `speck ${place.shape}` }).addTo(specks);
    }
  }

  map.on("zoomend", draw);
  return {
    narrow(test) {
      mayShow = test;
      draw();
    },
    choose(place) {
      for (const each of places) each.first = each === place;
      draw();
    },
    draw,
  };
}

function made(place, choose) {
  const { halt } = place;
  const node = element("button");
  node.append(halt ? element("span", "halt-number", halt.number) : shape(place.shape), element("span", "pin-name", place.name));
  place.node = node;
  const marker = L.marker(onMap(place.position), { icon: own(node), riseOnHover: true, zIndexOffset: halt ? 1000 : 0 });
  marker.on("click", () => choose(place));
  return marker;
}

function star(place) {
  const { node, halt, isKept = false } = place;
  if (node.dataset.kept === String(isKept)) return;
  const about = halt ? [halt.number, place.name, halt.day, halt.when] : [place.name, !place.unnamed && say(`kind.${place.shape}`)];
  node.setAttribute("aria-label", [...about, isKept && say("kept")].filter(Boolean).join(", "));
  node.dataset.kept = isKept;
  const there = node.querySelector(".kept");
  if (there) there.remove();
  if (isKept) node.append(drawn());
}

function picture(place) {
  if (place.node.querySelector("img")) return;
  const drawing = element("img");
  Object.assign(drawing, { alt: "", decoding: "async", draggable: false, src: `/pictures/${place.picture}` });
  place.node.prepend(drawing);
}
