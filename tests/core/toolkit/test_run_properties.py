"""What must hold of every run, whatever the records: hypothesis makes them."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.toolkit.cases import INSTRUMENTS, YEAR, Enterprise, day, instrument, line, reference, unit_value

from sfph_desktop.core.domain.contracts import InputCost
from sfph_desktop.core.domain.impact import Choices, ImpactRun, Selection
from sfph_desktop.core.domain.impact_facts import GhgFactor, ImpactFacts
from sfph_desktop.core.toolkit.pipeline import run_impact

NO_DRAWS = Choices(draws=0)
VALUES = {
    "therapy": unit_value("therapy", "33.33", low=20, high=40),
    "wellby": unit_value("wellby", 13000, "individual", contains_wellbeing=True, health_rate=True),
    "job": unit_value("job", 1000, payer="DWP"),
}
GHG = {("van", year): GhgFactor(id="van", year=year, activity="van", unit="km", kgco2e=0.25) for year in (2025, 2026)}
LIBRARY = reference(unit_values=VALUES, ghg=GHG)
COST = InputCost(id=1, date_from=YEAR.start, date_to=YEAR.end, kind="cash", amount=Decimal(5000))


def small_enterprise(seed: int, people: int = 24) -> Enterprise:
    """Invented records with gaps: several episodes, contracts, missing seconds, events, vans."""
    draw, made = random.Random(seed), Enterprise()
    for person in range(1, people + 1):
        made.person(person, gender=draw.choice(["woman", "man", ""]), born="1970-02-28")
        for _ in range(draw.choice([1, 1, 2])):
            paid = draw.choice([{}, {"A": 100}, {"A": 60, "B": 40}, {"B": 33.33}])
            start = draw.randrange(day("2025-01-01"), day("2025-10-01"))
            made.episode(person, _date(start), None, draw.choice(["Lunch", "Choir"]), **paid)
        for scale in ("phq9.total", "ons4.life_satisfaction"):
            first = draw.randrange(day("2025-04-01"), day("2025-10-01"))
            made.score(person, scale, _date(first), draw.randint(0, 10))
            if draw.random() < 0.8:
                made.score(person, scale, _date(first + draw.randint(20, 160)), draw.randint(0, 10))
        if draw.random() < 0.5:
            made.event(person, "2025-08-01", "job", weeks=draw.choice([0, 13, 52]))
    made.session("2025-06-01", came=range(1, people, 2), low=2, high=4)
    made.green("2025-06-01", "van", 100)
    made.rest = {
        "inputs": (COST,),
        "value_lines": (
            line("L1", "phq9.improved", "therapy", 2, deadweight="0.3", drop_off="0.1", overlap_group="a"),
            line("L2", "ons4.life_satisfaction.change_sum", "wellby", overlap_group="b"),
            line("L3", "event:job", "job", 3, attribution="0.25", cashable="0.5", overlap_group="c"),
            line("L4", "phq9.recovered", "therapy", contract_ref="A", overlap_group="d"),
        ),
    }
    return made


def _date(number: int) -> Any:
    from sfph_desktop.core.domain.values import from_day

    return from_day(number)


seeds = st.integers(0, 10_000)


def run(facts: ImpactFacts, choices: Choices = NO_DRAWS, **selection: str) -> ImpactRun:
    return run_impact(facts, LIBRARY, Selection(period=YEAR, **selection), choices)


def shuffled(facts: ImpactFacts, seed: int) -> ImpactFacts:
    """The same rows, every table in another order."""
    draw, changed = random.Random(seed), {}
    for part in fields(facts):
        table = getattr(facts, part.name)
        if isinstance(table, tuple):
            changed[part.name] = tuple(draw.sample(table, len(table)))
            continue
        columns = {one.name: list(getattr(table, one.name)) for one in fields(table)}
        order = list(range(len(next(iter(columns.values())))))
        draw.shuffle(order)
        changed[part.name] = type(table)(**{name: [rows[i] for i in order] for name, rows in columns.items()})
    return replace(facts, **changed)


def numbers(value: Any) -> Iterator[float]:
    """Every float in a value, however deep."""
    if isinstance(value, float):
        yield value
    elif is_dataclass(value) and not isinstance(value, type):
        for part in fields(value):
            yield from numbers(getattr(value, part.name))
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from numbers(part)
    elif isinstance(value, tuple):
        for part in value:
            yield from numbers(part)


@settings(max_examples=25, deadline=None)
@given(seeds, seeds)
def test_the_order_of_rows_changes_nothing(seed: int, order: int) -> None:
    facts = small_enterprise(seed).facts()
    assert run(shuffled(facts, order), Choices(draws=50)) == run(facts, Choices(draws=50))


@settings(max_examples=25, deadline=None)
@given(seeds)
def test_somebody_without_a_pair_changes_no_change(seed: int) -> None:
    made = small_enterprise(seed)
    before = {(one.instrument, one.output): one for one in run(made.facts()).changes}
    made.episode(99, "2025-05-01")
    made.score(99, "phq9.total", "2025-05-01", 27)
    after = {(one.instrument, one.output): one for one in run(made.facts()).changes}
    told = ("pairs", "baseline_mean", "latest_mean", "mean_change", "ci_low", "sd_change", "d_av", "improved", "worse")
    for key, one in before.items():
        assert [getattr(after[key], name) for name in told] == [getattr(one, name) for name in told]
    phq9 = after["phq9", "total"]
    assert phq9.eligible == before["phq9", "total"].eligible + 1
    if phq9.claimed:
        assert (phq9.cautious_share or 0) <= (before["phq9", "total"].cautious_share or 0)


@settings(max_examples=25, deadline=None)
@given(seeds)
def test_a_scale_turned_round_tells_the_same(seed: int) -> None:
    """Scores counted downwards on a scale where lower is better are the same change."""
    made, mirror = small_enterprise(seed), small_enterprise(seed)
    mirror.scores = [(*row[:-1], 27 - row[-1]) if row[2] == "phq9" else row for row in made.scores]
    phq9 = INSTRUMENTS["phq9"]
    turned = replace(instrument("phq9", {"total": True}), reliable_change=phq9.reliable_change)
    other = replace(LIBRARY, instruments={**INSTRUMENTS, "phq9": turned})
    one = next(c for c in run(made.facts()).changes if c.instrument == "phq9")
    two = next(
        c for c in run_impact(mirror.facts(), other, Selection(period=YEAR), NO_DRAWS).changes if c.instrument == "phq9"
    )
    for name in ("pairs", "eligible", "improved", "same", "worse", "cautious_share", "wilcoxon_p"):
        assert getattr(one, name) == getattr(two, name)
    for name in ("mean_change", "ci_low", "ci_high", "sd_change", "srm", "d_av", "g_av", "change_sum"):
        assert getattr(one, name) == pytest.approx(getattr(two, name))


@settings(max_examples=25, deadline=None)
@given(seeds)
def test_the_parts_of_contracts_add_up_to_the_whole(seed: int) -> None:
    found = run(small_enterprise(seed).facts()).value
    for one in found.lines:
        if one.pv is not None:
            assert sum(round(part * 100) for part in one.by_contract.values()) == round(one.pv * 100)
    if found.total_pv is not None:
        assert sum(round(part * 100) for part in found.by_contract.values()) == round(found.total_pv * 100)
        assert sum(round(part * 100) for part in found.by_payer.values()) == round(found.total_pv * 100)
        assert found.total_pv == pytest.approx((found.total_social or 0) + (found.total_fiscal or 0))


@settings(max_examples=25, deadline=None)
@given(
    seeds,
    st.integers(0, 100),
    st.integers(0, 100),
    st.sampled_from(["deadweight", "displacement", "attribution", "drop_off"]),
)
def test_taking_more_away_never_raises_value(seed: int, one: int, other: int, name: str) -> None:
    made = small_enterprise(seed)
    worth = []
    for share in sorted((one, other)):
        made.rest["value_lines"] = (line("L1", "event:job", "job", "2.5", **{name: Decimal(share) / 100}),)
        worth.append(run(made.facts()).value.lines[0].pv)
    if worth[0] is not None:
        assert worth[1] <= worth[0]


@settings(max_examples=20, deadline=None)
@given(
    seeds, st.sampled_from([{}, {"service": "Lunch"}, {"contract_ref": "A"}, {"service": "Choir", "contract_ref": "B"}])
)
def test_no_number_is_nan_or_endless(seed: int, selection: dict[str, str]) -> None:
    found = run(small_enterprise(seed).facts(), Choices(draws=40), **selection)
    assert all(math.isfinite(number) for number in numbers(found))


@settings(max_examples=20, deadline=None)
@given(seeds)
def test_contracts_never_claim_more_than_the_whole(seed: int) -> None:
    made = small_enterprise(seed)
    whole = {one.line_ref: one.quantity for one in run(made.facts()).value.lines}
    parts = [
        {one.line_ref: one.quantity or 0 for one in run(made.facts(), contract_ref=ref).value.lines} for ref in "AB"
    ]
    if whole["L3"] is not None:
        assert parts[0]["L3"] + parts[1]["L3"] <= whole["L3"] + 1e-9
