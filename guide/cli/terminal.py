"""What every verb shares: the options, the base it works on, and how it talks to the operator."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from guide import settings as settings_file
from guide import wiring
from guide.app import App
from guide.errors import Problem
from guide.knowledge_base import Base
from guide.ports import Progress, unseen
from guide.settings import Settings

BAR = 30
Data = Annotated[
    Path | None, typer.Option("--data", metavar="DIR", help="Data folder; default GUIDE_DATA, else ./guide-data.")
]


def settings_of(data: Path | None) -> Settings:
    """The settings, with the data folder that was named."""
    read = settings_file.load()
    return replace(read, data=data) if data else read


@contextmanager
def open_base(data: Path | None) -> Iterator[Base]:
    """The knowledge base, closed afterwards."""
    base = Base(settings_of(data), say, bar())
    try:
        yield base
    finally:
        base.close()


@contextmanager
def open_app(data: Path | None) -> Iterator[App]:
    """The whole guide, closed afterwards."""
    app = wiring.build(settings_of(data), say, progress=bar())
    try:
        yield app
    finally:
        app.close()


def bar() -> Progress:
    """A progress bar on a terminal; nothing in a log."""
    if not sys.stderr.isatty():
        return unseen

    def show(what: str, done: int, total: int) -> None:
        filled = BAR * done // max(1, total)
        typer.echo(f"\r{what:16} [{'#' * filled:{BAR}}] {done}/{total}", nl=done >= total, err=True)

    return show


def say(line: str) -> None:
    """A line of progress, apart from what the verb prints."""
    typer.echo(line, err=True)


def print_problems(problems: Iterable[Problem]) -> None:
    """Each fault with its fix; errors on the error stream."""
    for problem in problems:
        typer.echo(str(problem), err=problem.severity == "error")
