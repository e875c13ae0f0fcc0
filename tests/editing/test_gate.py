"""The edit gate holds a change against the questions it touches, and against no others."""

from __future__ import annotations

from datetime import UTC, datetime

from guide.editing import gate
from guide.editing.asking import Stage, Told
from guide.editing.gate import Gate
from guide.storage.saved import Asked, Checks, Saved, Trial
from guide.types import Change, Entry, Fact

AT = datetime(2026, 5, 2, 20, 0, tzinfo=UTC)
HOUSE = Entry("lamp-house", "museum", "lampton", names={"en": "Lamp House"}, facts=(Fact("price", 40),))
TOWER = Entry("tower", "museum", "lampton", names={"en": "Tower"}, facts=(Fact("price", 9),))


def priced(price: int) -> Entry:
    return Entry("lamp-house", "museum", "lampton", names={"en": "Lamp House"}, facts=(Fact("price", price),))


def question(text: str, *accept: str, number: int = 1, shown: tuple[str, ...] = ()) -> Saved:
    return Saved(number, Asked(text, "en", Checks(accept)), "hand", "lin", AT, Trial("right", "", shown))


class Town:
    """Stages over a house and a tower that count what they are asked; `seconds` go by with each answer."""

    def __init__(self, *saved: Saved, seconds: float = 0.0) -> None:
        self.saved, self.seconds = saved, seconds
        self.asked: list[str] = []
        self.time = 0.0
        self.gate = Gate(lambda: self.saved, self.stage, self.stage, lambda: self.time)

    def stage(self, *drafts: Entry) -> Stage:
        known = {each.id: each for each in (HOUSE, TOWER, *drafts)}

        def named(text: str) -> frozenset[str]:
            return frozenset(id for id, each in known.items() if each.names["en"] in text)

        def ask(asked: Asked) -> Told:
            self.asked.append(asked.question)
            self.time += self.seconds
            prices = [str(known[id].facts[0].value) for id in sorted(named(asked.question) or known)]
            right = set(asked.checks.accept) <= set(prices)
            return Told(" ".join(prices), "en", True, "right" if right else "wrong")

        return Stage(ask, named)

    def check(self, entry: Entry | None) -> gate.Checked:
        return self.gate.check(Change("lamp-house", entry, 1))


def test_a_change_that_spoils_an_answer_is_shown_before_and_after() -> None:
    town = Town(question("Lamp House price?", "40"))
    found = town.check(priced(60))
    assert [(each.before.text, each.after.text) for each in found.reds] == [("40", "60")]
    assert (found.asked, found.left) == (1, 0)


def test_only_what_the_change_touches_is_asked() -> None:
    named, other = question("Lamp House price?", "40"), question("Tower price?", "9", number=2)
    shown = question("What does it cost?", "40", number=3, shown=("lamp-house",))
    town = Town(named, other, shown)
    assert {each.saved.id for each in town.check(priced(60)).reds} == {1, 3}
    assert "Tower price?" not in town.asked


def test_a_question_that_names_the_entry_only_after_the_change_is_touched() -> None:
    renamed = Entry("lamp-house", "museum", "lampton", names={"en": "Old Lamps"}, facts=(Fact("price", 60),))
    town = Town(question("Old Lamps price?", "40"))
    assert len(town.check(renamed).reds) == 1


def test_what_was_wrong_before_and_stays_the_same_holds_nothing_up() -> None:
    town = Town(question("Lamp House price?", "1818"))
    assert not town.check(priced(40)).reds and len(town.check(priced(60)).reds) == 1


def test_mending_a_wrong_answer_passes() -> None:
    assert not Town(question("Lamp House price?", "60")).check(priced(60)).reds


def test_a_withdrawal_and_an_empty_shelf_ask_nobody() -> None:
    town = Town(question("Lamp House price?", "40"))
    found = town.check(None)
    assert not found.reds and found.left == 1, "it is asked after the entry is gone"
    assert Town().check(priced(60)) == gate.Checked() and not town.asked


def test_what_a_reviewer_lets_through_is_left_to_be_asked_afterwards() -> None:
    town = Town(question("Lamp House price?", "40"), question("Tower price?", "9", number=2))
    found = town.gate.passed(Change("lamp-house", priced(60), 1))
    assert [each.id for each in found.rest] == [1] and not town.asked


def test_it_stops_in_time_and_says_how_many_are_left() -> None:
    town = Town(*(question("Lamp House price?", "60", number=at) for at in range(9)), seconds=0.25)
    assert (found := town.check(priced(60))).left == 9 - found.asked and found.asked == 3


def test_it_stops_at_a_number_and_says_how_many_are_left() -> None:
    town = Town(*(question("Lamp House price?", "60", number=at) for at in range(gate.MOST + 5)))
    assert (found := town.check(priced(60))).left == 5 and found.asked == gate.MOST
