"""Invest to save, fair work and best value by command: what cannot be is refused; the documents pass the checker."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import docx
import pytest
from bid_office import office_with_a_run
from command_line import Terminal

from sfph_desktop.core.domain.contracts import InputCost, WorkforceFact
from sfph_desktop.core.domain.impact import Choices, Selection
from sfph_desktop.core.domain.values import Period
from sfph_desktop.core.reports.check import check_pdf
from sfph_desktop.core.usecases.impact import run_toolkit
from sfph_desktop.core.usecases.office import Office, close_office

PASSPHRASE = "harbour lantern porridge thistle"


@pytest.fixture
def terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Iterator[Terminal]:
    office, _run = office_with_a_run(tmp_path)
    record_staff(office)
    monkeypatch.setenv("SFPH_STORE", str(office.store.path))
    close_office(office, backup=False)
    (tmp_path / "secret.txt").write_text(PASSPHRASE + "\n", encoding="utf-8")
    monkeypatch.setenv("SFPH_PASSPHRASE_FILE", str(tmp_path / "secret.txt"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    yield Terminal(capsys)


def record_staff(office: Office) -> None:
    with office.writing("counted the staff") as unit:
        fact = WorkforceFact(
            date=office.clock.today(),
            staff_headcount=24,
            leavers_in_year=2,
            staff_former_service_users=9,
            living_wage="yes",
        )
        unit.add("workforce", fact)
        spent = InputCost(date_from=date(2025, 4, 1), date_to=date(2026, 3, 31), kind="cash", amount=Decimal(60_000))
        unit.add("inputs", spent)
    run_toolkit(office, Selection(period=Period.parse("2025-04-01:2026-03-31")), Choices(draws=0))


def words_of(file: Path) -> str:
    document = docx.Document(str(file))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


def test_a_case_needs_a_saver_and_then_is_told_in_full(terminal: Terminal, tmp_path: Path) -> None:
    assert "no case" in terminal.run("saving", "add", "Falls", "--invest", "0", status=1)
    assert "more than is needed" in terminal.run("saving", "add", "Falls", "--invest", "5", "--match", "6", status=1)
    made = terminal.json(
        *("saving", "add", "Fewer falls", "--invest", "£30,000", "--running", "6000", "--for", "the <board>"),
        *("--match", "5000", "--match-from", "a trust", "--conditions", "People come every week\n- The ward refers"),
    )
    assert (made["case_ref"], made["invest"], made["worked_out"]) == ("IS-001", 30000, None)
    out = tmp_path / "case.pdf"
    assert "Nobody is named who would save" in terminal.run("invest-to-save", "--out", str(out), status=1)
    assert not out.exists()
    line = ("saving", "line", "is-001", "--payer", "NHS", "--what", "nights in hospital", "--source", "ward's figure")
    assert "which budget shrinks" in terminal.run(*line, "--amount", "24000", "--cashable", "0.5", status=1)
    assert "E-9999" in terminal.run(*line, "--amount", "24000", "--evidence", "E-9999", status=1)
    assert "begin after" in terminal.run(*line, "--amount", "24000", "--from-month", "36", status=1)
    told = terminal.json(
        *line, *("--amount", "24000", "--cashable", "0.25", "--why-cashable", "agency beds", "--from-month", "6")
    )
    assert told["worked_out"]["payback_all"] == 24
    for ending in ("pdf", "docx"):
        terminal.json("invest-to-save", "--case", "IS-001", "--out", str(tmp_path / f"case.{ending}"))
    assert not check_pdf(out)
    words = words_of(tmp_path / "case.docx")
    for said in ("Who saves", "a trust bring £5,000", "agency beds", "The ward refers", "What would have to be true"):
        assert said in words
    assert len(docx.Document(str(tmp_path / "case.docx")).inline_shapes) == 1, "the chart of when it is covered"
    assert "no public cost avoided" in terminal.run("saving", "from-run", "IS-001", status=1)


def test_savings_come_from_a_kept_run_once_with_their_evidence(terminal: Terminal) -> None:
    add = ("value", "add", "event:job_started", "gmca_EE1.0", "--years", "1", "--checked", "read in the table itself")
    none = [part for name in ("deadweight", "displacement", "attribution", "drop-off") for part in
            (f"--{name}", "0", f"--{name}-reason", "the jobcentre's own count")]  # fmt: skip
    terminal.json(*add, *none)
    run = terminal.json("toolkit", "--period", "2025-04-01:2026-03-31", "--draws", "100")
    (valued,) = run["value"]["lines"]
    terminal.json("saving", "add", "Work for people", "--invest", "30000")
    (line,) = terminal.json("saving", "from-run", "IS-001")["savings"]
    assert (line["payer"], line["evidence"], line["cashable"]) == ("DWP", valued["evidence"], None)
    assert line["amount"] == pytest.approx(valued["pv"] * 365.25 / 365, abs=0.01)
    assert line["source"].startswith("value line VL1 of S-0003: ")
    again = terminal.json("saving", "from-run", "IS-001")
    assert len(again["savings"]) == 1
    assert again["worked_out"]["payback_cash"] is None, "nobody has said that a budget shrinks"
    assert again["worked_out"]["payback_all"] == 4  # 30,000 at 108,486 a year


def test_fair_work_speaks_from_the_records_and_tells_its_gaps(terminal: Terminal, tmp_path: Path) -> None:
    found = terminal.json("fair-work")["criteria"]
    assert [one["state"] for one in found] == ["records", "gap", "records", *["gap"] * 4]
    assert all(one["official"] for one in found)
    assert found[2]["facts"][1] == "9 of the 24 used our services before they worked here."
    assert "fewer than 5" in found[2]["facts"][0], "two leavers are held back on paper"
    terminal.json("fair-work", "--criterion", "2", "--answer", "A forum of staff meets every month.")
    assert "no criterion 9" in terminal.run("fair-work", "--criterion", "9", "--answer", "x", status=1)
    for ending in ("pdf", "docx"):
        terminal.json("fair-work", "--out", str(tmp_path / f"fair.{ending}"))
    assert not check_pdf(tmp_path / "fair.pdf")
    words = words_of(tmp_path / "fair.docx")
    assert "Payment of at least the real Living Wage" in words
    assert "A forum of staff meets every month." in words
    assert "check before quoting" in words, "the rate was not read in the issuer's own words"


def test_the_best_value_page_sets_two_amounts_side_by_side_never_a_ratio(terminal: Terminal, tmp_path: Path) -> None:
    out = tmp_path / "value.docx"
    refused = terminal.run("cost-beside", "add", "--what", "A day place", "--cost", "9000", status=1)
    assert "nobody can look up" in refused
    terminal.json("cost-beside", "add", "--what", "A day place", "--cost", "9000", "--source", "the council's budget")
    terminal.json("best-value", "--out", str(out))
    words = words_of(out)
    assert "A day place: £9,000" in words
    assert "Source: the council's budget." in words
    assert "E-" in words
    outcomes = [row.cells[0].text for row in docx.Document(str(out)).tables[1].rows[1:]]
    assert outcomes and all(name.endswith(")") and " (" in name for name in outcomes), "in words, then the scale"
    terminal.json("best-value", "--out", str(tmp_path / "value.pdf"))
    assert not check_pdf(tmp_path / "value.pdf")
    assert "S-9999" in terminal.run("best-value", "--snapshot", "S-9999", "--out", str(out), status=1)
