"""Which consents are in force on a day, as `domain/consent_rules` says it, for many people at once."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection

from sfph_desktop.core.domain.values import to_day

IN_FORCE = """
SELECT l.id, l.person_id, l.purpose, l.given_on, l.expires_on FROM (
    SELECT c.*, row_number() OVER (PARTITION BY person_id, purpose ORDER BY given_on DESC, id DESC) AS place
    FROM consents AS c WHERE given_on <= :on
) AS l
WHERE l.place = 1 AND (l.expires_on IS NULL OR l.expires_on >= :on)
    AND (l.withdrawn_on IS NULL OR l.withdrawn_on > :on)
    AND NOT EXISTS (
        SELECT 1 FROM consents AS w WHERE w.person_id = l.person_id AND w.purpose = l.purpose
        AND w.given_on <= :on AND w.withdrawn_on <= :on AND w.withdrawn_on > l.given_on
    )
"""
"""SQL for the consents in force on the day `:on`: id, person_id, purpose, given_on, expires_on."""


def without_consent(connection: Connection, on: date, purpose: str = "service") -> int:
    """How many people have no consent in force for a purpose on this day."""
    found = connection.exec_driver_sql(
        f"SELECT count(*) FROM people WHERE id NOT IN (SELECT person_id FROM ({IN_FORCE}) WHERE purpose = :purpose)",
        {"on": to_day(on), "purpose": purpose},
    )
    return int(found.scalar_one())


def answers(connection: Connection) -> frozenset[tuple[int, str, int]]:
    """Every answer that was ever written down, in force or not: person, purpose, and the day it was given as stored."""
    found = connection.exec_driver_sql("SELECT person_id, purpose, given_on FROM consents")
    return frozenset((row[0], row[1], row[2]) for row in found)


def people_allowing(connection: Connection, purpose: str, on: date) -> frozenset[int]:
    """The ids of everybody whose consent for a purpose is in force on this day."""
    found = connection.exec_driver_sql(
        f"SELECT person_id FROM ({IN_FORCE}) WHERE purpose = :purpose", {"on": to_day(on), "purpose": purpose}
    )
    return frozenset(row[0] for row in found)


def versions(connection: Connection, purpose: str) -> tuple[str, ...]:
    """The versions of the words that anybody has agreed to for a purpose."""
    found = connection.exec_driver_sql(
        "SELECT DISTINCT words_version FROM consents WHERE purpose = ? ORDER BY 1", (purpose,)
    )
    return tuple(str(row[0]) for row in found)
