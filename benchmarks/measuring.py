"""How everything here is measured: ours and its floor in the same run, turn by turn, and judged by ratios.

A machine that does other things at the same time makes seconds tell little. What is run beside its floor in each round
suffers the same, so the median of the per-round ratios is what is held against the aim.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from statistics import median
from time import perf_counter


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One line of the table. `ours` and `floor` are in `unit`; a missing number could not be measured here."""

    work: str
    ours: float | None
    floor: float | None
    unit: str = "ms"
    aim: str
    figure: str
    """What is held against the aim, as printed: `1.24 ×`, `+ 61 MB`."""
    met: bool | None
    """None: not measured."""
    details: tuple[str, ...] = ()


def timed(work: Callable[[], object]) -> float:
    """Seconds that the work takes; rubbish of the work before is cleared away first."""
    gc.collect()
    begun = perf_counter()
    work()
    return perf_counter() - begun


def in_turns(
    competitors: Mapping[str, Callable[[], float]], rounds: int, *, seed: int = 2008, fixed_first: bool = False
) -> dict[str, list[float]]:
    """Every competitor once a round, in an order drawn anew; what each returned, by round.

    `fixed_first` takes the first round in the order given, where the later ones need what the first has made.
    """
    draw = Random(seed)
    found: dict[str, list[float]] = {name: [] for name in competitors}
    for number in range(rounds):
        order = list(competitors)
        if number or not fixed_first:
            draw.shuffle(order)
        if fixed_first and number % 2:
            order = list(reversed(list(competitors)))
        for name in order:
            found[name].append(competitors[name]())
    return found


def ratio(ours: Sequence[float], floor: Sequence[float]) -> float:
    """The median of the per-round ratios."""
    return median(one / other for one, other in zip(ours, floor, strict=True))


def against_ratio(
    work: str,
    ours: Sequence[float],
    floor: Sequence[float],
    *,
    most: float,
    unit: str = "ms",
    also: bool = True,
    aim: str = "",
    details: tuple[str, ...] = (),
) -> Result:
    """A result whose aim is a ratio of seconds; `also` is what else must hold, as `aim` says."""
    scale = {"s": 1.0, "ms": 1e3}[unit]
    found = ratio(ours, floor)
    return Result(
        work=work,
        ours=median(ours) * scale,
        floor=median(floor) * scale,
        unit=unit,
        aim=aim or f"≤ {most:g} ×",
        figure=f"{found:.2f} ×",
        met=found <= most and also,
        details=details,
    )


def table(results: Sequence[Result]) -> str:
    """The results as a Markdown table, what there is to say of each beneath."""
    lines = ["| work | ours | floor | ratio | aim | |", "|---|---|---|---|---|---|"]
    for one in results:
        verdict = "not measured" if one.met is None else "met" if one.met else "**missed**"
        cells = (one.work, _number(one.ours, one.unit), _number(one.floor, one.unit), one.figure, one.aim, verdict)
        lines.append(f"| {' | '.join(cells)} |")
    told = [f"- {one.work}: {detail}" for one in results for detail in one.details]
    return "\n".join([*lines, "", *told])


def _number(value: float | None, unit: str) -> str:
    if value is None:
        return "–"
    digits = 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 2
    return f"{value:,.{digits}f} {unit}"
