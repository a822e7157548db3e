"""An evidence number opened in two halves: what is kept at once, and what has changed since when it is worked out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from import_offices import bring, new_office
from test_then_and_now import LAST, QUICK, YEAR, assessments, printed, workbook

from sfph_desktop.core.domain.figures import figures_of
from sfph_desktop.core.usecases import imports, proving
from sfph_desktop.core.usecases.impact import run_toolkit, snapshot
from sfph_desktop.core.usecases.office import Office, close_office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    opened = new_office(tmp_path)
    yield opened
    close_office(opened, backup=False)


def test_what_is_kept_is_there_before_what_changed_is_worked_out_and_both_make_the_whole(office: Office) -> None:
    bring(office, *workbook(12))
    run = printed(office)
    bring(office, assessments((12, LAST, 1)))
    known = None
    for figure in figures_of(run):
        opened = proving.open_figure(office, figure.evidence)
        whole = proving.prove(office, figure.evidence)
        assert whole.movement is not None and whole.movement.then == opened.proof.then
        assert opened.proof == replace(whole, movement=None, people_now=())
        known = proving.today(office, opened.run, known)
        assert proving.since(office, opened, known) == whole
    change = proving.prove(office, run.changes[0].evidence)
    assert change.people_now and change.movement is not None
    assert change.movement.now == "12 of 12 people improved"


def test_a_run_that_is_open_already_is_used_for_its_own_figures_alone(office: Office) -> None:
    bring(office, *workbook())
    first, second = printed(office), printed(office)
    again = snapshot(office, second.snapshot)
    opened = proving.open_figure(office, second.reach.evidence, again)
    assert opened.run is again
    assert opened.proof == proving.open_figure(office, second.reach.evidence).proof
    assert opened.proof.movement is not None, "nothing was written since: told at once"
    other = proving.open_figure(office, first.reach.evidence, again)
    assert (other.proof.snapshot, other.run.snapshot) == (first.snapshot, first.snapshot)


def test_today_is_worked_out_once_until_a_record_changes(office: Office) -> None:
    bring(office, *workbook())
    run = printed(office)
    bring(office, assessments((12, date(2025, 10, 1), 2)))
    known = proving.today(office, run)
    proving.with_names(office, proving.prove(office, run.changes[0].evidence))
    other = printed(office)
    assert proving.today(office, run, known) is known, "reading names and running the toolkit change no record"
    assert proving.today(office, other, known).of == other.snapshot
    bring(office, assessments((11, date(2025, 10, 1), 3)))
    fresh = proving.today(office, run, known)
    assert fresh is not known
    assert fresh.run.changes[0].improved < known.run.changes[0].improved


def test_a_figure_of_a_service_that_is_not_recorded_any_more_opens_and_tells_that_nothing_is_left(
    office: Office,
) -> None:
    first = bring(office, *workbook())
    run = run_toolkit(office, replace(YEAR, service="Lunch"), QUICK).value
    imports.undo_import(office, first.import_id)
    for figure in figures_of(run):
        movement = proving.prove(office, figure.evidence).movement
        assert movement is not None and movement.reasons
    change = proving.prove(office, run.changes[0].evidence).movement
    assert change is not None and change.now == "nothing"
