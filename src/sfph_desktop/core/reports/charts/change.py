"""Charts of measured change: who moved from where to where, how many are better, how many answered twice."""

from __future__ import annotations

import itertools
import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from sfph_desktop.core.domain.impact import ChangeFigure, PairPoint
from sfph_desktop.core.reports import disclosure, phrases, small_numbers, wording
from sfph_desktop.core.reports.change_words import change_decimals, lower_is_better
from sfph_desktop.core.reports.charts.board import Board, Drawn, Scale
from sfph_desktop.core.reports.charts.style import PAPER, ChartStyle, ink_in_words

MOST_LINES = 60
"""Above this many people a line each is a thicket: they are drawn in groups."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Threshold:
    """The published cut on a score, with what it is called."""

    value: float
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseRow:
    """Some people (or one) with much the same first result: their average at first and at the latest."""

    before: float
    after: float
    people: int
    verdict: int


def change_title(figure: ChangeFigure, *, guard: bool) -> str:
    """The finding: `31 of 38 people reported better mental wellbeing`."""
    phrase = phrases.change_phrase(figure)
    told = small_numbers.tell(figure.improved or 0, figure.pairs, guard=guard).words.replace(" of the ", " of ")
    return f"{wording.capital(told)} people {phrase.verb} {phrase.better}"


def may_be_drawn(figure: ChangeFigure, *, guard: bool) -> bool:
    """Whether there is a course to draw: it is claimed, has its points, and its averages may be told."""
    drawable = figure.claimed and bool(figure.points) and figure.mean_change is not None
    return drawable and disclosure.mean_may_be_told(figure, guard=guard)


def change_chart(
    figure: ChangeFigure, style: ChartStyle = PAPER, *, guard: bool = False, threshold: Threshold | None = None
) -> Drawn:
    """From first to latest result, sorted by the first: a line each, or in groups where people are many or guarded.

    With the guard every line is a group of five or more with neighbouring first results: nobody's own course is shown.
    Beneath stands the average change with its likely range against the line of no change. ValueError when the figure
    is not claimed or has no points, or with the guard when its average is held back, because the groups are averages.
    """
    if not may_be_drawn(figure, guard=guard):
        raise ValueError("a change that is not claimed, or whose average is held back, has no chart")
    grouped = guard or len(figure.points) > MOST_LINES
    lower = lower_is_better(figure)
    rows = groups_of(figure.points, lower=lower) if grouped else _singles(figure.points)
    title = change_title(figure, guard=guard)
    board = Board(style)
    y = board.title(title, _beneath(figure, rows, ink_in_words(style), grouped=grouped, lower=lower))
    scale, ticks = _score_scale(board, rows, threshold, grouped=grouped)
    top = y + style.size * (1.1 if threshold else 0.1)
    foot = _draw_rows(board, rows, scale, top, colour=style.level(figure.level), grouped=grouped)
    _draw_axis(board, scale, ticks, foot)
    if threshold is not None and scale.low <= threshold.value <= scale.high:
        _draw_threshold(board, scale(threshold.value), threshold.label, top, foot)
    _draw_average(board, figure, foot + style.size * 3.6)
    return board.drawn(title, change_alt(figure, rows, title=title, grouped=grouped, threshold=threshold))


def _beneath(figure: ChangeFigure, rows: Sequence[CourseRow], ink: str, *, grouped: bool, lower: bool) -> str:
    name = phrases.score_name(figure, phrases.change_phrase(figure).score)
    better = "lower is better" if lower else "higher is better"
    if not grouped:
        return (
            f"{wording.capital(name)} ({better}). Each line is one person: ring = first result, dot = latest. "
            f"Coloured: better by the rule; grey: about the same; {ink}: worse."
        )
    sizes = sorted({row.people for row in rows})
    many = wording.name_list(
        [str(size) for size in (sizes[0], sizes[-1])[: len(sizes)]], "to" if len(sizes) > 2 else "or"
    )
    worse = f" {ink.capitalize()}: worse." if any(row.verdict < 0 for row in rows) else ""
    return (
        f"{wording.capital(name)} ({better}). Each line is a group of {many} people with much the same first result: "
        f"ring = first, dot = latest.{worse}"
    )


def _singles(points: Sequence[PairPoint]) -> list[CourseRow]:
    ordered = sorted(points, key=lambda p: (p.before, p.after))
    return [CourseRow(before=p.before, after=p.after, people=1, verdict=p.verdict) for p in ordered]


def groups_of(points: Sequence[PairPoint], *, lower: bool) -> list[CourseRow]:
    """Neighbours by first result in groups as even as can be, none below the threshold, at most eight groups."""
    ordered = sorted(points, key=lambda p: (p.before, p.after))
    count = max(1, min(8, len(ordered) // small_numbers.THRESHOLD))
    edges = [round(i * len(ordered) / count) for i in range(count + 1)]
    rows = []
    for start, end in itertools.pairwise(edges):
        members = ordered[start:end]
        before = statistics.fmean(p.before for p in members)
        after = statistics.fmean(p.after for p in members)
        moved = before - after if lower else after - before
        rows.append(CourseRow(before=before, after=after, people=len(members), verdict=(moved > 0) - (moved < 0)))
    return rows


def _score_scale(
    board: Board, rows: Sequence[CourseRow], threshold: Threshold | None, *, grouped: bool
) -> tuple[Scale, list[float]]:
    ends = [end for row in rows for end in (row.before, row.after)]
    if threshold is not None:
        ends.append(threshold.value)
    ticks = nice_ticks(min(ends), max(ends))
    left = board.width_of("000 people", board.style.size * 0.9) + 14 if grouped else 12.0
    return Scale(ticks[0], ticks[-1], left, board.style.width - 14), ticks


def nice_ticks(low: float, high: float, wanted: int = 6) -> list[float]:
    """Round numbers that hold low and high between them."""
    span = (high - low) or 1.0
    rough = span / wanted
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * k for k in (1, 2, 2.5, 5, 10) if power * k >= rough)
    first = math.floor(low / step)
    last = max(math.ceil(high / step), first + 1)
    return [round(step * k, 10) for k in range(first, last + 1)]


def _draw_rows(
    board: Board, rows: Sequence[CourseRow], scale: Scale, top: float, *, colour: str, grouped: bool
) -> float:
    style = board.style
    pitch = style.size * 1.85 if grouped else max(4.2, min(style.size * 1.2, 230 / len(rows)))
    across = style.size * 0.72 if grouped else min(style.size * 0.62, pitch * 0.95)
    for number, row in enumerate(rows):
        y = top + pitch * (number + 0.5)
        shade = colour if row.verdict > 0 else style.quiet if row.verdict == 0 else style.ink
        if grouped:
            board.text(scale.left - 10, y, wording.counted(row.people, "person"), size=style.size * 0.9, across="right",
                       colour=style.quiet)  # fmt: skip
        board.line([(scale(row.before), y), (scale(row.after), y)], colour=shade, thick=2.2 if grouped else 1.4)
        board.dot(scale(row.before), y, across, shade, hollow=True)
        board.dot(scale(row.after), y, across, shade)
    return top + pitch * len(rows) + 4


def _draw_axis(board: Board, scale: Scale, ticks: Sequence[float], foot: float) -> None:
    style = board.style
    board.line([(scale.left, foot), (scale.right, foot)], colour=style.quiet, thick=0.8)
    for tick in ticks:
        board.line([(scale(tick), foot), (scale(tick), foot + 3)], colour=style.quiet, thick=0.8)
        board.text(scale(tick), foot + 4 + style.size * 0.55, wording.quantity(tick) if tick else "0",
                   size=style.size * 0.9, across="center", colour=style.quiet)  # fmt: skip


def _draw_threshold(board: Board, x: float, label: str, top: float, foot: float) -> None:
    style = board.style
    board.line([(x, top - 3), (x, foot)], colour=style.accent, thick=1.1, dashed=True)
    size = style.size * 0.9
    wide = board.width_of(label, size)
    left = min(max(0.0, x - wide / 2), style.width - wide)
    board.text(left, top - 3 - size * 0.65, label, size=size, colour=style.accent)


def _draw_average(board: Board, figure: ChangeFigure, y: float) -> None:
    """The mean change with its interval on its own scale, which always holds zero."""
    if figure.mean_change is None or figure.ci_low is None or figure.ci_high is None:
        return
    style = board.style
    decimals = change_decimals(figure)
    unit = phrases.change_phrase(figure).unit
    low, mean, high = (
        wording.number(v, decimals, sign=True) for v in (figure.ci_low, figure.mean_change, figure.ci_high)
    )
    label = f"Average change for the better: {mean} {unit}s (likely range {low} to {high})"
    y = board.paragraph(0, y, label, style.width, strong=True) - style.size * 1.3
    ticks = nice_ticks(min(0.0, figure.ci_low), max(0.0, figure.ci_high), 4)
    margin = board.width_of("no change", style.size * 0.9) / 2
    scale = Scale(ticks[0], ticks[-1], margin + 2, style.width * 0.62)
    line = y + style.size * 1.9
    board.line([(scale.left, line), (scale.right, line)], colour=style.line, thick=0.8)
    board.line([(scale(0), line - style.size * 0.9), (scale(0), line + style.size * 0.9)], colour=style.ink, thick=1.1)
    board.text(
        scale(0), line + style.size * 1.55, "no change", size=style.size * 0.9, across="center", colour=style.quiet
    )
    colour = style.level(figure.level)
    board.whisker(scale(figure.ci_low), scale(figure.ci_high), line, colour=colour)
    board.dot(scale(figure.mean_change), line, style.size * 0.85, colour)


def change_alt(
    figure: ChangeFigure, rows: Sequence[CourseRow], *, title: str, grouped: bool, threshold: Threshold | None
) -> str:
    """What the chart of change shows, in numbers."""
    decimals = 1
    ends = (
        f"from {wording.number(row.before, decimals)} to {wording.number(row.after, decimals)}"
        for row in (rows[0], rows[-1])
    )
    lowest, highest = ends
    who = "group" if grouped else "person"
    low, mean, high = (
        wording.number(v or 0, change_decimals(figure), sign=True)
        for v in (figure.ci_low, figure.mean_change, figure.ci_high)
    )
    up = sum(row.verdict > 0 for row in rows)
    moved = f"{up} of {len(rows)} groups moved for the better" if grouped else ""
    return wording.sentences(
        f"Chart: {title}",
        f"The {who} with the lowest first {phrases.short_name(figure)} score moved {lowest}, "
        f"the {who} with the highest {highest}",
        moved,
        f"The average change for the better is {mean} points, likely range {low} to {high}",
        f"A dashed line marks {threshold.label} at {wording.quantity(threshold.value)}" if threshold else "",
    )
