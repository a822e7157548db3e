"""The same human in more than one role: who came as a service user, and who of them also works here, paid or not.

On a day somebody counts as a service user when a role says so, when an enrolment of theirs is open, or when no role at
all is recorded for that day (the workbook gives people without a role, and they are service users). Whoever is on that
day a volunteer or a member of staff and neither of these is there to help: their name in the register is no visit.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from sfph_desktop.core.domain.impact import Reach, Records, RolesFigure
from sfph_desktop.core.domain.impact_facts import RoleColumns
from sfph_desktop.core.toolkit.columns import FOR_EVER, Bools
from sfph_desktop.core.toolkit.selection import Attendances, Episodes, Span

HELPING = ("volunteer", "staff")

_Days = list[tuple[int, int]]


def as_service_users(of: Episodes, came: Attendances, roles: RoleColumns) -> tuple[Attendances, Attendances]:
    """The named attendances of service users, and those of people who were only there to help."""
    helping = _helping(of, came, roles)
    return _only(came, ~helping), _only(came, helping)


def roles_figure(
    of: Episodes,
    came: tuple[Attendances, Attendances],
    roles: RoleColumns,
    reached: Reach,
    span: Span,
    *,
    filtered: bool,
) -> RolesFigure:
    """Who of those reached in the span was in it a volunteer or a member of staff as well.

    `came` is what `as_service_users` told apart. Volunteers and staff are the whole enterprise's, so a run of one
    service or contract (`filtered`) tells only of those it reached.
    """
    visits, helped = came
    rows = _rows_of_helpers(roles, span)
    held = {role: {roles.person_id[row] for row in rows if roles.role[row] == role} for role in HELPING}
    also = {role: held[role] & set(reached.records.ids.get("people", ())) for role in HELPING}
    there = np.flatnonzero(span.holds(helped.day[helped.session]))
    found = RolesFigure(also_volunteer=len(also["volunteer"]), also_staff=len(also["staff"]))
    people, behind = also["volunteer"] | also["staff"], rows
    if filtered:
        behind = [row for row in rows if roles.person_id[row] in people]
    else:
        known = _supported(of, visits, roles, span)
        found = replace(
            found,
            volunteers=len(held["volunteer"]),
            staff=len(held["staff"]),
            volunteers_supported=len(held["volunteer"] & known),
            staff_supported=len(held["staff"] & known),
            helping_marks=int(there.size),
        )
        people = held["volunteer"] | held["staff"]
    ids = {"people": tuple(sorted(people)), "roles": tuple(sorted(roles.id[row] for row in behind))}
    return replace(found, records=Records(ids=ids if behind else {}))


def who_helped(roles: RoleColumns, role: str, span: Span) -> frozenset[int]:
    """The ids of whoever was in the span a volunteer or a member of staff, as `role` says."""
    return frozenset(roles.person_id[row] for row in _rows_of_helpers(roles, span) if roles.role[row] == role)


def _rows_of_helpers(roles: RoleColumns, span: Span) -> list[int]:
    """The rows of roles in which somebody helps, held in the span."""
    return [
        row
        for row, role in enumerate(roles.role)
        if role in HELPING and roles.from_day[row] <= span.end and _end(roles.to_day[row]) >= span.start
    ]


def _helping(of: Episodes, came: Attendances, roles: RoleColumns) -> Bools:
    """Which attendances are of somebody who was there that day only to help."""
    mask = np.zeros(came.id.size, dtype=np.bool_)
    helps = _spans(roles, HELPING)
    if not helps:
        return mask
    supported = _spans(roles, ("service_user",))
    rows = np.flatnonzero(np.isin(came.person, np.fromiter(helps, np.int64, len(helps))))
    for place in np.flatnonzero(np.isin(of.person, came.person[rows])):
        supported[int(of.person[place])].append((int(of.start[place]), int(of.end[place])))
    for row, person, day in zip(
        rows.tolist(), came.person[rows].tolist(), came.day[came.session[rows]].tolist(), strict=True
    ):
        mask[row] = _holds(helps[person], day) and not _holds(supported.get(person, []), day)
    return mask


def _supported(of: Episodes, visits: Attendances, roles: RoleColumns, span: Span) -> set[int]:
    """Whoever is or was a service user by the end of the span: by a role, an enrolment or a visit."""
    by_role = {person for person, days in _spans(roles, ("service_user",)).items() if days[0][0] <= span.end}
    seen = visits.person[visits.day[visits.session] <= span.end]
    return by_role | set(of.person[of.start <= span.end].tolist()) | set(np.unique(seen).tolist())


def _spans(roles: RoleColumns, wanted: Iterable[str]) -> defaultdict[int, _Days]:
    """By person the days from and to which they had one of these roles, the earliest first."""
    found: defaultdict[int, _Days] = defaultdict(list)
    for person, role, start, end in zip(roles.person_id, roles.role, roles.from_day, roles.to_day, strict=True):
        if role in wanted:
            found[person].append((start, _end(end)))
    for days in found.values():
        days.sort()
    return found


def _holds(days: _Days, day: int) -> bool:
    return any(start <= day <= end for start, end in days)


def _end(day: int | None) -> int:
    return FOR_EVER if day is None else day


def _only(came: Attendances, mask: Bools) -> Attendances:
    return replace(came, id=came.id[mask], session=came.session[mask], person=came.person[mask])
