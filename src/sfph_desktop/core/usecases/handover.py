"""The handover pack: gathered from the store as it stands today, told in parts, and written on paper."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from sfph_desktop.core.domain.contracts import Contract
from sfph_desktop.core.domain.handover import (
    DueLine,
    HandoverFacts,
    HandoverPart,
    Place,
    RunningGroup,
    RunningService,
)
from sfph_desktop.core.domain.office_facts import DueItem, StoreInfo
from sfph_desktop.core.domain.ports import Progress, silent
from sfph_desktop.core.domain.schedule import runs_on, said_rhythm
from sfph_desktop.core.usecases.duties import duties_in
from sfph_desktop.core.usecases.office import Office

if TYPE_CHECKING:
    from sfph_desktop.core.store.unit_of_work import Connection

YEAR = timedelta(days=365)
_STEPS = 3
_OF_PEOPLE = {
    "alert": "an alert to look at again",
    "action": "something to be done",
    "absences": "away several times in a row",
    "consent_ends": "to be asked for consent again",
    "referral": "waits to be contacted",
}
"""Said of a person by their reference. What somebody wrote is left out: it may name them or tell of them."""


def handover_facts(office: Office) -> HandoverFacts:
    """Everything the pack tells, as it stands today. No person who is supported is named in it."""
    from sfph_desktop.core.store.queries import groups, handover
    from sfph_desktop.core.store.queries.values import values_of
    from sfph_desktop.core.usecases.today import today

    day, info = office.clock.today(), office.info()
    due, promises = today(office).due, _promises(office)
    with office.reading() as connection:
        held, by_service = handover.sessions_since(connection, day - YEAR, day)
        running = [one for one in groups.groups(connection, day) if _runs(one[0].to_date, day)]
        services = groups.services(connection, day)
        refs = handover.refs_of(connection, [one.person_id for one in due if one.person_id])
        contracts: list[Contract] = [one for one in values_of(connection, "contracts") if _runs(_last(one), day)]
        contacts = values_of(connection, "partner_contacts")
        partners = [one for one in values_of(connection, "partners") if _runs(one.retired_on, day)]
        known = {(one.kind, one.due) for one in due}
        ahead = [one for one in _year_ahead(connection, day) if (one.kind, one.due) not in known]
        return HandoverFacts(
            enterprise=info.name,
            sample=info.sample,
            made_at=office.clock.now(),
            services=tuple(_service(row, by_service) for row in services if _runs(row[5], day)),  # type: ignore[arg-type]
            groups=tuple(
                RunningGroup(
                    id=int(one.id),
                    name=one.name,
                    service=one.service,
                    meets=said_rhythm(one) + ("" if runs_on(one, day) else ", not begun"),
                    place=one.place,
                    members=members,
                    sessions=held.get(int(one.id), 0),
                    until=one.to_date,
                )
                for one, members, _taken in running
            ),
            contracts=tuple(sorted(contracts, key=lambda one: (_last(one) is None, _last(one), one.contract_ref))),
            promises=promises,
            due=(*(_line(one, refs, office) for one in due), *sorted(ahead, key=lambda one: one.due or date.max)),
            own=handover.own_people(connection, day),
            commissioners=tuple(sorted(values_of(connection, "commissioners"), key=lambda one: one.name.casefold())),
            partners=tuple(
                (one, tuple(c for c in contacts if c.partner_id == one.id))
                for one in sorted(partners, key=lambda one: one.name.casefold())
            ),
            places=(*_places(office, info), *_documents(connection)),
            duties=duties_in(connection),
            open_actions=handover.open_actions(connection),
            recovery_confirmed=info.recovery_confirmed,
            people=info.people,
        )


def handover_page(office: Office) -> tuple[HandoverPart, ...]:
    """The one page and its annexes as titled lines, for the window: the words are those of the paper."""
    from sfph_desktop.core.reports.handover import handover_parts

    return handover_parts(handover_facts(office))


def make_handover(office: Office, out: Path, *, large_print: bool = False, progress: Progress = silent) -> Path:
    """Write the pack, as PDF or as Word by the ending of `out`; the path written.

    Raises UserCanFix for another ending, or where it cannot be written: then nothing is.
    """
    from sfph_desktop.core.reports.handover import handover_document
    from sfph_desktop.core.reports.written import check_ending, write_document

    ending = check_ending(out)
    progress(0, _STEPS, "gathering what runs and what is due")
    facts = handover_facts(office)
    progress(1, _STEPS, "laying it out on one page")
    document = handover_document(facts, large_print=large_print, abreast=ending == ".pdf")
    progress(2, _STEPS, "writing it")
    return write_document(document, out, numbered=False)


# --- inside -----------------------------------------------------------------------------------------------------------


def _runs(last: date | None, day: date) -> bool:
    """Whether something that ends on a day (or never) still runs, or is to come."""
    return last is None or last >= day


def _last(contract: Contract) -> date | None:
    """Until then it may run: whether an option to extend was taken up is not recorded."""
    return contract.extended_to or contract.end_date


def _service(row: tuple[object, ...], held: dict[str, int]) -> RunningService:
    _id, name, purpose, _who, _start, _end, _groups, _sessions, enrolled = row
    return RunningService(
        name=str(name), purpose=str(purpose), enrolled=int(str(enrolled)), sessions=held.get(str(name), 0)
    )


def _line(item: DueItem, refs: dict[int, str], office: Office) -> DueLine:
    """One line of Today without anybody's name and without what was written about them."""
    if not item.person_id:
        what = item.title + (f" ({item.detail.rstrip('.')})" if item.kind in ("bid", "bid_questions") else "")
        return DueLine(kind=item.kind, when=item.when, what=what, due=item.due)
    if item.kind == "review":
        known = office.library.known_instrument(item.instrument)
        what = f"{(known.abbreviation or known.name) if known else item.instrument} to be filled in again"
    else:
        what = _OF_PEOPLE.get(item.kind, "something is due")
    ref = refs.get(item.person_id, "")
    return DueLine(kind=item.kind, when=item.when, what=what, person_ref=ref, due=item.due)


def _year_ahead(connection: Connection, day: date) -> Iterator[DueLine]:
    """Days of the coming year that no list of today's knows yet: contracts that end, promises, policies, bids."""
    from sfph_desktop.core.store.queries.values import values_of

    until = day + YEAR

    def line(kind: str, what: str, on: date | None) -> Iterator[DueLine]:
        if on is not None and day <= on <= until:
            yield DueLine(kind=kind, when="year", what=what, due=on)

    for contract in values_of(connection, "contracts"):
        yield from line("contract", f"{contract.contract_ref}, {contract.title}: ends", contract.end_date)
        told = f"{contract.contract_ref}, {contract.title}: ends, if it was extended"
        yield from line("contract", told, contract.extended_to)
    for policy in values_of(connection, "policies"):
        yield from line("policy", f"{policy.name}: ends, or is to be looked at again", policy.expires_on)
    for found in values_of(connection, "opportunities"):
        if found.decision != "no_bid":
            yield from line("bid", f"{found.title}: last day for bids", found.tenders_by)


def _promises(office: Office) -> dict[str, tuple[str, ...]]:
    """What was promised under each contract and how it stands today, small numbers held back."""
    from sfph_desktop.core.reports import pace_words, wording
    from sfph_desktop.core.usecases.paces import target_paces

    found: dict[str, list[str]] = {}
    for pace in target_paces(office):
        by = f" by {wording.day(pace.target.due_date)}" if pace.target.due_date else ""
        said = f"{wording.capital(pace_words.what(pace.target.indicator))}: {pace_words.delivered(pace, guard=True)}"
        found.setdefault(pace.target.contract_ref, []).append(said + by)
    return {ref: tuple(lines) for ref, lines in found.items()}


def _places(office: Office, info: StoreInfo) -> Iterator[Place]:
    """The records, their backups, and the folders beside them, as this computer has them."""
    from sfph_desktop.core.usecases.keeping import backup_folders

    store = Path(info.path)
    yield Place(what="The records", where=str(store), note="One locked file, with its key file beside it.")
    last = f"The last good one was made on {_day(info.last_backup_at.date())}." if info.last_backup_at else ""
    trouble = f"The last try did not work: {info.last_backup_problem}" if info.last_backup_problem else ""
    for folder in backup_folders(office.machine):
        yield Place(what="Backups", where=str(folder), note=trouble or last or "None has been made yet.")
        last = trouble = "Kept on this computer when the other folder cannot be reached."
    yield Place(what="Finished summaries", where=str(store.parent / "summaries"), note="Ordinary files, not locked.")


def _documents(connection: Connection) -> Iterator[Place]:
    """Policies and certificates that say where their document is."""
    from sfph_desktop.core.store.queries.values import values_of

    for policy in values_of(connection, "policies"):
        if policy.file:
            ends = f"Holds until {_day(policy.expires_on)}." if policy.expires_on else ""
            yield Place(what=policy.name, where=policy.file, note=ends)


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
