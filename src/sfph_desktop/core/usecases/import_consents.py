"""The consent dates of the people sheet: columns of the workbook, records of their own in the store.

While an import is planned they are cells of a person's row like any other, so that their fate is told as of any other;
when it is written, each new date becomes one consent. A date that is known already, be it withdrawn since, says nothing
new: bringing the same file in twice gives nobody's consent again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from sfph_desktop.core.domain.consent_rules import WORKBOOK_COLUMNS

if TYPE_CHECKING:
    from sfph_desktop.core.store.unit_of_work import Unit
    from sfph_desktop.core.usecases.import_known import Known
    from sfph_desktop.core.usecases.import_settle import Batch

Row = tuple[Any, ...]


def unknown_consents(columns: Mapping[str, Sequence[Any]], known: Known) -> dict[str, list[Any]]:
    """The consent columns of a people sheet, blank where the store has that answer of that person already."""
    from sfph_desktop.core.store.queries.consents import answers

    there = answers(known.connection)
    people = known.find_all("people", columns["person_ref"])
    return {
        name: [
            None if (person, purpose, day) in there else day for person, day in zip(people, columns[name], strict=True)
        ]
        for name, purpose in WORKBOOK_COLUMNS.items()
    }


def write_people(unit: Unit, batch: Batch) -> None:
    """Write what a file does to people, their consents as records of their own."""
    from sfph_desktop.core.store.queries.consents import answers

    places = [place for place, name in enumerate(batch.columns) if name not in WORKBOOK_COLUMNS]
    columns = ("id", *(batch.columns[place] for place in places))
    changed = [(record, *row) for record, row in batch.changed.items()]
    there = answers(unit.connection) if changed else frozenset()
    given = [one for row in (*batch.new, *changed) for one in _given(batch.columns, row) if one not in there]
    unit.insert_many("people", columns, [(row[0], *(row[place + 1] for place in places)) for row in batch.new])
    unit.change_many("people", columns, [(row[0], *(row[place + 1] for place in places)) for row in changed])
    unit.insert_many("consents", ("person_id", "purpose", "given_on"), given)


def _given(columns: Sequence[str], row: Row) -> list[Row]:
    """Person, purpose and day of each consent in a row, whose id stands before its cells."""
    return [
        (row[0], WORKBOOK_COLUMNS[name], day)
        for name, day in zip(columns, row[1:], strict=True)
        if name in WORKBOOK_COLUMNS and day is not None
    ]
