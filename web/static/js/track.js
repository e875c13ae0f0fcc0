// A track of mouth shapes guessed from letters alone, for a voice that gives none: a browser's tells only that it speaks.
//
// Kana, hangul and Latin letters say what the lips do; a Chinese character does not, so each takes its own steady pair.
// Milliseconds are those of an unhurried reading voice, about 4.5 characters or 13 letters a second.

const PAUSES = [[/[。！？!?.…；;\n]/, 380], [/[，、：,:—()（）"“”「」]/, 220], [/\s/, 50]];
const LETTERS = { a: "open", e: "spread", i: "spread", y: "spread", o: "round", u: "pucker", w: "pucker", r: "pucker", j: "pucker", h: "back", k: "back", g: "back", c: "back", q: "back", x: "teeth", s: "teeth", z: "teeth", f: "bite", v: "bite", p: "closed", b: "closed", m: "closed", t: "tongue", d: "tongue", n: "tongue", l: "tongue" };
const KANA = ["あかさたなはまやらわがざだばぱぁゃ", "いきしちにひみりぎじぢびぴぃ", "うくすつぬふむゆるぐずづぶぷぅゅ", "えけせてねへめれげぜでべぺぇ", "おこそとのほもよろをごぞどぼぽぉょ"];
const KANA_VOWELS = ["open", "spread", "pucker", "spread", "round"];
const KANA_LIPS = "まみむめもばびぶべぼぱぴぷぺぽ";
const HANGUL_FIRST = ["back", "back", "tongue", "tongue", "tongue", "tongue", "closed", "closed", "closed", "teeth", "teeth", "", "pucker", "pucker", "pucker", "back", "tongue", "closed", "back"];
const HANGUL_VOWELS = ["open", "spread", "open", "spread", "open", "spread", "open", "spread", "round", "open", "spread", "round", "round", "pucker", "open", "spread", "pucker", "pucker", "spread", "spread", "spread"];
const HANGUL_CLOSED = [16, 17, 18, 26]; // Finals that end on the lips.
const HAN = [["tongue", "open"], ["pucker", "round"], ["back", "open"], ["teeth", "spread"], ["closed", "open"], ["tongue", "spread"], ["pucker", "pucker"], ["back", "round"], ["tongue", "back"], ["bite", "open"]];

export function guess(text) {
  const track = [];
  let time = 0;
  const add = (shape, milliseconds) => {
    if (!track.length || track[track.length - 1][1] !== shape) track.push([time, shape]);
    time += milliseconds;
  };
  for (const letter of text.toLowerCase()) for (const [shape, milliseconds] of sounds(letter)) add(shape, milliseconds);
  track.push([time, "rest"]);
  return track;
}

function sounds(letter) {
  const pause = PAUSES.find(([marks]) => marks.test(letter));
  if (pause) return [["rest", pause[1]]];
  if (LETTERS[letter]) return [[LETTERS[letter], "aeiou".includes(letter) ? 90 : 70]];
  if (/[가-힣]/.test(letter)) return hangul(letter.codePointAt(0) - 0xac00);
  if (/[぀-ヿ]/.test(letter)) return kana(letter);
  if (/[\d㐀-鿿]/.test(letter)) return han(letter);
  return [];
}

function hangul(code) {
  const [first, vowel, last] = [HANGUL_FIRST[Math.floor(code / 588)], HANGUL_VOWELS[Math.floor((code % 588) / 28)], code % 28];
  const end = last ? [[HANGUL_CLOSED.includes(last) ? "closed" : "tongue", 60]] : [];
  return [...(first ? [[first, 60]] : []), [vowel, 110], ...end];
}

// Katakana stand in the same order as hiragana, 96 places on.
function kana(letter) {
  const code = letter.codePointAt(0);
  const sign = code > 0x30a0 && code < 0x30f7 ? String.fromCharCode(code - 96) : letter;
  const row = KANA.findIndex((each) => each.includes(sign));
  if (row < 0) return [["tongue", 110]];
  return [...(KANA_LIPS.includes(sign) ? [["closed", 50]] : []), [KANA_VOWELS[row], 110]];
}

function han(letter) {
  const [first, then] = HAN[letter.codePointAt(0) % HAN.length];
  return [[first, 80], [then, 140]];
}
