"""What becomes of figures about few people, and of those beside them."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from sfph_desktop.core.domain.disclosure import Cell, Decision, Key, Relations, Release, Sent, Total, Within
from sfph_desktop.core.toolkit.disclosure import bounds, guard

WHOLE = ("all",)


def _breakdown(*counts: int, kept: int | None = None) -> tuple[list[Cell], Relations]:
    """A total and its parts; the part at `kept` is never told."""
    parts = [Cell(key=("all", str(at)), n=n, publishable=at != kept) for at, n in enumerate(counts)]
    total = Total(total=WHOLE, parts=tuple(one.key for one in parts))
    return [Cell(key=WHOLE, n=sum(counts)), *parts], Relations(totals=(total,))


def _told(decided: dict[Key, Decision]) -> dict[str, int | str]:
    """Of each figure its number, or why it is held back."""
    return {
        key[-1]: (
            f"{one.qualifier} {one.n}" if one.qualifier == "earlier" else one.n if one.n is not None else one.reason
        )
        for key, one in decided.items()
    }


def _sent(cells: list[Cell], decided: dict[Key, Decision]) -> Release:
    """What the ledger keeps of a return."""
    rows = []
    for cell in cells:
        one = decided[cell.key]
        share = cell.k is not None
        rows.append(
            Sent(key=cell.key, n=one.n, k=one.k, share=share, qualifier=one.qualifier, true_n=cell.n, true_k=cell.k)
        )
    return Release(sent=tuple(rows))


def test_the_figure_with_fewest_people_is_held_beside_one_that_is_few() -> None:
    cells, relations = _breakdown(3, 40, 12, 30)
    decided = guard(cells, relations)
    assert _told(decided) == {"all": 85, "0": "few", "1": 40, "2": "beside", "3": 30}


def test_nobody_is_few_too_and_a_breakdown_of_enough_is_told() -> None:
    assert _told(guard(*_breakdown(0, 20, 15, 11)))["0"] == "few"
    cells, relations = _breakdown(10, 20, 15)
    assert _told(guard(cells, relations)) == {"all": 45, "0": 10, "1": 20, "2": 15}


def test_of_a_share_few_and_all_but_few_are_held() -> None:
    cells = [Cell(key=("a",), n=50, k=3), Cell(key=("b",), n=50, k=45), Cell(key=("c",), n=50, k=25)]
    decided = guard([*cells, Cell(key=("d",), n=7, k=5)], Relations())
    assert [(one.n, one.k, one.qualifier) for one in decided.values()] == [
        *((50, None, "few"), (50, None, "everybody"), (50, 25, ""), (None, None, "few")),
    ]


def test_few_is_not_said_where_that_alone_would_tell() -> None:
    decided = guard(*_breakdown(9, 9, 9))  # 27 of three that are each below ten: all nine
    assert decided[WHOLE].n == 27
    assert {(one.qualifier, one.reason) for key, one in decided.items() if key != WHOLE} == {("beside", "few")}


def test_people_whose_group_nobody_recorded_are_guarded_though_never_told() -> None:
    decided = guard(*_breakdown(20, 30, 2, kept=2))
    assert _told(decided) == {"all": 52, "0": "beside", "1": 30, "2": "no_basis"}
    assert _told(guard(*_breakdown(20, 30, 0, kept=2))) == {"all": 50, "0": 20, "1": 30, "2": "no_basis"}


def test_that_nobody_is_without_a_recorded_group_may_be_told() -> None:
    cells, relations = _breakdown(20, 30, 0)
    assert _told(guard(cells, relations)) == {"all": 50, "0": "beside", "1": 30, "2": "few"}
    known = [*cells[:3], replace(cells[3], empty_may_be_told=True)]
    assert _told(guard(known, relations)) == {"all": 50, "0": 20, "1": 30, "2": 0}
    few = [replace(cells[0], n=53), *cells[1:3], replace(cells[3], n=3, empty_may_be_told=True)]
    assert _told(guard(few, relations)) == {"all": 53, "0": "beside", "1": 30, "2": "few"}


def test_the_order_of_the_cells_changes_nothing() -> None:
    cells, relations = _breakdown(3, 12, 12, 4, 30)
    first = guard(cells, relations)
    random.Random(1).shuffle(cells)
    assert guard(cells, relations) == first


def test_figures_that_contradict_each_other_are_refused() -> None:
    cells, relations = _breakdown(20, 30)
    with pytest.raises(ValueError, match="do not fit"):
        guard([replace(cells[0], n=51), *cells[1:]], relations)
    with pytest.raises(ValueError, match="no count"):
        guard([Cell(key=("a",), n=3, k=4)], Relations())


@pytest.mark.parametrize(("late", "told"), [(0, 40), (3, "earlier 40"), (-9, "earlier 40"), (10, 50), (-25, 15)])
def test_what_was_sent_stays_while_few_were_put_right(late: int, told: int | str) -> None:
    cell = Cell(key=("a",), n=40)
    before = _sent([cell], guard([cell], Relations()))
    assert _told(guard([replace(cell, n=40 + late)], Relations(), [before])) == {"a": told}


def test_the_same_return_twice_is_the_same() -> None:
    cells, relations = _breakdown(3, 9, 12, 13, 30)
    first = guard(cells, relations)
    assert guard(cells, relations, [_sent(cells, first)]) == first
    # what was held stays held, also where it has grown
    grown, relations = _breakdown(14, 9, 12, 13, 30)
    again = guard(grown, relations, [_sent(cells, first)])
    assert again["all", "0"].n is None


@pytest.mark.parametrize(("new", "told"), [(0, "earlier 40"), (4, "earlier 40"), (10, 50)])
def test_where_nothing_fell_out_the_new_people_are_a_figure_themselves(new: int, told: int | str) -> None:
    was = Cell(key=("q1",), n=40)
    now = Cell(key=("q2",), n=40 + new, before=("q1",))
    assert _told(guard([now], Relations(), [_sent([was], guard([was], Relations()))])) == {"q2": told}


def test_the_new_people_of_one_group_are_not_what_the_others_leave_over() -> None:
    first, relations = _breakdown(40, 50, 60)
    second, more = _breakdown(43, 70, 80)
    later = [replace(one, key=("y", *one.key), before=one.key) for one in second]
    parts = tuple(("y", *key) for key in more.totals[0].parts)
    both = Relations(totals=(*relations.totals, Total(total=("y", *WHOLE), parts=parts)))
    decided = guard(later, both, [_sent(first, guard(first, relations))])
    assert _told(decided) == {"all": 193, "0": "earlier 40", "1": "beside", "2": 80}


def test_a_year_does_not_tell_the_quarter_that_was_held_back() -> None:
    quarters = [Cell(key=(name,), n=n) for name, n in (("q1", 20), ("q2", 4), ("q3", 30))]
    ledger = [_sent([one], guard([one], Relations())) for one in quarters]
    year = Cell(key=("year",), n=74)
    relations = Relations(totals=(Total(total=("year",), parts=(("q1",), ("q2",), ("q3",), ("q4",))),))
    decided = guard([Cell(key=("q4",), n=20), year], relations, ledger)
    assert _told(decided) == {"q4": "beside", "year": 74}
    assert _told(guard([Cell(key=("q4",), n=20), year], Relations(), ledger)) == {"q4": 20, "year": 74}


def test_the_same_people_told_in_two_ways_are_held_in_both() -> None:
    share = [Cell(key=("s",), n=60, k=30), Cell(key=("s", "a"), n=30, k=12), Cell(key=("s", "b"), n=30, k=18)]
    few = [Cell(key=("t",), n=60, k=30), Cell(key=("t", "a"), n=30, k=4), Cell(key=("t", "b"), n=30, k=26)]
    totals = (Total(total=("t",), parts=(("t", "a"), ("t", "b"))), Total(total=("s",), parts=(("s", "a"), ("s", "b"))))
    count = Cell(key=("c",), n=26)
    alone = guard([*share, *few, count], Relations(totals=totals))
    assert alone["c",].n == 26
    same = Within(part=("c",), whole=("t", "b"), of_k=True, same=True)
    decided = guard([*share, *few, count], Relations(totals=totals, within=(same,)))
    assert decided["c",].n is None
    assert decided["s", "a"].k == 12


def test_what_a_receiver_can_work_out_is_told_by_its_bounds() -> None:
    rows = (Sent(key=WHOLE, n=30), Sent(key=("all", "a"), qualifier="few"), Sent(key=("all", "b"), n=23))
    relations = Relations(totals=(Total(total=WHOLE, parts=(("all", "a"), ("all", "b"))),))
    assert bounds([Release(sent=rows)], relations) == {(0, ("all", "a"), "n"): (7, 7)}
