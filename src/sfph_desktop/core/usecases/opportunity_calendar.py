"""The deadlines of opportunities as a file for any calendar."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sfph_desktop.core.domain.opportunities import Opportunity
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.usecases.office import Office

if TYPE_CHECKING:
    from sfph_desktop.core.interchange.ics import CalendarDay

REMIND = {"questions": 3, "bids": 7}
"""Days before each kind of deadline on which a calendar reminds."""


def deadlines_file(office: Office, file: Path, opportunity_id: int | None = None) -> int:
    """Write the deadlines to come, of all opportunities or of one; how many were written.

    Left out is what was decided against, awarded or cancelled. The same deadlines give the same bytes. Raises
    UserCanFix when there is none, or when the file cannot be written; what was there before stays.
    """
    from sfph_desktop.core.host.files import write_atomically
    from sfph_desktop.core.interchange.ics import calendar
    from sfph_desktop.core.store.queries.values import values_of

    today = office.clock.today()
    with office.reading() as connection:
        every: tuple[Opportunity, ...] = values_of(connection, "opportunities")
    wanted = [one for one in every if opportunity_id in {None, one.id}]
    open_ones = [one for one in wanted if one.decision != "no_bid" and one.stage not in {"awarded", "cancelled"}]
    made = office.info().created_at
    days = [day for one in open_ones for day in _days(one, today, made)]
    if not days:
        raise UserCanFix(what="There are no deadlines to come.", do="Nothing was written.")
    try:
        write_atomically(file, calendar(days))
    except OSError as failure:
        raise UserCanFix(
            what=f"{file.name} could not be written.",
            why=failure.strerror or str(failure),
            do="Choose another place. Nothing was changed.",
        ) from None
    return len(days)


def _days(one: Opportunity, today: date, made: datetime) -> Iterator[CalendarDay]:
    from sfph_desktop.core.interchange.ics import CalendarDay

    told = (("questions", "Last day for questions", one.questions_by, one.questions_time),
            ("bids", "Last day for bids", one.tenders_by, one.tenders_time))  # fmt: skip
    for kind, words, day, time in told:
        if day is None or day < today:
            continue
        at = f"Time as the notice gives it: {time}. It may be Greenwich time." if time.endswith("Z") else time
        pieces = (f"{one.opportunity_ref}: {one.title}", one.buyer, at, one.how_to_apply)
        yield CalendarDay(
            uid=f"{_uid(one, kind, made)}@sfph-desktop",
            day=day,
            summary=f"{words}: {one.title}",
            description="\n".join(piece for piece in pieces if piece),
            stamped=one.updated_on or one.published_on or made.date(),
            remind_days=REMIND[kind],
        )


def _uid(one: Opportunity, kind: str, made: datetime) -> str:
    """By the number of the process, or by our reference within this office; never by what may be changed."""
    what = one.ocid or f"{made.isoformat()} {one.id}"
    return hashlib.sha256(f"{kind} {what}".encode()).hexdigest()[:32]
