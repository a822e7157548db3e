"""A workbook on its way into the store: matching, checking across sheets, one unit, undo."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from import_offices import (
    ASSESSMENTS,
    ATTENDANCE,
    CONTRACTS,
    EPISODES,
    PEOPLE,
    SESSIONS,
    WHOLE,
    bring,
    counts,
    everything,
    fates,
    new_office,
    rows,
    sheet,
)

from sfph_desktop.core.domain.problems import Stopped, UserCanFix
from sfph_desktop.core.domain.values import to_day
from sfph_desktop.core.domain.workbook import SHEET_NAMES
from sfph_desktop.core.usecases import imports
from sfph_desktop.core.usecases.history import undo
from sfph_desktop.core.usecases.office import Office, close_office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    opened = new_office(tmp_path)
    yield opened
    close_office(opened, backup=False)


# --- the good way -----------------------------------------------------------------------------------------------------


def test_a_whole_workbook_goes_in_as_one_unit(office: Office) -> None:
    report = bring(office, *WHOLE)
    assert report.import_id == "I-0001"
    assert {name: own["created"] for name, own in report.counts.items()} == {
        "people": 3, "contracts": 2, "episodes": 3, "sessions": 2, "attendance": 3, "assessments": 4,
    }  # fmt: skip
    assert all(fate.fate == "created" for fate in report.fates)
    assert len(report.fates) == 17
    assert len({row[0] for kind in ("people", "attendance", "assessments") for row in
                rows(office, f"SELECT made_in FROM {kind}")}) == 1  # fmt: skip
    assert rows(office, "SELECT given_name, date_of_birth FROM people WHERE person_ref = 'P1'") == [
        ("Ana", to_day(date(1950, 5, 1)))
    ]
    assert rows(office, "SELECT value FROM contracts ORDER BY id") == [(125050,), (None,)]
    assert rows(office, "SELECT episode_ref FROM episodes ORDER BY id")[1] == ("P2|Lunch|2025-04-02",)
    assert rows(office, "SELECT contract_ref, share_bp FROM funding ORDER BY episode_id, contract_ref") == [
        ("COUNCIL", 4000), ("IJB", 6000), ("IJB", 10000),
    ]  # fmt: skip
    assert rows(office, "SELECT minutes, unnamed_low, unnamed_high FROM sessions ORDER BY id") == [
        (90, 2, 3),
        (90, 1, 1),
    ]


def test_answers_are_kept_and_scored_with_the_version_of_the_instrument(office: Office) -> None:
    bring(office, *WHOLE)
    assert rows(office, "SELECT instrument, ready_score FROM assessments ORDER BY id") == [
        ("swemwbs7", None), ("swemwbs7", None), ("ucla3", None), ("pam", 55.5),
    ]  # fmt: skip
    assert rows(office, "SELECT count(*) FROM answers") == [(7 + 7 + 3,)]
    version = office.library.instruments()["swemwbs7"].version
    scores = rows(office, "SELECT assessment_id, output, value, version FROM scores ORDER BY assessment_id, output")
    assert [row[1:3] for row in scores] == [
        ("metric", 19.25), ("raw", 21), ("metric", 25.03), ("raw", 28), ("total", 7), ("score", 55.5),
    ]  # fmt: skip
    assert scores[0][3] == version


def test_the_same_again_adds_nobody_and_changes_nothing(office: Office) -> None:
    bring(office, *WHOLE)
    before = everything(office)
    report = bring(office, *WHOLE)
    assert {fate.fate for fate in report.fates} == {"matched"}
    after = everything(office)
    assert {k: v for k, v in after.items() if k not in ("imports", "units")} == {
        k: v for k, v in before.items() if k not in ("imports", "units")
    }


def test_a_rehearsal_says_the_same_and_changes_nothing(office: Office) -> None:
    before = everything(office)
    rehearsed = bring(office, *WHOLE, rehearse=True)
    assert rehearsed.rehearsal
    assert rehearsed.import_id == ""
    assert everything(office) == before
    assert bring(office, *WHOLE).counts == rehearsed.counts


def test_a_cell_that_differs_changes_the_record_and_a_blank_erases_nothing(office: Office) -> None:
    bring(office, *WHOLE)
    report = bring(
        office,
        sheet(
            "people", "person_ref given_name family_name postcode", ("P1", "", "Reid-Lee", None), ("P2", "Bo", "", "")
        ),
        CONTRACTS,
    )
    assert fates(report, "people") == [(2, "changed", "family_name"), (3, "matched", "")]
    assert report.fates[0].value == "Reid → Reid-Lee"
    assert rows(office, "SELECT given_name, family_name, postcode FROM people WHERE person_ref = 'P1'") == [
        ("Ana", "Reid-Lee", "G1 1AA")
    ]
    assert len(rows(office, "SELECT * FROM history WHERE kind = 'people'")) == 1


def test_funding_and_answers_are_changed_whole(office: Office) -> None:
    bring(office, *WHOLE)
    header = "episode_ref person_ref service start_date contract_ref"
    report = bring(
        office,
        sheet("episodes", header, ("E1", "P1", "Lunch", "1/4/2025", "IJB:50;COUNCIL:50"),
              ("E3", "P3", "Lunch", "3/4/2025", "")),
        sheet("assessments", "person_ref instrument date stage item_1 item_2 item_3",
              ("P2", "ucla3", "9/4/2025", "baseline", None, 1, None)),
    )  # fmt: skip
    assert fates(report, "episodes") == [(2, "changed", "contract_ref"), (3, "matched", "")]
    assert rows(office, "SELECT contract_ref, share_bp FROM funding ORDER BY episode_id, contract_ref")[:2] == [
        ("COUNCIL", 5000), ("IJB", 5000),
    ]  # fmt: skip
    assert fates(report, "assessments") == [(2, "changed", "item_2")]
    assert rows(office, "SELECT output, value FROM scores WHERE assessment_id = 3") == [("total", 6)]
    assert rows(office, "SELECT value FROM answers WHERE assessment_id = 3 ORDER BY item") == [(2,), (1,), (3,)]


def test_references_in_other_capitals_are_the_same(office: Office) -> None:
    bring(office, PEOPLE, SESSIONS)
    report = bring(
        office, sheet("people", "person_ref", ("p1",)), sheet("attendance", "session_ref person_ref", ("s1", "p2"))
    )
    assert fates(report, "people") == [(2, "matched", "")]
    assert fates(report, "attendance") == [(2, "created", "")]


# --- what is held -----------------------------------------------------------------------------------------------------


def test_good_rows_go_in_beside_held_ones_and_dependants_say_why_they_wait(office: Office) -> None:
    report = bring(
        office,
        sheet("people", "person_ref date_of_birth", ("P1", "1/1/1950"), ("P2", "31/02/1950")),
        SESSIONS,
        sheet("attendance", "session_ref person_ref", ("S1", "P1"), ("S1", "P2")),
    )
    assert fates(report, "attendance") == [(2, "created", ""), (3, "held", "person_ref")]
    waiting = next(f for f in report.fates if f.sheet == "attendance" and f.fate == "held")
    assert "people, row 3" in waiting.reason
    assert report.counts["people"] == {"created": 1, "matched": 0, "changed": 0, "held": 1, "refused": 0}
    assert counts(office)["attendance"] == 1


def test_the_same_row_twice_in_a_file_adds_nobody_and_a_contradiction_is_held(office: Office) -> None:
    sheets = (
        PEOPLE,
        SESSIONS,
        sheet("attendance", "session_ref person_ref minutes", ("S1", "P1", 60), ("S1", "P1", 60), ("S1", "p1", 90)),
        sheet("assessments", "person_ref instrument date item_1 item_2 item_3", ("P1", "ucla3", "1/4/25", 1, 1, 1),
              ("P1", "ucla3", "1/4/25", 1, 1, 1), ("P1", "ucla3", "1/4/25", 1, 2, 1)),
    )  # fmt: skip
    for first in ("created", "matched"):  # the file again does not let in what it contradicts either
        report = bring(office, *sheets)
        for name in ("attendance", "assessments"):
            assert [fate for _, fate, _ in fates(report, name)] == [first, "matched", "held"], name
        told = [f.reason for f in report.fates if f.row == 3 and f.sheet in ("attendance", "assessments")]
        assert told == ["The same as row 2."] * 2
        assert (counts(office)["attendance"], counts(office)["assessments"]) == (1, 1)


def test_two_scores_of_one_questionnaire_become_one_assessment(office: Office) -> None:
    scores = sheet("assessments", "person_ref instrument date score", ("P1", "sf12v2.pcs", "1/4/25", 48.5),
                   ("P1", "sf12v2.mcs", "1/4/25", 51.25))  # fmt: skip
    report = bring(office, PEOPLE, scores)
    assert [fate for _, fate, _ in fates(report, "assessments")] == ["created", "created"]
    assert rows(office, "SELECT output, value FROM scores ORDER BY output") == [("mcs", 51.25), ("pcs", 48.5)]
    assert counts(office)["assessments"] == 1
    assert [fate for _, fate, _ in fates(bring(office, PEOPLE, scores), "assessments")] == ["matched", "matched"]


def test_only_doubtful_rows_come_in_when_somebody_vouches_for_them(office: Office) -> None:
    planned = sheet("people", "person_ref date_of_birth", ("P1", "1/5/2000"), ("P2", "1/5/2030"))
    assert bring(office, planned, rehearse=True).counts["people"]["held"] == 1
    assert bring(office, planned, rehearse=True, as_it_is=True).counts["people"]["created"] == 2
    broken = sheet("people", "person_ref date_of_birth", ("P1", "31/02/2000"))
    assert bring(office, broken, rehearse=True, as_it_is=True).counts["people"]["held"] == 1


def test_a_date_of_birth_that_everybody_has_tells_nothing(office: Office) -> None:
    draw = random.Random(5)
    names = ["".join(draw.choices("abcdefghijklmnopqrstuvwxyz", k=9)) for _ in range(60)]
    header = "person_ref given_name family_name date_of_birth"
    many = [(f"P{n}", "Ana", name, "1/1/1900") for n, name in enumerate(names)]
    for family, told in ((names[59], 1), (f"{names[59]}s", 0)):
        report = bring(office, sheet("people", header, *many, ("P99", "Ana", family, "1/1/1900")), rehearse=True)
        assert len(report.likely) == told
        assert report.counts["people"]["created"] == 61
    few = bring(office, sheet("people", header, many[0], ("P99", "Ana", f"{names[0]}s", "1/1/1900")), rehearse=True)
    assert len(few.likely) == 1


# --- files ------------------------------------------------------------------------------------------------------------


def csv_file(tmp_path: Path, name: str, text: str) -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_file_is_imported_listed_warned_of_and_undone(office: Office, tmp_path: Path) -> None:
    file = csv_file(tmp_path, "clients.csv", "Client ref,First name,Surname,Shoe size\nP1,Ana,Reid,4\nP2,Bo,Kerr,9\n")
    assert imports.rehearse(office, file).counts["people"]["created"] == 2
    done = imports.import_file(office, file)
    assert done.changed >= {"people"}
    assert done.value.unknown_columns == (("people", "Shoe size"),)
    assert "as I-0001" in imports.rehearse(office, file).warnings[0]
    listed = imports.imports(office)
    assert dict(zip(listed.columns, listed.rows[0], strict=True)) == {
        "id": "I-0001", "when": "2026-11-22T12:00+00:00", "file": "clients.csv", "who": "manager", "created": 2,
        "matched": 0, "changed": 0, "held": 0, "refused": 0, "waiting": 0, "undone": False,
    }  # fmt: skip
    imports.undo_import(office, "I-0001")
    assert set(counts(office).values()) == {0}
    assert imports.imports(office).rows[0][-1] is True
    assert imports.rehearse(office, file).warnings == ()
    assert imports.import_file(office, file).value.counts["people"]["created"] == 2


def test_undoing_an_import_writes_back_what_it_changed(office: Office) -> None:
    bring(office, *WHOLE)
    before = everything(office)
    unit = rows(office, "SELECT max(id) FROM units")[0][0]
    bring(office, sheet("people", "person_ref postcode", ("P1", "EH1 1AA"), ("P9", "EH9 9AA")))
    imports.undo_import(office, "I-0002")
    after = everything(office)
    assert {k: after[k] for k in ("people", "episodes", "attendance")} == {
        k: before[k] for k in ("people", "episodes", "attendance")
    }
    undo(office, unit)
    assert counts(office)["people"] == 0


def test_undo_of_what_there_is_not_is_told(office: Office) -> None:
    with pytest.raises(UserCanFix, match="no import 'I-0009'"):
        imports.undo_import(office, "I-0009")


def test_a_mapping_a_kind_and_a_sheet_that_are_named(office: Office, tmp_path: Path) -> None:
    file = csv_file(tmp_path, "export.csv", "code,Who,When\nP1,Ana,x\n")
    with pytest.raises(UserCanFix, match="no sheet that this program knows"):
        imports.rehearse(office, file)
    mapping = {"people": {"code": "person_ref", "Who": "given_name", "When": "-"}}
    report = imports.rehearse(office, file, as_kind="people", mapping=mapping)
    assert report.counts["people"]["created"] == 1
    assert report.unknown_columns == ()
    with pytest.raises(UserCanFix, match="no sheet 'folk'"):
        imports.rehearse(office, file, as_kind="folk")
    with pytest.raises(UserCanFix, match="'folk', which is not in this file"):
        imports.rehearse(office, file, as_kind="people", mapping={"folk": {}})


def test_a_file_refused_as_a_whole_leaves_nothing(office: Office, tmp_path: Path) -> None:
    before = everything(office)
    for name, text in (
        ("attendance.csv", "session_ref\nS1\n"),
        ("people.csv", "person_ref,DOB,Birthdate\nP1,1/1/50,1/1/50\n"),
        ("nothing.csv", "\n\n"),
        ("odd.csv", "a,b\n1,2\n"),
    ):
        with pytest.raises(UserCanFix):
            imports.import_file(office, csv_file(tmp_path, name, text))
    assert everything(office) == before


def test_an_empty_sheet_deletes_nothing(office: Office, tmp_path: Path) -> None:
    bring(office, *WHOLE)
    before = counts(office)
    report = imports.import_file(office, csv_file(tmp_path, "people.csv", "person_ref,given_name\n")).value
    assert report.counts["people"] == dict.fromkeys(("created", "matched", "changed", "held", "refused"), 0)
    assert counts(office) == before


def test_our_own_template_comes_back_empty_and_known(office: Office, tmp_path: Path) -> None:
    path = imports.write_template(tmp_path / "template.xlsx", office.library)
    report = imports.rehearse(office, path)
    assert (report.unknown_sheets, report.unknown_columns, report.fates) == ((), (), ())
    assert tuple(report.counts) == SHEET_NAMES


def test_a_folder_of_csv_files_and_what_is_not_read_of_it(office: Office, tmp_path: Path) -> None:
    folder = tmp_path / "office"
    folder.mkdir()
    csv_file(folder, "people.csv", "person_ref\nP1\n")
    csv_file(folder, "attendance.csv", "session_ref,person_ref\nS1,P1\n")
    csv_file(folder, "sessions.csv", "session_ref,service,date\nS1,Lunch,2025-04-01\n")
    csv_file(folder, "diary.csv", "x\n1\n")
    report = imports.import_file(office, folder).value
    assert {name: own["created"] for name, own in report.counts.items()} == {
        "people": 1, "sessions": 1, "attendance": 1,
    }  # fmt: skip
    assert report.unknown_sheets == ("diary.csv",)


def test_many_good_rows_are_counted_and_not_listed(office: Office) -> None:
    many = sheet("people", "person_ref date_of_birth", *((f"P{n}", None) for n in range(2_001)), ("Q1", "31/02/2025"))
    report = bring(office, many, rehearse=True)
    assert report.counts["people"]["created"] == 2_001
    assert [fate.fate for fate in report.fates] == ["held"]


def test_cancelling_leaves_nothing(office: Office) -> None:
    before = everything(office)
    said: list[str] = []

    def stop(done: int, total: int, what: str) -> None:
        said.append(what)
        if what == "Saving visits":
            raise Stopped

    with pytest.raises(Stopped):
        imports.bring_in(office, WHOLE, file="test", progress=stop)
    assert "Saving people" in said
    assert everything(office) == before


def test_what_was_read_is_kept_with_the_import(office: Office) -> None:
    bring(office, PEOPLE, EPISODES, ATTENDANCE)
    ((_, _, file, _, report),) = rows(office, "SELECT id, made_in, file, digest, report FROM imports")
    assert file == "test"
    assert json.loads(report)["counts"]["attendance"]["held"] == 3
    kept = rows(office, "SELECT sheet, row, fate, cells FROM import_rows ORDER BY id")
    assert ("attendance", 2, "held") in {row[:3] for row in kept}
    assert json.loads(kept[0][3])["cells"]["person_ref"]


def test_names_of_a_sheet_that_the_workbook_does_not_have(office: Office) -> None:
    with pytest.raises(UserCanFix, match="no sheet 'shoes'"):
        bring(office, sheet("shoes", "size", (4,)))
    assert ASSESSMENTS.name == "assessments"
