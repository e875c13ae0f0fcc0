// Elements by script. Text becomes text nodes and nothing else: no markup is ever made from it.

export const words = JSON.parse(document.getElementById("words").textContent);

export function element(tag, name, text = "") {
  const made = document.createElement(tag);
  if (tag === "button") made.type = "button";
  if (name) made.className = name;
  made.textContent = text;
  return made;
}

export function button(name, text, press) {
  const made = element("button", name, text);
  made.addEventListener("click", press);
  return made;
}

// A button that shows a sign: its name is read out, and shown when pointed at.
export function signed(name, sign, label, press) {
  const made = button(name, "", press);
  made.append(icon(sign));
  made.title = label;
  made.setAttribute("aria-label", label);
  return made;
}

export function icon(name) {
  return document.getElementById("icons").content.querySelector(`[data-icon="${name}"] svg`).cloneNode(true);
}

// A sentence of the page's language with its {places} filled.
export function say(key, values = {}) {
  return words[key].replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

export function anchor(name, text, path, lang) {
  const made = element("a", name, text);
  made.href = address(path, lang);
  return made;
}

// An address of this site that keeps the language and the view this page was asked for in; else it is in `lang`.
export function address(path, lang) {
  const [bare, query = ""] = path.split("?");
  const asked = new URLSearchParams(query);
  const here = new URLSearchParams(location.search);
  for (const name of ["lang", "view"]) if (here.has(name) && !asked.has(name)) asked.set(name, here.get(name));
  if (lang && !asked.has("lang")) asked.set("lang", lang);
  const kept = asked.toString();
  return kept ? `${bare}?${kept}` : bare;
}

// The page of an entry, as the server names it; what was kept before it did leads there by a redirect.
export const pageOf = ({ page, entry, id }) => page || `/places/${encodeURIComponent(entry || id)}`;

// Out of this site: another scheme than these opens nothing.
export function outward(name, text, url) {
  const made = element("a", name, text);
  if (!/^(https?:\/\/|geo:|tel:)/.test(url || "")) return made;
  made.href = url;
  made.rel = "noopener nofollow noreferrer";
  if (url.startsWith("http")) made.target = "_blank";
  return made;
}
