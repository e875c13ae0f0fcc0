// Before Leaflet loads: it may set `innerHTML` to the one string it tests the browser with, and to no other. Then room
// is kept for the map that moves; where a part of it does not come, the sketch stays.
(() => {
  const root = document.documentElement;
  try {
    if (window.trustedTypes) {
      window.trustedTypes.createPolicy("default", { createHTML: (text) => (text === "<svg/>" ? text : null) });
    }
  } catch {
    return;
  }
  root.classList.add("live-map");
  addEventListener("load", () => {
    if (!window.L || !root.dataset.map) root.classList.remove("live-map");
  });
})();
