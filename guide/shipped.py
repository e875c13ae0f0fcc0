"""Where the folders that ship with the guide are: beside the package in a checkout, inside it in a wheel."""

from __future__ import annotations

from pathlib import Path

FOLDERS = ("knowledge", "prompts", "web", "seeds")


def folder(name: str) -> Path:
    """Path of knowledge/, prompts/, web/ or seeds/. Raises FileNotFoundError when the installation is broken."""
    package = Path(__file__).parent
    for candidate in (package / "_shipped" / name, package.parent / name):
        if candidate.is_dir():
            return candidate
    raise FileNotFoundError(f"{name}/ is missing; reinstall the guide")
