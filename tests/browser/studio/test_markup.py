"""The markup of every page of the studio, as it is sent in both languages, held against html-validate."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser.studio.house import House
from tests.browser.studio.pages import sent
from tests.browser.test_inspected import invalid, needs_tools

pytestmark = pytest.mark.browser


@needs_tools
def test_the_markup_of_every_page_is_valid(studio: House, tmp_path: Path) -> None:
    for number, (name, html) in enumerate(sent(studio, ("zh-CN", "en"))):
        (tmp_path / f"{number:03}-{name}.html").write_text(html, "utf-8")
    found = invalid(tmp_path)
    assert not found, "\n".join(found)
