"""Reads the figures of a text. Patterns stand in the order they are tried; each blanks what it took."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache

from guide.safety.figures import DAY, Figure
from guide.safety.lexicon import Lexicon
from guide.safety.numerals import digits

NUMBER = r"(?<![\d.])(\d{1,3}(?:,\d{3})+(?!\d)|\d+(?:\.\d+)?)"
_YEARS = 1000
"""From here on a bare number may be a year."""
_URL = re.compile(
    r"(?:https?://|www\.)[!#-&*+\-./0-:=?@A-Z_a-z~]+"
    r"|[\w.+-]+@[\w-]+\.[\w.-]+\w"
    r"|(?<![\w.])[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|cn|org|net|gov|edu|io|info|travel|top|jp|kr|fr|uk|eu)"
    r"(?![a-z0-9])[!#-&*+\-./0-:=?@A-Z_a-z~]*"
)
_ISO = re.compile(r"(?<!\d)(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?(?![\d:])")
_PHONE = re.compile(r"(?<![\d.])(?<!\d:)\+?\d(?:[ -]?\d){6,15}(?![\d:])")
_CJK_MONTH_RANGE = re.compile(r"(?<!\d)(\d{1,2})\s?(?:-|~|至|到)\s?(\d{1,2})\s?[月월]")
_CJK_DATE = re.compile(r"(?:(\d{4})\s?[年년]\s?)?(?<!\d)(\d{1,2})\s?[月월](?:\s?(\d{1,2})\s?[日号일]?)?(?![\d个])")
_CJK_YEAR = re.compile(r"(?<!\d)(\d{4})\s?[年년](?!间)")
_CJK_DAY = re.compile(r"(?<!\d)(\d{1,4})\s?[日号일](?!线)")


def read(folded: str, lexicon: Lexicon) -> tuple[Figure, ...]:
    """The figures of a folded text, in order, with the roles of its times."""
    return _with_roles(*_found(folded, lexicon), lexicon)


def _found(folded: str, lexicon: Lexicon) -> tuple[str, list[Figure]]:
    """The text in digits, and its figures with their places in that text."""
    found = [figure for match in _URL.finditer(folded) for figure in _url(match)]
    whole = rest = digits(_URL.sub(" ", folded), lexicon)
    for pattern, make in _readers(lexicon):
        for match in pattern.finditer(rest):
            made = [replace(each, start=match.start() + each.start, end=match.end()) for each in make(match)]
            found += made
            if made:
                rest = rest[: match.start()] + " " * len(match[0]) + rest[match.end() :]
    return whole, sorted(found, key=lambda figure: figure.start)


Make = Callable[[re.Match[str]], Iterator[Figure]]


@cache
def _readers(lexicon: Lexicon) -> tuple[tuple[re.Pattern[str], Make], ...]:
    """What is tried, in order."""
    return (
        (_ISO, _date), *_times(lexicon), (_PHONE, _phone),
        (_CJK_MONTH_RANGE, _two_months), (_CJK_DATE, _date), (_CJK_YEAR, _date), *_named_months(lexicon),
        *_typed("foreign", rf"(?:{lexicon.any('foreign_money')}|[$€£])", 1, lexicon),
        (re.compile(r"[$€£]\s?" + NUMBER), _prefixed("foreign")),
        *_durations(lexicon),
        *_typed("share", r"(?:%|percent|per cent|pour cent|퍼센트)", 1, lexicon),
        *_typed("share", lexicon.any("tenths_off"), 10, lexicon),
        (re.compile(r"(?:¥|rmb|cny)\s?" + NUMBER), _prefixed("money")),
        *_typed("money", lexicon.any("money"), 1, lexicon),
        *_typed("length", rf"(?:{lexicon.any('kilometres')}|km)", 1000, lexicon),
        *_typed("length", rf"(?:{lexicon.any('metres')}|m(?![a-z]))", 1, lexicon),
        (_CJK_DAY, _day), *_bare_times(lexicon), (re.compile(NUMBER), _plain(lexicon)),
    )  # fmt: skip


def _typed(kind: str, unit: str, factor: float, lexicon: Lexicon) -> tuple[tuple[re.Pattern[str], Make], ...]:
    """A number, or a range of two, before a unit."""
    end = "(?![a-z])" if lexicon.spaced else ""
    joined = re.compile(rf"{NUMBER}(?:\s?{_between(lexicon)}\s?{NUMBER})?[\s-]?{unit}{end}")

    def make(match: re.Match[str]) -> Iterator[Figure]:
        for group in match.groups():
            if group:
                raw = _float(group)
                yield Figure(kind, raw * (factor if factor != 10 or raw < 10 else 1), raw)

    return ((joined, make),)


def _durations(lexicon: Lexicon) -> tuple[tuple[re.Pattern[str], Make], ...]:
    hours, minutes = lexicon.any("hours"), lexicon.any("minutes")
    both = re.compile(rf"{NUMBER}[\s-]?(?:{hours}|h)\s?(?:and\s|et\s)?零?{NUMBER}[\s-]?(?:{minutes}|min|m)(?![a-z])")

    def make(match: re.Match[str]) -> Iterator[Figure]:
        yield Figure("duration", _float(match[1]) * 60 + _float(match[2]))

    return (
        (both, make),
        *_typed("duration", hours, 60, lexicon),
        *_typed("duration", rf"(?:{minutes}|min)", 1, lexicon),
        *_typed("duration", lexicon.any("whole_days"), DAY, lexicon),
    )


def _times(lexicon: Lexicon) -> tuple[tuple[re.Pattern[str], Make], ...]:
    before, after = lexicon.any("before_noon"), lexicon.any("after_noon")
    part = rf"(?:(?P<am>{before})|(?P<pm>{after}))"
    late = part.replace("<am>", "<am2>").replace("<pm>", "<pm2>")
    edge = "(?![a-z])" if lexicon.spaced else ""
    hour = r"(?<![\d:.])(?P<h>[01]?\d|2[0-4])"
    colon = re.compile(rf"(?:{part}\s?)?{hour}:(?P<m>[0-5]\d)(?:\s?{late}{edge})?(?!\d)")
    clock = re.compile(
        rf"(?:{part}\s?)?{hour}\s?{lexicon.any('clock')}(?![间간])(?:\s?(?P<m>[0-5]?\d)\s?{lexicon.any('clock_minutes')}?)?(?:\s?{late}{edge})?"
    )
    marked = re.compile(
        rf"{hour}(?P<m>)\s?{late}{edge}|(?P<noon>{lexicon.any('noon')})|(?P<mid>{lexicon.any('midnight')})"
    )
    return ((colon, _time), (clock, _time), (marked, _time))


def _bare_times(lexicon: Lexicon) -> tuple[tuple[re.Pattern[str], Make], ...]:
    """`at 8`, `from 8 to 5`: numbers left over after every unit was tried."""
    if not lexicon.words("clock_before"):
        return ()
    bare = re.compile(rf"(?<![a-z])(?:{lexicon.any('clock_before')})\s(?P<h>[01]?\d|2[0-4])(?!\.?\d|[:%])")
    return ((bare, _bare_time),)


def _bare_time(match: re.Match[str]) -> Iterator[Figure]:
    for figure in _time(match):
        yield replace(figure, start=match.start("h") - match.start(), vague=True)


def _time(match: re.Match[str]) -> Iterator[Figure]:
    parts = match.groupdict()
    if parts.get("noon") or parts.get("mid"):
        yield Figure("time", 720 if parts.get("noon") else 0)
        return
    hour, minute = int(parts["h"]), int(parts.get("m") or 0)
    late = parts.get("pm") or parts.get("pm2")
    early = parts.get("am") or parts.get("am2")
    if late and hour < 12:
        hour += 12
    elif early and hour == 12:
        hour = 0
    vague = not (late or early) and hour <= 12 and ":" not in match[0]
    yield Figure("time", (hour * 60 + minute) % DAY, float(parts["h"]), vague=vague)


def _named_months(lexicon: Lexicon) -> Iterator[tuple[re.Pattern[str], Make]]:
    if not lexicon.spaced:
        return
    ordinal = f"(?:{'|'.join(lexicon.words('days')) or '(?!)'})?"
    for number, month in enumerate(lexicon.months, start=1):
        name = month.pattern
        day_first = re.compile(rf"(?<!\d)(\d{{1,2}}){ordinal}\s(?:of\s|de\s)?{name}(?:,?\s(\d{{4}}))?")
        day_last = re.compile(rf"{name}\s(?:the\s)?(\d{{1,2}}){ordinal}(?![\d:])(?:,?\s(\d{{4}}))?")
        with_year = re.compile(rf"{name}()(?:,?\s(?:of\s)?(\d{{4}}))")
        for pattern in (day_first, day_last, with_year):
            yield pattern, _in_month(number)
        yield re.compile(_bare_month(name)), _in_month(number)


def _bare_month(name: str) -> str:
    """A month alone; `may` and the three-letter forms only where a time word stands before them."""
    before = "|".join(f"(?<={word})" for word in ("in ", "to ", "of ", "from ", "until ", "early ", "late ", "-"))
    return rf"(?:{before}|(?=[^\s]{{4}})){name}(?! be\b)"


def _in_month(number: int) -> Make:
    def make(match: re.Match[str]) -> Iterator[Figure]:
        groups = [*match.groups(), None, None]
        yield Figure("date", (_int(groups[1]), number, _int(groups[0])))

    return make


def _date(match: re.Match[str]) -> Iterator[Figure]:
    year, month, day = (_int(each) for each in (*match.groups(), None, None)[:3])
    if (month is None or 1 <= month <= 12) and (day is None or 1 <= day <= 31):
        yield Figure("date", (year, month, day))


def _two_months(match: re.Match[str]) -> Iterator[Figure]:
    yield Figure("date", (None, int(match[1]), None))
    yield Figure("date", (None, int(match[2]), None))


def _day(match: re.Match[str]) -> Iterator[Figure]:
    yield Figure("date", (None, None, int(match[1])))


def _url(match: re.Match[str]) -> Iterator[Figure]:
    bare = re.sub(r"^https?://(?:www\.)?|^www\.", "", match[0]).rstrip("/.!?:")
    yield Figure("url", bare)


def _phone(match: re.Match[str]) -> Iterator[Figure]:
    number = re.sub(r"\D", "", match[0])
    yield Figure("phone", number.removeprefix("86").lstrip("0") if match[0].startswith("+") else number.lstrip("0"))


def _prefixed(kind: str) -> Make:
    def make(match: re.Match[str]) -> Iterator[Figure]:
        yield Figure(kind, _float(match[1]), _float(match[1]))

    return make


def _plain(lexicon: Lexicon) -> Make:
    """A number alone, or with the thing that is counted right after it."""
    word = re.compile(r"[\s-]?([a-z]{3,}|[\u3400-\u9fff\uac00-\ud7a3])")

    def make(match: re.Match[str]) -> Iterator[Figure]:
        after = word.match(match.string, match.end())
        counted = after is not None and after[1] not in lexicon.words("stop") and _float(match[1]) < _YEARS
        yield Figure("plain", _float(match[1]), _float(match[1]), counted=counted)

    return make


def _between(lexicon: Lexicon) -> str:
    return rf"(?:-|~|{lexicon.any('ranges')}|{lexicon.any('alternatives')})"


def _float(written: str) -> float:
    return float(written.replace(",", ""))


def _int(written: str | None) -> int | None:
    return int(written) if written else None


def _with_roles(text: str, found: list[Figure], lexicon: Lexicon) -> tuple[Figure, ...]:
    """Times with what happens at them: the two ends of a range, else what the nearest verb says."""
    out = list(found)
    times = [at for at, figure in enumerate(found) if figure.kind == "time"]
    for one, other in zip(times, times[1:], strict=False):
        between = text[found[one].end : found[other].start]
        if out[one].role is None and re.fullmatch(rf"\s*{_between(lexicon)}\s*", between):
            out[one] = replace(out[one], role="start", ranged=True)
            out[other] = replace(out[other], role="end", ranged=True)
    return tuple(_role_by_verb(figure, text, lexicon) if figure.kind == "time" else figure for figure in out)


def _role_by_verb(figure: Figure, text: str, lexicon: Lexicon) -> Figure:
    if figure.role:
        return figure
    best: tuple[int, str] | None = None
    for role, key in (("last", "last_entry"), ("start", "opening"), ("end", "closing")):
        for match in lexicon.pattern(key).finditer(text):
            distance = max(match.start() - figure.end, figure.start - match.end(), 0)
            if best is None or distance < best[0]:
                best = distance, role
    return replace(figure, role=best[1]) if best else figure
