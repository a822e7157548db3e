"""Domain fields, columns and kinds agree; the tables refuse what does not belong; the search index keeps step."""

from __future__ import annotations

from datetime import date

import pytest
from make_records import AT, contents, everything, person, save, save_everything
from sqlalchemy import inspect
from sqlalchemy.exc import DBAPIError, IntegrityError
from tiny_store import TinyStore

from sfph_desktop.core.domain.workbook import SHEETS
from sfph_desktop.core.store.kinds import KINDS, LINKS, OWNER_OF, table_named
from sfph_desktop.core.store.mapping import columns_of
from sfph_desktop.core.store.queries.finding import search
from sfph_desktop.core.store.queries.values import values_of
from sfph_desktop.core.store.tables import metadata
from sfph_desktop.core.store.unit_of_work import reading, writing


@pytest.mark.parametrize("name", [name for name, kind in KINDS.items() if kind.value])
def test_every_field_has_its_column_and_every_column_its_field(name: str) -> None:
    kind = KINDS[name]
    assert kind.value is not None
    assert {*columns_of(kind.value), "made_in"} == set(kind.table.columns.keys())


def test_every_sheet_of_the_workbook_is_a_kind() -> None:
    assert {sheet.name for sheet in SHEETS} <= set(KINDS)


def test_every_table_is_a_kind_or_a_part_or_the_stores_own() -> None:
    own = {"units", "history", "being_typed", "watched_files"}
    assert {table.name for table in metadata.sorted_tables} == {*KINDS, *OWNER_OF, *own}
    assert all(table_named(name).name == name for name in (*KINDS, *OWNER_OF))


def test_every_foreign_key_of_a_kind_is_a_link() -> None:
    keys = {
        (kind.name, column.name)
        for kind in KINDS.values()
        for column in kind.table.columns
        for _ in column.foreign_keys
    }
    assert keys == {(link.child.name, link.column) for link in LINKS if link.key == "id"}


@pytest.mark.parametrize("kind", everything())
def test_a_record_comes_back_as_it_went_in(store: TinyStore, kind: str) -> None:
    save_everything(store)
    with reading(store) as connection:
        (found,) = values_of(connection, kind)
    wanted = everything()[kind]
    assert found == type(wanted)(**{name: getattr(wanted, name) for name in wanted.__slots__ if name != "id"}, id=1)


def test_a_record_of_blanks_comes_back_as_it_went_in(store: TinyStore) -> None:
    from sfph_desktop.core.domain.benefits import ValueLine
    from sfph_desktop.core.domain.contracts import Contract
    from sfph_desktop.core.domain.people import ServiceUser

    for kind, value in (
        ("people", ServiceUser(person_ref="P")),
        ("contracts", Contract(contract_ref="C", title="T")),
        ("value_lines", ValueLine(line_ref="V", indicator="i", unit_value="u", duration_years=1)),  # type: ignore[arg-type]
    ):
        save(store, kind, value)
        with reading(store) as connection:
            (found,) = values_of(connection, kind)
        assert type(found)(**{name: getattr(found, name) for name in found.__slots__ if name != "id"}) == value


@pytest.mark.parametrize(
    ("kind", "columns", "row"),
    [
        ("sessions", ("session_ref", "service", "date"), ("S", "Lunch", date(2025, 1, 1))),
        ("sessions", ("session_ref", "service", "date"), ("S", "Lunch", "2025-01-01")),
        ("sessions", ("session_ref", "service", "date", "minutes"), ("S", "Lunch", 20000, 1.5)),
        ("sessions", ("session_ref", "service"), ("S", "Lunch")),
        ("attendance", ("session_id", "person_id"), (1, 99)),
        ("answers", ("assessment_id", "item", "value"), (99, 1, 2)),
    ],
)
def test_bulk_rows_that_do_not_belong_are_refused(
    store: TinyStore, kind: str, columns: tuple[str, ...], row: tuple[object, ...]
) -> None:
    before = contents(store)
    with pytest.raises(DBAPIError), writing(store, "bulk", who="Ana", at=AT) as unit:
        unit.insert_many(kind, columns, [row])
    assert contents(store) == before


def test_a_reference_is_given_once(store: TinyStore) -> None:
    save(store, "people", person())
    with pytest.raises(IntegrityError):
        save(store, "people", person(given_name="Another"))


def test_an_id_is_never_used_twice(store: TinyStore) -> None:
    first, _ = save(store, "people", person())
    with writing(store, "removed", who="Ana", at=AT) as unit:
        unit.remove("people", first)
        assert unit.next_id("people") == first + 1
    again, _ = save(store, "people", person())
    assert again == first + 1


def found(store: TinyStore, text: str) -> list[object]:
    with reading(store) as connection:
        return [row[2] for row in search(connection, text)]


def test_search_index_follows_every_way_of_writing(store: TinyStore) -> None:
    with writing(store, "bulk", who="Ana", at=AT) as unit:
        unit.insert_many("people", ("person_ref", "given_name"), [("A-1", "Aoife"), ("A-2", "Aonghas")])
        unit.change("people", person(id=unit.next_id("people") - 1, person_ref="A-2", given_name="Bríd"))
    assert found(store, "ao") == ["A-1"]
    assert found(store, "brid") == ["A-2"]
    with writing(store, "removed", who="Ana", at=AT) as unit:
        unit.remove_many("people", [1, 2])
    assert found(store, "ao") == found(store, "brid") == []


def test_a_reference_is_found_whatever_zeros_it_is_written_with_and_comes_first(store: TinyStore) -> None:
    refs = [("P-0001", "Zofia"), ("P-1000", "Ana"), ("P-0010", "Bo"), ("Q-0001", "Cat")]
    with writing(store, "bulk", who="Ana", at=AT) as unit:
        unit.insert_many("people", ("person_ref", "given_name"), refs)
    for typed in ("P-1", "p1", "P-0001", " p-01 "):
        assert found(store, typed)[0] == "P-0001", typed
    assert found(store, "P-1") == ["P-0001", "P-1000"], "what begins so comes after it"
    assert found(store, "P-2") == []


def test_a_removed_name_leaves_no_trace_in_the_index(store: TinyStore) -> None:
    record, _ = save(store, "people", person(given_name="Zebedee", known_as=""))
    with writing(store, "removed", who="Ana", at=AT) as unit:
        unit.remove("people", record)
    with reading(store) as connection:
        blocks = connection.exec_driver_sql("SELECT block FROM people_search_data").scalars().all()
        assert connection.exec_driver_sql("SELECT count(*) FROM people_search_content").scalar() == 0
    assert not any(b"ebedee" in bytes(block) for block in blocks)


def test_the_store_on_disk_tells_nothing(store: TinyStore) -> None:
    save(store, "people", person(given_name="Unmistakable"))
    names = [store.path, store.path.with_name(store.path.name + "-wal")]
    assert all(b"Unmistakable" not in path.read_bytes() for path in names)
    assert set(inspect(store.reader).get_table_names()) >= {"people", "history"}
