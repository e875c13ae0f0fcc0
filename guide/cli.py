"""guide VERB: what an operator does with a knowledge base."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from guide import app as wiring
from guide import server
from guide import settings as settings_file
from guide.dialogue import evaluate
from guide.editing import files, headings, imports, validate
from guide.editing.accounts import Door
from guide.errors import GuideError, Problem, SettingsError
from guide.ports import Progress, unseen
from guide.settings import Settings
from guide.shipped import folder
from guide.storage import lock
from guide.types import City, Context, Message, Reply, Sentence

cli = typer.Typer(name="guide", no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False,
                  help="A city's recommendation officer: answers from dated, sourced knowledge.")  # fmt: skip
users = typer.Typer(no_args_is_help=True, help="Editors' accounts.")
models = typer.Typer(no_args_is_help=True, help="Language models.")
cli.add_typer(users, name="users")
cli.add_typer(models, name="models")

BAR = 30
Data = Annotated[
    Path | None, typer.Option("--data", metavar="DIR", help="Data folder; default GUIDE_DATA, else ./guide-data.")
]


def main() -> None:
    """Run the command line; a refusal on purpose is one line and exit 1, not a trace."""
    try:
        cli()
    except GuideError as error:
        typer.echo(f"error: {error}", err=True)
        sys.exit(1)


@cli.command()
def serve(data: Data = None, host: str = "127.0.0.1", port: int = 8000) -> None:
    """Serve the guide to visitors and editors.

    Example: guide serve --host 0.0.0.0 --port 8000 --data ./guide-data
    """
    settings = _settings(data)
    with lock.hold(settings.data):
        app = wiring.build(settings, _say, keep_index=True, progress=_bar())
        app.warm()
        site = server.create(app)
        _say(f"visitors: http://{host}:{port}/")
        _say(f"studio:   http://{host}:{port}/studio")
        try:
            server.listen(site, host, port)
        finally:
            app.close()


@cli.command()
def ask(question: str, lang: str = "", data: Data = None) -> None:
    """Ask one question.

    Example: guide ask "个园门票多少钱？"
    """
    with _app(data) as app:
        context = Context(now=app.base.clock(), lang=lang or None)
        for piece in app.guide.answer([Message("user", question)], context):
            if isinstance(piece, Sentence):
                typer.echo(piece.text, nl=False)
            else:
                typer.echo("")
                _print_sources(piece)


@cli.command()
def init(data: Data = None, empty: bool = typer.Option(False, help="Start with no entries at all.")) -> None:
    """Make a knowledge base: with the knowledge that ships, or empty with blank spreadsheets to fill.

    Example: guide init --empty --data ./my-city
    """
    with _base(data) as base:
        if base.revisions.content_version():
            raise SettingsError(f"{base.settings.data} holds a knowledge base already; choose another folder")
        if empty:
            base.revisions.touch()
            _copy_starter(base.settings.data / "starter")
            typer.echo(
                f"empty knowledge base in {base.settings.data}; blank spreadsheets in {base.settings.data / 'starter'}"
            )
        else:
            typer.echo(f"{base.load_shipped()} entries in {base.settings.data}")


@cli.command("import")
def import_(
    source: Path, kind: str = "", city: str = "", dry_run: bool = typer.Option(False, "--dry-run"), data: Data = None
) -> None:
    """Import a .csv, .xlsx, .json or .jsonl file, or a folder of knowledge files.

    Example: guide import hotels.csv --kind hotel --city yangzhou --dry-run
    """
    with _base(data) as base:
        read = _read(source, kind, city)
        plan = imports.plan(read, base.revisions.current)
        _print_problems((*read.problems, *plan.problems))
        for conflict in plan.conflicts:
            typer.echo(f"conflict: {conflict}")
        typer.echo(f"{len(plan.new)} new, {len(plan.changed)} changed, {len(plan.unchanged)} unchanged, "
                   f"{len(plan.conflicts)} conflicts")  # fmt: skip
        for entry_id, parts in plan.parts.items() if dry_run else ():
            typer.echo(f"  {entry_id}: {', '.join(parts)}")
        if plan.changes and not dry_run:
            base.add_cities(City(key, names) for key, names in read.cities.items())
            version = base.publish(plan.changes, author="import", comment=f"import {source.name}")
            typer.echo(f"published as version {version}")
        if any(problem.severity == "error" for problem in (*read.problems, *plan.problems)):
            raise typer.Exit(1)


@cli.command()
def export(target: Path, data: Data = None) -> None:
    """Write the published knowledge as a folder of files that `import` brings back.

    Example: guide export ./knowledge-copy
    """
    with _base(data) as base:
        current = [(each, each.entry) for each in base.revisions.all_current() if each.entry]
        numbers = {each.entry_id: each.number for each, _ in current}
        files.write_folder([entry for _, entry in current], target, numbers, base.cities)
        typer.echo(f"{len(current)} entries written to {target}")


@cli.command()
def check(path: Annotated[Path | None, typer.Argument()] = None, data: Data = None) -> None:
    """Validate knowledge files, or a base; exit 1 on errors.

    Example: guide check knowledge/
    """
    if path is not None:
        problems = validate.check_folder(path)
    else:
        with _base(data) as base:
            entries = [each.entry for each in base.revisions.all_current() if each.entry]
            problems = validate.check(entries, base.cities, base.fields)
            if base.late_share() > wiring.LATE_SHARE:
                typer.echo(
                    f"{base.late_share():.0%} of the passages came after the embedder was fitted: run guide index"
                )
    _print_problems(problems)
    errors = sum(problem.severity == "error" for problem in problems)
    typer.echo(f"{errors} errors, {len(problems) - errors} warnings")
    if errors:
        raise typer.Exit(1)


@cli.command("eval")
def eval_(
    file: Path, verbose: Annotated[bool, typer.Option("--verbose", help="Print what was not right.")] = False,
    data: Data = None,
) -> None:  # fmt: skip
    """Ask questions with accepted answers and count right, wrong and unanswered by language and skill.

    Example: guide eval knowledge/golden/yangzhou.jsonl
    """
    with _app(data) as app:
        verdicts = list(evaluate.run(app.guide, evaluate.read(file), app.base.clock()))
    for (lang, skill), counts in sorted(evaluate.table(verdicts).items()):
        shown = ", ".join(f"{counts[outcome]} {outcome}" for outcome in ("right", "wrong", "unanswered"))
        typer.echo(f"{lang:8} {skill:10} {shown}")
    right = sum(each.outcome == "right" for each in verdicts)
    typer.echo(f"{right} of {len(verdicts)} right")
    for each in verdicts if verbose else ():
        if each.outcome != "right":
            typer.echo(f"{file}:{each.case.line}: {each.outcome}: {each.case.question} -> {each.answer}")


@cli.command()
def index(data: Data = None) -> None:
    """Fit the embedder anew on all that is published and embed everything with it.

    Example: guide index --data ./guide-data
    """
    with _base(data) as base:
        typer.echo(f"embedded with {base.refit()}")


@users.command("add")
def users_add(
    name: str, role: str = "editor", data: Data = None,
    password: str = typer.Option("", prompt=True, hide_input=True, confirmation_prompt=True),
) -> None:  # fmt: skip
    """Add an account: viewer, editor, reviewer or administrator.

    Example: guide users add lin --role editor
    """
    with _base(data) as base:
        _door(base).sign_up(name, password, role)
        typer.echo(f"{name} may log in at /studio as {role}")


@users.command("list")
def users_list(data: Data = None) -> None:
    """List the accounts.

    Example: guide users list
    """
    with _base(data) as base:
        for account in base.accounts.all():
            typer.echo(f"{account.name}\t{account.role}\t{'disabled' if account.disabled else 'active'}")


@users.command("disable")
def users_disable(name: str, data: Data = None) -> None:
    """Disable an account and end its sessions.

    Example: guide users disable lin
    """
    with _base(data) as base:
        base.accounts.disable(name)
        typer.echo(f"{name} is disabled")


def _settings(data: Path | None) -> Settings:
    read = settings_file.load()
    return replace(read, data=data) if data else read


@contextmanager
def _base(data: Path | None) -> Iterator[wiring.Base]:
    base = wiring.Base(_settings(data), _say, _bar())
    try:
        yield base
    finally:
        base.close()


@contextmanager
def _app(data: Path | None) -> Iterator[wiring.App]:
    app = wiring.build(_settings(data), _say, progress=_bar())
    try:
        yield app
    finally:
        app.close()


def _door(base: wiring.Base) -> Door:
    return Door(base.accounts, wiring.now)


def _read(source: Path, kind: str, city: str) -> imports.Imported:
    if source.is_dir():
        return imports.of_folder(files.read_folder(source))
    defaults = imports.Defaults(kind=kind or None, city=city or None)
    return imports.read_file(source, headings.load(folder("prompts")), defaults)


def _copy_starter(target: Path) -> None:
    shutil.copytree(folder("seeds") / "starter", target, dirs_exist_ok=True)


def _print_problems(problems: tuple[Problem, ...] | list[Problem]) -> None:
    for problem in problems:
        typer.echo(str(problem), err=problem.severity == "error")


def _print_sources(reply: Reply) -> None:
    for each in reply.citations:
        date = f"as of {each.as_of}" if each.as_of else ""
        typer.echo(
            "  ".join(part for part in (f"[{each.n}] {each.title}", each.source, each.checked_on or date) if part)
        )


def _bar() -> Progress:
    """A progress bar on a terminal; nothing in a log."""
    if not sys.stderr.isatty():
        return unseen

    def show(what: str, done: int, total: int) -> None:
        filled = BAR * done // max(1, total)
        typer.echo(f"\r{what:16} [{'#' * filled:{BAR}}] {done}/{total}", nl=done >= total, err=True)

    return show


def _say(line: str) -> None:
    typer.echo(line, err=True)
