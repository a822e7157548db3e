"""Opportunities in the window: by hand and from a notice, decided with a reason, undone; lots, facts of the bidder."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from page_stage import Stage, stage_of, unnamed
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from sfph_desktop.core.domain.bids import Bid
from sfph_desktop.core.domain.contracts import Commissioner
from sfph_desktop.core.domain.opportunities import Opportunity
from sfph_desktop.core.domain.values import Money
from sfph_desktop.core.usecases import bidder_facts, bids, commissioners, opportunities
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.ui.pages.opportunity_calls import MANY
from sfph_desktop.ui.shell.search import find

SAMPLES = Path(__file__).parents[1] / "samples" / "ocds"


@pytest.fixture
def stage(qtbot: Any, real_office: Office, tmp_path: Path) -> Iterator[Stage]:
    with stage_of(qtbot, real_office, tmp_path / "desk") as made_stage:
        yield made_stage


def titles(view: Any) -> list[str]:
    return [str(view.table.index(row, 0).data()) for row in range(view.table.rowCount())]


def page_of(stage: Stage, number: int = 1) -> Any:
    return opportunities.opportunity_page(stage.office, number)


def leave(row: Any, text: str) -> None:
    """Write into a field and leave it."""
    if hasattr(row.editor, "setPlainText"):
        row.editor.setPlainText(text)
    elif hasattr(row.editor, "setCurrentText"):
        row.editor.setCurrentText(text)
    else:
        row.editor.setText(text)
    row.commit()


def test_one_is_added_by_the_keyboard_decided_with_its_reason_and_undone(stage: Stage) -> None:
    page = stage.go("opportunities")
    page.add_button.click()
    stage.settle()
    stage.press(Qt.Key.Key_Return)
    assert "needed" in page.new.form.rows["title"].editor.accessibleDescription()
    stage.type("Garden care")
    day = stage.office.clock.today() + timedelta(days=5)
    page.new.form.rows["tenders_by"].editor.setText(day.isoformat())
    page.new.form.rows["value"].editor.setText("12,500")
    stage.press(Qt.Key.Key_Return)
    stage.settle()
    found = page_of(stage).opportunity
    assert (found.title, found.value, found.tenders_by, found.route) == (
        "Garden care",
        Money(12_500_00),
        day,
        "quick_quote",
    )
    sheet = page.sheet
    sheet.decision.yes.click()
    stage.settle()
    reason = sheet.decision.form.rows["decision_reason"]
    assert "needs its reason" in reason.editor.accessibleDescription()
    reason.editor.setPlainText("It is what we do")
    sheet.decision.yes.click()
    stage.settle()
    found = page_of(stage).opportunity
    assert (found.decision, found.decision_reason) == ("bid", "It is what we do")
    assert "Against: Only 5 days are left" in found.decided_with
    assert "What was known then" in sheet.decision.said.text()
    stage.window.messages.undo_last()
    stage.settle()
    assert page_of(stage).opportunity.decision == ""
    assert sheet.decision.begin.isHidden()
    assert sheet.decision.back.isHidden()
    assert not unnamed(page)


def test_a_field_is_kept_when_it_is_left_and_what_cannot_be_is_said_beside_it(stage: Stage) -> None:
    for title in ("Meals", "Visits"):
        opportunities.add_opportunity(stage.office, Opportunity(opportunity_ref="", title=title))
    page = stage.go("opportunities", 1)
    rows = page.sheet.form.rows
    leave(rows["buyer"], "Leith Council")
    stage.settle()
    assert page_of(stage).opportunity.buyer == "Leith Council"
    leave(page.sheet.more.rows["opportunity_ref"], "N-0002")
    stage.settle()
    assert "already another" in page.sheet.more.rows["opportunity_ref"].editor.accessibleDescription()
    leave(rows["contract_start"], "2/2/2027")
    leave(rows["contract_end"], "1/2/2027")
    stage.settle()
    assert "ends before it starts" in page.sheet.doubts.said
    page.view.filter.setText("visits")
    stage.wait(lambda: titles(page.view) == ["Visits"])
    page.sheet.remove.click()
    stage.settle()
    assert len(opportunities.list_opportunities(stage.office).rows) == 1


def test_lots_and_criteria_are_added_changed_and_removed_where_they_stand(stage: Stage) -> None:
    opportunities.add_opportunity(stage.office, Opportunity(opportunity_ref="", title="Meals"))
    page = stage.go("opportunities", 1)
    lots, criteria = page.sheet.lots, page.sheet.criteria
    lots.add_button.click()
    lots.new.form.rows["title"].editor.setText("North")
    lots.new.give()
    stage.settle()
    assert [(lot.lot, lot.title) for lot in page_of(stage).lots] == [("1", "North")]
    criteria.add_button.click()
    criteria.new.form.rows["name"].editor.setText("Price")
    criteria.new.form.rows["weight"].editor.setText("130")
    criteria.new.give()
    stage.settle()
    assert "part of a hundred" in criteria.new.form.rows["weight"].editor.accessibleDescription()
    criteria.new.form.rows["weight"].editor.setText("62.5")
    criteria.new.give()
    stage.settle()
    (one,) = page_of(stage).criteria
    assert one.weight == Decimal("62.5")
    row = criteria.rows[one.id]
    row.edit.click()
    leave(row.form.rows["weight"], "70")
    stage.settle()
    assert page_of(stage).criteria[0].weight == Decimal(70)
    lots.rows[page_of(stage).lots[0].id].removed.emit(page_of(stage).lots[0].id)
    stage.settle()
    assert page_of(stage).lots == ()


def test_a_notice_comes_in_with_what_was_found_and_goes_out_as_deadlines(stage: Stage, tmp_path: Path) -> None:
    page = stage.go("opportunities")
    page.bring_in(SAMPLES / "pcs-2019-04-four-tenders.json")
    stage.settle()
    assert len(titles(page.view)) == 4
    texts = " ".join(label.text() for label in page.view._page_room.currentWidget().findChildren(QLabel))
    assert "4 opportunities added" in texts
    assert "add up to 80" in texts
    page.open_record(1)
    stage.settle()
    sheet = page.sheet
    said = " ".join(label.text() for label in sheet.benefits.findChildren(QLabel))
    assert "Community Benefits Statement" in said
    assert "said not to be asked for" in said
    limits = " ".join(label.text() for label in sheet.limits.findChildren(QLabel))
    assert "Regulated contract threshold" in limits
    assert "no statute" in limits
    bad = tmp_path / "people.csv"
    bad.write_text("name\nAna\n", encoding="utf-8")
    page.bring_in(bad)
    stage.settle()
    assert len(titles(page.view)) == 4
    found = page_of(stage).opportunity
    day = stage.office.clock.today() + timedelta(days=3)
    opportunities.change_opportunity(stage.office, replace(found, tenders_by=day))
    file = tmp_path / "days.ics"
    page.write_deadlines(file)
    stage.settle()
    assert file.read_bytes().startswith(b"BEGIN:VCALENDAR")


def test_today_leads_to_an_opportunity_whose_deadline_is_near(stage: Stage) -> None:
    day = stage.office.clock.today() + timedelta(days=2)
    opportunities.add_opportunity(stage.office, Opportunity(opportunity_ref="", title="Meals", tenders_by=day))
    today = stage.go("today")
    look = next(made for made in today.findChildren(QPushButton) if made.text().replace("&", "") == "Look at it")
    look.click()
    stage.settle()
    assert stage.frame.here == "opportunities"
    assert stage.frame.pages["opportunities"].sheet.opened.page.opportunity.title == "Meals"


def test_tab_goes_down_the_page_from_the_days_to_the_decision_and_the_lots(stage: Stage) -> None:
    opportunities.add_opportunity(stage.office, Opportunity(opportunity_ref="", title="Meals"))
    page = stage.go("opportunities", 1)
    sheet = page.sheet
    sheet.form.rows["contract_end"].editor.setFocus()
    stage.press(Qt.Key.Key_Tab)
    assert stage.focused() is sheet.facts
    stage.press(Qt.Key.Key_Tab)
    assert stage.focused() is sheet.decision.form.rows["decision_reason"].editor
    stage.press(Qt.Key.Key_Tab, Qt.Key.Key_Tab, Qt.Key.Key_Tab, Qt.Key.Key_Tab)
    assert stage.focused() is sheet.lots.add_button


def test_of_a_large_download_only_our_kind_of_work_is_taken_unless_all_is_asked_for(
    stage: Stage, tmp_path: Path
) -> None:
    releases = [
        {"ocid": f"o-{n}", "id": "1", "tag": ["tender"], "tender": {"title": f"Work {n}", "classification": {
            "scheme": "CPV", "id": "85300000" if n < 3 else "45000000"}}}
        for n in range(MANY + 2)
    ]  # fmt: skip
    path = tmp_path / "month.json"
    path.write_text(json.dumps({"releases": releases}), encoding="utf-8")
    page = stage.go("opportunities")
    page.bring_in(path)
    stage.settle()
    assert len(titles(page.view)) == 3
    page.bring_in(path, everything=True)
    stage.settle()
    assert len(titles(page.view)) == MANY + 2


def test_what_buyers_ask_of_us_is_written_down_and_said_in_words(stage: Stage) -> None:
    page = stage.go("opportunities")
    page.facts.click()
    stage.settle()
    rows = page.bidder.form.rows
    leave(rows["turnover"], "310000")
    stage.settle()
    leave(rows["employees"], "9")
    stage.settle()
    leave(rows["employees_integrated"], "10")
    stage.settle()
    assert "More employees are disabled" in rows["employees_integrated"].editor.accessibleDescription()
    leave(rows["employees_integrated"], "2")
    stage.settle()
    assert bidder_facts.bidder_facts(stage.office)[0].turnover == Money(310_000_00)
    said = " ".join(label.text() for label in page.bidder.test.findChildren(QLabel))
    assert "2 of 9 employees" in said
    page.bidder.lists.add_button.click()
    page.bidder.lists.new.form.rows["buyer"].editor.setText("Leith Council")
    page.bidder.lists.new.give()
    stage.settle()
    assert bidder_facts.bidder_lists(stage.office)[0].buyer == "Leith Council"
    assert not unnamed(page)


def test_the_search_box_finds_opportunities_bids_and_who_buys_by_title_reference_and_buyer(stage: Stage) -> None:
    office = stage.office
    opportunities.add_opportunity(office, Opportunity(opportunity_ref="", title="Garden care", buyer="Leith Council"))
    bids.add_bid(office, Bid(bid_ref="", title="Befriending", buyer="Leith Council"))
    commissioners.add_commissioner(office, Commissioner(name="Leith Council", kind="council", area="Leith"))

    def found(text: str) -> list[tuple[str, str, object]]:
        return [(hit.words, hit.place, hit.record) for hit in find(office, text)]

    opportunity, bid, buyer = (
        ("Garden care  ·  opportunity  ·  Leith Council  ·  N-0001", "opportunities", 1),
        ("Befriending  ·  bid  ·  Leith Council  ·  B-001", "bids", 1),
        ("Leith Council  ·  commissioner  ·  Leith", "commissioners", 1),
    )
    assert found("leith") == [bid, opportunity, buyer]
    assert found("garden") == found("n-0001") == [opportunity]
    assert found("befr council") == [bid]
    stage.frame.search.setFocus()
    stage.type("befriend")
    stage.wait(lambda: stage.frame.search.results.isVisible())
    stage.press(Qt.Key.Key_Return)
    stage.settle()
    assert stage.frame.here == "bids"
    assert stage.frame.pages["bids"].sheet.page.bid.title == "Befriending"


def test_in_a_low_window_the_buttons_take_one_line_so_that_the_list_keeps_its_rows(stage: Stage) -> None:
    page = stage.go("opportunities")
    assert page.facts.isVisible()
    assert page.heads.more.isHidden()
    tall = page.heads.height()
    stage.window.resize(1200, 480)
    stage.wait(page.heads.more.isVisible)
    assert page.take.isVisible()
    assert page.facts.isHidden()
    stage.wait(lambda: page.heads.height() < tall)
    page.heads.fill_menu()
    actions = {one.text(): one for one in page.heads.menu.actions()}
    assert not actions["Deadlines to a calendar"].isEnabled(), "there are none"
    actions["What buyers ask of you"].trigger()
    stage.settle()
    assert page.rooms.currentWidget() is page.bidder
    page.back()
    stage.window.resize(1200, 760)
    stage.wait(page.facts.isVisible)
