"""What the templates of the editing form need to know beside the draft: rows by field, faults by cell, choices."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from guide.editing import drafts, problems
from guide.editing.asking import Rehearsed
from guide.editing.drafts import Cells, Draft
from guide.editing.faults import CONFIDENCE, RELATIONS, TIERS, Fault
from guide.editing.gate import Checked
from guide.server.locales import Words
from guide.settings import LANGUAGES
from guide.types import Entry, Fact, Lang

FEW = 6
"""Up to so many facts all stand open: folding them would save nothing."""
DERIVED = ("zh-Hant",)
"""Languages that are converted from another: a form offers no place for them."""

_NAMED = (("lang", "lang"), ("field", "field"), ("near", "field"))
"""Values of a fault that have a name in the editor's language."""


@dataclass(frozen=True, slots=True)
class Shown:
    """How the form is shown this time."""

    status: int = 200
    faults: tuple[Fault, ...] = ()
    """What stops the edit."""
    hints: tuple[Fault, ...] = ()
    """What could be better and stops nothing."""
    notice: str = ""
    """What is said above the form, by key."""
    done: str = ""
    about: str = ""
    """The field whose answer is worth hearing now."""
    focus: str = ""
    """The cell in which the cursor starts."""
    finding: int = -1
    """The link whose other end is looked for."""
    changed: bool = False
    """Whether the form holds what is not published yet."""
    held: Checked | None = None
    """The saved questions that the edit would spoil."""
    left: int = 0
    """Saved questions that were not asked before publishing, for want of time."""
    rehearsed: Rehearsed | None = None
    """What the guide answers from the draft."""
    touched: frozenset[int] = frozenset()
    """The rows of facts that say something else than what they were made from."""


@dataclass(frozen=True, slots=True)
class Marked:
    """What draws the eye to rows of the form."""

    faulty: frozenset[str]
    """Cells with something wrong in them."""
    shown: Shown
    few: bool
    """Whether there are so few facts that all stand open."""

    def is_wrong(self, at: int, names: Iterable[str]) -> bool:
        """Whether one of these cells of a fact is wrong."""
        return any(f"facts.{at}.{name}" in self.faulty for name in names)

    def is_open(self, at: int) -> bool:
        """Whether a fact has to be seen in full."""
        row = f"facts.{at}."
        return (
            self.few
            or at in self.shown.touched
            or any(each.startswith(row) for each in (*self.faulty, self.shown.focus))
        )


@dataclass(frozen=True, slots=True)
class Row:
    """One fact of the form. `at` is its number in the draft, `position` counts within its field."""

    at: int
    position: int
    cells: Cells
    langs: tuple[Lang, ...]
    before: Fact | None
    faulty: bool
    """Whether something in its folded part is wrong, so that it has to stand open."""
    open: bool
    """Whether the row itself stands open: it is new, changed, wrong, begun with or one of few. Others are a line."""


@dataclass(frozen=True, slots=True)
class Group:
    """The rows of one field, side by side however they were typed in."""

    field: str
    rows: tuple[Row, ...]


def layout(draft: Draft, entry: Entry, langs: Iterable[Lang], shown: Shown, words: Words) -> dict[str, Any]:
    """Values of edit.html that follow from the draft."""
    faults = said(shown.faults, words)
    by_place: dict[str, list[str]] = {}
    for place, text in faults:
        by_place.setdefault(place, []).append(text)
    sources = [(row.get("key", ""), row.get("title") or row.get("url") or row.get("key", "")) for row in draft.sources]
    return {
        "groups": groups(draft, entry, langs, Marked(frozenset(by_place), shown, len(draft.facts) <= FEW)),
        "faults": _headed(faults, draft, words),
        "hints": _headed(said(shown.hints, words), draft, words),
        "faults_at": by_place,
        "notice": shown.notice,
        "done": shown.done,
        "about": shown.about,
        "focus": shown.focus,
        "changed": shown.changed,
        "held": shown.held,
        "unasked": shown.left,
        "rehearsed": shown.rehearsed,
        "ask_langs": LANGUAGES,
        "finding": shown.finding,
        "source_options": sources,
        "source_names": dict(sources),
        "confidence_options": [(each, words(f"confidence.{each}")) for each in CONFIDENCE],
        "tier_options": [(each, words(f"tier.{each}")) for each in TIERS],
        "relation_options": [(each, words(f"relation.{each}")) for each in RELATIONS],
        "more_langs": [each for each in LANGUAGES if each not in (*draft.langs("text"), *DERIVED)],
    }


def groups(draft: Draft, entry: Entry, langs: Iterable[Lang], marked: Marked) -> list[Group]:
    """The facts of a draft by field, in the order in which fields first stand."""
    rows: dict[str, list[Row]] = {}
    always = tuple(dict.fromkeys((entry.lang, *langs)))
    for at, sent in enumerate(draft.facts):
        cells = {**dict.fromkeys(("field", "shape", *drafts.DATES), ""), **sent}
        same = rows.setdefault(cells.get("field", ""), [])
        spoken = (name.partition(":")[2] for name in cells if ":" in name)
        spoken_in = tuple(dict.fromkeys((*always, *spoken)))
        origin, folded = drafts.origin(cells, entry), marked.is_wrong(at, drafts.DATES)
        same.append(Row(at, len(same) + 1, cells, spoken_in, origin, folded, marked.is_open(at)))
    return [Group(field, tuple(each)) for field, each in rows.items()]


def said(faults: Iterable[Fault], words: Words) -> list[tuple[str, str]]:
    """Faults as the cell and the sentence about it, in the editor's language."""
    return [(each.place, _sentence(each, words)) for each in faults]


def _sentence(fault: Fault, words: Words) -> str:
    """The studio's own words for a fault, else those of `guide check`."""
    if f"fault.{fault.code}" not in words:
        wrong, fix = problems.words(fault.code, fault.values, words.lang)
        return words("fault.checked", wrong=wrong, fix=fix)
    named = {name: _named(words, kind, fault.values[name]) for name, kind in _NAMED if name in fault.values}
    return words(f"fault.{fault.code}", **{**fault.values, **named})


def _headed(faults: Iterable[tuple[str, str]], draft: Draft, words: Words) -> list[tuple[str, str]]:
    return [(place, f"{_heading(place, draft, words)}{text}") for place, text in faults]


def _heading(place: str, draft: Draft, words: Words) -> str:
    """Which fact a fault is about, for the lists above the form."""
    group, _, rest = place.partition(".")
    if group != "facts":
        return ""
    field = draft.facts[int(rest.partition(".")[0])].get("field", "")
    return words("fault.about", field=_named(words, "field", field))


def _named(words: Words, kind: str, key: str) -> str:
    return words(f"{kind}.{key}") if f"{kind}.{key}" in words else key


def source_names(*versions: Entry | None) -> Mapping[str, str]:
    """Sources of some versions as people call them, by key."""
    sources = {key: source for each in versions if each for key, source in each.sources.items()}
    return {key: source.title or source.url or key for key, source in sources.items()}
