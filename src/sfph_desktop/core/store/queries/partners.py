"""The directory of partners, referrals, the waiting list, and who does what for one person."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import Connection

from sfph_desktop.core.domain.office_facts import Cell
from sfph_desktop.core.domain.values import from_day, to_day
from sfph_desktop.core.store.queries.people import DISPLAY_NAME

Row = tuple[Cell, ...]

PARTNER_COLUMNS = ("id", "partner_ref", "name", "kind", "postcode", "phone", "email", "in", "out", "retired_on")
REFERRAL_COLUMNS = (
    *("id", "person_id", "person_ref", "name", "direction", "partner", "service", "reason", "made_on"),
    *("first_contact_on", "outcome", "outcome_on", "priority"),
)
_REFERRALS = (
    f"SELECT r.id, r.person_id, p.person_ref, {DISPLAY_NAME}, r.direction, coalesce(o.name, r.source), r.service,"
    " r.reason, r.made_on, r.first_contact_on, r.outcome, r.outcome_on, r.priority FROM referrals AS r"
    " JOIN people AS p ON p.id = r.person_id LEFT JOIN partners AS o ON o.id = r.partner_id"
)
_DAYS = frozenset({8, 9, 11})


def partners_of_people(connection: Connection) -> frozenset[tuple[int, int]]:
    """Person and partner, for whatever a partner does or did for a person."""
    found = connection.exec_driver_sql("SELECT DISTINCT person_id, partner_id FROM involvements").all()
    return frozenset((int(person), int(partner)) for person, partner in found)


def partners(connection: Connection) -> tuple[Row, ...]:
    """Every partner by name, those retired last; with how many were referred by them and to them."""
    rows = connection.exec_driver_sql(
        "SELECT id, partner_ref, name, kind, postcode, phone, email,"
        " (SELECT count(*) FROM referrals AS r WHERE r.partner_id = o.id AND r.direction = 'in'),"
        " (SELECT count(*) FROM referrals AS r WHERE r.partner_id = o.id AND r.direction = 'out'), retired_on"
        " FROM partners AS o ORDER BY retired_on IS NOT NULL, name COLLATE NOCASE, id"
    )
    return tuple((*row[:9], None if row[9] is None else from_day(row[9])) for row in rows)


def names(connection: Connection) -> tuple[Row, ...]:
    """Every partner's id, reference, name, kind and postcode, by name, those retired last: for looking as one types."""
    return tuple(
        tuple(row)
        for row in connection.exec_driver_sql(
            "SELECT id, partner_ref, name, kind, postcode FROM partners"
            " ORDER BY retired_on IS NOT NULL, name COLLATE NOCASE, id"
        )
    )


def referrals(
    connection: Connection, direction: str = "", *, partner_id: int = 0, person_id: int = 0
) -> tuple[Row, ...]:
    """Referrals as `REFERRAL_COLUMNS`, the latest first; of one direction, partner or person where given."""
    rows = connection.exec_driver_sql(
        f"{_REFERRALS} WHERE ? IN ('', r.direction) AND ? IN (0, r.partner_id) AND ? IN (0, r.person_id)"
        " ORDER BY r.made_on DESC, r.id DESC",
        (direction, partner_id, person_id),
    )
    return _dated(rows)


def waiting(connection: Connection, service: str = "") -> tuple[Row, ...]:
    """Referrals in that are open and without a first contact, in the order of the waiting list: priority, then date."""
    rows = connection.exec_driver_sql(
        f"{_REFERRALS} WHERE r.direction = 'in' AND r.outcome = 'waiting' AND r.first_contact_on IS NULL"
        " AND ? IN ('', r.service) ORDER BY r.priority DESC, r.made_on, r.id",
        (service,),
    )
    return _dated(rows)


def partner_refs(connection: Connection) -> dict[str, int]:
    """The id of every partner by where it came from (its id in an Open Referral file), for those that came from one."""
    rows = connection.exec_driver_sql("SELECT source_id, id FROM partners WHERE source_id <> ''")
    return {str(source): int(number) for source, number in rows}


def last_partner_ref(connection: Connection) -> str:
    """The reference of the partner that was added last; blank while there is none."""
    return str(connection.exec_driver_sql("SELECT partner_ref FROM partners ORDER BY id DESC LIMIT 1").scalar() or "")


def working_with(connection: Connection, on: date) -> dict[str, int]:
    """By kind, how many partners there are that are not retired on a day."""
    rows = connection.exec_driver_sql(
        "SELECT kind, count(*) FROM partners WHERE retired_on IS NULL OR retired_on > ? GROUP BY kind ORDER BY kind",
        (to_day(on),),
    )
    return {str(kind): int(number) for kind, number in rows}


def _dated(rows: Iterable[Any]) -> tuple[Row, ...]:
    return tuple(
        tuple(from_day(cell) if place in _DAYS and cell is not None else cell for place, cell in enumerate(row))
        for row in rows
    )
