"""Every table can be read by others: days are days, pounds are pounds, and each record comes with all its columns."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from make_records import everything, save_everything
from tiny_store import TinyStore

from sfph_desktop.core.store.mapping import to_row
from sfph_desktop.core.store.queries import everything as all_of_it
from sfph_desktop.core.store.tables import metadata
from sfph_desktop.core.store.unit_of_work import reading

TYPES = {
    "date": date, "boolean": bool, "pounds": Decimal, "number": (Decimal, float), "integer": int, "string": str,
    "json": (str, bytes), "file": bytes,
}  # fmt: skip


def test_every_record_of_every_kind_is_told_in_its_columns(store: TinyStore) -> None:
    save_everything(store)
    told = {table.name: table for table in all_of_it.tables()}
    assert set(told) == set(metadata.tables)
    with reading(store) as connection:
        for name, value in everything().items():
            (row,) = all_of_it.rows(connection, name)
            table = told[name]
            assert [column.name for column in table.columns] == [
                column.name for column in metadata.tables[name].columns
            ]
            assert table.meaning, name
            for column, cell in zip(table.columns, row, strict=True):
                assert cell is None or isinstance(cell, TYPES[column.kind]), (name, column, cell)
            assert len(row) >= len(to_row(value)), name


def test_pence_are_pounds_and_shares_their_digits(store: TinyStore) -> None:
    save_everything(store)
    columns = [column.name for column in metadata.tables["contracts"].columns]
    with reading(store) as connection:
        (row,) = all_of_it.rows(connection, "contracts")
        pence = connection.exec_driver_sql("SELECT value FROM contracts").scalar_one()
    assert row[columns.index("value")] == Decimal(pence) / 100
