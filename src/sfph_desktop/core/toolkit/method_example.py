"""One example worked through for the method statement, by the same functions that work out an office's figures."""

from __future__ import annotations

from decimal import Decimal

import numpy as np

from sfph_desktop.core.domain.benefits import UnitValue
from sfph_desktop.core.domain.impact import Choices
from sfph_desktop.core.domain.impact_facts import ReferenceFacts
from sfph_desktop.core.domain.method import WorkedExample, WorkedStep
from sfph_desktop.core.toolkit import prices
from sfph_desktop.core.toolkit import statistics as stats
from sfph_desktop.core.toolkit.prices import ONE
from sfph_desktop.core.toolkit.quantities import Law
from sfph_desktop.core.toolkit.uncertainty import QUANTITY, UNIT_VALUE, Parameter, Terms, monte_carlo

BEFORE = (18.0, 20, 17, 22, 19, 21, 16, 23, 20, 18, 22, 19, 21, 17)
AFTER = (21.0, 24, 19, 22, 23, 20, 20, 27, 22, 21, 25, 23, 24, 17)
DUE = 20
"""People who should have filled in both."""
VALUE, PRICE_YEAR, RANGE = Decimal(1000), "2019", (Decimal(800), Decimal(1300))
SHARES = {"deadweight": Decimal("0.20"), "displacement": Decimal(0), "attribution": Decimal("0.10")}
FADES, YEARS, INPUTS = Decimal("0.30"), Decimal(2), Decimal(6000)


def worked_example(reference: ReferenceFacts) -> WorkedExample:
    """Fourteen invented people, a value of £1,000 each, and £6,000 of inputs; price index and rates of the library."""
    before, after = np.array(BEFORE), np.array(AFTER)
    better = int(np.count_nonzero(after > before))
    return WorkedExample(
        before=BEFORE, after=AFTER, steps=(*_change(before, after, better), *_value(better, len(BEFORE), reference))
    )


def _change(before: np.ndarray, after: np.ndarray, better: int) -> list[WorkedStep]:
    n, difference = len(before), after - before
    worse = int(np.count_nonzero(difference < 0))
    mean = stats.mean_change(difference)
    share = stats.wilson(better, n)
    size = stats.d_av(float(np.mean(difference)), stats.average_spread(before, after))
    corrected = None if size is None else stats.g_av(size, n)
    test = stats.wilcoxon(difference)
    assert mean is not None and share is not None and mean.sd is not None and size is not None
    assert mean.low is not None and mean.high is not None and corrected is not None and test is not None
    t = stats.t_quantile(0.975, n - 1)
    return [
        WorkedStep(
            what="Better, the same, worse (any change of the score)",
            working=f"{n} people with both questionnaires",
            result=f"{better} better, {n - better - worse} the same, {worse} worse",
        ),
        WorkedStep(
            what="Share of those with both, and its range (Wilson)",
            working=f"{better} of {n}",
            result=f"{better / n * 100:.1f} in 100 ({share[0] * 100:.1f} to {share[1] * 100:.1f})",
        ),
        WorkedStep(
            what="Cautious share",
            working=f"{better} of the {DUE} who were due",
            result=f"{better / DUE * 100:.1f} in 100",
        ),
        WorkedStep(
            what="Average change, and its range",
            working=f"{mean.mean:.4f} ± {t:.4f} · {mean.sd:.4f} / √{n}",
            result=f"{mean.mean:.2f} points ({mean.low:.2f} to {mean.high:.2f})",
        ),
        WorkedStep(
            what="Size of the change, d_av, and corrected for small groups, g_av",
            working=f"{mean.mean:.4f} / {mean.mean / size:.4f}; times J({n - 1}) = {stats.hedges_j(n - 1):.4f}",
            result=f"{size:.3f}; {corrected:.3f}",
        ),
        WorkedStep(
            what="Wilcoxon's signed-rank test, two-sided",
            working="differences ranked, nought left out, ties given their middle rank",
            result=f"p = {test.p:.4f}",
        ),
    ]


def _value(better: int, n: int, reference: ReferenceFacts) -> list[WorkedStep]:
    base = prices.price_base(None, reference.deflator)
    unit = UnitValue(
        id="example", category="social", title="", value=VALUE, low=RANGE[0], high=RANGE[1], price_year=PRICE_YEAR
    )
    price = prices.uprated(unit, base, reference.deflator, Choices().assumed_range)
    net = Decimal(better)
    for share in SHARES.values():
        net *= ONE - share
    weights = prices.year_weights(YEARS, reference.discount, health=False, discount_first_year=False)
    faded = prices.fading(weights, FADES)
    worth = net * price.central * sum(faded, Decimal(0))
    pence, rate = prices.to_pence(worth), prices.discount_rate(reference.discount, "standard", 1)
    pounds = Decimal(pence) / 100
    even = ONE - INPUTS / (worth / (ONE - SHARES["deadweight"]))
    spread = monte_carlo([_terms(better, n, price, weights)], float(INPUTS), Choices())
    low, middle, high = (total / float(INPUTS) for total in spread.total or (0.0, 0.0, 0.0))
    now, then = (prices.price_index(str(year), reference.deflator)[0] for year in (base, PRICE_YEAR))
    return [
        WorkedStep(
            what=f"Value of one change, in the prices of {base}",
            working=f"£{VALUE:,} × {now} / {then}",
            result=f"£{price.central:,.2f}",
        ),
        WorkedStep(
            what="People after what is taken off",
            working=" × ".join([str(better), *(f"(1 - {share})" for share in SHARES.values())]),
            result=f"{net:.2f}",
        ),
        WorkedStep(
            what=f"Years: {YEARS}, fading by {FADES * 100:.0f} in 100, discounted at {rate * 100:.1f} in 100",
            working=f"1 + {weights[1]:.5f} × (1 - {FADES})",
            result=f"{sum(faded, Decimal(0)):.5f}",
        ),
        WorkedStep(
            what="Present value",
            working=f"{net:.2f} × £{price.central:,.2f} × {sum(faded, Decimal(0)):.5f}",
            result=f"£{pounds:,.2f}",
        ),
        WorkedStep(
            what="Beside what went in",
            working=f"£{pounds:,.2f} / £{INPUTS:,}; {spread.draws:,} trials, seed {Choices().seed}",
            result=f"{pounds / INPUTS:.1f} for each £1, likely between {low:.1f} and {high:.1f} (middle {middle:.1f})",
        ),
        WorkedStep(
            what="Deadweight at which benefits equal costs",
            working=f"1 - {INPUTS:,} / ({pounds:,.2f} / (1 - {SHARES['deadweight']}))",
            result=f"{even * 100:.1f} in 100 would have had to happen anyway",
        ),
    ]


def _terms(better: int, n: int, price: prices.Price, weights: tuple[Decimal, ...]) -> Terms:
    """The line as the trials see it: the people drawn by their share, the value within its published range."""
    spread = Choices().assumed_range
    central = {QUANTITY: float(better), UNIT_VALUE: float(price.central), "drop_off": float(FADES)}
    central |= {name: float(share) for name, share in SHARES.items()}
    law = Law(kind="share", n=n, k=better)
    parameters = [
        Parameter(line_ref="V1", name=QUANTITY, low=0.0, central=float(better), high=float(n), law=law),
        Parameter(
            line_ref="V1", name=UNIT_VALUE, low=float(price.low), central=float(price.central), high=float(price.high)
        ),
    ]
    for name in ("deadweight", "attribution", "drop_off"):
        at = central[name]
        parameters.append(
            Parameter(line_ref="V1", name=name, low=at * (1 - spread), central=at, high=at * (1 + spread), assumed=True)
        )
    return Terms(
        ref="V1",
        payer="",
        central=central,
        weights=tuple(float(weight) for weight in weights),
        parameters=tuple(parameters),
    )
