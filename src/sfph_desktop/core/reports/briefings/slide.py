"""One finding on a slide: its chart as large as it goes, in type read from the back row, and words beside it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache

from sfph_desktop.core.reports import wording
from sfph_desktop.core.reports.blocks import COLUMN_POINTS, Block, ChartBlock, Columns, Heading, Prose, SmallPrint
from sfph_desktop.core.reports.charts.board import Drawn
from sfph_desktop.core.reports.charts.style import ChartStyle
from sfph_desktop.core.reports.drawing import Drawing, Words
from sfph_desktop.core.reports.summaries.telling import chart
from sfph_desktop.core.reports.typeset.style import COLUMN_GAP

LEAST_TYPE = 8.7
"""Points of the layout that are 14 on a screen of 13.3 inches, on which a slide is 1.61 times as large."""
_ENLARGED = (1.7, 1.55, 1.4, 1.3, 1.2, 1.1)
"""How many times a chart is enlarged, the most that fits; with the least its smallest words have `LEAST_TYPE`."""
_ROOMS = (215.0, 206.0, 199.0, 190.0, 175.0, 160.0, 145.0, 130.0, 115.0, 100.0)
"""Points of height that a chart has: the most with which the slide does not run over."""
_STANDS = ((0.67, True), (0.67, False), (0.74, False), (0.5, False))
"""What of the width the chart has, and whether the words beside it are large: the first with which all has room."""
_BRACKETS = re.compile(r" \(([^()]*)\)")

Draw = Callable[[ChartStyle], Drawn]
_Chart = Callable[[float], ChartBlock]
"""The same, by how many points wide it is drawn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slide:
    """A finding with its evidence number; the charts that show it, the best first; and what must be said beside it."""

    said: str
    evidence: str
    draws: tuple[Draw, ...]
    caution: str = ""
    most: float = _ENLARGED[0]
    """Enlarged no more than this: its labels would leave no width for what is drawn."""


def largest(slide: Slide, style: ChartStyle, whole: Callable[[tuple[Block, ...]], bool]) -> tuple[Block, ...]:
    """The slide with the first of its charts that can be read from afar while all stays on one page, as `whole` says.

    Where none can, the last of them is drawn as small as it must be.
    """
    made: tuple[Block, ...] = ()
    for made in _ways(slide, [_drawn(draw, style) for draw in slide.draws]):
        if whole(made):
            break
    return made


def _ways(slide: Slide, charts: list[_Chart]) -> Iterator[tuple[Block, ...]]:
    """The slide as it might stand, the best first."""
    for drawn in charts:
        for share, large in _STANDS:
            former: ChartBlock | None = None
            for room in _ROOMS:
                block = _legible(drawn, _seat(share), room, slide.most)
                if block is not None and block is not former:
                    former = block
                    yield _blocks(slide, block, share, large=large)
    for share, large in _STANDS:
        for room in _ROOMS:
            block = charts[-1](_seat(share) / _ENLARGED[-1])
            high = block.drawing.height * _ENLARGED[-1]
            yield _blocks(slide, replace(block, width=min(1.0, room / high)), share, large=large)


def _blocks(slide: Slide, block: ChartBlock, share: float, *, large: bool) -> tuple[Block, ...]:
    """The finding as a heading, its chart, and beside it how sure it is and where it can be checked."""
    head, how = _apart(slide.said)
    beside: list[Block] = [Prose(text=one, lead=large) for one in (how, slide.caution) if one]
    beside.append(SmallPrint(text=f"For the speaker: {slide.evidence} opens this figure, with what it counts and how."))
    return (Heading(text=head), Columns(left=(block,), right=tuple(beside), share=share))


def _apart(said: str) -> tuple[str, str]:
    """A finding as a heading that is read from afar, and what stood in its brackets: how sure, by what, of how many."""
    within = _BRACKETS.findall(said)
    head = _BRACKETS.sub("", said).rstrip(".")
    return head, wording.sentence("; ".join(within)) if within else ""


def _drawn(draw: Draw, style: ChartStyle) -> _Chart:
    return cache(lambda width: chart(draw(style.sized(width=width, titled=False))))


def _seat(share: float) -> float:
    """Points of width that a chart has."""
    return (COLUMN_POINTS - COLUMN_GAP) * share


def _legible(drawn: _Chart, seat: float, room: float, most: float) -> ChartBlock | None:
    """The chart with the largest type that has room in so many points of width and height."""
    for times in (one for one in _ENLARGED if one <= most):
        block = drawn(seat / times)
        if block.drawing.height * times <= room and _nothing_beyond(block.drawing):
            return block
    return None


def _nothing_beyond(drawing: Drawing) -> bool:
    """Whether no words reach beyond the chart: a long name has no room in a narrow one."""
    from sfph_desktop.core.reports.typeset.ruler import Ruler

    ruler, found = Ruler(), [mark for mark in drawing.marks if isinstance(mark, Words)]
    ends = (one.x + ruler.width(one.text, one.size, strong=one.strong) for one in found)
    return min((one.x for one in found), default=0.0) >= -1.0 and max(ends, default=0.0) <= drawing.width + 1.0
