"""What wants doing today, what was changed lately, and how much there is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from sfph_desktop.core.domain.consent_rules import ASKED
from sfph_desktop.core.domain.measures import Instrument
from sfph_desktop.core.domain.office_facts import DueItem, StoreInfo
from sfph_desktop.core.domain.pages import TodayPage
from sfph_desktop.core.domain.person_record import Action
from sfph_desktop.core.domain.registers import RUN_OF_ABSENCES
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.person import person_of
from sfph_desktop.core.usecases.refusals import gone
from sfph_desktop.core.usecases.saved import saved

if TYPE_CHECKING:
    from sfph_desktop.core.store.queries.due import Due

BACKUP_DAYS = 7
NEAR_DAYS = 7
"""What falls due within so many days, before or after, is this week's."""
LONG_DAYS = 90
"""What has been due for longer stands at the end, so that it does not bury what is new."""
RECENT = 8
_RENEWING = {"policy": "Look at it again and agree it anew.", "insurance": "Renew it, and file the new schedule."}
ORDER = ("first", "week", "late", "ahead", "long")
_PEOPLE_FIRST = ("absences", "alert", "action", "referral", "register", "register_open")
"""Of what is due about now, what somebody waits for stands before what is to be written down."""


def today(office: Office) -> TodayPage:
    """What is due, the latest changes, and the counts. What the store says is due, and counts, come of one query."""
    from sfph_desktop.core.store.queries.due import due as all_due
    from sfph_desktop.core.store.undo import units

    day, info, known = office.clock.today(), office.info(), office.library.known_instrument

    def interval(instrument: str) -> int | None:
        found = known(instrument)
        return None if found is None else found.review_interval_days

    with office.reading() as connection:
        found, counts = all_due(connection, day, interval)
        changed = units(connection, RECENT, together=True)
    told = [_told(one, known(one.one) if one.kind == "review" else None, counts["people"]) for one in found]
    due = [*_safety(info, day), *(replace(item, when=_when(item, day)) for item in told)]
    return TodayPage(due=tuple(sorted(due, key=lambda item: _place(item, day))), changed=changed, counts=counts)


def note_absences(office: Office, person_id: int, group_id: int, *, spoken: bool) -> Done[Action]:
    """Note that somebody who stayed away has been spoken to, or that they are to be rung; Today then asks no more.

    Raises UserCanFix when the person or the group is not in the store any more.
    """
    from sfph_desktop.core.store.queries.values import value

    day = office.clock.today()
    with office.writing("Noted absences") as unit:
        person = person_of(unit.connection, person_id)
        group = value(unit.connection, "groups", group_id)
        if group is None:
            raise gone("This group")
        what = f"Ask how they are: away from {group.name}, {RUN_OF_ABSENCES} times in a row or more"
        action = Action(person_id=person.id, what=what, due_on=day, done_on=day if spoken else None)
        action = replace(action, id=unit.add("actions", action))
        unit.why = (
            f"Noted that person {person.person_ref} {'was asked' if spoken else 'is to be asked'} why they stay away"
        )
    return saved(unit, action, f"{person.display_name} {'has been spoken to' if spoken else 'is to be rung'}")


def finish_action(office: Office, action_id: int) -> Done[Action]:
    """Say that an action is done today. Raises UserCanFix when it is not in the store any more."""
    from sfph_desktop.core.store.queries.values import value

    with office.writing("Finished an action") as unit:
        action: Action | None = value(unit.connection, "actions", action_id)
        if action is None:
            raise gone("This action")
        action = replace(action, done_on=office.clock.today())
        unit.change("actions", action)
        person = person_of(unit.connection, action.person_id)
        unit.why = f"Finished an action for person {person.person_ref}"
    return saved(unit, action, f"Done for {person.display_name}: {action.what}")


def _when(item: DueItem, day: date) -> str:
    if item.due is None:
        return "long"
    late = (day - item.due).days
    if late > LONG_DAYS:
        return "long"
    return "late" if late > NEAR_DAYS else "week" if late >= -NEAR_DAYS else "ahead"


def _place(item: DueItem, day: date) -> tuple[int, int, int]:
    """About now: what people wait for, then by day. What is late: the newest first. What comes: the nearest first."""
    days = ((item.due or day) - day).days
    if item.when == "week":
        return (ORDER.index("week"), int(item.kind not in _PEOPLE_FIRST), days)
    return (ORDER.index(item.when), int(item.due is None), abs(days))


def _safety(info: StoreInfo, day: date) -> Iterator[DueItem]:
    """The recovery sheet that was never typed back; a backup that failed, is old, or was never made."""
    if not info.recovery_confirmed:
        yield DueItem(
            kind="recovery_sheet",
            when="first",
            title="Print the recovery sheet and type one part of it back",
            detail="Without it, a forgotten passphrase means that everything is lost.",
        )
    if info.last_backup_problem:
        yield DueItem(
            kind="backup", when="first", title="The last backup did not work", detail=info.last_backup_problem
        )
    elif info.last_backup_at is None:
        if info.people:
            yield DueItem(
                kind="backup",
                when="first",
                title="Make the first backup",
                detail="There is no copy of these records yet.",
            )
    elif (age := (day - info.last_backup_at.date()).days) >= BACKUP_DAYS:
        yield DueItem(kind="backup", when="first", title="Make a backup", detail=f"The last one is {age} days old.")


def _told(one: Due, instrument: Instrument | None, people: int) -> DueItem:
    """One thing that is due, in words."""
    title, detail = _words(one, instrument, people)
    due = one.due
    return DueItem(
        kind=one.kind,
        title=title,
        detail=detail,
        due=due,
        person_id=one.person_id,
        instrument=one.one if one.kind == "review" else "",
        record=one.record,
    )


def _words(one: Due, instrument: Instrument | None, people: int) -> tuple[str, str]:
    if instrument is not None:
        first = (one.due or date.min) - timedelta(days=instrument.review_interval_days)
        abbreviation = instrument.abbreviation or instrument.name
        return f"{one.name}: {abbreviation} review", f"{one.two}; first filled in on {first.day} {first:%B %Y}"
    if one.kind == "target":
        told = "Run the toolkit to see how much of it has been delivered."
        return f"Contract {one.one}: {one.two} promised", told
    if one.kind == "consent":
        told = "Ask them whether you may keep their record, and write the day down."
        return f"{one.number:,} of {people:,} people have no date for their consent", told
    if one.kind == "consent_ends":
        return f"{one.name}: ask for consent again", f"They agreed to {ASKED.get(one.one, one.one)}"
    if one.kind == "absences":
        return f"{one.name}: away {one.number} times in a row", f"{one.one}; nobody has noted why"
    if one.kind == "referral":
        who = f"referred by {one.two}" if one.two else "referred"
        for_what = f" for {one.one}" if one.one else ""
        days = "today" if not one.number else f"{one.number} day{'s' if one.number != 1 else ''} ago"
        return f"{one.name} waits to be contacted", f"{who}{for_what}, {days}"
    if one.kind == "register":
        return f"{one.one}: take the register", f"meets at {one.two}" if one.two else ""
    if one.kind == "promise":
        return f"Promised under {one.two}: {one.name}", f"{one.one} delivered"
    if one.kind in {"bid", "bid_questions"}:
        what = "last day for bids" if one.kind == "bid" else "last day for questions"
        return f"{one.name}: {what}", ", ".join(part for part in (one.one, one.two) if part)
    if one.kind == "answers":
        return f"{one.name}: hand in the bid{f' for {one.one}' if one.one else ''}", one.two
    if one.kind == "policy":
        ends = one.due or date.max
        title = f"{one.name} has ended" if one.number else f"{one.name} ends on {ends.day} {ends:%B %Y}"
        return title, _RENEWING.get(one.one, "Renew it, and file the new certificate.")
    return {
        "alert": (f"{one.name}: look at an alert again", one.one),
        "action": (f"{one.name}: {one.one}", f"by {one.two}" if one.two else ""),
        "register_open": (f"{one.one}: the register is not finished", "Nobody in it is counted yet."),
    }[one.kind]
