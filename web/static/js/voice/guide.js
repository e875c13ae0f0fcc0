// The guide's own voice: the server makes a sound of a sentence, two players take turns, so that the next sentence is
// already here when one ends.

const PATIENCE = 8000; // Milliseconds until a sound that does not start is given up.
const DRIFT = 250; // A player tells its time in steps: between two of them this page's clock goes on so long at most.
const QUIET = new URL("../../audio/quiet.wav", import.meta.url).href;

const players = [];
let turn = 0;

function made() {
  if (!players.length) players.push(document.createElement("audio"), document.createElement("audio"));
  return players;
}

// Resolves to a sound to be played; throws when the server has none.
export async function sound({ text, lang, notice }, signal) {
  const response = await fetch("/api/speech", {
    method: "POST",
    headers: { "content-type": "application/json", "accept-language": lang },
    body: JSON.stringify(notice ? { text, lang, notice } : { text, lang }),
    signal,
  });
  if (!response.ok) throw new Error(`no voice: ${response.status}`);
  const { audio, visemes } = await response.json();
  const player = made()[(turn += 1) % 2];
  player.preload = "auto";
  player.src = audio;
  return { play: (told) => play(player, visemes || [], told) };
}

function play(player, track, { started, ended, failed }) {
  const wait = setTimeout(() => quit(() => failed("failed")), PATIENCE);
  const quit = (then) => {
    silence();
    then();
  };
  const silence = () => {
    clearTimeout(wait);
    player.onplaying = player.onended = player.onerror = null;
    player.pause();
  };
  player.onplaying = () => {
    clearTimeout(wait);
    player.onplaying = null;
    started({ audio: player, track, clock: clock(player) });
  };
  player.onended = () => quit(ended);
  player.onerror = () => quit(() => failed("failed"));
  player.currentTime = 0;
  player.muted = false;
  const playing = player.play();
  if (playing) {
    playing.catch(({ name }) => player.onended && quit(() => failed(name === "NotAllowedError" ? "blocked" : "failed")));
  }
  return silence;
}

function clock(player) {
  const seen = { media: player.currentTime, at: performance.now() };
  return () => {
    const [media, now] = [player.currentTime, performance.now()];
    if (media !== seen.media) Object.assign(seen, { media, at: now });
    return seen.media * 1000 + (player.paused ? 0 : Math.min(now - seen.at, DRIFT));
  };
}

// Within a tap: a player that played once then may play later by itself.
export function unlock() {
  for (const player of made()) {
    if (player.src) continue;
    player.src = QUIET;
    const playing = player.play();
    if (playing) playing.catch(() => {});
  }
}
