// What a visitor wrote and no answer came to yet: kept for this tab, so that a reload or a dead phone loses no question.

import { hear } from "./bus.js";
import { erase, keep, recall } from "./store.js";

const SHELF = "sessionStorage";
const field = document.getElementById("q");

hear("asked", ({ question }) => keep("unsent", question, SHELF));
for (const name of ["answered", "stopped", "forgotten"]) hear(name, () => erase("unsent", SHELF));
field.addEventListener("input", () => keep("unsent", field.value, SHELF));

// A page kept for hours without a net was not made for this address: its question stands in the address alone.
const asked = new URLSearchParams(location.search).get("q") || "";
if (!field.value) field.value = (asked || recall("unsent", "", SHELF)).slice(0, field.maxLength);
