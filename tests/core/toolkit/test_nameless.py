"""The facts of a run without anybody's identity give the same figures to the last digit, and hold nobody."""

from __future__ import annotations

import random
from dataclasses import fields, replace
from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.toolkit.cases import YEAR, Enterprise, day
from tests.core.toolkit.test_run_properties import LIBRARY, small_enterprise

from sfph_desktop.core.domain.again import differences
from sfph_desktop.core.domain.contracts import Contract, Target
from sfph_desktop.core.domain.impact import Choices, ImpactRun, Selection
from sfph_desktop.core.domain.impact_facts import ImpactFacts, ReferralColumns, RoleColumns
from sfph_desktop.core.interchange.facts_packed import FactsBehind, pack_facts, unpack_facts
from sfph_desktop.core.interchange.impact_json import as_kept
from sfph_desktop.core.toolkit.nameless import without_identity
from sfph_desktop.core.toolkit.pipeline import run_impact

SELECTIONS = (
    Selection(period=YEAR),
    Selection(period=YEAR, service="Lunch"),
    Selection(period=YEAR, contract_ref="A"),
    Selection(period=YEAR, service="Choir", contract_ref="B"),
)
PROMISED = (("A", "people"), ("B", "contacts"), ("A", "phq9.improved"), ("B", "event:job"))
CHOICES = Choices(draws=50)
seeds = st.integers(0, 10_000)


def busy(seed: int) -> ImpactFacts:
    """Invented records in which every table has rows inside the period, before it and after it."""
    made, draw = small_enterprise(seed), random.Random(seed)
    for n in range(1, 30):
        when = draw.randrange(day("2024-01-01"), day("2027-01-01"))
        made.session(_iso(when), came=draw.sample(range(1, 25), 5), low=n, high=n + 2)
        made.event(draw.randint(1, 24), _iso(when), draw.choice(["job", "home"]), weeks=draw.choice([0, 13]))
        made.green(_iso(draw.randrange(day("2025-01-01"), day("2026-12-01"))), "van", n / 3)
        made.score(draw.randint(1, 24), "phq9.total", _iso(when), draw.randint(0, 27))
    facts = made.facts()
    days = [draw.randrange(day("2024-06-01"), day("2026-12-01")) for _ in range(20)]
    return replace(
        facts,
        referrals=ReferralColumns(
            id=range(1, 21), person_id=[draw.randint(1, 24) for _ in days], direction=["in", "out"] * 10,
            partner_id=[draw.choice([None, 7, 9]) for _ in days], kind=[draw.choice(["", "GP"]) for _ in days],
            service=[draw.choice(["", "Lunch"]) for _ in days], day=days,
            contact_day=[draw.choice([None, one + 5]) for one in days], outcome=["started", ""] * 10,
            outcome_day=[draw.choice([None, one + 9]) for one in days],
        ),
        roles=RoleColumns(
            id=range(1, 21), person_id=[draw.randint(1, 26) for _ in days],
            role=[draw.choice(["volunteer", "staff", "service_user"]) for _ in days], from_day=days,
            to_day=[draw.choice([None, one + 90]) for one in days],
        ),
        contracts=(
            Contract(
                contract_ref="A", title="Secret", extension="as Ann said", start_date=date(2025, 1, 1)
            ),
            Contract(contract_ref="B", title="x"),
        ),
        targets=tuple(
            Target(id=n, contract_ref=ref, indicator=what, target=9) for n, (ref, what) in enumerate(PROMISED, 1)
        ),
    )  # fmt: skip


def _iso(number: int) -> str:
    from sfph_desktop.core.domain.values import from_day

    return from_day(number).isoformat()


def compared(facts: ImpactFacts, kept: ImpactFacts, selection: Selection) -> tuple[Any, ...]:
    then, now = (run_impact(one, LIBRARY, selection, CHOICES) for one in (facts, kept))
    return differences(then, as_kept(then), now, as_kept(now))


@settings(max_examples=30, deadline=None)
@given(seeds, st.sampled_from(SELECTIONS), st.integers(0, 2**32 - 1))
def test_what_is_kept_gives_the_same_figures(seed: int, selection: Selection, lot: int) -> None:
    facts = busy(seed)
    kept = without_identity(facts, LIBRARY, selection, lot=lot)
    assert compared(facts, kept, selection) == ()
    packed = unpack_facts(pack_facts(FactsBehind(facts=kept))).facts
    assert compared(facts, packed, selection) == ()


def test_a_difference_is_found_and_named() -> None:
    facts = busy(3)
    kept = without_identity(facts, LIBRARY, SELECTIONS[0])
    other = replace(kept, scores=replace(kept.scores, value=[0.0] * len(kept.scores.value)))
    found = compared(facts, other, SELECTIONS[0])
    assert {"improved", "mean_change"} <= {name for one in found for name in one.parts}


def test_what_is_kept_comes_back_as_it_was() -> None:
    kept = without_identity(busy(5), LIBRARY, SELECTIONS[0])
    back = unpack_facts(pack_facts(FactsBehind(facts=kept, said=("As asked.",))))
    assert back.said == ("As asked.",)
    for part in fields(kept):
        before, after = getattr(kept, part.name), getattr(back.facts, part.name)
        if isinstance(before, tuple) or part.name == "sought":
            assert after == before
            continue
        for one in fields(before):
            cells = getattr(before, one.name)
            assert (dict(cells) if isinstance(cells, dict) else list(cells)) == (
                dict(cells) if isinstance(cells, dict) else list(getattr(after, one.name))
            )


def test_a_running_number_says_nothing_of_when_somebody_came() -> None:
    """Everybody alike but for the id: drawn by lot, the numbers are those of another order each time."""
    made = Enterprise()
    for person in range(1, 41):
        made.episode(person, _iso(day("2025-04-01") + person))
    orders = set()
    for lot in range(3):
        kept = without_identity(made.facts(), LIBRARY, SELECTIONS[0], lot=lot)
        orders.add(tuple(kept.episodes.start_day))
        assert sorted(kept.episodes.person_id) == list(range(1, 41))
        assert list(kept.episodes.id) == list(range(1, 41))
    assert len(orders) == 3
    assert tuple(made.facts().episodes.start_day) not in orders


def test_no_date_of_birth_and_no_word_too_many_is_kept() -> None:
    facts = busy(1)
    kept = without_identity(facts, LIBRARY, SELECTIONS[0])
    born = set(facts.people.birth_day) - {None}
    assert born
    assert not born & set(kept.people.birth_day)
    first = date(2025, 1, 1)
    assert kept.contracts[0] == Contract(contract_ref="A", title="", start_date=first), "and nothing else of it"
    assert max(kept.scores.day, default=0) <= day(YEAR.end.isoformat())
    run: ImpactRun = run_impact(kept, LIBRARY, SELECTIONS[0], CHOICES)
    assert run.reach.people
