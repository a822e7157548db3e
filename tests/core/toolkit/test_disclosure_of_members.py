"""What a desk may tell of its members: fewest, and differences between subsets."""

from __future__ import annotations

import pytest

from sfph_desktop.core.toolkit.disclosure_of_members import withheld_of_members, withheld_subsets


def _members(first: int, last: int) -> frozenset[str]:
    return frozenset(f"m{number}" for number in range(first, last))


@pytest.mark.parametrize(("members", "told"), [(0, False), (4, False), (5, True), (400, True)])
def test_five_members_at_least(members: int, told: bool) -> None:
    assert (withheld_of_members(members) == "") is told


def test_a_subset_that_is_nearly_the_whole_is_not_told() -> None:
    why = withheld_subsets({"": _members(0, 20), "size:6-20": _members(0, 16), "area:Highland": _members(0, 15)})
    assert why[""] == "" == why["area:Highland"]
    assert "fewer than 5" in why["size:6-20"]


def test_subsets_that_together_leave_few_over_are_not_all_told() -> None:
    sizes = {"size:1-5": _members(0, 8), "size:6-20": _members(8, 16), "size:21+": _members(16, 19)}
    why = withheld_subsets({"": _members(0, 19), **sizes})
    assert [name for name in why if not why[name]] == ["", "size:1-5"]
    whole = withheld_subsets({"": _members(0, 21), **sizes, "size:21+": _members(16, 21)})
    assert not any(whole.values())
    # two kinds that do not meet, and all but two of the members
    crossed = withheld_subsets({"": _members(0, 20), "area:Fife": _members(0, 9), "size:6-20": _members(9, 18)})
    assert [name for name in crossed if not crossed[name]] == ["", "area:Fife"]
