// The live regions of a page by the rules of ARIA. `heard` grows by [role, text] whenever one has something new.
window.heard = [];
document.addEventListener("DOMContentLoaded", () => {
  const LIVE = "[aria-live], [role=log], [role=status], [role=alert]";
  const level = (node) => node.getAttribute("aria-live") || (node.getAttribute("role") === "alert" ? "assertive" : "polite");
  const region = (node) => (node.nodeType === 1 ? node : node.parentElement)?.closest(LIVE);
  const silent = (node) => !node.isConnected || Boolean(node.closest("[aria-hidden=true], [hidden], template")) || !node.checkVisibility();
  const said = (node, home) => {
    if (node.nodeType === 3) return node.data;
    if (node.nodeType !== 1 || silent(node)) return "";
    if (node !== home && node.matches(LIVE) && level(node) === "off") return "";
    const label = node.getAttribute("aria-label") || node.alt || "";
    if (node.matches("img, a[aria-label], button[aria-label]")) return ` ${label} `;
    const inner = (node === home ? "" : label && `${label} `) + [...node.childNodes].map((child) => said(child, home)).join("");
    return /^inline/.test(getComputedStyle(node).display) ? inner : ` ${inner} `;
  };
  const tidy = (text) => text.replace(/\s+/g, " ").trim();
  const hear = (records) => {
    const fresh = new Map();
    for (const { type, target, addedNodes, attributeName } of records) {
      const home = region(target);
      if (!home || level(home) === "off") continue;
      const added = type === "childList" ? [...addedNodes] : type === "characterData" ? [target] : [target];
      if (attributeName === "hidden" && target.hidden) continue;
      fresh.set(home, [...(fresh.get(home) || []), ...added]);
    }
    for (const [home, nodes] of fresh) {
      if (home.closest("[aria-busy=true]") || silent(home)) continue;
      const role = home.getAttribute("role") || "region";
      const isWhole = home.getAttribute("aria-atomic") ? home.getAttribute("aria-atomic") === "true" : role !== "log";
      const outer = nodes.filter((node) => node.isConnected && !nodes.some((other) => other !== node && other.contains(node)));
      const told = outer.map((node) => (silent(node.nodeType === 1 ? node : node.parentElement) ? "" : tidy(said(node, home)))).filter(Boolean);
      if (!told.length) continue;
      for (const text of isWhole ? [tidy(said(home, home))] : told) window.heard.push([role, text]);
    }
  };
  new MutationObserver(hear).observe(document, { subtree: true, childList: true, characterData: true, attributeFilter: ["hidden", "aria-hidden"] });
  addEventListener("focusin", ({ target }) => window.heard.push(["focus", target.id || target.className || target.tagName]));
});
