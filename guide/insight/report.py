"""The knowledge report as Markdown: the census and the re-check list, in the words of prompts/<lang>/insight/."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from guide.insight import census, recheck
from guide.insight.recheck import Due
from guide.prompts import Prompts
from guide.retrieval.passages import name_in, plain_value
from guide.types import City, Entry, Fact, Lang

_TEMPLATE = "insight/knowledge-report"


def report(
    entries: Sequence[Entry], cities: Mapping[str, City], asked: Mapping[str, int], prompts: Prompts, today: date
) -> str:
    """The whole report. `asked` is how often each entry was asked about, `today` the day ages are counted to."""
    due = recheck.due(entries, asked, today)
    return prompts.render("en", _TEMPLATE, census=census.take(entries, cities), due=due, shown=shown, name=named)


def listed(due: Sequence[Due], prompts: Prompts, lang: Lang) -> list[str]:
    """The re-check list as lines for a terminal."""
    told = ((each, {"name": named(each.entry, lang), "value": shown(each.facts, lang)}) for each in due)
    return [prompts.say(lang, "insight.due", {"each": each, **values}) for each, values in told]


def named(entry: Entry, lang: Lang = "en") -> str:
    """An entry's name in a language."""
    return name_in(entry, lang)


def shown(facts: Sequence[Fact], lang: Lang = "en") -> str:
    """The values of a field in one line, each with what it is for."""
    return " / ".join(dict.fromkeys(_value(fact, lang) for fact in facts))


def _value(fact: Fact, lang: Lang) -> str:
    label = (fact.label or {}).get(lang, "")
    return f"{label} {plain_value(fact.value, lang) or plain_value(fact.value, 'zh-Hans')}".strip()
