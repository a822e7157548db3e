"""One person's course on one score: every result in its order, the first and the latest named, and the cut."""

from __future__ import annotations

from sfph_desktop.core.domain.story_page import Course
from sfph_desktop.core.reports import wording
from sfph_desktop.core.reports.charts.board import Board, Drawn, Scale
from sfph_desktop.core.reports.charts.change import nice_ticks
from sfph_desktop.core.reports.charts.style import PAPER, ChartStyle

_TALL = 76.0
"""Points of the chart's height: a story has to stay on its page."""


def course_chart(course: Course, style: ChartStyle = PAPER) -> Drawn:
    """The results left to right, evenly apart since their days are told rounded; a ring is the first, a dot later."""
    first, latest = wording.quantity(course.values[0]), wording.quantity(course.values[-1])
    title = f"{course.short or course.name}: from {first} to {latest}"
    side = "higher is better" if course.higher_is_better else "lower is better"
    board = Board(style)
    top = board.title(title, f"{side.capitalize()}. Ring: first result; dots: later ones.") + style.size
    foot = top + _TALL
    ticks = nice_ticks(*_ends(course), 4)
    up = Scale(ticks[0], ticks[-1], foot, top)
    left = max(board.width_of(wording.quantity(tick), style.size * 0.9) for tick in ticks) + 10
    _grid(board, ticks, up, left)
    if course.threshold is not None:
        _cut(board, course, up, left)
    _line(board, course, up, left, foot)
    return board.drawn(title, course_alt(course, title))


def _ends(course: Course) -> tuple[float, float]:
    """The whole scale where it has ends: a small change must look small."""
    known = (course.threshold, course.lowest, course.highest)
    seen = [*course.values, *(one for one in known if one is not None)]
    return min(seen), max(seen)


def _grid(board: Board, ticks: list[float], up: Scale, left: float) -> None:
    style = board.style
    for tick in ticks:
        y = up(tick)
        board.line([(left, y), (style.width, y)], colour=style.line, thick=0.6)
        board.text(left - 5, y, wording.quantity(tick) if tick else "0", size=style.size * 0.9, across="right",
                   colour=style.quiet)  # fmt: skip


def _cut(board: Board, course: Course, up: Scale, left: float) -> None:
    style, y = board.style, up(course.threshold or 0.0)
    board.line([(left, y), (style.width, y)], colour=style.accent, thick=1.1, dashed=True)
    size = style.size * 0.9
    board.text(style.width, y - size * 0.75, course.threshold_label, size=size, colour=style.accent, across="right",
               clear=True)  # fmt: skip


def _line(board: Board, course: Course, up: Scale, left: float, foot: float) -> None:
    style, colour = board.style, board.style.level("individual")
    last = len(course.values) - 1
    margin = max(board.width_of(one, style.size * 0.9) for one in course.when) / 2 + 2
    across = Scale(0, last, left + margin, style.width - margin)
    points = [(across(place), up(value)) for place, value in enumerate(course.values)]
    board.line(points, colour=colour, thick=2.0)
    for place, (x, y) in enumerate(points):
        board.dot(x, y, style.size * 0.8, colour, hollow=place == 0)
        if place in {0, last}:
            board.text(x, y - style.size * 1.15, wording.quantity(course.values[place]), strong=True, across="center",
                       clear=True)  # fmt: skip
            board.text(x, foot + style.size * 1.1, course.when[place], size=style.size * 0.9, across="center",
                       colour=style.quiet)  # fmt: skip


def course_alt(course: Course, title: str) -> str:
    """What the chart shows, in numbers."""
    results = "; ".join(
        f"{wording.quantity(value)} in {when}" for value, when in zip(course.values, course.when, strict=True)
    )
    cut = ""
    if course.threshold is not None:
        cut = f"A dashed line marks {course.threshold_label} at {wording.quantity(course.threshold)}"
    return wording.sentences(f"Chart: {title}", f"Results in their order: {results}", cut)
