// Before the first paint: the view, the look and the size of letters that this browser was last told to keep.
(() => {
  const root = document.documentElement;
  const asked = new URLSearchParams(location.search);
  let kept = {};
  try {
    kept = JSON.parse(localStorage.getItem("prefs")) || {};
  } catch {
    // No storage: the address alone decides.
  }
  if (asked.has("view")) kept.view = asked.get("view") === "elder" ? "elder" : "";
  const scale = Number(asked.get("scale"));
  if (scale >= 0.5 && scale <= 3) kept.scale = scale;
  try {
    if (asked.has("view") || scale) localStorage.setItem("prefs", JSON.stringify(kept));
  } catch {
    // The same.
  }
  if (kept.view) root.dataset.view = kept.view;
  else delete root.dataset.view;
  if (kept.look) root.dataset.look = kept.look;
  if (kept.figure) root.dataset.figure = kept.figure;
  if (kept.scale) root.style.setProperty("--scale", kept.scale);
  try {
    // Emergencies that were put away (js/alerts.js) are not seen to come and go again.
    const gone = JSON.parse(localStorage.getItem("alerts") || "[]").filter((key) => /^[0-9a-f]{8}$/.test(key));
    const sheet = new CSSStyleSheet();
    if (gone.length) sheet.insertRule(`${gone.map((key) => `[data-alert="${key}"]`).join()} { display: none !important; }`);
    if (gone.length) document.adoptedStyleSheets = [sheet];
  } catch {
    // An old browser, or none of its storage: the script takes them away.
  }
})();
