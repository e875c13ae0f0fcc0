"""Verbs that fill, check and hand out a knowledge base: init, import, export, check, index."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Annotated

import typer

from guide.cli import insights
from guide.cli.terminal import Data, open_base, print_problems, settings_of
from guide.editing import amenities, files, headings, imports, listed, points, validate
from guide.editing.bearers import bearers, settled
from guide.errors import SettingsError
from guide.knowledge_base import LATE_SHARE
from guide.shipped import folder
from guide.types import City

Datum = Annotated[str, typer.Option(help="What coordinates were measured on: WGS-84, GCJ-02 (AMap) or BD-09 (Baidu).")]


def add_to(cli: typer.Typer) -> None:
    """Hang the verbs on the command line."""
    cli.command()(init)
    cli.command("import")(import_)
    cli.command()(export)
    cli.command()(check)
    cli.command()(index)


def init(data: Data = None, empty: bool = typer.Option(False, help="Start with no entries at all.")) -> None:
    """Make a knowledge base: with the knowledge that ships, or empty with blank spreadsheets to fill.

    Example: guide init --empty --data ./my-city
    """
    with open_base(data) as base:
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


def import_(
    source: Path, kind: str = "", city: str = "", datum: Datum = "WGS-84",
    dry_run: bool = typer.Option(False, "--dry-run"), data: Data = None,
) -> None:  # fmt: skip
    """Import a .csv, .xlsx, .json, .jsonl or .geojson file, or a folder of knowledge files.

    Example: guide import hotels.csv --kind hotel --city yangzhou --dry-run

    Example: guide import points.geojson --kind amenity --city yangzhou
    """
    with open_base(data) as base:
        there = (each.entry for each in base.revisions.all_current() if each.entry)
        read = settled(_read(source, kind, city, datum), bearers(there))
        plan = listed.held(imports.plan(read, base.revisions.current), read, base.words.found)
        print_problems((*read.problems, *plan.problems))
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
        if source.is_dir() and not dry_run:
            base.pictures.take(source)
        if any(problem.severity == "error" for problem in (*read.problems, *plan.problems)):
            raise typer.Exit(1)


def export(target: Path, data: Data = None) -> None:
    """Write the published knowledge as a folder of files that `import` brings back.

    Example: guide export ./knowledge-copy
    """
    with open_base(data) as base:
        current = [(each, each.entry) for each in base.revisions.all_current() if each.entry]
        numbers = {each.entry_id: each.number for each, _ in current}
        files.write_folder([entry for _, entry in current], target, numbers, base.cities)
        base.pictures.give((entry for _, entry in current), target)
        typer.echo(f"{len(current)} entries written to {target}")


def check(
    path: Annotated[Path | None, typer.Argument()] = None,
    data: Data = None,
    due: Annotated[int, typer.Option("--due", help="List so many facts that should be confirmed first.")] = 0,
    report: Annotated[Path | None, typer.Option("--report", help="Write what there is and what is missing.")] = None,
) -> None:
    """Validate knowledge files, or a base; exit 1 on errors.

    Example: guide check knowledge/
    """
    if due or report:
        told = insights.of_folder(path) if path else insights.of_base(settings_of(data))
        for line in told.due(due) if due else ():
            typer.echo(line)
        if report:
            report.write_text(told.report(), encoding="utf-8")
    if path is not None:
        problems = validate.check_folder(path)
    else:
        with open_base(data) as base:
            entries = [each.entry for each in base.revisions.all_current() if each.entry]
            problems = validate.check(entries, base.cities, base.fields)
            if base.late_share() > LATE_SHARE:
                typer.echo(
                    f"{base.late_share():.0%} of the passages came after the embedder was fitted: run guide index"
                )
    print_problems(problems)
    errors = sum(problem.severity == "error" for problem in problems)
    typer.echo(f"{errors} errors, {len(problems) - errors} warnings")
    if errors:
        raise typer.Exit(1)


def index(data: Data = None) -> None:
    """Fit the embedder anew on all that is published and embed everything with it.

    Example: guide index --data ./guide-data
    """
    with open_base(data) as base:
        typer.echo(f"embedded with {base.refit()}")


def _read(source: Path, kind: str, city: str, datum: str) -> imports.Imported:
    if source.is_dir():
        return imports.of_folder(files.read_folder(source))
    known = points.datum(datum)
    if known is None:
        raise SettingsError(f"{datum} is no datum the guide reads; use one of {', '.join(points.DATUMS)}")
    defaults = imports.Defaults(kind=kind or None, city=city or None, datum=known)
    prompts = folder("prompts")
    return imports.read_file(source, headings.load(prompts), defaults, amenities.load(prompts))


def _copy_starter(target: Path) -> None:
    shutil.copytree(folder("seeds") / "starter", target, dirs_exist_ok=True)
