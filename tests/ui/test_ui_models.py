"""Lists: shown whole or by windows of ids, sorted, filtered, and told to those who listen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime

import pytest
from fakes import PEOPLE
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from sfph_desktop.core.domain.office_facts import Cell, Listing
from sfph_desktop.ui.models.record_table import (
    DETAIL_ROLE,
    ID_ROLE,
    MARK_ROLE,
    SECTION_ROLE,
    RecordTable,
    Row,
    Shape,
    matching,
)
from sfph_desktop.ui.models.said import counted, heading, plain_dates, said, said_moment, said_near

ACROSS, DOWN = Qt.Orientation.Horizontal, Qt.Orientation.Vertical
SPOKEN = Qt.ItemDataRole.AccessibleTextRole


def test_qt_finds_nothing_wrong_with_the_model(qtbot: QtBot) -> None:
    table = RecordTable()
    tester = QAbstractItemModelTester(table, QAbstractItemModelTester.FailureReportingMode.Fatal)
    table.show(PEOPLE)
    table.sort(0, Qt.SortOrder.DescendingOrder)
    table.show(matching(PEOPLE, "laundry"))
    assert tester.model() is table
    assert table.rowCount() == 1


def test_a_table_has_headings_in_words_and_leaves_the_id_out() -> None:
    table = RecordTable(Shape(headings={"name": "Who"}))
    table.show(PEOPLE)
    heads = [table.headerData(column, ACROSS) for column in range(table.columnCount())]
    assert heads == ["Who", "Person reference", "Service", "Start date"]
    assert table.headerData(0, ACROSS, SPOKEN) == "Who"
    assert table.headerData(1, DOWN, SPOKEN) == "Zofia Żółkiewska"
    assert table.index(0, 3).data() == "2 Apr 2025"
    assert table.index(2, 3).data() == ""
    assert table.index(1, 0).data(ID_ROLE) == 2


def test_a_list_of_two_lines_joins_its_columns() -> None:
    shape = Shape(title=("name",), detail=("person_ref", "service"), mark=lambda row: "leaf" if row[4] else "")
    table = RecordTable(shape)
    table.show(PEOPLE)
    index = table.index(0, 0)
    assert (table.columnCount(), index.data()) == (1, "Màiri NicDhòmhnaill")
    assert index.data(DETAIL_ROLE) == "P-001 · Lunch club"
    assert index.data(SPOKEN) == "Màiri NicDhòmhnaill, P-001, Lunch club"
    assert [table.index(n, 0).data(MARK_ROLE) for n in range(3)] == ["leaf", "leaf", ""]


def test_a_section_is_headed_once_where_it_begins() -> None:
    rows = ((1, "The return", ""), (2, "Who you are", "About you"), (3, "Braes", "About you"), (4, "Return 1", "Made"))
    table = RecordTable(Shape(title=("name",), section=lambda row: str(row[2])))
    table.show(Listing(kind="network", columns=("id", "name", "section"), rows=rows))
    places = [table.index(number, 0) for number in range(len(rows))]
    assert [table.data(place, SECTION_ROLE) for place in places] == ["", "About you", "", "Made"]
    heard = [table.data(place, SPOKEN) for place in places]
    assert heard == ["The return", "About you: Who you are", "Braes", "Made: Return 1"]


def test_sorting_puts_what_is_not_there_last() -> None:
    table = RecordTable()
    table.show(PEOPLE)
    table.sort(3)
    assert [table.record_at(n) for n in range(3)] == [1, 2, 3]
    table.sort(0)
    assert [table.record_at(n) for n in range(3)] == [3, 1, 2]


@pytest.mark.parametrize(("text", "left"), [("", 3), ("lunch", 1), ("LAUNDRY zofia", 1), ("żół", 1), ("nobody", 0)])
def test_every_word_must_occur(text: str, left: int) -> None:
    assert len(matching(PEOPLE, text).rows) == left


class Shelf:
    """Hands rows out when it is told to, as a lane would."""

    def __init__(self) -> None:
        self.asked: list[tuple[Sequence[int], Callable[[Sequence[Row]], None]]] = []

    def __call__(self, ids: Sequence[int], take: Callable[[Sequence[Row]], None]) -> None:
        self.asked.append((ids, take))

    def answer(self) -> None:
        ids, take = self.asked.pop(0)
        take([(number, f"Person {number}") for number in ids])


def test_rows_are_fetched_as_they_are_seen() -> None:
    table, shelf = RecordTable(), Shelf()
    ids = [number * 10 for number in range(100_000)]
    table.show_ids(("id", "name"), ids, shelf)
    assert table.rowCount() == 100_000
    assert shelf.asked == []
    assert table.index(50_001, 0).data() == "…"
    assert table.index(50_002, 0).data() == "…"
    assert [len(asked) for asked, _take in shelf.asked] == [200]
    shelf.answer()
    assert table.index(50_001, 0).data() == "Person 500010"
    assert table.record_at(99_999) == 999_990
    assert table.row_of(500_010) == 50_001


def test_what_arrives_for_a_list_that_was_replaced_is_dropped() -> None:
    table, shelf = RecordTable(), Shelf()
    table.show_ids(("id", "name"), [1, 2, 3], shelf)
    table.index(0, 0).data()
    table.show_ids(("id", "name"), [7, 8, 9], shelf)
    shelf.answer()
    assert table.row(0) is None
    shelf.answer()
    assert table.row(0) == (7, "Person 7")


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        (None, ""),
        (True, "yes"),
        (False, "no"),
        (date(2025, 11, 3), "3 Nov 2025"),
        (datetime(2025, 11, 3, 9, 5).astimezone(), "3 Nov 2025, 09:05"),
        (12.0, "12"),
        (1234.5, "1,234.50"),
        (7, "7"),
        ("P-001", "P-001"),
    ],
)
def test_cells_are_said_as_a_person_would(cell: Cell, words: str) -> None:
    assert said(cell) == words


def test_moments_are_said_as_one_speaks_of_them() -> None:
    today = date(2026, 11, 24)
    noon = datetime(2026, 11, 24, 12, 0).astimezone()
    assert said_near(noon, today) == "12:00"
    days = (date(2026, 11, 23), date(2026, 11, 20), date(2026, 3, 1), date(2025, 3, 1))
    near = [said_near(datetime(day.year, day.month, day.day, 12, tzinfo=UTC), today) for day in days]
    assert near == ["yesterday", "Friday", "1 Mar", "1 Mar 2025"]
    assert said_moment("not a moment") == "not a moment"
    assert said_moment("2026-03-01T12:00:00") == "1 Mar 2026, 12:00"


def test_counting_and_headings() -> None:
    assert [counted(1, "person", "people"), counted(1240, "person", "people"), counted(0, "row")] == [
        "1 person",
        "1,240 people",
        "0 rows",
    ]
    assert heading("contract_ref") == "Contract reference"


def test_an_index_that_is_none_shows_nothing() -> None:
    table = RecordTable()
    table.show(Listing(kind="people", columns=("id", "name"), rows=()))
    assert table.data(QModelIndex()) is None
    assert table.record_at(0) is None
    assert table.row_of(5) == -1


def test_dates_within_a_sentence_are_said_as_everywhere_else() -> None:
    assert plain_dates("Counted from 2024-04-01 to 2026-03-31.") == "Counted from 1 Apr 2024 to 31 Mar 2026."
    assert plain_dates("Call 2024-99-01 or 12024-04-01.") == "Call 2024-99-01 or 12024-04-01."
