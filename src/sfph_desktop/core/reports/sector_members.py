"""What the sector report tells of the enterprises themselves: how they are paid, who they are, how ready for growth.

No number tells of fewer than five of them, neither of those something is true of nor of all the others: in a network
that meets, it would soon be known which.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import median

from sfph_desktop.core.domain.contract_rules import ROUTE_WORDS
from sfph_desktop.core.domain.member_totals import how_many, told_counts, withheld_total_of
from sfph_desktop.core.domain.network import FEWEST_MEMBERS, OrganisationFact
from sfph_desktop.core.domain.readiness import ANSWERS, RETURN_FIELD, ReadinessTheme
from sfph_desktop.core.reports import wording
from sfph_desktop.core.reports.blocks import Block, Heading, KeepTogether, Note, Prose, Table

Facts = Sequence[Sequence[OrganisationFact]]
"""Of each member that reported, its facts."""
LONGEST_AMOUNT = 12
"""Digits: a member may send a text of hundreds, which is no amount of anything."""
_COLUMNS = (
    {"Yes": ("yes",), "Partly": ("partly",), "Not yet, or not for us": ("no", "not_ours")},
    {"Yes": ("yes",), "Partly, not yet, or not for us": ("partly", "no", "not_ours")},
)
"""The answers together that stand in one column: the finer where every number in the table may be told."""
_FEWER = (
    f"A number below {FEWEST_MEMBERS} is not told, nor one that leaves fewer than {FEWEST_MEMBERS} others: it would "
    "soon be known who they are."
)


def members_blocks(facts: Facts, themes: Sequence[ReadinessTheme]) -> Iterator[Block]:
    """Income by route, size and workforce, readiness."""
    yield from _routes(facts)
    yield from _workforce(facts)
    yield from _readiness(facts, themes)


def _routes(facts: Facts) -> Iterator[Block]:
    by_route = {route: [_amount(one, f"income_{route}") for one in facts] for route in ROUTE_WORDS}
    told = [one for one in facts if any(_amount(one, f"income_{route}") is not None for route in ROUTE_WORDS)]
    heading = Heading(text="How the members are paid")
    if len(told) < FEWEST_MEMBERS:
        yield heading
        yield Note(text=f"Told from {FEWEST_MEMBERS} members on who told of their income.")
        return
    rows = []
    for route, amounts in by_route.items():
        given = [one for one in amounts if one]
        rows.append(
            (wording.capital(ROUTE_WORDS[route]), wording.capital(how_many(len(given), len(told))), _sum(given))
        )
    said = Prose(text=f"{wording.counted(len(told), 'member')} told of a year's income.")
    table = Table(header=("Route", "Members with any", "Together, in pounds"), rows=tuple(rows), widths=(4, 2, 3))
    yield KeepTogether(blocks=(heading, said, table))


def _sum(amounts: list[int]) -> str:
    why = withheld_total_of(amounts)
    return f"Not told: {why}" if why else wording.money(sum(amounts))


# --- who they are -----------------------------------------------------------------------------------------------------


def _workforce(facts: Facts) -> Iterator[Block]:
    lines = [*_sizes(facts)]
    years = [one for one in (_amount(each, "established") for each in facts) if one is not None]
    if len(years) >= FEWEST_MEMBERS:
        lines.append(f"The middle one of {len(years)} members began in {int(median(years))}.")
    alone = [one for one in facts if (_amount(one, "duties") or 0) > 0]
    if len(alone) >= FEWEST_MEMBERS:
        most = sum(
            1 for one in alone if 2 * (_amount(one, "duties_of_one_person") or 0) > (_amount(one, "duties") or 0)
        )
        said = how_many(most, len(alone))
        lines.append(
            f"One person sees to more than half of the duties written down: in {said} of {len(alone)} members."
        )
    wages = [one for one in (_value(each, "living_wage") for each in facts) if one]
    if len(wages) >= FEWEST_MEMBERS:
        said = how_many(wages.count("yes"), len(wages))
        lines.append(f"Members that pay everyone the real Living Wage: {said} of {len(wages)}.")
    if lines:
        yield KeepTogether(blocks=(Heading(text="Who the members are"), *(Prose(text=one) for one in lines)))


def _sizes(facts: Facts) -> Iterator[str]:
    """How many members there are of each size, the smallest size first; those of few members only together."""
    sizes: dict[str, int] = {}
    for one in facts:
        size = _value(one, "size")
        if size:
            sizes[size] = sizes.get(size, 0) + 1
    by_size = sorted(sizes.items(), key=_least)
    known, told = sum(sizes.values()), told_counts([count for _size, count in by_size])
    parts = [
        f"{one} with {size.replace('-', ' to ')}" for (size, _count), one in zip(by_size, told, strict=True) if one
    ]
    if known >= FEWEST_MEMBERS and parts:
        others = known - sum(one for one in told if one)
        rest = f"; {others} with other numbers" if others else ""
        yield f"Of {known} members who told how many they employ: {', '.join(parts)} staff{rest}."


def _least(item: tuple[str, int]) -> int:
    digits = "".join(one if one.isdigit() else " " for one in item[0]).split()
    return int(digits[0]) if digits else 0


# --- ready for growth -------------------------------------------------------------------------------------------------


def _readiness(facts: Facts, themes: Sequence[ReadinessTheme]) -> Iterator[Block]:
    asked: dict[str, list[str]] = {}
    for theme in themes:
        for question in theme.questions:
            answers = [_value(one, f"{RETURN_FIELD}{question.id}") for one in facts]
            given = [one for one in answers if one in ANSWERS]
            if len(given) >= FEWEST_MEMBERS:
                asked[question.text] = given
    yield Heading(text="Ready for growth?")
    if not asked:
        yield Note(text=f"Told from {FEWEST_MEMBERS} members on who answered the same question.")
        return
    columns, rows = _answer_rows(asked)
    yield Prose(text=_FEWER)
    yield Table(header=("Question", *columns), rows=rows, widths=(6, *(1.6 for _one in columns)))


def _answer_rows(asked: dict[str, list[str]]) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    finest, coarse = _COLUMNS
    fine = {text: [_given(given, one) for one in finest.values()] for text, given in asked.items()}
    if all(None not in told_counts(counts) for counts in fine.values()):
        return tuple(finest), tuple((text, *map(str, counts)) for text, counts in fine.items())
    rows = []
    for text, given in asked.items():
        counts = [_given(given, one) for one in coarse.values()]
        rows.append((text, *(wording.capital(how_many(one, len(given))) for one in counts)))
    return tuple(coarse), tuple(rows)


def _given(given: Sequence[str], answers: tuple[str, ...]) -> int:
    return sum(1 for one in given if one in answers)


def _value(facts: Sequence[OrganisationFact], field: str) -> str:
    return next((one.value for one in facts if one.field == field and not one.qualifier), "")


def _amount(facts: Sequence[OrganisationFact], field: str) -> int | None:
    text = _value(facts, field)
    return int(text) if text.isdecimal() and len(text) <= LONGEST_AMOUNT else None
