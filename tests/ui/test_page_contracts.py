"""Contracts and commissioners in the window: added, kept when left, refused beside the field, and reported."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from page_stage import Stage, stage_of, unnamed
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from sfph_desktop.core.domain.contracts import Contract, Target
from sfph_desktop.core.domain.monitoring_rules import quarter_of
from sfph_desktop.core.domain.values import Money
from sfph_desktop.core.domain.workbook import RawSheet
from sfph_desktop.core.usecases import commissioners, contracts, imports, monitoring
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.ui.support.panels import FaultDialog
from sfph_desktop.ui.widgets.not_read import NotRead
from sfph_desktop.ui.widgets.page_frame import Told
from sfph_desktop.ui.widgets.record_views import RecordGrid


@pytest.fixture
def stage(qtbot: Any, real_office: Office, tmp_path: Path) -> Iterator[Stage]:
    today = real_office.clock.today()
    facts = {"title": "Lunch club", "commissioner": "East Council", "route": "contract"}
    begins = today - timedelta(200)
    contracts.add_contract(real_office, Contract(contract_ref="LC", start_date=begins, **facts))  # type: ignore[arg-type]
    due = today + timedelta(90)
    contracts.add_target(real_office, Target(contract_ref="LC", indicator="people", target=40, due_date=due))
    with stage_of(qtbot, real_office, tmp_path / "desk") as made:
        yield made


def opened(stage: Stage) -> Any:
    """The page with the one contract open."""
    page = stage.go("contracts", contracts.contract_named(stage.office, "LC").id)
    stage.wait(lambda: page.sheet is not None and page.sheet.report.forms != [])
    return page


def close_notes(stage: Stage) -> None:
    told = [one for one in stage.window.findChildren(FaultDialog) if one.isVisible()]
    assert told
    for dialog in told:
        dialog.accept()


def not_read(stage: Stage, page: Any) -> NotRead:
    """What the page says instead of a list or a record, once the note about the fault is closed."""
    stage.wait(lambda: bool(page.findChildren(NotRead)))
    stage.settle()
    close_notes(stage)
    found: NotRead = page.findChild(NotRead)
    assert found.isVisible() and not unnamed(page)
    return found


def test_what_cannot_be_read_is_said_in_the_page_and_tried_again(stage: Stage) -> None:
    def call(was: str, is_: str) -> None:
        with stage.office.writing("Moved a table") as unit:
            unit.connection.exec_driver_sql(f"ALTER TABLE {was} RENAME TO {is_}")

    call("commissioners", "aside")  # as it is in a store of another form
    page = stage.go("commissioners")
    told = not_read(stage, page)
    assert "The list of commissioners could not be read" in [one.text() for one in told.findChildren(QLabel)]
    stage.window.resize(520, 700)  # one at a time: it is seen here as well
    assert told.again.isVisible()
    stage.window.resize(1200, 760)
    call("aside", "commissioners")
    told.again.click()
    stage.wait(lambda: page.view.table.rowCount() == 1 and not page.findChildren(NotRead))

    call("commissioners", "aside")
    page.open_record(page.view.table.record_at(0))
    told = not_read(stage, page)
    assert "This commissioner could not be read" in [one.text() for one in told.findChildren(QLabel)]
    call("aside", "commissioners")
    told.again.click()
    stage.wait(lambda: page.sheet is not None and page.sheet.isVisible())
    stage.settle()

    call("commissioners", "aside")  # a record that stands there stays, and so does what is typed in it
    page.load()
    stage.settle()
    assert page.sheet.isVisible() and not page.findChildren(NotRead)
    close_notes(stage)


def fill(stage: Stage, row: Any, text: str) -> None:
    row.editor.setFocus()
    row._write(text)
    row.commit()
    stage.settle()


def test_a_contract_is_added_by_keyboard_and_its_fields_are_kept_when_left(stage: Stage) -> None:
    page = stage.go("contracts")
    page.add_button.click()
    stage.settle()
    stage.type("Laundry")
    stage.press(Qt.Key.Key_Return)
    stage.wait(lambda: len(contracts.contracts(stage.office)) == 2 and page.sheet is not None)
    made = contracts.contracts(stage.office)[-1]
    assert made.title == "Laundry" and page.sheet.page.contract.id == made.id
    rows = page.sheet.form.rows
    for name, text in (("commissioner", "West Board"), ("value", "£12,000"), ("our_share", "60"), ("route", "Grant")):
        fill(stage, rows[name], text)
    kept = contracts.contract_page(stage.office, made.id).contract
    assert (kept.commissioner, kept.value, kept.our_share, kept.route) == (
        "West Board",
        Money(12_000_00),
        Decimal("0.6"),
        "grant",
    )
    assert rows["our_share"].text == "60"
    fill(stage, rows["our_share"], "101")
    assert "'101' is no part of a whole" in rows["our_share"]._problem.text()
    fill(stage, rows["start_date"], "1/4/2026")
    fill(stage, rows["end_date"], "31/3/2026")
    assert "ends before it starts" in rows["end_date"]._problem.text()
    fill(stage, rows["contract_ref"], "LY-26")
    assert contracts.contract_page(stage.office, made.id).contract.contract_ref == "LY-26"
    assert contracts.contract_page(stage.office, made.id).contract.end_date is None
    assert unnamed(page) == []


def test_lots_partners_and_targets_are_kept_in_lines_and_refused_under_them(stage: Stage) -> None:
    page = opened(stage)
    sheet, office = page.sheet, stage.office
    sheet.lots.add_button.click()
    fill(stage, sheet.lots.forms[0].rows["lot"], "North")
    fill(stage, sheet.lots.forms[0].rows["value"], "8,000")
    sheet.partners.add_button.click()
    fill(stage, sheet.partners.forms[0].rows["name"], "Couriers")
    fill(stage, sheet.partners.forms[0].rows["share"], "25")
    sheet.targets.add_button.click()
    fill(stage, sheet.targets.forms[1].rows["indicator"], "Visits by named people")
    fill(stage, sheet.targets.forms[1].rows["target"], "600")
    found = contracts.contract_page(office, sheet.page.contract.id)
    assert [(x.lot, x.value) for x in found.lots] == [("North", Money(8_000_00))]
    assert [(x.name, x.share) for x in found.partners] == [("Couriers", Decimal("0.25"))]
    assert {(x.indicator, x.target) for x in found.targets} == {("people", 40.0), ("contacts", 600.0)}
    fill(stage, sheet.targets.forms[0].rows["target"], "0")
    shown = sheet.targets.forms[0].rows["target"]._problem.text() + sheet.targets.problem.text()
    assert "promises nothing" in shown
    assert {x.target for x in contracts.targets(office, "LC")} == {40.0, 600.0}


def test_how_a_promise_goes_on_stands_in_words(stage: Stage) -> None:
    page = opened(stage)

    def texts() -> list[str]:
        return [label.text() for label in page.sheet.paces.findChildren(QLabel)]

    stage.wait(lambda: any("0 of 40 promised" in text for text in texts()))
    assert any("Too early to say" in text for text in texts())


def test_a_report_is_answered_laid_out_and_written(stage: Stage, tmp_path: Path) -> None:
    page, office = opened(stage), stage.office
    contract = contracts.contract_named(office, "LC")
    quarter = quarter_of(office.clock.today())
    assert page.sheet.report.chosen == quarter
    fill(stage, page.sheet.report.forms[0].rows["text"], "Soup on Tuesdays.")
    assert monitoring.asked(office, contract, quarter)[0].text == "Soup on Tuesdays."
    page.show_layout()
    sheet = page.layout_sheet
    fill(stage, sheet.title.rows["title"], "Quarterly return")
    fill(stage, sheet.lines.forms[2].rows["shown"], "So far, Promised")
    parts = monitoring.layout_for(office, contract)
    assert (parts.layout.title, parts.sections[2].fields) == ("Quarterly return", "delivered promised")
    fill(stage, sheet.lines.forms[2].rows["shown"], "Smiles")
    assert "'Smiles' cannot be shown there" in sheet.lines.problem.text()
    sheet.lines.forms[2].rows["shown"].show_value("So far, Promised")
    sheet.lines.lines[2]["shown"] = "So far, Promised"
    sheet.lines._on_moved(2, -1)
    stage.settle()
    assert [one.kind for one in monitoring.layout_for(office, contract).sections][:3] == ["about", "targets", "reach"]
    sheet.lines.add_button.click()
    new = len(sheet.lines.forms) - 1
    fill(stage, sheet.lines.forms[new].rows["heading"], "Numbers by age")
    assert len(monitoring.layout_for(office, contract).sections) == new  # not asked yet: it stays, and is not kept
    assert sheet.lines.forms[new].rows["heading"].text == "Numbers by age"
    fill(stage, sheet.lines.forms[new].rows["question"], "How many are over 65?")
    assert monitoring.layout_for(office, contract).sections[new].heading == "Numbers by age"
    out = tmp_path / "report.docx"
    page.make_report("LC", quarter, out)
    stage.wait(out.exists)
    stage.settle()
    assert out.read_bytes()[:2] == b"PK"
    assert unnamed(page) == []


def test_a_commissioner_is_described_and_leads_to_its_contracts(stage: Stage) -> None:
    page = stage.go("commissioners")
    assert [page.view.table.index(row, 0).data() for row in range(page.view.table.rowCount())] == ["East Council"]
    page.open_record(commissioners.commissioner_named(stage.office, "East Council").id)
    stage.settle()
    fill(stage, page.sheet.form.rows["kind"], "Council")
    fill(stage, page.sheet.form.rows["area"], "City of Edinburgh")
    one = commissioners.commissioner_named(stage.office, "East Council")
    assert (one.kind, one.area) == ("council", "City of Edinburgh")
    page.sheet.remove_wanted.emit(one.id)
    stage.settle()
    assert commissioners.commissioner_named(stage.office, "East Council").id == one.id
    page.sheet.contract_wanted.emit(contracts.contract_named(stage.office, "LC").id)
    stage.settle()
    assert stage.frame.here == "contracts"


def test_what_falls_behind_joins_today_and_leads_to_its_contract(stage: Stage) -> None:
    today = stage.office.clock.today()
    people = RawSheet(name="people", header=("person_ref",), rows=tuple((f"P-{n}",) for n in range(8)))
    start = (today - timedelta(150)).isoformat()
    header = ("person_ref", "episode_ref", "service", "start_date", "contract_ref")
    rows = tuple((f"P-{n}", f"E-{n}", "Lunch", start, "LC:100") for n in range(8))
    episodes = RawSheet(name="episodes", header=header, rows=rows)
    imports.bring_in(stage.office, [people, episodes], file="them.xlsx")
    page = stage.go("today")
    stage.wait(lambda: any(item.kind == "pace" for item in page.shown.due))
    item = next(item for item in page.shown.due if item.kind == "pace")
    assert item.title == "LC: different people, behind pace" and "At this pace" in item.detail
    page._on_due(item)
    stage.settle()
    assert stage.frame.here == "contracts"
    stage.wait(lambda: stage.frame.pages["contracts"].sheet is not None)


def test_income_by_route_is_shown_and_left_again(stage: Stage) -> None:
    page = stage.go("contracts")
    facts = {"route": "grant", "value": Money(500_00), "end_date": date(2026, 3, 31)}
    grant = Contract(contract_ref="G", title="G", start_date=date(2025, 4, 1), **facts)  # type: ignore[arg-type]
    contracts.add_contract(stage.office, grant)
    page.income.click()
    stage.wait(lambda: page.income_sheet.findChildren(RecordGrid) != [])
    grid = page.income_sheet.findChildren(RecordGrid)[0]
    assert [grid.table.index(0, at).data() for at in range(3)] == ["2025/26", "£500", "£500"]
    assert any("LC: no value" in told.said for told in page.income_sheet.findChildren(Told))
    page.income_sheet.back.click()
    assert page.view.isVisible() and unnamed(page) == []


def test_a_contract_half_typed_waits_while_another_is_looked_up(stage: Stage) -> None:
    page = opened(stage)
    page.show_new()
    stage.settle()
    assert not page.new.begun, "what is offered was not typed"
    page.new.form.rows["title"].editor.setText("Walking gr")
    page.open_record(contracts.contract_named(stage.office, "LC").id)
    stage.settle()
    assert page.view.isVisible()
    page.show_new()
    stage.settle()
    assert (page.new.isVisible(), page.new.form.rows["title"].text) == (True, "Walking gr")
    assert "still here" in stage.window.messages.spoken
    stage.window.messages.strip.pressed.emit()  # empty the form
    assert page.new.form.rows["title"].text == ""
    page.new.form.rows["title"].editor.setText("Sewing")
    page.new.leave.click()
    page.show_new()
    stage.settle()
    assert page.new.form.rows["title"].text == "", "what was left without adding is not kept"
