"""Quarters: their days, the year that ends with them, and how they are written."""

from __future__ import annotations

from datetime import date

import pytest

from sfph_desktop.core.domain.network import Quarter, quarter_of, read_quarter
from sfph_desktop.core.domain.values import Period


@pytest.mark.parametrize(
    ("quarter", "start", "end", "year_start"),
    [
        (Quarter(2026, 1), date(2026, 1, 1), date(2026, 3, 31), date(2025, 4, 1)),
        (Quarter(2024, 2), date(2024, 4, 1), date(2024, 6, 30), date(2023, 7, 1)),
        (Quarter(2025, 3), date(2025, 7, 1), date(2025, 9, 30), date(2024, 10, 1)),
        (Quarter(2025, 4), date(2025, 10, 1), date(2025, 12, 31), date(2025, 1, 1)),
    ],
)
def test_the_days_of_a_quarter(quarter: Quarter, start: date, end: date, year_start: date) -> None:
    assert quarter.period == Period(start=start, end=end)
    assert quarter.year_to_it == Period(start=year_start, end=end)
    assert quarter_of(start) == quarter_of(end) == quarter
    assert quarter_of(date.fromordinal(end.toordinal() + 1)) == quarter.next


@pytest.mark.parametrize("text", ["2026Q1", "2026-Q1", " 2026 q1 ", "2026q1"])
def test_ways_to_write_one(text: str) -> None:
    assert read_quarter(text) == Quarter(2026, 1)
    assert str(Quarter(2026, 1)) == "2026Q1"


@pytest.mark.parametrize("text", ["2026Q5", "2026", "Q1 2026", "26Q1", "", "9999Q4", "0000Q1"])
def test_what_is_no_quarter(text: str) -> None:
    assert read_quarter(text) is None
