"""guide VERB: what an operator does with a knowledge base."""

from __future__ import annotations

import sys

import typer

from guide.cli import accounts, knowledge, language_models, open_data, upkeep, visitors
from guide.errors import GuideError

__all__ = ["cli", "main"]

cli = typer.Typer(name="guide", no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False,
                  help="A city's recommendation officer: answers from dated, sourced knowledge.")  # fmt: skip
visitors.add_to(cli)
knowledge.add_to(cli)
upkeep.add_to(cli)
cli.add_typer(accounts.users, name="users")
cli.add_typer(language_models.models, name="models")
cli.add_typer(open_data.data, name="data")


def main() -> None:
    """Run the command line; a refusal on purpose is one line and exit 1, not a trace."""
    try:
        cli()
    except GuideError as error:
        typer.echo(f"error: {error}", err=True)
        sys.exit(1)
