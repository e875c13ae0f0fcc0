"""The complaints in the studio: a list, and the way to move one on."""

from __future__ import annotations

from starlette.responses import Response

from guide.desk.complaints import STATUSES
from guide.server.auth import Visit
from guide.server.desk import Desk, see
from guide.server.refusals import Refusal


class Letters:
    """What visitors sent, for the people who answer for it."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def all(self, visit: Visit) -> Response:
        """Open and urgent ones first."""
        found = self._desk.app.complaints.newest()
        listed = self._desk.entries.listed()
        names = {each.entry_id: listed[each.entry_id].names for each in found if each.entry_id in listed}
        return self._desk.render(
            visit, "complaints.html", room="complaints", complaints=found, names=names, statuses=STATUSES
        )

    def move(self, visit: Visit) -> Response:
        """Give one another status."""
        status = visit.form.get("status", "")
        if status not in STATUSES:
            raise Refusal(400, "bad_request")
        self._desk.app.complaints.move(str(visit.request.path_params["receipt"]), status)
        return see("/studio/complaints")
