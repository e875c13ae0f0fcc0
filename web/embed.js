// The guide on another site: a round button that opens it in a frame of its own, apart from the styles of the page.
(() => {
  const script = document.currentScript;
  const home = new URL(script.src).origin;
  const words = "{words}";
  const styles = `
:host { all: initial; }
* { box-sizing: border-box; }
button { all: unset; box-sizing: border-box; display: grid; place-items: center; cursor: pointer; }
button:focus-visible { outline: 3px solid #2f5d46; outline-offset: 3px; }
svg { width: 24px; height: 24px; fill: none; stroke: currentColor; stroke-width: 1.8; stroke-linecap: round; stroke-linejoin: round; }
.open { position: fixed; z-index: 2147483000; bottom: calc(20px + env(safe-area-inset-bottom)); width: 60px; height: 60px; border-radius: 50%; background: #2f5d46; color: #fdfbf5; box-shadow: 0 2px 6px rgb(40 50 30 / .25), 0 10px 28px rgb(40 50 30 / .2); }
.open svg { width: 30px; height: 30px; }
.open:hover { background: #234a37; }
.end { right: 20px; } .start { left: 20px; }
.panel { position: fixed; z-index: 2147483001; bottom: calc(92px + env(safe-area-inset-bottom)); width: 400px; height: min(680px, calc(100vh - 112px)); border-radius: 20px; overflow: hidden; background: #f7f3ea; box-shadow: 0 4px 12px rgb(40 50 30 / .18), 0 24px 64px rgb(40 50 30 / .28); }
.panel[hidden] { display: none; }
iframe { display: block; width: 100%; height: 100%; border: 0; }
.close { position: absolute; top: 8px; left: 50%; margin-left: -22px; width: 44px; height: 44px; border-radius: 50%; background: #fffdf8; color: #23281f; box-shadow: 0 1px 4px rgb(40 50 30 / .25); }
@media (max-width: 480px), (max-height: 520px) { .panel { inset: 0; width: auto; height: auto; border-radius: 0; } }
@media (prefers-color-scheme: dark) { .panel { background: #151a17; } .close { background: #1d2420; color: #ebe7da; } }`;

  const lang = spoken(script.dataset.lang || document.documentElement.lang || navigator.language || "");
  const host = document.createElement("div");
  const root = host.attachShadow({ mode: "open" });
  dress();
  const open = button("open", words[lang].open, "M20 11.5c0 4-3.6 7-8 7a9 9 0 0 1-3-.5L4.5 19.5 5.6 16A6.6 6.6 0 0 1 4 11.5c0-4 3.6-7 8-7s8 3 8 7Z");
  const close = button("close", words[lang].close, "m6.5 6.5 11 11M17.5 6.5l-11 11");
  const panel = document.createElement("div");
  const side = script.dataset.side === "left" ? "start" : "end";
  let frame = null;
  open.classList.add(side);
  open.setAttribute("aria-expanded", "false");
  panel.className = `panel ${side}`;
  panel.setAttribute("role", "dialog");
  panel.setAttribute("aria-label", words[lang].title);
  panel.lang = lang;
  panel.hidden = true;
  panel.append(close);
  root.append(open, panel);
  open.addEventListener("click", () => (panel.hidden ? show() : hide()));
  close.addEventListener("click", hide);
  addEventListener("keydown", (event) => event.key === "Escape" && !panel.hidden && hide());
  addEventListener("message", (event) => {
    if (!frame || event.origin !== home || event.source !== frame.contentWindow) return;
    if (event.data && event.data.guide === "close") hide();
  });
  if (document.body) document.body.append(host);
  else addEventListener("DOMContentLoaded", () => document.body.append(host));

  function show() {
    if (!frame) panel.prepend((frame = framed()));
    panel.hidden = false;
    open.setAttribute("aria-expanded", "true");
    frame.focus();
  }

  function hide() {
    panel.hidden = true;
    open.setAttribute("aria-expanded", "false");
    open.focus();
  }

  function framed() {
    const made = document.createElement("iframe");
    const asked = new URLSearchParams({ embed: "1", lang });
    if (script.dataset.question) asked.set("q", script.dataset.question);
    made.title = words[lang].title;
    made.setAttribute("sandbox", "allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox allow-downloads");
    made.allow = "geolocation; microphone; autoplay; clipboard-write";
    made.referrerPolicy = "origin";
    made.src = `${home}/?${asked}`;
    return made;
  }

  function button(name, label, path) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = name;
    made.lang = lang;
    made.setAttribute("aria-label", label);
    made.title = label;
    const picture = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    const line = document.createElementNS("http://www.w3.org/2000/svg", "path");
    picture.setAttribute("viewBox", "0 0 24 24");
    picture.setAttribute("aria-hidden", "true");
    line.setAttribute("d", path);
    picture.append(line);
    made.append(picture);
    return made;
  }

  function dress() {
    try {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(styles);
      root.adoptedStyleSheets = [sheet];
    } catch {
      const element = document.createElement("style");
      element.textContent = styles;
      root.append(element);
    }
  }

  function spoken(tag) {
    const wanted = tag.toLowerCase();
    if (/^zh-(tw|hk|mo|hant)/.test(wanted)) return "zh-Hant";
    if (wanted.startsWith("zh")) return "zh-Hans";
    return Object.keys(words).find((each) => each === wanted.split("-")[0]) || "en";
  }
})();
