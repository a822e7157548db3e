"""The waiting list on paper: who waits, for what, since when, and room to write what was done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sfph_desktop.core.domain.partner_rules import ContactTimes
from sfph_desktop.core.reports.blocks import Block, Document, Heading, Prose, Span, Table, Text

_ROW, _LARGE_ROW = 30.0, 44.0
"""Points: room for a name with its reference, and to write beside it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One person on the list."""

    name: str
    ref: str
    service: str
    sent_by: str
    reason: str
    since: date
    days: int
    priority: int


def waiting_document(
    people: Sequence[Waiting],
    times: ContactTimes,
    enterprise: str,
    *,
    service: str = "",
    on: date,
    made_at: datetime,
    sample: bool = False,
    large_print: bool = False,
) -> Document:
    """The list in its order, urgent first, then whoever waits longest."""
    whom = f"Waiting list: {service}" if service else "Waiting list"
    day = f"{on.day} {on:%B %Y}"
    count = f"{len(people)} {'person waits' if len(people) == 1 else 'people wait'} for a first contact on {day}."
    blocks: list[Block] = [Heading(text=whom, level=1), Prose(text=f"{count} {_times(times)}".strip(), lead=True)]
    if people:
        blocks.append(
            Table(
                header=("", "Name", "Waits", "Sent by, and why", "Contacted"),
                rows=tuple(_row(place, one) for place, one in enumerate(people, start=1)),
                widths=(0.6, 2.6, 1.9, 5.3, 1.6),
                aligns=("right", "left", "left", "left", "left"),
                boxes=(4,),
                row_height=_LARGE_ROW if large_print else _ROW,
            )
        )
    blocks.append(Prose(text="For staff only: keep it where nobody else can read it, and shred it when it is done."))
    return Document(
        title=f"{whom}, {day}",
        author=enterprise,
        subject="Who waits for a first contact",
        footer=f"{enterprise}: {whom.casefold()}, {day}",
        made_at=made_at,
        sample=sample,
        large_print=large_print,
        blocks=tuple(blocks),
    )


def _times(times: ContactTimes) -> str:
    if times.median_days is None:
        return ""
    return (
        f"So far {times.contacted} {'person has' if times.contacted == 1 else 'people have'} been contacted;"
        f" half of them within {times.median_days:g} days of being referred."
    )


def _row(place: int, one: Waiting) -> tuple[Text, ...]:
    name = [Span(text=f"{one.name}\n", strong=True), Span(text=one.ref)]
    if one.priority > 0:
        name.append(Span(text="\nUrgent", strong=True))
    days = "today" if one.days == 0 else f"{one.days} {'day' if one.days == 1 else 'days'}"
    since = f"{days}\n{one.since.day} {one.since:%b %Y}"
    about = [Span(text="\n".join(part for part in (one.sent_by, one.reason) if part))]
    if one.service:
        about.append(Span(text=("\n" if about[0].text else "") + one.service, quiet=True))
    return str(place), tuple(name), since, tuple(about), ""
