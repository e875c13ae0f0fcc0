// Which places are open now: the guide works it out, for the minute in which it is asked. Nothing of it is kept longer.

import { address } from "../element.js";

const AGAIN = 300000; // Milliseconds after which a map that is still looked at is told anew.

export function doors(changed) {
  const state = { known: null, isOn: false };

  async function ask() {
    const answer = await fetch(address("/api/open"));
    if (!answer.ok) throw new TypeError(answer.status);
    const { open, shut, time } = await answer.json();
    return { open: new Set(open), shut: new Set(shut), time };
  }

  async function renew() {
    if (!state.isOn || document.hidden) return;
    state.known = await ask().catch(() => state.known);
    if (state.isOn) changed();
  }

  setInterval(renew, AGAIN);
  document.addEventListener("visibilitychange", renew);
  return {
    async turn(isOn) {
      state.isOn = isOn;
      state.known = isOn ? await ask() : null;
    },
    fits: ({ id }) => !state.known || state.known.open.has(id),
    isUnknown: ({ id }) => Boolean(state.known) && !state.known.open.has(id) && !state.known.shut.has(id),
    time: () => (state.known ? state.known.time : ""),
  };
}
