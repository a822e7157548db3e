"""How sure the value is: one parameter at a time (tornado), and all together (Monte Carlo)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import cast

import numpy as np

from sfph_desktop.core.domain.benefits import ADJUSTMENTS
from sfph_desktop.core.domain.impact import Choices, Swing
from sfph_desktop.core.toolkit.columns import Floats, finite
from sfph_desktop.core.toolkit.quantities import Law
from sfph_desktop.core.toolkit.valuation import WorkedLine

QUANTITY, UNIT_VALUE = "quantity", "unit value"


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """One number of one line that may be otherwise."""

    line_ref: str
    name: str
    low: float
    central: float
    high: float
    assumed: bool = False
    law: Law | None = None
    """How a quantity is drawn; every other parameter is drawn from a triangle."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """A counted line as floats, ready to be worked out for many values of its parameters at once."""

    ref: str
    payer: str
    central: dict[str, float]
    """Parameter -> central value."""
    weights: tuple[float, ...]
    """Of each year, before drop-off."""
    parameters: tuple[Parameter, ...]

    def worth(self, instead: dict[str, Floats | float] | None = None) -> Floats | float:
        """Present value in pounds with some parameters given instead of their central value, one number or many."""
        at = {**self.central, **(instead or {})}
        net = at[QUANTITY] * at[UNIT_VALUE]
        for name in ADJUSTMENTS[:3]:
            if not (isinstance(at[name], float) and at[name] == 0.0):
                net = net * (1.0 - at[name])
        kept = 1.0 - at["drop_off"]
        years: Floats | float = self.weights[-1]
        for weight in reversed(self.weights[:-1]):  # Horner: w0 + kept · (w1 + kept · (w2 + ...))
            years = years * kept + weight
        return net * years


def terms(worked: WorkedLine, assumed_range: float) -> Terms | None:
    """Of each line: its quantity, its unit value and each share that is taken off. What has no range does not vary.

    Ranges: of the quantity its own interval; of the unit value the published range, or as far to each side as ranges
    are assumed; of each share as far to each side as ranges are assumed, kept within 0 and 1.

    In code: `assumed_range` is how far, as a part of the value; None without a unit value.
    """
    found, price = worked.quantity, worked.price
    if found is None or price is None or not worked.weights:
        return None
    central = {QUANTITY: float(found.value), UNIT_VALUE: float(price.central)}
    ranges: list[tuple[str, float, float, bool]] = []
    if found.law is not None and found.low is not None and found.high is not None:
        ranges.append((QUANTITY, found.low, found.high, False))
    ranges.append((UNIT_VALUE, float(price.low), float(price.high), price.assumed))
    for name in ADJUSTMENTS:
        share = central[name] = float(worked.share(name))
        ranges.append((name, max(0.0, share * (1 - assumed_range)), min(1.0, share * (1 + assumed_range)), True))
    parameters = tuple(
        Parameter(
            line_ref=worked.ref,
            name=name,
            low=low,
            central=central[name],
            high=high,
            assumed=assumed,
            law=found.law if name == QUANTITY else None,
        )
        for name, low, high, assumed in ranges
        if low < high
    )
    return Terms(
        ref=worked.ref,
        payer=worked.payer,
        central=central,
        weights=tuple(float(weight) for weight in worked.weights),
        parameters=parameters,
    )


def tornado(lines: Sequence[Terms], inputs: float) -> tuple[Swing, ...]:
    """The ratio with each number at its low and at its high, all others central; the widest swing first."""
    if inputs <= 0:
        return ()
    worths = [float(line.worth()) for line in lines]
    whole = sum(worths)
    swings = []
    for line, own in zip(lines, worths, strict=True):
        for one in line.parameters:
            low, high = (
                finite((whole - own + float(line.worth({one.name: end}))) / inputs) for end in (one.low, one.high)
            )
            if low is not None and high is not None:
                swings.append(
                    Swing(
                        parameter=f"{one.line_ref}: {one.name.replace('_', '-')}",
                        low=one.low,
                        central=one.central,
                        high=one.high,
                        ratio_low=low,
                        ratio_high=high,
                        assumed=one.assumed,
                    )
                )
    return tuple(sorted(swings, key=lambda swing: (-abs(swing.ratio_high - swing.ratio_low), swing.parameter)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """What the draws say: 5th, 50th and 95th percentile of the total in pounds, and how often it exceeds the inputs."""

    draws: int = 0
    total: tuple[float, float, float] | None = None
    share_above: float | None = None
    payers: dict[str, tuple[float, float]] = field(default_factory=dict)
    """5th and 95th percentile by payer."""


def monte_carlo(lines: Sequence[Terms], inputs: float, choices: Choices) -> Spread:
    """Every number is drawn anew for each trial, by the generator PCG64 from the seed; what went in is fixed.

    Drawn in order of the lines, in each: quantity, unit value, deadweight, displacement, attribution, drop-off. People
    who improved or recovered, k of n: n · Beta(k + ½, n - k + ½). Sums of change: n · (mean + standard error · t(n -
    1)). All others: a triangle of low, central and high. Numbers without a range are not drawn.

    In code: `choices.draws` trials, `choices.seed`.
    """
    if choices.draws <= 0 or not lines:
        return Spread()
    source = np.random.Generator(np.random.PCG64(choices.seed))
    total = np.zeros(choices.draws)
    payers: dict[str, Floats] = {}
    for line in lines:
        drawn: dict[str, Floats | float] = {one.name: draw(source, one, choices.draws) for one in line.parameters}
        worth = line.worth(drawn)
        total += worth
        if line.payer in payers:
            payers[line.payer] += worth
        else:
            payers[line.payer] = np.zeros(choices.draws) + worth
    low, middle, high = percentiles(total, (5, 50, 95))
    return Spread(
        draws=choices.draws,
        total=(low, middle, high),
        share_above=float(np.count_nonzero(total > inputs)) / choices.draws if inputs > 0 else None,
        payers={payer: cast(tuple[float, float], percentiles(values, (5, 95))) for payer, values in payers.items()},
    )


def draw(source: np.random.Generator, one: Parameter, draws: int) -> Floats:
    """Draws of one parameter."""
    if one.law is None:
        return source.triangular(one.low, one.central, one.high, draws)
    law = one.law
    if law.kind == "share":
        return source.beta(law.k + 0.5, law.n - law.k + 0.5, draws) * (law.n * law.scale)
    return (source.standard_t(law.n - 1, draws) * law.error + law.mean) * (law.n * law.scale)


def percentiles(values: Floats, at: Iterable[float]) -> tuple[float, ...]:
    """Percentiles of the draws, linear between neighbours."""
    return tuple(float(value) for value in np.percentile(values, list(at)))
