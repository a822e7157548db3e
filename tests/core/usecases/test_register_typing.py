"""What is being typed in a register outlives the program, letter by letter, and is no change until it is kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from tests.core.usecases.hall import TUESDAY, Hall, hall

from sfph_desktop.core.domain.being_typed import UNNAMED, WALK_IN, BeingTyped
from sfph_desktop.core.domain.registers import AWAY, HERE
from sfph_desktop.core.usecases import groups, registers
from sfph_desktop.core.usecases.history import recent, undo
from sfph_desktop.core.usecases.people import remove_person
from sfph_desktop.core.usecases.register_typing import broken_off, note_typing, take_up


@pytest.fixture
def club(tmp_path: Path) -> Iterator[Hall]:
    yield from hall(tmp_path)


def note(words: str, person: int = 1, field: str = "note") -> BeingTyped:
    return BeingTyped(person_id=person, field=field, words=words)


def standing(club: Hall) -> list[tuple[int | None, str, str]]:
    with club.office.reading() as connection:
        rows = connection.exec_driver_sql("SELECT person_id, field, words FROM being_typed ORDER BY id")
        return [tuple(row) for row in rows]


def test_letters_make_no_change_and_the_last_state_of_each_field_stands(club: Hall) -> None:
    before = recent(club.office)
    for words in ("l", "le", "lef"):
        note_typing(club.office, club.at, [note(words)])
    note_typing(club.office, club.at, [note("4", field="minutes"), BeingTyped(field=UNNAMED, words="3")])
    assert standing(club) == [(1, "note", "lef"), (1, "minutes", "4"), (None, UNNAMED, "3")]
    assert recent(club.office) == before
    assert registers.register_page(club.office, club.at).session.id == 0, "nobody has been counted"
    note_typing(club.office, club.at, [], [note("")])
    assert standing(club) == [(1, "minutes", "4"), (None, UNNAMED, "3")]


def test_opened_again_each_field_is_kept_as_one_change_that_is_undone_whole(club: Hall) -> None:
    typed = [note("left ear"), note("45", field="minutes"), BeingTyped(field=UNNAMED, words="2-3")]
    note_typing(club.office, club.at, [*typed, note("told us", 2, "reason")])
    done = take_up(club.office, club.at)
    page = done.value.page
    assert [one.words for one in done.value.kept] == ["left ear", "45", "2-3", "told us"]
    assert (page.lines[0].note, page.lines[0].minutes, page.lines[0].mark) == ("left ear", 45, HERE)
    assert (page.lines[1].reason, page.lines[1].mark) == ("told us", AWAY)
    assert (page.session.unnamed_low, page.session.unnamed_high) == (2, 3)
    assert standing(club) == []
    steps = [one for one in recent(club.office) if one.why.startswith("Register of")]
    assert sum(one.steps for one in steps) == 4
    undo(club.office, done.unit_id)
    assert registers.register_page(club.office, club.at).lines[1].reason == ""
    assert take_up(club.office, club.at).value.kept == (), "an undo does not bring the letters back"


def test_leaving_the_field_keeps_it_and_forgets_its_letters_in_one_unit(club: Hall) -> None:
    note_typing(club.office, club.at, [note("left"), note("left", 2)])
    registers.say_note(club.office, club.at, 1, "left early")
    assert standing(club) == [(2, "note", "left")]
    note_typing(club.office, club.at, [BeingTyped(field=WALK_IN, words="n2"), BeingTyped(field=UNNAMED, words="4")])
    registers.count_unnamed(club.office, club.at, 4, 4)
    registers.mark(club.office, club.at, 21, HERE)
    assert standing(club) == [(2, "note", "left")]


def test_a_register_that_was_broken_off_is_found_until_it_is_opened(club: Hall) -> None:
    assert broken_off(club.office) is None
    note_typing(club.office, club.at, [BeingTyped(field=WALK_IN, words="Jea")])
    assert broken_off(club.office) is None, "who is being looked for is nothing to come back for"
    note_typing(club.office, club.at, [note("left ear")])
    found = broken_off(club.office)
    assert found is not None
    assert found[1] == "Tuesday lunch, 3 November 2026"
    assert [one.words for one in take_up(club.office, found[0]).value.kept] == ["left ear"]
    assert broken_off(club.office) is None


def test_what_cannot_be_kept_stays_as_typed_and_spoils_nothing_else(club: Hall) -> None:
    typed = [note("4000", field="minutes"), note("4x", 2, "minutes"), BeingTyped(field=UNNAMED, words="2-")]
    note_typing(club.office, club.at, [*typed, BeingTyped(field=WALK_IN, words="Jea"), note("fine", 3)])
    found = take_up(club.office, club.at).value
    assert [one.words for one in found.left] == ["4000", "4x", "2-", "Jea"]
    assert [one.words for one in found.kept] == ["fine"]
    assert len(standing(club)) == 4


def test_of_another_day_or_register_nothing_is_taken_up(club: Hall) -> None:
    note_typing(club.office, club.at, [note("left")])
    assert take_up(club.office, replace(club.at, day=TUESDAY - timedelta(days=7))).value.kept == ()
    assert len(standing(club)) == 1


def test_words_about_somebody_who_is_in_the_register_no_more_are_told_and_forgotten(club: Hall) -> None:
    registers.mark(club.office, club.at, 21, HERE)
    note_typing(club.office, club.at, [note("came with Jean", 21)])
    registers.mark(club.office, club.at, 21, AWAY)
    found = take_up(club.office, club.at).value
    assert [one.words for one in found.lost] == ["came with Jean"]
    assert standing(club) == []


def test_the_letters_go_with_the_person_and_with_the_group(club: Hall) -> None:
    note_typing(club.office, club.at, [note("a"), note("b", 2), BeingTyped(field=WALK_IN, words="c")])
    remove_person(club.office, 1)
    assert standing(club) == [(2, "note", "b"), (None, WALK_IN, "c")]
    groups.remove_group(club.office, club.group_id)
    assert standing(club) == []
