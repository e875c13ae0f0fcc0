"""Verbs that answer: serve, ask, eval."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import Annotated

import typer

from guide import server, wiring
from guide.cli.terminal import Data, bar, open_app, say, settings_of
from guide.dialogue import evaluate
from guide.storage import lock
from guide.types import Context, Message, Reply, Sentence

_CALM = 60.0
"""Seconds after the start until what can wait is begun."""


def add_to(cli: typer.Typer) -> None:
    """Hang the verbs on the command line."""
    cli.command()(serve)
    cli.command()(ask)
    cli.command("eval")(eval_)


def serve(data: Data = None, host: str = "127.0.0.1", port: int = 8000) -> None:
    """Serve the guide to visitors and editors.

    Example: guide serve --host 0.0.0.0 --port 8000 --data ./guide-data
    """
    settings = settings_of(data)
    with lock.hold(settings.data):
        with _uncollected():
            app = wiring.build(settings, say, keep_index=True, progress=bar())
            site = server.create(app)
        app.trail.complete()
        app.scheduler.start()
        app.retention.start()
        app.album.start(after=_CALM)
        # Beside the first visitors: whoever comes in that second waits less than for a door that is still shut.
        warming = Thread(target=app.warm, name="warming", daemon=True)
        say(f"visitors: http://{host}:{port}/")
        say(f"studio:   http://{host}:{port}/studio")
        if not app.door.knows_anyone():
            origin = (settings.public_url or f"http://{host}:{port}").rstrip("/")
            say(f"nobody may log in yet; begin once, within a day: {origin}/studio/setup?key={app.people.open_first()}")
        if not app.voice.languages:
            say("no voice: install espeak-ng, or name a server by GUIDE_SPEECH (docs/speech.md); answers stay text")
        warming.start()
        try:
            server.listen(site, host, port)
        finally:
            warming.join()
            app.close()


@contextmanager
def _uncollected() -> Iterator[None]:
    """Make what stays for good without the collector, which would look at all of it again and again, then and later."""
    gc.disable()
    try:
        yield
        gc.freeze()
    finally:
        gc.enable()


def ask(question: str, lang: str = "", data: Data = None) -> None:
    """Ask one question.

    Example: guide ask "个园门票多少钱？"
    """
    with open_app(data) as app:
        context = Context(now=app.base.clock(), lang=lang or None)
        for piece in app.guide.answer([Message("user", question)], context):
            if isinstance(piece, Sentence):
                typer.echo(piece.text, nl=False)
            else:
                typer.echo("")
                _print_sources(piece)


def eval_(
    file: Path, verbose: Annotated[bool, typer.Option("--verbose", help="Print what was not right.")] = False,
    data: Data = None,
) -> None:  # fmt: skip
    """Ask questions with accepted answers and count right, wrong and unanswered by language and skill.

    Example: guide eval knowledge/golden/yangzhou.jsonl
    """
    with open_app(data) as app:
        verdicts = list(evaluate.run(app.guide, evaluate.read(file), app.base.clock()))
    for (lang, skill), counts in sorted(evaluate.table(verdicts).items()):
        shown = ", ".join(f"{counts[outcome]} {outcome}" for outcome in ("right", "wrong", "unanswered"))
        typer.echo(f"{lang:8} {skill:10} {shown}")
    right = sum(each.outcome == "right" for each in verdicts)
    typer.echo(f"{right} of {len(verdicts)} right")
    for each in verdicts if verbose else ():
        if each.outcome != "right":
            typer.echo(f"{file}:{each.case.line}: {each.outcome}: {each.case.question} -> {each.answer}")


def _print_sources(reply: Reply) -> None:
    for each in reply.citations:
        date = f"as of {each.as_of}" if each.as_of else ""
        typer.echo(
            "  ".join(part for part in (f"[{each.n}] {each.title}", each.source, each.checked_on or date) if part)
        )
