"""A quarter published twice: whoever takes one edition from another learns of no fewer than five members."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache
from itertools import combinations

from tests.core.usecases.networks import accepted, definitions, drawn

from sfph_desktop.core.domain.collations import Accepted, Collation
from sfph_desktop.core.domain.network import Definitions, OrganisationFact, Quarter
from sfph_desktop.core.usecases.desk_collation import collate
from sfph_desktop.core.usecases.desk_editions import Edition, first, following, lines_for

Q1 = Quarter(2026, 1)


def behind(editions: Sequence[Edition], at: int, indicator: str) -> Edition:
    """The edition whose returns stand behind an indicator in this one: an earlier one where it stands as it was."""
    return next(one for one in editions[at::-1] if indicator not in one.held)


def differences(editions: Sequence[Edition], at: int, to: int) -> Iterator[tuple[str, list[Decimal]]]:
    """The attacker: of every total told in both, what the returns between them made up; none where nothing differs."""
    one, other = editions[at], editions[to]
    told = {(each.indicator, each.group, each.group_value): each for each in one.told.totals if not each.hidden}
    for after in other.told.totals:
        before = told.get((after.indicator, after.group, after.group_value))
        if before is None or after.hidden or (before.value, before.n) == (after.value, after.n):
            continue
        was, now = (parts(behind(editions, each, after.indicator).given, after.indicator) for each in (at, to))
        changed = [abs(now.get(name, Decimal(0)) - was.get(name, Decimal(0))) for name in was.keys() | now.keys()]
        yield after.indicator, sorted(filter(None, changed), reverse=True)


def parts(given: Sequence[Accepted], indicator: str) -> dict[str, Decimal]:
    """What each member puts into a total: n for a change, else the value."""
    found = {}
    for one in given:
        for cell in one.sent.cells:
            if cell.indicator == indicator and not cell.group and cell.value is not None:
                found[one.member] = Decimal(cell.n or 0) if indicator == "change" else cell.value
    return found


def recovered(editions: Sequence[Edition], at: int = 0, to: int = 1) -> list[str]:
    """The indicators by which fewer than five members, or mostly one of them, are told by a difference."""
    return [
        indicator
        for indicator, amounts in differences(editions, at, to)
        if len(amounts) < 5 or amounts[0] * 2 > sum(amounts) or sum(amounts[2:]) * 10 < amounts[0]
    ]


def moved_quartiles(editions: Sequence[Edition], at: int, to: int) -> Iterator[int]:
    """How many members' own values differ behind every two quartiles of which one is told here and one there."""
    for indicator in {each.indicator for each in editions[at].told.network}:
        lines = [[each for each in editions[one].told.network if each.indicator == indicator] for one in (at, to)]
        told = [{each.alike: each.median for each in some if not each.hidden} for some in lines]
        for alike in told[0].keys() & told[1].keys():
            if told[0][alike] != told[1][alike]:
                was, now = (own(behind(editions, one, indicator), indicator, alike) for one in (at, to))
                yield sum(1 for name in was.keys() | now.keys() if was.get(name) != now.get(name))


def own(edition: Edition, indicator: str, alike: str) -> dict[str, Decimal | None]:
    return {
        member: line.own
        for member, lines in edition.found.benchmarks.items()
        for line in lines
        if (line.indicator, line.alike) == (indicator, alike) and line.own is not None
    }


@cache
def collated(given: tuple[Accepted, ...], asked: Definitions) -> Collation:
    return collate(given, asked, Q1)


def edition(given: Sequence[Accepted], asked: Definitions, earlier: Sequence[Edition] = ()) -> Edition:
    found = collated(tuple(given), asked)
    return following(given, asked, found, earlier) if earlier else first(given, asked, found)


def corrected(one: Accepted, draw: random.Random) -> Accepted:
    """The same member's return with other figures."""
    cells = tuple(
        cell if cell.value is None else replace(cell, value=cell.value + draw.randint(1, 3)) for cell in one.sent.cells
    )
    return replace(one, number=one.number + 1, sent=replace(one.sent, cells=cells))


def test_a_late_return_or_a_correction_is_told_by_the_difference_where_nothing_is_held() -> None:
    """What the rule is for: the attacker of these tests does find something where there is no rule."""
    sent, asked = a_network(11)
    one = edition(sent[:6], asked)
    changed = [*sent[:5], corrected(sent[5], random.Random(2))]
    for other in (edition(sent[:7], asked), edition(changed, asked)):
        assert recovered([one, other]) == ["income", "reach"]
    assert edition(changed, asked, [one]).told == one.told


def test_no_two_of_four_editions_tell_of_a_member() -> None:
    sent, asked, _ = drawn(1, 60)
    draw = random.Random(1)
    editions: list[Edition] = []
    anew = 0
    for come in (28, 36, 37, 60):
        given = [corrected(one, draw) if editions and draw.random() < 0.1 else one for one in sent[:come]]
        made = edition(given, asked, editions)
        assert (come != 37) or len(made.held) > 0
        editions.append(made)
        anew += len({one.id for one in asked.indicators} - made.held) if len(editions) > 1 else 0
    for at, to in combinations(range(4), 2):
        assert recovered(editions, at, to) == []
        assert [few for few in moved_quartiles(editions, at, to) if 0 < few < 5] == []
    assert anew, "everything was held back, so nothing was shown"


def a_network(members: int, income: Sequence[int] = ()) -> tuple[list[Accepted], Definitions]:
    """Members of even size, each with a hundred people and an income."""
    asked = definitions({"reach": {"kind": "count"}, "income": {"kind": "quantity"}})
    made = []
    for place in range(members):
        money = income[place] if place < len(income) else 1000 + place
        one = accepted(asked, f"M{place:02d}", {"reach": 100 + place, "income": money}, Q1, place + 1)
        facts = (OrganisationFact(field="income_grant", value=str(money), unit="GBP"),)
        made.append(replace(one, sent=replace(one.sent, organisation=facts)))
    return made, asked


def test_five_that_came_late_are_told_together() -> None:
    sent, asked = a_network(11)
    before = edition(sent[:6], asked)
    four, five = edition(sent[:10], asked, [before]), edition(sent, asked, [before])
    assert four.held == {"reach", "income"} and four.facts_held
    assert four.told == before.told
    assert not five.held and not five.facts_held
    assert {one.indicator: one.members for one in five.told.totals} == {"reach": 11, "income": 11}


def test_five_of_whom_one_is_most_stand_as_they_were() -> None:
    sent, asked = a_network(11, income=(*([1000] * 10), 9000))
    before = edition(sent[:6], asked)
    after = edition(sent, asked, [before])
    assert after.held == {"income"}
    assert after.facts_held, "the income by its route would tell the same"
    told = {one.indicator: one for one in after.told.totals}
    assert (told["income"].value, told["income"].members) == (6000, 6)
    assert told["reach"].members == 11


def test_what_two_editions_ago_was_told_counts_as_well() -> None:
    """Five came, then the same five came anew with what the first edition had: the third is as near to the first."""
    sent, asked = a_network(11)
    one = edition(sent[:6], asked)
    two = edition(sent, asked, [one])
    four_less = [*sent[:6], *(replace(each, number=90, sent=replace(each.sent, cells=())) for each in sent[6:10])]
    three = edition([*four_less, replace(sent[10], number=91)], asked, [one, two])
    assert three.held == {"reach", "income"}
    assert three.told == two.told


def test_a_member_that_came_late_sees_itself_among_those_that_were_published() -> None:
    sent, asked = a_network(7)
    before = edition(sent[:6], asked)
    lines = {one.indicator: one for one in lines_for(collated(tuple(sent), asked).benchmarks["M06"], before.told)}
    assert (lines["reach"].own, lines["reach"].members, lines["reach"].position) == (106, 6, "highest quarter")
    again = lines_for(collated(tuple(sent[:6]), asked).benchmarks["M02"], before.told)
    assert again == before.found.benchmarks["M02"]
