"""Charts of value: who gains, what the answer hangs on, and how far it may be out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from types import MappingProxyType

from sfph_desktop.core.domain.impact import Swing, ValueSummary
from sfph_desktop.core.reports import value_words, wording
from sfph_desktop.core.reports.charts.board import Board, Drawn, Scale
from sfph_desktop.core.reports.charts.change import nice_ticks
from sfph_desktop.core.reports.charts.style import PAPER, ChartStyle, mix, readable_on
from sfph_desktop.core.reports.line_names import Names
from sfph_desktop.core.reports.swing_words import swing_label, swing_value
from sfph_desktop.core.reports.value_told import Amount, ToldValue, exactly

LEAST_FOR_BARS = 0.3
"""The part of a tornado's width that its bars need."""
PUBLIC_PURSE = ("NHS", "local authority", "DWP", "justice", "other public purse")
"""Payers whose gain is public cost avoided; the others are people, the community and the planet."""


def payer_colour(payer: str, style: ChartStyle) -> str:
    """One colour for the public purse, one for people and community, one for the planet: never a level by accident."""
    if payer in PUBLIC_PURSE:
        return style.accent
    return style.environmental if payer == "the planet" else style.individual


def payer_chart(told: ToldValue, style: ChartStyle = PAPER, *, stacked: bool = True) -> Drawn:
    """Value by who gains, each with its likely range, and where `stacked` all of it in one bar beside what went in.

    What is open, because a line inside is held back, is drawn pale. ValueError when the run has no total.
    """
    value = told.value
    if told.total is None:
        raise ValueError("a run without a total has no chart of value")
    payers = value_words.by_size(told)
    title = _payer_title(told)
    prices = f" in {value.price_base} prices" if value.price_base else ""
    board = Board(style)
    pale = " Pale: a number of people that is not printed leaves it open." if told.open else ""
    y = board.title(title, f"Pounds{prices}.{_whiskers_said(told, stacked=stacked)}{pale}")
    whole = (told.likely.high if told.likely else 0.0, told.total.high, value.inputs_pv) if stacked else ()
    most = max(*whole, *(amount.high for _, amount in payers), *value.by_payer_high.values(), 1.0)
    names = [wording.capital(name) for name, _ in payers]
    beside = ("All together", "What went in") if stacked else ()
    left = max((board.width_of(name, strong=True) for name in (*names, *beside)), default=0) + 12
    said = [amount.words() for _, amount in payers if amount.open]
    said += [told.total.words()] if stacked and told.open else []
    room = max(board.width_of(words, strong=True) for words in ("£0.0 million", *said))
    scale = Scale(0, most, left, style.width - room - 12)
    pitch, thick, top = style.size * 2.35, style.size * 1.3, y - style.size * 0.4
    for (name, amount), label in zip(payers, names, strict=True):
        middle = y + pitch * 0.36
        board.text(left - 9, middle, label, across="right")
        board.bar(left, scale(amount.low), middle, thick, payer_colour(name, style))
        _open_part(board, scale, amount, middle, thick, payer_colour(name, style))
        low, high = value.by_payer_low.get(name), value.by_payer_high.get(name)
        if low is not None and high is not None:
            board.whisker(scale(low), scale(high), middle)
        board.text(scale(max(amount.high, high or 0)) + 8, middle, amount.words(), strong=True)
        y += pitch
    if stacked:
        y = _stack(board, told, payers, scale, y + style.size * 0.7)
    board.line([(left, top), (left, y - style.size * 0.6)], colour=style.ink, thick=1.1)
    return board.drawn(title, _payer_alt(title, told, payers))


def _open_part(board: Board, scale: Scale, amount: Amount, middle: float, thick: float, colour: str) -> None:
    """What is left open of an amount, as wide as it may be."""
    if amount.open:
        pale = mix(colour, board.style.paper, 0.3)
        board.bar(scale(amount.low), scale(amount.high), middle, thick, pale, edge=colour)


def _whiskers_said(told: ToldValue, *, stacked: bool) -> str:
    """What the thin lines are; of an open sum only the whole may have one."""
    if told.value.by_payer_low:
        return " The line on each bar is its likely range."
    return " The line at “All together” is its likely range." if told.likely and stacked else ""


def _payer_title(told: ToldValue) -> str:
    total = told.total.about() if told.total else ""
    if told.likely is None:
        return f"The changes are worth {total}"
    return f"The changes are worth {total}, likely {wording.money_range(told.likely.low, told.likely.high)}"


def _stack(board: Board, told: ToldValue, payers: Sequence[tuple[str, Amount]], scale: Scale, y: float) -> float:
    """The payers in one bar with the range of the whole, and beneath it what went in."""
    style, value = board.style, told.value
    whole = told.total or Amount(0.0, 0.0)
    thick = style.size * 1.9
    middle = y + thick / 2
    board.text(scale.left - 9, middle, "All together", strong=True, across="right")
    start = 0.0
    for name, amount in payers:
        pounds = amount.low
        left, right = scale(start), scale(start + pounds)
        shade = payer_colour(name, style)
        if pounds:
            board.bar(left, right - (1.2 if start + pounds < whole.high else 0), middle, thick, shade)
        words = wording.capital(name)
        if board.width_of(words) + 14 <= right - left:
            board.text(left + 7, middle, words, colour=readable_on(shade, style))
        start += pounds
    _open_part(board, scale, whole, middle, thick, style.quiet)
    edge = scale(whole.high)
    if told.likely is not None:
        under = middle + thick / 2 + 4.5
        board.whisker(scale(told.likely.low), scale(told.likely.high), under, tall=5)
        edge = max(edge, scale(told.likely.high)) if edge + 8 > scale(told.likely.high) else edge
    board.text(edge + 8, middle, whole.words(), strong=True)
    y = middle + thick / 2 + style.size * 1.9
    if value.inputs_pv:
        board.text(scale.left - 9, y, "What went in", across="right")
        board.bar(scale.left, scale(value.inputs_pv), y, style.size * 1.3, mix(style.ink, style.paper, 0.55))
        board.text(scale(value.inputs_pv) + 8, y, wording.rough_money(value.inputs_pv), strong=True)
        y += style.size * 1.8
    return y


def _payer_alt(title: str, told: ToldValue, payers: Sequence[tuple[str, Amount]]) -> str:
    value, said = told.value, []
    for name, amount in payers:
        low, high = value.by_payer_low.get(name), value.by_payer_high.get(name)
        span = f" (likely {wording.money_range(low, high)})" if low is not None and high is not None else ""
        said.append(f"{wording.capital(name)} {amount.words()}{span}")
    inputs = f"What went in: {wording.rough_money(value.inputs_pv)}" if value.inputs_pv else ""
    return wording.sentences(f"Chart: {title}", *said, inputs)


# --- tornado ---------------------------------------------------------------------------------------------------------


def tornado_chart(
    told: ToldValue,
    style: ChartStyle = PAPER,
    *,
    names: Names = MappingProxyType({}),
    most: int = 10,
    leave_out: Callable[[Swing], bool] = lambda _swing: False,
) -> Drawn:
    """How the ratio moves when one parameter at a time stands at its low and its high, the widest first.

    `names` are those of the value lines (`line_names`). `leave_out` keeps parameters off paper whose ends would tell a
    small count. ValueError when there is no ratio.
    """
    kept = (swing for swing in told.value.tornado if not leave_out(swing))
    swings = sorted(kept, key=lambda swing: -abs(swing.ratio_high - swing.ratio_low))[:most]
    if told.ratio is None or not swings:
        raise ValueError("a run without a ratio has no tornado")
    ratio = told.ratio.middle
    title = _tornado_title(swings, ratio, names)
    board = Board(style)
    beneath = (
        "Value as times what went in, with one number at a time set to the low end (pale) and to the high end (dark) "
        "of its range. *\u00a0=\u00a0range assumed by this program."
    )
    y = board.title(title, beneath) + style.size * 0.9
    labels = [swing_label(s.parameter, names) + (" *" if s.assumed else "") for s in swings]
    left = max(board.width_of(label) for label in labels) + 12
    room = max(board.width_of(swing_value(s.parameter, end)) for s in swings for end in (s.low, s.high)) + 8
    ends = [end for s in swings for end in (s.ratio_low, s.ratio_high)]
    ticks = nice_ticks(min(*ends, 1.0), max(*ends, ratio))
    above = style.width - left - 2 * room < style.width * LEAST_FOR_BARS
    if above:  # beside their names the bars would be too short to compare: each name stands above its bar
        left = 0.0
    scale = Scale(ticks[0], ticks[-1], left + room, style.width - room)
    pitch, top = style.size * (3.3 if above else 1.95), y - style.size * 0.2
    foot = y + pitch * len(swings)
    if scale.low <= 1 <= scale.high:
        board.line([(scale(1), top), (scale(1), foot)], colour=style.ink, thick=1.0, dashed=True)
    board.line([(scale(ratio), top), (scale(ratio), foot)], colour=style.ink, thick=1.1)
    for swing, label in zip(swings, labels, strict=True):
        if above:
            board.text(0, y + style.size * 0.7, label, clear=True)
            _swing_row(board, swing, "", scale, y + style.size * 2.1, left, ratio)
        else:
            _swing_row(board, swing, label, scale, y + pitch * 0.4, left, ratio)
        y += pitch
    _ratio_axis(board, scale, ticks, foot, top, told.ratio)
    return board.drawn(title, _tornado_alt(title, swings, names))


def _tornado_title(swings: Sequence[Swing], ratio: float, names: Names) -> str:
    worst = min(swings, key=lambda s: min(s.ratio_low, s.ratio_high))
    if min(worst.ratio_low, worst.ratio_high) >= 1:
        return "No single number, at the worst end of its range, brings the value below the cost"
    if ratio >= 1:
        return f"One number at its worst end brings the value below the cost: {swing_label(worst.parameter, names)}"
    best = max(swings, key=lambda s: max(s.ratio_low, s.ratio_high))
    if max(best.ratio_low, best.ratio_high) >= 1:
        return f"The value is below the cost; one number at its best end lifts it: {swing_label(best.parameter, names)}"
    return "The value is below the cost, and no single number at its best end lifts it"


def _swing_row(board: Board, swing: Swing, label: str, scale: Scale, y: float, left: float, ratio: float) -> None:
    style = board.style
    thick = style.size * 1.25
    if label:
        board.text(left - 12, y, label, across="right")
    ends = [
        (swing.ratio_low, swing.low, mix(style.accent, style.paper, 0.45)),
        (swing.ratio_high, swing.high, style.accent),
    ]
    ends.sort(key=lambda end: end[0])
    for across, apart, (end, amount, shade) in zip(("right", "left"), (-5, 5), ends, strict=True):
        board.bar(scale(ratio), scale(end), y, thick, shade)
        words = swing_value(swing.parameter, amount)
        board.text(scale(end) + apart, y, words, size=style.size * 0.9, colour=style.quiet, across=across, clear=True)


def _ratio_axis(board: Board, scale: Scale, ticks: Sequence[float], y: float, top: float, told: Amount) -> None:
    style, ratio, this_run = board.style, told.middle, f"this run: {value_words.times_words(told)}"
    board.line([(scale.left, y), (scale.right, y)], colour=style.quiet, thick=0.8)
    for tick in ticks:
        board.line([(scale(tick), y), (scale(tick), y + 3)], colour=style.quiet, thick=0.8)
        board.text(scale(tick), y + 4 + style.size * 0.55, wording.number(tick, 1), size=style.size * 0.9,
                   across="center", colour=style.quiet)  # fmt: skip
    board.text(scale(ratio), top - style.size * 0.75, this_run, size=style.size * 0.9,
               across="center")  # fmt: skip
    if scale.low <= 1 <= scale.high:
        words = "value = cost"
        apart = scale(ratio) - scale(1) > board.width_of(f"{this_run} value = cost", style.size * 0.9) / 2 + 14
        below = y + 4 + style.size * 1.75
        board.text(scale(1), top - style.size * 0.75 if apart else below, words, size=style.size * 0.9,
                   across="center")  # fmt: skip


def _tornado_alt(title: str, swings: Sequence[Swing], names: Names) -> str:
    said = []
    for swing in swings:
        assumed = ", range assumed by this program" if swing.assumed else ""
        low, high = (swing_value(swing.parameter, end) for end in (swing.low, swing.high))
        said.append(
            f"{swing_label(swing.parameter, names)} from {low} to {high}{assumed}: "
            f"{wording.number(swing.ratio_low, 1)} to {wording.times(swing.ratio_high)} what went in"
        )
    return wording.sentences(f"Chart: {title}", *said)


# --- the likely range of the whole -----------------------------------------------------------------------------------


def interval_chart(value: ValueSummary, style: ChartStyle = PAPER) -> Drawn:
    """Where the value came out in the trial calculations: the middle 90 in 100, the middle one, and what went in.

    ValueError when no trials were made.
    """
    if value.total_p05 is None or value.total_p50 is None or value.total_p95 is None:
        raise ValueError("a run without trial calculations has no interval")
    trials = value_words.trials_words(value)
    title = (
        f"In {trials} trial calculations the value came out above the cost" if trials else _payer_title(exactly(value))
    )
    board = Board(style)
    y = board.title(title, "Each trial draws every number anew inside its own range. Pounds.") + style.size * 1.6
    ticks = nice_ticks(0.0, max(value.total_p95, value.inputs_pv) * 1.04, 5)
    side = board.width_of("£000,000", style.size * 0.95)
    scale = Scale(ticks[0], ticks[-1], side / 2, style.width - side - 6)
    y += style.size * 1.1 if _two_lines_above(board, value, scale) else 0.0
    thick = style.size * 1.9
    middle = y + thick / 2
    board.bar(scale(value.total_p05), scale(value.total_p95), middle, thick, mix(style.accent, style.paper, 0.35))
    board.whisker(scale(value.total_p05), scale(value.total_p95), middle, tall=thick)
    board.dot(scale(value.total_p50), middle, style.size * 0.95, style.accent)
    size = style.size * 0.95
    above = middle - thick / 2 - style.size * 0.85
    middle_words = f"middle {wording.rough_money(value.total_p50)}"
    board.text(scale(value.total_p50), above, middle_words, size=size, strong=True, across="center")
    board.text(scale(value.total_p05) - 6, middle, wording.rough_money(value.total_p05), size=size, across="right")
    board.text(scale(value.total_p95) + 6, middle, wording.rough_money(value.total_p95), size=size)
    foot = middle + thick / 2 + style.size * 0.9
    _money_axis(board, scale, ticks, foot)
    if value.inputs_pv:
        _cost_line(board, value, scale, above, foot)
    said = (
        f"The middle 90 in 100 lie between {wording.rough_money(value.total_p05)} and "
        f"{wording.rough_money(value.total_p95)}, the middle one at {wording.rough_money(value.total_p50)}"
    )
    inputs = f"What went in: {wording.rough_money(value.inputs_pv)}" if value.inputs_pv else ""
    return board.drawn(title, wording.sentences(f"Chart: {title}", said, inputs))


def _cost_words(value: ValueSummary) -> str:
    return f"what went in {wording.rough_money(value.inputs_pv)}"


def _two_lines_above(board: Board, value: ValueSummary, scale: Scale) -> bool:
    """Whether what went in has no room beside the middle, and is said over it."""
    apart = abs(scale(value.inputs_pv) - scale(value.total_p50 or 0))
    return bool(value.inputs_pv) and apart < board.width_of(_cost_words(value), board.style.size * 0.95) + 8


def _cost_line(board: Board, value: ValueSummary, scale: Scale, above: float, foot: float) -> None:
    style = board.style
    x, words, size = scale(value.inputs_pv), _cost_words(value), style.size * 0.95
    y = above - style.size * 1.3 if _two_lines_above(board, value, scale) else above
    board.line([(x, above + style.size * 0.6), (x, foot)], colour=style.ink, thick=1.1, dashed=True)
    wide = board.width_of(words, size) / 2
    board.text(min(max(x, wide), style.width - wide), y, words, size=size, across="center")


def _money_axis(board: Board, scale: Scale, ticks: Sequence[float], y: float) -> None:
    style = board.style
    board.line([(scale.left, y), (scale.right, y)], colour=style.quiet, thick=0.8)
    for tick in ticks:
        board.line([(scale(tick), y), (scale(tick), y + 3)], colour=style.quiet, thick=0.8)
        board.text(scale(tick), y + 4 + style.size * 0.55, wording.rough_money(tick), size=style.size * 0.9,
                   across="center", colour=style.quiet)  # fmt: skip
