"""A figure challenged after its records have moved: what is told, line by line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from import_offices import bring, new_office, rows, sheet

from sfph_desktop import __version__
from sfph_desktop.core.domain.figures import figures_of
from sfph_desktop.core.domain.impact import Choices, ImpactRun, Selection
from sfph_desktop.core.domain.proofs import Moved, Movement
from sfph_desktop.core.domain.values import Period
from sfph_desktop.core.domain.workbook import RawSheet
from sfph_desktop.core.store.queries.since import untouched
from sfph_desktop.core.usecases import impact as impacts
from sfph_desktop.core.usecases import imports, proving, then_and_now
from sfph_desktop.core.usecases.joining import say_same, take_apart
from sfph_desktop.core.usecases.office import Office, close_office

PEOPLE = 12
FIRST, LAST = date(2025, 5, 1), date(2025, 9, 1)
YEAR = Selection(period=Period(date(2025, 4, 1), date(2026, 3, 31)))
QUICK = Choices(draws=0)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    opened = new_office(tmp_path)
    yield opened
    close_office(opened, backup=False)


def people(*numbers: int, **cells: str) -> RawSheet:
    extra = " ".join(cells)
    return sheet("people", f"person_ref given_name {extra}", *((f"P{n}", f"Name{n}", *cells.values()) for n in numbers))


def assessments(*rows_of: tuple[int, date, int]) -> RawSheet:
    return sheet(
        "assessments",
        "person_ref instrument date q1 q2 q3",
        *((f"P{n}", "ucla3", day, a, a, a) for n, day, a in rows_of),
    )


def workbook(*missing: int) -> list[RawSheet]:
    """Twelve people who became less lonely; of those missing the second questionnaire has not come yet."""
    numbers = range(1, PEOPLE + 1)
    return [
        people(*numbers),
        sheet("episodes", "person_ref service start_date", *((f"P{n}", "Lunch", FIRST) for n in numbers)),
        assessments(*((n, FIRST, 3) for n in numbers), *((n, LAST, 1) for n in numbers if n not in missing)),
        sheet("inputs", "date_from date_to kind amount", (date(2025, 4, 1), date(2026, 3, 31), "cash", 1000)),
        sheet(
            "value_lines",
            "line_ref indicator unit_value duration_years",
            ("V1", "ucla3.improved", "loneliness_severe_year", 1),
        ),
    ]


def printed(office: Office) -> ImpactRun:
    return impacts.run_toolkit(office, YEAR, QUICK).value


def movement(office: Office, evidence: str) -> Movement:
    found = proving.prove(office, evidence).movement
    assert found is not None
    return found


def test_an_import_undone_and_brought_in_again_reads_as_the_same(office: Office) -> None:
    first = bring(office, *workbook())
    run = printed(office)
    change = run.changes[0]
    imports.undo_import(office, first.import_id)
    gone = proving.prove(office, change.evidence)
    assert gone.movement is not None
    assert gone.people == ()
    assert gone.movement.now == "nothing"
    assert gone.movement.reasons == (
        "-12 people removed since, on 22 November 2026",
        "-24 questionnaires removed since, on 22 November 2026",
    )

    bring(office, *workbook())
    proof = proving.prove(office, change.evidence)
    assert proof.movement is not None
    assert proof.movement.then == proof.movement.now == "12 of 12 people improved"
    assert proof.movement.reasons == (
        "the same records, brought in again",
        "12 people, the same, brought in again on 22 November 2026",
        "24 questionnaires, the same, brought in again on 22 November 2026",
    )
    # Their records open: under the ids that the same people have now.
    assert proof.people == ()
    proof = proving.with_names(office, proof)
    now = {row[0]: row[1] for row in rows(office, "SELECT id, given_name FROM people")}
    assert dict(proof.people) == now
    assert set(now).isdisjoint(change.records.ids["people"])
    assert rows(office, "SELECT why FROM units ORDER BY id DESC LIMIT 1") == [
        (f"read the names of 12 people behind {change.evidence}",)
    ]
    for evidence in (run.reach.evidence, run.value.evidence, run.value.lines[0].evidence):
        assert {one.what for one in movement(office, evidence).records} == {"again"}, evidence


def test_what_came_late_what_was_corrected_and_what_was_removed_are_told_apart(office: Office) -> None:
    bring(office, *workbook(12))
    change = printed(office).changes[0]
    bring(office, assessments((12, LAST, 2)))
    assert movement(office, change.evidence).reasons == (
        "+1 person was recorded already and counts now, with what was entered since",
        "+1 questionnaire entered since, on 22 November 2026",
        "+1 questionnaire was recorded already and counts now, with what was entered since",
    )
    bring(office, assessments((11, LAST, 2)))
    bring(office, people(1, gender="woman"), people(2, notes="likes tea"))
    bring(office, people(2, notes="likes tea"))
    with office.writing("removed somebody") as unit:
        unit.remove("people", 3)
    told = movement(office, change.evidence)
    assert told.then == "11 of 11 people improved"
    assert told.now == "11 of 11 people improved"
    assert "1 person corrected on 22 November 2026: gender" in told.reasons
    assert "1 person corrected on 22 November 2026 in what no figure counts: notes" in told.reasons
    assert "-1 person removed since, on 22 November 2026" in told.reasons
    assert "-2 questionnaires removed since, on 22 November 2026" in told.reasons
    assert "1 questionnaire corrected on 22 November 2026: answers, scores" in told.reasons


def test_a_correction_that_takes_somebody_out_of_the_count_is_told(office: Office) -> None:
    bring(office, *workbook())
    run = printed(office)
    with office.writing("put the date right") as unit:
        unit.change_many("episodes", ("id", "start_date"), [(1, 25_000)])
    told = movement(office, run.changes[0].evidence)
    assert told.reasons[0] == "-1 person still recorded, and not counted any more"
    reach = movement(office, run.reach.evidence)
    assert reach.now == "11 people"
    assert "-1 enrolment still recorded, and not counted any more" in reach.reasons


def test_a_linked_duplicate_is_told_and_counted_once_until_it_is_taken_apart(office: Office) -> None:
    bring(office, *workbook())
    run = printed(office)
    say_same(office, "P12", "P1")
    told = movement(office, run.reach.evidence)
    assert (told.then, told.now) == ("12 people", "11 people")
    assert any(line.startswith("-1 linked duplicate: one person under two records, on ") for line in told.reasons)
    changed = printed(office).changes[0]
    assert (changed.pairs, changed.eligible) == (PEOPLE - 1, PEOPLE - 1)
    take_apart(office, "P12")
    assert movement(office, run.reach.evidence).now == "12 people"


def test_a_corrected_value_line_is_told_with_the_total(office: Office) -> None:
    bring(office, *workbook())
    run = printed(office)
    with office.writing("lasts longer") as unit:
        unit.change_many("value_lines", ("id", "duration_years"), [(1, "2")])
    for evidence in (run.value.evidence, run.value.lines[0].evidence):
        assert movement(office, evidence).reasons == ("1 value line corrected on 22 November 2026: duration years",)


def test_the_document_holds_the_lines_as_data_and_nobody_by_name(office: Office) -> None:
    first = bring(office, *workbook())
    evidence = printed(office).changes[0].evidence
    imports.undo_import(office, first.import_id)
    bring(office, *workbook())
    document = proving.proof_document(proving.prove(office, evidence))["then_and_now"]
    assert json.loads(json.dumps(document))["records"][0] == {
        "kind": "people", "what": "again", "count": 12, "on": ["2026-11-22"], "fields": [],
    }  # fmt: skip
    assert "Name1" not in json.dumps(document)


def test_an_older_library_is_named_when_the_figure_moved(office: Office) -> None:
    bring(office, *workbook())
    run = printed(office)
    assert then_and_now.other_versions(run, run) == ""
    newer = {**run.versions, "unit_values": "newer", "instrument ucla3": "newer"}
    assert then_and_now.other_versions(run, replace(run, versions=newer)) == "instrument ucla3, unit values"


DAYS = tuple(date(2026, 5, 1) + timedelta(days=n) for n in range(5))


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ((), ""),
        (DAYS[:1], " on 1 May 2026"),
        (DAYS[:2], " on 1 May 2026 and 2 May 2026"),
        (DAYS[:3], " on 1 May 2026, 2 May 2026 and 3 May 2026"),
        (DAYS, " between 1 May 2026 and 5 May 2026"),
    ],
)
def test_days_in_words(days: tuple[date, ...], words: str) -> None:
    assert then_and_now.on_days(days) == words


def test_one_and_many_in_words() -> None:
    def line(what: Any, count: int, kind: str = "people", late: bool = True) -> str:
        return then_and_now.said(Moved(kind=kind, what=what, count=count), late=late)

    assert line("counted", 2, late=False) == "+2 people were recorded already and count now, after a correction"
    assert line("left", 1_200, "assessments") == "-1,200 questionnaires still recorded, and not counted any more"
    assert line("removed", 1, "something_else") == "-1 record of something else removed since"


def test_where_nothing_was_written_since_the_short_way_tells_what_the_long_way_does(office: Office) -> None:
    bring(office, *workbook(3))
    run = printed(office)
    today = impacts.compute(office, run.selection, QUICK)
    every = [figure for figure in figures_of(run) if figure.evidence]
    assert len(every) > 3
    for figure in every:
        then = impacts.kept_figure(office, figure.evidence)[1]
        long = then_and_now.then_and_now(office, run, today, then)
        assert proving.prove(office, figure.evidence).movement == long.movement == then_and_now.unmoved(then).movement
    printed(office)  # another run is no change of the records
    with office.reading() as connection:
        assert untouched(connection, 1, __version__)
        assert not untouched(connection, 1, "0.0.1"), "another version may work it out differently"
    bring(office, assessments((3, LAST, 1)))
    with office.reading() as connection:
        assert not untouched(connection, 1, __version__)
    assert movement(office, run.changes[0].evidence).then != movement(office, run.changes[0].evidence).now
