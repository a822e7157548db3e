"""Then and now: the same figure worked out on today's records, and what happened to those behind it, line by line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from sfph_desktop.core.domain.figures import Figure, figures_of, main_number
from sfph_desktop.core.domain.impact import ImpactRun
from sfph_desktop.core.domain.proofs import NOUNS, Moved, Movement
from sfph_desktop.core.usecases.office import Office

NOTHING = "nothing behind it has changed"
MOST_DAYS = 3
"""Up to so many days are told one by one; of more, the first and the last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """The movement of a figure, and under which id each person behind it is found now."""

    movement: Movement
    person_now: Mapping[int, int] = field(default_factory=dict)
    """Only those who were brought in again."""


def then_and_now(office: Office, run: ImpactRun, today: ImpactRun, then: Figure) -> Told:
    """How a figure of a kept run stands in a run of today, and what happened to the records behind it in between."""
    now = next((one for one in figures_of(today) if one.kind == then.kind and one.key == then.key), None)
    number = main_number(then)
    records, person_now = _moved(office, run, then, now)
    same = now is not None and main_number(now) == number
    late = any(one.what == "entered" for one in records)
    lines = [said(one, late=late) for one in records if not _told_of_people(one, records)]
    if not same and (versions := other_versions(run, today)):
        lines.append(f"the reference library has changed since: {versions}")
    if not lines:
        lines.append(_no_line(same, now))
    elif all(one.what == "again" for one in records) and same:
        lines.insert(0, "the same records, brought in again")
    movement = Movement(
        then=number, now="nothing" if now is None else main_number(now), reasons=tuple(lines), records=records
    )
    return Told(movement=movement, person_now=person_now)


def unmoved(then: Figure) -> Told:
    """A figure behind which nothing can have changed."""
    number = main_number(then)
    return Told(movement=Movement(then=number, now=number, reasons=(NOTHING,), records=()))


def _told_of_people(moved: Moved, records: Sequence[Moved]) -> bool:
    """Whether a line about the eligible would only say again what the line about those measured says."""
    return moved.kind == "eligible_people" and replace(moved, kind="people") in records


def _no_line(same: bool, now: Figure | None) -> str:
    """What to say when nothing happened to the records."""
    if now is None:
        return "no record of it is left"
    return NOTHING if same else "the program works it out differently now"


def _moved(
    office: Office, run: ImpactRun, then: Figure, now: Figure | None
) -> tuple[tuple[Moved, ...], dict[int, int]]:
    """What happened to the records behind a figure, kind by kind; and the people who have another id now."""
    from sfph_desktop.core.store.queries.since import since_snapshot

    before, after = then.value.records.ids, now.value.records.ids if now else {}
    moved: list[Moved] = []
    person_now: dict[int, int] = {}
    with office.reading() as connection:
        for kind in sorted({*before, *after}, key=_place):
            number = int(run.snapshot.removeprefix("S-"))
            found = since_snapshot(connection, number, kind, before.get(kind, ()), after.get(kind, ()))
            # A run kept by an older version did not say which records of this kind it used.
            moved += [one for one in found.moved if kind in before or one.what == "entered"]
            if kind == "people":
                person_now.update(found.again)
    return tuple(moved), person_now


def _place(kind: str) -> tuple[int, str]:
    known = list(NOUNS)
    return (known.index(kind) if kind in known else len(known), kind)


def other_versions(run: ImpactRun, today: ImpactRun) -> str:
    """The parts of the reference library that are not as they were, by name."""
    differ = sorted(name for name, version in run.versions.items() if today.versions.get(name, version) != version)
    return ", ".join(name.replace("_", " ") for name in differ)


# --- in words --------------------------------------------------------------------------------------------------------


def said(moved: Moved, *, late: bool = True) -> str:
    """One line in plain words: `+3 questionnaires entered since, on 12 March 2026`.

    `late`: whether anything behind the figure was entered since, which may be why an older record counts now.
    """
    what, when = counted(moved.count, moved.kind), on_days(moved.on)
    after = f",{when}" if when else ""
    fields = ", ".join(name.removesuffix("_id").replace("_", " ") for name in moved.fields)
    was = "was" if moved.count == 1 else "were"
    counts = "counts" if moved.count == 1 else "count"
    duplicates = "duplicate" if moved.count == 1 else "duplicates"
    why = "with what was entered since" if late else "after a correction"
    return {
        "again": f"{what}, the same, brought in again{when}",
        "again_changed": f"{what} brought in again{when}, with a difference: {fields}",
        "entered": f"+{what} entered since{after}",
        "counted": f"+{what} {was} recorded already and {counts} now, {why}",
        "corrected": f"{what} corrected{when}: {fields}",
        "noted": f"{what} corrected{when} in what no figure counts: {fields}",
        "joined": f"-{moved.count:,} linked {duplicates}: one person under two records{after}",
        "left": f"-{what} still recorded, and not counted any more",
        "removed": f"-{what} removed since{after}",
    }[moved.what]


def counted(number: int, kind: str) -> str:
    """`1 person`, `3 questionnaires`: a number of records of a kind."""
    one, many = NOUNS.get(kind, (f"record of {kind.replace('_', ' ')}", f"records of {kind.replace('_', ' ')}"))
    return f"{number:,} {one if number == 1 else many}"


def on_days(days: Sequence[date]) -> str:
    """` on 12 March 2026 and 3 May 2026`; blank when no day is known."""
    if not days:
        return ""
    if len(days) > MOST_DAYS:
        return f" between {_day(days[0])} and {_day(days[-1])}"
    return f" on {' and '.join(', '.join(map(_day, part)) for part in (days[:-1], days[-1:]) if part)}"


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
