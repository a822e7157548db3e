"""A figure that is so much for each one of a count is said so wherever it stands, small ones with two figures."""

from __future__ import annotations

from decimal import Decimal

import pytest

from sfph_desktop.core.domain.network import Benchmark, Quarter, one_of
from sfph_desktop.core.reports.benchmark_words import figure, in_sentences
from sfph_desktop.core.reports.charts.benchmark import benchmark_chart

SESSIONS = Benchmark(
    indicator="sessions_held",
    name="Sessions held",
    unit="sessions",
    kind="quantity",
    quarter=Quarter(2026, 1),
    members=8,
    per="person supported",
    low_quarter=Decimal("0.5"),
    median=Decimal("1.25"),
    high_quarter=Decimal(3),
    own=Decimal("0.031416"),
    position="lowest quarter",
)


def test_the_member_is_told_for_each_of_what_it_is_compared() -> None:
    assert in_sentences(SESSIONS) == (
        "Sessions held, for each person supported, among 8 members. You: 0.031 sessions for each person supported, "
        "among the quarter of members with the lowest figures. The middle half of the members lie between 0.5 and 3, "
        "the member in the middle at 1.25."
    )
    assert benchmark_chart(SESSIONS).title.startswith("Sessions held, for each person supported: 0.031")


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("People supported in the quarter", "person supported in the quarter"),
        ("People who volunteered", "person who volunteered"),
        ("People who are homeless", "one of “People who are homeless”"),
        ("Carers who had a break", "one of “Carers who had a break”"),
        ("People", "one of “People”"),
    ],
)
def test_one_of_a_count_is_said_by_its_name(name: str, told: str) -> None:
    assert one_of(name) == told


def test_people_for_each_person_are_not_rounded_to_whole_people() -> None:
    few = Benchmark(indicator="jobs", name="Jobs", unit="people", kind="count", quarter=Quarter(2026, 1), members=8,
                    per="person supported")  # fmt: skip
    assert figure(few, Decimal("0.125")) == "0.12 people for each person supported"
