"""What the store says of itself: its settings, how much it holds, when it was last saved."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Connection

from sfph_desktop.core.domain.values import to_day

COUNTED = ("people", "episodes", "sessions", "attendance", "assessments", "events", "environment", "contracts")


def settings(connection: Connection) -> dict[str, str]:
    """Every setting of the office by its key."""
    rows = connection.exec_driver_sql("SELECT key, value FROM settings")
    return {str(row[0]): str(row[1]) for row in rows}


def last_saved_at(connection: Connection) -> datetime | None:
    """When something was last saved; None while nothing has been."""
    found = connection.exec_driver_sql("SELECT at FROM units WHERE changed <> '' ORDER BY id DESC LIMIT 1").scalar()
    return None if found is None else datetime.fromisoformat(found)


def counts(connection: Connection) -> dict[str, int]:
    """How many records there are of the main kinds."""
    each = ", ".join(f"(SELECT count(*) FROM {kind})" for kind in COUNTED)
    row = connection.exec_driver_sql(f"SELECT {each}").one()
    return dict(zip(COUNTED, (int(number) for number in row), strict=True))


def services(connection: Connection) -> tuple[str, ...]:
    """The services people are enrolled in, sessions were held for or that are described, by name."""
    found = connection.exec_driver_sql(
        "SELECT DISTINCT service FROM episodes UNION SELECT DISTINCT service FROM sessions"
        " UNION SELECT name FROM services UNION SELECT service FROM groups ORDER BY 1"
    )
    return tuple(str(row[0]) for row in found)


def open_episodes(connection: Connection, today: date) -> int:
    """How many episodes are open on this day."""
    found = connection.exec_driver_sql(
        "SELECT count(*) FROM episodes WHERE start_date <= ? AND (end_date IS NULL OR end_date >= ?)",
        (to_day(today), to_day(today)),
    )
    return int(found.scalar_one())
