// Where a position lies on the map. Tiles made in China lie in GCJ-02; guide/geo.py has the same sum and its source.

import { told } from "./told.js";

const AXIS = 6378245;
const FLATNESS = 0.00669342162296594323;
const isShifted = Boolean(told.tiles && told.tiles.gcj);

export function onMap([lat, lon]) {
  return isShifted ? shifted(lat, lon) : [lat, lon];
}

export function fromMap([lat, lon]) {
  if (!isShifted) return [lat, lon];
  let guess = [lat, lon];
  for (let round = 0; round < 4; round += 1) {
    const there = shifted(...guess);
    guess = [guess[0] - there[0] + lat, guess[1] - there[1] + lon];
  }
  return guess;
}

export function shifted(lat, lon) {
  const x = lon - 105;
  const y = lat - 35;
  const sine = (factor, size) => size * Math.sin(factor * Math.PI);
  const wave = (sine(6 * x, 20) + sine(2 * x, 20)) * (2 / 3);
  let north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * Math.sqrt(Math.abs(x)) + wave;
  north += (sine(y, 20) + sine(y / 3, 40)) * (2 / 3) + (sine(y / 12, 160) + sine(y / 30, 320)) * (2 / 3);
  let east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * Math.sqrt(Math.abs(x)) + wave;
  east += (sine(x, 20) + sine(x / 3, 40)) * (2 / 3) + (sine(x / 12, 150) + sine(x / 30, 300)) * (2 / 3);
  const turn = (lat * Math.PI) / 180;
  const magic = 1 - FLATNESS * Math.sin(turn) ** 2;
  const radius = (AXIS * (1 - FLATNESS)) / (magic * Math.sqrt(magic));
  const along = (AXIS / Math.sqrt(magic)) * Math.cos(turn);
  return [lat + ((north / radius) * 180) / Math.PI, lon + ((east / along) * 180) / Math.PI];
}
