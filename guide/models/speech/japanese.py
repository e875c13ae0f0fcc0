"""Japanese text as kana, since espeak-ng reads no kanji: morphemes by SudachiPy, numbers and counters by table."""

from __future__ import annotations

import re
import threading
from collections.abc import Mapping
from functools import cached_property
from typing import Any

_FIGURE = re.compile(r"(\d+(?:,\d{3})*)(?:\.(\d+))?")
_HIRAGANA = str.maketrans({chr(code): chr(code + 0x60) for code in range(0x3041, 0x3097)})
_STOP, _PAUSE = re.compile("[。！？!?.\n]"), re.compile('[、，,；;：:・（）()「」『』“”"…—]')
_PARTICLES = {"ハ": "ワ", "ヘ": "エ"}
_ATTACHED, _PREFIX = ("助詞", "助動詞", "接尾辞"), "接頭辞"
_LONG = re.compile(
    "(?<=[オコソトノホモヨロヲゴゾドボポョォウクスツヌフムユルグズブプュ])ウ|(?<=[エケセテネヘメレゲゼデベペェ])イ"
)
_KANA = re.compile("[ァ-ヺー]+")


class Kana:
    """Reads Japanese. `table` is prompts/ja/readings.yaml: digits, scales, counters and names."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self._table = table
        self._lock = threading.Lock()
        names = sorted(map(str, table.get("names", {})), key=len, reverse=True)
        counters = sorted(map(str, table.get("counters", {})), key=len, reverse=True)
        self._counted = re.compile(f"({_FIGURE.pattern})({'|'.join(map(re.escape, counters))})?")
        self._pieces = re.compile(f"({'|'.join(map(re.escape, names))})|{self._counted.pattern}" if names else "(?!)")

    def read(self, text: str) -> str:
        """The text in katakana with spaces between words."""
        own = {piece.start(): piece for piece in self._pieces.finditer(text)}
        made, at, joins = "", 0, False
        for begin, end, reading, speech in self._morphemes(text):
            while at < end:
                piece = next((own[start] for start in range(at, end) if start in own), None)
                until = piece.start() if piece else end
                if until > at:
                    part = reading if (at, until) == (begin, end) else ""
                    word = _said(text[at:until], part, speech)
                    made += word if joins or speech in _ATTACHED else f" {word}"
                    joins = speech == _PREFIX
                if piece:
                    made, joins = f"{made} {self._own(piece)}", False
                at = max(until, piece.end()) if piece else end
        return re.sub(r"\s+", " ", made).strip()

    @cached_property
    def _tokenizer(self) -> Any:
        from sudachipy import Dictionary

        return Dictionary(dict="small").tokenizer()

    def _morphemes(self, text: str) -> list[tuple[int, int, str, str]]:
        """(begin, end, reading, part of speech) of each."""
        with self._lock:  # one tokenizer must not be asked by two threads
            return [
                (each.begin(), each.end(), each.reading_form(), each.part_of_speech()[0])
                for each in self._tokenizer.tokenize(text)
            ]

    def _own(self, piece: re.Match[str]) -> str:
        """A name or a number of the table."""
        return str(self._table["names"][piece[1]]) if piece[1] else self._number(piece)

    def _number(self, piece: re.Match[str]) -> str:
        whole, part, counter = piece[3].replace(",", ""), piece[4], piece[5]
        about = self._table["counters"].get(counter, {}) if counter else {}
        if part:
            digits = " ".join(self._table["digits"][int(each)] for each in part)
            return f"{self.value(whole)} テン {digits}{about.get('read', '')}"
        number = int(whole)
        if number in about.get("whole", {}):
            return str(about["whole"][number])
        return self._counting(number, whole, about)

    def _counting(self, number: int, whole: str, about: Mapping[Any, Any]) -> str:
        """九時 is クジ and 十九時 ジュウクジ: the last figure and the counter are read together."""
        last = number % 10 or (10 if number % 100 else 0)
        if last not in about:
            return f"{self.value(whole)}{about.get('read', '')}"
        said = self.value(str(number - number % 10)) if number > 9 else ""
        ten = self._table["scales"]["10"]
        return f"{said.removesuffix(ten) if last == 10 else said}{about[last]}"

    def value(self, whole: str) -> str:
        """A whole number: 300 is サンビャク, 8000 ハッセン."""
        digits, scales = self._table["digits"], self._table["scales"]
        number = int(whole)
        if number == 0 or len(whole) > 8 or (len(whole) > 1 and whole[0] == "0"):
            return " ".join(digits[int(each)] for each in whole)
        if number >= 10_000:
            rest = number % 10_000
            return f"{self.value(str(number // 10_000))}{scales['10000']}{self.value(str(rest)) if rest else ''}"
        said = ""
        for scale in (1000, 100, 10):
            digit, number = divmod(number, scale)
            if digit:
                own = scales["own"].get(digit * scale)
                said += own or (digits[digit] if digit > 1 else "") + scales[str(scale)]
        return f"{said}{digits[number] if number else ''}"


def _said(surface: str, reading: str, speech: str) -> str:
    if not surface.strip():
        return " "
    if _STOP.search(surface):
        return ". "
    if _PAUSE.search(surface):
        return ", "
    kana = reading.translate(_HIRAGANA) or surface.translate(_HIRAGANA)
    if speech == "助詞":
        return _PARTICLES.get(kana, kana)
    kana = "".join(_KANA.findall(kana))
    return kana if speech == "動詞" else _LONG.sub("ー", kana)
