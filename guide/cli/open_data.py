"""Verbs of open data: data export."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Annotated

import typer

from guide.cli.terminal import Data, open_app
from guide.errors import SettingsError
from guide.opendata.formats import FORMATS
from guide.opendata.manifest import About, Catalogue
from guide.server.opendata.linked import describer

data = typer.Typer(no_args_is_help=True, help="Open data: what of the knowledge anybody may have.")

Plain = Annotated[bool, typer.Option("--plain", help="Write the files unpacked as well.")]


@data.callback()
def _group() -> None:
    """Open data: what of the knowledge anybody may have."""


@data.command()
def export(target: Path, plain: Plain = False, base: Data = None) -> None:
    """Write the files of open data with their descriptions: public fields only, on the terms set in the studio.

    Example: guide data export ./open-data --data ./guide-data
    """
    with open_app(base) as app:
        origin = (app.settings.public_url or "").rstrip("/")
        app.offer.describe_by(describer(app.pictures, app.city_of, origin))
        dump = app.offer.make()
        if dump is None:
            raise SettingsError("open data is turned off; turn it on in the studio, room Open data")
        target.mkdir(parents=True, exist_ok=True)
        for each in FORMATS:
            shutil.copyfile(app.offer.path(dump, each.name), target / f"{each.name}.gz")
            if plain:
                app.offer.unpack(dump, each.name, target / each.name)
        names = dict(app.city.names) if app.city else {}
        terms = app.offer.terms()
        about = About(names, names, terms.attribution or next(iter(names.values()), ""), lambda path: f"{origin}{path}")
        catalogue = Catalogue(dump, terms, about)
        for name, told in (
            ("manifest.json", catalogue.listed()), ("dcat.jsonld", catalogue.dcat()),
            ("croissant.json", catalogue.croissant()),
        ):  # fmt: skip
            (target / name).write_text(f"{json.dumps(told, ensure_ascii=False, indent=2)}\n", encoding="utf-8")
        rows = ", ".join(f"{each.name} {dump.files[each.name].rows}" for each in FORMATS)
        typer.echo(f"edition {dump.state.version} written to {target}: {rows}")
