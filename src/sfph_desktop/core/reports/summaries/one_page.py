"""The one page: the strongest findings, the value with its range, what we do not know, and whom to ask.

It is one page of A4 whatever the run holds: the content is chosen by strength, and taken back step by step until the
page holds it. What is left out stands in the full summary.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from sfph_desktop.core.domain.benefits import LEVELS
from sfph_desktop.core.domain.problems import OurBug
from sfph_desktop.core.reports import value_words, wording
from sfph_desktop.core.reports.blocks import (
    Block,
    BulletList,
    Columns,
    Document,
    FindingLine,
    Heading,
    Prose,
    SmallPrint,
    Spacer,
)
from sfph_desktop.core.reports.charts.worth import payer_chart
from sfph_desktop.core.reports.summaries.method import method_line
from sfph_desktop.core.reports.summaries.telling import (
    AnyFinding,
    Telling,
    chart,
    contact_block,
    cover,
    glance,
    short_line,
    value_line_words,
    weightiest,
    with_evidence,
)

TITLE = "What changed, and for whom"
HALF_COLUMN = 230.0
"""Points: one of the two columns, so that a chart's type is as large as it says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fill:
    """How much stands on the page."""

    findings: int
    unknown: int = 3
    tiles: bool = True
    chart: bool = False
    payers: bool = True
    short_unknown: int = 0
    """Of the further open questions the shortest, which fit into a little room."""
    chart_right: bool = False
    """The chart beneath the open questions instead, where that column is the shorter one."""


FILLS = (
    Fill(findings=5, chart=True),
    Fill(findings=4, chart=True),
    Fill(findings=5),
    Fill(findings=4),
    Fill(findings=3),
    Fill(findings=5, tiles=False),
    Fill(findings=4, tiles=False),
    Fill(findings=3, tiles=False),
    Fill(findings=3, tiles=False, unknown=2, payers=False),
    Fill(findings=2, tiles=False, unknown=1, payers=False),
    Fill(findings=1, tiles=False, unknown=0, payers=False),
)
"""From the fullest to the barest; the first that fits is taken."""


def one_page(telling: Telling, document: Callable[[tuple[Block, ...]], Document]) -> Document:
    """The fullest document that is one page. `document` puts blocks into the document's frame.

    In large print one page cannot hold it: then the fullest stands on as many pages as it needs. OurBug when even the
    barest is longer, which no run and no contact of a few lines brings about.
    """
    from sfph_desktop.core.reports.pdf import PageCounter

    drawn, page_count = _chart(telling), PageCounter()
    if telling.large_print:
        return document(page_blocks(telling, FILLS[0], drawn))
    for fill in FILLS:
        if fill.chart and not drawn:
            continue
        made = document(page_blocks(telling, fill, drawn))
        if page_count(made) == 1:
            return _filled_up(telling, document, fill, drawn, made, page_count)
    raise OurBug("The one-page summary is longer than one page.")


def _filled_up(
    telling: Telling,
    document: Callable[[tuple[Block, ...]], Document],
    fill: Fill,
    drawn: tuple[Block, ...],
    made: Document,
    page_count: Callable[[Document], int],
) -> Document:
    """The page with whatever more it holds: an open question, a chart of who gains, further findings."""
    for more in (
        {"chart_right": bool(drawn)},
        {"findings": fill.findings + 1},
        {"short_unknown": 1},
        {"findings": fill.findings + 2},
        {"short_unknown": 2},
    ):
        fuller = replace(fill, **more)
        if fuller.chart and fuller.chart_right:
            continue
        tried = document(page_blocks(telling, fuller, drawn))
        if tried != made and page_count(tried) == 1:
            fill, made = fuller, tried
    return made


def page_blocks(telling: Telling, fill: Fill, drawn: tuple[Block, ...]) -> tuple[Block, ...]:
    """The page with that much on it."""
    findings = tuple(short_line(figure) for figure in strongest(telling, fill.findings))
    return (
        cover(telling, TITLE),
        *(glance(telling) if fill.tiles else ()),
        *(findings or (FindingLine(text="Nothing was measured in this period that may be claimed."),)),
        Spacer(height=10),
        _worth_and_unknown(telling, fill, drawn),
        SmallPrint(text=method_line()),
        *contact_block(telling, brief=True),
    )


def _worth_and_unknown(telling: Telling, fill: Fill, drawn: tuple[Block, ...]) -> Block:
    """Side by side what it is worth and what we do not yet know: neither is read without the other."""
    head, gains = value_line_words(telling)
    worth: list[Block] = [
        Heading(text="What it is worth, and to whom"),
        Prose(text=with_evidence(head, telling.run.value.evidence)),
    ]
    parts = Prose(text=wording.sentences(value_words.parts_words(telling.value), value_words.open_words(telling.value)))
    if drawn and (fill.chart or fill.chart_right):
        worth.extend((*(() if fill.chart_right else drawn), parts))
    elif fill.payers and gains:
        worth.append(Prose(text=gains))
    unknown = weightiest(telling.run.not_known, fill.unknown)
    others = (line for line in telling.run.not_known if line.strip() and line not in unknown)
    unknown += tuple(sorted(others, key=len)[: fill.short_unknown])
    gaps: tuple[Block, ...] = (
        Heading(text="What we do not yet know"),
        BulletList(items=unknown or ("See the full summary.",)),
        *(drawn if fill.chart_right else ()),
    )
    return Columns(left=tuple(worth), right=gaps)


def _chart(telling: Telling) -> tuple[Block, ...]:
    """Who gains, where there is a value: half the page wide, its finding said by the words above it.

    In large print the halves stand one under the other, and a chart drawn for half a page would be blown up.
    """
    if telling.run.value.total_pv is None:
        return ()
    width = telling.style.width if telling.large_print else HALF_COLUMN
    style = telling.style.sized(width=width, titled=False)
    return (chart(payer_chart(telling.value, style, stacked=False)),)


def strongest(telling: Telling, most: int) -> tuple[AnyFinding, ...]:
    """The strongest findings, level by level: no level has a second before each has its first."""
    queues: list[list[AnyFinding]] = [list(_ranked(telling, place)) for place in range(len(LEVELS))]
    chosen: list[list[AnyFinding]] = [[] for _ in LEVELS]
    left = most
    while left and any(queues):
        for queue, kept in zip(queues, chosen, strict=True):
            if queue and left:
                kept.append(queue.pop(0))
                left -= 1
    return tuple(figure for kept in chosen for figure in kept)


def _ranked(telling: Telling, place: int) -> Iterator[AnyFinding]:
    """The findings of a level that may be claimed: changes before events, savings by size."""
    level = LEVELS[place]
    yield from (figure for figure in telling.changes(level) if figure.claimed)
    yield from (event for event in telling.events(level) if event.people)
    if level == "environmental":
        yield from (figure for figure in telling.savings() if figure.saved_kgco2e > 0)
