"""The sector report: what the members of a network come to together in a quarter. No member is named, none is ranked.

Whatever fewer than five members told, or what one member nearly makes up alone, is left out, and the report says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from statistics import median

from sfph_desktop.core.domain.collations import Collation
from sfph_desktop.core.domain.contract_rules import ROUTE_WORDS
from sfph_desktop.core.domain.member_totals import withheld_total_of
from sfph_desktop.core.domain.network import FEWEST_MEMBERS, Benchmark, Definitions, OrganisationFact, SectorTotal
from sfph_desktop.core.domain.publications import Publication
from sfph_desktop.core.domain.readiness import ANSWERS, RETURN_FIELD, ReadinessTheme
from sfph_desktop.core.reports import benchmark_words, wording
from sfph_desktop.core.reports.blocks import (
    Block,
    CoverStrip,
    Document,
    Heading,
    KeepTogether,
    Note,
    Prose,
    SmallPrint,
    Table,
)

Facts = Sequence[Sequence[OrganisationFact]]
"""Of each member that reported, its facts."""
LEVELS = {"individual": "For people", "social": "For communities", "environmental": "For the environment"}
LONGEST_AMOUNT = 12
"""Digits: a member may send a text of hundreds, which is no amount of anything."""


def sector_document(
    found: Collation,
    facts: Facts,
    definitions: Definitions,
    themes: Sequence[ReadinessTheme],
    *,
    network: str,
    sample: bool,
    made_at: datetime,
    edition: Publication | None = None,
) -> Document:
    """Outcomes by level, income by route, size and workforce, readiness: each with how many members it is from.

    A later `edition` says that it is one, and which of its figures stand as they were published before.
    """
    blocks: list[Block] = [
        CoverStrip(
            enterprise=network,
            title="What the members come to together",
            lines=(found.quarter.words, wording.counted(found.members, "member") + " reported"),
        ),
        Prose(text=_lead(found, definitions), lead=True),
        *_edition(edition, definitions),
        *_outcomes(found, definitions),
        *_routes(facts),
        *_workforce(facts),
        *_readiness(facts, themes),
        SmallPrint(
            text=f"Figures are told from {FEWEST_MEMBERS} members on, and not where one member makes up most of them. "
            "Small counts were held back by the members before they sent anything, so totals may be lower than the "
            "truth. People who use two members' services are counted with each. Changes were measured without a "
            "comparison group unless it is said, so nothing here claims what caused them."
        ),
    ]
    return Document(
        title=f"Sector report, {found.quarter.words}",
        subject=network,
        author=network,
        footer=f"{network} · {found.quarter}",
        blocks=tuple(blocks),
        made_at=made_at,
        sample=sample,
    )


def _lead(found: Collation, definitions: Definitions) -> str:
    reach = {one.id for one in definitions.indicators if (one.measure, one.window) == ("reach:people", "year")}
    told = next((one for one in found.totals if one.indicator in reach and not one.group), None)
    said = ""
    if told is not None and told.value is not None:
        said = f" They told of {wording.number(float(told.value))} people supported in the twelve months up to then."
    return f"{wording.counted(found.members, 'member')} sent a return for {found.quarter.words}.{said}"


def _edition(edition: Publication | None, definitions: Definitions) -> Iterator[Block]:
    """That a later edition is one, and what of it stands as it was."""
    if edition is None or edition.edition == 1:
        return
    on = edition.published_on
    yield Prose(
        text=f"This is edition {edition.edition}, of {on.day} {on:%B %Y}, with returns that came after the one before. "
        f"A figure is told anew where that tells of at least {FEWEST_MEMBERS} members."
    )
    held = [one.name for one in definitions.indicators if one.id in edition.held.split()]
    if edition.facts_held:
        held.append("how the members are paid, who they are, and their answers on growth")
    if held:
        yield Note(text=f"As it was published before: {'; '.join(held)}.")


# --- outcomes ---------------------------------------------------------------------------------------------------------


def _outcomes(found: Collation, definitions: Definitions) -> Iterator[Block]:
    spreads = {one.indicator: one for one in found.network if not one.alike}
    totals = {one.indicator: one for one in found.totals if not one.group}
    for level, heading in LEVELS.items():
        asked = [one for one in definitions.indicators if one.level == level]
        rows = tuple(
            _outcome_row(one.name, totals.get(one.id), spreads.get(one.id)) for one in asked if one.id in totals
        )
        if rows:
            yield Heading(text=heading)
            yield Table(
                header=("Figure", "Members", "Together", "Middle half of the members", "Middle member"),
                rows=rows,
                widths=(5, 1.5, 3, 3, 2.5),
            )


def _outcome_row(name: str, total: SectorTotal | None, spread: Benchmark | None) -> tuple[str, ...]:
    told = total is not None and total.members >= FEWEST_MEMBERS
    members = str(total.members) if total and told else f"fewer than {FEWEST_MEMBERS}"
    return (name, members, _together(total), *_spread(spread))


def _together(total: SectorTotal | None) -> str:
    if total is None or total.hidden or total.value is None:
        return f"Not told: {total.hidden}" if total and total.hidden else "Not told"
    if total.kind == "share" and total.n is not None:
        return f"{wording.number(float(total.value))} of {wording.number(float(total.n))} {total.unit}"
    if total.kind == "mean" and total.n is not None:
        return f"{total.value:+.2f} {total.unit} on average, {wording.number(float(total.n))} pairs"
    return f"{wording.quantity(float(total.value))} {total.unit}"


def _spread(spread: Benchmark | None) -> tuple[str, str]:
    if spread is None or spread.hidden or spread.low_quarter is None:
        return ("Not told", "Not told")
    low, high = benchmark_words.bare(spread, spread.low_quarter), benchmark_words.short(spread, spread.high_quarter)
    each = f" for each {spread.per}" if spread.per else ""
    return (f"{low} to {high}{each}", f"{benchmark_words.short(spread, spread.median)}{each}")


# --- the enterprises --------------------------------------------------------------------------------------------------


def _routes(facts: Facts) -> Iterator[Block]:
    by_route = {route: [_amount(one, f"income_{route}") for one in facts] for route in ROUTE_WORDS}
    told = [one for one in facts if any(_amount(one, f"income_{route}") is not None for route in ROUTE_WORDS)]
    heading = Heading(text="How the members are paid")
    if len(told) < FEWEST_MEMBERS:
        yield heading
        yield Note(text=f"Told from {FEWEST_MEMBERS} members on; {len(told)} told of their income.")
        return
    rows = []
    for route, amounts in by_route.items():
        given = [one for one in amounts if one]
        rows.append((wording.capital(ROUTE_WORDS[route]), str(len(given)), _sum(given)))
    said = Prose(text=f"{wording.counted(len(told), 'member')} told of a year's income.")
    table = Table(header=("Route", "Members with any", "Together, in pounds"), rows=tuple(rows), widths=(4, 2, 3))
    yield KeepTogether(blocks=(heading, said, table))


def _sum(amounts: list[int]) -> str:
    why = withheld_total_of(amounts)
    return f"Not told: {why}" if why else wording.money(sum(amounts))


def _workforce(facts: Facts) -> Iterator[Block]:
    sizes: dict[str, int] = {}
    for one in facts:
        size = _value(one, "size")
        if size:
            sizes[size] = sizes.get(size, 0) + 1
    known = sum(sizes.values())
    lines = []
    if known >= FEWEST_MEMBERS:
        parts = [f"{count} with {size.replace('-', ' to ')}" for size, count in sorted(sizes.items(), key=_least)]
        lines.append(f"Of {known} members who told how many they employ: {', '.join(parts)} staff.")
    years = [one for one in (_amount(each, "established") for each in facts) if one is not None]
    if len(years) >= FEWEST_MEMBERS:
        lines.append(f"The middle one of {len(years)} members began in {int(median(years))}.")
    alone = [one for one in facts if (_amount(one, "duties") or 0) > 0]
    if len(alone) >= FEWEST_MEMBERS:
        most = sum(
            1 for one in alone if 2 * (_amount(one, "duties_of_one_person") or 0) > (_amount(one, "duties") or 0)
        )
        lines.append(f"In {most} of {len(alone)} members one person sees to more than half of the duties written down.")
    wages = [_value(one, "living_wage") for one in facts]
    if sum(1 for one in wages if one) >= FEWEST_MEMBERS:
        lines.append(f"{wages.count('yes')} of {sum(1 for one in wages if one)} pay everyone the real Living Wage.")
    if lines:
        yield KeepTogether(blocks=(Heading(text="Who the members are"), *(Prose(text=one) for one in lines)))


def _least(item: tuple[str, int]) -> int:
    digits = "".join(one if one.isdigit() else " " for one in item[0]).split()
    return int(digits[0]) if digits else 0


def _readiness(facts: Facts, themes: Sequence[ReadinessTheme]) -> Iterator[Block]:
    rows = []
    for theme in themes:
        for question in theme.questions:
            answers = [_value(one, f"{RETURN_FIELD}{question.id}") for one in facts]
            given = [one for one in answers if one in ANSWERS]
            if len(given) >= FEWEST_MEMBERS:
                rows.append((question.text, *(str(given.count(one)) for one in ANSWERS)))
    yield Heading(text="Ready for growth?")
    if not rows:
        yield Note(text=f"Told from {FEWEST_MEMBERS} members on who answered the same question.")
        return
    yield Table(header=("Question", *ANSWERS.values()), rows=tuple(rows), widths=(6, 1, 1, 1, 1.6))


def _value(facts: Sequence[OrganisationFact], field: str) -> str:
    return next((one.value for one in facts if one.field == field and not one.qualifier), "")


def _amount(facts: Sequence[OrganisationFact], field: str) -> int | None:
    text = _value(facts, field)
    return int(text) if text.isdecimal() and len(text) <= LONGEST_AMOUNT else None
