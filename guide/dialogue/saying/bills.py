"""What a party pays, in words: the sum first, then a line for each sort of people with its rule and source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from guide.dialogue.cite import mark
from guide.dialogue.saying.fares import Fares
from guide.skills.quote import Asking, Place, Quote
from guide.visiting.party import Match, Person
from guide.visiting.prices import Bill, Concession, Line

_ELSE = 2
"""Sorts of people, and rules of each, that are named under which less would be paid."""


def one(fares: Fares, place: Place, made: Bill, asking: Asking) -> Iterator[str]:
    """A party at one place."""
    first, several = made.lines[0], len(made.lines) > 1
    values = {
        "name": fares.name(made.entry), "who": fares.group(made.lines), "total": fares.amount(made.total),
        "day": fares.day(asking), "night": fares.night(made.session), "many": several,
        "each": fares.amount(first.unit) if first.count > 1 and first.unit and not several else "",
        "rule": "" if several else fares.by(first),
    }  # fmt: skip
    if several:
        yield mark(fares.say("total", values), fares.mark(made.entry, made.ticket.fact))
        yield mark(fares.say("breakdown", {"lines": fares.clauses(_line(fares, each) for each in made.lines)}),
                   *marks(fares, made))  # fmt: skip
    else:
        yield mark(fares.say("total", values), *marks(fares, made))
    if several and not made.rules and made.total:
        yield fares.say("no_rules")


def several(fares: Fares, quote: Quote) -> Iterator[str]:
    """A party at several places."""
    rows = [(place, place.bill) for place in quote.places if place.bill and place.counted]
    numbers = dict.fromkeys(number for _, made in rows for number in marks(fares, made))
    values = {
        "names": fares.join(fares.name(place.entry) for place in quote.places if place.bill),
        "who": fares.group(rows[0][1].lines), "total": fares.amount(quote.total), "day": fares.day(quote.asking),
    }  # fmt: skip
    yield mark(fares.say("total_several", values), *numbers)
    yield fares.say("breakdown", {"lines": fares.clauses(_row(fares, made) for _, made in rows)})
    for place in quote.places:
        if place.bill is None:
            yield fares.say("unknown_price", {"name": fares.name(place.entry)})
        elif place.inside and not place.counted:
            yield inside(fares, place, "counted")
    yield from _unsure(fares, [made for _, made in rows])


def _unsure(fares: Fares, made: Sequence[Bill]) -> Iterator[str]:
    """Of several places: whose season, whose reductions and whose ages are not known."""
    if seasons := [each for each in made if each.unsure_season]:
        yield fares.say("season_unknown_of", {"names": fares.join(fares.name(each.entry) for each in seasons)})
    ruleless = [each for each in made if each.total and not each.rules and any(map(_may_pay_less, each.lines))]
    if ruleless:
        yield fares.say("no_rules_of", {"names": fares.join(fares.name(each.entry) for each in ruleless)})
        return
    yield from _perhaps(fares, [line for each in made for line in each.lines][: len(made[0].lines)])


def _may_pay_less(line: Line) -> bool:
    return line.person.life != "adult"


def sort(fares: Fares, quote: Quote) -> Iterator[str]:
    """One sort of people: all the rules that may be theirs, or that none is known."""
    made = quote.places[0].bill if quote.places else None
    who = quote.asking.party.people[0]
    cases = _unlike(quote.cases, made)
    if not cases:
        if made:
            values = {"who": fares.person(who), "amount": fares.amount(made.ticket.amount)}
            key = "night_full" if quote.places[0].day_only else "no_rule"
            yield mark(fares.say(key, values), fares.mark(made.entry, made.ticket.fact))
        return
    said = (_cases(fares, each, quote) for each in cases)
    name = fares.name(made.entry if made else cases[0].entry)
    sentence = fares.say("sort", {"name": name, "rules": fares.clauses(said)})
    yield mark(sentence, *dict.fromkeys(fares.mark(each.entry, each.fact) for each in cases))
    if any(each.rule.tickets == ("day",) for each in cases):
        yield fares.say("day_only")
    if made and made.ticket.amount and any(each.rule.amount is None for each in cases):
        line = made.lines[0]
        full = {
            "day": fares.day(quote.asking), "amount": fares.amount(made.ticket.amount), "who": fares.person(who),
            "theirs": fares.amount(line.unit) if line.by and line.unit else "",
        }  # fmt: skip
        yield mark(fares.say("sort_full", full), fares.mark(made.entry, made.ticket.fact))
    if made and made.unsure_season:
        yield fares.say("season_unknown", {"amount": fares.amount(made.ticket.amount)})


def less(fares: Fares, made: Bill) -> Iterator[str]:
    """By what some would pay less still: the first of whom too little was said, and a card of unknown worth."""
    yield from _perhaps(fares, made.lines)
    holders = [line for line in made.lines if line.person.cards and not (line.by and line.by.rule.on_card)]
    if holders and made.total:
        cited = [each for line in holders for each in line.perhaps if each.rule.on_card]
        sentence = fares.say("card_unknown", {"name": fares.name(made.entry)})
        yield mark(sentence, *dict.fromkeys(fares.mark(each.entry, each.fact) for each in cited))


def _perhaps(fares: Fares, lines: Sequence[Line]) -> Iterator[str]:
    """What to tell, and what it may save: of the first two sorts of people of whom too little was said."""
    open_lines = [(line, rules) for line in lines if (rules := tuple(_without_cards(line.perhaps)))]
    yield from maybe(fares, lines)
    if any(line.person == Person() and tuple(_untold(line, rules)) for line, rules in open_lines):
        yield fares.say("tell_ages")
        return
    open_lines = [(line, untold) for line, rules in open_lines if (untold := tuple(_untold(line, rules)))]
    for line, rules in open_lines[:_ELSE]:
        values = {
            "who": fares.person(line.person, line.count), "wants_age": line.person.age is None,
            "rules": fares.clauses(fares.fitting(each, line.person) for each in rules[:_ELSE]),
        }  # fmt: skip
        yield mark(fares.say("perhaps", values), *dict.fromkeys(fares.mark(each.entry, each.fact) for each in rules))


def maybe(fares: Fares, lines: Sequence[Line]) -> Iterator[str]:
    """A rule that fits and is not sure to hold still: that students were free in the summer of 2018."""
    found = {id(each.fact): each for line in lines for each in line.perhaps if each.rule.fits(line.person) == Match.YES}
    for each in [each for each in found.values() if not each.rule.on_card][:1]:
        year = (each.fact.as_of or each.entry.as_of or "")[:4]
        values = {"who": fares.cases(each, each.rule.people), "pays": fares.pays(each.rule), "year": year}
        yield mark(fares.say("maybe", values), fares.mark(each.entry, each.fact))


def _untold(line: Line, rules: Sequence[Concession]) -> Iterator[Concession]:
    return (each for each in rules if each.rule.fits(line.person) == Match.PERHAPS)


def marks(fares: Fares, made: Bill) -> tuple[int, ...]:
    """The numbers of all that a bill was counted with."""
    used = [(line.by.entry, line.by.fact) for line in made.lines if line.by]
    return tuple(dict.fromkeys(fares.mark(entry, fact) for entry, fact in [(made.entry, made.ticket.fact), *used]))


def inside(fares: Fares, place: Place, key: str = "inside") -> str:
    """That the ticket of another place opens this one."""
    assert place.inside is not None
    values = {"name": fares.name(place.entry), "outer": fares.name(place.inside[0])}
    return mark(fares.say(key, values), fares.mark(place.entry, place.inside[1]))


def _line(fares: Fares, line: Line) -> str:
    values = {
        "who": fares.person(line.person, line.count), "count": line.count, "unit": bool(line.unit),
        "amount": fares.amount(line.unit), "rule": fares.by(line),
    }  # fmt: skip
    return fares.say("line", values)


def _row(fares: Fares, made: Bill) -> str:
    values = {"name": fares.name(made.entry), "amount": fares.amount(made.total)}
    if len(made.lines) == 1 and not made.lines[0].by:
        return fares.say("one", values)
    return fares.say("each", {**values, "lines": fares.join(_line(fares, line) for line in made.lines)})


def _cases(fares: Fares, each: Concession, quote: Quote) -> str:
    who = quote.asking.party.people[0]
    found = [case for match in (Match.YES, Match.PERHAPS) for case in each.rule.cases(who, match)]
    return fares.rule(each, found)


def _without_cards(rules: tuple[Concession, ...]) -> Iterator[Concession]:
    return (each for each in rules if not each.rule.on_card)


def _unlike(cases: tuple[Concession, ...], made: Bill | None) -> tuple[Concession, ...]:
    """The place's own rules; those of the city where it has none of its own for these people, then unsure ones."""
    own = tuple(each for each in cases if made and each.entry.id == made.entry.id)
    general = tuple(each for each in cases if each.sure)
    return own or general or cases
