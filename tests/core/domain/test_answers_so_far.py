"""Two typings of one paper are compared answer by answer; nought is not the same as left out."""

from __future__ import annotations

from datetime import date

import pytest

from sfph_desktop.core.domain.answers_so_far import AnswersSoFar, Given, differences
from sfph_desktop.core.domain.people import ServiceUserId


@pytest.mark.parametrize(
    ("first", "second", "places"),
    [
        ((1.0, 2.0), (1.0, 2.0), []),
        ((1.0, 2.0, 3.0), (1.0, 3.0, 3.0), [1]),
        ((0.0,), (False,), [0]),
        ((1.0,), (True,), [0]),
        ((None, 1.0), (False, 1.0), [0]),
        ((1.0, 2.0), (1.0,), [1]),
        (("well", 1.0), ("Well", 1.0), [0]),
        ((), (), []),
    ],
)
def test_where_two_typings_differ(first: tuple[Given, ...], second: tuple[Given, ...], places: list[int]) -> None:
    assert [one.place for one in differences(first, second)] == places
    assert [one.place for one in differences(second, first)] == places


def test_what_is_settled() -> None:
    begun = AnswersSoFar(person_id=ServiceUserId(1), instrument="phq2", date=date(2026, 5, 4), answers=(0.0, None))
    assert (begun.settled, begun.said) == (False, 1)
    assert not AnswersSoFar(person_id=ServiceUserId(1), instrument="phq2", date=date(2026, 5, 4)).settled
    whole = AnswersSoFar(person_id=ServiceUserId(1), instrument="phq2", date=date(2026, 5, 4), answers=(0.0, False))
    assert (whole.settled, whole.said) == (True, 2)
