"""guide users: who may come into the studio."""

from __future__ import annotations

from typing import Annotated

import typer

from guide.cli.terminal import Data, open_base
from guide.editing.accounts import Door
from guide.editing.passwords import plain
from guide.knowledge_base import Base, now
from guide.storage.audit import Event

users = typer.Typer(no_args_is_help=True, help="Editors' accounts.")
OPERATOR = "guide users"
"""Who did it, in the audit log: whoever may write to the data folder."""

Cities = Annotated[
    list[str] | None, typer.Option("--city", help="A city the role holds for, default all; may be repeated.")
]
Password = Annotated[str, typer.Option(prompt=True, hide_input=True, confirmation_prompt=True)]


@users.command("add")
def users_add(
    name: str, password: Password, role: str = "editor", city: Cities = None, data: Data = None,
) -> None:  # fmt: skip
    """Add an account: viewer, editor, reviewer or administrator.

    Example: guide users add lin --role editor --city yangzhou
    """
    with open_base(data) as base:
        _door(base).sign_up(name, password, role, tuple(sorted(set(city or ()))))
        _record(base, "people.add", f"{plain(name)}: {role}")
        typer.echo(f"{name} may log in at /studio as {role}")


@users.command("list")
def users_list(data: Data = None) -> None:
    """List the accounts: name, role, state, and the cities of a role that does not hold for all.

    Example: guide users list
    """
    with open_base(data) as base:
        for each in base.accounts.all():
            cells = (each.name, each.role, "disabled" if each.disabled else "active", ",".join(each.cities))
            typer.echo("\t".join(cells).rstrip())


@users.command("disable")
def users_disable(name: str, data: Data = None) -> None:
    """Disable an account and end its sessions.

    Example: guide users disable lin
    """
    with open_base(data) as base:
        base.accounts.disable(plain(name))
        _record(base, "people.disable", plain(name))
        typer.echo(f"{name} is disabled")


@users.command("reset")
def users_reset(
    name: str, password: Password, data: Data = None,
    second_factor: bool = typer.Option(False, "--second-factor", help="Switch the second factor off too."),
) -> None:  # fmt: skip
    """Give an account a new password and end its sessions: for the administrator who has lost their own.

    Example: guide users reset lin --second-factor
    """
    with open_base(data) as base:
        base.accounts.put_password(plain(name), _door(base).passwords.hashed(password))
        _record(base, "people.reset", plain(name))
        if second_factor:
            base.accounts.factors.remove(plain(name))
            _record(base, "people.factor", plain(name))
        typer.echo(f"{name} may log in with the new password")


def _door(base: Base) -> Door:
    return Door(base.accounts, now)


def _record(base: Base, action: str, about: str) -> None:
    base.audit.record(Event(now(), OPERATOR, action, about, "done"))
