"""The chart of a case for investing: what it has cost so far, what was saved so far, and where the two meet."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sfph_desktop.core.domain.saving_rules import SavingMonth, SavingWorked
from sfph_desktop.core.reports import wording
from sfph_desktop.core.reports.charts.board import Board, Drawn, Scale
from sfph_desktop.core.reports.charts.change import nice_ticks
from sfph_desktop.core.reports.charts.style import PAPER, ChartStyle

_HIGH = 11.0
"""Height of the field, in sizes of the type."""
_CROWDED = 10
"""Years, above which only every fifth is named."""
_COST, _CASH, _WHOLE = "the cost", "money released", "with capacity freed"


def payback_chart(worked: SavingWorked, style: ChartStyle = PAPER) -> Drawn:
    """Pounds so far, month by month: the cost, money released, and that with capacity freed; a dot where one meets it.

    ValueError for a case without a course.
    """
    if not worked.course:
        raise ValueError("there is no course to draw")
    title = _title(worked)
    board = Board(style)
    y = board.title(title, "Pounds so far, as they are spent and saved. A dot: the cost is covered.") + style.size
    last = worked.course[-1]
    ticks = nice_ticks(0.0, max(last.spent, last.whole, 1.0), 4)
    size = style.size * 0.9
    left = max(board.width_of(wording.money(tick), size) for tick in ticks) + 10
    named = max(board.width_of(name, size, strong=True) for name in (_COST, _CASH, _WHOLE)) + 10
    across = Scale(0.0, float(last.month), left, style.width - named)
    upright = Scale(ticks[0], ticks[-1], y + style.size * _HIGH, y)
    _field(board, ticks, across, upright, last.month)
    lines: list[tuple[str, Callable[[SavingMonth], float], str, bool]] = [
        (_COST, lambda one: one.spent, style.ink, False),
        (_CASH, lambda one: one.cash, style.accent, False),
    ]
    if last.whole - last.cash > 0.5:
        lines.append((_WHOLE, lambda one: one.whole, style.social, True))
    for _name, amount, colour, dashed in lines:
        ends = [(across(one.month), upright(amount(one))) for one in worked.course]
        board.line(ends, colour=colour, thick=2.0, dashed=dashed)
    for month, colour in ((worked.payback_cash, style.accent), (worked.payback_all, style.social)):
        if month is not None and (colour == style.accent or len(lines) == 3):
            met = worked.course[month]
            board.dot(across(month), upright(met.spent), style.size * 0.8, colour)
    ends_at = sorted((upright(amount(last)), name, colour) for name, amount, colour, _dashed in lines)
    below = float("-inf")
    for at, name, colour in ends_at:  # names that would stand upon one another go below one another
        below = max(at, below + size * 1.25)
        board.text(across.right + 6, below, name, size=size, strong=True, colour=colour)
    return board.drawn(title, wording.sentences(f"Chart: {title}", *_years_told(worked)))


def _title(worked: SavingWorked) -> str:
    if worked.payback_cash is not None:
        return f"Money released covers the cost after {wording.months(worked.payback_cash)}"
    years = wording.years(len(worked.years))
    if worked.payback_all is not None:
        covered = wording.months(worked.payback_all)
        return f"With capacity freed the cost is covered after {covered}; by money released alone not within {years}"
    return f"The cost is not covered within {years}"


def _years_told(worked: SavingWorked) -> Iterator[str]:
    for one in worked.course[12::12]:
        spent, cash, whole = (wording.money(amount) for amount in (one.spent, one.cash, one.whole))
        yield f"By the end of year {one.month // 12}: {spent} spent, {cash} released, {whole} with capacity freed"


def _field(board: Board, ticks: list[float], across: Scale, upright: Scale, months: int) -> None:
    """Pounds at the left, years beneath."""
    style, size = board.style, board.style.size * 0.9
    for tick in ticks:
        board.line([(across.left, upright(tick)), (across.right, upright(tick))], colour=style.line, thick=0.7)
        board.text(across.left - 6, upright(tick), wording.money(tick), size=size, across="right", colour=style.quiet)
    board.line([(across.left, upright(0)), (across.right, upright(0))], colour=style.ink, thick=0.9)
    years = months // 12
    step = 1 if years <= _CROWDED else 5
    for year in range(step, years + 1, step):
        said = f"year {year}" if year == step else f"{year}"
        board.text(across(12 * year), upright(0) + size * 1.1, said, size=size, across="right", colour=style.quiet)
