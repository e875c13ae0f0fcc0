"""What is known of a city: its entries, their facts, and who says so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

Lang: TypeAlias = str
"""A BCP 47 tag as the guide offers it: zh-Hans, zh-Hant, en, ja, ko, fr, de, es, ru."""

Text: TypeAlias = Mapping[Lang, str]
"""The same words in several languages."""

Value: TypeAlias = str | int | float | bool | tuple[str, ...] | Text
"""A fact's value: plain data, a list, words in the entry's own language, or words by language."""

RECURRENCES = frozenset({"date_rule", "bloom", "in_season"})
"""Fields of days that come back, in the notation of `visiting.recurrence`."""
CHANGE, NOTICE = "date_change", "notice"
"""The fields of what became of one time of an event (`visiting.changes`), and of what goes on for some days or hours
(`retrieval.notices`), which is a kind of entry as well."""
PICTURE = "picture"
"""The field of picture files, which pages show: `pictures`."""
NOTATIONS = (
    frozenset({PICTURE, "concession_rules", "combined_ticket", "ticket_of", "booking_rule", CHANGE, NOTICE})
    | RECURRENCES
)
"""Fields that only code reads: what they mean is computed and said, they are never quoted or shown."""

TOPIC = "practical"
"""The kind of entries that are topics, the weather or parking: they are answered, and nobody goes to them."""
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
        # A list first: a generator costs twice as much, and this is asked of every entry for some answers.
        return tuple([fact for fact in self.facts if fact.field == field_id])


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
