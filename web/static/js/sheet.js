// The sheet that shows one source with its date and its ways on.

import { age } from "./dates.js";
import { address, pageOf, say, words } from "./element.js";

const sheet = document.getElementById("sheet");

export function openSource(source, locale) {
  const part = (name) => sheet.querySelector(name);
  part(".kicker").textContent = say("sheet.source", { n: source.n });
  part("h2").textContent = [source.title, source.heading].filter(Boolean).join(" · ");
  part("h2").lang = locale || document.documentElement.lang;
  part(".age").textContent = age(source);
  part(".age").classList.toggle("old", !source.checked_on);
  part(".origin").textContent = source.source || words["sheet.unnamed"];
  part(".place").href = address(pageOf(source));
  part(".place span").textContent = say("sheet.place", { title: source.title });
  part(".open").hidden = !/^https?:\/\//.test(source.url || "");
  part(".open").href = part(".open").hidden ? "" : source.url;
  open(sheet);
}

export function open(dialog) {
  if (dialog.showModal) dialog.showModal();
  else dialog.setAttribute("open", "");
}

export function close(dialog) {
  if (dialog.close) dialog.close();
  else dialog.removeAttribute("open");
}

function isOutside({ clientX, clientY }, dialog) {
  const { left, right, top, bottom } = dialog.getBoundingClientRect();
  return clientX < left || clientX > right || clientY < top || clientY > bottom;
}

for (const dialog of document.querySelectorAll("dialog.sheet")) {
  dialog.addEventListener("submit", (event) => {
    event.preventDefault();
    close(dialog);
  });
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog && event.detail && isOutside(event, dialog)) close(dialog);
  });
  dialog.addEventListener("keydown", (event) => event.key === "Escape" && !dialog.showModal && close(dialog));
}
