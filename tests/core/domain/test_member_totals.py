"""A total or a count of members is told where nobody can work out one of them from it: fewest, dominance, p% rule."""

from __future__ import annotations

from collections import defaultdict
from itertools import product

import pytest

from sfph_desktop.core.domain.member_totals import how_many, told_counts, withheld_total, withheld_total_of


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


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ((11, 5, 8), (11, 5, 8)),
        ((11, 3, 8), (11, None, None)),  # 3 alone would be 22 less the others
        ((9, 3, 2), (9, None, None)),
        ((7, 12, 4), (None, None, None)),  # beside 7 it would be 16 of a rule that gives up the smallest
        ((8, 8, 1), (8, None, None)),  # the first is given up last
        ((4, 5, 4), (None, None, None)),  # eight left for two numbers below five would be four and four
        ((4, 8, 9), (None, None, None)),
        ((15, 4, 0), (None, None, None)),  # 4 and nobody are no five members
        ((19, 0, 0), (None, None, None)),  # it would tell of each of them
        ((19,), (None,)),
    ],
)
def test_which_counts_of_members_are_told(counts: tuple[int, ...], told: tuple[int | None, ...]) -> None:
    assert told_counts(counts) == told


def test_no_count_that_is_not_told_can_be_worked_out_from_the_number_of_all() -> None:
    """Whoever knows how many answered, takes off what is told: what is left could be of anybody of five or more."""
    for counts in product(range(13), repeat=3):
        told = told_counts(counts)
        left = [count for count, one in zip(counts, told, strict=True) if one is None]
        assert not left or len(left) > 1 or not any(counts), counts
        assert not left or sum(left) >= 5 or sum(left) == sum(counts), counts
        assert all(one is None or one >= 5 for one in told), counts


@pytest.mark.parametrize(("answers", "up_to"), [(3, 13), (4, 8)])
def test_no_few_can_be_worked_out_by_somebody_who_knows_the_rule(answers: int, up_to: int) -> None:
    """Every way in which members can have answered, sorted by all that is told of it."""
    open_to = defaultdict(list)
    for counts in product(range(up_to), repeat=answers):
        open_to[told_counts(counts), sum(counts)].append(counts)
    for (told, _of), truths in open_to.items():
        for at in range(answers):
            numbers = {truth[at] for truth in truths}
            assert not any(told) or told[at] is not None or min(numbers) >= 5 or len(numbers) > 1, (told, truths)


@pytest.mark.parametrize("of", range(5, 25))
def test_how_many_members_something_is_true_of_tells_of_fewer_than_five_neither_way(of: int) -> None:
    told: dict[str, list[int]] = {}
    for count in range(of + 1):
        told.setdefault(how_many(count, of), []).append(count)
    for words, those in told.items():
        if words.isdecimal():
            assert those == [int(words)] and 5 <= those[0] <= of - 5
    assert "fewer than 5" in how_many(0, of) and "all" in how_many(of, of)
