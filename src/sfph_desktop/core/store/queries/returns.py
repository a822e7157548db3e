"""For a return to the network: who agreed to be counted in it, and how deprived the area is where each person lives."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy import Connection

from sfph_desktop.core.domain.areas import ZONES_OF, fifth
from sfph_desktop.core.domain.values import to_day
from sfph_desktop.core.store.history import IN_IDS, id_list
from sfph_desktop.core.store.queries.consents import people_allowing
from sfph_desktop.core.store.queries.duplicates import joined

COLUMNS = (
    *("sent_id", "quarter", "indicator", "group_kind", "group_value", "window", "n", "value", "qualifier"),
    *("true_n", "true_k"),
)
"""Of the ledger, as rows are written into it."""


def agreeing(connection: Connection, purpose: str, on: date) -> frozenset[int]:
    """Everybody who agreed to a purpose, by the record they count as.

    Of somebody with two records joined, every record on which they ever answered must allow it: what was taken back on
    one is not undone by the other.
    """
    counted_as, allowing = joined(connection), people_allowing(connection, purpose, on)
    asked = connection.exec_driver_sql("SELECT DISTINCT person_id FROM consents WHERE purpose = ?", (purpose,))
    against = {counted_as.get(row[0], row[0]) for row in asked if row[0] not in allowing}
    return frozenset({counted_as.get(person, person) for person in allowing} - against)


def fifths(connection: Connection, on: date) -> dict[int, int]:
    """By person (the record they count as) the fifth in which their area lies, of the address they had on a day.

    The area is the one that was looked up when the address was written down, whatever index has come out since.
    """
    counted_as, day = joined(connection), to_day(on)
    rows = connection.exec_driver_sql(
        "SELECT person_id, simd_rank, simd_version FROM addresses WHERE (from_date IS NULL OR from_date <= ?)"
        " AND (to_date IS NULL OR to_date >= ?) ORDER BY coalesce(from_date, -9999999), id",
        (day, day),
    )
    found: dict[int, int | None] = {}
    own: set[int] = set()
    for person, rank, version in rows:
        first, zones = counted_as.get(person, person), ZONES_OF.get(version)
        if first in own and person != first:
            continue  # the address on the record they count as goes before that of the other
        if person == first:
            own.add(first)
        found[first] = None if rank is None or zones is None else fifth(int(rank), zones)
    return {person: value for person, value in found.items() if value is not None}


def released_rows(connection: Connection, sent_ids: Iterable[int] | None = None) -> list[tuple[object, ...]]:
    """The ledger of everything that left, in the order in which it did: `COLUMNS` of each row."""
    names = ", ".join(f'"{name}"' for name in COLUMNS)
    only, given = ("", ()) if sent_ids is None else (f" WHERE sent_id {IN_IDS}", (id_list(sent_ids),))
    rows = connection.exec_driver_sql(f"SELECT {names} FROM network_released{only} ORDER BY sent_id, id", given)
    return [tuple(row) for row in rows]
