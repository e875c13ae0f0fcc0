"""The letters one person may read: a role for some cities reads those about places there, or sent in one of them."""

from __future__ import annotations

from guide.errors import NotFound
from guide.server.refusals import Refusal
from guide.server.studio.auth import Visit
from guide.server.studio.desk import Desk
from guide.storage.complaints import ALL, Complaint, Sieve

MOST = 100_000
"""Letters looked through."""


class Postbag:
    """All letters, as a person may see them."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def newest(self, visit: Visit, sieve: Sieve = ALL) -> list[Complaint]:
        """Those that are looked for, open and urgent ones first."""
        found = self._desk.app.complaints.newest(MOST, sieve)
        return [each for each in found if self._concerns(visit, each)] if visit.cities else found

    def of_address(self, visit: Visit) -> Complaint:
        """The letter of an address. Raises NotFound; Refusal 403 for one of a city the role leaves out."""
        found = self._desk.app.complaints.find(str(visit.request.path_params["receipt"]))
        if found is None:
            raise NotFound("no such complaint")
        if not self._concerns(visit, found):
            raise Refusal(403, "other_letter")
        return found

    def _concerns(self, visit: Visit, letter: Complaint) -> bool:
        """Whether a letter is of one of this person's cities.

        One about no place is of the city it was sent in, else of the guide's own, and for administrators, too; where
        no city is known at all, everybody reads it.
        """
        place = self._desk.entries.city_of(letter.entry_id) if letter.entry_id else ""
        home = self._desk.app.city
        city = place or letter.city or (home.id if home else "")
        return not city or visit.covers(city) or (not place and visit.may("administrator"))
