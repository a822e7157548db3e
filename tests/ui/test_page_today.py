"""Today: due, changed, counts, the three actions, and what it says while there is nobody."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QPushButton
from tests.ui.page_stage import stage_of, unnamed

from sfph_desktop.core.domain.people import ServiceUser
from sfph_desktop.core.usecases.history import recent
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.people import add_person, list_people

NewOffice = Callable[[Path], Office]


def named(root: Any, name: str) -> QPushButton:
    """The button that is called so."""
    return next(made for made in root.findChildren(QPushButton) if name in (made.text(), made.accessibleName()))


def test_an_empty_office_says_what_the_page_is_for_and_offers_a_first_step(
    qtbot: Any, new_office: NewOffice, tmp_path: Path
) -> None:
    with stage_of(qtbot, new_office(tmp_path), tmp_path) as stage:
        today = stage.go("today")
        assert today.start.isVisible()
        assert not today.counts.isVisible()
        assert not unnamed(today)
        assert stage.focused() is today.first
        today.first.click()
        stage.settle()
        assert stage.frame.here == "people"
        assert stage.focused() is stage.frame.pages["people"].new.first_field()


def test_a_change_is_told_and_undone_from_here(qtbot: Any, new_office: NewOffice, tmp_path: Path) -> None:
    office = new_office(tmp_path)
    add_person(office, ServiceUser(person_ref="P-0001", given_name="Màiri", family_name="Bàn"))
    with stage_of(qtbot, office, tmp_path) as stage:
        today = stage.go("today")
        assert not today.start.isVisible()
        assert today.counts.isVisible()
        assert any(item.kind == "recovery_sheet" for item in today.shown.due)
        named(today, "Undo: Added person P-0001").click()
        stage.wait(lambda: not list_people(office).rows)
        stage.settle()
        assert recent(office)[0].why.startswith("Undid")
        assert today.start.isVisible(), "the office is empty again"


def test_the_three_actions_open_their_places(qtbot: Any, new_office: NewOffice, tmp_path: Path) -> None:
    office = new_office(tmp_path)
    add_person(office, ServiceUser(person_ref="P-0001", given_name="Tam"))
    with stage_of(qtbot, office, tmp_path) as stage:
        today = stage.go("today")
        for action, place in (
            (today.register, "sessions"),
            (today.person, "people"),
            (today.questionnaire, "measures"),
        ):
            stage.go("today")
            action.click()
            stage.settle()
            assert stage.frame.here == place
        entry = stage.frame.pages["measures"].entry
        assert stage.focused() is entry.person.line
