from __future__ import annotations

import math
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sfph_desktop.core.interchange.cell_numbers import (
    read_funding,
    read_minutes,
    read_number,
    read_share,
    read_whole,
)
from sfph_desktop.core.interchange.unreadable import Unreadable


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        (1250.5, 1250.5),
        ("1250.50", 1250.5),
        ("1,250.50", 1250.5),
        ("£1,250.50", 1250.5),
        ("GBP 1250.5", 1250.5),
        ("1 250.5", 1250.5),
        ("12,5", 12.5),
        ("-3", -3),
        (".5", 0.5),
        ("12,345,678", 12_345_678),
    ],
)
def test_numbers_as_people_write_them(cell: object, number: float) -> None:
    assert read_number(cell) == number


@pytest.mark.parametrize(
    "cell", ["1e9999", "nan", "inf", math.inf, math.nan, 1e13, "12,34,5", "1.2.3", "twelve", "=1+1", "1/2", "٣"]
)
def test_what_is_no_number_is_refused(cell: object) -> None:
    with pytest.raises(Unreadable):
        read_number(cell)


def test_whole_numbers_are_whole_and_not_below_zero() -> None:
    assert read_whole(90.0) == 90
    for cell in (2.5, -1, "-1", "half"):
        with pytest.raises(Unreadable):
            read_whole(cell)


@pytest.mark.parametrize(
    ("cell", "minutes"),
    [(90, 90), ("90", 90), ("1:30", 90), ("1:30:00", 90), ("1h 30", 90), ("1 hour 30 mins", 90), ("90 mins", 90),
     ("2 hours", 120), ("2h", 120)],
)  # fmt: skip
def test_minutes_as_hours_too(cell: object, minutes: int) -> None:
    assert read_minutes(cell) == minutes


def test_minutes_that_are_none_are_refused() -> None:
    for cell in ("h", "1:75", "a while", ""):
        with pytest.raises(Unreadable):
            read_minutes(cell)


@pytest.mark.parametrize(
    ("cell", "share"),
    [(0.25, "0.25"), ("25%", "0.25"), ("25 %", "0.25"), (1, "1"), (0, "0"), ("0.3", "0.3"), ("33.333%", "0.33333")],
)
def test_shares(cell: object, share: str) -> None:
    assert read_share(cell) == Decimal(share)


def test_a_share_beyond_the_whole_is_refused() -> None:
    for cell in (25, "101%", -0.1, "a quarter"):
        with pytest.raises(Unreadable):
            read_share(cell)


def test_funding_is_one_contract_or_shares_of_several() -> None:
    assert read_funding("IJB-24") == (("IJB-24", 10_000),)
    assert read_funding(12.0) == (("12", 10_000),)
    assert read_funding("A:60;B:40") == (("A", 6_000), ("B", 4_000))
    assert read_funding("A:60%; B:30 %") == (("A", 6_000), ("B", 3_000))
    assert read_funding("A:33.33, B:66.67") == (("A", 3_333), ("B", 6_667))


@pytest.mark.parametrize("cell", ["A;B", "A:60;B", "A:60;B:41", "A:60;A:40", "A:0;B:50", ":40", "A:-5", "A:x"])
def test_funding_that_cannot_be_is_refused(cell: str) -> None:
    with pytest.raises(Unreadable):
        read_funding(cell)


@given(st.floats(min_value=-1e11, max_value=1e11).map(lambda number: round(number, 2)))
def test_a_number_written_with_commas_and_pounds_comes_back(number: float) -> None:
    assert read_number(f"£{number:,.2f}") == pytest.approx(number, abs=0.004)
