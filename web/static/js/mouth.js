// The mouth: ten drawn shapes, each a group #mouth-NAME around its own middle, shown by a track on the clock of the sound.
//
// A track is [[milliseconds, shape], ...]. Around each change the old shape takes on the size of the new one while they
// fade into each other. A stretch of the track is handed over at once, as animations of opacity and transform that the
// browser's compositor plays by itself: the page has no work for a frame, only looks whether the sound keeps time.

const BLEND = 35; // Milliseconds before and after a change.
const STRETCH = 2400; // Milliseconds handed over at a time,
const AHEAD = 300; // and this long before they end the next.
const LOOK = 25; // Milliseconds between two looks at the clock at most.
const DRIFT = 45; // Milliseconds that sound and lips may come apart: the sound has stalled, or jumped.
const LEAST = 0.45; // A shape is never squeezed or stretched beyond this and its inverse: lips would turn to lines.

export function mouth(node) {
  const shapes = new Map([...node.children].map((shape) => [shape.id.replace("mouth-", ""), shape]));
  const sizes = new Map();
  let track = [];
  let clock = null;
  let timer = 0;
  let place = 0; // Of the step that lasts now.
  let until = 0; // Where the stretch ends, on the clock of the sound.
  let offset = 0; // What the page's clock showed when the sound began.
  let moving = [];

  function play(steps, time) {
    rest();
    track = steps.filter(([, shape]) => shapes.has(shape)).filter(([, shape], step, all) => !step || shape !== all[step - 1][1]);
    if (!track.length || !node.animate) return;
    for (const [name, shape] of shapes) if (!sizes.has(name)) sizes.set(name, shape.getBBox());
    clock = time;
    until = place = 0;
    look();
  }

  function rest() {
    clearTimeout(timer);
    replace([]);
    tellShape("rest");
  }

  function look() {
    const now = clock();
    const last = track.length - 1;
    if (track[place][0] > now) place = 0;
    while (place < last && track[place + 1][0] <= now) place++;
    tellShape(track[place][1]);
    if (place === last) return rest();
    const began = performance.now() - now;
    const isAway = Math.abs(began - offset) > DRIFT;
    if (isAway || (now > until - AHEAD && until < track[last][0])) {
      offset = isAway ? began : offset;
      hand();
    }
    timer = setTimeout(look, Math.min(LOOK, Math.max(4, track[place + 1][0] - now)));
  }

  function hand() {
    const start = Math.max(0, place - 1);
    let end = place + 1;
    while (end < track.length - 1 && track[end][0] < track[place][0] + STRETCH) end++;
    until = track[end][0];
    const names = new Set(["rest", ...track.slice(start, end + 1).map(([, shape]) => shape)]);
    const [from, to] = [track[start][0] - BLEND, until + BLEND];
    replace([...names].map((name) => {
      const animation = shapes.get(name).animate(frames(name, start, end, from, to), { duration: to - from, fill: "both" });
      animation.startTime = offset + from;
      return animation;
    }));
  }

  function frames(name, start, end, from, to) {
    const at = (time) => Math.min(1, Math.max(0, (time - from) / (to - from)));
    const made = [{ offset: 0, opacity: 0, transform: "none" }];
    for (let step = start; step <= end; step++) {
      if (track[step][1] !== name) continue;
      const [time, lead] = [track[step][0], blend(step)];
      if (step > start) {
        made.push({ offset: at(time - lead), opacity: 0, transform: like(track[step - 1][1], name) });
        made.push({ offset: at(time), opacity: 1 }, { offset: at(time + lead), transform: "none" });
      } else made[0].opacity = 1;
      if (step === end) break;
      const [gone, fade] = [track[step + 1][0], blend(step + 1)];
      made.push({ offset: at(gone - fade), transform: "none" }, { offset: at(gone), opacity: 1 });
      made.push({ offset: at(gone + fade), opacity: 0, transform: like(track[step + 1][1], name) });
    }
    made.sort((a, b) => a.offset - b.offset); // Neighbours that touch may differ by a rounding.
    return [...made, { offset: 1, opacity: track[end][1] === name ? 1 : 0, transform: "none" }];
  }

  function blend(step) {
    const before = step ? track[step][0] - track[step - 1][0] : 2 * BLEND;
    const after = step + 1 < track.length ? track[step + 1][0] - track[step][0] : 2 * BLEND;
    return Math.min(BLEND, before / 2, after / 2);
  }

  function like(other, name) {
    const [wanted, own] = [sizes.get(other), sizes.get(name)];
    const by = [wanted.width / own.width, wanted.height / own.height];
    return `scale(${by.map((each) => Math.min(1 / LEAST, Math.max(LEAST, each)).toFixed(3)).join(",")})`;
  }

  function replace(animations) {
    for (const each of moving) each.cancel();
    moving = animations;
  }

  function tellShape(name) {
    if (node.dataset.shape !== name) node.dataset.shape = name;
  }

  return { play, rest };
}
