"""Notes of a sheet: which of any number of rows may need an alert is told, none compared with all the others."""

from __future__ import annotations

from datetime import date

from sfph_desktop.core.domain.sheet_plans import NOTES, ColumnPlan, SheetPlan
from sfph_desktop.core.interchange.extract_notes import notes_in
from sfph_desktop.core.interchange.reader import ColumnRows, Grid
from sfph_desktop.core.interchange.sheet_cells import SheetCells
from sfph_desktop.core.interchange.sheet_shape import find_table

ROWS = 500


class Counted(int):
    """The number of a row, which counts how often it is compared."""

    compared = 0

    def __eq__(self, other: object) -> bool:
        Counted.compared += 1
        return int(self) == other

    __hash__ = int.__hash__


def test_many_rows_that_may_need_an_alert_are_not_compared_with_one_another() -> None:
    rows = [("Name", "Medical", "Allergies"), *((f"Ana {one}", "asthma", "nuts") for one in range(ROWS))]
    grid = Grid(name="People", rows=ColumnRows(list(zip(*rows, strict=True))))
    columns = tuple(
        ColumnPlan(heading=heading, place=place, target=NOTES) for place, heading in ((1, "Medical"), (2, "Allergies"))
    )
    table = find_table(grid, lambda _heading: True, date(2026, 7, 1))
    sheet = SheetCells(SheetPlan(name="People", kind="people", columns=columns), table, date(2026, 7, 1), "People")
    sheet.numbers = [Counted(number) for number in sheet.numbers]
    notes = notes_in(sheet, [[] for _ in sheet.rows])
    assert notes is not None
    assert notes[0] == "Medical: asthma\nAllergies: nuts"
    (told,) = sheet.out.notes
    assert told.startswith("rows 2, 3, 4, 5, 6, 7, 8, 9 and 492 more:"), "each row once, though two columns tell of it"
    assert Counted.compared < 5 * ROWS
