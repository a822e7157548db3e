"""The register on screen: every key, kept as it is pressed, told where it goes wrong, gone on with where it stood."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from tests.core.usecases.hall import TUESDAY, Hall, hall
from tests.ui.page_stage import Stage, stage_of
from tests.ui.walk_screens import not_reached_by_tab, unnamed

from sfph_desktop.core.domain.being_typed import UNNAMED, WALK_IN, BeingTyped
from sfph_desktop.core.domain.delivery import ActivitySession, Attendance, SessionId
from sfph_desktop.core.domain.people import ServiceUserId
from sfph_desktop.core.domain.person_record import Alert
from sfph_desktop.core.domain.registers import AWAY, HERE, RegisterPage
from sfph_desktop.core.store.queries.values import value
from sfph_desktop.core.usecases import groups, registers
from sfph_desktop.core.usecases.history import recent
from sfph_desktop.core.usecases.people import list_people, remove_person
from sfph_desktop.core.usecases.register_typing import note_typing
from sfph_desktop.core.usecases.register_whole import register_on_paper
from sfph_desktop.ui.support import printing
from sfph_desktop.ui.widgets.wishes import TAKE_REGISTER, OpenRegister

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def club(tmp_path: Path) -> Iterator[Hall]:
    yield from hall(tmp_path)


@pytest.fixture
def stage(qtbot: Any, club: Hall, tmp_path: Path) -> Iterator[Stage]:
    with stage_of(qtbot, club.office, tmp_path) as made:
        yield made


def opened(stage: Stage, club: Hall) -> Any:
    """The sheet of today's register, open."""
    page = stage.go("sessions", OpenRegister(at=club.at))
    return page.work.sheet


def kept(club: Hall) -> RegisterPage:
    return registers.register_page(club.office, club.at)


def marks(club: Hall) -> dict[str, str]:
    return {line.ref: line.mark for line in kept(club).lines if line.mark}


def typed(club: Hall) -> dict[tuple[int, str], str]:
    """What stands in the store of what is being typed, by person and field."""
    with club.office.reading() as connection:
        rows = connection.exec_driver_sql("SELECT coalesce(person_id, 0), field, words FROM being_typed")
        return {(row[0], row[1]): row[2] for row in rows}


def press(stage: Stage, *keys: Qt.Key, control: bool = False) -> None:
    for key in keys:
        QTest.keyClick(stage.focused(), key, CONTROL if control else Qt.KeyboardModifier.NoModifier)
    stage.settle()


def find(stage: Stage, sheet: Any, text: str) -> None:
    stage.type(text)
    stage.wait(lambda: not sheet.walk_in.looking)


def test_the_choice_offers_the_group_that_meets_today_first(stage: Stage, club: Hall) -> None:
    page = stage.go("sessions", TAKE_REGISTER)
    assert stage.focused() is page.choice.list
    assert page.choice.table.record_at(0) == 0
    assert not unnamed(page.choice)
    press(stage, Qt.Key.Key_Right)
    assert "not on this day" in page.choice.table.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    press(stage, Qt.Key.Key_Left)
    press(stage, Qt.Key.Key_Return)
    assert stage.focused() is page.work.sheet.grid
    assert page.work.sheet.tally.text() == "20 of 20 here"


def test_without_a_group_the_choice_says_what_one_is(qtbot: Any, club: Hall, tmp_path: Path) -> None:
    groups.remove_group(club.office, club.group_id)
    with stage_of(qtbot, club.office, tmp_path) as stage:
        page = stage.go("sessions", TAKE_REGISTER)
        assert stage.focused().text() == "Make the first group"  # type: ignore[attr-defined]
        press(stage, Qt.Key.Key_Space)
        assert page.records.form is not None


def test_space_marks_and_each_mark_is_kept_at_once(stage: Stage, club: Hall) -> None:
    sheet = opened(stage, club)
    press(stage, Qt.Key.Key_Down, Qt.Key.Key_Space)
    assert marks(club) == {"P-02": AWAY}
    assert sheet.tally.text() == "19 of 20 here"
    assert sheet.last.text() == "N02 is away."
    press(stage, Qt.Key.Key_Space)
    assert marks(club) == {"P-02": HERE}
    assert "N02 here" in stage.window.messages.spoken


def test_arrows_go_down_the_names_and_on_to_the_next_column(stage: Stage, club: Hall) -> None:
    grid = opened(stage, club).grid
    rows = grid.table.rowCount()
    press(stage, *[Qt.Key.Key_Down] * rows)
    assert grid.line.ref == f"P-{rows + 1:02}"
    press(stage, Qt.Key.Key_Up)
    assert grid.line.ref == f"P-{rows:02}"
    press(stage, Qt.Key.Key_Right)
    assert grid.line.ref == f"P-{2 * rows:02}"
    press(stage, Qt.Key.Key_Home, Qt.Key.Key_Left, Qt.Key.Key_Up)
    assert grid.line.ref == "P-01"
    press(stage, Qt.Key.Key_End, Qt.Key.Key_Down)
    assert grid.line.ref == "P-20"


def test_a_letter_finds_who_walked_in_and_enter_takes_them(stage: Stage, club: Hall) -> None:
    sheet = opened(stage, club)
    find(stage, sheet, "n23")
    press(stage, Qt.Key.Key_Return)
    assert stage.focused() is sheet.grid
    assert sheet.grid.line.ref == "P-23"
    assert kept(club).walk_ins[0].ref == "P-23"
    press(stage, Qt.Key.Key_Delete)
    assert kept(club).walk_ins == ()
    find(stage, sheet, "n23")
    press(stage, Qt.Key.Key_Escape)
    assert stage.focused() is sheet.grid
    assert not sheet.walk_in.found.isVisible()


def test_a_member_who_is_looked_for_is_marked_where_they_stand(stage: Stage, club: Hall) -> None:
    sheet = opened(stage, club)
    find(stage, sheet, "n07")
    press(stage, Qt.Key.Key_Return)
    assert sheet.grid.line.ref == "P-07"
    assert marks(club) == {"P-07": HERE}
    assert len(kept(club).lines) == 20


def test_enter_before_the_answer_has_come_counts_for_it(stage: Stage, club: Hall) -> None:
    sheet = opened(stage, club)
    stage.type("n24")
    stage.press(Qt.Key.Key_Return)
    stage.wait(lambda: sheet.grid.hasFocus())
    stage.settle()
    assert [line.ref for line in kept(club).walk_ins] == ["P-24"]


def test_somebody_nobody_knows_is_added_on_purpose_and_undone_as_one(stage: Stage, club: Hall) -> None:
    sheet = opened(stage, club)
    find(stage, sheet, "Olena Kovalenko")
    press(stage, Qt.Key.Key_Return)
    assert len(list_people(club.office).rows) == 25, "not by a slip of the finger"
    press(stage, Qt.Key.Key_Down, Qt.Key.Key_Return)
    (walk_in,) = kept(club).walk_ins
    assert (walk_in.name, walk_in.ref) == ("Olena Kovalenko", "P-26")
    assert sheet.grid.line.ref == "P-26"
    press(stage, Qt.Key.Key_Z, control=True)
    assert len(list_people(club.office).rows) == 25
    assert kept(club).walk_ins == ()


def test_plus_minus_and_figures_count_those_without_a_name(stage: Stage, club: Hall) -> None:
    sheet = opened(stage, club)
    stage.type("++=-")
    stage.settle()
    assert (kept(club).session.unnamed_low, kept(club).session.unnamed_high) == (2, 2)
    stage.type("4")
    assert stage.focused() is sheet.count
    stage.type("-6")
    press(stage, Qt.Key.Key_Return)
    assert stage.focused() is sheet.grid
    assert (kept(club).session.unnamed_low, kept(club).session.unnamed_high) == (4, 6)
    stage.type("+")
    stage.settle()
    assert sheet.count.text() == "5-7"
    stage.type("9")
    stage.type("-3")
    press(stage, Qt.Key.Key_Return)
    assert sheet.problem.isVisible()
    assert (kept(club).session.unnamed_low, kept(club).session.unnamed_high) == (5, 7), "nothing was lost"
    assert sheet.count.text() == "5-7"


def test_enter_says_more_of_a_line(stage: Stage, club: Hall) -> None:
    sheet = opened(stage, club)
    press(stage, Qt.Key.Key_Return)
    assert stage.focused() is sheet.says.minutes.editor
    stage.type("45")
    press(stage, Qt.Key.Key_Return)
    stage.type("left early")
    press(stage, Qt.Key.Key_Return)
    assert stage.focused() is sheet.grid
    line = kept(club).lines[0]
    assert (line.mark, line.minutes, line.note) == (HERE, 45, "left early")
    press(stage, Qt.Key.Key_Down, Qt.Key.Key_Space, Qt.Key.Key_F2)
    stage.type("told us")
    press(stage, Qt.Key.Key_Escape)
    assert kept(club).lines[1].reason == "told us"


def test_every_letter_stands_at_once_and_a_field_is_one_change_that_ctrl_z_takes_back_whole(
    stage: Stage, club: Hall
) -> None:
    sheet = opened(stage, club)
    press(stage, Qt.Key.Key_Return, Qt.Key.Key_Return)
    for letter in "left early":
        stage.type(letter)
        stage.settle()
        assert typed(club) == {(1, "note"): sheet.says.note.text}
    assert kept(club).lines[0].note == ""
    press(stage, Qt.Key.Key_Return)
    assert (kept(club).lines[0].note, typed(club)) == ("left early", {})
    assert [one.steps for one in recent(club.office)[:1]] == [1]
    press(stage, Qt.Key.Key_Z, control=True)
    assert (kept(club).lines[0].note, typed(club)) == ("", {})


def test_letters_faster_than_the_store_wait_as_one_and_the_field_is_kept_after_them(stage: Stage, club: Hall) -> None:
    opened(stage, club)
    press(stage, Qt.Key.Key_Return)
    stage.type("45")
    stage.press(Qt.Key.Key_Return)
    stage.type("went home with her sister before the tea")
    stage.press(Qt.Key.Key_Return)
    stage.settle()
    line = kept(club).lines[0]
    assert (line.minutes, line.note) == (45, "went home with her sister before the tea")
    assert typed(club) == {}


def test_what_is_taken_back_while_typing_leaves_nothing(stage: Stage, club: Hall) -> None:
    opened(stage, club)
    stage.type("4")
    stage.settle()
    assert typed(club) == {(0, UNNAMED): "4"}
    press(stage, Qt.Key.Key_Escape)
    assert typed(club) == {}
    stage.type("2-")
    press(stage, Qt.Key.Key_Return)
    assert typed(club) == {}, "refused and told, it goes back to what is kept"
    stage.type("je")
    stage.settle()
    assert typed(club) == {(0, WALK_IN): "je"}
    press(stage, Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Return)
    assert typed(club) == {}
    stage.type("x")
    press(stage, Qt.Key.Key_Backspace)
    assert typed(club) == {}


def test_opened_after_a_stop_the_words_stand_in_their_field_kept_and_the_keyboard_goes_on(
    stage: Stage, club: Hall
) -> None:
    note_typing(club.office, club.at, [BeingTyped(person_id=3, field="note", words="left ear")])
    sheet = opened(stage, club)
    assert kept(club).lines[2].note == "left ear"
    assert sheet.broken_off.accessibleName() == (
        "What was being typed when this register was last open is kept: the note of N03."
    )
    assert stage.focused() is sheet.says.note.editor
    stage.type("ly")
    press(stage, Qt.Key.Key_Return)
    assert kept(club).lines[2].note == "left early"
    assert not sheet.broken_off.isVisible()
    press(stage, Qt.Key.Key_Z, control=True)
    press(stage, Qt.Key.Key_Z, control=True)
    assert kept(club).lines[2].note == ""


@pytest.mark.parametrize(("field", "words"), [("minutes", "4000"), ("minutes", "4x")])
def test_what_cannot_be_kept_stands_as_typed_and_is_told_beside_it(
    stage: Stage, club: Hall, field: str, words: str
) -> None:
    note_typing(club.office, club.at, [BeingTyped(person_id=3, field=field, words=words)])
    sheet = opened(stage, club)
    assert sheet.says.minutes.text == words
    assert sheet.says.minutes.editor.accessibleDescription()
    assert "stands as it was typed: the minutes of N03" in sheet.broken_off.accessibleName()
    assert marks(club) == {}


def test_half_a_count_and_half_a_name_stand_where_they_were_typed(stage: Stage, club: Hall) -> None:
    note_typing(
        club.office,
        club.at,
        [BeingTyped(field=UNNAMED, words="2-"), BeingTyped(person_id=3, field="minutes", words="x")],
    )
    sheet = opened(stage, club)
    assert sheet.says.minutes.text == "x"
    stage.type("3")
    press(stage, Qt.Key.Key_Return)
    assert kept(club).session.unnamed_high == 3
    press(stage, Qt.Key.Key_Escape)
    note_typing(club.office, club.at, [BeingTyped(field=WALK_IN, words="n2")])
    opened(stage, club)
    find(stage, sheet, "4")
    press(stage, Qt.Key.Key_Return)
    assert [line.ref for line in kept(club).walk_ins] == ["P-24"]
    assert typed(club) == {(3, "minutes"): "x"}, "it is not left behind while it makes no sense"


def test_ctrl_enter_keeps_the_field_that_was_not_left(stage: Stage, club: Hall) -> None:
    opened(stage, club)
    press(stage, Qt.Key.Key_Return, Qt.Key.Key_Return)
    stage.type("left early")
    press(stage, Qt.Key.Key_Return, control=True)
    assert (kept(club).session.register, kept(club).lines[0].note) == ("taken", "left early")


def test_absurd_minutes_are_told_beside_them_and_stay_as_typed(stage: Stage, club: Hall) -> None:
    sheet = opened(stage, club)
    press(stage, Qt.Key.Key_Return)
    stage.type("4000")
    press(stage, Qt.Key.Key_Return)
    assert "4,000 minutes cannot be right" in sheet.says.minutes.editor.accessibleDescription()
    assert sheet.says.minutes.text == "4000"
    assert marks(club) == {}


def test_a_register_does_not_end_over_minutes_that_cannot_be(stage: Stage, club: Hall) -> None:
    sheet = opened(stage, club)
    press(stage, Qt.Key.Key_Return)
    stage.type("4000")
    press(stage, Qt.Key.Key_Return, control=True)
    assert kept(club).session.register != "taken"
    assert "4,000 minutes cannot be right" in sheet.says.minutes.editor.accessibleDescription()
    press(stage, Qt.Key.Key_Backspace)
    press(stage, Qt.Key.Key_Return, control=True)
    assert (kept(club).session.register, kept(club).lines[0].minutes) == ("taken", 400)


def test_what_cannot_be_is_told_in_the_register_and_the_mark_is_taken_back(stage: Stage, club: Hall) -> None:
    with club.office.writing("died") as unit:
        unit.change("people", replace(value(unit.connection, "people", 25), died_on=TUESDAY - timedelta(days=9)))
    sheet = opened(stage, club)
    find(stage, sheet, "n25")
    press(stage, Qt.Key.Key_Return)
    stage.settle()
    assert "N25 died on 25 October 2026, before this day" in sheet.problem.accessibleName()
    assert len(sheet.table.lines) == 20
    press(stage, Qt.Key.Key_Space)
    assert not sheet.problem.isVisible()


def test_ctrl_z_takes_back_the_last_mark_and_the_one_before(stage: Stage, club: Hall) -> None:
    sheet = opened(stage, club)
    press(stage, Qt.Key.Key_Space, Qt.Key.Key_Down, Qt.Key.Key_Space)
    press(stage, Qt.Key.Key_Z, control=True)
    assert marks(club) == {"P-01": AWAY}
    assert sheet.tally.text() == "19 of 20 here"
    sheet.undo.click()
    stage.settle()
    assert marks(club) == {}
    assert sheet.tally.text() == "20 of 20 here"


def test_finishing_says_the_rest_and_shows_the_session(stage: Stage, club: Hall) -> None:
    sheet = opened(stage, club)
    press(stage, Qt.Key.Key_Space)
    press(stage, Qt.Key.Key_Return, control=True)
    assert kept(club).session.register == "taken"
    page = stage.frame.pages["sessions"]
    assert page.records.session.page.session.id == kept(club).session.id
    assert "19 of 20 here" in stage.window.messages.strip.said
    page.records.session.register.click()
    stage.settle()
    assert sheet.finish.text() == "Back to the session"
    press(stage, Qt.Key.Key_Space)
    assert marks(club)["P-01"] == HERE
    press(stage, Qt.Key.Key_Escape)
    page.records.session.undo.click()
    stage.settle()
    assert marks(club) == {}
    assert recent(club.office)[0].why.startswith("Undid: Register of Tuesday lunch")


def test_left_half_way_it_goes_on_where_it_was(stage: Stage, club: Hall) -> None:
    sheet = opened(stage, club)
    press(stage, Qt.Key.Key_Down, Qt.Key.Key_Space)
    press(stage, Qt.Key.Key_Escape)
    assert "not finished" in stage.window.messages.strip.said
    stage.go("sessions", TAKE_REGISTER)
    press(stage, Qt.Key.Key_Return)
    assert [line.ref for line in sheet.table.lines if line.mark] == ["P-02"]
    assert kept(club).session.register == "open"


def test_a_session_that_did_not_take_place_and_then_did(stage: Stage, club: Hall) -> None:
    sheet = opened(stage, club)
    sheet.cancel.click()
    stage.settle()
    assert kept(club).session.register == "cancelled"
    stage.frame.pages["sessions"].records.session.register.click()
    stage.settle()
    assert sheet.empty.isVisible()
    sheet.finish.click()
    stage.settle()
    assert kept(club).session.register == "open"
    assert sheet.grid.isVisible()


def test_alerts_and_absences_are_said_to_those_who_listen(stage: Stage, club: Hall) -> None:
    with club.office.writing("alert") as unit:
        unit.add("alerts", Alert(person_id=value(unit.connection, "people", 1).id, text="nuts", from_date=TUESDAY))
    for weeks in (2, 1):
        at = replace(club.at, day=TUESDAY - timedelta(weeks=weeks))
        registers.mark(club.office, at, 1, AWAY)
        registers.finish_register(club.office, at)
    sheet = opened(stage, club)
    said = sheet.table.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "N01, here, missed the last 2 times, alert: nuts"


def test_everything_is_named_and_reached_by_tab(stage: Stage, club: Hall) -> None:
    sheet = opened(stage, club)
    press(stage, Qt.Key.Key_Space, Qt.Key.Key_Return)
    assert not unnamed(sheet)
    assert not not_reached_by_tab(sheet)


def test_a_removed_person_is_brought_back_in_settings(stage: Stage, club: Hall) -> None:
    remove_person(club.office, 21)
    settings = stage.go("settings", "removed")
    section = settings._section
    assert section.grid.isVisible()
    section.grid.setFocus()
    section.grid.setCurrentIndex(section.table.index(0, 0))
    press(stage, Qt.Key.Key_Return)
    assert len(list_people(club.office).rows) == 25
    assert section.nothing.isVisible()
    assert not unnamed(section)


def test_a_day_that_is_recorded_already_is_told_and_used(stage: Stage, club: Hall) -> None:
    with club.office.writing("a spreadsheet") as unit:
        came = ActivitySession(session_ref="S-7", service="Lunch club", date=TUESDAY)
        number = SessionId(unit.add("sessions", came))
        unit.add("attendance", Attendance(session_id=number, person_id=ServiceUserId(21)))
    sheet = opened(stage, club)
    assert "Lunch club (S-7), with 1 person by name. If it is the same occasion, use it" in sheet.loose.said
    assert not not_reached_by_tab(sheet)
    sheet.use.setFocus()
    press(stage, Qt.Key.Key_Return)
    assert not sheet.loose.isVisible()
    assert stage.focused() is sheet.grid
    page = kept(club)
    assert (page.session.id, page.session.register, [line.ref for line in page.here]) == (number, "taken", ["P-21"])


def test_a_session_without_a_group_is_given_to_one_on_its_page(stage: Stage, club: Hall) -> None:
    with club.office.writing("a spreadsheet") as unit:
        came = ActivitySession(session_ref="S-7", service="Lunch club", date=TUESDAY)
        number = unit.add("sessions", came)
    page = stage.go("sessions", number)
    session = page.records.session
    assert session.which.currentText() == "Tuesday lunch"
    assert not unnamed(session)
    session.belongs.click()
    stage.settle()
    assert kept(club).session.id == number
    assert not session.whose.isVisible()


@pytest.mark.parametrize("large", [False, True])
def test_one_key_prints_and_without_a_printer_a_file_is_written(
    stage: Stage, club: Hall, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, large: bool
) -> None:
    paper = tmp_path / "list.pdf"
    monkeypatch.setattr(printing, "printers_there", lambda: False)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_asked: (str(paper), ""))
    sheet = opened(stage, club)
    assert sheet.print_large.isVisible()
    keys = CONTROL | Qt.KeyboardModifier.ShiftModifier if large else CONTROL
    QTest.keyClick(stage.focused(), Qt.Key.Key_P, keys)
    stage.wait(paper.exists)
    stage.settle()
    assert paper.read_bytes() == register_on_paper(club.office, club.at, large_print=large)
    assert "It holds names" in stage.window.messages.strip.said
    assert marks(club) == {}, "P with Control is no letter of a name"
