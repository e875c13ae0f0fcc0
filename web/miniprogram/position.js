// WGS-84 to GCJ-02, which WeChat's map wants: the reconstruction known as "eviltransform" (2013), as guide/geo.py has it.

const AXIS = 6378245.0;
const FLATNESS = 0.00669342162296594323;
const { PI, abs, cos, sin, sqrt } = Math;

function toGcj02(lat, lon) {
  if (lat < 0.8293 || lat > 55.8271 || lon < 72.004 || lon > 137.8347) return { lat, lon };
  const x = lon - 105;
  const y = lat - 35;
  const wave = ((20 * sin(6 * x * PI) + 20 * sin(2 * x * PI)) * 2) / 3;
  let north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt(abs(x)) + wave;
  north += ((20 * sin(y * PI) + 40 * sin((y / 3) * PI)) * 2) / 3;
  north += ((160 * sin((y / 12) * PI) + 320 * sin((y * PI) / 30)) * 2) / 3;
  let east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt(abs(x)) + wave;
  east += ((20 * sin(x * PI) + 40 * sin((x / 3) * PI)) * 2) / 3;
  east += ((150 * sin((x / 12) * PI) + 300 * sin((x / 30) * PI)) * 2) / 3;
  const angle = (lat / 180) * PI;
  const magic = 1 - FLATNESS * sin(angle) * sin(angle);
  const radius = (AXIS * (1 - FLATNESS)) / (magic * sqrt(magic));
  const along = (AXIS / sqrt(magic)) * cos(angle);
  return { lat: lat + (north / radius) * (180 / PI), lon: lon + (east / along) * (180 / PI) };
}

module.exports = { toGcj02 };
