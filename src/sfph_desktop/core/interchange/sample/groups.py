"""The sample's groups and who belongs to them: made up beside the workbook, which has no sheet for them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sfph_desktop.core.domain.delivery import Group
from sfph_desktop.core.interchange.sample.delivery import WEEK
from sfph_desktop.core.interchange.sample.plan import BEFRIENDING, FIRST_DAY, LAST_DAY, LAUNDRY, LUNCH

HOURS = {LAUNDRY: "09:30", LUNCH: "12:30", BEFRIENDING: "14:00"}
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday")
LATELY = timedelta(days=90)
REGULAR = 3
"""Times somebody came of late from which they belong to the group."""

Cells = Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleGroup:
    """A group, and by person's reference the day from which each belongs to it."""

    group: Group
    members: Mapping[str, date]


def sample_groups(
    sessions: Sequence[Cells], attendance: Sequence[Cells], starts: Mapping[str, tuple[str, date]]
) -> tuple[SampleGroup, ...]:
    """A group for every weekly occasion of every place, with those who came to it again and again of late."""
    occasions: dict[tuple[object, object], list[str]] = {}
    for one in sessions:
        if isinstance(day := one["date"], date) and day > LAST_DAY - LATELY:
            occasions.setdefault((one["place"], one["activity"]), []).append(str(one["session_ref"]))
    came: dict[str, list[str]] = {}
    for one in attendance:
        came.setdefault(str(one["session_ref"]), []).append(str(one["person_ref"]))
    places = {place for place, _ in occasions}
    found = []
    for weekday, service, activity, minutes in WEEK:
        for place in sorted(str(place) for place in places):
            held = occasions.get((place, activity), [])
            times = Counter(ref for session in held for ref in came.get(session, ()))
            regulars = sorted(ref for ref, number in times.items() if number >= REGULAR)
            name = f"{DAYS[weekday]} {activity.lower()}" + (f", {place}" if len(places) > 1 else "")
            group = Group(
                name=name,
                service=service,
                activity=activity,
                place=place,
                weekday=weekday,
                starts_at=HOURS[service],
                minutes=minutes,
                present_by_default=service != LAUNDRY,
                from_date=FIRST_DAY,
            )
            members = {ref: max(starts[ref][1], FIRST_DAY) for ref in regulars}
            found.append(SampleGroup(group=group, members=members))
    return tuple(found)
