"""A total of members is told where nobody can work out one of them from it: fewest, dominance, p% rule."""

from __future__ import annotations

import pytest

from sfph_desktop.core.domain.member_totals import withheld_total, withheld_total_of


@pytest.mark.parametrize(
    ("amounts", "told"),
    [
        ((10, 10, 10, 10), False),
        ((10, 10, 10, 10, 10), True),
        ((100, 30, 30, 30, 10), True),  # the largest is half
        ((101, 30, 30, 30, 9.9), False),  # a little more than half
        ((100, 96, 4, 3, 2.9), False),  # the second knows the largest to within 9.9 of 100
        ((100, 96, 4, 3, 3), True),
        ((0, 0, 0, 0, 0), True),
    ],
)
def test_a_total_hides_its_largest_member(amounts: tuple[float, ...], told: bool) -> None:
    assert (withheld_total_of(amounts) == "") is told
    ordered = sorted(amounts, reverse=True)
    assert withheld_total(len(amounts), sum(amounts), ordered[0], ordered[1]) == withheld_total_of(amounts)
