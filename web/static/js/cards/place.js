// A place as a card: its picture, whether it is open now, why it fits, what speaks against it, and the ways on.

import { address, anchor, element, icon, outward, pageOf, say, words } from "../element.js";
import { leave } from "../leave.js";
import { star } from "../saved.js";

export function place(card, isFresh) {
  const made = element("article", "card place");
  const body = element("div", "body");
  const title = element("h3");
  title.append(anchor("", card.title, pageOf(card)));
  body.append(title, state(card, isFresh));
  if (card.reasons?.length) body.append(reasons(card.reasons));
  if (card.drawback) body.append(line("against", "notice", card.drawback));
  body.append(deeds(card));
  made.append(picture(card), body, star({ ...card, page: pageOf(card) }));
  made.card = card;
  return made;
}

function picture({ picture: shown, title }) {
  const made = element("div", "shot");
  made.append(element("span", "first", [...title][0]));
  made.firstChild.setAttribute("aria-hidden", "true");
  if (!shown?.address) return made;
  const image = element("img");
  image.alt = shown.alt || "";
  image.loading = "lazy";
  image.decoding = "async";
  image.addEventListener("error", () => image.remove());
  if (shown.srcset) {
    image.sizes = "(min-width: 48rem) 15rem, 90vw";
    image.srcset = shown.srcset;
  }
  image.src = shown.address;
  made.append(image);
  return made;
}

// "Open now" is true for a while only: an answer from yesterday says nothing of it.
function state({ status, price, distance }, isFresh) {
  const made = element("p", "state");
  if (status?.text && isFresh) made.append(element("span", `pill ${openness(status.open)}`, status.text));
  const figures = [price, distance].filter(Boolean).join(" · ");
  if (figures) made.append(element("span", "figures", figures));
  return made;
}

function openness(open) {
  return open === true ? "open" : open === false ? "closed" : "unknown";
}

function reasons(given) {
  const list = element("ul", "for");
  list.append(...given.map((each) => line("", "tick", each, "li")));
  return list;
}

function line(name, sign, text, tag = "p") {
  const made = element(tag, name);
  made.append(icon(sign), element("span", "", text));
  return made;
}

function deeds(card) {
  const made = element("p", "deeds");
  made.lang = document.documentElement.lang;
  if (card.ways?.length || card.lat) made.append(go(card));
  made.append(ask(card.title));
  if (card.phone?.url) made.append(ring(card));
  return made;
}

function go(card) {
  const made = element("button", "button primary go");
  made.append(icon("go"), element("span", "", words["js.cards.go"]));
  made.setAttribute("aria-label", `${words["js.cards.go"]}: ${card.title}`);
  made.addEventListener("click", () => leave(card));
  return made;
}

function ring({ phone, title }) {
  const made = outward("button ring", "", phone.url);
  made.setAttribute("aria-label", `${phone.title}: ${title}, ${phone.number}`);
  made.title = phone.number;
  made.append(icon("ring"), element("span", "", phone.title));
  return made;
}

export function ask(title) {
  const question = say("js.cards.question", { title });
  const made = element("a", "button ask");
  made.href = address(`/?q=${encodeURIComponent(question)}`);
  made.dataset.ask = question;
  made.setAttribute("aria-label", `${words["js.cards.ask"]}: ${title}`);
  made.append(icon("chat"), element("span", "", words["js.cards.ask"]));
  return made;
}
