"""Days off in words: the days, how many, the weekends worked for them, and by which notice; or what is usual."""

from __future__ import annotations

from collections.abc import Iterator

from guide.dialogue.cite import Citations
from guide.dialogue.wording import Wording
from guide.skills.holidays import Answer, Off
from guide.types import Finding, Lang


def say(finding: Finding, wording: Wording, citations: Citations) -> Iterator[str]:
    """The day, the days off, and what they rest on."""
    answer: Answer = finding.detail
    lang = finding.lang
    if answer.asked.day:
        day = wording.occasions(lang).day(answer.asked.day)
        yield wording.say(lang, f"holidays.day.{answer.day_is}", {"day": day, "year": answer.asked.year})
    rests = {"year": answer.asked.year, "notice": answer.notice}
    if not answer.notice and not answer.day_is:
        yield wording.say(lang, "holidays.not_announced", rests)
    for at, off in enumerate(answer.off):
        key = "announced" if answer.notice else "usual"
        yield wording.say(lang, f"holidays.{key}", {**_values(off, answer, lang, wording), "is_first": not at})
    if answer.notice and answer.off:
        yield wording.say(lang, "holidays.by_notice", rests)


def _values(off: Off, answer: Answer, lang: Lang, wording: Wording) -> dict[str, object]:
    occasions = wording.occasions(lang)
    return {
        "year": answer.asked.year,
        "holiday": wording.join(lang, map(occasions.holiday, off.holidays)),
        "days": occasions.stretch(off.first, off.last),
        "count": (off.last - off.first).days + 1,
        "worked": wording.join(lang, map(occasions.day, off.worked)),
    }
