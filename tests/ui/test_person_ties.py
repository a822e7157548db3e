"""On a person's page: referrals recorded where they are read, who does what by consent, and records of one person."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from page_stage import Stage, stage_of, unnamed
from PySide6.QtCore import Qt

from sfph_desktop.core.domain.partners import Partner
from sfph_desktop.core.domain.people import ServiceUser
from sfph_desktop.core.usecases import referrals
from sfph_desktop.core.usecases.consents import require_consent, withdraw_consent
from sfph_desktop.core.usecases.joining import duplicates
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.partners import add_partner
from sfph_desktop.core.usecases.people import add_person, change_person, find_person
from sfph_desktop.ui.models.record_table import DETAIL_ROLE
from sfph_desktop.ui.models.said import said_day


@pytest.fixture
def stage(qtbot: Any, real_office: Office, tmp_path: Path) -> Iterator[Stage]:
    add_partner(real_office, Partner(partner_ref="", name="Leith Practice", kind="health_professional"))
    born = date(1950, 1, 1)
    for ref, given in (("P-1", "Cat"), ("P-2", "Cath")):
        add_person(real_office, ServiceUser(person_ref=ref, given_name=given, family_name="Ross", date_of_birth=born))
    add_person(real_office, ServiceUser(person_ref="P-3", given_name="Zofia", family_name="Żak"))
    with stage_of(qtbot, real_office, tmp_path / "desk") as made:
        yield made


def test_a_referral_is_recorded_on_the_persons_page_by_the_keyboard(stage: Stage) -> None:
    people = stage.go("people", 3)
    ties = people.ties
    assert ties.referrals.list is None
    ties.referrals.add_button.setFocus()
    stage.press(Qt.Key.Key_Space)
    stage.press(Qt.Key.Key_Tab)
    stage.type("leith")
    stage.press(Qt.Key.Key_Return)
    stage.settle()
    row = referrals.list_referrals(stage.office, person_id=3).rows[0]
    assert (row[4], row[5], row[8]) == ("in", "Leith Practice", stage.office.clock.today())
    assert ties.referrals.list.table.index(0, 0).data() == "From Leith Practice"
    assert stage.focused() is ties.referrals.add_button
    assert not unnamed(people)
    kept = referrals.referral_with_id(stage.office, 1)
    referrals.change_referral(stage.office, kept)
    ties.referrals.list.opened.emit(1)
    stage.settle()
    assert stage.frame.here == "partners"
    assert stage.frame.pages["partners"].referrals.sheet.page.referral.id == 1


def test_what_cannot_be_is_told_beside_its_field_and_escape_puts_the_form_away(stage: Stage) -> None:
    ties = stage.go("people", 3).ties
    ties.referrals.add_button.click()
    ties.referrals.form.rows["made_on"].editor.setText("1/1/2999")
    ties.referrals.add.want()
    stage.settle()
    made = ties.referrals.form.rows["made_on"].editor
    assert "has not come yet" in made.accessibleDescription()
    assert stage.focused() is made
    stage.press(Qt.Key.Key_Escape)
    assert ties.referrals.add.isHidden()
    assert referrals.list_referrals(stage.office).rows == ()


def test_who_does_what_shows_nothing_without_consent_and_is_kept_with_it(stage: Stage) -> None:
    people = stage.go("people", 3)
    part = people.ties.partners
    assert "has not agreed" in part.told.said
    assert part.add_button.isHidden()
    part.agree.setFocus()
    stage.press(Qt.Key.Key_Space)
    stage.settle()
    assert require_consent(stage.office, 3, "share").words
    assert part.told is None
    part.add_button.click()
    stage.press(Qt.Key.Key_Tab)
    stage.type("Takes her blood pressure")
    stage.press(Qt.Key.Key_Return)
    stage.settle()
    kept = [(one.what, name) for one, name in referrals.who_does_what(stage.office, 3)]
    assert kept == [("Takes her blood pressure", "Leith Practice")]
    form = part.forms[1]
    form.rows["to_date"].editor.setText("1/1/1999")
    form.rows["to_date"].commit()
    stage.settle()
    assert "before the beginning" in form.rows["to_date"].editor.accessibleDescription()
    form.rows["contact"].editor.setText("Nurse Orr")
    form.rows["contact"].commit()
    stage.settle()
    assert referrals.who_does_what(stage.office, 3)[0][0].contact == "Nurse Orr"
    withdraw_consent(stage.office, 3, "share")
    people.load()
    stage.settle()
    assert part.forms == {}, "what was recorded is not shown any more"
    assert "took it back" in part.told.said


def test_records_that_may_be_one_are_offered_joined_and_taken_apart(stage: Stage) -> None:
    people = stage.go("people", 1)
    same = people.ties.same
    assert [panel.said.split(".")[0] for panel in same.panels] == ["May be the same as Cath Ross, P-2"]
    same.panels[0].findChild(type(people.add_button)).click()
    stage.settle()
    assert stage.frame.here == "held"
    stage.frame.pages["held"].sheet.same_button.click()
    stage.settle()
    assert duplicates(stage.office).rows == ()
    stage.go("people", 1)
    assert same.panels[0].said.startswith("P-2 counts as this record")
    stage.go("people", 2)
    assert same.panels[0].said.startswith("This record counts as P-1, Cat Ross")
    same.apart.emit("P-2")
    stage.settle()
    assert len(duplicates(stage.office).rows) == 1
    assert same.panels[0].said.startswith("May be the same as Cat Ross, P-1")
    stage.go("people", 3)
    assert same.isHidden()


def test_time_to_the_first_contact_is_said(stage: Stage) -> None:
    from sfph_desktop.core.domain.partners import Referral
    from sfph_desktop.core.domain.people import ServiceUserId

    today = stage.office.clock.today()
    made = Referral(person_id=ServiceUserId(3), direction="in", source="her son", made_on=today - timedelta(8))
    first = referrals.refer(stage.office, made).value
    referrals.refer(stage.office, replace(made, source="her daughter"))
    referrals.first_contact(stage.office, first.id, today - timedelta(5))
    table = stage.go("people", 3).ties.referrals.list.table
    said = [str(table.index(row, 0).data(DETAIL_ROLE)) for row in range(2)]
    assert [text.split(" · ")[:2] for text in said] == [
        ["waits 8 days", said_day(today - timedelta(8))],
        ["in contact", "first contact after 3 days"],
    ]


def test_what_only_the_record_says_of_a_referral_is_shown_and_recorded_once(stage: Stage) -> None:
    zofia = change_person(stage.office, replace(find_person(stage.office, "P-3"), referral_source="leith practice"))
    ties = stage.go("people", zofia.value.id).ties
    assert ties.referrals.told.text() == "Their record says: referred by leith practice; it gives no day."
    ties.referrals.told_button.click()
    ties.referrals.form.rows["made_on"].editor.setText("3/3/2025")
    ties.referrals.add.want()
    stage.settle()
    assert [row[5:9:3] for row in referrals.list_referrals(stage.office).rows] == [("Leith Practice", date(2025, 3, 3))]
    assert referrals.waiting_list(stage.office).rows == (), "nobody waits because of an old record"
    assert ties.referrals._told_room.isHidden()
