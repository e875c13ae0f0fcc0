// The guide in a frame on another site: Escape closes it there. Told only to sites that may show it.
const allowed = (document.documentElement.dataset.embed || "").split(" ").filter(Boolean);

function above() {
  const known = location.ancestorOrigins ? [...location.ancestorOrigins].slice(-1) : [];
  if (!known.length && document.referrer) known.push(new URL(document.referrer).origin);
  return known.length ? allowed.filter((each) => known.includes(each)) : allowed;
}

addEventListener("keydown", (event) => {
  const busy = event.defaultPrevented || document.querySelector("dialog[open], details.menu[open]");
  if (event.key !== "Escape" || busy || parent === window) return;
  for (const origin of above()) parent.postMessage({ guide: "close" }, origin);
});
