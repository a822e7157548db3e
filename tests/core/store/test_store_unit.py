"""A unit of work is saved whole or not at all, and every change leaves its before and after."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from make_records import AT, TABLES, assessment, contents, episode, others, person, save, save_everything
from sqlalchemy import event
from sqlalchemy.exc import OperationalError
from tiny_store import TinyStore

from sfph_desktop.core.domain.people import FundingShare
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.store.kinds import KINDS
from sfph_desktop.core.store.queries.office import settings
from sfph_desktop.core.store.queries.values import value, values_of
from sfph_desktop.core.store.undo import units
from sfph_desktop.core.store.unit_of_work import reading, writing


def history(store: TinyStore) -> list[Any]:
    with reading(store) as connection:
        return list(
            connection.exec_driver_sql("SELECT unit_id, kind, record_id, person_id, before, after FROM history")
        )


def test_what_fails_leaves_nothing(store: TinyStore) -> None:
    before = contents(store)
    with pytest.raises(ZeroDivisionError), writing(store, "half", who="Ana", at=AT) as unit:
        unit.add("people", person())
        unit.insert_many("sessions", ("session_ref", "service", "date"), [("S", "Lunch", 20000)])
        _ = 1 / 0
    assert contents(store) == before
    assert history(store) == []
    with reading(store) as connection:
        assert units(connection) == ()
        assert connection.exec_driver_sql("SELECT count(*) FROM units").scalar() == 0


def test_nothing_is_seen_before_it_is_saved(store: TinyStore) -> None:
    with writing(store, "added", who="Ana", at=AT) as unit:
        unit.add("people", person())
        with reading(store) as connection:
            assert values_of(connection, "people") == ()
    with reading(store) as connection:
        assert len(values_of(connection, "people")) == 1


def test_a_reader_sees_one_state_from_beginning_to_end(store: TinyStore) -> None:
    with reading(store) as connection:
        assert values_of(connection, "people") == ()
        save(store, "people", person())
        assert values_of(connection, "people") == ()


def test_a_reader_cannot_write(store: TinyStore) -> None:
    with reading(store) as connection, pytest.raises(OperationalError, match="readonly"):
        connection.exec_driver_sql("DELETE FROM people")


def test_units_say_who_when_why_and_what(store: TinyStore) -> None:
    with writing(store, "added", who="Ana", at=AT) as unit:
        unit.add("people", person())
        unit.add("episodes", episode())
        unit.why = "Added person P-0001"
    with writing(store, "looked around", who="Ana", at=AT):
        pass
    with reading(store) as connection:
        (info,) = units(connection)
    assert (info.id, info.at, info.who, info.why) == (unit.id, AT, "Ana", "Added person P-0001")
    assert info.changed == ("episodes", "people")
    assert not info.undone


def test_a_change_keeps_before_and_after(store: TinyStore) -> None:
    record, _ = save(store, "people", person())
    with writing(store, "changed", who="Ana", at=AT) as unit:
        unit.change("people", person(id=record, notes="", date_of_birth=date(1961, 3, 1)))
    (row,) = history(store)
    before, after = json.loads(row.before), json.loads(row.after)
    assert (row.unit_id, row.kind, row.record_id, row.person_id) == (unit.id, "people", record, record)
    assert {name for name in before if before[name] != after[name]} == {"notes", "date_of_birth"}
    assert unit.changed == {"people"}


def test_an_equal_value_changes_nothing(store: TinyStore) -> None:
    record, _ = save(store, "people", person())
    same, _ = save(store, "episodes", episode())
    with writing(store, "changed", who="Ana", at=AT) as unit:
        unit.change("people", person(id=record))
        unit.change("episodes", episode(id=same))
    assert unit.changed == set()
    assert history(store) == []


def test_parts_are_replaced_with_their_record(store: TinyStore) -> None:
    save(store, "people", person())
    save(store, "episodes", episode())
    record, _ = save(store, "assessments", assessment())
    less = assessment(id=record, answers=(3.0, 3.0), scores={"raw": 6.0}, version="b")
    moved = episode(id=1, funding=(FundingShare(contract_ref="C-Z", share=Decimal(1)),))
    with writing(store, "changed", who="Ana", at=AT) as unit:
        unit.change("assessments", less)
        unit.change("episodes", moved)
    with reading(store) as connection:
        assert value(connection, "assessments", record) == less
        assert value(connection, "episodes", 1) == moved
    before = json.loads(history(store)[0].before)
    assert before["answers"] == [[1, 1.0], [2, 2.0], [3, None], [4, 4.0], [5, 5.0], [6, 1.0], [7, None]]
    assert before["scores"] == [["metric", 0.1 + 0.2, "4741ed"], ["raw", 22.0, "4741ed"]]


def test_changing_or_removing_what_is_gone_is_told_kindly(store: TinyStore) -> None:
    with pytest.raises(UserCanFix, match="not in the store any more"), writing(store, "x", who="Ana", at=AT) as unit:
        unit.change("people", person(id=7))
    with pytest.raises(UserCanFix, match="not in the store any more"), writing(store, "x", who="Ana", at=AT) as unit:
        unit.remove("sessions", 7)


def test_a_person_goes_with_their_record_and_the_history_keeps_it(store: TinyStore) -> None:
    save_everything(store)
    with writing(store, "removed", who="Ana", at=AT) as unit:
        unit.remove("people", 1)
    left = contents(store)
    gone = ("people", "episodes", "funding", "attendance", "assessments", "answers", "scores", "events", "search")
    assert all(not left[name] for name in gone)
    assert len(left["sessions"]) == 1
    theirs = {name for name, kind in KINDS.items() if kind.person}
    assert unit.changed == theirs | {"story_words", "story_quotes"}
    rows = history(store)
    assert {row.person_id for row in rows if row.kind in theirs} == {1}
    assert {row.kind for row in rows} == unit.changed
    assert all(row.after is None for row in rows)


def test_a_contract_that_is_still_named_stays(store: TinyStore) -> None:
    save_everything(store)
    with pytest.raises(UserCanFix, match="cannot be removed yet"), writing(store, "x", who="Ana", at=AT) as unit:
        unit.remove("contracts", 1)


def test_settings_are_kept_and_the_same_again_is_nothing(store: TinyStore) -> None:
    for key, said, touched in (("name", "Hill", True), ("name", "Hill", False), ("name", "Brae", True)):
        with writing(store, "set", who="Ana", at=AT) as unit:
            unit.set(key, said)
        assert unit.changed == ({"settings"} if touched else set())
    with reading(store) as connection:
        assert settings(connection) == {"name": "Brae"}


def test_bulk_is_one_statement_of_tuples(store: TinyStore) -> None:
    seen: list[tuple[str, bool, int]] = []

    def note(_c: object, _cursor: object, sql: str, rows: Any, _context: object, many: bool) -> None:
        seen.append((sql, many, len(rows)))

    rows = [(f"S-{n}", "Lunch", 20000 + n) for n in range(500)]
    with writing(store, "bulk", who="Ana", at=AT) as unit:
        event.listen(store.writer, "before_cursor_execute", note)
        unit.insert_many("sessions", ("session_ref", "service", "date"), rows)
        event.remove(store.writer, "before_cursor_execute", note)
    assert [(many, count) for _, many, count in seen] == [(True, 500)]
    with reading(store) as connection:
        assert connection.exec_driver_sql("SELECT count(*), min(made_in) FROM sessions").one() == (500, unit.id)


def test_bulk_takes_lists_and_nothing_as_well(store: TinyStore) -> None:
    with writing(store, "bulk", who="Ana", at=AT) as unit:
        unit.insert_many("sessions", ("session_ref", "service", "date"), ())
        assert unit.changed == set()
        unit.insert_many("sessions", ("session_ref", "service", "date"), ([*row] for row in [("S", "Lunch", 1)]))  # type: ignore[arg-type]
    assert len(contents(store)["sessions"]) == 1


def test_bulk_parts_belong_to_their_kind(store: TinyStore) -> None:
    save(store, "people", person())
    with writing(store, "bulk", who="Ana", at=AT) as unit:
        first = unit.next_id("assessments")
        rows = [(first + n, 1, "phq9", 20000 + n) for n in range(3)]
        unit.insert_many("assessments", ("id", "person_id", "instrument", "date"), rows)
        unit.changed.clear()
        unit.insert_many("answers", ("assessment_id", "item", "value"), [(first, 1, 2), (first, 2, None)])
        assert unit.changed == {"assessments"}
        assert unit.next_id("assessments") == first + 3
    with reading(store) as connection:
        assert [one.answers for one in values_of(connection, "assessments")] == [(2.0, None), (), ()]


def test_many_changes_note_each_that_is_one(store: TinyStore) -> None:
    save(store, "people", person())
    rows = [(1, n, "phq9", 20000 + n) for n in range(3)]
    with writing(store, "bulk", who="Ana", at=AT) as unit:
        unit.insert_many(
            "assessments", ("person_id", "id", "instrument", "date"), [(p, n + 1, i, d) for p, n, i, d in rows]
        )
    with writing(store, "again", who="Ana", at=AT) as unit:
        unit.change_many(
            "assessments",
            ("id", "stage"),
            [(1, ""), (2, "review"), (3, "")],
            parts={"scores": [(3, "total", 5.0, "v")]},
        )
    assert [(row.record_id, json.loads(row.before)["stage"]) for row in history(store)] == [(2, ""), (3, "")]
    with reading(store) as connection:
        found = values_of(connection, "assessments")
    assert [(one.stage, dict(one.scores)) for one in found] == [("", {}), ("review", {}), ("", {"total": 5.0})]


def test_every_kind_has_a_good_record_in_these_tests() -> None:
    assert {*others(), "people", "episodes", "assessments"} <= set(TABLES)
