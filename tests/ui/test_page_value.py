"""The page of value: lines added and changed by the keyboard, figures that follow every key, overlaps decided."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from fakes import FixedClock
from page_stage import Stage, sample_office, stage_of, unnamed
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from sfph_desktop.core.domain.impact import Choices, Selection
from sfph_desktop.core.domain.values import Period
from sfph_desktop.core.usecases.history import undo
from sfph_desktop.core.usecases.impact import run_toolkit
from sfph_desktop.core.usecases.input_costs import change_cost, input_costs
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.value_lines import decide_overlap, line_named, remove_line, value_lines
from sfph_desktop.ui.widgets.chart_shelf import ChartPlace
from sfph_desktop.ui.widgets.cost_sheet import CostSheet
from sfph_desktop.ui.widgets.new_record import NewRecord
from sfph_desktop.ui.widgets.value_line_sheet import ValueLineSheet
from sfph_desktop.ui.widgets.value_said import ALL_TOGETHER

DAY = datetime(2026, 5, 4, 10, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def office(new_office: Callable[[Path], Office], tmp_path_factory: pytest.TempPathFactory) -> Office:
    """One office for the module: every test takes back what it changed."""
    return replace(sample_office(new_office, tmp_path_factory.mktemp("value"), people=60), clock=FixedClock(DAY))


@pytest.fixture
def stage(qtbot: Any, office: Office, tmp_path: Path) -> Iterator[Stage]:
    kept = value_lines(office)
    with stage_of(qtbot, office, tmp_path / "desk") as made:
        yield made
    with office.writing("as it was") as unit:
        there = {one.id for one in value_lines_in(unit)}
        unit.remove_many("value_lines", sorted(there - {one.id for one in kept}))
        for one in kept:
            if one.id in there:
                unit.change("value_lines", one)


def value_lines_in(unit: Any) -> Any:
    from sfph_desktop.core.store.queries.values import values_of

    return values_of(unit.connection, "value_lines")


@pytest.fixture
def page(stage: Stage) -> Any:
    found = stage.go("value")
    settle(stage)
    return found


def settle(stage: Stage) -> None:
    """What has come may ask for more: charts after figures, figures after the lines."""
    page = stage.frame.pages["value"]
    stage.wait(lambda: page.shown is not None and stage.jobs.idle and not page.strip.dimmed)


def ratio(page: Any) -> str:
    return str(page.strip.amounts["ratio"].figure.text())


def open_line(stage: Stage, page: Any, ref: str) -> Any:
    page.open_record(ref)
    settle(stage)
    return page.sheet


def test_totals_scenarios_and_charts_stand_together_with_a_sentence_each(stage: Stage, page: Any) -> None:
    sheet = page.whole
    assert " to " in ratio(page), "a ratio is never alone"
    for name in ("cautious", "central"):
        assert sheet.cards[name].figure.text().startswith("£")
        assert sheet.cards[name].said.text().endswith(".")
    assert sheet.cards["even"].said.text()
    places = {one.key: one for one in sheet.findChildren(ChartPlace)}
    assert set(places) == {"payer", "tornado", "interval", "break_even"}
    for place in places.values():
        assert place.canvas.shown, place.key
        assert place.canvas.accessibleName()
    assert all(one.accessibleName() for one in sheet.sentences.values())
    assert unnamed(page) == []


def test_figures_and_charts_follow_each_key_and_are_kept_when_the_field_is_left(stage: Stage, page: Any) -> None:
    sheet = open_line(stage, page, "VL3")
    before, worth = ratio(page), page.shown.worth
    row = sheet.rows["deadweight"].form.rows["share"]
    row.editor.setFocus()
    row.editor.selectAll()
    QTest.keyClicks(row.editor, "95")
    assert page.strip.dimmed, "old figures are pale, not blank"
    assert ratio(page) == before
    assert page.shelf.stale
    settle(stage)
    assert ratio(page) != before
    assert page.shown.worth is not worth
    assert not page.shelf.stale
    assert line_named(stage.office, "VL3").deadweight.share == Decimal("0.35"), "nothing is kept while typing"
    said = [label.text() for label, _ in sheet.ladder._rows]
    assert "less 95 of 100 that would have happened anyway" in said
    QTest.keyClick(row.editor, Qt.Key.Key_Tab)
    settle(stage)
    assert line_named(stage.office, "VL3").deadweight.share == Decimal("0.95")
    stage.window.messages.undo_last()
    settle(stage)
    assert ratio(page) == before
    assert row.text == "35"


def test_two_fields_left_one_after_the_other_are_both_kept(stage: Stage, page: Any) -> None:
    open_line(stage, page, "VL3")
    before = line_named(stage.office, "VL3")
    for name, share in (("deadweight", "0.61"), ("displacement", "0.11")):
        page.sheet.left.emit(before.id, name, replace(getattr(before, name), share=Decimal(share)))
    settle(stage)
    kept = line_named(stage.office, "VL3")
    assert (kept.deadweight.share, kept.displacement.share) == (Decimal("0.61"), Decimal("0.11"))
    for _ in range(2):
        stage.window.messages.undo_last()
        settle(stage)


def test_a_share_above_the_whole_is_refused_at_its_field_and_leaves_what_was_kept(stage: Stage, page: Any) -> None:
    sheet = open_line(stage, page, "VL3")
    row = sheet.rows["attribution"].form.rows["share"]
    for wrong in ("130", "-5", "a lot"):
        row.editor.setText(wrong)
        row.editor.textEdited.emit(wrong)
        assert row.editor.property("problem"), wrong
        QTest.keyClick(row.editor, Qt.Key.Key_Tab)
        settle(stage)
        assert "0 to 100" in row.editor.accessibleDescription()
    assert line_named(stage.office, "VL3").attribution.share == Decimal("0.2")


def test_what_is_missing_of_a_share_is_marked_and_a_source_takes_the_mark_away(stage: Stage, page: Any) -> None:
    sheet = open_line(stage, page, "VL5")
    assert not sheet.state.isHidden()
    missing = sheet.rows["attribution"]
    assert "Needed before this line counts" in missing._missing.text()
    assert "No source yet" in sheet.rows["drop_off"]._missing.text()
    known = sheet.rows["deadweight"]._known_texts
    assert any("Source:" in said for said in known)
    for name, text in (("share", "20"), ("reason", "the GP helped too"), ("source", "our own survey")):
        row = missing.form.rows[name]
        row.editor.setFocus()
        QTest.keyClicks(row.editor, text)
        QTest.keyClick(row.editor, Qt.Key.Key_Tab)
        settle(stage)
    kept = line_named(stage.office, "VL5").attribution
    assert (kept.share, kept.reason, kept.source) == (Decimal("0.2"), "the GP helped too", "our own survey")
    assert missing._missing.text() == ""
    assert sheet.state.isHidden(), "the line counts now"


def test_a_line_is_added_from_a_finding_and_a_value_that_must_be_checked(stage: Stage, page: Any) -> None:
    page.add_button.click()
    settle(stage)
    new = page.new
    new.find_change.setFocus()
    QTest.keyClicks(new.find_change, "started a job")
    assert new.table.rowCount() == 1
    new.add_button.click()
    assert "Choose what changed" in new.problem.text()
    new.changes.setCurrentIndex(new.table.index(0, 0))
    settle(stage)
    assert new.search.filter.text() == "work", "words that fit the change are looked for first"
    new.search.filter.setText("jobseeker")
    stage.wait(lambda: new.search.table.rowCount() == 1)
    new.search.list.setCurrentIndex(new.search.table.index(0, 0))
    new.add_button.click()
    assert new.years.editor.property("problem")
    QTest.keyClicks(new.years.editor, "1.5")
    new.add_button.click()
    assert new.search.checked.editor.property("problem"), "it needs a deliberate choice"
    assert not new.search._doubt.isHidden()
    QTest.keyClicks(new.search.checked.editor, "read version 3")
    before = value_lines(stage.office)
    new.want()
    new.want()  # Enter, pressed twice
    settle(stage)
    (added,) = value_lines(stage.office)[len(before) :]
    assert (added.indicator, added.unit_value) == ("event:started_job", "gmca_EE1.0")
    assert (added.unit_value_checked, added.duration_years) == ("read version 3", Decimal("1.5"))
    assert page.sheet.line == added
    assert unnamed(page) == []
    page.sheet.remove_wanted.emit(added)
    settle(stage)
    assert page.whole is not None
    assert added.line_ref not in [one.line_ref for one in value_lines(stage.office)]


def test_who_changed_what_is_told_and_taken_back_from_the_page(stage: Stage, page: Any) -> None:
    sheet = open_line(stage, page, "VL4")
    row = sheet.form.rows["duration_years"]
    row.editor.setFocus()
    row.editor.selectAll()
    QTest.keyClicks(row.editor, "2")
    QTest.keyClick(row.editor, Qt.Key.Key_Tab)
    settle(stage)
    assert line_named(stage.office, "VL4").duration_years == 2
    sheet.history.show_button.click()
    settle(stage)
    newest = sheet.history.lines[0]
    assert any("years" in said for said in newest.said)
    sheet.history.undo_wanted.emit(newest.unit_id, False)
    settle(stage)
    assert line_named(stage.office, "VL4").duration_years == 1
    assert row.text == "1"


def test_the_search_is_narrowed_by_payer_standing_and_country(stage: Stage, page: Any) -> None:
    page.add_line()
    settle(stage)
    search = page.new.search
    every = search.table.rowCount()
    search.countries.setCurrentIndex(search.countries.findData("Scotland"))
    settle(stage)
    assert 0 < search.table.rowCount() < every
    search.standing.setCurrentIndex(search.standing.findData("offered"))
    settle(stage)
    assert not any("check before quoting" in str(search.table.row(n)) for n in range(search.table.rowCount()))
    search.list.setCurrentIndex(search.table.index(0, 0))
    shown = " ".join(label.text() for label in search.findChildren(type(search._count)))
    assert "Licence" in shown
    assert "Price year" in shown
    QTest.keyClick(search.filter, Qt.Key.Key_Escape)
    assert page._rooms.currentWidget() is page.view


def test_a_licensed_pack_is_loaded_once_somebody_declares_the_right_to_use_it(
    stage: Stage, page: Any, tmp_path: Path
) -> None:
    import json
    import zipfile

    about = {"name": "Value bank", "version": "1", "publisher": "A bank", "licence": "By agreement",
             "made": "2026-01-31", "licensed": True, "declaration": "We hold a licence."}  # fmt: skip
    heads = (
        "id,category,title,value,low,high,unit,price_year,geography,payer,source_title,publisher,year_published,url,"
        "licence,confidence,notes"
    )
    row = "bank_choir,social,Joining a choir,1200,,,GBP per person,2024,UK,Individual,Bank,Bank,2026,,By us,high,"
    for name, told in (("good.zip", about), ("ended.zip", {**about, "licensed_until": "2026-05-03"})):
        with zipfile.ZipFile(tmp_path / name, "w") as archive:
            archive.writestr("pack.json", json.dumps(told))
            archive.writestr("unit_values.csv", f"{heads}\n{row}\n")
    page.add_line()
    settle(stage)
    pack = page.new.search.pack
    pack.load(tmp_path / "ended.zip")
    settle(stage)
    assert "ended on 3 May 2026" in pack.told.said
    assert pack.who.isHidden()
    pack.load(tmp_path / "good.zip")
    settle(stage)
    assert "We hold a licence." in pack.told.said
    pack.declare.click()
    assert pack.who.editor.property("problem")
    QTest.keyClicks(pack.who.editor, "Mairi")
    pack.declare.click()
    settle(stage)
    assert pack.told.isHidden()
    page.new.search.filter.setText("choir")
    stage.wait(lambda: page.new.search.table.rowCount() == 1)


def test_an_open_overlap_stops_the_total_and_is_decided_on_the_page(stage: Stage, page: Any) -> None:
    office = stage.office
    with office.writing("opened an overlap") as unit:
        for ref in ("VL1", "VL2"):
            unit.change("value_lines", replace(line_named_in(unit, ref), overlap_group=""))
    stage.jobs.changed.emit(frozenset({"value_lines"}))
    settle(stage)
    assert ratio(page) == "–"
    assert page.whole.scenarios.isHidden()
    page.whole.overlaps.decided.emit(("VL1", "VL2"), True)
    settle(stage)
    assert ratio(page) != "–"
    assert len({line_named(office, ref).overlap_group for ref in ("VL1", "VL2")}) == 1
    done = decide_overlap(office, ("VL1", "VL2"), same=False)
    undo(office, done.unit_id)


def test_in_a_low_window_the_figures_are_not_said_twice_over_the_page_of_all_lines(stage: Stage, page: Any) -> None:
    assert page.strip.isVisible()
    stage.frame.shell.theme.apply("light", 200)
    stage.window.resize(1366, 730)
    page.view.choose(page.view.table.record_at(0))
    stage.wait(page.strip.isHidden)
    stage.wait(lambda: page.whole.area.viewport().height() > page.height() * 0.8)
    page.view.show_list()
    stage.wait(page.strip.isVisible)
    open_line(stage, page, "VL1")
    stage.wait(lambda: page.sheet is not None and page.sheet.isVisible())
    assert page.strip.isVisible(), "they follow every key"


def line_named_in(unit: Any, ref: str) -> Any:
    return next(one for one in value_lines_in(unit) if one.line_ref == ref)


def test_a_period_without_records_says_so_and_says_where_they_are(stage: Stage, page: Any) -> None:
    stage.frame.go("value", Selection(period=Period(date(2019, 1, 1), date(2019, 12, 31))))
    stage.wait(lambda: page.shown is not None and page.shown.worth.run.selection.period.start.year == 2019)
    settle(stage)
    (trouble,) = page.shown.told.troubles
    assert "Nothing is recorded in this period" in trouble.what
    assert ratio(page) == "–"


def test_impact_leads_to_the_value_of_what_it_shows(stage: Stage) -> None:
    impact = stage.go("impact")
    impact.value.click()
    settle(stage)
    assert stage.frame.here == "value"


def test_the_period_and_the_contract_are_chosen_where_the_value_is_read(stage: Stage, page: Any) -> None:
    before = ratio(page)
    page.choose.click()
    assert page.chooser.isVisible()
    assert unnamed(page.chooser) == []
    page.chooser.contract.choose("GRANT-24")
    QTest.keyClick(page.chooser.go, Qt.Key.Key_Return)
    settle(stage)
    assert not page.chooser.isVisible()
    assert page.selection.contract_ref == "GRANT-24"
    assert "GRANT-24" in page._about.text()
    assert ratio(page) != before
    page.choose.click()
    assert page.chooser.contract.currentData() == "GRANT-24", "what is looked at is what is offered"
    page.chooser.first.setText("soon")
    page.chooser.go.click()
    assert page.chooser.problem.isVisible(), "a day that is none is told, and nothing is left"


def test_how_a_value_was_checked_is_said_in_its_line(stage: Stage, page: Any) -> None:
    kept = line_named(stage.office, "VL3")
    with stage.office.writing("as an older import left it") as unit:
        unit.change("value_lines", replace(kept, unit_value_checked=""))
    page.load()
    settle(stage)
    sheet = open_line(stage, page, "VL3")
    sheet.checked.editor.setFocus()
    QTest.keyClicks(sheet.checked.editor, "read version 3")
    QTest.keyClick(sheet.checked.editor, Qt.Key.Key_Tab)
    settle(stage)
    assert line_named(stage.office, "VL3").unit_value_checked == "read version 3"


def test_the_page_of_a_line_is_made_before_one_is_opened_and_kept_while_all_are_seen_together(
    stage: Stage, page: Any
) -> None:
    ready = page.findChildren(ValueLineSheet)
    assert len(ready) == 1, "made while the charts were looked at"
    assert not ready[0].isVisible()
    whole = page.whole
    sheet = open_line(stage, page, "VL3")
    assert sheet is ready[0]
    sheet.rows["deadweight"].form.show_problem("share", "No number.")
    sheet.history.show_button.click()
    settle(stage)
    page.view.choose(ALL_TOGETHER)
    settle(stage)
    assert page.whole is whole
    assert page.sheet is None
    assert whole.isVisible()
    assert open_line(stage, page, "VL3") is sheet
    assert sheet.line.line_ref == "VL3"
    assert sheet.rows["deadweight"].form.rows["share"].text == "35", "as it is kept, not as it stood before"
    assert not sheet.rows["deadweight"].form.rows["share"].editor.property("problem")
    assert not sheet.history.shown
    page.view.choose(ALL_TOGETHER)
    settle(stage)


@pytest.mark.parametrize(("other", "pressed"), [("", False), ("VL2", True), ("VL2", False)])
def test_what_is_wrong_with_a_field_that_was_left_for_all_lines_or_another_is_still_told(
    stage: Stage, page: Any, other: str, pressed: bool
) -> None:
    sheet = open_line(stage, page, "VL3")
    row = sheet.form.rows["duration_years"]
    row.editor.setFocus()
    row.editor.selectAll()
    QTest.keyClicks(row.editor, "400")
    if pressed:
        page.view.list.setFocus()  # as a press on another line does, and what leads here from elsewhere does not
    page.view.choose(line_named(stage.office, other).id if other else ALL_TOGETHER)
    settle(stage)
    assert page.sheet is (sheet if other else None)
    assert not row.editor.property("problem"), "it is a field of another line by now"
    assert stage.window.messages.panel.isVisible(), "its field is not to be seen any more"
    assert "year" in stage.window.messages.panel.said
    assert line_named(stage.office, "VL3").duration_years != Decimal(400)


def test_with_nothing_valued_there_are_no_stray_lines_and_no_row_of_dashes(stage: Stage, page: Any) -> None:
    assert page.strip.isVisible() and all(one.isVisible() for one in page.whole._rules)
    removed = [remove_line(stage.office, one.id) for one in value_lines(stage.office)]
    stage.jobs.changed.emit(removed[0].changed)
    stage.wait(lambda: not page.lines.lines)
    settle(stage)
    assert not page.strip.isVisible()
    assert not any(one.isVisible() for one in page.whole._rules)
    page.add_line()
    page.leave_adding()
    assert not page.strip.isVisible()
    for done in reversed(removed):
        undo(stage.office, done.unit_id)
    stage.jobs.changed.emit(removed[0].changed)
    stage.wait(lambda: bool(page.lines.lines))
    settle(stage)
    assert page.strip.isVisible(), "with the first line the figures are back"


def test_value_is_looked_at_as_the_newest_kept_run_looked_until_somebody_chooses(stage: Stage) -> None:
    page = stage.go("value")
    settle(stage)
    assert "1 Apr 2025 to 31 Mar 2026" in page._about.text()
    before = page._about.text()
    kept = Selection(period=Period(date(2025, 6, 1), date(2026, 2, 28)))
    run = run_toolkit(stage.office, kept, Choices(draws=0))
    stage.jobs.changed.emit(run.changed)
    stage.wait(lambda: page._about.text() != before)
    settle(stage)
    assert page._about.text().endswith(f"as in the newest kept run, {run.value.snapshot}")
    assert page.shown.worth.run.selection == kept, "the figures are of that period as well"
    chosen = Selection(period=Period(date(2025, 4, 1), date(2026, 3, 31)))
    page.open_record(chosen)
    settle(stage)
    stage.jobs.changed.emit(run.changed)
    settle(stage)
    assert page.selection == chosen, "what somebody chose stays"
    assert "newest" not in page._about.text()
    run_toolkit(stage.office, chosen, Choices(draws=0))  # a kept run stays: the others look at the year they always did


def test_a_price_in_another_currency_is_told_in_it_and_cannot_be_added(stage: Stage, page: Any) -> None:
    page.add_line()
    settle(stage)
    new = page.new
    unit = replace(stage.office.library.unit_values()["wellby_2019"], id="x", unit="EUR per point", geography="Germany")
    new.search.show_found((unit,))
    new.changes.choose(0)
    new.search.list.choose(0)
    facts = " ".join(label.text() for label in new.search.findChildren(QLabel))
    assert "13,000 euros per point" in facts and "10,000 euros to 16,000 euros" in facts
    assert "£" not in facts
    assert "cannot be added to pounds" in facts
    assert new.search.checked.isHidden(), "no words make pounds of it"
    new.years.editor.setText("1")
    wanted: list[Any] = []
    new.wanted.connect(lambda *said: wanted.append(said))
    new.want()
    assert wanted == []
    assert "Choose a value in pounds" in new.problem.text()
    page.leave_adding()


def test_what_went_in_is_written_down_and_stands_beside_the_value(stage: Stage, page: Any) -> None:
    page.open_record(Selection(period=Period(date(2025, 4, 1), date(2026, 3, 31))))
    settle(stage)
    before = page.shown.worth.run.value.inputs_pv
    page.whole.cost.click()
    (asked,) = page.findChildren(NewRecord)
    form = asked.form
    assert (form.rows["date_from"].text, unnamed(page)) == ("1 Apr 2025", [])
    asked.want()
    assert page.findChildren(NewRecord) == [asked], "nothing was said yet"
    assert page.first_focus() is form.rows["amount"].editor, "not the list, which is behind the form"
    form.rows["kind"].show_value("in_kind")
    form.rows["amount"].editor.setText("£1,234.50")
    asked.want()
    stage.wait(lambda: not page.findChildren(NewRecord))
    settle(stage)
    stage.wait(lambda: page.shown.worth.run.value.inputs_pv == pytest.approx(before + 1234.5))
    stage.window.messages.undo_last()
    settle(stage)
    stage.wait(lambda: page.shown.worth.run.value.inputs_pv == pytest.approx(before))


def test_what_went_in_is_seen_changed_and_removed(stage: Stage, page: Any) -> None:
    page.open_record(Selection(period=Period(date(2025, 4, 1), date(2026, 3, 31))))
    settle(stage)
    before = page.shown.worth.run.value.inputs_pv
    page.whole.costs.click()
    settle(stage)
    (seen,) = page.findChildren(CostSheet)
    first, count = input_costs(stage.office)[0], len(input_costs(stage.office))
    assert (seen.table.rowCount(), seen.table.record_at(0), unnamed(page)) == (count, first.id, [])
    assert page.first_focus() is seen.grid, "not the list of lines, which is behind it"
    QTest.keyClick(seen.grid, Qt.Key.Key_Return)
    (asked,) = page.findChildren(NewRecord)
    assert asked.form.rows["date_from"].value() == first.date_from
    asked.form.rows["amount"].editor.setText("-3")
    asked.want()
    stage.wait(lambda: bool(asked.form.rows["amount"].editor.property("problem")))
    asked.form.rows["amount"].editor.setText(str(first.amount + 1000))
    asked.want()
    stage.wait(lambda: not page.findChildren(NewRecord))
    settle(stage)
    assert input_costs(stage.office)[0] == replace(first, amount=first.amount + 1000)
    seen.remove.click()
    stage.wait(lambda: seen.table.rowCount() == count - 1)
    stage.window.messages.undo_last()
    stage.wait(lambda: seen.table.rowCount() == count)  # what an undo brought back stands in it again
    settle(stage)
    QTest.keyClick(seen, Qt.Key.Key_Escape)
    stage.wait(lambda: page.whole.isVisible() and not page.findChildren(CostSheet))
    change_cost(stage.office, first)
    stage.jobs.changed.emit(frozenset({"inputs"}))
    settle(stage)
    stage.wait(lambda: page.shown.worth.run.value.inputs_pv == pytest.approx(before))


def test_a_line_opened_before_the_lines_have_come_is_shown_when_they_are_there(stage: Stage) -> None:
    selection = Selection(period=Period(date(2025, 4, 1), date(2026, 3, 31)))
    stage.frame.go("value", selection)
    stage.frame.go("value", "VL3")  # as a step of Impact does, of a page that nobody has opened yet
    settle(stage)
    page = stage.frame.pages["value"]
    stage.wait(lambda: page.sheet is not None)
    assert (page.sheet.line.line_ref, page.selection) == ("VL3", selection)


def test_a_line_opened_from_elsewhere_stands_before_a_form_whose_words_wait(stage: Stage, page: Any) -> None:
    page.whole.cost.click()
    (asked,) = page.findChildren(NewRecord)
    asked.form.rows["amount"].editor.setText("12,5")
    sheet = open_line(stage, page, "VL3")
    assert (sheet.isVisible(), asked.isVisible(), page.strip.isVisible()) == (True, False, True)
    page.view.choose(ALL_TOGETHER)
    settle(stage)
    page.whole.cost.click()
    (again,) = page.findChildren(NewRecord)
    assert (again.isVisible(), again.form.rows["amount"].text) == (True, "12,5")
    assert "still here" in stage.window.messages.spoken
    stage.window.messages.strip.pressed.emit()  # begin anew
    stage.wait(lambda: len(page.findChildren(NewRecord)) == 1 and page.findChildren(NewRecord) != [again])
    (fresh,) = page.findChildren(NewRecord)
    assert (fresh.isVisible(), fresh.form.rows["amount"].text) == (True, "")
    fresh.form.rows["amount"].editor.setText("3")
    fresh.leave.click()
    stage.wait(lambda: not page.findChildren(NewRecord))
    stage.window.messages.strip.pressed.emit()  # the notice outlives the form: nothing happens
    page.whole.cost.click()
    (last,) = page.findChildren(NewRecord)
    assert last.form.rows["amount"].text == "", "what was left without adding is not kept"
    last.leave.click()
    stage.wait(lambda: not page.findChildren(NewRecord))


def test_a_change_of_what_went_in_waits_while_a_line_is_looked_at(stage: Stage, page: Any) -> None:
    page.whole.costs.click()
    settle(stage)
    (seen,) = page.findChildren(CostSheet)
    seen.wanted.emit(seen.table.record_at(0))
    (asked,) = page.findChildren(NewRecord)
    asked.form.rows["amount"].editor.setText("77")
    assert open_line(stage, page, "VL3").isVisible()
    page.view.choose(ALL_TOGETHER)
    settle(stage)
    page.whole.costs.click()
    settle(stage)
    assert (page.findChildren(CostSheet), page.findChildren(NewRecord)) == ([seen], [asked])
    assert (asked.isVisible(), asked.form.rows["amount"].text) == (True, "77")
    asked.leave.click()
    stage.wait(lambda: seen.isVisible())
    seen.left.emit()
    stage.wait(lambda: page.whole.isVisible())


def test_a_line_half_made_waits_while_another_is_looked_at(stage: Stage, page: Any) -> None:
    page.add_button.click()
    settle(stage)
    page.new.years.editor.setText("2")
    assert open_line(stage, page, "VL3").isVisible()
    page.add_button.click()
    assert (page.new.isVisible(), page.new.years.text) == (True, "2")
    page.leave_adding()
    page.add_button.click()
    assert page.new.years.text == ""
    page.leave_adding()


def test_a_line_that_is_kept_late_takes_nothing_from_a_sheet_that_was_opened_since(stage: Stage, page: Any) -> None:
    count, go = len(value_lines(stage.office)), threading.Event()
    page.add_button.click()
    settle(stage)
    first = page.new
    first.years.editor.setText("2")
    stage.jobs.records(lambda: go.wait(20))  # something long, an import say, is before it
    first.wanted.emit(replace(line_named(stage.office, "VL3"), id=0, line_ref=""), False)
    page.open_record("VL3")
    page.sheet.value_wanted.emit(line_named(stage.office, "VL3"))
    other = page.new
    other.years.editor.setText("7")
    go.set()
    settle(stage)
    assert len(value_lines(stage.office)) == count + 1
    assert (page.new, other.isVisible(), other.years.text) == (other, True, "7")
    page.leave_adding()
    page.add_button.click()
    assert page.new is not first and page.new.years.text == "", "it is kept: nothing of it waits to be added twice"
    page.leave_adding()


def test_why_a_line_could_not_be_kept_is_told_where_its_sheet_was_left_meanwhile(stage: Stage, page: Any) -> None:
    go = threading.Event()
    page.add_button.click()
    settle(stage)
    stage.jobs.records(lambda: go.wait(20))
    wrong = replace(line_named(stage.office, "VL3"), id=0, line_ref="", duration_years=Decimal(400))
    page.new.wanted.emit(wrong, False)
    page.leave_adding()
    stage.qtbot.wait(20)  # its sheet goes
    go.set()
    settle(stage)
    assert "year" in stage.window.messages.panel.said
