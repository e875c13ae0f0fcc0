"""Every page of the studio in Chinese: by keyboard on a phone; axe, targets, contrast, width on phone and laptop."""

from __future__ import annotations

import pytest

from tests.browser.conftest import Visit
from tests.browser.studio import looks
from tests.browser.studio.house import House
from tests.browser.studio.pages import listed

pytestmark = pytest.mark.browser


def test_no_page_has_a_fault(visit: Visit, studio: House) -> None:
    found = looks.sweep(visit, listed(studio), "zh-CN", (looks.PHONE, looks.WIDE))
    assert not found, "\n".join(found)
