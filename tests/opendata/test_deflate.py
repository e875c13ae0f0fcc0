"""Parts packed apart are one gzip file that any program unpacks."""

from __future__ import annotations

import gzip
import subprocess
import zlib
from hashlib import sha256
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guide.opendata import deflate


@given(st.binary(max_size=200), st.binary(max_size=200))
def test_checksums_combine(first: bytes, second: bytes) -> None:
    found = deflate.combined(zlib.crc32(first), zlib.crc32(second), len(second))
    assert found == zlib.crc32(first + second)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.text(st.characters(codec="utf-8"), max_size=50), max_size=6))
def test_a_file_of_parts_is_their_text(tmp_path: Path, texts: list[str]) -> None:
    parts = [deflate.read(deflate.pack(each, 1).write()) for each in texts]
    made = deflate.write(tmp_path / "x.gz", parts)
    raw = (tmp_path / "x.gz").read_bytes()
    assert gzip.decompress(raw).decode() == "".join(texts)
    # One member: what a browser unpacks stops at the end of the first.
    one = zlib.decompressobj(31)
    assert one.decompress(raw).decode() == "".join(texts) and one.eof and not one.unused_data
    assert (made.rows, made.bytes, made.size) == (len(texts), len(raw), len("".join(texts).encode()))
    assert made.sha256 == sha256(raw).hexdigest()


def test_a_foreign_program_takes_it_for_whole(tmp_path: Path) -> None:
    deflate.write(tmp_path / "x.gz", [deflate.pack("灯屋\n" * 50_000), deflate.pack(""), deflate.pack("end")])
    assert subprocess.run(["gzip", "-t", tmp_path / "x.gz"], check=False).returncode == 0
