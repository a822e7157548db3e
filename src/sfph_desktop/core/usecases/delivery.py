"""Sessions: what was offered, when, and who came; planned or written down by hand, changed and removed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sfph_desktop.core.domain.delivery import ActivitySession, Group, SessionId
from sfph_desktop.core.domain.delivery_rules import day_problems, session_problems, tidy
from sfph_desktop.core.domain.office_facts import Listing
from sfph_desktop.core.domain.pages import PersonAtSession, SessionPage
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.refusals import gone, problem, refuse
from sfph_desktop.core.usecases.saved import saved

if TYPE_CHECKING:
    from sfph_desktop.core.store.unit_of_work import Connection


def list_sessions(office: Office, text: str = "") -> Listing:
    """Sessions, the latest first; with `text`, those in whose service, activity, place, group or reference it is."""
    from sfph_desktop.core.store.queries import delivery

    with office.reading() as connection:
        rows = delivery.sessions(connection, text)
    return Listing(kind="sessions", columns=delivery.SESSION_COLUMNS, rows=rows)


def session_page(office: Office, session_id: int) -> SessionPage:
    """One session with the people who came. Raises UserCanFix when it is not in the store any more."""
    from sfph_desktop.core.store.queries import delivery, groups

    with office.reading() as connection:
        session, group = _session(connection, session_id)
        return SessionPage(
            session=session,
            people=tuple(PersonAtSession(*row) for row in delivery.people_at(connection, session_id)),
            group=group.name if group is not None else "",
            away=tuple(PersonAtSession(*row) for row in delivery.people_away(connection, session_id)),
            groups=() if group is not None else groups.may_have_held(connection, session.service, session.date),
        )


def add_session(office: Office, session: ActivitySession) -> Done[ActivitySession]:
    """Write a session down by hand: one that is planned, or that was held. Its register is open until it is finished.

    Raises UserCanFix, with a Problem for each field, when something cannot be so; and when its group has a session on
    that day already.
    """
    from sfph_desktop.core.store.queries import registers
    from sfph_desktop.core.store.queries.values import value

    session = tidy(replace(session, register="open"))
    with office.writing("Added a session") as unit:
        group: Group | None = value(unit.connection, "groups", session.group_id) if session.group_id else None
        refuse(session_problems(session, group, office.clock.today()))
        if group is not None and registers.session_on(unit.connection, group.id, session.date) is not None:
            told = f"{group.name} has a session on {session.date:%d/%m/%Y} already."
            refuse((problem("date", str(session.date), told, "another day, or the session that is there"),))
        ref = session.session_ref or registers.next_register_ref(unit.connection, session.date)
        session = replace(session, session_ref=ref)
        session = replace(session, id=SessionId(unit.add("sessions", session)))
        unit.series = f"register-{session.id}"
        unit.why = f"Register of {_title(session, group)}: session added"
    return saved(unit, session, f"Added {_title(session, group)}")


def change_session(office: Office, session: ActivitySession) -> Done[ActivitySession]:
    """Keep a session as given. Raises UserCanFix when something cannot be so, also for somebody who was there."""
    from sfph_desktop.core.store.queries.delivery import people_at
    from sfph_desktop.core.store.queries.values import values_by_id

    session = tidy(session)
    with office.writing("Changed a session") as unit:
        before, group = _session(unit.connection, session.id)
        refuse(session_problems(session, group, office.clock.today()))
        if before.date != session.date:
            there = values_by_id(unit.connection, "people", [row[0] for row in people_at(unit.connection, session.id)])
            refuse(tuple(one for person in there for one in day_problems(session.date, person)))
        unit.change("sessions", session)
        unit.why = f"Changed the session {_title(session, group)}"
    return saved(unit, session, f"Changed {_title(session, group)}")


def remove_session(office: Office, session_id: int) -> Done[ActivitySession]:
    """Remove a session with who came to it. It can be undone, and rests for 90 days."""
    with office.writing("Removed a session") as unit:
        session, group = _session(unit.connection, session_id)
        unit.remove("sessions", session_id)
        unit.why = f"Removed the session {_title(session, group)} with its register"
    return saved(unit, session, f"Removed {_title(session, group)}")


def services_met(office: Office) -> tuple[str, ...]:
    """The services with an enrolment or a session: those a run of the toolkit can look at, by name."""
    from sfph_desktop.core.store.queries import office as queries

    with office.reading() as connection:
        return queries.services_met(connection)


def services(office: Office) -> tuple[str, ...]:
    """The services people are enrolled in, sessions were held for or that are described, by name."""
    from sfph_desktop.core.store.queries import office as queries

    with office.reading() as connection:
        return queries.services(connection)


def _session(connection: Connection, session_id: int) -> tuple[ActivitySession, Group | None]:
    from sfph_desktop.core.store.queries.values import value

    session: ActivitySession | None = value(connection, "sessions", session_id)
    if session is None:
        raise gone("This session", "Open the list of sessions again.")
    return session, value(connection, "groups", session.group_id) if session.group_id else None


def _title(session: ActivitySession, group: Group | None) -> str:
    name = group.name if group is not None else session.activity or session.service
    return f"{name}, {session.date.day} {session.date:%B %Y}"
