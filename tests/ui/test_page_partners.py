"""Partners and referrals in the window: kept when left, added, retired, brought in; and who waits, by the keyboard."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from page_stage import Stage, stage_of, unnamed
from PySide6.QtCore import Qt, QTimer
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from sfph_desktop.core.domain.partners import Partner, PartnerId, Referral
from sfph_desktop.core.domain.people import ServiceUser
from sfph_desktop.core.usecases import partners, referrals
from sfph_desktop.core.usecases.consents import give_consent
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.people import add_person
from sfph_desktop.ui.shell.search import find
from sfph_desktop.ui.widgets.wishes import WAITING_LIST, OpenReferral


@pytest.fixture
def stage(qtbot: Any, real_office: Office, tmp_path: Path) -> Iterator[Stage]:
    office, today = real_office, real_office.clock.today()
    for name, kind in (("Leith Practice", "health_professional"), ("Hill Housing", "housing")):
        partners.add_partner(office, Partner(partner_ref="", name=name, kind=kind))
    for number, (given, days) in enumerate((("Màiri", 9), ("Tam", 30), ("Zofia", 2)), start=1):
        person = add_person(office, ServiceUser(person_ref=f"P-{number}", given_name=given)).value.id
        made = today - timedelta(days)
        partner = PartnerId(1 + number % 2)
        referrals.refer(office, Referral(person_id=person, direction="in", partner_id=partner, made_on=made))
    with stage_of(qtbot, office, tmp_path / "desk") as made_stage:
        yield made_stage


def titles(view: Any) -> list[str]:
    return [str(view.table.index(row, 0).data()) for row in range(view.table.rowCount())]


def page_of(stage: Stage, number: int) -> Any:
    return partners.partner_page(stage.office, number)


def test_a_partner_is_found_by_typing_and_its_fields_are_kept_when_left(stage: Stage) -> None:
    page = stage.go("people")
    page.partners.click()
    stage.settle()
    page = stage.frame.pages["partners"]
    view = page.directory.view
    assert titles(view) == ["Hill Housing", "Leith Practice"]
    stage.type("leith")
    stage.wait(lambda: titles(view) == ["Leith Practice"])
    stage.press(Qt.Key.Key_Return)
    stage.settle()
    sheet = page.directory.sheet
    sheet.form.rows["phone"].editor.setFocus()
    stage.type("0131 555 0101")
    stage.press(Qt.Key.Key_Tab)
    stage.settle()
    assert page_of(stage, 1).partner.phone == "0131 555 0101"
    assert stage.window.messages.strip.said == "Changed Leith Practice."
    stage.window.messages.undo_last()
    stage.settle()
    assert sheet.form.rows["phone"].text == ""
    sheet.more.rows["partner_ref"].editor.setText("PA-002")
    sheet.more.rows["partner_ref"].commit()
    stage.settle()
    assert "already another partner's" in sheet.more.rows["partner_ref"].editor.accessibleDescription()
    assert not unnamed(page)


def test_a_partner_is_added_by_the_keyboard_with_its_kind_and_listed_by_it(stage: Stage) -> None:
    page = stage.go("partners").directory
    page.add_button.click()
    stage.settle()
    stage.press(Qt.Key.Key_Return)
    assert "needed" in page.new.form.rows["name"].editor.accessibleDescription()
    stage.type("Advice Shop")
    stage.press(Qt.Key.Key_Tab)
    stage.type("third")
    stage.press(Qt.Key.Key_Return)
    stage.settle()
    added = page.sheet.page.partner
    assert (added.partner_ref, added.name, added.kind) == ("PA-003", "Advice Shop", "third_sector")
    page.kinds.setCurrentIndex(page.kinds.findData("housing"))
    stage.settle()
    assert titles(page.view) == ["Hill Housing"]


def choose(field: Any, said: str) -> None:
    field.editor.setCurrentText(said)
    field.editor.activated.emit(field.editor.currentIndex())


def test_the_area_of_a_partner_follows_its_council_as_an_offer(stage: Stage) -> None:
    page = stage.go("partners", 1).directory
    rows = page.sheet.form.rows
    choose(rows["council"], "Fife")
    stage.settle()
    assert (rows["health_board"].text, rows["integration_authority"].text) == ("Fife", "Fife")
    choose(rows["health_board"], "Tayside")
    stage.settle()
    choose(rows["council"], "Highland")
    stage.settle()
    assert (rows["health_board"].text, rows["integration_authority"].text) == ("Tayside", "Highland")
    rows["email"].editor.setText("no address")
    rows["email"].commit()
    stage.settle()
    assert "not an email address" in rows["email"].editor.accessibleDescription()
    page.add_button.click()
    stage.settle()
    new = page.new.form.rows
    choose(new["council"], "Fife")
    assert (new["health_board"].text, new["integration_authority"].text) == ("Fife", "Fife")


def test_contacts_are_added_changed_and_taken_away_where_they_stand(stage: Stage) -> None:
    page = stage.go("partners", 1).directory
    lines = page.sheet.lines
    lines.add_button.click()
    stage.type("Reception")
    stage.press(Qt.Key.Key_Tab, Qt.Key.Key_Tab)
    stage.settle()
    stage.type("555")
    stage.press(Qt.Key.Key_Tab)
    stage.settle()
    assert [(one.name, one.phone) for one in page_of(stage, 1).contacts] == [("Reception", "555")]
    assert stage.focused() is lines.forms[0].rows["email"].editor, "the keyboard stays where it was"
    phone = lines.forms[0].rows["phone"]
    phone.editor.setText("none yet")
    phone.commit()
    stage.settle()
    assert "not a phone number" in phone.editor.accessibleDescription()
    assert page_of(stage, 1).contacts[0].phone == "555"
    page.sheet.lines._on_away(0)
    stage.settle()
    assert page_of(stage, 1).contacts == ()
    stage.window.messages.undo_last()
    stage.settle()
    assert [form.rows["name"].text for form in lines.forms] == ["Reception"]
    page.view.choose(2)
    stage.settle()
    assert lines.forms == []


def test_a_partner_is_retired_and_brought_back_and_not_removed_while_it_is_named(stage: Stage) -> None:
    page = stage.go("partners", 1).directory
    page.sheet.retire.click()
    stage.settle()
    assert page_of(stage, 1).partner.retired_on == stage.office.clock.today()
    assert titles(page.view) == ["Hill Housing", "Leith Practice"]
    assert page.sheet.retire.text() == "Bring this partner back"
    page.sheet.retire.click()
    stage.settle()
    assert page_of(stage, 1).partner.retired_on is None
    page.sheet.remove.click()
    stage.settle()
    assert "cannot be removed" in stage.window.messages.panel.said
    partners.add_partner(stage.office, Partner(partner_ref="", name="Nobody names it"))
    page.view.choose(3)
    stage.settle()
    page.sheet.remove.click()
    stage.settle()
    assert titles(page.view) == ["Hill Housing", "Leith Practice"]
    assert page.sheet is None


def test_a_directory_comes_in_and_goes_out_and_what_was_not_read_is_told(stage: Stage, tmp_path: Path) -> None:
    file = tmp_path / "directory.json"
    entries = [{"id": "a1", "name": "Leith Surgery", "contacts": [{"name": "Ana"}]}, {"id": "a2"}]
    file.write_text(json.dumps(entries), encoding="utf-8")
    page = stage.go("partners").directory
    page.bring_in(file)
    stage.settle()
    assert titles(page.view) == ["Hill Housing", "Leith Practice", "Leith Surgery"]
    shown = page.view._page_room.currentWidget()
    said = " ".join(label.text() for label in shown.findChildren(type(page.view._count)))
    assert "1 partner added, 0 brought up to date" in said
    assert "Not read: 1 entry" in said
    out = tmp_path / "ours.json"
    page.write_out(out)
    stage.settle()
    assert stage.window.messages.strip.said == "3 partners written to ours.json."
    assert "Ana" not in out.read_text(encoding="utf-8")
    page.bring_in(out.with_name("nowhere.json"))
    stage.settle()
    assert "nowhere.json" in stage.window.messages.panel.said


def test_the_waiting_list_is_worked_by_its_keys(stage: Stage) -> None:
    page = stage.go("partners", WAITING_LIST)
    waiting = page.waiting
    stage.settle()
    assert titles(waiting.view) == ["Tam", "Màiri", "Zofia"]
    assert waiting.said.text() == "3 people wait for a first contact, the longest for 30 days."
    assert stage.focused() is waiting.view.list
    stage.press(Qt.Key.Key_Down, Qt.Key.Key_Down)
    stage.type("+")
    stage.settle()
    assert titles(waiting.view) == ["Zofia", "Tam", "Màiri"]
    assert waiting.view.chosen_record == 3, "whoever was chosen stays chosen"
    stage.type("-")
    stage.settle()
    assert titles(waiting.view) == ["Tam", "Màiri", "Zofia"]
    stage.type("c")
    stage.settle()
    assert titles(waiting.view) == ["Tam", "Màiri"]
    kept = referrals.referral_with_id(stage.office, 3)
    assert (kept.outcome, kept.first_contact_on) == ("contacted", stage.office.clock.today())
    assert waiting.said.text().endswith("So far 1 person was contacted, after 2 days.")
    stage.window.messages.undo_last()
    stage.settle()
    assert len(titles(waiting.view)) == 3


def test_what_became_of_a_referral_is_kept_and_whoever_waits_no_more_makes_room(stage: Stage) -> None:
    page = stage.go("partners", WAITING_LIST).waiting
    stage.settle()
    page.view.choose(2)
    stage.settle()
    form = page.sheet.form
    form.rows["first_contact_on"].editor.setText("1/1/2999")
    form.rows["first_contact_on"].commit()
    stage.settle()
    assert "has not come yet" in form.rows["first_contact_on"].editor.accessibleDescription()
    outcome = form.rows["outcome"]
    outcome.editor.setCurrentText("started with us")
    outcome.commit()
    stage.settle()
    assert referrals.referral_with_id(stage.office, 2).outcome == "started"
    assert referrals.referral_with_id(stage.office, 2).outcome_on == stage.office.clock.today()
    assert page.sheet.page.person.given_name == "Màiri", "the next one takes their place"


def test_a_referral_is_recorded_by_the_keyboard_and_one_out_needs_consent(stage: Stage) -> None:
    page = stage.go("partners")
    QTest.keyClick(stage.focused(), Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    stage.settle()
    assert page.which == "referrals"
    view = page.referrals
    view.add_button.click()
    stage.settle()
    stage.type("zofia")
    stage.press(Qt.Key.Key_Return)
    stage.wait(lambda: view.picker.person_id == 3)
    assert stage.focused() is view.form.rows["direction"].editor
    stage.type("sent")
    stage.press(Qt.Key.Key_Tab)
    stage.type("Hill")
    stage.press(Qt.Key.Key_Return)
    stage.settle()
    assert "has not agreed" in view.new.problem.text()
    assert len(referrals.list_referrals(stage.office, "out").rows) == 0
    give_consent(stage.office, 3, "share")
    stage.press(Qt.Key.Key_Return)
    stage.settle()
    assert [row[5] for row in referrals.list_referrals(stage.office, "out").rows] == ["Hill Housing"]
    assert view.sheet.page.referral.direction == "out"
    outcome = view.sheet.form.rows["outcome"]
    assert outcome.editor.findText("started with us") < 0, "they start with whom they were sent to"
    outcome.editor.setCurrentText("started with them")
    outcome.commit()
    stage.settle()
    assert referrals.referral_with_id(stage.office, view.sheet.page.referral.id).outcome == "started"
    page.open_record(OpenReferral(referral_id=1))
    stage.settle()
    assert view.sheet.page.person.given_name == "Màiri"
    assert not unnamed(page)


def test_the_waiting_list_is_printed_and_saved(stage: Stage, tmp_path: Path) -> None:
    page = stage.go("partners", WAITING_LIST).waiting
    stage.settle()
    asked: list[str] = []

    def leave() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QPrintDialog):
            asked.append(dialog.windowTitle())
            dialog.reject()
        else:
            QTimer.singleShot(50, leave)

    QTimer.singleShot(50, leave)
    QTest.keyClick(page.view.list, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    stage.wait(lambda: asked == ["Print the waiting list"])
    file = tmp_path / "list.pdf"
    page.save_as(file)
    stage.settle()
    assert file.read_bytes().startswith(b"%PDF")


def test_the_search_box_finds_partners_and_says_why_a_person_was_found(stage: Stage) -> None:
    assert [(hit.words, hit.place, hit.record) for hit in find(stage.office, "leith")] == [
        ("Leith Practice  ·  health professional  ·  PA-001", "partners", 1)
    ]
    add_person(stage.office, ServiceUser(person_ref="P-9", given_name="Margaret", family_name="Orr"))
    assert "Margaret for Peggy" in find(stage.office, "peggy")[0].words
    people = stage.go("people")
    people.view.filter.setText("peggy")
    stage.wait(lambda: titles(people.view) == ["Margaret Orr"])
    from sfph_desktop.ui.models.record_table import DETAIL_ROLE

    assert "Margaret for Peggy" in str(people.view.table.index(0, 0).data(DETAIL_ROLE))


def test_today_leads_to_who_waits(stage: Stage) -> None:
    today = stage.go("today")
    item = next(one for one in today.shown.due if one.kind == "referral" and one.person_id == 3)
    today._on_due(item)
    stage.settle()
    page = stage.frame.pages["partners"]
    assert page.which == "waiting"
    assert page.waiting.sheet.page.person.given_name == "Zofia"
    assert stage.focused() is page.waiting.view.list
