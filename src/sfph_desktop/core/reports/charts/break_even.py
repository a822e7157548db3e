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
    y = board.title(title, "Value as times what went in, as the share taken off for all lines alike goes from 0 to 100 "
                           "of 100. The hollow dot is this run.")  # fmt: skip
    ticks = nice_ticks(0.0, max(*(one.at_none for one in found), 1.2), 5)
    left = max(board.width_of(wording.number(tick, 1), style.size * 0.9) for tick in ticks) + 10
    across = Scale(0.0, 1.0, left, style.width - style.size * 1.2)
    top, foot = y + style.size * 1.4, y + style.size * (1.4 + _HIGH)
    upright = Scale(ticks[0], ticks[-1], foot, top)
    for tick in ticks:
        board.line([(left, upright(tick)), (across.right, upright(tick))], colour=style.line, thick=0.7)
        board.text(left - 6, upright(tick), wording.number(tick, 1), size=style.size * 0.9, across="right",
                   colour=style.quiet)  # fmt: skip
    board.line([(left, upright(1)), (across.right, upright(1))], colour=style.ink, thick=1.0, dashed=True)
    board.line([(left, foot), (across.right, foot)], colour=style.ink, thick=0.9)
    for number, one in enumerate(found):
        _one(board, one, across, upright, number)
    board.text(across.right, upright(1) - style.size * 0.75, "value = cost", size=style.size * 0.9, across="right",
               clear=True)  # fmt: skip
    for share in (0.0, 0.25, 0.5, 0.75, 1.0):
        board.text(across(share), foot + style.size * 0.95, wording.number(share * 100), size=style.size * 0.9,
                   across="center", colour=style.quiet)  # fmt: skip
    board.text((left + across.right) / 2, foot + style.size * 2.2, "taken off, of every 100", size=style.size * 0.9,
               across="center", colour=style.quiet)  # fmt: skip
    return board.drawn(title, _alt(title, found))


def _one(board: Board, one: BreakEven, across: Scale, upright: Scale, number: int) -> None:
    """One falling line, named where it begins; a dot where it stands in this run and one where it meets the cost."""
    style = board.style
    colour = style.accent if number == 0 else style.social
    board.line([(across(0), upright(one.at_none)), (across(1), upright(0))], colour=colour, thick=2.0,
               dashed=number > 0)  # fmt: skip
    now = one.at_none * (1 - one.own)
    board.dot(across(one.own), upright(now), style.size * 0.9, colour, hollow=True)
    # The names stand away from where lines meet: of the upper line above, of the lower one beneath.
    place = 0.1 + 0.16 * number
    up = -1 if number == 0 else 1
    side = "left"
    x = across(place) + (8 if number == 0 else -2)
    y = upright(one.at_none * (1 - place)) + up * style.size * 0.95
    board.text(x, y, _NAMES[one.name], strong=True, colour=colour, across=side, clear=True)
    if one.at_one is not None:
        board.dot(across(one.at_one), upright(1), style.size * 0.9, colour)
        words = f"{wording.number(one.at_one * 100)} of 100"
        size, across_it = style.size * 0.95, "left" if number == 0 else "right"
        beside = upright(1) + (-1 if number == 0 else 1) * style.size
        board.text(across(one.at_one), beside, words, size=size, colour=colour, across=across_it, clear=True)


def _title(found: Sequence[BreakEven]) -> str:
    first = found[0]
    if first.at_one is None:
        return "Even with nothing taken off, the value does not meet the cost"
    share = wording.number(first.at_one * 100)
    return f"The value meets the cost as long as no more than {share} of 100 would have happened anyway"


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
