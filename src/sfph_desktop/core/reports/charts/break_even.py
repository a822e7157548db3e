"""The chart of break-even: how the value falls as more of it would have happened anyway, or is owed to others."""

from __future__ import annotations

from collections.abc import Sequence

from sfph_desktop.core.domain.worth import BreakEven
from sfph_desktop.core.reports import wording
from sfph_desktop.core.reports.charts.board import Board, Drawn, Scale
from sfph_desktop.core.reports.charts.change import nice_ticks
from sfph_desktop.core.reports.charts.style import PAPER, ChartStyle

_NAMES = {"deadweight": "would have happened anyway", "attribution": "owed to others"}
_HIGH = 11.0
"""Height of the field, in sizes of the type."""


def break_even_chart(found: Sequence[BreakEven], style: ChartStyle = PAPER) -> Drawn:
    """Value as times what went in, against each share from 0 to 100 of 100; where it meets the cost is marked.

    ValueError without any: there is none where nothing went in.
    """
    if not found:
        raise ValueError("without what went in there is no break-even")
    title = _title(found)
    board = Board(style)
    beneath = (
        "Value as times what went in, as the share taken off for all lines alike goes from 0 to 100 of 100. "
        "Full dot: value = cost. Hollow dot: this run."
    )
    y = board.title(title, beneath) + style.size * 0.3
    for number, one in enumerate(found):
        y = _named(board, one, y, number)
    ticks = nice_ticks(0.0, max(*(one.at_none for one in found), 1.2), 5)
    left = max(board.width_of(wording.number(tick, 1), style.size * 0.9) for tick in ticks) + 10
    across = Scale(0.0, 1.0, left, style.width - board.width_of("100", style.size * 0.9))
    top = y + style.size * 0.9
    foot = top + style.size * _HIGH
    upright = Scale(ticks[0], ticks[-1], foot, top)
    _field(board, ticks, across, upright)
    for number, one in enumerate(found):
        _falling(board, one, across, upright, number)
    return board.drawn(title, _alt(title, found))


def _colour(number: int, style: ChartStyle) -> str:
    return style.accent if number == 0 else style.social


def _named(board: Board, one: BreakEven, y: float, number: int) -> float:
    """A line's name with a piece of it, and in words where it meets the cost; the y of what comes next."""
    style = board.style
    board.line([(0, y), (22, y)], colour=_colour(number, style), thick=2.0, dashed=number > 0)
    own = wording.number(one.own * 100)
    meets = "never meets the cost" if one.at_one is None else f"meets the cost at {wording.number(one.at_one * 100)}"
    said = f"{_NAMES[one.name]}: {meets}, this run {own} of 100"
    return board.paragraph(30, y, said, style.width - 30, size=style.size * 0.95)


def _field(board: Board, ticks: Sequence[float], across: Scale, upright: Scale) -> None:
    """Ticks at both sides, and the dashed line at which value and cost are equal."""
    style, size = board.style, board.style.size * 0.9
    for tick in ticks:
        board.line([(across.left, upright(tick)), (across.right, upright(tick))], colour=style.line, thick=0.7)
        board.text(across.left - 6, upright(tick), wording.number(tick, 1), size=size, across="right",
                   colour=style.quiet)  # fmt: skip
    board.line([(across.left, upright(1)), (across.right, upright(1))], colour=style.ink, thick=1.0, dashed=True)
    board.line([(across.left, upright(0)), (across.right, upright(0))], colour=style.ink, thick=0.9)
    board.text(across.right, upright(1) - size * 0.85, "value = cost", size=size, across="right", clear=True)
    for share in (0.0, 0.25, 0.5, 0.75, 1.0):
        board.text(across(share), upright(0) + size * 1.1, wording.number(share * 100), size=size, across="center",
                   colour=style.quiet)  # fmt: skip
    board.text((across.left + across.right) / 2, upright(0) + size * 2.6, "taken off, of every 100", size=size,
               across="center", colour=style.quiet)  # fmt: skip


def _falling(board: Board, one: BreakEven, across: Scale, upright: Scale, number: int) -> None:
    """One falling line with a hollow dot where it stands in this run and a full one where it meets the cost."""
    style, colour = board.style, _colour(number, board.style)
    board.line([(across(0), upright(one.at_none)), (across(1), upright(0))], colour=colour, thick=2.0,
               dashed=number > 0)  # fmt: skip
    board.dot(across(one.own), upright(one.at_none * (1 - one.own)), style.size * 0.9, colour, hollow=True)
    if one.at_one is not None:
        board.dot(across(one.at_one), upright(1), style.size * 0.9, colour)


def _title(found: Sequence[BreakEven]) -> str:
    first = found[0]
    if first.at_one is None:
        return "Even with nothing taken off, the value does not meet the cost"
    share = wording.number(first.at_one * 100)
    return f"The value meets the cost if up to {share} of 100 would have happened anyway"


def _alt(title: str, found: Sequence[BreakEven]) -> str:
    said = []
    for one in found:
        meets = (
            "never meets the cost" if one.at_one is None else f"meets it at {wording.number(100 * one.at_one)} of 100"
        )
        said.append(
            f"{wording.capital(_NAMES[one.name])}: from {wording.times(one.at_none)} what went in at 0 of 100 the "
            f"value falls to 0 at 100 of 100, and {meets}; this run takes off {wording.number(one.own * 100)} of 100"
        )
    return wording.sentences(f"Chart: {title}", *said)
