"""The files of pictures that nothing names any more go; those of a draft, of the history and of a copy stay."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from guide.editing.album import Album
from guide.pictures import Pictures
from guide.storage.database import Database
from guide.storage.drafts import Drafts, Kept
from guide.storage.mentions import Mentions
from guide.types import PICTURE, Change, Entry, Fact
from tests.clock import Clock
from tests.server.studio.workshop import Workshop

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
NAME = "he-garden-0123456789ab-800x600.webp"
SMALL = "he-garden-0123456789ab-800x600-small.webp"


@pytest.fixture
def put(tmp_path: Path) -> Callable[..., Path]:
    def put(name: str, age: timedelta = timedelta(days=2)) -> Path:
        path = tmp_path / "pictures" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"pixels")
        at = (NOW - age).timestamp()
        os.utime(path, (at, at))
        return path

    return put


@pytest.fixture
def album(database: Database, tmp_path: Path) -> Album:
    return Album(Pictures(tmp_path), Mentions(database), Clock(NOW))


def drawn(name: str = NAME) -> Entry:
    return Entry("he-garden", "attraction", "yangzhou", names={"en": "He"}, facts=(Fact(PICTURE, name),))


def kept(database: Database, entry: Entry | None) -> Kept:
    return Drafts(database).add(Kept("he-garden", None, "lin", entry, "picture", NOW))


def test_what_a_draft_names_stays_until_it_is_thrown_away(
    album: Album, database: Database, put: Callable[..., Path]
) -> None:
    large, small = put(NAME), put(SMALL)
    draft = kept(database, drawn())
    assert album.sweep() == 0 and large.is_file() and small.is_file()
    Drafts(database).remove(draft)
    assert album.sweep() == 2 and not large.exists() and not small.exists()


def test_what_a_draft_said_before_stays_with_it(album: Album, database: Database, put: Callable[..., Path]) -> None:
    large, draft = put(NAME), kept(database, drawn())
    Drafts(database).put(Kept("he-garden", None, "lin", None, "x", NOW, id=draft.id), "lin")
    assert album.sweep() == 0 and large.is_file()


def test_what_has_just_come_or_was_never_sent_by_an_editor_stays(album: Album, put: Callable[..., Path]) -> None:
    stays = [put(NAME, timedelta(hours=1)), put("mine.webp"), put("ge-garden.svg"), put("lotus-pond.jpg")]
    assert album.sweep() == 0 and all(path.is_file() for path in stays)


def test_an_older_name_without_a_size_goes_too(album: Album, put: Callable[..., Path]) -> None:
    assert not (put("he-garden-0123456789ab.webp"), album.sweep())[0].exists()


def test_what_history_names_stays(shop: Workshop, put: Callable[..., Path]) -> None:
    for name, base in ((NAME, 1), ("", 2)):
        facts = (Fact(PICTURE, name),) if name else ()
        change = Change("lamp-house", Entry("lamp-house", "museum", "lampton", names={"en": "Lamp"}, facts=facts), base)
        shop.publisher.publish((change,), "lin", "picture")
    path = put(NAME)
    assert Album(Pictures(shop.settings.data), Mentions(shop.database), Clock(NOW)).sweep() == 0 and path.is_file()
