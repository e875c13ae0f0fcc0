"""The form of one saved question, read and filled: what is asked, and what an accepted answer must hold."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from guide.dialogue.evaluate import UNANSWERED
from guide.editing.asking import Told
from guide.settings import LANGUAGES
from guide.storage.saved import ORIGINS, Asked, Checks

LONGEST_QUESTION = 300
LONGEST_CHECKS = 4000
MOST_LINES = 40
CITE = "cite:"
_FIGURE = re.compile(r"\d+(?:[.,:：-]\d+)*")
_MARK = re.compile(r"\[\d+\]")
_MOST_FIGURES = 4
_YEAR = re.compile(r"(?:19|20)\d\d")
"""Mostly the year a source speaks of, which is no part of the answer."""


@dataclass(frozen=True, slots=True)
class Cells:
    """What the form shows."""

    question: str = ""
    lang: str = ""
    must: str = ""
    """One thing a line; other ways to say it after a |."""
    never: str = ""
    declines: bool = False
    """Whether an honest "I do not know" is accepted."""
    cites: tuple[str, ...] = ()
    origin: str = ORIGINS[0]


def typed(form: Mapping[str, str]) -> Cells:
    """What was sent."""
    lang, origin = form.get("lang", ""), form.get("origin", "")
    ticked = [name.removeprefix(CITE) for name in form if name.startswith(CITE)]
    more = form.get("cite_more", "").replace(",", " ").replace("，", " ").split()
    return Cells(
        question=form.get("question", "").strip()[:LONGEST_QUESTION],
        lang=lang if lang in LANGUAGES else "",
        must=form.get("must", "")[:LONGEST_CHECKS],
        never=form.get("never", "")[:LONGEST_CHECKS],
        declines=bool(form.get("declines")),
        cites=tuple(dict.fromkeys((*ticked, *more)))[:MOST_LINES],
        origin=origin if origin in ORIGINS else ORIGINS[0],
    )


def of(asked: Asked, origin: str = ORIGINS[0]) -> Cells:
    """A saved question in the form. The accepted answers are one line, of which any will do."""
    checks = asked.checks
    accepted = tuple(each for each in checks.accept if each != UNANSWERED)
    lines = [" | ".join(group) for group in ((accepted,) if accepted else ()) + checks.need]
    declines = UNANSWERED in checks.accept
    return Cells(asked.question, asked.lang, "\n".join(lines), "\n".join(checks.reject), declines, checks.cites, origin)


def asked(cells: Cells, before: Asked | None = None) -> Asked:
    """The question of a form; turns, time and place of the one it changes stay."""
    groups = tuple(
        group
        for line in _lines(cells.must)
        if (group := tuple(filter(None, (each.strip() for each in line.replace("｜", "|").split("|")))))
    )
    accept = (UNANSWERED,) if cells.declines else ()
    made = Asked(cells.question, cells.lang, Checks(accept, groups, _lines(cells.never), cells.cites))
    if before is None:
        return made
    if cells == of(before, cells.origin):
        return before
    return replace(made, history=before.history, now=before.now, location=before.location)


def accepted(cells: Cells, told: Told) -> Cells:
    """The form filled with what an answer holds that is worth holding on to: its figures and its first source."""
    bare = _MARK.sub("", told.text)
    figures = list(dict.fromkeys(each for each in _FIGURE.findall(bare) if len(each) > 1))
    lasting = [each for each in figures if not _YEAR.fullmatch(each)] or figures
    if not told.answered:
        return replace(cells, declines=True)
    cites = tuple(each.entry for each in told.citations)[:1]
    return replace(cells, must="\n".join(lasting[:_MOST_FIGURES]), cites=cites)


def _lines(text: str) -> tuple[str, ...]:
    return tuple(filter(None, (line.strip() for line in text.splitlines())))[:MOST_LINES]
