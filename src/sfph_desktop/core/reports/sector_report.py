"""The sector report: what the members of a network come to together in a quarter. No member is named, none is ranked.

Whatever fewer than five members told, or what one member nearly makes up alone, is left out, and the report says so.
The enterprises themselves are told of in `sector_members`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from sfph_desktop.core.domain.collations import Collation
from sfph_desktop.core.domain.network import FEWEST_MEMBERS, Benchmark, Definitions, SectorTotal
from sfph_desktop.core.domain.publications import Publication
from sfph_desktop.core.domain.readiness import ReadinessTheme
from sfph_desktop.core.reports import benchmark_words, wording
from sfph_desktop.core.reports.blocks import Block, CoverStrip, Document, Heading, Note, Prose, SmallPrint, Table
from sfph_desktop.core.reports.sector_members import Facts, members_blocks

LEVELS = {"individual": "For people", "social": "For communities", "environmental": "For the environment"}


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
        *members_blocks(facts, themes),
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
        who = "They" if told.members >= found.members else f"{told.members} of them"
        said = f" {who} told of {wording.number(float(told.value))} people supported in the twelve months up to then."
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
