// What the page tells the map's scripts, and what they draw alike.

import { say as tell } from "../element.js";

export const told = JSON.parse(document.getElementById("told").textContent);

export const say = (key, values) => tell(`js.map.${key}`, values);

const SHAPES = {
  museum: "M-4.6-4.6H4.6V4.6H-4.6Z",
  venue: "M0-6 6 0 0 6-6 0Z",
  other: "M0-5.8 5.6 4.2H-5.6Z",
  attraction: "M0-5.2A5.2 5.2 0 1 1 0 5.2 5.2 5.2 0 1 1 0-5.2Z",
};

export function shape(kind) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  svg.setAttribute("viewBox", "-8 -8 16 16");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("class", "pin-shape");
  path.setAttribute("class", `shape ${kind}`);
  path.setAttribute("d", SHAPES[kind] || SHAPES.other);
  svg.append(path);
  return svg;
}

export function rem() {
  return parseFloat(getComputedStyle(document.documentElement).fontSize);
}

export const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
export const isElder = () => document.documentElement.dataset.view === "elder";
