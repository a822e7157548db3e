"""A kept run worked out again: from facts that name nobody, with every difference named, by command too."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from command_line import Terminal
from import_offices import bring, new_office, rows, sheet
from own_forms import HOME
from test_snapshot_stands import PEOPLE, QUICK, YEAR, workbook

from sfph_desktop.cli.__main__ import main
from sfph_desktop.core.domain.benefits import ValueLine
from sfph_desktop.core.domain.impact_facts import ImpactFacts
from sfph_desktop.core.domain.library_used import as_used, library_used
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.workbook import sheet as spec_of
from sfph_desktop.core.interchange.facts_packed import pack_facts, unpack_facts
from sfph_desktop.core.interchange.impact_json import pack
from sfph_desktop.core.usecases import again, impact, own_measures, reference
from sfph_desktop.core.usecases.office import Office, close_office

PLANTED = {
    "person_ref": "QX7-PLANTED", "given_name": "Zebedee", "family_name": "Quillfeather", "known_as": "Zebbo",
    "postcode": "EH6 7QX", "phone": "0131 496 0777", "email": "zeb@planted.example", "nhs_number": "9434765919",
    "address": "77 Planted Wynd", "date_of_birth": "1961-02-17", "alerts": "planted alert words",
}  # fmt: skip


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    opened = new_office(tmp_path)
    yield opened
    if opened.store is not None:
        close_office(opened, backup=False)


def kept_facts(office: Office) -> bytes:
    """The facts beside the newest run, opened."""
    return zlib.decompress(bytes(rows(office, "SELECT content FROM kept_facts ORDER BY snapshot_id DESC")[0][0]))


def test_nothing_that_names_anybody_is_kept_beside_a_run(office: Office) -> None:
    held = {name: cell for name, cell in PLANTED.items() if name in _people_columns()}
    assert {"person_ref", "given_name", "family_name", "postcode", "date_of_birth"} <= set(held)
    bring(office, *workbook())
    bring(
        office,
        sheet("people", " ".join(held), tuple(held.values())),
        sheet("episodes", "person_ref service start_date", ("QX7-PLANTED", "Lunch", date(2025, 5, 1))),
        sheet(
            "assessments",
            "person_ref instrument date q1 q2 q3",
            ("QX7-PLANTED", "ucla3", date(2025, 5, 1), 3, 3, 3),
            ("QX7-PLANTED", "ucla3", date(2025, 9, 1), 1, 1, 1),
        ),
        sheet("events", "person_ref date event_type note", ("QX7-PLANTED", date(2025, 6, 1), "started_job", "planted")),
    )
    run = impact.run_toolkit(office, YEAR, QUICK).value
    facts = kept_facts(office)
    assert b"started_job" in facts and b"ucla3" in facts, "what is searched is what was kept"
    for cell in (*PLANTED.values(), "planted", "Name1", "1961", "EH6"):
        assert cell.encode() not in facts, cell
    birthday = (date(1961, 2, 17) - date(1970, 1, 1)).days
    assert str(birthday).encode() not in facts
    assert again.work_again(office, run.snapshot).same


def _people_columns() -> set[str]:
    return {column.name for column in spec_of("people").columns}


def test_an_own_questionnaire_is_read_as_it_was_on_the_day(office: Office) -> None:
    own_measures.add_instrument(office, HOME)
    bring(office, *workbook())
    forms = [
        (f"P{n}", "own_home_3", day, a, 4 - a, a)
        for n in range(1, PEOPLE + 1)
        for day, a in ((date(2025, 5, 1), 1), (date(2025, 9, 1), 1 + n % 3))
    ]
    bring(office, sheet("assessments", "person_ref instrument date q1 q2 q3", *forms))
    run = impact.run_toolkit(office, YEAR, QUICK).value
    before = next(one for one in run.changes if one.instrument == "own_home_3")
    assert before.claimed
    own_measures.change_instrument(office, "own_home_3", replace(HOME, name="Otherwise", level="individual"))
    assert again.work_again(office, run.snapshot).same


_NEWER = {
    "unit_values.csv": (
        "id,category,title,value,low,high,unit,price_year,geography,payer,source_title,publisher,year_published,url,"
        "licence,confidence,notes\n"
        "loneliness_severe_year,individual,Newer,15500,11000,21000,GBP per person,2019,UK,individual,A,B,2026,,"
        "By agreement,high,\n"
    ),
    "gdp_deflator.csv": "year,index,base,source,url\n2019,80,2025=100,HM Treasury,\n"
    + "".join(f"{year},{year - 1925},2025=100,HM Treasury,\n" for year in range(2020, 2026)),
    "discount_rates.csv": "kind,from_year,to_year,rate,source,url\nstandard,0,,0.02,HM Treasury,\n",
}


def test_a_newer_library_changes_no_figure_of_a_run_that_was_kept_before_it(office: Office, tmp_path: Path) -> None:
    bring(office, *workbook())
    run = impact.run_toolkit(office, YEAR, QUICK).value
    about = {"name": "Newer", "version": "1", "publisher": "P", "licence": "By agreement", "made": "2026-04-30"}
    folder = tmp_path / "pack"
    folder.mkdir()
    for name, content in {"pack.json": json.dumps(about), **_NEWER}.items():
        (folder / name).write_text(content, encoding="utf-8")
    reference.add_pack(office, folder)
    now = impact.compute(office, YEAR, QUICK)
    assert now.value.lines[0].unit_value != run.value.lines[0].unit_value
    assert now.versions != run.versions
    worked = again.work_again(office, run.snapshot)
    assert (worked.same, worked.differences) == (True, ())
    assert again.work_again(office, impact.run_toolkit(office, YEAR, QUICK).value.snapshot).same


def test_what_the_library_did_not_have_then_is_still_missing(office: Office) -> None:
    today = reference.reference_facts(office)
    line = ValueLine(line_ref="V1", indicator="people", unit_value="to_come", duration_years=Decimal(1))
    known = library_used(ImpactFacts(value_lines=(line,)), replace(today, unit_values={}), (), "")
    later = replace(today, unit_values={"to_come": today.unit_values["loneliness_severe_year"], "other": None})
    assert set(as_used(later, known).unit_values) == {"other"}
    assert as_used(later, known).versions == today.versions


def test_a_run_kept_before_the_library_was_kept_too_is_worked_out_with_the_library_of_today(office: Office) -> None:
    bring(office, *workbook())
    run = impact.run_toolkit(office, YEAR, QUICK).value
    older = replace(unpack_facts(zlib.compress(kept_facts(office))), library=None)
    with office.writing("as an older program left it") as unit:
        unit.connection.exec_driver_sql("UPDATE kept_facts SET content = ?", (pack_facts(older),))
    assert again.work_again(office, run.snapshot).same


def test_a_run_kept_without_its_facts_says_so(office: Office) -> None:
    bring(office, *workbook())
    run = impact.run_toolkit(office, YEAR, QUICK).value
    with office.writing("as an older program left it") as unit:
        unit.connection.exec_driver_sql("DELETE FROM kept_facts")
    with pytest.raises(UserCanFix, match="was kept before the program also kept"):
        again.work_again(office, run.snapshot)
    with pytest.raises(UserCanFix, match="There is no snapshot"):
        again.work_again(office, "S-0404")


def test_by_command_with_a_status_that_a_program_can_read(
    office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    bring(office, *workbook())
    impact.run_toolkit(office, YEAR, QUICK)
    impact.run_toolkit(office, YEAR, replace(QUICK, seed=7))
    second = impact.snapshot(office, "S-0002")
    other = replace(second, reach=replace(second.reach, people=99, contacts=second.reach.contacts))
    with office.writing("as another program would have kept it") as unit:
        unit.connection.exec_driver_sql("UPDATE kept_facts SET program = '0.0.9'")
        unit.connection.exec_driver_sql("UPDATE snapshots SET document = ? WHERE number = 2", (pack(other),))
        unit.connection.exec_driver_sql(
            "INSERT INTO snapshots (number, made_in, made_at, period_start, period_end, document)"
            " SELECT 3, made_in, made_at, period_start, period_end, document FROM snapshots WHERE number = 1"
        )
    bring(office, sheet("people", "person_ref given_name", ("P99", "Late")))
    path = office.store.path
    close_office(office, backup=False)
    (tmp_path / "secret.txt").write_text("harbour lantern porridge thistle\n", encoding="utf-8")
    monkeypatch.setenv("SFPH_STORE", str(path))
    monkeypatch.setenv("SFPH_PASSPHRASE_FILE", str(tmp_path / "secret.txt"))
    terminal = Terminal(capsys)
    assert "The same, to the last digit: " in terminal.run("toolkit", "--again", "S-0001")
    told = terminal.json("toolkit", "--again", "s-1")
    assert (told["same"], told["differences"], told["program"]["then"]) == (True, [], "0.0.9")
    assert "Give --again alone" in terminal.run("toolkit", "--again", "S-0001", "--service", "Lunch", status=1)
    assert "Run S-0003 was kept before" in terminal.run("toolkit", "--again", "S-0003", status=1)

    assert main(["toolkit", "--again", "S-0002", "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert [(one["evidence"], one["now"]) for one in told["differences"]] == [(second.reach.evidence, "14 people")]
    assert told["verdict"].startswith("1 of ")
    assert told["reasons"][0].startswith("The program was version 0.0.9 then")
    terminal.run("toolkit", status=2)
