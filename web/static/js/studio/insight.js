// Charts of the tables of insight. The numbers come out of the tables themselves: without this file they are all there.

const ink = getComputedStyle(document.body);
const colour = (name) => ink.getPropertyValue(name).trim();
const HEIGHT = { low: 150, high: 230 };

for (const place of document.querySelectorAll(".chart")) draw(place);

function draw(place) {
  const table = document.getElementById(place.dataset.of);
  const heads = [...table.tHead.rows[0].cells].map((each) => each.textContent);
  const rows = [...table.tBodies[0].rows];
  const columns = place.dataset.columns.split(" ").map(Number);
  const bars = "bars" in place.dataset;
  if (!rows.length || !globalThis.uPlot) return;
  const data = [rows.map((row) => along(row.cells[0].dataset.value, bars)), ...columns.map((n) => rows.map((row) => number(row.cells[n])))];
  const series = columns.map((n, at) => line(heads[n], at, bars));
  const size = () => ({ width: place.clientWidth, height: place.classList.contains("low") ? HEIGHT.low : HEIGHT.high });
  const plot = new globalThis.uPlot(options(heads[0], series, bars, size()), data, place);
  place.setAttribute("role", "img");
  place.setAttribute("aria-label", `${table.closest("section").querySelector("h2").textContent}: ${columns.map((n) => heads[n]).join(", ")}`);
  new ResizeObserver(() => plot.setSize(size())).observe(place);
}

function options(first, series, bars, size) {
  const axis = { stroke: colour("--soft"), grid: { stroke: colour("--line"), width: 1 }, ticks: { stroke: colour("--line"), width: 1 }, font: "12px sans-serif" };
  const days = { ...axis, values: (_, marks) => marks.map((at) => new Date(at * 1000).toISOString().slice(5, 10)), incrs: [1, 2, 7, 14, 30].map((n) => n * 86400) };
  const hours = { ...axis, incrs: [1, 2, 3, 6] };
  return {
    ...size, tzDate: (at) => globalThis.uPlot.tzDate(new Date(at * 1000), "Etc/UTC"),
    scales: { x: { time: !bars, ...(bars ? { range: [-0.7, 23.7] } : {}) }, y: { range: (_, low, high) => [0, Math.max(high * 1.08, 1)] } },
    axes: [bars ? hours : days, { ...axis, size: 56 }],
    series: [{ label: first, value: (_, at) => (at === null ? "–" : bars ? `${at}:00` : new Date(at * 1000).toISOString().slice(0, 10)) }, ...series],
    cursor: { drag: { x: false, y: false } },
  };
}

function line(label, at, bars) {
  const stroke = at ? colour("--seal") : colour("--willow");
  const points = bars ? { paths: globalThis.uPlot.paths.bars({ size: [0.7, 40] }), fill: stroke, points: { show: false } } : { points: { show: false } };
  return { label, stroke, width: 2, spanGaps: false, ...points };
}

function along(value, bars) {
  return bars ? Number(value) : Date.parse(`${value}T00:00:00Z`) / 1000;
}

function number(cell) {
  const value = Number(cell.textContent);
  return Number.isFinite(value) ? value : null;
}
