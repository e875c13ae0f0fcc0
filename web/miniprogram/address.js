// Addresses of the guide. Everything in them is percent-encoded: iOS shows a white page otherwise.

const SHARED = ["lang", "at"]; // What a shared address keeps: no question, no talk, no person, no size of letters.
const PAGES = /^\/(?:$|(?:places|events|plans|routes|tours|map|about)(?:\/[\w.-]*)?$)/;
const CODE = /^\/?([\w/-]{1,200})$/;

// Small and quiet, since a page may also come from a QR code on a wall.
function decode(text) {
  try {
    return decodeURIComponent(text || "");
  } catch (error) {
    return "";
  }
}

function query(pairs) {
  const kept = pairs.filter(([, value]) => value !== undefined && value !== "");
  return kept.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join("&");
}

// The address to open: `given` are the options of the mini-program's page. `scene` is what a mini-program code carries,
// a path of the guide ("places/ge-garden"); `path` a page that somebody shared; `q` a question, or the whole address of
// an ordinary code at a door, which WeChat hands over under this name.
function open(guide, given, { scale, lang }) {
  const code = decode(given.q);
  const options = code.indexOf(`${guide}/`) === 0 ? partsOf(code.slice(guide.length)) : given;
  const path = pathOf(decode(options.scene)) || pathOf(decode(options.path)) || "/";
  const asked = query([
    ["q", decode(options.q).slice(0, 500)],
    ["lang", options.lang || lang],
    ["at", decode(options.at)],
    ["view", options.view === "elder" ? "elder" : ""],
    ["scale", scale && scale !== 1 ? scale : ""],
  ]);
  return `${guide}${path}${asked ? `?${asked}` : ""}`;
}

// The parts of an address behind the host, still encoded.
function partsOf(address) {
  const [path, asked = ""] = address.split("#")[0].split("?");
  const parts = { path };
  for (const [name, value = ""] of asked.split("&").map((each) => each.split("="))) parts[decode(name)] = value;
  return parts;
}

function pathOf(text) {
  const found = CODE.exec(text);
  return found ? `/${found[1].split("/").map(encodeURIComponent).join("/")}` : "";
}

// What may be shared of the page that is open: a public page of this guide with its language, else the first page.
function share(guide, webViewUrl) {
  const address = String(webViewUrl || "");
  const own = address.indexOf(guide) === 0 && /^(?:$|[/?#])/.test(address.slice(guide.length));
  const { path, ...asked } = partsOf(own ? address.slice(guide.length) : "");
  const kept = SHARED.map((name) => [name, decode(asked[name])]);
  return query([["path", PAGES.test(path) && path !== "/" ? path : ""], ...kept]);
}

module.exports = { decode, open, partsOf, query, share };
