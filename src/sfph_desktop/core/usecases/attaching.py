"""A session that is no group's, as one from a spreadsheet, is said to be a group's: counted once, not twice."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sfph_desktop.core.domain.delivery import ActivitySession, Attendance, Group
from sfph_desktop.core.domain.delivery_rules import session_problems
from sfph_desktop.core.domain.problems import Problem, UserCanFix
from sfph_desktop.core.domain.registers import RegisterAt, RegisterPage
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.refusals import gone, problem, refuse
from sfph_desktop.core.usecases.registers import register_page
from sfph_desktop.core.usecases.saved import saved

if TYPE_CHECKING:
    from sfph_desktop.core.store.unit_of_work import Connection, Unit


def attach_session(office: Office, session_id: int, group_id: int) -> Done[ActivitySession]:
    """Say that a session was a group's. Its register counts as taken; whoever does not belong to the group walked in.

    Of members who are not in it nothing is written down: a spreadsheet of who came says of nobody that they were away.
    Raises UserCanFix when it is a group's already, when its service is another than the group's, when the group did
    not run on that day, when the group has a session on that day already, and when
    somebody is in it by two records that are joined.
    """
    from sfph_desktop.core.store.queries.values import value

    with office.writing("Put a session with its group") as unit:
        session: ActivitySession | None = value(unit.connection, "sessions", session_id)
        group: Group | None = value(unit.connection, "groups", group_id)
        if session is None:
            raise gone("This session", "Open the list of sessions again.")
        if group is None:
            raise gone("This group")
        refuse((*_problems(unit.connection, session, group), *session_problems(session, group, office.clock.today())))
        state = session.register or "taken"
        session = replace(session, group_id=group.id, register=state)
        unit.change("sessions", session)
        _mark_walk_ins(unit, session, group)
        unit.series = f"register-{session.id}"
        day = f"{session.date.day} {session.date:%B %Y}"
        unit.why = f"Register of {group.name}, {day}: {session.session_ref} is this group's"
    return saved(unit, session, f"{session.session_ref} is the register of {group.name} on {day}")


def use_session(office: Office, at: RegisterAt, session_id: int) -> Done[RegisterPage]:
    """Use a session that is there already in place of a new register; the register as it stands then.

    Raises UserCanFix as `attach_session`.
    """
    done = attach_session(office, session_id, at.group_id)
    page = register_page(office, replace(at, session_id=session_id))
    return Done(value=page, changed=done.changed, unit_id=done.unit_id, why=done.why)


def loose_session(office: Office, ref: str) -> ActivitySession:
    """The session with this reference. Raises UserCanFix when there is none."""
    from sfph_desktop.core.store.queries.refs import id_of
    from sfph_desktop.core.store.queries.values import value

    with office.reading() as connection:
        number = id_of(connection, "sessions", ref)
        session: ActivitySession | None = None if number is None else value(connection, "sessions", number)
    if session is None:
        raise UserCanFix(what=f"There is no session '{ref}'.", do="See them with: sfph list sessions.")
    return session


def _problems(connection: Connection, session: ActivitySession, group: Group) -> tuple[Problem, ...]:
    from sfph_desktop.core.store.queries import registers
    from sfph_desktop.core.store.queries.values import value

    ref = session.session_ref
    if session.group_id:
        other: Group | None = value(connection, "groups", session.group_id)
        told = f"{ref} belongs to {other.name if other else 'a group'} already."
        return (problem("group", ref, told, "a session that is no group's"),)
    if session.service.casefold() != group.service.casefold():
        told = f"{ref} is a session of {session.service}, and {group.name} of {group.service}."
        return (problem("group", ref, told, "a group of the same service; or change the service of the session"),)
    if registers.session_on(connection, group.id, session.date) is not None:
        told = f"{group.name} has a register of {session.date.day} {session.date:%B %Y} already."
        return (problem("group", ref, told, "a group without one; or undo that register, or remove its session"),)
    twice = registers.joined_twice(connection, session.id)
    if twice:
        told = f"{twice[0]} and {twice[1]} are one person's records, and both are written down in {ref}."
        return (problem("person", twice[0], told, "each person once: take one of the two out of the session first"),)
    return ()


def _mark_walk_ins(unit: Unit, session: ActivitySession, group: Group) -> None:
    from sfph_desktop.core.store.queries.registers import attendance_beside
    from sfph_desktop.core.store.queries.values import value

    for number in attendance_beside(unit.connection, session.id, group.id, session.date):
        there: Attendance = value(unit.connection, "attendance", number)
        unit.change("attendance", replace(there, walk_in=True))
