"""The sample's groups and who belongs to them, as rows of the workbook's sheets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from sfph_desktop.core.interchange.sample.delivery import WEEK
from sfph_desktop.core.interchange.sample.plan import BEFRIENDING, FIRST_DAY, LAST_DAY, LAUNDRY, LUNCH, Row

HOURS = {LAUNDRY: "09:30", LUNCH: "12:30", BEFRIENDING: "14:00"}
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday")
LATELY = timedelta(days=90)
REGULAR = 3
"""Times somebody came of late from which they belong to the group."""

Cells = Mapping[str, object]


GROUP_COLUMNS = "name service activity place weekday starts_at minutes present_by_default from_date".split()
MEMBER_COLUMNS = "group person_ref from_date".split()


def sample_groups(
    sessions: Sequence[Cells], attendance: Sequence[Cells], starts: Mapping[str, tuple[str, date]]
) -> tuple[list[Row], list[Row]]:
    """A group for every weekly occasion of every place, and those who came to it again and again of late."""
    occasions: dict[tuple[object, object], list[str]] = {}
    for one in sessions:
        if isinstance(day := one["date"], date) and day > LAST_DAY - LATELY:
            occasions.setdefault((one["place"], one["activity"]), []).append(str(one["session_ref"]))
    came: dict[str, list[str]] = {}
    for one in attendance:
        came.setdefault(str(one["session_ref"]), []).append(str(one["person_ref"]))
    places = {place for place, _ in occasions}
    found: list[Row] = []
    members: list[Row] = []
    for weekday, service, activity, minutes in WEEK:
        for place in sorted(str(place) for place in places):
            held = occasions.get((place, activity), [])
            times = Counter(ref for session in held for ref in came.get(session, ()))
            regulars = sorted(ref for ref, number in times.items() if number >= REGULAR)
            name = f"{DAYS[weekday]} {activity.lower()}" + (f", {place}" if len(places) > 1 else "")
            by_default = "no" if service == LAUNDRY else "yes"
            day, hour = DAYS[weekday].casefold(), HOURS[service]
            found.append((name, service, activity, place, day, hour, minutes, by_default, FIRST_DAY))
            members += [(name, ref, max(starts[ref][1], FIRST_DAY)) for ref in regulars]
    return found, members
