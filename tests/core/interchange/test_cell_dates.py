from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sfph_desktop.core.domain.values import from_day, to_day
from sfph_desktop.core.interchange.cell_dates import read_date
from sfph_desktop.core.interchange.unreadable import Unreadable

TODAY = date(2026, 11, 22)


def day(cell: object, *, ahead: bool = False) -> date:
    return from_day(read_date(cell, TODAY, may_lie_ahead=ahead))


@pytest.mark.parametrize(
    "cell",
    [
        "2025-03-31",
        "2025/3/31",
        "31/03/2025",
        "31/3/25",
        "31-03-2025",
        "31.3.2025",
        "31 03 2025",
        " 31 / 3 / 2025 ",
        "31 March 2025",
        "31st Mar 2025",
        "31 of March 2025",
        "31-Mar-25",
        "March 31, 2025",
        "Mar 31st 2025",
        "Monday 31 March 2025",
        "Mon, 31/03/2025",
        "2025-03-31T09:30:00Z",
        "2025-03-31 09:30",
        "31/03/2025 9:30 pm",
        "31/3/'25",
        "20250331",
        20250331,
        20250331.0,
        45747,
        45747.75,
        "45747",
        date(2025, 3, 31),
        datetime(2025, 3, 31, 23, 59),  # noqa: DTZ001 - spreadsheets know no time zones
    ],
)
def test_one_day_in_many_ways(cell: object) -> None:
    assert day(cell) == date(2025, 3, 31)


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("31/02/2025", "does not exist"),
        ("29/02/2025", "does not exist"),
        ("04/13/2025", "day first"),
        ("2025-13-01", "day first"),
        ("00/01/2025", "does not exist"),
        ("2025", "number"),
        (2025, "number"),
        (1956.0, "number"),
        ("Sept 2026", "day, month and year"),
        ("31 March", "day, month and year"),
        ("w/c 20 Jun", "day, month and year"),
        ("31 Ma 2025", "day, month and year"),
        ("ten past four", "day, month and year"),
        ("1/1/99999", "day, month and year"),
        ("31/12/0025", "between"),
        (date(1, 1, 1), "between"),
        (1e300, "number"),
        (-5, "number"),
        ("²/3/2024", "day, month and year"),
        ("=TODAY()", "day, month and year"),
    ],
)
def test_what_is_no_date_is_refused_with_its_reason(cell: object, said: str) -> None:
    with pytest.raises(Unreadable) as refused:
        day(cell)
    assert said in refused.value.reason
    assert "31/03/2025" in refused.value.accepted


def test_two_digits_of_a_year_lie_in_the_past_unless_the_column_looks_ahead() -> None:
    assert day("05/06/45") == date(1945, 6, 5)
    assert day("05/06/26") == date(2026, 6, 5)
    assert day("05/06/27") == date(1927, 6, 5)
    assert day("31/03/30", ahead=True) == date(2030, 3, 31)
    assert day("31/03/47", ahead=True) == date(1947, 3, 31)


@given(st.dates(min_value=date(1880, 1, 1), max_value=date(2150, 12, 31)))
def test_every_day_comes_back_from_iso_uk_order_and_words(wanted: date) -> None:
    for text in (wanted.isoformat(), f"{wanted:%d/%m/%Y}", f"{wanted:%d %B %Y}", f"{wanted:%Y%m%d}"):
        assert day(text) == wanted


@given(st.dates(min_value=date(1910, 1, 1), max_value=date(2149, 12, 31)))
def test_every_day_number_of_excel_comes_back(wanted: date) -> None:
    assert day((wanted - date(1899, 12, 30)).days) == wanted
    assert read_date(wanted + timedelta(0), TODAY, may_lie_ahead=False) == to_day(wanted)


@given(st.text(max_size=30))
def test_no_text_does_anything_but_be_read_or_refused(text: str) -> None:
    try:
        found = read_date(text, TODAY, may_lie_ahead=False)
    except Unreadable:
        return
    assert 1880 <= from_day(found).year <= 2150
