"""Charts over all measures: how many are better, the same and worse, and how many answered twice."""

from __future__ import annotations

from collections.abc import Sequence

from sfph_desktop.core.domain.impact import MINIMUM_PAIRS, ChangeFigure
from sfph_desktop.core.reports import disclosure, phrases, small_numbers, wording
from sfph_desktop.core.reports.charts.board import Board, Drawn, Scale
from sfph_desktop.core.reports.charts.change import change_title
from sfph_desktop.core.reports.charts.style import PAPER, ChartStyle, mix, readable_on


def verdict_chart(figures: Sequence[ChangeFigure], style: ChartStyle = PAPER, *, guard: bool = False) -> Drawn:
    """For each measure a bar of everyone measured twice: better, about the same, worse, with the range of `better`.

    A measure with too few pairs keeps its place and says so. With the guard small parts are joined, never drawn.
    """
    claimed = [figure for figure in figures if figure.claimed and figure.improved is not None]
    title = _verdict_title(claimed, guard=guard)
    board = Board(style)
    y = board.title(
        title, "Of everyone measured twice. The line on each bar is the likely range of the part that is better."
    )
    for figure in figures:
        y = _verdict_row(board, figure, y, guard=guard)
    if claimed:
        _percent_axis(board, y)
    return board.drawn(title, wording.sentences(f"Chart: {title}", *(_verdict_alt(f, guard=guard) for f in figures)))


def _verdict_title(claimed: Sequence[ChangeFigure], *, guard: bool) -> str:
    if not claimed:
        return "Too few people have been measured twice to say what changed"
    if len(claimed) == 1:
        return change_title(claimed[0], guard=guard)
    most = sum(1 for figure in claimed if (figure.improved or 0) * 2 > figure.pairs)
    which = f"all {len(claimed)}" if most == len(claimed) else f"{most} of the {len(claimed)}"
    return f"More than half got better, with {which} measures that enough people answered"


def measure_label(figure: ChangeFigure) -> str:
    """What a measure is called beside its bar: `Better mental wellbeing (SWEMWBS)`."""
    return f"{wording.capital(phrases.change_phrase(figure).better)} ({phrases.short_name(figure)})"


def _verdict_row(board: Board, figure: ChangeFigure, y: float, *, guard: bool) -> float:
    style = board.style
    thick = style.size * 1.75
    parts = _verdict_parts(figure, style, style.level(figure.level), guard=guard) if figure.claimed else []
    narrow = ", ".join(words for start, end, _, words in parts if not _within(board, start, end, words))
    y = board.paragraph(0, y, measure_label(figure), style.width, strong=True)
    last = board.wrapped(measure_label(figure), style.width, strong=True)[-1]
    if narrow and board.width_of(last, strong=True) + 12 + board.width_of(narrow) > style.width:
        y += style.size * 1.3  # what has no room in its part of the bar has none beside the label either
    middle = y + thick / 2 - style.size * 0.35
    if not figure.claimed or figure.improved is None:
        words = f"Too few to say: {_twice_so_far(figure, guard=guard)}"
        board.bar(0, style.width, middle, thick, mix(style.line, style.paper, 0.35))
        board.text(8, middle, words, colour=style.quiet)
        return middle + thick / 2 + style.size * 1.35
    scale = Scale(0, 1, 0, style.width)
    for start, end, shade, words in parts:
        left, right = scale(start), scale(end)
        board.bar(left, right - (1.2 if end < 1 else 0), middle, thick, shade)
        if _within(board, start, end, words):
            board.text(left + 7, middle, words, colour=readable_on(shade, style), strong=start == 0)
    if narrow:
        board.text(style.width, middle - thick / 2 - style.size * 0.7, narrow, across="right")
    if small_numbers.tell(figure.improved, figure.pairs, guard=guard).exact:
        low, high = figure.improved_share_low, figure.improved_share_high
        if low is not None and high is not None:
            foot = middle + thick / 2 + 4.5
            board.whisker(scale(low), scale(high), foot, tall=5)
            return foot + style.size * 1.5
    return middle + thick / 2 + style.size * 1.35


def _within(board: Board, start: float, end: float, words: str) -> bool:
    """Whether a part of the bar has room for its words."""
    return board.width_of(words, strong=start == 0) + 12 <= (end - start) * board.style.width


def _twice_so_far(figure: ChangeFigure, *, guard: bool) -> str:
    """How many pairs there are and are needed; only how many are needed where the pairs are held back."""
    needed = f"at least {MINIMUM_PAIRS} are needed"
    if not disclosure.pairs_told(figure, guard=guard).exact:
        return f"{needed} who were measured twice"
    return f"{wording.number(figure.pairs)} measured twice so far, {needed}"


def _verdict_parts(
    figure: ChangeFigure, style: ChartStyle, colour: str, *, guard: bool
) -> list[tuple[float, float, str, str]]:
    """Start, end, shade and words of each part of the bar, as shares of everyone measured twice."""
    n, improved = figure.pairs, figure.improved or 0
    told = small_numbers.tell(improved, n, guard=guard)
    parts = small_numbers.split(improved, figure.same or 0, figure.worse or 0, guard=guard)
    pale, dark = mix(colour, style.paper, 0.28), mix(style.ink, style.paper, 0.75)
    if parts.same is not None and parts.worse is not None:
        a, b = improved / n, (improved + parts.same) / n
        drawn = [
            (0.0, a, colour, f"{improved} better"),
            (a, b, pale, f"{parts.same} same"),
            (b, 1.0, dark, f"{parts.worse} worse"),
        ]
        return [part for part in drawn if part[1] > part[0]]
    edge = improved / n if told.exact else (told.low / n if told.high == n else (told.high + 1) / n)
    rest = "the others the same or worse" if parts.rest is None else f"{parts.rest} same or worse"
    words = wording.capital(told.words) if not told.exact else str(improved)
    if not told.exact and told.low == 0:
        return [(0.0, 1.0, pale, f"{words} better, {rest}")]
    return [(0.0, edge, colour, f"{words} better"), (edge, 1.0, pale, rest)]


def _percent_axis(board: Board, y: float) -> None:
    style = board.style
    board.text(0, y, "nobody", size=style.size * 0.88, colour=style.quiet)
    board.text(style.width / 2, y, "half of them", size=style.size * 0.88, colour=style.quiet, across="center")
    board.text(style.width, y, "everyone", size=style.size * 0.88, colour=style.quiet, across="right")


def _verdict_alt(figure: ChangeFigure, *, guard: bool) -> str:
    label = measure_label(figure)
    if not figure.claimed or figure.improved is None:
        return f"{label}: too few to say, {_twice_so_far(figure, guard=guard)}"
    told = small_numbers.tell(figure.improved, figure.pairs, guard=guard)
    parts = small_numbers.split(figure.improved, figure.same or 0, figure.worse or 0, guard=guard)
    said = f"{label}: {told.words} better"
    if told.exact and figure.improved_share_low is not None and figure.improved_share_high is not None:
        said += f" (likely range {wording.percent(figure.improved_share_low)} to "
        said += f"{wording.percent(figure.improved_share_high)} of them)"
    if parts.same is not None:
        return f"{said}, {parts.same} the same, {parts.worse} worse"
    return f"{said}, the others the same or worse" if parts.rest is None else f"{said}, {parts.rest} the same or worse"


def completion_chart(figures: Sequence[ChangeFigure], style: ChartStyle = PAPER, *, guard: bool = False) -> Drawn:
    """For each measure how many of the eligible people were measured twice, with the half that the method asks for."""
    title = _completion_title(figures, guard=guard)
    board = Board(style)
    y = board.title(title, "People measured twice, of those whose second result was due.")
    labels = [
        phrases.short_name(f) + (f" {phrases.plain_name(f.output)}" if _shared(f, figures) else "") for f in figures
    ]
    left = min(style.width * 0.4, max((board.width_of(label) for label in labels), default=0) + 10)
    right = style.width - board.width_of("more than 4 and fewer than 10 of 13") - 8
    scale = Scale(0, 1, left, right)
    pitch = style.size * 2.1
    top = y
    for label, figure in zip(labels, figures, strict=True):
        middle = y + pitch * 0.42
        told, share = _completion(figure, guard=guard)
        board.text(left - 8, middle, label, across="right")
        board.bar(left, right, middle, style.size * 1.1, mix(style.level(figure.level), style.paper, 0.2))
        board.bar(left, scale(share), middle, style.size * 1.1, style.level(figure.level))
        board.text(right + 8, middle, told)
        y += pitch
    board.line([(scale(0.5), top - 2), (scale(0.5), y)], colour=style.ink, thick=1.0, dashed=True)
    board.text(scale(0.5), y + style.size * 0.6, "half: what level 2 asks for", size=style.size * 0.9, across="center",
               colour=style.quiet)  # fmt: skip
    told_all = (f"{label}: {_completion(f, guard=guard)[0]}" for label, f in zip(labels, figures, strict=True))
    return board.drawn(title, wording.sentences(f"Chart: {title}", *told_all))


def _shared(figure: ChangeFigure, figures: Sequence[ChangeFigure]) -> bool:
    return sum(other.instrument == figure.instrument for other in figures) > 1


def _completion(figure: ChangeFigure, *, guard: bool) -> tuple[str, float]:
    """Who completed, of the eligible, in words, and as the share that is drawn.

    Where a change is claimed its pairs are told elsewhere: beside them the number of the eligible would give away how
    few are missing, so both the words and the length of the bar come from the pairs alone.
    """
    told = disclosure.pairs_told(figure, guard=guard)
    if told.exact:
        share = figure.pairs / figure.eligible if figure.eligible else 0.0
        note = f" ({wording.percent(share)})" if figure.eligible else ""
        return f"{told.words.replace(' of the ', ' of ')}{note}", share
    if figure.claimed:
        return "all but a few", figure.pairs / (figure.pairs + small_numbers.THRESHOLD - 1)
    return told.words.replace(" of the ", " of "), told.low / figure.eligible if figure.eligible else 0.0


def _completion_title(figures: Sequence[ChangeFigure], *, guard: bool) -> str:
    told = [(disclosure.pairs_told(f, guard=guard), f.eligible / 2) for f in figures]
    # A measure of which the words leave open whether it was half is not counted: the title would close it.
    halves = [one.low >= half > 0 for one, half in told if (one.low >= half) == (one.high >= half)]
    if not halves:
        return "Too few people were due a second time to say how many were measured twice"
    enough = sum(halves)
    if enough == len(halves):
        return "At least half of the eligible people were measured twice, with every measure"
    if not enough:
        return "Fewer than half of the eligible people were measured twice"
    return f"At least half were measured twice with {enough} of {len(halves)} measures"
