"""What the store says of itself: its settings, how much it holds, when it was last saved."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection


def settings(connection: Connection) -> dict[str, str]:
    """Every setting of the office by its key."""
    rows = connection.exec_driver_sql("SELECT key, value FROM settings")
    return {str(row[0]): str(row[1]) for row in rows}


def last_saved_at(connection: Connection) -> datetime | None:
    """When something was last saved; None while nothing has been."""
    found = connection.exec_driver_sql("SELECT at FROM units WHERE changed <> '' ORDER BY id DESC LIMIT 1").scalar()
    return None if found is None else datetime.fromisoformat(found)


def services(connection: Connection) -> tuple[str, ...]:
    """The services people are enrolled in, sessions were held for or that are described, by name."""
    found = connection.exec_driver_sql(
        "SELECT DISTINCT service FROM episodes UNION SELECT DISTINCT service FROM sessions"
        " UNION SELECT name FROM services UNION SELECT service FROM groups ORDER BY 1"
    )
    return tuple(str(row[0]) for row in found)


def services_met(connection: Connection) -> tuple[str, ...]:
    """The services with an enrolment or a session: those a run can look at, by name."""
    found = connection.exec_driver_sql(
        "SELECT service FROM episodes UNION SELECT service FROM sessions ORDER BY service"
    )
    return tuple(str(row[0]) for row in found if row[0])


def newest_unit(connection: Connection, but: int = 0) -> int:
    """The number of the newest unit of work, but for one that is going on; while it stays, nothing was saved."""
    found = connection.exec_driver_sql("SELECT max(id) FROM units WHERE id <> ?", (but,)).scalar()
    return int(found or 0)
