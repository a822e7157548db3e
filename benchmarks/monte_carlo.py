"""Monte Carlo of 50 parameters by 10,000 draws, beside numpy drawing the same numbers and doing nothing with them."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from ground import SEED, Ground
from measuring import Result, against_ratio, in_turns, timed

from sfph_desktop.core.domain.impact import Choices
from sfph_desktop.core.toolkit.quantities import Law
from sfph_desktop.core.toolkit.uncertainty import Parameter, Terms, monte_carlo

ROUNDS = 15
DRAWS = 10_000


def lines() -> list[Terms]:
    """Ten value lines of five parameters each: shares and means for quantities, triangles for all else."""
    made = []
    for number in range(10):
        ref = f"V{number}"
        share = number % 2 == 0
        law = (
            Law(kind="share", n=400 + number, k=150, scale=0.8)
            if share
            else Law(kind="mean", n=300, mean=2.0, error=0.2)
        )
        ranges = (
            ("quantity", 90.0, 120.0, 150.0, law),
            ("unit value", 800.0, 1000.0, 1300.0, None),
            ("deadweight", 0.15, 0.2, 0.25, None),
            ("attribution", 0.225, 0.3, 0.375, None),
            ("drop_off", 0.3, 0.4, 0.5, None),
        )
        parameters = tuple(
            Parameter(line_ref=ref, name=name, low=low, central=central, high=high, law=kind)
            for name, low, central, high, kind in ranges
        )
        central = {name: middle for name, _, middle, _, _ in ranges} | {"displacement": 0.0}
        payer = "NHS" if share else "the individual"
        weights = (1.0, 0.966, 0.933)
        made.append(Terms(ref=ref, payer=payer, central=central, weights=weights, parameters=parameters))
    return made


def draw_only(terms: list[Terms]) -> None:
    """The floor: the same numbers from the same source, in the same order."""
    source = np.random.Generator(np.random.PCG64(SEED))
    for line in terms:
        for one in line.parameters:
            law = one.law
            if law is None:
                source.triangular(one.low, one.central, one.high, DRAWS)
            elif law.kind == "share":
                source.beta(law.k + 0.5, law.n - law.k + 0.5, DRAWS)
            else:
                source.standard_t(law.n - 1, DRAWS)


def measure(ground: Ground) -> Iterator[Result]:
    """Both in this process."""
    terms, choices = lines(), Choices(draws=DRAWS, seed=SEED)
    count = sum(len(line.parameters) for line in terms)
    monte_carlo(terms, 100_000.0, choices)
    found = in_turns(
        {
            "ours": lambda: timed(lambda: monte_carlo(terms, 100_000.0, choices)),
            "floor": lambda: timed(lambda: draw_only(terms)),
        },
        ground.turns(ROUNDS),
    )
    yield against_ratio(f"Monte Carlo, {count} parameters × {DRAWS:,} draws", found["ours"], found["floor"], most=2.0)
