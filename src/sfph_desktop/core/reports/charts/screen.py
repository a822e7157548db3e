"""All charts of a run for the screen, each as a picture with its description."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from sfph_desktop.core.domain.impact import ChangeFigure, ImpactRun
from sfph_desktop.core.domain.income import Income
from sfph_desktop.core.domain.measures import Instrument
from sfph_desktop.core.domain.network import Benchmark
from sfph_desktop.core.domain.pace import Pace
from sfph_desktop.core.domain.saving_rules import SavingWorked
from sfph_desktop.core.domain.worth import Worth
from sfph_desktop.core.reports.charts.benchmark import benchmark_chart
from sfph_desktop.core.reports.charts.benchmark import may_be_drawn as has_bar
from sfph_desktop.core.reports.charts.board import Drawn
from sfph_desktop.core.reports.charts.break_even import break_even_chart
from sfph_desktop.core.reports.charts.change import Threshold, change_chart, may_be_drawn
from sfph_desktop.core.reports.charts.counts import environment_chart, events_chart
from sfph_desktop.core.reports.charts.income import income_chart
from sfph_desktop.core.reports.charts.pace import may_be_drawn as has_line
from sfph_desktop.core.reports.charts.pace import pace_chart
from sfph_desktop.core.reports.charts.payback import payback_chart
from sfph_desktop.core.reports.charts.style import ChartStyle
from sfph_desktop.core.reports.charts.vectors import screen_svg
from sfph_desktop.core.reports.charts.verdicts import completion_chart, verdict_chart
from sfph_desktop.core.reports.charts.worth import interval_chart, payer_chart, tornado_chart
from sfph_desktop.core.reports.line_names import line_names
from sfph_desktop.core.reports.value_told import told_value


def screen_charts(
    run: ImpactRun,
    *,
    style: object,
    fonts: Path | None = None,
    instruments: Mapping[str, Instrument] | None = None,
    keys: Sequence[str] = (),
) -> tuple[tuple[str, str, bytes], ...]:
    """The charts of a run: key, what it says in words, and the picture as SVG. Figures are exact: no guard.

    `style` is a ChartStyle, or anything with colours of the same names (ink, paper, line ...). Keys are
    `change:INSTRUMENT.OUTPUT`, `verdict`, `completion`, `events`, `environment`, `payer`, `tornado` and `interval`;
    `keys` leaves out all but those named.
    """
    look = style_of(style, fonts)
    return tuple(
        (key, drawn.alt, screen_svg(drawn)) for key, drawn in drawn_charts(run, look, instruments or {}, keys=keys)
    )


def style_of(style: object, fonts: Path | None) -> ChartStyle:
    """The style of a chart: a ChartStyle, or anything with colours of the same names."""
    if not isinstance(style, ChartStyle):
        names = [field.name for field in dataclasses.fields(ChartStyle)]
        style = ChartStyle(**{name: getattr(style, name) for name in names if hasattr(style, name)})
    return style if fonts is None else style.sized(fonts=fonts)


def drawn_charts(
    run: ImpactRun,
    style: ChartStyle,
    instruments: Mapping[str, Instrument],
    *,
    guard: bool = False,
    keys: Sequence[str] = (),
) -> Iterator[tuple[str, Drawn]]:
    """Every chart that the run has figures for, with its key; only those named where `keys` are given."""
    ways = _of_people(run, style, instruments, guard=guard) | _of_sums(run, style, guard=guard)
    return ((key, draw()) for key, draw in ways.items() if not keys or key in keys)


Ways = dict[str, Callable[[], Drawn]]
"""How each chart is drawn, by its key; nothing is drawn before it is asked for."""


def _of_people(run: ImpactRun, style: ChartStyle, instruments: Mapping[str, Instrument], *, guard: bool) -> Ways:
    ways: Ways = {}
    for figure in run.changes:
        if may_be_drawn(figure, guard=guard):
            threshold = threshold_of(figure, instruments)
            key = f"change:{figure.instrument}.{figure.output}"
            ways[key] = partial(change_chart, figure, style, guard=guard, threshold=threshold)
    if run.changes:
        ways["verdict"] = partial(verdict_chart, run.changes, style, guard=guard)
        ways["completion"] = partial(completion_chart, run.changes, style, guard=guard)
    if run.events:
        ways["events"] = partial(events_chart, run.events, style, guard=guard)
    return ways


def _of_sums(run: ImpactRun, style: ChartStyle, *, guard: bool) -> Ways:
    ways: Ways = {}
    savings = [figure for figure in run.environment if not figure.counted_only]
    if savings:
        ways["environment"] = partial(environment_chart, savings, style)
    if run.value.total_pv is not None:
        told = told_value(run, guard=guard)
        ways["payer"] = partial(payer_chart, told, style)
        if run.value.ratio is not None and run.value.tornado:
            ways["tornado"] = partial(tornado_chart, told, style, names=line_names(run))
        if run.value.total_p50 is not None:
            ways["interval"] = partial(interval_chart, run.value, style)
    return ways


def value_charts(
    worth: Worth, *, style: object, fonts: Path | None = None, keys: Sequence[str] = ()
) -> tuple[tuple[str, str, bytes], ...]:
    """The charts of value while lines are worked on, without the guard: who gains, tornado, trials, break-even.

    `keys` leaves out all but those named. Where there is no total there are none.
    """
    value, look = worth.run.value, style_of(style, fonts)
    if value.total_pv is None:
        return ()
    told = told_value(worth.run, guard=False)
    drawings: dict[str, Callable[[], Drawn]] = {"payer": lambda: payer_chart(told, look)}
    if value.ratio is not None and value.tornado:
        drawings["tornado"] = lambda: tornado_chart(told, look, names=line_names(worth.run))
    if value.total_p50 is not None:
        drawings["interval"] = lambda: interval_chart(value, look)
    if worth.scenarios is not None and worth.scenarios.break_evens:
        evens = worth.scenarios.break_evens
        drawings["break_even"] = lambda: break_even_chart(evens, look)
    drawn = [(key, draw()) for key, draw in drawings.items() if not keys or key in keys]
    return tuple((key, one.alt, screen_svg(one)) for key, one in drawn)


def pace_pictures(
    paces: Sequence[Pace], *, style: object, fonts: Path | None = None
) -> tuple[tuple[str, str, bytes], ...]:
    """A line for each target that has one, by `pace:ID` of the target, as `screen_charts` gives them."""
    look = style_of(style, fonts)
    drawn = [(f"pace:{one.target.id}", pace_chart(one, look)) for one in paces if has_line(one)]
    return tuple((key, one.alt, screen_svg(one)) for key, one in drawn)


def income_pictures(income: Income, *, style: object, fonts: Path | None = None) -> tuple[str, bytes] | None:
    """The chart of income: what it says in words, and the picture as SVG; None where there is none."""
    if not any(year.total.pence > 0 for year in income.years):
        return None
    drawn = income_chart(income, style_of(style, fonts))
    return drawn.alt, screen_svg(drawn)


def benchmark_pictures(one: Benchmark, *, style: object, fonts: Path | None = None) -> tuple[str, bytes] | None:
    """The chart of one benchmark in words and as a picture (SVG); None where nothing is told."""
    if not has_bar(one):
        return None
    drawn = benchmark_chart(one, style_of(style, fonts))
    return drawn.alt, screen_svg(drawn)


def payback_picture(worked: SavingWorked, *, style: object, fonts: Path | None = None) -> tuple[str, bytes]:
    """The chart of a case for investing: what it says in words, and the picture as SVG."""
    drawn = payback_chart(worked, style_of(style, fonts))
    return drawn.alt, screen_svg(drawn)


def threshold_of(figure: ChangeFigure, instruments: Mapping[str, Instrument]) -> Threshold | None:
    """The published cut of the figure's instrument, where it has one for this output and it counted in the run."""
    instrument = instruments.get(figure.instrument)
    cut = instrument.caseness if instrument else None
    if cut is None or figure.crossed is None or cut.output != figure.output:
        return None
    words = {"<": "below", "<=": "up to", ">": "above", ">=": "from"}[cut.operator]
    return Threshold(value=cut.value, label=f"{cut.label.split(' (')[0].split(';')[0]}: {words} {cut.value:g}")
