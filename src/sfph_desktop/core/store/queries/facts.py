"""What a run of the toolkit may see, fetched as columns: no names, no free text, no object per record."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain
from typing import Any

from sqlalchemy import Connection

from sfph_desktop.core.domain.impact_facts import (
    AttendanceColumns,
    EnvironmentColumns,
    EpisodeColumns,
    EventColumns,
    FundingColumns,
    ImpactFacts,
    MemberColumns,
    PeopleColumns,
    ReferralColumns,
    RoleColumns,
    ScoreColumns,
    SessionColumns,
)
from sfph_desktop.core.domain.values import to_day
from sfph_desktop.core.store.queries.duplicates import joined
from sfph_desktop.core.store.queries.outcomes import outcome_framework
from sfph_desktop.core.store.queries.values import values_of

FOR_EVER = 2**31
"""A day number after every date there can be."""


def impact_facts(connection: Connection, *, until: date | None = None) -> ImpactFacts:
    """Everything a run may see, in the order of the records' ids.

    Whoever is joined to another record counts as that one: it is not among the people, and what is recorded of it is
    recorded of the other. `until` leaves out sessions, attendance, events, environment records and referrals dated
    after it, which no run up to that day looks at. Episodes and scores always come whole: a baseline lies before the
    period, and which episode an assessment belongs to depends on all of them.
    """
    last = FOR_EVER if until is None else to_day(until)
    counted_as = joined(connection)
    sought = outcome_framework(connection)
    return ImpactFacts(
        people=PeopleColumns(**_columns(connection, _PEOPLE)),
        episodes=EpisodeColumns(**_about(counted_as, _columns(connection, _EPISODES))),
        funding=FundingColumns(**_columns(connection, _FUNDING)),
        sessions=SessionColumns(**_columns(connection, _SESSIONS, last)),
        attendance=_attendance(connection, last, counted_as),
        scores=ScoreColumns(**_about(counted_as, _columns(connection, _SCORES))),
        events=EventColumns(**_about(counted_as, _columns(connection, _EVENTS, last))),
        environment=EnvironmentColumns(**_columns(connection, _ENVIRONMENT, last)),
        referrals=ReferralColumns(**_about(counted_as, _columns(connection, _REFERRALS, last))),
        roles=RoleColumns(**_about(counted_as, _columns(connection, _ROLES, last))),
        members=_members(connection, counted_as) if sought.groups else MemberColumns(),
        sought=sought,
        inputs=values_of(connection, "inputs"),
        contracts=values_of(connection, "contracts"),
        targets=values_of(connection, "targets"),
        value_lines=values_of(connection, "value_lines"),
        workforce=values_of(connection, "workforce"),
        comparisons=values_of(connection, "comparisons"),
    )


_PEOPLE = (
    "SELECT id, date_of_birth AS birth_day, gender, disability, ethnic_group FROM people"
    " WHERE id NOT IN (SELECT other_id FROM joins WHERE other_id <> person_id) ORDER BY id"
)
_EPISODES = "SELECT id, person_id, service, start_date AS start_day, end_date AS end_day FROM episodes ORDER BY id"
_FUNDING = "SELECT episode_id, contract_ref, share_bp FROM funding ORDER BY episode_id, contract_ref"
# A register that is not finished, and a session that did not take place, are no session held.
_HELD = "s.register NOT IN ('open', 'cancelled')"
_SESSIONS = (
    'SELECT s.id, s.service, s."date" AS day, s.minutes, s.unnamed_low, s.unnamed_high FROM sessions AS s'
    f' WHERE s."date" <= ? AND {_HELD} ORDER BY s.id'
)
_SCORES = (
    'SELECT s.assessment_id, a.person_id, a.instrument, s.output, a."date" AS day, a.stage, s.value'
    " FROM scores AS s JOIN assessments AS a ON a.id = s.assessment_id WHERE s.value IS NOT NULL"
    " ORDER BY s.assessment_id, s.output"
)
_EVENTS = (
    'SELECT id, person_id, "date" AS day, event_type, quantity, coalesce(sustained_weeks, 0) AS sustained_weeks'
    ' FROM events WHERE "date" <= ? ORDER BY id'
)
_REFERRALS = (
    "SELECT r.id, r.person_id, r.direction, r.partner_id, coalesce(p.kind, '') AS kind, r.service, r.made_on AS day,"
    " r.first_contact_on AS contact_day, r.outcome, r.outcome_on AS outcome_day FROM referrals AS r"
    " LEFT JOIN partners AS p ON p.id = r.partner_id WHERE r.made_on <= ? ORDER BY r.id"
)
_ROLES = (
    "SELECT id, person_id, role, from_date AS from_day, to_date AS to_day FROM roles WHERE from_date <= ? ORDER BY id"
)
_ENVIRONMENT = (
    'SELECT id, "date" AS day, factor, quantity, replaces_factor, replaces_quantity, displacement_rate'
    ' FROM environment WHERE "date" <= ? ORDER BY id'
)


def _columns(connection: Connection, sql: str, *parameters: Any) -> dict[str, Sequence[Any]]:
    """The answer to a query, column by column, by name.

    The rows are laid end to end and cut lengthwise: no tuple per row outlives its turn, which is twice as fast as
    fetching them all and turning them round.
    """
    cursor: Any = connection.exec_driver_sql(sql, parameters).cursor
    names = [column[0] for column in cursor.description]
    cells = list(chain.from_iterable(cursor))
    return {name: tuple(cells[place :: len(names)]) for place, name in enumerate(names)}


def _members(connection: Connection, counted_as: Mapping[int, int]) -> MemberColumns:
    """Places in the groups that an outcome is for."""
    wanted = "SELECT group_id FROM outcomes WHERE group_id IS NOT NULL"
    columns = _columns(
        connection,
        "SELECT group_id, person_id, from_date AS from_day, to_date AS to_day FROM group_members"
        f" WHERE group_id IN ({wanted}) ORDER BY id",
    )
    services = connection.exec_driver_sql(f"SELECT id, service FROM groups WHERE id IN ({wanted})")
    return MemberColumns(**_about(counted_as, columns), service={int(number): str(name) for number, name in services})


def _about(counted_as: Mapping[int, int], columns: dict[str, Sequence[Any]]) -> dict[str, Sequence[Any]]:
    """The same columns, in which a joined record's are those of the record it counts as."""
    if counted_as:
        columns["person_id"] = tuple(counted_as.get(person, person) for person in columns["person_id"])
    return columns


def _attendance(connection: Connection, last: int, counted_as: Mapping[int, int]) -> AttendanceColumns:
    """The largest table there is, whole numbers only: kept as machine integers, which arrays take without a copy.

    Somebody who was written down at one session under both of their records was there once.
    """
    if last == FOR_EVER:
        answer = connection.exec_driver_sql("SELECT id, session_id, person_id FROM attendance")
    else:
        answer = connection.exec_driver_sql(
            "SELECT a.id, a.session_id, a.person_id FROM attendance AS a JOIN sessions AS s ON s.id = a.session_id"
            ' WHERE s."date" <= ?',
            (last,),
        )
    cursor: Any = answer.cursor
    cells = array("q", chain.from_iterable(cursor) if not counted_as else _once(cursor, counted_as))
    return AttendanceColumns(id=cells[::3], session_id=cells[1::3], person_id=cells[2::3])


def _once(rows: Iterable[tuple[int, int, int]], counted_as: Mapping[int, int]) -> Iterator[int]:
    seen: set[tuple[int, int]] = set()
    twofold = {*counted_as, *counted_as.values()}
    for number, session, person in rows:
        first = counted_as.get(person, person)
        if person in twofold:
            if (session, first) in seen:
                continue
            seen.add((session, first))
        yield from (number, session, first)
