"""What happened to the records behind a figure since: told by what a record is, not only by its id."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from make_records import ONE, assessment, everything, person
from tiny_store import TinyStore

from sfph_desktop.core.domain.impact import Choices, ImpactRun, Reach, Selection
from sfph_desktop.core.domain.values import Period
from sfph_desktop.core.store.kinds import KINDS as STORE_KINDS
from sfph_desktop.core.store.queries import snapshots
from sfph_desktop.core.store.queries.facts import impact_facts
from sfph_desktop.core.store.queries.since import SEEN, Since, since_snapshot
from sfph_desktop.core.store.undo import take_back
from sfph_desktop.core.store.unit_of_work import Unit, reading, writing

RUN = ImpactRun(
    made_at="2026-03-31T14:02:03+00:00",
    selection=Selection(period=Period(date(2025, 4, 1), date(2026, 3, 31))),
    choices=Choices(),
    reach=Reach(),
)


def on(day: int, store: TinyStore, work: Callable[[Unit], Any], why: str = "work") -> int:
    """Do something on a day of April 2026; the number of the unit."""
    with writing(store, why, who="Ana", at=datetime(2026, 4, day, 12, tzinfo=UTC)) as unit:
        work(unit)
    return unit.id


NAMED = {
    "person_id": "people",
    "other_id": "people",
    "session_id": "sessions",
    "group_id": "groups",
    "partner_id": "partners",
    "outcome_id": "outcomes",
    "story_id": "stories",
    "quote_id": "quotes",
    "opportunity_id": "opportunities",
    "contract_id": "contracts",
    "layout_id": "report_layouts",
    "section_id": "report_sections",
    "bid_id": "bids",
    "question_id": "bid_questions",
    "promise_id": "promises",
    "case_id": "saving_cases",
    "psp_id": "psps",
    "desk_id": "network_desks",
    "member_id": "desk_members",
    "key_id": "desk_keys",
    "return_id": "desk_returns",
}


def bring_in(unit: Unit) -> None:
    """One record of every kind, each naming the person and the session brought in with it, as an import would."""
    made: dict[str, int] = {}
    wanted = {name: value for name, value in everything().items() if not STORE_KINDS[name].final}
    for kind, value in wanted.items():
        ids = {column: made.get(kind) for column, kind in NAMED.items()}
        made[kind] = unit.add(kind, replace(value, **{k: v for k, v in ids.items() if v and hasattr(value, k)}))


def keep(unit: Unit) -> None:
    snapshots.keep_snapshot(unit, 1, RUN, b"", [])


def told(store: TinyStore, kind: str, then: list[int], now: list[int]) -> Since:
    with reading(store) as connection:
        return since_snapshot(connection, 1, kind, then, now)


def lines(found: Since) -> list[tuple[Any, ...]]:
    return [(one.what, one.count, [day.day for day in one.on], list(one.fields)) for one in found.moved]


KINDS = (*SEEN, "inputs", "targets", "value_lines", "workforce", "comparisons")
"""Kinds that stand behind a figure."""


def test_an_import_undone_and_brought_in_again_is_the_same(store: TinyStore) -> None:
    first = on(1, store, bring_in)
    on(2, store, keep)
    on(3, store, lambda unit: take_back(unit, first))
    with reading(store) as connection:
        assert not impact_facts(connection).people.id
    for kind in KINDS:
        assert lines(told(store, kind, [1], [])) == [("removed", 1, [3], [])], kind
    on(5, store, bring_in)
    for kind in KINDS:
        found = told(store, kind, [1], [2])
        assert lines(found) == [("again", 1, [5], [])], kind
        assert found.again == {1: 2}, kind


def test_nothing_is_told_of_what_stands_as_it_did(store: TinyStore) -> None:
    on(1, store, bring_in)
    on(2, store, keep)
    again = on(3, store, lambda unit: unit.change("people", person(id=1, gender="man")))
    on(4, store, lambda unit: take_back(unit, again))
    assert lines(told(store, "people", [1], [1])) == []
    gone = on(5, store, lambda unit: unit.remove("assessments", 1))
    on(6, store, lambda unit: take_back(unit, gone))
    assert lines(told(store, "assessments", [1], [1])) == []
    assert told(store, "no such kind", [1], [2]) == Since()


def test_each_thing_that_may_happen_is_told_with_its_day(store: TinyStore) -> None:
    def many(unit: Unit) -> None:
        for number in range(1, 8):
            unit.add("people", person(person_ref=f"P{number}"))

    def later(unit: Unit) -> None:
        unit.change("people", person(id=1, person_ref="P1", date_of_birth=date(1990, 1, 1), phone="1"))
        unit.change("people", person(id=2, person_ref="P2", phone="2", notes="met at the door"))
        unit.remove("people", 3)
        unit.remove("people", 4)
        unit.add("people", person(person_ref="P8"))

    def again(unit: Unit) -> None:
        unit.add("people", person(person_ref="P4", gender="man"))

    on(1, store, many)
    on(2, store, keep)
    on(3, store, later)
    on(4, store, again)
    # Counted then: 1 to 5. Counted now: 1, 2, 6 (recorded then already), 8 (new) and 9 (person 4, brought in again).
    found = told(store, "people", [1, 2, 3, 4, 5], [1, 2, 6, 8, 9])
    assert lines(found) == [
        ("again_changed", 1, [4], ["gender"]),
        ("entered", 1, [3], []),
        ("counted", 1, [], []),
        ("corrected", 1, [3], ["date_of_birth", "phone"]),
        ("noted", 1, [3], ["notes", "phone"]),
        ("left", 1, [], []),
        ("removed", 1, [3], []),
    ]
    assert found.again == {4: 9}
    assert told(store, "eligible_people", [3], []).moved[0].kind == "eligible_people"


def test_of_two_that_could_be_the_same_the_nearer_one_is(store: TinyStore) -> None:
    def two(unit: Unit) -> None:
        unit.add("people", person())
        event = everything()["events"]
        for quantity in (1.0, 2.0, 3.0):
            unit.add("events", replace(event, quantity=quantity))

    def again(unit: Unit) -> None:
        event = everything()["events"]
        for quantity in (3.0, 2.5, 1.0):
            unit.add("events", replace(event, quantity=quantity))

    on(1, store, two)
    on(2, store, keep)
    on(3, store, lambda unit: unit.remove_many("events", [1, 2, 3]))
    on(4, store, again)
    found = told(store, "events", [1, 2, 3], [4, 5, 6])
    assert lines(found) == [("again", 2, [4], []), ("again_changed", 1, [4], ["quantity"])]
    assert found.again == {1: 6, 2: 5, 3: 4}


def test_a_record_is_only_the_same_for_the_same_person(store: TinyStore) -> None:
    def one(unit: Unit) -> None:
        unit.add("people", person())
        unit.add("assessments", assessment())

    def other(unit: Unit) -> None:
        unit.add("people", person(person_ref="P-0002"))
        unit.add("assessments", assessment(person_id=2))

    first = on(1, store, one)
    on(2, store, keep)
    on(3, store, lambda unit: take_back(unit, first))
    on(4, store, other)
    assert lines(told(store, "assessments", [1], [2])) == [("entered", 1, [4], []), ("removed", 1, [3], [])]


def test_what_came_back_after_the_run_was_entered_since(store: TinyStore) -> None:
    on(1, store, lambda unit: unit.add("people", person()))
    gone = on(2, store, lambda unit: unit.remove("people", 1))
    on(3, store, keep)
    on(4, store, lambda unit: take_back(unit, gone))
    assert lines(told(store, "people", [], [1])) == [("entered", 1, [4], [])]


def test_a_record_without_history_has_gone_and_nothing_says_when(store: TinyStore) -> None:
    """As after an erasure, which takes the history of a person along."""
    on(1, store, lambda unit: unit.add("people", person()))
    on(2, store, keep)
    on(3, store, lambda unit: unit.remove("people", 1))
    with store.writer.begin() as connection:
        connection.exec_driver_sql("DELETE FROM history")
    assert lines(told(store, "people", [1], [])) == [("removed", 1, [], [])]


@pytest.mark.parametrize("kind", sorted(SEEN))
def test_what_figures_look_at_is_what_the_facts_hold(store: TinyStore, kind: str) -> None:
    """Each field of a record in turn is changed: the facts of a run change exactly where SEEN says so."""
    on(1, store, bring_in)
    on(2, store, lambda unit: unit.add("people", person(person_ref="P-0002")))
    on(3, store, lambda unit: unit.add("sessions", replace(everything()["sessions"], session_ref="S-2")))
    on(3, store, lambda unit: unit.add("groups", replace(everything()["groups"], name="Other group")))
    with reading(store) as connection:
        before = impact_facts(connection)
    record = replace(everything()[kind], id=1)
    for name in type(record).__dataclass_fields__.keys() - {"id", "answers", "version"}:
        unit = on(4, store, lambda unit, name=name: unit.change(kind, replace(record, **{name: _other(record, name)})))
        with reading(store) as connection:
            assert (impact_facts(connection) != before) == (name in SEEN[kind]), name
        on(5, store, lambda unit, target=unit: take_back(unit, target))


def _other(record: Any, name: str) -> Any:
    """Another value that the field may have."""
    value = getattr(record, name)
    if name in ("person_id", "session_id"):
        return ONE + 1
    if name == "register":
        return "open"
    if isinstance(value, date):
        return date(2025, 6, 7)
    if isinstance(value, dict):
        return {key: f"{cell}x" if isinstance(cell, str) else cell + 1 for key, cell in value.items()}
    if isinstance(value, tuple):
        return value[:1]
    return value + 1 if isinstance(value, int | float) else f"{value}x"
