"""What an editor was told, held against what a folder has after its server was killed.

Every content an editor writes bears one number, in its price, its address and its prose, so that half an edit shows.
Whatever was acknowledged must be there; what was under way may be there, whole, or not at all.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from guide.storage.drafts import SCHEDULED
from guide.types import Entry, Fact, Revision

SIGN = "今年换了第{}块牌子。"
THROWN = "thrown away"
"""The state of a draft that is no more, because its editor said so."""


@dataclass(frozen=True, slots=True)
class Told:
    """A draft as its editor last saw it."""

    entry: str
    content: int
    state: str


@dataclass(slots=True)
class Ledger:
    """What was acknowledged to one editor, and what was under way when the server died."""

    contents: dict[str, list[int]] = field(default_factory=dict)
    """By entry, the content of each revision, the first one first; 0 where it was withdrawn."""
    maybe: dict[str, int] = field(default_factory=dict)
    """By entry, the content that may have become one revision more: of all these entries, or of none."""
    drafts: dict[int, Told] = field(default_factory=dict)
    asked: tuple[int, Told | None] | None = None
    """What a draft may have become: its id, 0 for a new one, and None where it is gone because it is published."""
    due: set[int] = field(default_factory=set)
    """Drafts whose moment has come: the scheduler publishes them, before the kill or after the next start."""
    notices: set[str] = field(default_factory=set)

    def last(self, entry_id: str) -> int:
        """The content an entry has, as far as anybody was told; 0 where there is none."""
        return self.contents[entry_id][-1] if self.contents.get(entry_id) else 0

    def of(self, entry_id: str) -> int:
        """The draft of an entry; 0 where there is none."""
        return next((number for number, told in self.drafts.items() if told.entry == entry_id), 0)

    def publishing(self, contents: Mapping[str, int]) -> None:
        """Something is about to be asked for that gives entries new contents."""
        self.maybe = dict(contents)

    def published(self) -> None:
        """It was acknowledged."""
        for entry_id, content in self.maybe.items():
            self.contents.setdefault(entry_id, []).append(content)
        self.maybe = {}

    def drafting(self, draft_id: int, after: Told | None) -> None:
        """A draft is about to change."""
        self.asked = draft_id, after

    def drafted(self, new_id: int = 0) -> None:
        """It was acknowledged."""
        assert self.asked is not None
        draft_id, after = self.asked
        self.asked = None
        if after is None or after.state == THROWN:
            del self.drafts[draft_id]
            self.due.discard(draft_id)
        else:
            self.drafts[draft_id or new_id] = after


def marked(entry_id: str, content: int) -> Entry:
    """A place whose parts all bear a number."""
    address = {"zh-Hans": address_of(content)}
    return Entry(
        entry_id, "attraction", "yangzhou", names={"zh-Hans": name_of(entry_id), "en": f"Trial Garden {entry_id}"},
        facts=(Fact("price", content, as_of="2026-11"), Fact("address", address, as_of="2026-11")),
        texts={"zh-Hans": SIGN.format(content)},
    )  # fmt: skip


def name_of(entry_id: str) -> str:
    """What a marked place is called."""
    return f"试园{entry_id}"


def address_of(content: int) -> str:
    """Where it lies."""
    return f"试路{content}号"


def content_of(entry: Entry | None) -> int:
    """The number an entry bears, the same in all its parts; 0 for a withdrawn one."""
    if entry is None:
        return 0
    price, address = entry.of("price")[0].value, entry.of("address")[0].value
    assert isinstance(price, int | float)
    words = address["zh-Hans"] if isinstance(address, Mapping) else address
    parts = (int(price), words, entry.texts["zh-Hans"].strip())
    assert parts == (parts[0], address_of(parts[0]), SIGN.format(parts[0])), f"{entry.id} is half changed: {parts}"
    return parts[0]


def settle_contents(ledger: Ledger, histories: Mapping[str, list[Revision]]) -> None:
    """Hold every history against what was acknowledged, and take what was under way for what it became."""
    due = {told.entry: told.content for number, told in ledger.drafts.items() if number in ledger.due}
    versions: list[int | None] = []
    for entry_id in {*ledger.contents, *ledger.maybe}:
        history, told = histories.get(entry_id, []), ledger.contents.get(entry_id, [])
        found = [content_of(each.entry) for each in history]
        assert [each.number for each in history] == list(range(1, len(found) + 1)), f"{entry_id}: revisions are missing"
        assert found[: len(told)] == told, f"{entry_id}: acknowledged {told[-5:]}, found {found[-5:]}"
        more = found[len(told) :]
        possible = {each[entry_id] for each in (ledger.maybe, due) if entry_id in each}
        assert len(more) < 2 and possible.issuperset(more), f"{entry_id}: {more} came of nothing that was asked for"
        if entry_id in ledger.maybe:
            versions.append(history[-1].version if more else None)
        ledger.contents[entry_id] = found
    assert len(set(versions)) < 2, f"a batch of {len(versions)} is half live: {set(versions)}"
    ledger.maybe = {}


def settle_drafts(ledger: Ledger, found: Mapping[int, Told]) -> None:
    """Hold every draft against what was acknowledged; contents are settled first."""
    asked, after = ledger.asked or (-1, None)
    for number, told in ledger.drafts.items():
        is_public = told.content in ledger.contents.get(told.entry, ())
        if number in found:
            assert not is_public or found[number] != told, f"draft {number} is live and still there: {told}"
            allowed = {told, after} if number == asked else {told}
            assert found[number] in allowed, f"draft {number} is {found[number]}, not one of {allowed}"
        elif not (number == asked and after and after.state == THROWN):
            assert is_public and (number == asked or number in ledger.due), f"draft {number} is gone: {told}"
    for number, each in found.items():
        assert number in ledger.drafts or (asked, after) == (0, each), f"draft {number} was never asked for: {each}"
    ledger.drafts, ledger.asked = dict(found), None
    ledger.due = {number for number in ledger.due if number in found and found[number].state == SCHEDULED}
