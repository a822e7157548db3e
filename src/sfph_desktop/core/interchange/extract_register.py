"""Who came: one row for each time, or a register with people down and dates across."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from sfph_desktop.core.domain.sheet_plans import ABSENT, ATTENDED, PRESENT, UNCLEAR
from sfph_desktop.core.domain.workbook import Cell
from sfph_desktop.core.interchange.heading_times import MONTHS
from sfph_desktop.core.interchange.parsing import is_empty
from sfph_desktop.core.interchange.register_marks import how_many, mark_of, stayed
from sfph_desktop.core.interchange.sheet_cells import SheetCells, text_of, why_no_day


def session_ref(service: str, day: date) -> str:
    """The reference of a session that has none of its own: the same service on the same day is the same session."""
    return f"{service[:80]}|{day.isoformat()}"


def session_refs(sheet: SheetCells) -> list[Cell]:
    """A reference for each session that has none: the service and the day, as a register of ours would have it."""
    dates = sheet.cells("sessions.date") or [None] * len(sheet.rows)
    services, activities = sheet.filled("sessions.service", "service"), sheet.cells("sessions.activity")
    refs: list[Cell] = []
    for i, cell in enumerate(dates):
        day = sheet.day(cell)
        activity = text_of(activities[i]) if activities is not None else ""
        name = "|".join(part for part in (text_of(services[i]) or activity, activity if services[i] else "") if part)
        refs.append(None if not day else session_ref(name, day))
    return refs


def long_attendance(sheet: SheetCells) -> None:
    """One row for each time that somebody came."""
    given = sheet.cells("sessions.session_ref")
    made = session_refs(sheet)
    refs = [made[i] if given is None or is_empty(given[i]) else given[i] for i in range(len(sheet.rows))]
    columns = {name: cells for name, cells in sheet.own_columns("sessions").items() if name != "session_ref"}
    columns["service"] = sheet.filled("sessions.service", "service")
    if "date" in columns:
        first: dict[str, int] = {}
        for i, ref in enumerate(refs):
            if not is_empty(ref):
                first.setdefault(text_of(ref).casefold(), i)
        sheet.add("sessions", {"session_ref": refs, **columns}, list(first.values()))
    days = sheet.cells("sessions.date") or [None] * len(refs)
    no_day = [why_no_day(day, sheet.today) if is_empty(ref) else "" for ref, day in zip(refs, days, strict=True)]
    sheet.direct("attendance", {"session_ref": refs, **sheet.own_columns("attendance")}, no_day=no_day)


def register(sheet: SheetCells) -> None:
    """People down, dates across: a session for each day with a mark, and an attendance for each who came."""
    service = sheet.plan.fixed.get("service", "") or sheet.name
    came: list[_Mark] = []
    held: list[_Day] = []
    for place in (column.place for column in sheet.plan.columns if column.target == ATTENDED):
        day, heading = sheet.table.dates[place], sheet.table.headings[place]
        if day is None:
            continue
        column = sheet.table.grid.rows.columns[place]
        counts = [how_many(column[row]) or (0, 0) for row in sheet.unnamed]
        unnamed, at_most = sum(low for low, _ in counts), sum(high for _, high in counts)
        marks = [(i, mark_of(column[row])) for i, row in enumerate(sheet.rows) if not is_empty(column[row])]
        came += [
            _Mark(i, place, day, heading, mark, meaning)
            for i, mark in marks
            if (meaning := _means(sheet, mark)) != ABSENT
        ]
        if marks or at_most:
            held.append(_Day(place, day, unnamed, at_most, heading))
        elif sheet.table.grid.turned:
            sheet.out.left_out.append((sheet.table.number(0, place), "refused", "Nobody is marked on this day."))
    _sessions(sheet, held, service)
    _attendance(sheet, came, service)


class _Mark(NamedTuple):
    """One sign in a register."""

    row: int
    place: int
    day: date
    heading: str
    mark: str
    meaning: str


class _Day(NamedTuple):
    """One day of a register, how many came whom nobody named, and what the sheet calls it."""

    place: int
    day: date
    unnamed: int
    at_most: int
    heading: str


def _means(sheet: SheetCells, mark: str) -> str:
    return sheet.plan.marks.get(mark, PRESENT if stayed(mark) else UNCLEAR)


def _sessions(sheet: SheetCells, held: Sequence[_Day], service: str) -> None:
    """A session for each day, with the people whom nobody named."""
    columns: dict[str, Sequence[Cell]] = {
        "session_ref": [session_ref(service, one.day) for one in held],
        "service": [service] * len(held),
        "date": [one.day for one in held],
    }
    numbers = [sheet.table.number(sheet.table.heading, one.place) for one in held]
    if sheet.unnamed:
        # The row that counts people whom nobody named is told by the sessions that it adds them to.
        columns["unnamed_low"] = [one.unnamed if one.at_most else None for one in held]
        if any(one.at_most > one.unnamed for one in held):
            columns["unnamed_high"] = [one.at_most or None for one in held]
        row = min(sheet.unnamed)
        numbers = [
            sheet.table.number(row, one.place) if one.at_most else number
            for number, one in zip(numbers, held, strict=True)
        ]
    sheet.add_made("sessions", columns, numbers, at=[one.heading for one in held])


def _attendance(sheet: SheetCells, came: Sequence[_Mark], service: str) -> None:
    """An attendance for each who came; a sign that may mean either is told and held."""
    columns: dict[str, Sequence[Cell]] = {
        "session_ref": [session_ref(service, mark.day) for mark in came],
        "person_ref": [sheet.refs[mark.row] for mark in came],
    }
    counted = sheet.table.by == MONTHS
    minutes, named = [None if counted else stayed(mark.mark) for mark in came], sheet.named_of(None)
    if any(minutes):
        columns["minutes"] = minutes
    sheet.add_made(
        "attendance",
        columns,
        [sheet.table.number(sheet.rows[mark.row], mark.place) for mark in came],
        at=[mark.heading for mark in came],
        who=[sheet.who[mark.row] for mark in came],
        named=[named[mark.row] for mark in came] if named else (),
        unclear=["" if mark.meaning == PRESENT else mark.mark for mark in came],
    )
