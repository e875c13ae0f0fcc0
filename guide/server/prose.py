"""Answer text and knowledge prose made ready for a template: never as markup that came from outside."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from itertools import count
from typing import Any

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

_MARK = re.compile(r"\[(\d{1,2})\]([。．，；：！？、.,;:!?)）”’」』]*)")
_ITEM = re.compile(r"\s*(?:[-•·]|\d{1,2}[.)、])\s+")
_SECTION = re.compile(r"<h2>")
_ENDS = "。.!！ \n"
_AFTER = re.compile(r"((?:\[\d{1,2}\])*)[。.!！]?\s*")
_TAGS = {"p", "br", "h2", "h3", "h4", "ul", "ol", "li", "em", "strong", "blockquote", "a", "table", "thead", "tbody",
         "tr", "th", "td"}  # fmt: skip

_MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")


@dataclass(frozen=True, slots=True)
class Mark:
    """A citation mark, and what closes the phrase before it: no line may begin with that."""

    n: int
    closing: str = ""


Piece = str | Mark


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, or a list with its items; web/static/js/answer.js makes the same of the same text."""

    listed: bool
    lines: tuple[tuple[Piece, ...], ...]


def blocks(text: str, cited: frozenset[int]) -> list[Block]:
    """Plain answer text as paragraphs and lists; a mark that no citation stands for stays text."""
    made: list[Block] = []
    for line in filter(str.strip, text.splitlines()):
        item = _ITEM.match(line)
        pieces = tuple(_pieces(line[item.end() :] if item else line.strip(), cited))
        if item and made and made[-1].listed:
            made[-1] = Block(True, (*made[-1].lines, pieces))
        else:
            made.append(Block(bool(item), (pieces,)))
    return made


@dataclass(frozen=True, slots=True)
class Banner:
    """A notice above an answer, with the marks its sentence had in the text."""

    pieces: tuple[Piece, ...]
    loud: bool = False


def apart(text: str, notices: Sequence[Mapping[str, Any]], cited: frozenset[int]) -> tuple[str, tuple[Banner, ...]]:
    """The text without the sentences that notices say, and the notices; web/static/js/notice.js does the same."""
    made = []
    for notice in notices:
        sentence, marks = str(notice["text"]).rstrip(_ENDS), ""
        before, found, after = text.partition(sentence)
        if match := _AFTER.match(after) if found and sentence else None:
            text, marks = before + after[match.end() :], match[1]
        if sentence:
            made.append(
                Banner(
                    tuple(_pieces(str(notice["text"]).strip() + marks, cited)), notice.get("severity") == "emergency"
                )
            )
    return text, tuple(made)


def unmarked(text: str) -> str:
    """Answer text without its citation marks."""
    return _MARK.sub(r"\2", text)


def html(markdown: str) -> Markup:
    """Markdown of the knowledge base as clean HTML: raw HTML is text, links go to the web only, no images."""
    clean = nh3.clean(
        _MARKDOWN.render(markdown),
        tags=_TAGS,
        attributes={"a": {"href"}},
        url_schemes={"https", "http", "tel", "mailto", "geo"},
        link_rel="noopener nofollow",
    )
    return Markup(clean)


def anchored(markup: Markup) -> Markup:
    """The same with an anchor at each section, s1 and on: what the code of an exhibit leads to."""
    at = count(1)
    return Markup(_SECTION.sub(lambda _: f'<h2 id="s{next(at)}">', markup))


def plain(markdown: str) -> str:
    """The words of Markdown without its signs, in one line."""
    return " ".join(unescape(nh3.clean(html(markdown), tags=set())).split())


def _pieces(line: str, cited: frozenset[int]) -> list[Piece]:
    pieces: list[Piece] = []
    parts = _MARK.split(line)
    for words, n, closing in zip(parts[::3], [*parts[1::3], ""], [*parts[2::3], ""], strict=True):
        known = n and int(n) in cited
        pieces += [words, Mark(int(n), closing)] if known else [f"{words}[{n}]{closing}" if n else words]
    return [piece for piece in pieces if piece != ""]
