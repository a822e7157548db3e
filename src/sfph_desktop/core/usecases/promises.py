"""Community benefits: offered under a contract or in a bid, delivered with proof, and where each stands today."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sfph_desktop.core.domain.contracts import Contract
from sfph_desktop.core.domain.frameworks import CommunityBenefitType
from sfph_desktop.core.domain.names import folded
from sfph_desktop.core.domain.office_facts import Listing
from sfph_desktop.core.domain.partner_rules import tidy
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.promise_rules import STATES, Held, delivery_problems, promise_problems, state_of
from sfph_desktop.core.domain.promises import Promise, PromiseDelivery, PromiseId
from sfph_desktop.core.usecases.contracts import contract_named
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.references import by_reference, own_or_next
from sfph_desktop.core.usecases.refusals import gone, problem, refuse
from sfph_desktop.core.usecases.saved import saved

if TYPE_CHECKING:
    from sfph_desktop.core.store.unit_of_work import Connection

COLUMNS = (
    *("id", "promise_ref", "title", "under", "number", "unit", "delivered", "due_date", "state", "told"),
    *("benefit", "contract_ref", "bid_ref", "made_on", "deliverer", "cost", "without_proof", "note"),
)


def benefit_types(office: Office) -> tuple[CommunityBenefitType, ...]:
    """The types of community benefit a promise may be of; the heads of the statute, which are no promise, left out."""
    return tuple(one for one in office.library.community_benefits().values() if one.unit != "head")


def register(office: Office, *, contract_ref: str = "", bid_ref: str = "", text: str = "") -> tuple[Held, ...]:
    """Every promise with its deliveries, late ones first, then by the day they are due."""
    from sfph_desktop.core.store.queries.values import values_of

    with office.reading() as connection:
        promises: tuple[Promise, ...] = values_of(connection, "promises")
        deliveries: tuple[PromiseDelivery, ...] = values_of(connection, "promise_deliveries")
        under = _under(connection)
    wanted = folded(text).split()
    found = [
        _held(office, one, deliveries, under)
        for one in promises
        if _same(contract_ref, one.contract_ref) and _same(bid_ref, one.bid_ref)
    ]
    found = [
        one
        for one in found
        if all(w in folded(f"{one.promise.promise_ref} {one.promise.title} {one.under}") for w in wanted)
    ]
    found.sort(key=lambda one: (STATES.index(one.state), one.promise.due_date is None, one.promise.due_date or 0))
    return tuple(found)


def list_promises(office: Office, text: str = "", *, contract_ref: str = "", bid_ref: str = "") -> Listing:
    """The register as a listing, for lists and for `sfph promise list`."""
    rows = tuple(
        (
            int(one.promise.id),
            one.promise.promise_ref,
            one.promise.title,
            one.under,
            one.promise.number,
            one.promise.unit,
            one.delivered,
            one.promise.due_date,
            one.state,
            one.told,
            one.promise.benefit,
            one.promise.contract_ref,
            one.promise.bid_ref,
            one.promise.made_on,
            one.promise.deliverer,
            None if one.promise.cost is None else one.promise.cost.in_pounds,
            one.unproved,
            one.promise.note,
        )
        for one in register(office, contract_ref=contract_ref, bid_ref=bid_ref, text=text)
    )
    return Listing(kind="promises", columns=COLUMNS, rows=rows)


def held(office: Office, promise_id: int) -> Held:
    """One promise with its deliveries. Raises UserCanFix when it is not in the store any more."""
    from sfph_desktop.core.store.queries.values import values_of

    with office.reading() as connection:
        promise = _promise_of(connection, promise_id)
        return _held(office, promise, values_of(connection, "promise_deliveries"), _under(connection))


def promise_named(office: Office, ref: str) -> Promise:
    """The promise with this reference, capitals aside; raises UserCanFix naming those there are."""
    return by_reference((one.promise for one in register(office)), ref, column="promise_ref", called="promise")


def add_promise(office: Office, promise: Promise) -> Done[Promise]:
    """Add an offer; without a reference of yours it gets the next one, without a unit that of its type.

    Raises UserCanFix naming each field that cannot be so.
    """
    promise = tidy(promise)
    with office.writing("Added a promise") as unit:
        if not promise.promise_ref:
            promise = replace(promise, promise_ref=_next_ref(unit.connection))
        promise = _checked(office, unit.connection, promise)
        promise = replace(promise, id=PromiseId(unit.add("promises", promise)))
        unit.why = f"Added the promise {promise.promise_ref}"
    return saved(unit, promise, f"Promised: {promise.title}")


def change_promise(office: Office, promise_id: int, **facts: Any) -> Done[Promise]:
    """Change some facts of a promise. Raises UserCanFix as `add_promise`."""
    with office.writing("Changed a promise") as unit:
        promise = tidy(replace(_promise_of(unit.connection, promise_id), **facts))
        promise = _checked(office, unit.connection, promise)
        unit.change("promises", promise)
        unit.why = f"Changed the promise {promise.promise_ref}"
    return saved(unit, promise, f"Changed {promise.promise_ref}")


def remove_promise(office: Office, promise_id: int) -> Done[Promise]:
    """Remove a promise with what was delivered of it."""
    with office.writing("Removed a promise") as unit:
        promise = _promise_of(unit.connection, promise_id)
        unit.remove("promises", promise_id)
        unit.why = f"Removed the promise {promise.promise_ref}"
    return saved(unit, promise, f"Removed {promise.title}")


def deliver(office: Office, delivery: PromiseDelivery) -> Done[PromiseDelivery]:
    """Record that a part of a promise, or more than it, was delivered.

    Raises UserCanFix by field: before the offer, in the future, of nothing, or with an evidence number nobody gave.
    """
    delivery = tidy(delivery)
    with office.writing("Recorded a delivery") as unit:
        promise = _promise_of(unit.connection, delivery.promise_id)
        refuse(delivery_problems(delivery, promise, office.clock.today()))
        check_evidence(office, delivery.file)
        delivery = replace(delivery, id=unit.add("promise_deliveries", delivery))
        unit.why = f"Recorded a delivery on {promise.promise_ref}"
    return saved(unit, delivery, f"Recorded for {promise.title}")


def remove_delivery(office: Office, delivery_id: int) -> Done[PromiseDelivery]:
    """Take a delivery out again."""
    from sfph_desktop.core.store.queries.values import value

    with office.writing("Removed a delivery") as unit:
        found: PromiseDelivery | None = value(unit.connection, "promise_deliveries", delivery_id)
        if found is None:
            raise gone("This delivery")
        unit.remove("promise_deliveries", delivery_id)
    return saved(unit, found, "Removed the delivery")


def write_statement(office: Office, contract_ref: str, out: Path) -> Path:
    """The statement of what was promised and delivered under one contract, as PDF or Word by the file's ending.

    Raises UserCanFix for an unknown contract, for one with no promise, and where the file cannot be written.
    """
    from sfph_desktop.core.reports.promises import statement
    from sfph_desktop.core.reports.written import check_ending, write_document

    check_ending(out)
    contract = contract_named(office, contract_ref)
    found = register(office, contract_ref=contract.contract_ref)
    if not found:
        raise UserCanFix(
            what=f"Nothing was promised under {contract.contract_ref} beside the service itself.",
            do="Add the promises first: in the window under Contracts, Promises, or with: sfph promise add.",
        )
    info = office.info()
    document = statement(
        contract,
        found,
        today=office.clock.today(),
        enterprise=info.name,
        sample=info.sample,
        made_at=office.clock.now(),
    )
    return write_document(document, out, numbered=False)


def check_evidence(office: Office, name: str) -> None:
    """Raise UserCanFix where a name looks like an evidence number that was never given."""
    import re

    if re.fullmatch(r"[Ee]-\d+", name):
        from sfph_desktop.core.usecases.impact import kept_figure

        kept_figure(office, name.upper())


# --- inside -----------------------------------------------------------------------------------------------------------


def _held(office: Office, promise: Promise, deliveries: Iterable[PromiseDelivery], under: dict[str, str]) -> Held:
    mine = tuple(
        sorted((one for one in deliveries if one.promise_id == promise.id), key=lambda one: (one.date, one.id))
    )
    names = (under.get(ref.casefold(), ref) for ref in (promise.contract_ref, promise.bid_ref) if ref)
    return Held(
        promise=promise,
        deliveries=mine,
        benefit=office.library.community_benefits().get(promise.benefit),
        state=state_of(promise, mine, office.clock.today()),
        under="; ".join(names),
    )


def _under(connection: Connection) -> dict[str, str]:
    """Contracts and bids by their reference, small letters: how each is told."""
    from sfph_desktop.core.store.queries.values import values_of

    told = {
        one.contract_ref.casefold(): f"{one.contract_ref} {one.title}" for one in values_of(connection, "contracts")
    }
    told.update({one.bid_ref.casefold(): f"{one.bid_ref} {one.title}" for one in values_of(connection, "bids")})
    return told


def _checked(office: Office, connection: Connection, promise: Promise) -> Promise:
    from sfph_desktop.core.store.queries.values import values_of

    types = {one.id: one for one in benefit_types(office)}
    contracts: tuple[Contract, ...] = values_of(connection, "contracts")
    contract = next((one for one in contracts if _same(promise.contract_ref, one.contract_ref)), None)
    if not promise.contract_ref:
        contract = None
    elif contract is not None:
        promise = replace(promise, contract_ref=contract.contract_ref)
    if not promise.unit and promise.benefit in types:
        promise = replace(promise, unit=types[promise.benefit].unit)
    mine = [one for one in values_of(connection, "promise_deliveries") if one.promise_id == promise.id]
    problems = promise_problems(promise, contract=contract, benefits=tuple(types), deliveries=mine)
    if promise.contract_ref and contract is None:
        there = ", ".join(one.contract_ref for one in contracts[:10]) or "none yet"
        reason = f"No contract has the reference '{promise.contract_ref}'."
        problems += (problem("contract_ref", promise.contract_ref, reason, f"one of: {there}"),)
    bids = [one.bid_ref for one in values_of(connection, "bids")]
    known = next((ref for ref in bids if _same(promise.bid_ref, ref)), "")
    if promise.bid_ref and not known:
        reason = f"No bid has the reference '{promise.bid_ref}'."
        problems += (problem("bid_ref", promise.bid_ref, reason, f"one of: {', '.join(bids[:10]) or 'none yet'}"),)
    elif promise.bid_ref:
        promise = replace(promise, bid_ref=known)
    same = [
        one
        for one in values_of(connection, "promises")
        if _same(promise.promise_ref, one.promise_ref) and one.id != promise.id
    ]
    if same:
        reason = f"'{promise.promise_ref}' is another promise: {same[0].title}."
        problems += (problem("promise_ref", promise.promise_ref, reason, "a reference that no promise has"),)
    refuse(problems)
    return promise


def _same(wanted: str, ref: str) -> bool:
    return not wanted or wanted.strip().casefold() == ref.casefold()


def _promise_of(connection: Connection, promise_id: int) -> Promise:
    from sfph_desktop.core.store.queries.values import value

    found: Promise | None = value(connection, "promises", promise_id)
    if found is None:
        raise gone("This promise")
    return found


def _next_ref(connection: Connection) -> str:
    from sfph_desktop.core.store.queries.values import values_of

    refs = [one.promise_ref for one in values_of(connection, "promises")]
    return own_or_next("", refs, column="promise_ref", first="PR-000", called="promise")
