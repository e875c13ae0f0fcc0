// The drawer of earlier talks, which are in this browser only.

import { hear, tell } from "./bus.js";
import { spoken, today } from "./dates.js";
import { button, element, say, signed } from "./element.js";
import { forget } from "./forget.js";
import { drop, recall, talks } from "./memory.js";
import { close, open } from "./sheet.js";

const drawer = document.getElementById("talks");
const menu = document.getElementById("menu");
const opener = document.getElementById("open-talks");

document.getElementById("keeping").hidden = false;
opener.addEventListener("click", () => {
  show();
  leaveMenu();
  open(drawer);
});
for (const each of document.querySelectorAll(".forget")) {
  each.addEventListener("click", () => {
    leaveMenu();
    if (drawer.hasAttribute("open")) close(drawer);
    forget();
  });
}
hear("forgotten", show);

// The focus stays on what can be seen when the menu closes over what was pressed in it.
function leaveMenu() {
  if (!menu.open) return;
  menu.open = false;
  menu.firstElementChild.focus();
}

function show() {
  const list = drawer.querySelector(".earlier");
  list.replaceChildren(...talks().map(line));
  list.nextElementSibling.hidden = list.children.length > 0;
}

function line(talk) {
  const made = element("li");
  const link = button("earlier-talk", "", () => {
    close(drawer);
    tell("opened", { talk: { conversation: talk.conversation, turns: talk.turns } });
  });
  if (talk.conversation === recall().conversation) link.setAttribute("aria-current", "true");
  link.append(element("span", "title", talk.title), element("time", "", spoken(today(talk.at))));
  made.append(link, signed("act drop", "bin", say("js.history.drop", { name: talk.title }), () => remove(talk.conversation, made)));
  return made;
}

function remove(conversation, made) {
  fetch(`/api/conversations/${conversation}`, { method: "DELETE", keepalive: true }).catch(() => {});
  drop(conversation);
  if (conversation === recall().conversation) tell("removed");
  gone(made);
}

function gone(made) {
  const other = made.nextElementSibling || made.previousElementSibling;
  show();
  (other ? drawer.querySelector("li button") : drawer.querySelector(".close"))?.focus();
}
