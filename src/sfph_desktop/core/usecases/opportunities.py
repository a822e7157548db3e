"""Opportunities: listed, opened, added by hand, changed, decided, removed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeVar

from sfph_desktop.core.domain.office_facts import Listing
from sfph_desktop.core.domain.opportunities import (
    Criterion,
    Detail,
    Lot,
    NoticeRelease,
    Opportunity,
    OpportunityId,
)
from sfph_desktop.core.domain.opportunity_rules import (
    DECISION_WORDS,
    clock_doubt,
    criterion_problems,
    doubts,
    opportunity_problems,
    tidy,
)
from sfph_desktop.core.domain.partner_rules import next_numbered
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.refusals import gone, problem, refuse
from sfph_desktop.core.usecases.saved import saved

if TYPE_CHECKING:
    from sfph_desktop.core.store.unit_of_work import Connection, Unit

_FIRST = "N-0000"


@dataclass(frozen=True, slots=True, kw_only=True)
class OpportunityPage:
    """One opportunity with all that is known of it."""

    opportunity: Opportunity
    lots: tuple[Lot, ...] = ()
    criteria: tuple[Criterion, ...] = ()
    codes: tuple[Detail, ...] = ()
    """What is bought; the words are ours, in brackets, where the notice has none."""
    passages: tuple[Detail, ...] = ()
    documents: tuple[Detail, ...] = ()
    notices: tuple[NoticeRelease, ...] = ()
    """The publications it was put together of, the oldest first."""
    doubts: tuple[str, ...] = ()


def list_opportunities(office: Office, text: str = "") -> Listing:
    """Opportunities, the nearest deadline first; with `text`, those in whose title, buyer or reference it occurs."""
    from sfph_desktop.core.domain.names import folded
    from sfph_desktop.core.store.queries import opportunities as queries

    with office.reading() as connection:
        rows = queries.listed(connection, office.clock.today())
    wanted = folded(text).split()
    rows = tuple(row for row in rows if all(w in folded(f"{row[1]} {row[2]} {row[3]} {row[14]}") for w in wanted))
    return Listing(kind="opportunities", columns=queries.COLUMNS, rows=rows)


def opportunity_page(office: Office, opportunity_id: int) -> OpportunityPage:
    """One opportunity. Raises UserCanFix when it is not in the store any more."""
    from sfph_desktop.core.store.queries.opportunities import parts_of

    with office.reading() as connection:
        found = opportunity_of(connection, opportunity_id)
        lots, criteria, details, notices = (
            parts_of(connection, f"{kind}", opportunity_id)
            for kind in ("opportunity_lots", "opportunity_criteria", "opportunity_details", "notice_releases")
        )
    words = office.library.notice_words()
    return OpportunityPage(
        opportunity=found,
        lots=lots,
        criteria=criteria,
        codes=tuple(
            one if one.text else replace(one, text=f"({said})" if (said := words.code_words(one.code)) else "")
            for one in details
            if one.kind == "code"
        ),
        passages=tuple(one for one in details if one.kind == "passage"),
        documents=tuple(one for one in details if one.kind == "document"),
        notices=tuple(sorted(notices, key=lambda one: one.released_at)),
        doubts=(*doubts(found, criteria), *filter(None, (clock_doubt(found),))),
    )


def opportunity_of(connection: Connection, opportunity_id: int) -> Opportunity:
    """The opportunity with this id; raises UserCanFix when it is not in the store any more."""
    from sfph_desktop.core.store.queries.values import value

    found: Opportunity | None = value(connection, "opportunities", opportunity_id)
    if found is None:
        raise gone("This opportunity")
    return found


def opportunity_called(office: Office, called: str) -> Opportunity:
    """The opportunity with this reference or number of its process; raises UserCanFix naming some there are."""
    from sfph_desktop.core.store.queries.opportunities import ids_called

    with office.reading() as connection:
        found = ids_called(connection, called.strip())
        if len(found) == 1:
            return opportunity_of(connection, found[0])
    rows = list_opportunities(office).rows
    some = ", ".join(f"{row[1]} ({row[2]})" for row in rows[:8]) or "none yet"
    raise UserCanFix(what=f"There is no one opportunity '{called}'.", do=f"Give its reference. There are: {some}.")


def add_opportunity(office: Office, found: Opportunity) -> Done[Opportunity]:
    """Add an opportunity heard of by hand; without a reference of yours it gets the next one.

    Raises UserCanFix naming each field that cannot be so.
    """
    with office.writing("Added an opportunity") as unit:
        kept = add_within(unit, found)
        unit.why = f"Added the opportunity {kept.opportunity_ref}"
    return saved(unit, kept, f"Added {kept.title}")


def add_within(unit: Unit, found: Opportunity) -> Opportunity:
    """Add an opportunity inside a unit of work; with its reference and id."""
    from sfph_desktop.core.store.queries.opportunities import last_ref

    found = tidy(found)
    if not found.opportunity_ref:
        last = last_ref(unit.connection) or _FIRST
        found = replace(found, opportunity_ref=next_numbered(last, lambda ref: bool(_taken(unit.connection, ref))))
    _check(unit.connection, found)
    return replace(found, id=OpportunityId(unit.add("opportunities", found)))


def references(connection: Connection) -> Iterator[str]:
    """The references that follow, one after the other: for many that are added in one unit of work."""
    from sfph_desktop.core.store.queries.opportunities import has_ref, last_ref

    last = last_ref(connection) or _FIRST
    while True:
        last = next_numbered(last, lambda ref: has_ref(connection, ref))
        yield last


def add_fresh(unit: Unit, found: Opportunity, ref: str) -> Opportunity:
    """Add an opportunity under a reference that `references` gave. Raises UserCanFix as `add_opportunity`."""
    found = replace(tidy(found), opportunity_ref=ref)
    refuse(opportunity_problems(found))
    return replace(found, id=OpportunityId(unit.add("opportunities", found)))


def change_opportunity(office: Office, found: Opportunity) -> Done[Opportunity]:
    """Keep an opportunity as given. Raises UserCanFix as `add_opportunity`."""
    found = tidy(found)
    with office.writing(f"Changed the opportunity {found.opportunity_ref}") as unit:
        opportunity_of(unit.connection, found.id)
        _check(unit.connection, found)
        unit.change("opportunities", found)
    return saved(unit, found, f"Changed {found.title}")


def decide(
    office: Office, opportunity_id: int, decision: str, reason: str, seen: Sequence[str] = ()
) -> Done[Opportunity]:
    """Write down whether we bid, with the reason; `seen` is what spoke for and against. Blank takes a decision back.

    Raises UserCanFix for a decision to bid or not without a reason: whoever comes next should know it.
    """
    reason = reason.strip()
    if decision in {"bid", "no_bid"} and not reason:
        raise UserCanFix(
            what="A decision needs its reason.",
            why="Whoever comes after you should know why.",
            do="Write one sentence, as in: it is what we do, and we have the staff.",
            problems=(problem("decision_reason", "", "A decision needs its reason.", "one sentence"),),
        )
    with office.writing("Decided on an opportunity") as unit:
        found = replace(
            opportunity_of(unit.connection, opportunity_id),
            decision=decision,
            decision_reason=reason if decision else "",
            decided_on=office.clock.today() if decision else None,
            decided_by=office.who if decision else "",
            decided_with="\n".join(seen) if decision else "",
        )
        refuse(opportunity_problems(found))
        unit.change("opportunities", found)
        unit.why = f"Decided on {found.opportunity_ref}: {DECISION_WORDS[decision]}"
    return saved(unit, found, f"{found.title}: {DECISION_WORDS[decision]}")


def remove_opportunity(office: Office, opportunity_id: int) -> Done[Opportunity]:
    """Remove an opportunity with its lots, criteria and notices."""
    with office.writing("Removed an opportunity") as unit:
        found = opportunity_of(unit.connection, opportunity_id)
        unit.remove("opportunities", opportunity_id)
        unit.why = f"Removed the opportunity {found.opportunity_ref}"
    return saved(unit, found, f"Removed {found.title}")


def set_lots(office: Office, opportunity_id: int, lots: Sequence[Lot]) -> Done[Opportunity]:
    """The lots of an opportunity, in place of those known so far; those without a number get the next one."""
    numbered = [tidy(replace(one, lot=one.lot or str(n), position=n)) for n, one in enumerate(lots, start=1)]
    with office.writing("Changed the lots of an opportunity") as unit:
        found = opportunity_of(unit.connection, opportunity_id)
        set_parts(unit, "opportunity_lots", opportunity_id, numbered)
        unit.why = f"Changed the lots of {found.opportunity_ref}"
    return saved(unit, found, f"Changed the lots of {found.title}")


def set_criteria(office: Office, opportunity_id: int, criteria: Sequence[Criterion]) -> Done[Opportunity]:
    """The award criteria of an opportunity, in place of those known so far."""
    placed = [tidy(replace(one, position=number)) for number, one in enumerate(criteria, start=1)]
    refuse(tuple(wrong for one in placed for wrong in criterion_problems(one)))
    with office.writing("Changed the criteria of an opportunity") as unit:
        found = opportunity_of(unit.connection, opportunity_id)
        set_parts(unit, "opportunity_criteria", opportunity_id, placed)
        unit.why = f"Changed the award criteria of {found.opportunity_ref}"
    return saved(unit, found, f"Changed the award criteria of {found.title}")


def with_values(part: Lot | Criterion, values: Mapping[str, Any]) -> Lot | Criterion:
    """A lot or a criterion with some of its fields as typed; a weight may be any number."""
    typed = dict(values)
    if typed.get("weight") is not None:
        typed["weight"] = Decimal(f"{Decimal(str(typed['weight'])).normalize():f}")
    return replace(part, **typed)


def add_part(office: Office, part: Lot | Criterion) -> Done[Lot | Criterion]:
    """Add one lot or one criterion at the end; a lot without a number gets the next one."""
    from sfph_desktop.core.store.queries.opportunities import parts_of

    kind = _PART_KINDS[type(part)]
    with office.writing(f"Added {_PART_WORDS[kind]}") as unit:
        found = opportunity_of(unit.connection, part.opportunity_id)
        place = max((one.position for one in parts_of(unit.connection, kind, found.id)), default=0) + 1
        part = _checked(replace(part, position=place))
        if isinstance(part, Lot) and not part.lot:
            part = replace(part, lot=str(place))
        part = replace(part, id=unit.add(kind, part))
        unit.why = f"Added {_PART_WORDS[kind]} to {found.opportunity_ref}"
    return saved(unit, part, f"Added to {found.title}")


def change_part(office: Office, part: Lot | Criterion) -> Done[Lot | Criterion]:
    """Keep a lot or a criterion as given. Raises UserCanFix when it cannot be so, or is not there any more."""
    kind = _PART_KINDS[type(part)]
    part = _checked(part)
    with office.writing(f"Changed {_PART_WORDS[kind]}") as unit:
        found = opportunity_of(unit.connection, part.opportunity_id)
        unit.change(kind, part)
        unit.why = f"Changed {_PART_WORDS[kind]} of {found.opportunity_ref}"
    return saved(unit, part, f"Changed {found.title}")


def remove_part(office: Office, part: Lot | Criterion) -> Done[Lot | Criterion]:
    """Take a lot or a criterion away."""
    kind = _PART_KINDS[type(part)]
    with office.writing(f"Removed {_PART_WORDS[kind]}") as unit:
        found = opportunity_of(unit.connection, part.opportunity_id)
        unit.remove(kind, part.id)
        unit.why = f"Removed {_PART_WORDS[kind]} of {found.opportunity_ref}"
    return saved(unit, part, f"Removed from {found.title}")


_PART_KINDS = {Lot: "opportunity_lots", Criterion: "opportunity_criteria"}
_PART_WORDS = {"opportunity_lots": "a lot", "opportunity_criteria": "an award criterion"}


def _checked(part: Lot | Criterion) -> Lot | Criterion:
    part = tidy(part)
    if isinstance(part, Criterion):
        refuse(criterion_problems(part))
    return part


P = TypeVar("P", Lot, Criterion, Detail)


def set_parts(unit: Unit, kind: str, opportunity_id: int, wanted: Sequence[P], *, fresh: bool = False) -> bool:
    """Put lots, criteria or details in place of those there are; whether anything was different.

    `fresh`: the opportunity was added just now and has none.
    """
    from sfph_desktop.core.store.queries.opportunities import parts_of

    known: tuple[P, ...] = () if fresh else parts_of(unit.connection, kind, opportunity_id)
    kept = [replace(one, id=0, opportunity_id=OpportunityId(opportunity_id)) for one in wanted]
    if [replace(one, id=0) for one in known] == kept:
        return False
    unit.remove_many(kind, [one.id for one in known])
    for one in kept:
        unit.add(kind, one)
    return True


def _check(connection: Connection, found: Opportunity) -> None:
    problems = opportunity_problems(found)
    taken = _taken(connection, found.opportunity_ref)
    if taken and taken != {int(found.id)}:
        reason = f"'{found.opportunity_ref}' is already another opportunity's reference."
        problems += (problem("opportunity_ref", found.opportunity_ref, reason, "a reference that none has yet"),)
    refuse(problems)


def _taken(connection: Connection, ref: str) -> set[int]:
    from sfph_desktop.core.store.queries.opportunities import ids_called

    return set(ids_called(connection, ref)) if ref else set()
