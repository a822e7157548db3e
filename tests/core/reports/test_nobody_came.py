"""A period in which nobody came: said plainly of a whole office, held back like a few of a part of one."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from make_run import PERIOD, make_run
from plain_text import as_text

from sfph_desktop.core.domain.impact import Choices, ImpactRun, Reach, RolesFigure, Selection, TargetFigure
from sfph_desktop.core.reports import blocks
from sfph_desktop.core.reports.blocks import Document
from sfph_desktop.core.reports.resources import font_folder
from sfph_desktop.core.reports.summaries.impact_summary import impact_summary


def summary(run: ImpactRun, length: str = "full") -> Document:
    return impact_summary(run, length=length, fonts=font_folder())  # type: ignore[arg-type]


def empty(**more: object) -> ImpactRun:
    blank = ImpactRun(
        selection=Selection(period=PERIOD), choices=Choices(), enterprise="Hill Street", reach=Reach(evidence="E-0001")
    )
    return replace(blank, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("length", ["full", "one-page"])
def test_an_office_that_had_nobody_says_so_and_a_few_are_still_held_back(length: str) -> None:
    def opening(run: ImpactRun) -> str:
        return as_text(summary(run, length))

    nobody = opening(empty())
    assert nobody.count("Nobody took part.  [E-0001") == 1
    assert not re.search(r"(under|ewer than) 5 (different )?people (who )?took part", nobody)
    unnamed = Reach(evidence="E-0001", unnamed_low=12, unnamed_high=15)
    assert "Nobody took part by name." in opening(empty(reach=unnamed))
    for few in (
        empty(reach=Reach(evidence="E-0001", people=1, contacts=3)),
        empty(reach=Reach(evidence="E-0001", people=4, contacts=9)),
        empty(selection=Selection(period=PERIOD, service="Lunch club")),
        empty(selection=Selection(period=PERIOD, contract_ref="A-24")),
    ):
        told = opening(few)
        assert "Nobody" not in told
        assert re.search(r"\*\* (Under|Fewer than) 5 ", told) or re.search(r"\* Fewer than 5 people took part", told)
        assert not re.search(r"\*+ [a-z]", told)


def test_nobody_stands_on_the_tile_beside_what_was_saved_and_no_role_is_told_of_nobody() -> None:
    run = empty(
        environment=make_run().environment, roles=RolesFigure(volunteers=7, staff=2), enterprise="Clyde Street Laundry"
    )
    tiles = next(one for one in summary(run).blocks if isinstance(one, blocks.KeyFigures)).tiles
    assert (tiles[0].number, tiles[0].explanation) == ("Nobody", "took part")
    assert "we supported" not in as_text(summary(run))


def test_a_promise_of_which_nothing_was_delivered_is_printed_where_nobody_came_and_held_back_elsewhere() -> None:
    def promised(indicator: str, delivered: float) -> TargetFigure:
        note = "Counted from 2024-04-01 to 2026-03-31."
        return TargetFigure(
            contract_ref="A-24", indicator=indicator, target=70, due_date=None, delivered=delivered, note=note
        )

    people, work = promised("people", 0), promised("event:started_job", 0)
    told = as_text(summary(empty(targets=(people, work))))
    assert "not printed" not in told
    assert told.count("| 70 |  | 0 | not yet") == 2, told
    few = as_text(summary(empty(targets=(people, promised("event:started_job", 3)))))
    assert few.count("| fewer than 5 |") == 2, "somebody is counted in the longer span of the contract"
    part = empty(selection=Selection(period=PERIOD, service="Lunch club"), targets=(people,))
    assert "| fewer than 5 |" in as_text(summary(part))
