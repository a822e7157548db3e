"""Settings: each section does what it says, and says how it went."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot
from tests.ui.conftest import PASSPHRASE

from sfph_desktop.core.domain.people import ServiceUser
from sfph_desktop.core.usecases.people import add_person, list_people
from sfph_desktop.ui.pages.settings import SECTIONS, SettingsPage
from sfph_desktop.ui.shell.window import Window
from sfph_desktop.ui.support.context import ShellContext

NEW = "velvet compass orchard tunnel maple"


@pytest.fixture
def page(real_office: Any, shell: ShellContext, window: Window, still: Callable[[], None]) -> SettingsPage:
    made = SettingsPage(real_office, shell)
    window.show_only(made)
    still()
    return made


def section(page: SettingsPage, name: str, still: Callable[[], None]) -> Any:
    page.open_record(name)
    still()
    return page._section


@pytest.mark.parametrize("name", SECTIONS)
def test_every_section_opens_and_is_marked_in_the_list(
    page: SettingsPage, name: str, still: Callable[[], None]
) -> None:
    section(page, name, still)
    assert page.view.chosen_record == name


def test_an_unknown_section_changes_nothing(page: SettingsPage) -> None:
    before = page._section
    page.open_record("nonsense")
    assert page._section is before


def test_a_theme_is_put_on_and_kept(page: SettingsPage, shell: ShellContext, still: Callable[[], None]) -> None:
    look = section(page, "look", still)
    look.themes["cream"].click()
    assert shell.theme.name == "cream"
    assert shell.preferences.settings.theme == "cream"
    look.text_size.setCurrentIndex(look.text_size.findData(150))
    look.text_size.activated.emit(look.text_size.currentIndex())
    assert (shell.theme.percent, shell.preferences.settings.text_size) == (150, 150)
    look.minutes.setCurrentIndex(look.minutes.findData(15))
    look.minutes.activated.emit(look.minutes.currentIndex())
    assert shell.preferences.settings.lock_after_minutes == 15


def test_every_size_of_text_that_is_offered_can_be_kept(page: SettingsPage, shell: ShellContext) -> None:
    for percent in shell.theme.tokens.text_choices:
        shell.preferences.change(text_size=percent)
    assert {100, 200} <= set(shell.theme.tokens.text_choices)


def test_a_backup_is_made_and_tried(page: SettingsPage, real_office: Any, still: Callable[[], None]) -> None:
    backup = section(page, "backup", still)
    backup.now.click()
    still()
    assert "was made, opened and checked" in backup._told.said
    assert backup.table.rowCount() == 1
    assert not backup.trial.isEnabled()
    backup.grid.selectRow(0)
    backup.trial.click()
    still()
    assert "This backup is good" in backup._told.said


def test_a_backup_that_is_spoilt_is_said_to_be(page: SettingsPage, still: Callable[[], None]) -> None:
    backup = section(page, "backup", still)
    backup.now.click()
    still()
    file = Path(str(backup.table.record_at(0)))
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 0xFF
    file.write_bytes(content)
    backup.grid.selectRow(0)
    backup.trial.click()
    still()
    assert backup._told.property("kind") == "problem_panel"


def test_the_office_is_looked_over(page: SettingsPage, still: Callable[[], None]) -> None:
    check = section(page, "check", still)
    check.go.click()
    still()
    assert check._told.said == "The office is sound."
    check.go.click()
    still()
    assert check._told.said == "The office is sound."


def test_a_change_is_undone_from_the_history(
    page: SettingsPage, real_office: Any, shell: ShellContext, still: Callable[[], None]
) -> None:
    shell.jobs.records(lambda: add_person(real_office, ServiceUser(person_ref="P-1", given_name="Anna")))
    still()
    history = section(page, "history", still)
    undone = history.table.place_of("undone")
    assert history.grid.isColumnHidden(undone), "nothing is undone yet, and what was changed has its room"
    history.grid.selectRow(0)
    assert history.undo.isEnabled()
    history.undo.click()
    still()
    assert len(list_people(real_office).rows) == 0
    assert "Undid" in shell.messages.strip.said


def test_a_new_recovery_sheet_needs_the_passphrase_and_is_proven(
    page: SettingsPage, real_office: Any, still: Callable[[], None]
) -> None:
    recovery = section(page, "recovery_sheet", still)
    recovery.passphrase.line.setText("not it at all")
    recovery.go.click()
    still()
    assert recovery.card is None
    assert "not the passphrase" in recovery._told.said
    recovery.passphrase.line.setText(PASSPHRASE)
    recovery.go.click()
    still()
    card = recovery.card
    card.group.setText("AAAAA")
    card.check.click()
    still()
    assert card._problem.said
    groups = [label.text().split()[-1] for label in card._key.findChildren(type(card._done._title)) if label.text()]
    card.group.setText(groups[card.number - 1])
    card.check.click()
    still()
    assert "good" in recovery._told.said
    assert real_office.info().recovery_confirmed


def test_the_passphrase_is_changed(
    page: SettingsPage, real_office: Any, still: Callable[[], None], qtbot: QtBot
) -> None:
    change = section(page, "passphrase", still)
    change.old.line.setText(PASSPHRASE)
    change.new.first.show_text(NEW)
    qtbot.waitUntil(change.go.isEnabled)
    change.go.click()
    still()
    assert change._told.said.startswith("The passphrase was changed.")
    assert change.old.text == change.new.text == ""


def test_offices_lead_to_the_door(
    page: SettingsPage, gone: list[tuple[str, object]], still: Callable[[], None]
) -> None:
    offices = section(page, "offices", still)
    assert "office.sfph" in offices.where.text()
    offices.shell.lock()
    assert gone == [("lock", None)]


def test_about_lists_what_it_is_made_with(page: SettingsPage, still: Callable[[], None]) -> None:
    about = section(page, "about", still)
    assert about.table.rowCount() > 8


def test_the_list_of_settings_can_be_filtered(page: SettingsPage) -> None:
    page._list("undo")
    assert [page.view.table.record_at(n) for n in range(page.view.table.rowCount())] == ["history"]


def test_the_words_for_consent_are_read_and_changed(
    page: SettingsPage, real_office: Any, still: Callable[[], None]
) -> None:
    from sfph_desktop.core.usecases.consents import consent_words

    before = consent_words(real_office)
    words = section(page, "consent", still)
    assert {purpose: text.toPlainText() for purpose, text in words.texts.items()} == {
        purpose: one.text for purpose, one in before.items()
    }
    words.texts["story"].setPlainText("May we tell it?")
    words.keeps["story"].click()
    still()
    assert consent_words(real_office)["story"].text == "May we tell it?"
    assert words.texts["story"].toPlainText() == "May we tell it?"
    assert consent_words(real_office)["photo"] == before["photo"]


def test_words_for_consent_that_are_being_typed_stay_when_others_are_kept(
    page: SettingsPage, real_office: Any, still: Callable[[], None]
) -> None:
    from sfph_desktop.core.usecases.consents import consent_words

    words = section(page, "consent", still)
    for purpose in ("story", "photo"):
        words.texts[purpose].selectAll()
        words.texts[purpose].insertPlainText(f"May we: {purpose}?")
    words.keeps["story"].click()
    still()
    assert words.texts["photo"].toPlainText() == "May we: photo?"
    assert not consent_words(real_office)["photo"].own
    words.keeps["photo"].click()
    still()
    assert consent_words(real_office)["photo"].text == "May we: photo?"
    words.texts["story"].selectAll()
    words.texts["story"].insertPlainText(" ")
    words.keeps["story"].click()  # blank: the shipped words are back, and shown
    still()
    assert words.texts["story"].toPlainText() == consent_words(real_office)["story"].text != ""


def test_missing_areas_are_found_and_a_directory_is_loaded(
    page: SettingsPage, real_office: Any, still: Callable[[], None], tmp_path: Path
) -> None:
    add_person(real_office, ServiceUser(person_ref="AREA-1", postcode="ZZ1 1AB"))
    areas = section(page, "areas", still)
    assert "a sample" in areas.facts.text()
    file = tmp_path / "onspd.csv"
    file.write_text("pcds,oslaua,lsoa11\nZZ1 1AB,S12000014,S01009128\n", encoding="utf-8")
    areas.edition.setText("May 2026")
    areas.take(file)
    still()
    assert "May 2026" in areas.facts.text()
    areas.fill.click()
    still()
    assert "1 by" in areas.counts.text()
