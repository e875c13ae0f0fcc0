"""guide models: what is suggested, fetched and used."""

from __future__ import annotations

from typing import Annotated

import typer

from guide import settings as settings_file
from guide import wiring
from guide.cli.terminal import Data, settings_of
from guide.models import pull, suggested
from guide.prompts import Prompts
from guide.shipped import folder

models = typer.Typer(no_args_is_help=True, help="Language models.")


@models.command("list")
def models_list(data: Data = None) -> None:
    """List what is suggested for which machine and why, and what is here.

    Example: guide models list
    """
    settings = settings_of(data)
    for each in suggested.suggestions(Prompts(folder("prompts")).common("models")):
        mark = "here" if pull.pulled(wiring.model_folder(settings, each.name)) else "    "
        typer.echo(
            f"{mark} {each.name}  [{each.machine}; {each.through}; {each.licence}; {each.setting}]\n     {each.why}"
        )
    typer.echo(f"in use: {settings.llm or 'templates'}")


@models.command("pull")
def models_pull(
    name: str,
    revision: Annotated[str | None, typer.Option(help="Branch, tag or commit.")] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Accept the licence without being asked.")] = False,
    data: Data = None,
) -> None:
    """Fetch a model: its licence is shown first, the revision is pinned, a broken fetch goes on where it stopped.

    Example: guide models pull Qwen/Qwen3-0.6B
    """
    settings = settings_of(data)

    def agree(offer: pull.Offer) -> bool:
        typer.echo(f"{offer.name} at {offer.revision}: licence {offer.licence}, {offer.size / 1e9:.2f} GB")
        return yes or typer.confirm("fetch it?")

    target = pull.pull(name, wiring.model_folder(settings, name), revision, settings.hub, agree)
    typer.echo(f"in {target}; use it with: guide models use {name}" if target else "nothing fetched")


@models.command("use")
def models_use(name: str) -> None:
    """Write the model into guide.toml, so that `serve` speaks with it; "" goes back to the templates.

    Example: guide models use Qwen/Qwen3-0.6B
    """
    settings_file.save("llm", name)
    typer.echo(f"guide.toml: llm = {name!r}")
