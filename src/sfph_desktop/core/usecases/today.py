"""What wants doing today, what was changed lately, and how much there is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from sfph_desktop.core.domain.contracts import Target
from sfph_desktop.core.domain.due import DueQuestionnaire, due_reviews
from sfph_desktop.core.domain.office_facts import DueItem, StoreInfo
from sfph_desktop.core.domain.pages import TodayPage
from sfph_desktop.core.usecases.office import Office

BACKUP_DAYS = 7
TARGET_DAYS = 60
"""Targets are told this long before they fall due."""
RECENT = 8
FIRST = ("recovery_sheet", "backup")
"""What stands above everything that has a date."""


def today(office: Office) -> TodayPage:
    """What is due (recovery sheet, backup, reviews, targets, consent), the latest changes, and the counts."""
    from sfph_desktop.core.store.queries import consents, measures
    from sfph_desktop.core.store.queries import office as queries
    from sfph_desktop.core.store.queries.values import values_of
    from sfph_desktop.core.store.undo import units

    day, info = office.clock.today(), office.info()
    with office.reading() as connection:
        waiting = measures.unreviewed(connection, day)
        targets = values_of(connection, "targets")
        counts = queries.counts(connection)
        counts["open_episodes"] = queries.open_episodes(connection, day)
        without_consent = consents.without_consent(connection, day)
        changed = units(connection, RECENT, together=True)
    instruments = office.library.instruments() if waiting else {}
    due = [
        *_safety(info, day),
        *_reviews(due_reviews(waiting, instruments, day)),
        *_targets(targets, day),
        *_consents(without_consent, counts["people"]),
    ]
    due.sort(key=lambda item: (item.kind not in FIRST, item.due or date.max))
    return TodayPage(due=tuple(due), changed=changed, counts=counts)


def _safety(info: StoreInfo, day: date) -> Iterator[DueItem]:
    """The recovery sheet that was never typed back; a backup that failed, is old, or was never made."""
    if not info.recovery_confirmed:
        yield DueItem(
            kind="recovery_sheet",
            title="Print the recovery sheet and type one part of it back",
            detail="Without it, a forgotten passphrase means that everything is lost.",
        )
    if info.last_backup_problem:
        yield DueItem(kind="backup", title="The last backup did not work", detail=info.last_backup_problem)
    elif info.last_backup_at is None:
        if info.people:
            yield DueItem(kind="backup", title="Make the first backup", detail="There is no copy of these records yet.")
    elif (age := (day - info.last_backup_at.date()).days) >= BACKUP_DAYS:
        yield DueItem(kind="backup", title="Make a backup", detail=f"The last one is {age} days old.")


def _reviews(lines: Iterable[DueQuestionnaire]) -> Iterator[DueItem]:
    """Questionnaires to be filled in again, as the list of Measures has them."""
    for one in lines:
        first = f"; first filled in on {one.baseline.day} {one.baseline:%B %Y}" if one.baseline else ""
        yield DueItem(
            kind="review",
            title=f"{one.name}: {one.short_name} review",
            detail=f"{one.service}{first}",
            due=one.due,
            person_id=one.person_id,
            instrument=one.instrument,
        )


def _targets(targets: tuple[Target, ...], day: date) -> Iterator[DueItem]:
    """Promises that fall due soon."""
    for target in targets:
        if target.due_date and day <= target.due_date <= day + timedelta(days=TARGET_DAYS):
            yield DueItem(
                kind="target",
                title=f"Contract {target.contract_ref}: {target.target:g} {target.indicator} promised",
                detail="Run the toolkit to see how much of it has been delivered.",
                due=target.due_date,
            )


def _consents(without: int, people: int) -> Iterator[DueItem]:
    if without:
        yield DueItem(
            kind="consent",
            title=f"{without:,} of {people:,} people have no date for their consent",
            detail="Ask them whether you may keep their record, and write the day down.",
        )
