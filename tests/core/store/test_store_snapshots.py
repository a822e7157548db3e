"""Runs are kept for ever under numbers that are never used twice."""

from __future__ import annotations

from datetime import date

import pytest
from make_records import AT, person, save
from tiny_store import TinyStore

from sfph_desktop.core.domain.impact import Choices, ImpactRun, Reach, Selection
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.values import Period
from sfph_desktop.core.store.queries import snapshots
from sfph_desktop.core.store.undo import take_back
from sfph_desktop.core.store.unit_of_work import reading, writing

RUN = ImpactRun(
    made_at="2026-03-31T14:02:03.456+00:00",
    selection=Selection(period=Period(date(2025, 4, 1), date(2026, 3, 31)), service="Lunch club"),
    choices=Choices(),
    reach=Reach(),
)
ALL_BYTES = bytes(range(256))


def keep(store: TinyStore, figures: int = 2) -> tuple[int, int]:
    with writing(store, "ran the toolkit", who="Ana", at=AT) as unit:
        number, first = snapshots.next_numbers(unit.connection)
        rows = [(first + n, "changes", f"key{n}", ALL_BYTES + bytes([n])) for n in range(figures)]
        snapshots.keep_snapshot(unit, number, RUN, ALL_BYTES * (number + 1), rows)
    assert unit.changed == {"snapshots"}
    return number, unit.id


def test_numbers_run_on(store: TinyStore) -> None:
    assert [keep(store)[0], keep(store, 3)[0]] == [1, 2]
    with reading(store) as connection:
        assert snapshots.next_numbers(connection) == (3, 6)


def test_a_figure_leads_to_its_run(store: TinyStore) -> None:
    keep(store)
    keep(store)
    with reading(store) as connection:
        found = snapshots.figure(connection, 4)
        assert found is not None
        assert (found.kind, found.key, found.snapshot) == ("changes", "key1", 2)
        assert (found.records, found.document) == (ALL_BYTES + b"\1", ALL_BYTES * 3)
        assert snapshots.document(connection, 2) == ALL_BYTES * 3
        assert snapshots.figure(connection, 5) is None
        assert snapshots.document(connection, 3) is None


def test_snapshots_are_listed_the_latest_first(store: TinyStore) -> None:
    keep(store)
    keep(store, 3)
    with reading(store) as connection:
        listing = snapshots.listing(connection)
    assert [row[1] for row in listing.rows] == ["S-0002", "S-0001"]
    assert dict(zip(listing.columns, listing.rows[0], strict=True)) == {
        "id": 2,
        "snapshot": "S-0002",
        "made_at": RUN.made_at,
        "period_from": date(2025, 4, 1),
        "period_to": date(2026, 3, 31),
        "service": "Lunch club",
        "contract_ref": "",
        "figures": 3,
    }


def test_a_run_is_never_taken_back(store: TinyStore) -> None:
    _, unit_id = keep(store)
    with pytest.raises(UserCanFix, match="kept for ever"), writing(store, "undo", who="Ana", at=AT) as unit:
        take_back(unit, unit_id)
    with reading(store) as connection:
        assert len(snapshots.listing(connection).rows) == 1


def test_people_are_named_by_the_name_they_like(store: TinyStore) -> None:
    save(store, "people", person())
    save(store, "people", person(person_ref="P-0002"))
    with reading(store) as connection:
        assert snapshots.names(connection, [2, 1, 9]) == ((1, "Mo O'Brien"), (2, "Mo O'Brien"))
