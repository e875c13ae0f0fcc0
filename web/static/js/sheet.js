// The sheet that shows one source with its date and its ways on.

import { age, heading, words } from "./answer.js";

const sheet = document.getElementById("sheet");
const lang = new URLSearchParams(location.search).get("lang");

export function openSource(source) {
  const part = (name) => sheet.querySelector(name);
  part(".kicker").textContent = words["sheet.source"].replace("{n}", source.n);
  part("h2").textContent = heading(source);
  part(".age").textContent = age(source);
  part(".age").classList.toggle("old", !source.checked_on);
  part(".origin").textContent = source.source || words["sheet.unnamed"];
  part(".place").href = `/places/${encodeURIComponent(source.entry)}${lang ? `?lang=${encodeURIComponent(lang)}` : ""}`;
  part(".place span").textContent = words["sheet.place"].replace("{title}", source.title);
  part(".open").hidden = !/^https?:\/\//.test(source.url || "");
  part(".open").href = part(".open").hidden ? "" : source.url;
  if (sheet.showModal) sheet.showModal();
  else sheet.setAttribute("open", "");
}
