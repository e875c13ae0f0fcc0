"""What the studio asks of the application."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol

from guide.desk.complaints import ComplaintDesk
from guide.desk.replies import Replies
from guide.editing.accounts import Door
from guide.editing.asking import Rehearse
from guide.editing.bulk import Bulk
from guide.editing.copydesk.desk import CopyDesk
from guide.editing.foresight import Foresight
from guide.editing.people import People
from guide.editing.prefill import Guess
from guide.editing.publish import Publisher
from guide.editing.questions import Questions
from guide.editing.scribe import Scribe
from guide.editing.signs import Signs
from guide.editing.translations import Translations
from guide.editing.workflow import Workflow
from guide.insight.gap_desk import GapDesk
from guide.insight.insights import Insights
from guide.opendata.offer import Offer
from guide.pictures import Pictures
from guide.safety.wordlist import WordList
from guide.server.studio.live import Live
from guide.settings import Settings
from guide.storage.audit import Audit
from guide.storage.journal import UnansweredQuestion
from guide.storage.revisions import Revisions
from guide.types import City, Entry, Lang


class Asked(Protocol):
    """Where questions are counted."""

    def most_asked(self, limit: int) -> list[UnansweredQuestion]:
        """What is asked most, answered or not."""
        ...


class Edited(Live, Protocol):
    """What the studio asks of the application."""

    @property
    def settings(self) -> Settings:
        """What start-up read."""
        ...

    @property
    def door(self) -> Door:
        """Who may come in."""
        ...

    @property
    def people(self) -> People:
        """Who works here, and as what."""
        ...

    @property
    def revisions(self) -> Revisions:
        """The history of all entries."""
        ...

    @property
    def publisher(self) -> Publisher:
        """The only way anything changes."""
        ...

    @property
    def workflow(self) -> Workflow:
        """What happens to drafts; its entries are the desk's."""
        ...

    @property
    def journal(self) -> Asked:
        """What visitors asked."""
        ...

    @property
    def gaps(self) -> GapDesk:
        """What visitors could not get, as work."""
        ...

    @property
    def complaints(self) -> ComplaintDesk:
        """What visitors complained of."""
        ...

    @property
    def insights(self) -> Insights:
        """What visitors asked, in figures."""
        ...

    @property
    def replies(self) -> Replies:
        """What answers to visitors begin from."""
        ...

    @property
    def audit(self) -> Audit:
        """Who did what here."""
        ...

    @property
    def questions(self) -> Questions:
        """The saved questions."""
        ...

    def published(self) -> Iterable[Entry]:
        """Every published entry."""
        ...

    @property
    def rehearse(self) -> Rehearse:
        """The guide over a draft."""
        ...

    @property
    def word_list(self) -> WordList:
        """What no entry may hold."""
        ...

    @property
    def signs(self) -> Signs:
        """The questions that have a short address."""
        ...

    @property
    def foresight(self) -> Foresight:
        """What follows from facts before they are published."""
        ...

    def look_up(self, text: str, most: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The guide's own search: ids of entries that a text names, and of others whose words it has."""
        ...

    @property
    def pictures(self) -> Pictures:
        """The pictures of entries."""
        ...

    def guess(self, text: str, lang: Lang) -> Guess:
        """What the guide makes of a question that has no answer."""
        ...

    @property
    def scribe(self) -> Scribe:
        """Words drafts, where there is a model."""
        ...

    @property
    def bulk(self) -> Bulk:
        """Spreadsheets that come in."""
        ...

    @property
    def offer(self) -> Offer:
        """What of it is open data."""
        ...

    @property
    def copydesk(self) -> CopyDesk:
        """Texts that go out of the house."""
        ...

    @property
    def translations(self) -> Translations:
        """Which of them are behind."""
        ...

    @property
    def fields(self) -> Mapping[str, str]:
        """Known fields and their types."""
        ...

    @property
    def cities(self) -> Mapping[str, City]:
        """The cities by id."""
        ...
