"""Import of a workbook, beside reading the same cells and writing the same rows by bare `executemany`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from ground import Ground
from measuring import Result, against_ratio, in_turns, timed

from sfph_desktop.core.domain.workbook import SHEET_NAMES
from sfph_desktop.core.store import connection as connections
from sfph_desktop.core.store.search_index import sounds_of
from sfph_desktop.core.usecases.imports import import_file
from sfph_desktop.core.usecases.office import close_office

ROUNDS = 2
PARTS = {"episodes": ("funding",), "assessments": ("answers", "scores")}
TABLES = tuple(table for sheet in SHEET_NAMES for table in (sheet, *PARTS.get(sheet, ())))
Rows = dict[str, list[tuple[Any, ...]]]


def measure(ground: Ground) -> Iterator[Result]:
    """A new office for each turn, made before the clock starts. What went in is compared row for row in number."""
    book = ground.workbook
    rows: Rows = {}
    counts: dict[str, Mapping[str, int]] = {}

    def ours() -> float:
        folder = ground.new_folder("imported")
        office = ground.new_office(folder)
        seconds = timed(lambda: counts.update(import_file(office, book).value.counts))
        if not rows:
            rows.update(stored(office))
        close_office(office, backup=False)
        ground.__dict__["large"] = folder  # what needs a large office later takes this one
        return seconds

    def floor() -> float:
        office = ground.new_office(ground.new_folder("floor"))
        path, key = office.store.path, office.store.key
        close_office(office, backup=False)
        return timed(lambda: read_and_write(book, path, key, rows, counts["attendance"]))

    found = in_turns({"ours": ours, "floor": floor}, ground.turns(ROUNDS), fixed_first=True)
    said = ", ".join(f"{sum(counts[name].values()):,} {name}" for name in ("people", "attendance", "assessments"))
    held = sum(fates["held"] + fates["refused"] for fates in counts.values())
    written = sum(map(len, rows.values()))
    yield against_ratio(
        f"import of a workbook: {said}",
        found["ours"],
        found["floor"],
        most=3.0,
        unit="s",
        details=(f"{written:,} rows written in {len(rows)} tables, {held} rows of the workbook held or refused",),
    )


def stored(office: Any) -> Rows:
    """Every row that an import has written, by table in the order of what refers to what."""
    with office.reading() as connection:
        found = {}
        for table in TABLES:
            answer = connection.exec_driver_sql(f"SELECT * FROM {table}")
            found[table] = [tuple(row) for row in answer]
    return {table: content for table, content in found.items() if content}


def read_and_write(book: Path, path: Path, key: bytes, rows: Rows, visits: Mapping[str, int]) -> None:
    """The floor: every cell read by calamine, then every row written, indexes and search index included.

    `visits` are the fates of the rows of attendance: what was held (a visit after a death) was read and not written.
    """
    from python_calamine import load_workbook

    with load_workbook(str(book)) as workbook:
        cells = {name: workbook.get_sheet_by_name(name).to_python() for name in workbook.sheet_names}
    if len(cells["attendance"]) != len(rows["attendance"]) + visits["held"] + visits["refused"] + 1:
        raise AssertionError("the floor read something else")
    connection = connections.open_connection(path, key)
    connections.prepare_writer(connection)
    connection.execute("BEGIN IMMEDIATE")
    for table, content in rows.items():
        connection.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(content[0]))})", content)
    searched = connection.execute("SELECT id, name, reference FROM people_searched").fetchall()
    connection.executemany(
        "INSERT INTO people_search(rowid, name, reference, sounds) VALUES (?, ?, ?, ?)",
        [(*row, sounds_of(row[1])) for row in searched],
    )
    connection.execute("COMMIT")
    connection.close()
