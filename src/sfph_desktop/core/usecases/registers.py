"""Taking a register: each mark is saved as it is made, and finishing says the rest as the group takes it by default.

What is kept at any moment is what somebody has said. Of those of whom nothing is said yet there is no row, so a
register that was opened by mistake, or left half-way, has counted nobody. All units of one register are a series.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sfph_desktop.core.domain.being_typed import UNNAMED, WALK_IN, RegisterPlace
from sfph_desktop.core.domain.delivery import Absence, ActivitySession, Attendance, Group, SessionId
from sfph_desktop.core.domain.delivery_rules import (
    day_problems,
    minutes_problems,
    note_problems,
    session_problems,
    unnamed_problems,
)
from sfph_desktop.core.domain.office_facts import Listing
from sfph_desktop.core.domain.people import ServiceUser, ServiceUserId
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.registers import (
    AWAY,
    HERE,
    RegisterAt,
    RegisterPage,
    said_count,
    said_unnamed,
)
from sfph_desktop.core.domain.schedule import meets_on
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.person import person_of
from sfph_desktop.core.usecases.refusals import gone, problem, refuse, refused
from sfph_desktop.core.usecases.saved import saved

if TYPE_CHECKING:
    from sfph_desktop.core.store.unit_of_work import Connection, Unit


def register_page(office: Office, at: RegisterAt) -> RegisterPage:
    """A register as it stands; one that nobody has marked yet has nothing in the store.

    Raises UserCanFix when its group or session is not in the store any more.
    """
    with office.reading() as connection:
        return _page(connection, at)


def likely_walk_ins(office: Office, at: RegisterAt) -> tuple[int, ...]:
    """The people who may walk in, the likeliest first: who did before, then who came to the same service lately."""
    from sfph_desktop.core.store.queries import registers

    with office.reading() as connection:
        session, group = _of(connection, at)
        return registers.familiar(connection, group.id if group else 0, session.service, session.place, at.day)


def find_walk_in(office: Office, text: str, likely: tuple[int, ...], limit: int = 6) -> Listing:
    """People found by what was typed, those of `likely` first. For every key."""
    from sfph_desktop.core.store.queries import finding, registers

    nicknames = office.library.name_spellings()
    with office.reading() as connection:
        rows = registers.likely(connection, text, likely, limit, nicknames)
    return Listing(kind="people", columns=finding.FOUND_COLUMNS, rows=rows)


# --- marks ------------------------------------------------------------------------------------------------------------


def mark(office: Office, at: RegisterAt, person_id: int, state: str) -> Done[RegisterPage]:
    """Mark somebody `here` or `away`. Who is here without being a member has walked in; away, they leave the register.

    Raises UserCanFix when the same human stands in the register by another record, when the day is before their birth
    or after their death, or when it has not come yet.
    """
    with _marking(office, at) as (unit, now):
        person = person_of(unit.connection, person_id)
        refuse(day_problems(now.session.date, person, "person"))
        if state == HERE:
            _check_once(now, unit.connection, person)
        put(unit, now, person_id, state)
        now.typed(unit, WALK_IN)
        unit.why = f"{now.title}: {person.person_ref} {state}"
        page = now.again(unit.connection)
    return saved(unit, page, f"{person.display_name} is {'here' if state == HERE else 'away'}")


def walk_in_new(office: Office, at: RegisterAt, name: str) -> Done[RegisterPage]:
    """Register somebody nobody knows yet, by name alone, and mark them here: one change, undone as one.

    They get the next reference; all else is asked for on their own page.
    """
    from sfph_desktop.core.usecases.people import register_by_name

    with _marking(office, at) as (unit, now):
        person = register_by_name(unit, office, name)
        put(unit, now, person.id, HERE)
        now.typed(unit, WALK_IN)
        unit.why = f"{now.title}: added person {person.person_ref}, here"
        page = now.again(unit.connection)
    return saved(unit, page, f"Added {person.display_name} ({person.person_ref}), who is here")


def say_minutes(office: Office, at: RegisterAt, person_id: int, minutes: int | None) -> Done[RegisterPage]:
    """Write down how long somebody stayed, who is thereby here; None: as long as the session. Raises UserCanFix."""
    refuse(minutes_problems(minutes))
    return _say(office, at, person_id, "minutes", minutes)


def say_note(office: Office, at: RegisterAt, person_id: int, note: str) -> Done[RegisterPage]:
    """Note something about somebody's being here. Raises UserCanFix when it is too long for a line."""
    refuse(note_problems(note))
    return _say(office, at, person_id, "note", note.strip())


def say_reason(office: Office, at: RegisterAt, person_id: int, reason: str) -> Done[RegisterPage]:
    """Write down why a member did not come, who is thereby away. Raises UserCanFix when it is too long for a line."""
    refuse(note_problems(reason, "reason"))
    return _say(office, at, person_id, "reason", reason.strip())


def count_unnamed(office: Office, at: RegisterAt, low: int, high: int) -> Done[RegisterPage]:
    """How many came whom nobody named, at least and at most. Raises UserCanFix when that cannot be."""
    refuse(unnamed_problems(low, high))
    with _marking(office, at) as (unit, now):
        unit.change("sessions", replace(now.session, unnamed_low=low, unnamed_high=high))
        now.typed(unit, UNNAMED)
        unit.why = f"{now.title}: {said_unnamed(low, high)} unnamed"
        page = now.again(unit.connection)
    return saved(unit, page, f"{said_unnamed(low, high)} came unnamed" if high else "Nobody came unnamed")


# --- the whole --------------------------------------------------------------------------------------------------------


def finish_register(office: Office, at: RegisterAt) -> Done[RegisterPage]:
    """Finish a register: members of whom nothing was said are here, or away, as the group takes it by default.

    Raises UserCanFix when there is nobody in it at all.
    """
    with _marking(office, at) as (unit, now):
        page = finish_in(unit, now)
    return saved(unit, page, f"Register taken: {said_count(page)}")


def cancel_session(office: Office, at: RegisterAt, note: str = "") -> Done[RegisterPage]:
    """The group did not meet: its session is kept as cancelled, counts nowhere, and nobody is asked about it.

    Raises UserCanFix when somebody is marked in it.
    """
    from sfph_desktop.core.store.queries import registers

    refuse(note_problems(note))
    with _marking(office, at, ahead=True) as (unit, now):
        if registers.in_register(unit.connection, now.session.id) or now.session.unnamed_high:
            raise UserCanFix(
                what="Somebody is marked in this register, so it did take place.",
                do="Undo the register first, then say that it did not take place. Nothing was changed.",
            )
        kept = replace(now.session, register="cancelled", note=note.strip() or now.session.note)
        unit.change("sessions", kept)
        unit.why = f"{now.title}: did not take place"
        page = now.again(unit.connection)
    return saved(unit, page, f"{page.title} did not take place")


def reopen_session(office: Office, at: RegisterAt) -> Done[RegisterPage]:
    """A session that was said not to have taken place did: its register is open again."""
    from sfph_desktop.core.store.queries.values import value

    with office.writing("Reopened a session") as unit:
        session, _ = _of(unit.connection, at)
        if not session.id or session.register != "cancelled":
            raise gone("A session that did not take place", "Open the register.")
        unit.series = _series(session)
        unit.change("sessions", replace(value(unit.connection, "sessions", session.id), register="open"))
        page = _page(unit.connection, at)
        unit.why = f"Register of {page.title}, {_said(session.date)}: did take place"
    return saved(unit, page, f"{page.title} did take place")


def undo_register(office: Office, at: RegisterAt) -> Done[object]:
    """Take a whole register back: every mark of it that stands. Raises UserCanFix when there is none."""
    from sfph_desktop.core.store.undo import last_of_series
    from sfph_desktop.core.usecases.history import undo

    with office.reading() as connection:
        session, group = _of(connection, at)
        last = last_of_series(connection, _series(session)) if session.id else 0
    if not last:
        title = group.name if group else session.activity or session.service
        raise UserCanFix(
            what=f"There is no register of {title} on {_said(at.day)} to undo.",
            do="Choose another day; Settings has the history of all changes.",
        )
    done = undo(office, last, whole=True)
    return Done(value=done.value, changed=done.changed, unit_id=done.unit_id, why=done.why)


# --- what a register is in the store ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A register inside a unit of work: its session is there."""

    at: RegisterAt
    session: ActivitySession
    group: Group | None
    page: RegisterPage

    @property
    def title(self) -> str:
        """What the units of this register are called in the history."""
        return f"Register of {self.page.title}, {_said(self.session.date)}"

    def again(self, connection: Connection) -> RegisterPage:
        """The register as it stands now."""
        return _page(connection, replace(self.at, session_id=self.session.id))

    def typed(self, unit: Unit, field: str, person_id: int = 0) -> None:
        """A field is kept in this unit: what was being typed in it is it, and is forgotten."""
        from sfph_desktop.core.store.being_typed import forget

        forget(unit.connection, _place(self.session), field, person_id)


@contextmanager
def _marking(office: Office, at: RegisterAt, *, ahead: bool = False) -> Iterator[tuple[Unit, Opened]]:
    """A unit of work in a register, whose session is made now if this is its first mark."""
    with office.writing("Marked a register") as unit:
        yield unit, open_in(unit, office, at, ahead=ahead)


def open_in(unit: Unit, office: Office, at: RegisterAt, *, ahead: bool = False) -> Opened:
    """Open a register in a unit of work. Raises UserCanFix when nothing can be marked on that day."""
    from sfph_desktop.core.store.queries import registers

    session, group = _of(unit.connection, at)
    today = office.clock.today()
    if session.date > today and not ahead:
        told = f"{_said(session.date)} has not come yet."
        raise refused((problem("date", str(session.date), told, "a register of today or of a day before"),))
    if session.register == "cancelled":
        raise UserCanFix(
            what=f"This session of {_said(session.date)} was marked as one that did not take place.",
            do="Undo that first, then take the register.",
        )
    if not session.id:
        refuse(session_problems(session, group, today))
        session = replace(session, session_ref=registers.next_register_ref(unit.connection, session.date))
        session = replace(session, id=SessionId(unit.add("sessions", session)))
    unit.series = _series(session)
    page = _page(unit.connection, replace(at, session_id=session.id))
    return Opened(at=at, session=session, group=group, page=page)


def finish_in(unit: Unit, now: Opened) -> RegisterPage:
    """Say the rest of a register and keep it as taken, in a unit of work."""
    page = now.again(unit.connection)
    if not page.lines and not page.session.unnamed_high:
        raise UserCanFix(
            what=f"There is nobody in this register of {page.title}.",
            why="The group has no members on that day, and nobody walked in." if page.group else "",
            do="Add who came, or say that it did not take place. Nothing was lost.",
        )
    unsaid = [line for line in page.lines if not line.mark]
    for state, kind in ((HERE, "attendance"), (AWAY, "absences")):
        rows = [(now.session.id, line.person_id) for line in unsaid if line.shown == state]
        unit.insert_many(kind, ("session_id", "person_id"), rows)
    unit.change("sessions", replace(page.session, register="taken"))
    page = now.again(unit.connection)
    unit.why = f"{now.title}: taken, {said_count(page)}"
    return page


def _of(connection: Connection, at: RegisterAt) -> tuple[ActivitySession, Group | None]:
    """The session of a register, with id 0 where there is none yet, and its group."""
    from sfph_desktop.core.store.queries import registers
    from sfph_desktop.core.store.queries.values import value

    session: ActivitySession | None = None
    if at.session_id:
        session = value(connection, "sessions", at.session_id)
        if session is None and not at.group_id:
            raise gone("This session")
    group_id = session.group_id if session is not None else at.group_id
    group: Group | None = value(connection, "groups", group_id) if group_id else None
    if session is None and group is not None:
        session = registers.session_on(connection, group.id, at.day)
    if session is not None:
        return session, group
    if group is None:
        raise gone("This group")
    made = ActivitySession(
        session_ref="",
        service=group.service,
        activity=group.activity,
        date=at.day,
        minutes=group.minutes,
        place=group.place,
        group_id=group.id,
        starts_at=group.starts_at,
        register="open",
    )
    return made, group


def _page(connection: Connection, at: RegisterAt) -> RegisterPage:
    from sfph_desktop.core.store.queries import registers

    session, group = _of(connection, at)
    found = registers.lines(connection, group.id if group else 0, session.id, session.date)
    default = HERE if group is not None and group.present_by_default and session.register == "open" else AWAY
    lines = tuple(replace(line, shown=line.mark or default) for line in found)
    at = replace(at, day=session.date, session_id=session.id, group_id=group.id if group else 0)
    open_one = group is not None and session.register == "open"
    loose = registers.loose_sessions(connection, session) if open_one else ()
    usual = group is None or group.every == "none" or meets_on(group, session.date)
    return RegisterPage(at=at, session=session, group=group, lines=lines, loose=loose, usual=usual)


def place_of(connection: Connection, at: RegisterAt) -> RegisterPlace:
    """Where a register is found, marked or not. Raises UserCanFix when its group or session is gone."""
    return _place(_of(connection, at)[0])


def _place(session: ActivitySession) -> RegisterPlace:
    of_group = session.group_id or 0
    return RegisterPlace(group_id=of_group, session_id=0 if of_group else session.id, day=session.date)


def _series(session: ActivitySession) -> str:
    return f"register-{session.id}"


def _check_once(now: Opened, connection: Connection, person: ServiceUser) -> None:
    """The same human may not stand in a register twice, by two records that are joined."""
    from sfph_desktop.core.store.queries.groups import same_human

    same = set(same_human(connection, person.id)) - {person.id}
    other = next((line for line in now.page.lines if line.person_id in same), None)
    if other is not None:
        told = f"{person.display_name} stands in this register already, as {other.name} ({other.ref})."
        raise refused((problem("person", person.person_ref, told, "the line that is there; their records are joined"),))


def put(unit: Unit, now: Opened, person_id: int, state: str, **said: Any) -> None:
    """Make the register say that somebody is here or away, with what else is said of it."""
    from sfph_desktop.core.store.queries import registers

    member = next((line.member for line in now.page.lines if line.person_id == person_id), False)
    kept, dropped = ("attendance", "absences") if state == HERE else ("absences", "attendance")
    former = registers.record_of(unit.connection, dropped, now.session.id, person_id)
    if former:
        unit.remove(dropped, former)
    there = registers.record_of(unit.connection, kept, now.session.id, person_id)
    if not there and (state == HERE or member):
        unit.add(kept, _record(now, person_id, state, member=member, **said))
    elif there and said:
        from sfph_desktop.core.store.queries.values import value

        unit.change(kept, replace(value(unit.connection, kept, there), **said))


def _record(now: Opened, person_id: int, state: str, *, member: bool, **said: Any) -> Attendance | Absence:
    person, session = ServiceUserId(person_id), now.session.id
    if state == AWAY:
        return Absence(session_id=session, person_id=person, **said)
    walk_in = now.group is not None and not member
    return Attendance(session_id=session, person_id=person, walk_in=walk_in, **said)


def _say(office: Office, at: RegisterAt, person_id: int, what: str, said: object) -> Done[RegisterPage]:
    """Say something of somebody's line. A reason makes them away; minutes and a note make them here."""
    with _marking(office, at) as (unit, now):
        line = next((one for one in now.page.lines if one.person_id == person_id), None)
        if line is None:
            raise gone("This person's line in the register", "Mark them first.")
        if said != getattr(line, what):
            put(unit, now, person_id, AWAY if what == "reason" else HERE, **{what: said})
        now.typed(unit, what, person_id)
        unit.why = f"{now.title}: {line.ref}, {what}"
        page = now.again(unit.connection)
    return saved(unit, page, f"{line.name}: {_said_of(what, said)}")


def _said_of(what: str, said: object) -> str:
    if what == "minutes":
        return f"{said} minutes" if said is not None else "as long as the session"
    return f"{what} kept" if said else f"no {what}"


def _said(day: Any) -> str:
    return f"{day.day} {day:%B %Y}"
