"""Who changed what, at the foot of every record's page; an undo that later work is in the way of is asked about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from page_stage import Stage, stage_of, unnamed
from PySide6.QtWidgets import QLabel, QPushButton

from sfph_desktop.core.domain.delivery import Group, Service
from sfph_desktop.core.domain.measures import Assessment
from sfph_desktop.core.domain.partners import Partner, PartnerContact, Referral
from sfph_desktop.core.domain.people import ServiceUser
from sfph_desktop.core.domain.registers import HERE, RegisterAt
from sfph_desktop.core.domain.workbook import RawSheet
from sfph_desktop.core.usecases import groups, imports, measures, partners, people, referrals, registers, services
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.ui.support.panels import QuestionDialog
from sfph_desktop.ui.widgets.wishes import OpenReferral


@pytest.fixture
def stage(qtbot: Any, real_office: Office, tmp_path: Path) -> Iterator[Stage]:
    office, today = real_office, real_office.clock.today()
    person = people.add_person(office, ServiceUser(person_ref="P-1", given_name="Màiri")).value
    services.add_service(office, Service(name="Lunch club"))
    group = groups.add_group(office, Group(name="Tuesday lunch", service="Lunch club"), (int(person.id),)).value
    for state in (HERE, ""):
        registers.mark(office, RegisterAt(group_id=int(group.id), day=today), int(person.id), state or HERE)
    registers.count_unnamed(office, RegisterAt(group_id=int(group.id), day=today), 2, 4)
    partner = partners.add_partner(office, Partner(partner_ref="", name="Hill Housing", kind="housing")).value
    partners.set_contacts(office, int(partner.id), (PartnerContact(partner_id=partner.id, name="Jo Hill"),))
    partners.change_partner(office, replace(partner, phone="0131 555 0101"))
    made = today - timedelta(3)
    referrals.refer(office, Referral(person_id=person.id, direction="in", partner_id=partner.id, made_on=made))
    answers = tuple(3.0 for _ in range(7))
    measures.enter_assessment(
        office, Assessment(person_id=person.id, instrument="swemwbs7", date=today, stage="baseline", answers=answers)
    )
    header = ("contract_ref", "title", "value")
    imports.bring_in(office, [RawSheet(name="contracts", header=header, rows=[("C1", "Tea", 1200)])], file="test")
    with stage_of(qtbot, office, tmp_path / "desk") as made_stage:
        yield made_stage


def said(panel: Any) -> str:
    return " | ".join(label.text() for label in panel.findChildren(QLabel) if not label.isHidden())


def shown(stage: Stage, changes: Any) -> str:
    changes.panel.show_button.click()
    stage.settle()
    return said(changes.panel)


def test_every_page_of_a_record_tells_who_changed_what(stage: Stage) -> None:
    sessions = stage.go("sessions", 1)
    told = shown(stage, sessions.records.changes)
    assert "Added this session" in told
    assert "Added a visit (" in told
    assert told.count(stage.office.who) == 1  # the marks of one register are one piece of work
    sessions._go("groups", 1)
    stage.settle()
    assert "Added this group" in shown(stage, sessions.records.changes)
    sessions._go("services", "Lunch club")
    stage.settle()
    assert "Added this service" in shown(stage, sessions.records.changes)
    assert "Added this questionnaire" in shown(stage, stage.go("measures", 1).changes)
    directory = stage.go("partners").directory
    directory.open_record(1)
    stage.settle()
    told = shown(stage, directory.changes)
    assert "Added a contact (Jo Hill)" in told
    assert "Phone set to 0131 555 0101" in told
    contracts = stage.go("contracts")
    contracts.view.choose(1)
    stage.settle()
    assert "Added this contract" in shown(stage, contracts.changes)
    page = stage.go("partners", OpenReferral(referral_id=1))
    view = page.referrals
    assert "Added this referral" in shown(stage, view.changes)
    assert not unnamed(page)


def test_a_change_is_taken_back_where_it_is_told_and_the_page_tells_it_at_once(stage: Stage) -> None:
    directory = stage.go("partners").directory
    directory.open_record(1)
    stage.settle()
    assert "Phone set to" in shown(stage, directory.changes)
    panel = directory.changes.panel
    next(one for one in panel.findChildren(QPushButton) if one.accessibleName().startswith("Undo: phone")).click()
    stage.settle()
    assert directory.sheet.form.rows["phone"].text == ""
    stage.wait(lambda: "taken back since" in said(panel))


def test_what_stands_on_a_change_is_asked_about_and_goes_with_it(stage: Stage) -> None:
    directory = stage.go("partners").directory
    directory.open_record(1)
    stage.settle()
    shown(stage, directory.changes)
    undos = [one for one in directory.changes.panel.findChildren(QPushButton) if one.text() == "Undo"]
    undos[-1].click()  # the partner was added, and everything else stands on that
    stage.settle()
    (dialog,) = stage.window.findChildren(QuestionDialog)
    assert "Undo 3 later changes as well?" in said(dialog)
    assert "added a referral" in said(dialog)
    assert dialog.leave.hasFocus()
    dialog.do.click()
    stage.settle()
    assert partners.list_partners(stage.office).rows == ()
    assert referrals.list_referrals(stage.office).rows == ()
    assert "with 3 later changes" in stage.window.messages.strip.said
    stage.window.messages._on_pressed()  # do it again
    stage.settle()
    assert partners.partner_page(stage.office, 1).partner.phone == "0131 555 0101"
    assert len(referrals.list_referrals(stage.office).rows) == 1


def test_the_changes_of_a_record_are_not_told_under_the_next_one(stage: Stage) -> None:
    other = partners.add_partner(stage.office, Partner(partner_ref="", name="Vale Library", kind="other")).value
    directory = stage.go("partners").directory
    directory.open_record(1)
    stage.settle()
    changes = directory.changes
    changes.panel.show_button.click()
    changes.show_record("partners", int(other.id))  # before the answer has come
    stage.settle()
    assert changes.panel.lines == ()
    assert not changes.panel.show_button.isHidden()
