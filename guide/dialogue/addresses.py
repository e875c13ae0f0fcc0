"""The address of an entry's page on the visitors' site. Answers link there, and the server answers there."""

from __future__ import annotations

from collections.abc import Mapping

from guide.types import Entry

FOLDERS: Mapping[str, str] = {"route": "routes", "event": "events"}
"""Kinds whose pages stand in a folder of their own."""
PLACES = "places"


def folder_of(entry: Entry) -> str:
    """The folder an entry's page is in."""
    return FOLDERS.get(entry.kind, PLACES)


def page_of(entry: Entry) -> str:
    """The path of an entry's page."""
    return f"/{folder_of(entry)}/{entry.id}"
