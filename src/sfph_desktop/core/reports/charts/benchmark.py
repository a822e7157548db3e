"""The chart of one benchmark: the middle half of the members as a bar, the member in the middle, and ourselves."""

from __future__ import annotations

from decimal import Decimal

from sfph_desktop.core.domain.network import Benchmark
from sfph_desktop.core.reports import benchmark_words, wording
from sfph_desktop.core.reports.charts.board import Board, Drawn, Scale
from sfph_desktop.core.reports.charts.change import nice_ticks
from sfph_desktop.core.reports.charts.style import PAPER, ChartStyle, mix

_ROW = 3.2
"""Height of the field, in sizes of the type."""


def may_be_drawn(one: Benchmark) -> bool:
    """Whether there is anything to draw."""
    return not one.hidden and None not in (one.low_quarter, one.median, one.high_quarter)


def benchmark_chart(one: Benchmark, style: ChartStyle = PAPER) -> Drawn:
    """ValueError where `may_be_drawn` says no. No single member but ourselves can be seen in it."""
    if one.low_quarter is None or one.median is None or one.high_quarter is None or not may_be_drawn(one):
        raise ValueError("nothing is told of it")
    board = Board(style)
    title = _title(one)
    beneath = f"Bar: the middle half of {benchmark_words.whom(one)}. Line in it: the member in the middle."
    y = board.title(title, beneath) + style.size * 1.6
    known = [_shown(one, amount) for amount in (one.low_quarter, one.median, one.high_quarter)]
    own = _shown(one, one.own) if one.own is not None else None
    every = [*known, *([own] if own is not None else [])]
    ticks = nice_ticks(min(0.0, *every), max(every) or 1.0, 5)
    size = style.size * 0.9
    across = Scale(ticks[0], ticks[-1], size * 2, style.width - size * 3)
    foot = y + style.size * _ROW
    for tick in ticks:
        board.line([(across(tick), y - style.size * 0.6), (across(tick), foot)], colour=style.line, thick=0.7)
        board.text(across(tick), foot + size, wording.quantity(tick), size=size, across="center", colour=style.quiet)
    middle = (y + foot) / 2 - style.size * 0.3
    thick = style.size * 1.6
    board.bar(across(known[0]), across(known[2]), middle, thick, mix(style.accent, style.paper, 0.35))
    board.line([(across(known[1]), middle - thick / 2), (across(known[1]), middle + thick / 2)], colour=style.ink,
               thick=2.4)  # fmt: skip
    if own is not None:
        board.dot(across(own), middle, style.size, style.social)
        board.text(across(own), middle - thick * 0.95, "you", size=size, across="center", strong=True)
    unit = f"of 100 {one.unit}" if one.kind == "share" else one.of_what
    board.text(across.left, foot + size * 2.4, unit, size=size, across="left", colour=style.quiet)
    return board.drawn(title, wording.sentences(f"Chart: {title}", benchmark_words.in_sentences(one)))


def _title(one: Benchmark) -> str:
    if one.own is None:
        return f"{benchmark_words.called(one)}: the network without us"
    return f"{benchmark_words.called(one)}: {benchmark_words.short(one, one.own)}, {one.position}"


def _shown(one: Benchmark, amount: Decimal) -> float:
    return float(100 * amount if one.kind == "share" else amount)
