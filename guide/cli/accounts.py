"""guide users: who may come into the studio."""

from __future__ import annotations

import typer

from guide.cli.terminal import Data, open_base
from guide.editing.accounts import Door
from guide.knowledge_base import Base, now

users = typer.Typer(no_args_is_help=True, help="Editors' accounts.")


@users.command("add")
def users_add(
    name: str, role: str = "editor", data: Data = None,
    password: str = typer.Option("", prompt=True, hide_input=True, confirmation_prompt=True),
) -> None:  # fmt: skip
    """Add an account: viewer, editor, reviewer or administrator.

    Example: guide users add lin --role editor
    """
    with open_base(data) as base:
        _door(base).sign_up(name, password, role)
        typer.echo(f"{name} may log in at /studio as {role}")


@users.command("list")
def users_list(data: Data = None) -> None:
    """List the accounts.

    Example: guide users list
    """
    with open_base(data) as base:
        for account in base.accounts.all():
            typer.echo(f"{account.name}\t{account.role}\t{'disabled' if account.disabled else 'active'}")


@users.command("disable")
def users_disable(name: str, data: Data = None) -> None:
    """Disable an account and end its sessions.

    Example: guide users disable lin
    """
    with open_base(data) as base:
        base.accounts.disable(name)
        typer.echo(f"{name} is disabled")


def _door(base: Base) -> Door:
    return Door(base.accounts, now)
