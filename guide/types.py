"""The values every room of the house shares: frozen, slotted, without behaviour of their own.

A score, a rank or a highlight wraps a value (`Hit`), it never lives in stored data.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeAlias

Lang: TypeAlias = str
"""A BCP 47 tag as the guide offers it: zh-Hans, zh-Hant, en, ja, ko, fr, de, es, ru."""

Text: TypeAlias = Mapping[Lang, str]
"""The same words in several languages."""

Value: TypeAlias = str | int | float | bool | tuple[str, ...] | Text
"""A fact's value: plain data, a list, words in the entry's own language, or words by language."""

RECURRENCES = frozenset({"date_rule", "bloom", "in_season"})
"""Fields of days that come back, in the notation of `visiting.recurrence`."""
NOTICE = "notice"
"""The field, and the kind of entry, of what goes on for some days or hours: `retrieval.notices`."""
PICTURE = "picture"
"""The field of picture files, which pages show: `pictures`."""
NOTATIONS = (
    frozenset({PICTURE, "concession_rules", "combined_ticket", "ticket_of", "booking_rule", NOTICE}) | RECURRENCES
)
"""Fields that only code reads: what they mean is computed and said, they are never quoted or shown."""


PERISHABLE = frozenset({"hours", "price", "room_price", "spend", "phone", "booking", "concessions", "transport"})
"""Fields that go out of date; the year a pagoda was built does not."""
FEATURED = "featured"
"""The tag of the entries a city is visited for: they are written in more languages than the rest."""
UNNAMED = "unnamed"
"""The tag of an entry that is called by what it is, a toilet among hundreds: nobody asks for it by name."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact was read. `tier` is A (official), B, C (weak) or R (a public data set); only A and B are linked."""

    title: str | None = None
    url: str | None = None
    tier: str | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """One statement about one field of an entry, with its date and source.

    Two facts of one field may disagree; both are kept with their dates.
    """

    field: str
    """Id of a known field (prompts/fields.yaml) or, for an unknown column, the column's own heading."""
    value: Value
    label: Text | None = None
    """Which ticket, session or door this value is for."""
    when: str | None = None
    """Season or days it holds for, as an OpenStreetMap opening_hours selector without times ("Mar-May,Sep-Nov")."""
    note: Text | None = None
    source: str | None = None
    """Key in `Entry.sources`."""
    as_of: str | None = None
    """The date the source speaks of: 2018, 2018-03 or 2018-03-09."""
    checked_on: str | None = None
    """The day a person confirmed it. No program ever sets it."""
    checked_by: str | None = None
    valid_from: str | None = None
    valid_until: str | None = None
    confidence: str | None = None
    """high, medium or low; low is asked to be confirmed."""


@dataclass(frozen=True, slots=True)
class Position:
    """WGS-84 degrees; `precision` is the radius in metres the point may be off by."""

    lat: float
    lon: float
    precision: int = 0


@dataclass(frozen=True, slots=True)
class Link:
    """A directed relation to another entry; the list of relations is `retrieval.links.RELATIONS`."""

    relation: str
    target: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing a visitor can ask about. Facts are data, `texts` is Markdown prose by language."""

    id: str
    kind: str
    city: str
    lang: Lang = "zh-Hans"
    """Language of plain string values."""
    names: Text = field(default_factory=dict)
    aliases: tuple[str, ...] = ()
    coined: tuple[Lang, ...] = ()
    """Languages whose name is no established one: whoever wrote the entry translated it, and a page says so."""
    facts: tuple[Fact, ...] = ()
    texts: Text = field(default_factory=dict)
    position: Position | None = None
    tags: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    sources: Mapping[str, Source] = field(default_factory=dict)
    as_of: str | None = None
    """Default for facts that carry no date of their own."""
    confidence: str | None = None

    def of(self, field_id: str) -> tuple[Fact, ...]:
        """The facts of one field, in the order the entry gives them."""
        return tuple(fact for fact in self.facts if fact.field == field_id)


@dataclass(frozen=True, slots=True)
class City:
    """What holds for all entries of a city: its clock and money are those of the place, not the server's."""

    id: str
    names: Text = field(default_factory=dict)
    bounds: tuple[float, float, float, float] | None = None
    """South, west, north, east in WGS-84 degrees; a position outside is a mistake."""
    zone: str = "Asia/Shanghai"
    """IANA time zone."""
    currency: str = "CNY"
    """ISO 4217 code of money facts."""
    prose: tuple[Lang, ...] = ()
    """The languages every entry should have prose in; none are asked for where the city names none."""
    featured_prose: tuple[Lang, ...] = ()
    """The same of the entries with the tag FEATURED."""
    water: tuple[tuple[str, ...], ...] = ()
    """Rivers and lakes for the sketched map, each as the ids of the places it flows past, in order."""


@dataclass(frozen=True, slots=True)
class Revision:
    """An immutable version of an entry. `entry` is None when this revision withdrew it."""

    entry_id: str
    number: int
    base: int | None
    version: int
    """The content_version that made it live."""
    author: str
    at: datetime
    comment: str
    entry: Entry | None


@dataclass(frozen=True, slots=True)
class Change:
    """What an editor asks for: `entry` replaces revision `base` (None: the entry is new); None withdraws it."""

    entry_id: str
    entry: Entry | None
    base: int | None


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of an entry that can be found: one section of prose or one fact. `id` is 0 until stored."""

    entry_id: str
    city: str
    lang: Lang
    field: str
    """Field id for a fact, "" for prose."""
    heading: str
    text: str
    id: int = 0


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage with its score in one search; higher is better."""

    passage: Passage
    score: float


@dataclass(frozen=True, slots=True)
class Message:
    """One message of the conversation as the client sent it."""

    role: str
    text: str


@dataclass(frozen=True, slots=True)
class Context:
    """What the client says beside the messages. `lang` is the page's language, a hint; the turn's own language wins."""

    now: datetime
    lang: Lang | None = None
    location: tuple[float, float] | None = None
    conversation: str | None = None
    profile: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Question:
    """One turn, understood: what is asked, about which entries. What skills find answers for."""

    text: str
    standalone: str
    """The question with its places named, so that it can be read alone."""
    lang: Lang
    now: datetime
    entries: tuple[str, ...] = ()
    """The entries meant, in the order they were named."""
    fields: tuple[tuple[str, ...], ...] = ()
    """What is asked for; of several fields in one ask, the first that the entry has is meant."""
    named: bool = False
    """The turn names its place itself."""
    stranger: str = ""
    """A name in the question that is not known."""
    ties_person: bool = False
    """Its words tie a person to a place: built, lived, wrote."""
    topics: tuple[str, ...] = ()
    """Entries on what is asked in general, parking in this city: for where the place itself says nothing of it."""
    aspects: tuple[str, ...] = ()
    """Other names in the question, as in "is the tower near it?": what to look for in the answer."""
    wants_intro: bool = False
    wants_more: bool = False
    is_asking: bool = True
    on_topic: bool = False
    """About weather, toilets or the like, not about a place."""
    smalltalk: str | None = None
    kinds: tuple[str, ...] = ()
    """Kinds of place it speaks of."""
    home: str = ""
    """The city the guide is of."""
    of_city: bool = False
    """It names the city and no place: it may leave the place in talk."""
    away: str = ""
    """The other city it names, where it names neither the own city nor a place of that one."""
    content: frozenset[str] = frozenset()
    """Its search tokens without the words every question has."""
    wants_figure: bool = False
    evidence: str = ""
    """A pattern of the words that a sentence has which answers for the asked fields."""
    said: str = ""
    """What the guide's replies said before: "tell me more" goes on where they stopped."""
    paid_part: str = ""
    """What is paid beside the ticket and is asked the price of: a boat on the lake."""
    again: tuple[tuple[str, ...], ...] = ()
    """What was asked before, where more of it is wanted: "what else?" after the dishes of a teahouse."""
    sum: str = ""
    """A pattern of a sum of money in the language of the question."""
    has_what: bool = False
    """Whether a place has something is asked."""
    paid_once: str = ""
    """A pattern of what was once paid for something, where that is asked and not what a visitor pays."""
    particular: str = ""
    """A pattern of what is asked for by name and only a sentence with it answers: whether the menu is halal."""


@dataclass(frozen=True, slots=True)
class FoundFact:
    """The facts of one asked field of one entry; `facts` is empty when it is asked and not known."""

    entry: Entry
    field: str
    facts: tuple[Fact, ...] = ()
    aspect: str | None = None
    """What in the field was asked for: one facility, one room, one word to look for."""


@dataclass(frozen=True, slots=True)
class FoundText:
    """A stretch of an entry's prose that answers; `lang` may differ from the visitor's, the composer says so."""

    entry: Entry
    lang: Lang
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class FoundNotice:
    """A notice that holds now at a place, and the fact that says so."""

    place: Entry
    effect: str
    """crowded, closed or advice."""
    found: FoundFact
    until_day: str = ""
    """The day it ends; empty where that is today."""
    until_clock: str = ""
    """HH:MM on that day, where it ends within it."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What the finding half hands to the saying half: all it may say, nothing it may not."""

    skill: str
    lang: Lang
    question: str
    """The question made standalone."""
    facts: tuple[FoundFact, ...] = ()
    texts: tuple[FoundText, ...] = ()
    entries: tuple[Entry, ...] = ()
    """The entries in talk, best first."""
    intent: str | None = None
    """Finer than the skill: greeting, thanks, unknown-place, unknown-fact, which-one ..."""
    answered: bool = True
    corrections: Mapping[str, str] = field(default_factory=dict)
    """Template values for a wrong premise that is put right."""
    stale_since: str | None = None
    """The date of the oldest perishable fact, when it is past the review period: said once."""
    notices: tuple[FoundNotice, ...] = ()
    """What goes on now at the places in talk, told beside the answer."""
    detail: Any = None
    """What an ability found beyond facts and texts: a frozen value of its own, said by its own teller."""


@dataclass(frozen=True, slots=True)
class Citation:
    """Source `n` of an answer, as the page shows it under the text."""

    n: int
    entry: str
    title: str
    heading: str
    source: str | None
    as_of: str | None
    checked_on: str | None
    url: str | None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A piece of answer text ready to show; it carries [n] marks, and its own spacing."""

    text: str


@dataclass(frozen=True, slots=True)
class Reply:
    """What closes an answer, after its sentences. `text` is all of them joined."""

    id: str
    text: str
    lang: Lang
    skill: str
    answered: bool
    label: str
    citations: tuple[Citation, ...] = ()
    cards: tuple[Mapping[str, Any], ...] = ()
    suggestions: tuple[str, ...] = ()
    notices: tuple[Mapping[str, Any], ...] = ()
    composer: str = "templates"
