"""How sure a total is as paper may tell it: for every number of people that paper leaves open, not for the true one.

The seed of the draws is printed, and so is all else that goes into them. The likely range of the true count would let
anybody try one count after the other until the printed range comes out. So it is drawn for the least and the most that
the words leave open, and is the same whichever of them is true.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from sfph_desktop.core.domain.impact import ChangeFigure, Choices, EventFigure, ValueSummary
from sfph_desktop.core.domain.small_numbers import Open, crossing_open, left_open
from sfph_desktop.core.toolkit.ledger import ZERO, Ledger
from sfph_desktop.core.toolkit.quantities import Law, law_range
from sfph_desktop.core.toolkit.uncertainty import QUANTITY, Parameter, Terms, draw, monte_carlo, percentiles, terms
from sfph_desktop.core.toolkit.valuation import WorkedLine

TRIALS = 2000
"""Enough to say which of a few numbers spreads furthest; the range itself is drawn as often as the run says."""


@dataclass(frozen=True, slots=True)
class Counts:
    """The people of a line as far as they are left open, and of how many they are where they are a share."""

    people: Open
    of: Open | None
    truth: int

    @property
    def open(self) -> bool:
        """Whether anything of it is held back."""
        return not self.people.exact or (self.of is not None and not self.of.exact)


def with_told_spread(
    summary: ValueSummary,
    lines: Sequence[WorkedLine],
    choices: Choices,
    changes: Sequence[ChangeFigure],
    events: Sequence[EventFigure],
) -> ValueSummary:
    """The summary with the percentiles that paper may tell; unchanged where no counted number of people is left open.

    Unchanged too where contracts share the people of such a line: how they share them is not told.
    """
    book = Ledger.of(lines, ZERO)
    if not book.total_known or summary.total_p05 is None:
        return summary
    low: list[Terms] = []
    high: list[Terms] = []
    any_open = False
    for worked, _pence in book.counted:
        one, counts = terms(worked, choices.assumed_range), _counts(worked, changes, events)
        if one is None:
            continue
        if counts is None or not counts.open:
            low.append(one)
            high.append(one)
            continue
        if worked.quantity is None or worked.quantity.value != counts.truth:
            return summary
        any_open = True
        least, most = _ends(one, counts, choices.seed)
        low.append(least)
        high.append(most)
    if not any_open:
        return summary
    below, above = (monte_carlo(ends, summary.inputs_pv, choices).total for ends in (low, high))
    return summary if below is None or above is None else replace(summary, told_p05=below[0], told_p95=above[2])


def told_interval(figure: ChangeFigure) -> tuple[float, float] | None:
    """The 95 % range of those no longer at risk, for any number at risk that paper leaves open; None without a cut."""
    crossing = crossing_open(figure)
    if crossing is None:
        return None
    ends = [law_range(law) for law in _laws(crossing.recovered, crossing.at_risk)]
    return min(low for low, _ in ends), max(high for _, high in ends)


def _counts(worked: WorkedLine, changes: Sequence[ChangeFigure], events: Sequence[EventFigure]) -> Counts | None:
    """The people of a line as far as paper leaves them open; None where it counts something else."""
    name = worked.quantity.same_change if worked.quantity else ""
    way = worked.line.indicator.strip().rpartition(".")[2]
    if name.startswith("event:"):
        event = next((one for one in events if name == f"event:{one.event_type}"), None)
        return None if event is None else Counts(left_open(event.people), None, event.people)
    figure = next((one for one in changes if name == f"{one.instrument}.{one.output}"), None)
    if figure is None:
        return None
    if way == "improved" and figure.improved is not None:
        pairs = Open(figure.pairs, figure.pairs, exact=True)
        return Counts(left_open(figure.improved, figure.pairs), pairs, figure.improved)
    crossing = crossing_open(figure) if way == "recovered" else None
    if crossing is None or figure.crossed is None:
        return None
    return Counts(crossing.recovered, crossing.at_risk, figure.crossed.recovered)


def _ends(one: Terms, counts: Counts, seed: int) -> tuple[Terms, Terms]:
    """A line with the count that reaches lowest of all that are left open, and with the one that reaches highest."""
    if counts.of is None:
        least, most = (_with(one, float(people), None) for people in (counts.people.low, counts.people.high))
        return least, most
    laws = list(_laws(counts.people, counts.of))
    source = np.random.Generator(np.random.PCG64(seed))
    reach = [percentiles(draw(source, _parameter(one.ref, law), TRIALS), (5, 95)) for law in laws]
    least_law = laws[min(range(len(laws)), key=lambda at: reach[at][0])]
    most_law = laws[max(range(len(laws)), key=lambda at: reach[at][1])]
    return _with(one, float(least_law.k), least_law), _with(one, float(most_law.k), most_law)


def _laws(people: Open, of: Open) -> Iterator[Law]:
    """The shares at the ends of what is left open, of every number that they may be a share of."""
    for whole in range(max(of.low, 1), of.high + 1):
        for count in dict.fromkeys((min(people.low, whole), min(people.high, whole))):
            yield Law(kind="share", n=whole, k=count)


def _parameter(ref: str, law: Law) -> Parameter:
    return Parameter(line_ref=ref, name=QUANTITY, low=0.0, central=float(law.k), high=float(law.n), law=law)


def _with(one: Terms, people: float, law: Law | None) -> Terms:
    """A line with another number of people in place of its own, drawn by its law or fixed."""
    others = tuple(parameter for parameter in one.parameters if parameter.name != QUANTITY)
    drawn = (_parameter(one.ref, law),) if law else ()
    return replace(one, central={**one.central, QUANTITY: people}, parameters=(*drawn, *others))
