"""When a group meets, said in words and counted on the calendar."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from sfph_desktop.core.domain.delivery import Group
from sfph_desktop.core.domain.schedule import meetings, meets_on, said_rhythm

TUESDAY = date(2026, 11, 3)


def group(**more: object) -> Group:
    return Group(**{"name": "Lunch", "service": "Lunch club", "weekday": 1, **more})  # type: ignore[arg-type]


def test_every_week_between_its_dates() -> None:
    weekly = group(from_date=TUESDAY, to_date=TUESDAY + timedelta(days=20))
    assert meetings(weekly, date(2026, 10, 1), date(2026, 12, 31)) == (
        TUESDAY,
        TUESDAY + timedelta(days=7),
        TUESDAY + timedelta(days=14),
    )
    assert not meets_on(weekly, TUESDAY + timedelta(days=1))


def test_every_second_week_is_counted_from_the_first_such_day() -> None:
    fortnightly = group(every="fortnight", from_date=TUESDAY - timedelta(days=4))
    found = meetings(fortnightly, TUESDAY, TUESDAY + timedelta(days=30))
    assert [(day - TUESDAY).days for day in found] == [0, 14, 28]


@pytest.mark.parametrize(
    ("begins", "days"),
    [
        (date(2026, 11, 3), [date(2026, 12, 1), date(2027, 1, 5), date(2027, 2, 2)]),
        (date(2026, 11, 17), [date(2026, 12, 15), date(2027, 1, 19), date(2027, 2, 16)]),
        (date(2026, 9, 29), [date(2026, 12, 29), date(2027, 1, 26), date(2027, 2, 23)]),
    ],
)
def test_once_a_month_keeps_to_its_week_and_a_fifth_becomes_the_last(begins: date, days: list[date]) -> None:
    monthly = group(every="month", from_date=begins)
    assert list(meetings(monthly, date(2026, 12, 1), date(2027, 2, 28))) == days


def test_once() -> None:
    once = group(every="once", from_date=TUESDAY, weekday=4)
    assert meetings(once, TUESDAY - timedelta(days=9), TUESDAY + timedelta(days=9)) == (TUESDAY,)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"starts_at": "12:30"}, "every Tuesday at 12:30"),
        ({"every": "fortnight", "from_date": TUESDAY}, "every second Tuesday"),
        ({"every": "month", "from_date": TUESDAY}, "the first Tuesday of the month"),
        ({"every": "month", "from_date": date(2026, 9, 29)}, "the last Tuesday of the month"),
        ({"every": "once", "from_date": TUESDAY}, "once, on 3 November 2026"),
    ],
)
def test_the_rhythm_in_words(more: dict[str, object], said: str) -> None:
    assert said_rhythm(group(**more)) == said
