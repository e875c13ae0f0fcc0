"""Every page of the studio in English: by keyboard on a laptop; axe, targets, contrast, width on laptop and phone."""

from __future__ import annotations

import pytest

from tests.browser.conftest import Visit
from tests.browser.studio import looks
from tests.browser.studio.house import House
from tests.browser.studio.pages import listed

pytestmark = pytest.mark.browser


def test_no_page_has_a_fault(visit: Visit, studio: House) -> None:
    found = looks.sweep(visit, listed(studio), "en-GB", (looks.WIDE, looks.PHONE))
    assert not found, "\n".join(found)
