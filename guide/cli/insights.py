"""What `check` tells beyond faults: the knowledge report and the re-check list, of files or of a base."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from guide.dialogue.evaluate import read
from guide.editing import files
from guide.insight import recheck, report
from guide.insight.due_facts import DueFacts
from guide.knowledge_base import JOURNAL, Base
from guide.knowledge_base import now as clock
from guide.prompts import Prompts
from guide.server.locales import Locales
from guide.server.studio import clocks
from guide.server.studio import digest as digests
from guide.settings import Settings
from guide.shipped import folder
from guide.storage.journal import Journal
from guide.types import City, Entry

SAVED = "golden"
"""The folder of saved questions beside the knowledge: what is asked of it before anybody has."""


@dataclass(frozen=True, slots=True)
class Knowledge:
    """A body of knowledge and how often each of its entries was asked about."""

    entries: Sequence[Entry]
    cities: Mapping[str, City]
    asked: Mapping[str, int]
    today: date

    def due(self, most: int, review_months: int = 12) -> list[str]:
        """The first lines of the re-check list."""
        found = recheck.due(self.entries, self.asked, self.today, review_months)
        prompts = Prompts(folder("prompts"))
        return report.listed(found[:most], prompts, "en") or [prompts.say("en", "insight.nothing_due", {})]

    def report(self) -> str:
        """The knowledge report."""
        return report.report(self.entries, self.cities, self.asked, Prompts(folder("prompts")), self.today)


def of_folder(path: Path, today: date | None = None, questions: Sequence[Path] = ()) -> Knowledge:
    """A knowledge folder, weighed by the saved questions beside it and those of more files."""
    loaded = files.read_folder(path)
    saved = [case.question for each in (*sorted((path / SAVED).glob("*.jsonl")), *questions) for case in read(each)]
    asked = recheck.asked_about(loaded.entries, saved)
    return Knowledge(loaded.entries, loaded.cities, asked, today or datetime.now(UTC).date())


def of_base(settings: Settings) -> Knowledge:
    """A base, weighed by what visitors asked."""
    base, journal = Base(settings), Journal.open(settings.data / JOURNAL, clock)
    try:
        entries = [each.entry for each in base.revisions.all_current() if each.entry]
        return Knowledge(entries, base.cities, journal.asked(), datetime.now(UTC).date())
    finally:
        journal.close()
        base.close()


def digest(settings: Settings, lang: str) -> str:
    """The week's digest of the re-check list, as text to mail."""
    base, journal = Base(settings), Journal.open(settings.data / JOURNAL, clock)
    try:
        made, zone = base.clock(), clocks.zone(base.cities)
        told = digests.week(
            DueFacts(base.revisions, journal.asked, settings.review_months), made.astimezone(zone).date()
        )
        words = Locales(folder("web") / "locales" / "studio").choose(lang, None)
        return digests.plain(told, words, clocks.moment(zone, made))
    finally:
        journal.close()
        base.close()
