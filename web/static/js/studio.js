// The editing form, made nicer. Without this file every button still works by a round trip.
// Rows come and go in place, nobody leaves unpublished text by accident, and Ctrl+S publishes.

let form = document.getElementById("entry");
let changed = form?.hasAttribute("data-changed") ?? false;
let leaving = false;

// A document by XMLHttpRequest: parsed without scripts and without turning text into markup here.
function post(button) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const fields = new URLSearchParams(new FormData(form, button));
    request.open("POST", form.action);
    request.responseType = "document";
    request.onload = () => (request.response?.getElementById("entry") ? resolve(request.response) : reject());
    request.onerror = reject;
    request.send(fields);
  });
}

// Rows are known again by the fact they came from, and of a row its line from what is folded in it.
function originOf(details) {
  const origin = details.closest(".fact")?.querySelector("[name$='.origin']")?.value;
  return origin && `${details.matches(".fact") ? "line" : "more"} ${origin}`;
}

function replace(page) {
  const opened = new Set([...form.querySelectorAll("details[open]")].map(originOf));
  const top = window.scrollY;
  const next = document.adoptNode(page.getElementById("main"));
  const start = next.querySelector("[autofocus]");
  start?.removeAttribute("autofocus");
  document.getElementById("main").replaceWith(next);
  form = document.getElementById("entry");
  for (const each of form.querySelectorAll("details")) each.open ||= originOf(each) && opened.has(originOf(each));
  window.scrollTo({ top, behavior: "instant" });
  start?.focus();
  document.dispatchEvent(new Event("studio:laid"));
  changed = true;
}

async function alter(button) {
  form.setAttribute("aria-busy", "true");
  try {
    replace(await post(button));
  } catch {
    leaving = true;
    form.requestSubmit(button);
  }
}

// What follows from the facts is worked out anew when one of them, or the party, was changed. Only that panel moves.
let asked = 0;

async function foresee(event) {
  const from = event.target.closest("#facts, .party");
  if (!from || !form.contains(from)) return;
  const button = form.querySelector("[value=look]");
  const turn = (asked += 1);
  const here = document.activeElement?.id;
  const page = await post(button).catch(() => null);
  const next = page?.getElementById("foresight");
  if (!next || turn !== asked) return;
  document.getElementById("foresight").replaceWith(document.adoptNode(next));
  if (document.activeElement === document.body && here) document.getElementById(here)?.focus();
}

function onSubmit(event) {
  const button = event.submitter;
  if (event.target !== form || !button || leaving) return;
  if (/^(add|remove|find|pick):|^ask$/.test(button.value)) {
    event.preventDefault();
    alter(button);
  } else {
    leaving = true;
  }
}

function onKey(event) {
  if ((event.ctrlKey || event.metaKey) && event.key === "s") {
    event.preventDefault();
    form.requestSubmit(form.querySelector("[value=publish]"));
  }
}

// What is to be written replaces the blank that stands for it.
function selectBlank() {
  const cell = form.querySelector("[autofocus]");
  const blank = /_{4,}/.exec(cell?.value ?? "");
  if (!blank) return;
  cell.focus({ preventScroll: true });
  cell.setSelectionRange(blank.index, blank.index + blank[0].length);
  cell.scrollIntoView({ block: cell.offsetHeight > window.innerHeight / 2 ? "end" : "center", behavior: "instant" });
}

if (form) {
  selectBlank();
  document.addEventListener("input", (event) => { changed ||= form.contains(event.target); });
  document.addEventListener("change", foresee);
  document.addEventListener("submit", onSubmit);
  document.addEventListener("keydown", onKey);
  window.addEventListener("beforeunload", (event) => { if (changed && !leaving) event.preventDefault(); });
  window.addEventListener("pageshow", () => { leaving = false; });
}
