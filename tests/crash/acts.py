"""What editors do in the studio: each act is asked for by the forms of its pages and noted in a ledger."""

from __future__ import annotations

import csv
import random
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from io import StringIO
from itertools import count
from zoneinfo import ZoneInfo

from guide.storage.drafts import DRAFT, REVIEW, SCHEDULED
from tests.crash.ledger import SIGN, THROWN, Ledger, Told, address_of, name_of
from tests.crash.person import Person

Form = dict[str, str]
HERE = ZoneInfo("Asia/Shanghai")
NEVER = "2099-01-01T09:00"


def filled(form: Form, content: int, do: str) -> Form:
    """An entry's form with another content typed into it."""
    at = {form[name]: name.removesuffix(".field") for name in form if name.endswith(".field")}
    typed = {
        f"{at['price']}.value": str(content), f"{at['address']}.value:zh-Hans": address_of(content),
        "text:zh-Hans": SIGN.format(content), "comment": f"content {content}", "do": do,
    }  # fmt: skip
    return {**form, **typed}


class Writer:
    """Edits one entry at a time: publishes, restores, drafts, hands in, plans."""

    def __init__(self, person: Person, places: Sequence[str], chance: random.Random, numbers: Iterator[int]) -> None:
        self.person, self.ledger, self.entries = person, Ledger(), places
        self._chance, self._numbers = chance, numbers
        self._acts: tuple[Callable[[str], None], ...] = (
            self._publish,
            self._publish,
            self._restore,
            self._draft,
            self._draft,
            self._draft,
            self._step,
            self._step,
            self._step,
            self._step,
            self._now,
            self._again,
        )

    def act(self) -> None:
        """Do something. Raises Cut."""
        self._chance.choice(self._acts)(self._chance.choice(self.entries))

    def _publish(self, entry: str) -> None:
        if self.ledger.of(entry):
            return
        form = self.person.form(f"/studio/entries/{entry}", "base")
        content = next(self._numbers)
        self.ledger.publishing({entry: content})
        self.person.act(
            "POST /entries/{entry_id} publish", f"/studio/entries/{entry}", filled(form, content, "publish")
        )
        self.ledger.published()

    def _restore(self, entry: str) -> None:
        told = self.ledger.contents[entry]
        if self.ledger.of(entry) or len(told) < 2:
            return
        number = self._chance.randrange(1, len(told))
        form = self.person.form(f"/studio/entries/{entry}/history", "number")
        self.ledger.publishing({entry: told[number - 1]})
        sent = {**form, "number": str(number), "comment": "as it was"}
        self.person.act("POST /entries/{entry_id}/restore", f"/studio/entries/{entry}/restore", sent)
        self.ledger.published()

    def _draft(self, entry: str) -> None:
        """Keep a new draft, or a newer text of the one there is."""
        number = self.ledger.of(entry)
        form = self.person.form(f"/studio/entries/{entry}{f'?draft={number}' if number else ''}", "base")
        content = next(self._numbers)
        self.ledger.drafting(number, Told(entry, content, DRAFT))
        to = self.person.act(
            "POST /entries/{entry_id} draft", f"/studio/entries/{entry}", filled(form, content, "draft")
        )
        self.ledger.drafted(int(to.partition("?")[0].rpartition("/")[2]))

    def _step(self, entry: str) -> None:
        """What a draft's own page offers."""
        number = self.ledger.of(entry)
        if not number:
            return
        told = self.ledger.drafts[number]
        steps = (
            ("take_back",) if told.state in (REVIEW, SCHEDULED) else ("send", "plan", "discard", "publish", "publish")
        )
        do = self._chance.choice((*steps, "publish"))
        after = {"send": REVIEW, "plan": SCHEDULED, "take_back": DRAFT, "discard": THROWN}.get(do)
        seen = self._seen(number)
        if do == "publish":
            self.ledger.publishing({entry: told.content})
        self.ledger.drafting(number, Told(entry, told.content, after) if after else None)
        more = {"publish_at": NEVER} if do == "plan" else {"note": "please look"} if do == "send" else {}
        self.person.act(f"POST /drafts/{{number}} {do}", f"/studio/drafts/{number}", {**seen, "do": do, **more})
        self.ledger.published()
        self.ledger.drafted()

    def _now(self, entry: str) -> None:
        """Plan a draft for this very minute, and wait until the scheduler has published it."""
        number = self.ledger.of(entry)
        if not number or self.ledger.drafts[number].state == SCHEDULED:
            return
        told, seen = self.ledger.drafts[number], self._seen(number)
        self.ledger.drafting(number, Told(entry, told.content, SCHEDULED))
        self.ledger.due.add(number)
        moment = datetime.now(HERE).isoformat(timespec="minutes")[:16]
        sent = {**seen, "do": "plan", "publish_at": moment}
        self.person.act("POST /drafts/{number} plan", f"/studio/drafts/{number}", sent)
        self.ledger.drafted()
        self.wait_for(number)

    def wait_for(self, number: int) -> None:
        """Until a draft whose moment has come is published and gone. Raises Cut."""
        told = self.ledger.drafts[number]
        while (status := self.person.get(f"/studio/drafts/{number}").status_code) != 404:
            assert status in (200, 503), f"draft {number} is {status}"  # 503: not read just now, so not gone either
        self.ledger.publishing({told.entry: told.content})
        self.ledger.published()
        self.ledger.drafting(number, None)
        self.ledger.drafted()

    def _again(self, _: str) -> None:
        self.person.client.cookies.clear()
        self.person.enter()

    def _seen(self, number: int) -> Form:
        return self.person.form(f"/studio/drafts/{number}", "seen")


class Sender:
    """Sends sheets, applies them, takes them back; gives out notices."""

    def __init__(self, person: Person, rows: Sequence[str], chance: random.Random, numbers: Iterator[int]) -> None:
        self.person, self.ledger, self.entries = person, Ledger(), rows
        self._chance, self._numbers = chance, numbers
        self._version = 0
        """The batch that can be taken back; 0 where there is none."""
        self._address = ""
        """The last sheet's page."""

    def act(self) -> None:
        """Do something. Raises Cut."""
        acts = (self._sheet, self._sheet, self._undo, self._undo, self._notice)
        self._chance.choice(acts)()

    def _sheet(self) -> None:
        content = next(self._numbers)
        form = self.person.form("/studio/bulk", "csrf")
        address = self.person.act("POST /bulk", "/studio/bulk", form, ("sheet.csv", self._table(content)))
        self._address = address
        seen = self.person.form(f"{address}/preview", "seen")
        self.ledger.publishing(dict.fromkeys(self.entries, content))
        self.person.act("POST /bulk/{token}/apply", f"{address}/apply", {**seen, "comment": f"content {content}"})
        page = self.person.settled(f"{address}/progress")
        assert "/studio/bulk/batches/" in page, page[-3000:]
        self.ledger.published()
        self._version = int(page.partition("/studio/bulk/batches/")[2].partition('"')[0])

    def _undo(self) -> None:
        """Take the last batch back, unless something was cut off since."""
        path, version = f"/studio/bulk/batches/{self._version}", self._version
        if not version:
            return
        self._version = 0
        form = self.person.form(path, "comment")
        before = {
            each: self.ledger.contents[each][-2] if len(self.ledger.contents[each]) > 1 else 0 for each in self.entries
        }
        self.ledger.publishing(before)
        self.person.act("POST /bulk/batches/{version}", path, {**form, "comment": "taken back"})
        self.person.settled(path)
        self.ledger.published()

    def _notice(self) -> None:
        csrf = self.person.form("/studio/notices", "csrf")["csrf"]
        words = f"牌子{next(self._numbers)}"
        form = {"csrf": csrf, "subject": "other", "everywhere": "1", "ends": "1h", "severity": "info",
                "words:zh-Hans": words, "words:en": words}  # fmt: skip
        to = self.person.act("POST /notices", "/studio/notices", form)
        self.ledger.notices.add(to.rpartition("at=")[2])

    def lost_track(self) -> None:
        """After a kill: it is not known which batch was the last."""
        self._version = 0

    def hold_nothing_runs(self) -> None:
        """No work of a server that is dead is shown as under way. Raises Cut."""
        if self._address:
            assert "data-watch" not in self.person.get(f"{self._address}/progress").text

    def _table(self, content: int) -> bytes:
        made = StringIO()
        table = csv.writer(made)
        table.writerow(("编号", "名称", "种类", "城市", "门票", "地址", "简介"))
        for each in self.entries:
            table.writerow(
                (each, name_of(each), "景点", "yangzhou", content, address_of(content), SIGN.format(content))
            )
        return made.getvalue().encode()


def numbers() -> Iterator[int]:
    """Contents, each used once."""
    return count(1001)
