// Sentences out of a text that still grows, as a voice reads them: zh, ja, ko and en.

const ENDS = "。！？!?｡．";
const CLOSERS = "」』”’）)》〉】]\"'";
const MARKS = /^\s*\[\d{1,2}\]/;
const ITEM = /^\s*(?:[-•·*]|\d{1,2}[.)、])\s+/;
const TITLE = /(?:^|[\s(])(?:Mrs?|Ms|Dr|Prof|St|Mt|Ft|vs|ca|cf|approx|e\.g|i\.e|Fig|Vol|Rd|Ave|Ltd|Co|Inc|[A-Z])\.$/;
const LOOSE = /(?:[A-Za-z]\.[A-Za-z]|\betc|\bJr|\bSr)\.$/; // An end only where a new sentence plainly begins.
const NUMBER = /(?:\bNos?|\bpp?|\d)\.$/; // "No. 5", "2026. 5. 3."
const MOST = { wide: 90, narrow: 220 }; // Characters at once: a voice starts sooner, and some stop in a long text.

// The sentences finished after `from`, and where reading goes on. `settled`: nothing more has come for a while;
// `whole`: nothing more will come.
export function cut(text, from, { settled = false, whole = false } = {}) {
  const sentences = [];
  let start = from;
  for (let place = from; place < text.length; place += 1) {
    const end = text[place] === "\n" ? place + 1 : ending(text, start, place, settled || whole);
    if (!end) continue;
    sentences.push(text.slice(start, end));
    start = end;
    place = end - 1;
  }
  if (whole) sentences.push(text.slice(start));
  return { sentences: sentences.map(spoken).filter(Boolean), read: whole ? text.length : start };
}

// Where the sentence ends whose last character may stand at `place`, or 0.
function ending(text, start, place, settled) {
  const mark = text[place];
  if (mark !== "." && !ENDS.includes(mark)) return 0;
  let end = place + 1;
  while (end < text.length && (mark === "." ? text[end] === "." : ENDS.includes(text[end]))) end += 1;
  while (end < text.length && CLOSERS.includes(text[end])) end += 1;
  const cited = MARKS.exec(text.slice(end, end + 8));
  if (cited) return past(text, end);
  if (!".!?".includes(mark)) return end;
  if (end === text.length) return settled && !abbreviated(text.slice(start, place + 1), "") ? end : 0;
  const next = /^(\s*)(.?)/u.exec(text.slice(end, end + 12));
  const wide = /[\u3000-\u9fff\uac00-\ud7af\uff00-\uffef]/.test(next[2]);
  if (!next[1] && !(wide && !/\d/.test(text[place - 1] || ""))) return 0;
  if (!next[2]) return settled ? end : 0;
  return mark === "." && abbreviated(text.slice(start, place + 1), next[2]) ? 0 : end;
}

function past(text, from) {
  let end = from;
  for (let mark = MARKS.exec(text.slice(end, end + 8)); mark; mark = MARKS.exec(text.slice(end, end + 8))) end += mark[0].length;
  while (end < text.length && CLOSERS.includes(text[end])) end += 1;
  return end;
}

function abbreviated(said, next) {
  if (!said.endsWith(".") || said.endsWith("..")) return /[a-z]/.test(next);
  if (ITEM.test(`${said} `) && said.trim().length < 4) return true;
  if (TITLE.test(said) || /[a-z]/.test(next)) return true;
  if (LOOSE.test(said)) return next !== "" && !/[A-Z\u3000-\uffef]/.test(next);
  return NUMBER.test(said) && /\d/.test(next);
}

// What is said of a piece of the text: no marks, no bullets, no addresses.
export function spoken(piece) {
  const said = piece
    .replace(/\[\d{1,2}\]/g, "")
    .replace(ITEM, "")
    .replace(/^(\d{1,2})\/\d{1,2} /, "$1, ") // A stop of a walk, 2/7, is no fraction.
    .replace(/https?:\/\/\S+/g, "")
    .replace(/[*_#`]+/g, "")
    .replace(/\p{Extended_Pictographic}/gu, "")
    .replace(/^[」』”’）)》〉】\]\s]+/, "")
    .replace(/\s+/g, " ")
    .replace(/ ([.,;:!?])/g, "$1")
    .trim();
  return /[\p{L}\p{N}]/u.test(said) ? said : "";
}

// A sentence too long for one breath, in parts that end where one may breathe.
export function breaths(sentence) {
  const wide = /[\u3040-\u9fff\uac00-\ud7af]/.test(sentence);
  const most = wide ? MOST.wide : MOST.narrow;
  const parts = [];
  let rest = sentence;
  while (rest.length > most) {
    const head = rest.slice(0, most);
    const pause = Math.max(...["；", ";", "，", "、", ", "].map((each) => head.lastIndexOf(each)), -1);
    const end = pause > most / 3 ? pause + 1 : wide ? most : head.lastIndexOf(" ") + 1 || most;
    parts.push(rest.slice(0, end).trim());
    rest = rest.slice(end).trim();
  }
  return [...parts, rest].filter(Boolean);
}

const COMMON = {
  en: "the is of and for to in it at you from",
  fr: "le les des est une du et pour dans vous au",
  de: "der die das ist und ein eine von mit sie für",
  es: "el los las es una y para del con que por",
};

// The language of a text by its letters; what only Chinese characters do not tell, the page's own language does.
export function tongue(text, page) {
  const count = (letters) => (text.match(letters) || []).length;
  const [kana, hangul, han, latin] = [/[\u3041-\u30ff]/g, /[\uac00-\ud7af]/g, /[\u4e00-\u9fff]/g, /[A-Za-z]{2,}/g].map(count);
  if (kana * 6 > han && kana > hangul) return "ja";
  if (hangul && hangul * 3 > han) return "ko";
  if (count(/[\u0400-\u04ff]/g) > han + latin) return "ru";
  if (latin > han) return latinTongue(text, /^(zh|ja|ko|ru)/.test(page) ? "en" : page);
  return han ? chinese(page, han) : page;
}

// A Japanese sentence has kana, a short heading may have none.
function chinese(page, han) {
  if (page.startsWith("zh")) return page;
  return page === "ja" && han < 8 ? "ja" : "zh-Hans";
}

function latinTongue(text, otherwise) {
  const used = text.toLowerCase().split(/[^\p{L}]+/u);
  const hits = (lang) => used.filter((word) => COMMON[lang].split(" ").includes(word)).length;
  return Object.keys(COMMON).reduce((best, lang) => (hits(lang) > (best in COMMON ? hits(best) : 0) ? lang : best), otherwise);
}
