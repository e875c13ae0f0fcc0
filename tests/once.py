"""What all servers of these tests would make alike is made once: it does not change while the tests run."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, partialmethod
from unittest.mock import patch

import jinja2
from jinja2.bccache import Bucket

from guide.server import compression


class _Kept(jinja2.BytecodeCache):
    """The code of templates; one that was changed has another checksum."""

    def __init__(self) -> None:
        self._held: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._held:
            bucket.bytecode_from_string(self._held[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._held[bucket.key] = bucket.bytecode_to_string()


@contextmanager
def templates() -> Iterator[None]:
    """Compile each template once, whoever renders it."""
    keeping = partialmethod(jinja2.Environment.__init__, bytecode_cache=_Kept())
    with patch.object(jinja2.Environment, "__init__", keeping):
        yield


@contextmanager
def packing() -> Iterator[None]:
    """Pack each file once, whoever sends it."""
    packing = {coding: cache(pack) for coding, pack in compression._PACK.items()}
    with patch.object(compression, "_PACK", packing):
        yield
