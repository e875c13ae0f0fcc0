// The talk of this tab, and the earlier ones of this browser: neither is kept anywhere else.

import { keep as put, recall as take } from "./store.js";

const MOST = 30;
const LARGEST = 400_000; // Characters of all talks together: storage is small, and shared with what else is kept.

export function recall() {
  const kept = take("talk", {}, "sessionStorage");
  return Array.isArray(kept.turns) && kept.conversation ? kept : fresh();
}

export function keep(talk) {
  put("talk", talk, "sessionStorage");
  shelve(talk);
}

export function fresh() {
  const bytes = [...crypto.getRandomValues(new Uint8Array(16))];
  return { conversation: bytes.map((byte) => byte.toString(16).padStart(2, "0")).join(""), turns: [] };
}

// Newest first: [{conversation, title, at, turns}].
export function talks() {
  return take("talks", []).filter((each) => each?.conversation && Array.isArray(each.turns) && each.turns.length);
}

export function drop(conversation) {
  put("talks", talks().filter((each) => each.conversation !== conversation));
}

function shelve({ conversation, turns }) {
  const others = talks().filter((each) => each.conversation !== conversation);
  const kept = turns.length ? [{ conversation, title: turns[0].question, at: Date.now(), turns }, ...others] : others;
  kept.splice(MOST);
  while (kept.length > 1 && JSON.stringify(kept).length > LARGEST) kept.pop();
  put("talks", kept);
}
