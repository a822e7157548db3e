"""Slides: each chart is as large as its slide allows, and its type is read from the back row."""

from __future__ import annotations

from itertools import combinations

import pytest
from make_run import all_changes, make_run

from sfph_desktop.core.reports.blocks import COLUMN_POINTS, Block, ChartBlock, Columns, Document, Heading
from sfph_desktop.core.reports.briefings.deck import slides
from sfph_desktop.core.reports.briefings.slide import LEAST_TYPE
from sfph_desktop.core.reports.charts import verdict_chart
from sfph_desktop.core.reports.charts.paper import paper_drawing
from sfph_desktop.core.reports.charts.style import PAPER
from sfph_desktop.core.reports.drawing import Drawing, Words
from sfph_desktop.core.reports.pdf import PageCounter
from sfph_desktop.core.reports.summaries.telling import Telling
from sfph_desktop.core.reports.typeset.ruler import Ruler
from sfph_desktop.core.reports.typeset.style import COLUMN_GAP

_LAID_OUT = 595.28
"""Points of width of a slide as it is laid out; projected on a screen of 13.3 inches it has 960."""


@pytest.fixture(scope="module")
def deck() -> Document:
    return slides(Telling(run=make_run()))


def charts(blocks: tuple[Block, ...]) -> list[tuple[ChartBlock, float]]:
    """Each chart, with how many times as large it stands on its slide as it was drawn."""
    sides = [block for block in blocks if isinstance(block, Columns)]
    found = [(one, side.share) for side in sides for one in side.left if isinstance(one, ChartBlock)]
    return [(one, (COLUMN_POINTS - COLUMN_GAP) * share * one.width / one.drawing.width) for one, share in found]


def test_the_words_in_every_chart_have_fourteen_points_on_the_screen(deck: Document) -> None:
    found = charts(deck.blocks)
    assert len(found) > 4
    for block, times in found:
        smallest = min(mark.size for mark in block.drawing.marks if isinstance(mark, Words))
        assert smallest * times >= LEAST_TYPE, block.alt
        assert smallest * times * 960 / _LAID_OUT >= 14, block.alt


def test_a_chart_has_all_of_its_column_and_no_words_beyond_it(deck: Document) -> None:
    ruler = Ruler()
    for block, _times in charts(deck.blocks):
        assert block.width == 1.0, block.alt
        for mark in block.drawing.marks:
            if isinstance(mark, Words):
                right = mark.x + ruler.width(mark.text, mark.size, strong=mark.strong)
                assert mark.x >= -1 and right <= block.drawing.width + 1, mark.text


def test_no_slide_runs_over(deck: Document) -> None:
    heads = [block for block in deck.blocks if isinstance(block, Heading)]
    assert PageCounter()(deck) == len(heads)


@pytest.mark.parametrize("width", [160, 190, 230, 482])
@pytest.mark.parametrize("guard", [False, True])
def test_what_has_no_room_in_its_bar_stands_on_nothing_else(width: int, guard: bool) -> None:
    for figure in all_changes():
        if figure.claimed:
            style = PAPER.sized(width=width, titled=False)
            drawing = paper_drawing(verdict_chart([figure], style, guard=guard).figure)
            assert overlapping(drawing) == [], figure.instrument


def overlapping(drawing: Drawing) -> list[tuple[str, str]]:
    """Words that lie on one another."""
    ruler = Ruler()
    words = [mark for mark in drawing.marks if isinstance(mark, Words)]
    boxes = [(one, one.x, one.x + ruler.width(one.text, one.size, strong=one.strong)) for one in words]
    return [
        (one.text, other.text)
        for (one, left, right), (other, start, end) in combinations(boxes, 2)
        if abs(one.y - other.y) < min(one.size, other.size) * 0.6 and left < end and start < right
    ]
