"""Any unit can be taken back whole, and the taking back too, as long as nothing later stands on it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from make_records import AT, assessment, contents, episode, others, person, save, save_everything
from tiny_store import TinyStore, tiny_store

from sfph_desktop.core.domain.people import FundingShare
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.store.queries.values import values_of
from sfph_desktop.core.store.undo import take_back, unit_info, units
from sfph_desktop.core.store.undo_later import take_back_with_later
from sfph_desktop.core.store.unit_of_work import Unit, reading, writing


def undo(store: TinyStore, target: int) -> int:
    with writing(store, f"Undid {target}", who="Ana", at=AT) as unit:
        take_back(unit, target)
    return unit.id


def refused(store: TinyStore, target: int, match: str) -> None:
    before = contents(store)
    with pytest.raises(UserCanFix, match=match):
        undo(store, target)
    assert contents(store) == before


def there_and_back(store: TinyStore, do: Callable[[Unit], None]) -> None:
    """What is done can be undone, done again, and undone again."""
    before = contents(store)
    with writing(store, "did it", who="Ana", at=AT) as unit:
        do(unit)
    after = contents(store)
    assert after != before
    first = undo(store, unit.id)
    assert contents(store) == before
    second = undo(store, first)
    assert contents(store) == after
    undo(store, second)
    assert contents(store) == before


def test_additions(store: TinyStore) -> None:
    def add(unit: Unit) -> None:
        unit.add("people", person())
        unit.add("episodes", episode())
        unit.add("assessments", assessment())

    there_and_back(store, add)


def test_bulk(store: TinyStore) -> None:
    def bring_in(unit: Unit) -> None:
        unit.insert_many("people", ("id", "person_ref"), [(n, f"P-{n}") for n in range(1, 301)])
        unit.insert_many("sessions", ("id", "session_ref", "service", "date"), [(1, "S", "Lunch", 20000)])
        unit.insert_many("attendance", ("session_id", "person_id"), [(1, n) for n in range(1, 301)])

    there_and_back(store, bring_in)


def test_changes(store: TinyStore) -> None:
    save_everything(store)

    def change(unit: Unit) -> None:
        unit.change("people", person(id=1, given_name="Anna", date_of_birth=None))
        unit.change("episodes", episode(id=1, funding=(FundingShare(contract_ref="C-Z", share=Decimal(1)),)))
        unit.change("assessments", assessment(id=1, answers=(), scores={}))
        unit.change("people", person(id=1, given_name="Anna", notes="twice in one unit"))

    there_and_back(store, change)


def test_removals(store: TinyStore) -> None:
    save_everything(store)
    there_and_back(store, lambda unit: unit.remove("people", 1))


def test_everything_at_once(store: TinyStore) -> None:
    save_everything(store)

    def work(unit: Unit) -> None:
        other = unit.add("people", person(person_ref="P-0002"))
        unit.change("people", person(id=other, person_ref="P-0002", given_name="made and changed"))
        third = unit.add("people", person(person_ref="P-0003"))
        unit.remove("people", third)
        unit.change("episodes", episode(id=1, person_id=other))
        unit.remove("assessments", 1)
        unit.remove("sessions", 1)

    there_and_back(store, work)


def test_packs_come_back_to_the_byte(store: TinyStore) -> None:
    def load(unit: Unit) -> None:
        unit.insert_many("packs", ("name", "content"), [("local values", bytes(range(256)))])

    there_and_back(store, load)


def test_undone_is_told_and_is_done_once(store: TinyStore) -> None:
    _, added = save(store, "people", person())
    first = undo(store, added)
    refused(store, added, "already been undone")
    with reading(store) as connection:
        assert [(unit.id, unit.undone) for unit in units(connection)] == [(first, False), (added, True)]
    undo(store, first)
    with reading(store) as connection:
        assert {unit.id: unit.undone for unit in units(connection)}[added] is False


def test_later_work_on_the_same_records_stands_in_the_way(store: TinyStore) -> None:
    record, added = save(store, "people", person())
    with writing(store, "Changed person P-0001", who="Ana", at=AT) as changed:
        changed.change("people", person(id=record, notes="later"))
    refused(store, added, '"Changed person P-0001" .31 March 2026. came later')
    undo(store, changed.id)
    undo(store, added)
    assert contents(store)["people"] == []


def test_later_records_built_on_it_stand_in_the_way(store: TinyStore) -> None:
    _, added = save(store, "people", person())
    _, enrolled = save(store, "episodes", episode(), why="Enrolled P-0001")
    refused(store, added, "Enrolled P-0001")
    undo(store, enrolled)
    undo(store, added)


def test_an_older_record_that_came_to_name_it_stands_in_the_way(store: TinyStore) -> None:
    save(store, "people", person())
    save(store, "episodes", episode())
    other, added = save(store, "people", person(person_ref="P-0002"))
    with writing(store, "Moved the episode", who="Ana", at=AT) as unit:
        unit.change("episodes", episode(id=1, person_id=other))
    refused(store, added, "Moved the episode")


def test_a_contract_that_was_named_later_stays(store: TinyStore) -> None:
    save(store, "people", person())
    _, added = save(store, "contracts", others()["contracts"])
    save(store, "episodes", episode(), why="Enrolled P-0001")
    refused(store, added, "Enrolled P-0001")


def test_a_reference_taken_in_the_meantime_is_told(store: TinyStore) -> None:
    record, _ = save(store, "people", person())
    with writing(store, "removed", who="Ana", at=AT) as removal:
        removal.remove("people", record)
    save(store, "people", person(given_name="Somebody else"))
    refused(store, removal.id, "cannot be undone any more")


def test_what_belongs_to_somebody_gone_does_not_come_back_alone(store: TinyStore) -> None:
    save_everything(store)
    with writing(store, "removed the questionnaire", who="Ana", at=AT) as first:
        first.remove("assessments", 1)
    with writing(store, "removed the person", who="Ana", at=AT) as second:
        second.remove("people", 1)
    refused(store, first.id, "cannot be undone any more")
    undo(store, second.id)
    undo(store, first.id)
    with reading(store) as connection:
        assert len(values_of(connection, "assessments")) == 1


def test_settings_stay_and_alone_are_nothing_to_undo(store: TinyStore) -> None:
    with writing(store, "made the office", who="Ana", at=AT) as alone:
        alone.set("name", "Hill")
    refused(store, alone.id, "nothing that can be undone")
    with writing(store, "renamed and added", who="Ana", at=AT) as both:
        both.set("name", "Brae")
        both.add("people", person())
    undo(store, both.id)
    with reading(store) as connection:
        assert connection.exec_driver_sql("SELECT value FROM settings").scalar() == "Brae"
    assert contents(store)["people"] == []


def test_an_unknown_unit_is_told(store: TinyStore) -> None:
    refused(store, 99, "no saved change number 99")


def test_a_before_without_a_column_of_today_gets_its_default(store: TinyStore) -> None:
    record, _ = save(store, "people", person())
    with writing(store, "removed", who="Ana", at=AT) as removal:
        removal.remove("people", record)
    with store.writer.begin() as connection:
        connection.exec_driver_sql("UPDATE history SET before = json_remove(before, '$.gender', '$.date_of_birth')")
    undo(store, removal.id)
    with reading(store) as connection:
        (found,) = values_of(connection, "people")
    assert found == person(id=record, gender="", date_of_birth=None)


# --- any sequence of work, taken back step by step --------------------------------------------------------------------

STEP = st.tuples(
    st.sampled_from(["add", "bulk", "change", "enrol", "assess", "remove", "leave"]),
    st.integers(0, 5),
    st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=8),
    st.floats(allow_nan=False, allow_infinity=False),
)


def one_step(unit: Unit, step: tuple[str, int, str, float], count: int) -> None:
    """One piece of work on whoever is there; nothing where there is nobody to do it with."""
    what, which, text, number = step
    there = values_of(unit.connection, "people")
    episodes = values_of(unit.connection, "episodes")
    if what == "add":
        unit.add("people", person(person_ref=f"P{unit.id}.{count}", known_as=text))
    elif what == "bulk":
        unit.insert_many("people", ("person_ref", "notes"), [(f"B{unit.id}.{count}.{n}", text) for n in range(which)])
    elif there:
        chosen = there[which % len(there)]
        if what == "change":
            unit.change("people", person(id=chosen.id, person_ref=chosen.person_ref, notes=text))
        elif what == "enrol":
            unit.add("episodes", episode(episode_ref=f"E{unit.id}.{count}", person_id=chosen.id))
        elif what == "assess":
            day = date.fromordinal(730000 + unit.id * 50 + count)
            unit.add("assessments", assessment(person_id=chosen.id, date=day, answers=(number, None)))
        elif what == "remove":
            unit.remove("people", chosen.id)
        elif episodes:
            last = episodes[-1]
            left = episode(id=last.id, episode_ref=last.episode_ref, person_id=chosen.id, end_reason=text, funding=())
            unit.change("episodes", left)


@settings(max_examples=12, deadline=None)
@given(st.lists(st.lists(STEP, min_size=1, max_size=4), min_size=1, max_size=3))
def test_any_work_taken_back_step_by_step_leaves_what_was(work: list[list[tuple[str, int, str, float]]]) -> None:
    with TemporaryDirectory() as folder:
        store = tiny_store(Path(folder) / "office.sfph")
        try:
            _work_and_take_back(store, work)
        finally:
            store.close()


def _work_and_take_back(store: TinyStore, work: list[list[tuple[str, int, str, float]]]) -> None:
    states: list[Any] = [contents(store)]
    done: list[Unit] = []
    for steps in work:
        with writing(store, "work", who="Ana", at=AT) as unit:
            for count, step in enumerate(steps):
                one_step(unit, step, count)
        if unit.changed and contents(store) != states[-1]:
            done.append(unit)
            states.append(contents(store))
    undoings = []
    for unit, state in zip(reversed(done), reversed(states[:-1]), strict=True):
        undoings.append(undo(store, unit.id))
        assert contents(store) == state
    for undoing, state in zip(reversed(undoings), states[1:], strict=True):
        undo(store, undoing)
        assert contents(store) == state


# --- a series: several units that are one piece of work ---------------------------------------------------------------


def undo_whole(store: TinyStore, target: int) -> int:
    with writing(store, f"Undid {target}", who="Ana", at=AT) as unit:
        take_back(unit, target, whole=True)
    return unit.id


def test_a_series_is_one_line_and_is_taken_back_together(store: TinyStore) -> None:
    save(store, "people", person(person_ref="P-0000"), why="before")
    before = contents(store)
    for number in (1, 2, 3):
        with writing(store, "", who="Ana", at=AT) as unit:
            unit.series, unit.why = "register-1", f"Register of Lunch: club: mark {number}"
            unit.add("people", person(person_ref=f"P-{number}"))
    after = contents(store)
    with reading(store) as connection:
        told = units(connection, together=True)
        assert [(one.why, one.steps) for one in told] == [("Register of Lunch: club", 3), ("before", 1)]
        assert len(units(connection)) == 4
    taken = undo_whole(store, unit.id)
    assert contents(store) == before
    with reading(store) as connection:
        assert [one.undone for one in units(connection)] == [False, True, True, True, False]
    refused(store, unit.id, "already been undone")
    undo(store, taken)
    assert contents(store) == after
    undo(store, unit.id)
    with reading(store) as connection:
        assert {one.id: one.undone for one in units(connection, together=True)}[unit.id]
        assert [one.steps for one in units(connection, together=True) if one.series and not one.undone] == [2]
    undo_whole(store, unit.id - 1)
    assert contents(store) == before


def test_work_between_the_steps_of_a_series_stands_in_the_way(store: TinyStore) -> None:
    with writing(store, "first", who="Ana", at=AT) as first:
        first.series = "register-1"
        record = first.add("people", person())
    with writing(store, "Changed by hand", who="Ana", at=AT) as unit:
        unit.change("people", person(id=record, notes="by hand"))
    with writing(store, "last", who="Ana", at=AT) as last:
        last.series = "register-1"
        last.add("people", person(person_ref="P-0002"))
    with pytest.raises(UserCanFix, match="Changed by hand"):
        undo_whole(store, last.id)
    undo(store, unit.id)
    undo_whole(store, last.id)
    assert contents(store)["people"] == []


@settings(max_examples=12, deadline=None)
@given(
    st.lists(st.lists(STEP, min_size=1, max_size=3), min_size=2, max_size=4),
    st.lists(st.booleans(), min_size=4, max_size=4),
)
def test_any_series_some_of_it_undone_is_taken_back_and_done_again(
    work: list[list[tuple[str, int, str, float]]], undone: list[bool]
) -> None:
    with TemporaryDirectory() as folder:
        store = tiny_store(Path(folder) / "office.sfph")
        try:
            _series(store, work, undone)
        finally:
            store.close()


def _series(store: TinyStore, work: list[list[tuple[str, int, str, float]]], undone: list[bool]) -> None:
    save(store, "people", person())
    before = contents(store)
    for steps, back in zip(work, undone, strict=False):
        state = contents(store)
        with writing(store, "work", who="Ana", at=AT) as unit:
            unit.series = "work-1"
            for count, step in enumerate(steps):
                one_step(unit, step, count)
        if back and unit.changed and contents(store) != state:
            undo(store, unit.id)
    after = contents(store)
    with reading(store) as connection:
        standing = [one for one in units(connection) if one.series and not one.undone]
    if standing and after != before:
        taken = undo_whole(store, standing[0].id)
        assert contents(store) == before
        undo(store, taken)
        assert contents(store) == after


# --- what stands on it goes as well -----------------------------------------------------------------------------------


def undo_with_later(store: TinyStore, target: int) -> tuple[int, tuple[int, ...]]:
    with writing(store, f"Undid {target} and later", who="Ana", at=AT) as unit:
        _, later = take_back_with_later(unit, target)
    return unit.id, later


def test_later_work_goes_newest_first_and_nothing_else_does(store: TinyStore) -> None:
    record, added = save(store, "people", person())
    _, enrolled = save(store, "episodes", episode())
    other, _ = save(store, "people", person(person_ref="P-0002"))
    with writing(store, "both", who="Ana", at=AT) as both:
        both.change("people", person(id=record, notes="later"))
        both.change("people", person(id=other, person_ref="P-0002", notes="with it"))
    with writing(store, "the other again", who="Ana", at=AT) as again:
        again.change("people", person(id=other, person_ref="P-0002", notes="newest"))
    save(store, "contracts", others()["contracts"])
    before = contents(store)
    undoing, later = undo_with_later(store, added)
    assert later == (again.id, both.id, enrolled)
    assert [row[0] for row in contents(store)["people"]] == [other]
    assert contents(store)["contracts"] == before["contracts"]
    with reading(store) as connection:
        stand = [unit.id for unit in units(connection) if not unit.undone]
    assert not {added, *later} & set(stand)
    undo(store, undoing)
    assert contents(store) == before
    with reading(store) as connection:
        assert {added, *later} <= {unit.id for unit in units(connection) if not unit.undone}


@settings(max_examples=12, deadline=None)
@given(st.lists(st.lists(STEP, min_size=1, max_size=3), min_size=2, max_size=4), st.integers(0, 3))
def test_any_unit_goes_with_what_stands_on_it_and_all_of_it_comes_back(
    work: list[list[tuple[str, int, str, float]]], which: int
) -> None:
    with TemporaryDirectory() as folder:
        store = tiny_store(Path(folder) / "office.sfph")
        try:
            done: list[int] = []
            for steps in work:
                state = contents(store)
                with writing(store, "work", who="Ana", at=AT) as unit:
                    for count, step in enumerate(steps):
                        one_step(unit, step, count)
                if contents(store) != state:  # what adds and removes the same record leaves nothing to take back
                    done.append(unit.id)
            if done:
                before = contents(store)
                undoing, _ = undo_with_later(store, done[which % len(done)])
                with reading(store) as connection:
                    assert unit_info(connection, done[which % len(done)]).undone
                undo(store, undoing)
                assert contents(store) == before
                with reading(store) as connection:
                    assert not unit_info(connection, done[which % len(done)]).undone
        finally:
            store.close()
