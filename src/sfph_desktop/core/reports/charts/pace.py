"""The chart of a promise: delivered month by month, the pace that was wanted, and what it comes to, with its range."""

from __future__ import annotations

from datetime import date

from sfph_desktop.core.domain.pace import Pace
from sfph_desktop.core.domain.values import to_day
from sfph_desktop.core.reports import pace_words, wording
from sfph_desktop.core.reports.charts.board import Board, Drawn, Scale
from sfph_desktop.core.reports.charts.change import nice_ticks
from sfph_desktop.core.reports.charts.style import PAPER, ChartStyle

_HIGH = 10.0
"""Height of the field, in sizes of the type."""
_CROWDED = 12
"""Months, above which not every one is named."""


def may_be_drawn(pace: Pace, *, guard: bool = False) -> bool:
    """Whether there is a line to draw, and paper may show it."""
    return pace.begins is not None and len(pace.points) > 1 and not (guard and pace_words.guarded(pace))


def pace_chart(pace: Pace, style: ChartStyle = PAPER, *, guard: bool = False) -> Drawn:
    """Delivered so far as a line, the promise as a dashed one, the forecast as a dot with its likely range.

    ValueError where `may_be_drawn` says no.
    """
    begins, target = pace.begins, pace.target
    if begins is None or not may_be_drawn(pace, guard=guard):
        raise ValueError("there is no line to draw")
    what = pace_words.what(target.indicator)
    title = f"{wording.capital(what)}: {pace_words.outlook(pace, guard=guard)}".rstrip(".")
    board = Board(style)
    beneath = "Full line: delivered. Dashed line: an even pace to what was promised."
    if pace.forecast:
        beneath += " Dot and bar: at this pace, with the likely range."
    y = board.title(title, beneath) + style.size
    high = max(target.target, pace.delivered or 0.0, pace.forecast.high if pace.forecast else 0.0)
    ticks = nice_ticks(0.0, high, 4)
    size = style.size * 0.9
    left = max(board.width_of(wording.quantity(tick), size) for tick in ticks) + 10
    end = max(pace.on, target.due_date or pace.on)
    across = Scale(float(to_day(begins)), float(max(to_day(end), to_day(begins) + 1)), left, style.width - style.size)
    upright = Scale(ticks[0], ticks[-1], y + style.size * _HIGH, y)
    _field(board, ticks, across, upright, begins, end)
    if target.due_date and target.due_date > begins:
        ends = [(across(to_day(begins)), upright(0)), (across(to_day(target.due_date)), upright(target.target))]
        board.line(ends, colour=style.quiet, thick=1.2, dashed=True)
    drawn = [(across(to_day(begins)), upright(0))]
    drawn += [(across(to_day(day)), upright(amount)) for day, amount in pace.points]
    board.line(drawn, colour=style.accent, thick=2.2)
    board.dot(*drawn[-1], style.size * 0.7, style.accent)
    if pace.forecast and target.due_date:
        at = across(to_day(target.due_date))
        bar = [(at, upright(pace.forecast.low)), (at, upright(pace.forecast.high))]
        board.line(bar, colour=style.social, thick=3.0)
        board.dot(at, upright(pace.forecast.amount), style.size * 0.8, style.social)
    return board.drawn(title, _alt(title, pace))


def _field(board: Board, ticks: list[float], across: Scale, upright: Scale, begins: date, end: date) -> None:
    """Amounts at the left, months beneath."""
    style, size = board.style, board.style.size * 0.9
    for tick in ticks:
        board.line([(across.left, upright(tick)), (across.right, upright(tick))], colour=style.line, thick=0.7)
        board.text(across.left - 6, upright(tick), wording.quantity(tick), size=size, across="right",
                   colour=style.quiet)  # fmt: skip
    board.line([(across.left, upright(0)), (across.right, upright(0))], colour=style.ink, thick=0.9)
    months = (end.year - begins.year) * 12 + end.month - begins.month + 1
    room, widest = (across.right - across.left) / months, board.width_of("May 26", size) + size
    step = 1 if months <= _CROWDED else next((some for some in (3, 6) if room * some >= widest), 12)
    for number in range(0, months, step):
        year, month = divmod(begins.month - 1 + number, 12)
        first = max(date(begins.year + year, month + 1, 1), begins)
        said = f"{first:%b}" if step == 1 and number and first.month > 1 else f"{first:%b %y}"
        at = across(to_day(first))
        if at + board.width_of(said, size) <= across.right + style.size:
            board.text(at, upright(0) + size * 1.1, said, size=size, across="left", colour=style.quiet)


def _alt(title: str, pace: Pace) -> str:
    said = [f"by {wording.day(day)}: {wording.quantity(amount)}" for day, amount in pace.points]
    return wording.sentences(f"Chart: {title}", f"Delivered {'; '.join(said)}")
