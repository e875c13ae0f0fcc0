// What a phone keeps of the guide, for a weak net or none. The server writes BUILD before this text: `here`, the path of
// the static files (it changes with them, and so a new version of this worker comes with every new version of them),
// `files`, those worth keeping ahead, and `shell`, the pages to have before they are asked for.
//
// Pages come from the net first, and from memory only when it fails or takes too long. Questions, the studio, and
// whatever is about a person (a complaint, a draft) pass by untouched.

const FILES = `guide-files-${BUILD.here.split("/").pop()}`;
const [SHELL, PAGES, PICTURES] = ["guide-shell", "guide-pages", "guide-pictures"]; // js/saved.js fills "guide-saved".
const MOST = { [PAGES]: 60, [PICTURES]: 120 };
const PATIENCE = 3000; // Milliseconds until what is kept is shown in place of a page that does not come.
const READABLE = /^\/(?:$|(?:places|events|map|plans|routes|tours|saved|offline|about)(?:\/[^.]*)?$)/;
const PICTURE = /^\/(?:pictures\/|(?:map|map\/ground-\d+|plans\/[^/]+|routes\/[^/]+)\.svg$|api\/map$)/;
const PRIVATE = /^\/(?:studio|complaints|api|v1)(?:\/|$)|\.\w+$/;
const SETTINGS = ["view", "scale"]; // Parts of an address that change no content.
const shown = new Map(); // Which window was shown a kept page, and of when.

self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(fill());
});

self.addEventListener("activate", (event) => event.waitUntil(Promise.all([tidy(), self.clients.claim()])));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== location.origin) return;
  if (request.mode === "navigate") {
    if (!PRIVATE.test(address.pathname)) event.respondWith(page(event, address));
  } else if (address.pathname.startsWith("/static/")) event.respondWith(file(event, address));
  else if (PICTURE.test(address.pathname)) event.respondWith(picture(event, address));
});

self.addEventListener("message", ({ data, source, ports }) => {
  if (data === "kept?") ports[0].postMessage(shown.get(source.id) || "");
});

async function page(event, address) {
  const key = named(address);
  const fresh = await fetched(event, key, shelfOf(address), await kept(address));
  if (fresh && !(fresh.status > 501 && !fresh.headers.has("content-language"))) return fresh; // Else a gateway speaks.
  const old = await kept(address);
  if (old && event.resultingClientId) shown.set(event.resultingClientId, old.headers.get("date") || "");
  return old || (await found(inItsLanguage("/offline", address))) || (await found("/offline")) || fresh || Response.error();
}

async function picture(event, address) {
  const old = await found(address.pathname + address.search);
  return (await fetched(event, address.pathname + address.search, PICTURES, old)) || old || Response.error();
}

// A page kept from an earlier version asks for files of that version: the present ones stand in when those are gone.
async function file(event, address) {
  const mine = address.pathname.startsWith(`${BUILD.here}/`);
  const here = mine ? address.pathname : `${BUILD.here}/${address.pathname.split("/").slice(3).join("/")}`;
  const old = await found(here);
  if (mine && old) return old;
  const fresh = await fetched(event, here, mine ? FILES : "", old);
  return (fresh && (fresh.ok || !old) ? fresh : old) || Response.error();
}

// The answer of the net, or nothing when there is none; `instead` is a reason not to wait long for it.
async function fetched(event, key, store, instead) {
  let copy = null;
  const answer = fetch(event.request).then((response) => {
    copy = store && response.ok && !response.redirected ? response.clone() : null;
    return response;
  });
  event.waitUntil(answer.then(() => copy && keep(store, key, copy)).catch(() => {}));
  const heard = answer.catch(() => null);
  return instead ? Promise.race([heard, new Promise((resolve) => setTimeout(resolve, PATIENCE))]) : heard;
}

async function keep(store, key, response) {
  const shelf = await caches.open(store);
  await shelf.put(key, response);
  const keys = await shelf.keys();
  await Promise.all(keys.slice(0, Math.max(0, keys.length - (MOST[store] || Infinity))).map((each) => shelf.delete(each)));
  const lang = store !== PICTURES && new URL(key, location.origin).searchParams.get("lang");
  if (lang && !(await found(`/offline?lang=${lang}`))) await gather(SHELL, BUILD.shell.map((each) => `${each}?lang=${lang}`));
}

function shelfOf({ pathname, searchParams }) {
  if (searchParams.has("q") || !READABLE.test(pathname)) return ""; // What somebody asks is nobody else's.
  return BUILD.shell.includes(pathname) ? SHELL : PAGES;
}

function found(key) {
  return caches.match(key, { ignoreVary: true });
}

async function kept(address) {
  const plain = address.pathname;
  return (await found(named(address))) || (await found(inItsLanguage(plain, address))) || found(plain);
}

function named({ pathname, searchParams }) {
  const asked = new URLSearchParams(searchParams);
  for (const name of [...SETTINGS, "q"]) asked.delete(name);
  return asked.toString() ? `${pathname}?${asked}` : pathname;
}

function inItsLanguage(path, { searchParams }) {
  const lang = searchParams.get("lang");
  return lang ? `${path}?lang=${encodeURIComponent(lang)}` : path;
}

function fill() {
  return Promise.all([gather(FILES, BUILD.files.map((name) => `${BUILD.here}/${name}`)), gather(SHELL, BUILD.shell)]);
}

// One after the other, so that a slow line stays free for the visitor; what fails is fetched when it is needed.
async function gather(store, keys) {
  const shelf = await caches.open(store);
  for (const key of keys) {
    if (store === FILES && (await shelf.match(key))) continue;
    await shelf.add(key).catch(() => {});
  }
}

async function tidy() {
  const names = (await caches.keys()).filter((name) => name.startsWith("guide-files-") && name !== FILES);
  await Promise.all(names.map((name) => caches.delete(name)));
}
