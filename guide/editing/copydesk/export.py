"""A text as it leaves the house: plain or Markdown, with the visible label and the hidden one of GB 45438-2025.

A page of HTML is made of the same `Sheet` by the server's templates.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import yaml

from guide.editing.copydesk import route
from guide.editing.copydesk.route import Stop
from guide.editing.copydesk.values import NAME, POSITION, ROWS, Block, Copy, Telling, Trace
from guide.editing.copydesk.voice import Voice
from guide.pictures import TYPES, Pictures
from guide.prompts import Prompts
from guide.retrieval.passages import joined
from guide.text import labels
from guide.types import Entry

_UNSOURCED = (NAME, POSITION)
_PICTURED = ("post", "poster")
_BEGINS = "#>-+*=|"
"""What a line of Markdown may not begin with where it is meant as it stands."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture that stands in the page itself."""

    address: str
    """A data: address, so that nothing has to be fetched."""
    alt: str
    credit: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that an export holds. `label` is read by people, `hidden` by machines."""

    copy: Copy
    label: str
    sources_title: str
    sources: tuple[str, ...]
    hidden: Mapping[str, str]
    stops: tuple[Stop, ...] = ()
    """The way as a sketch, for a leaflet."""
    picture: Shown | None = None

    @property
    def hidden_json(self) -> str:
        """The hidden label as it stands in metadata."""
        return json.dumps({"AIGC": dict(self.hidden)}, ensure_ascii=False, separators=(",", ":"))

    @property
    def generator(self) -> str:
        """Who phrased it: the templates, or the model by name."""
        return self.copy.phrased_by or "templates"


@dataclass(frozen=True, slots=True)
class Press:
    """Makes sheets. `producer` is who answers for generated content, a name or a code."""

    prompts: Prompts
    telling: Telling
    producer: str
    pictures: Pictures | None = None

    def sheet(self, copy: Copy, entries: Sequence[Entry]) -> Sheet:
        """A text with its labels and its sources. `entries` are its places as they are now."""
        names = {each.id: self.telling.name(each, copy.brief.lang) for each in entries}
        by_hand = any(line.origin == "hand" for _, line in copy.lines())
        return Sheet(
            copy,
            self._say(copy, "edited" if by_hand else "machine"),
            self._say(copy, "sources"),
            tuple(self._sources(copy, names)),
            labels.hidden(self.producer, product(copy)),
            route.sketch([(names[each.id], each.position) for each in entries]) if copy.brief.form == "leaflet" else (),
            self._picture(copy, entries[0]) if entries and copy.brief.form in _PICTURED else None,
        )

    def _picture(self, copy: Copy, entry: Entry) -> Shown | None:
        """The place's own picture; a drawing of its kind is none of it."""
        picture = self.pictures.of(entry) if self.pictures else None
        path = self.pictures.path(picture.file) if self.pictures and picture and not picture.of_kind else None
        if path is None or picture is None:
            return None
        kind, data = TYPES[path.suffix], base64.b64encode(path.read_bytes()).decode()
        alt = self.telling.in_words(picture.alt, copy.brief.lang)
        return Shown(f"data:{kind};base64,{data}", alt, picture.source.title or "")

    def _sources(self, copy: Copy, names: Mapping[str, str]) -> Iterator[str]:
        """Each source once, with the places it speaks of and the oldest date."""
        found: dict[str, list[Trace]] = {}
        for _, line in copy.lines():
            for trace in line.traces:
                if trace.source and trace.field not in _UNSOURCED:
                    found.setdefault(trace.source, []).append(trace)
        for source, traces in found.items():
            dated = self._dated(copy, traces)
            places = [names.get(each, each) for each in dict.fromkeys(trace.entry for trace in traces)]
            values = {"names": Voice(self.prompts, copy.brief).joined(places), "source": source, "dated": dated}
            yield self._say(copy, "source" if dated else "undated", **values)

    def _dated(self, copy: Copy, traces: Sequence[Trace]) -> str:
        """ "checked" only where a person confirmed all of it."""
        if all(trace.checked_on for trace in traces):
            return self._said(copy, "checked", min(trace.checked_on for trace in traces))
        return self._said(copy, "as_of", min((trace.as_of for trace in traces if trace.as_of), default=""))

    def _said(self, copy: Copy, key: str, iso: str) -> str:
        return self._say(copy, key, date=self.telling.date(iso, copy.brief.lang)) if iso else ""

    def _say(self, copy: Copy, key: str, **values: object) -> str:
        return self.prompts.say(copy.brief.lang, f"copy.mark.{key}", values)


def product(copy: Copy) -> str:
    """The number of a text as it was saved: what the hidden label calls ProduceID."""
    return f"copy-{copy.id}-{copy.number}"


def words_of(block: Block) -> str:
    """A block as it is read: rows each on a line of its own, sentences in a row."""
    texts = [line.text for line in block.lines]
    return "\n".join(texts) if block.role in ROWS else joined(texts)


def plain(sheet: Sheet) -> str:
    """Text without any marks; the label stands at the end, the hidden one in the last line."""
    parts = [words_of(block) for block in sheet.copy.blocks]
    notes = [sheet.label, *([f"{sheet.sources_title}", *sheet.sources] if sheet.sources else [])]
    return "\n\n".join([*parts, "\n".join(notes), sheet.hidden_json]) + "\n"


def markdown(sheet: Sheet) -> str:
    """Markdown with the hidden label as a block of its front matter, as the large vendors write it."""
    copy = sheet.copy
    front = {
        "title": copy.title,
        "lang": copy.brief.lang,
        "date": copy.saved.date().isoformat(),
        "generator": sheet.generator,
        "AIGC": dict(sheet.hidden),
    }
    head = yaml.safe_dump(front, allow_unicode=True, sort_keys=False)
    parts = [_marked(block) for block in copy.blocks]
    notes = [f"*{sheet.label}*"]
    if sheet.sources:
        notes.append(f"**{sheet.sources_title}**\n\n" + "\n".join(f"- {_escaped(each)}" for each in sheet.sources))
    return "\n".join([f"---\n{head}---\n", "\n\n".join([*parts, "---", *notes]), ""])


def _marked(block: Block) -> str:
    text = _escaped(words_of(block))
    if block.role == "title":
        return f"# {text}"
    if block.role == "heading":
        return f"## {text}"
    if block.role == "facts":
        return "\n".join(f"- {_escaped(line.text)}" for line in block.lines)
    return f"*{text}*" if block.role == "small" else f"\\{text}" if text[:1] in _BEGINS else text


def _escaped(text: str) -> str:
    """Text in which Markdown finds nothing to act on."""
    return "".join(f"\\{each}" if each in "\\`*_[]<>" else each for each in text)
