"""Contracts in full, and what was promised under them: read, added, changed, removed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from sfph_desktop.core.domain.contract_rules import (
    ContractPage,
    contract_problems,
    lot_problems,
    partner_problems,
    target_problems,
)
from sfph_desktop.core.domain.contracts import Contract, ContractId, ContractLot, ContractPartner, Target
from sfph_desktop.core.domain.names import folded
from sfph_desktop.core.domain.partner_rules import next_numbered, tidy
from sfph_desktop.core.domain.partners import Partner
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.usecases.commissioners import known_name, note_commissioners
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.refusals import gone, problem, refuse
from sfph_desktop.core.usecases.saved import saved

if TYPE_CHECKING:
    from sfph_desktop.core.store.unit_of_work import Connection, Unit

COUNTED = ("people", "contacts")
"""What a target may count beside the indicators of a value line."""

R = TypeVar("R", ContractLot, ContractPartner)


def contracts(office: Office) -> tuple[Contract, ...]:
    """Every contract in the store, in the order in which they came."""
    with office.reading() as connection:
        return _all(connection)


def targets(office: Office, contract_ref: str = "") -> tuple[Target, ...]:
    """What was promised, under one contract or under all."""
    with office.reading() as connection:
        found = _targets(connection)
    return tuple(target for target in found if contract_ref in {"", target.contract_ref})


def contract_page(office: Office, contract_id: int) -> ContractPage:
    """One contract in full. Raises UserCanFix when it is not in the store any more."""
    with office.reading() as connection:
        return _page(connection, contract_of(connection, contract_id))


def contract_named(office: Office, ref: str) -> Contract:
    """The contract with this reference, capitals aside; raises UserCanFix naming those there are."""
    with office.reading() as connection:
        every = _all(connection)
    found = next((one for one in every if one.contract_ref.casefold() == ref.strip().casefold()), None)
    if found is None:
        there = ", ".join(one.contract_ref for one in every[:10]) or "none yet"
        raise UserCanFix(what=f"No contract has the reference '{ref}'.", do=f"There are: {there}.")
    return found


def contract_of(connection: Connection, contract_id: int) -> Contract:
    """The contract with this id; raises UserCanFix when it is not in the store any more."""
    from sfph_desktop.core.store.queries.values import value

    found: Contract | None = value(connection, "contracts", contract_id)
    if found is None:
        raise gone("This contract")
    return found


def add_contract(
    office: Office,
    contract: Contract,
    *,
    lots: Sequence[ContractLot] = (),
    partners: Sequence[ContractPartner] = (),
) -> Done[Contract]:
    """Add a contract; without a reference of yours it gets the next one. Whom it names becomes a commissioner.

    Raises UserCanFix naming each field that cannot be so, and for a reference that another contract has.
    """
    contract = tidy(contract)
    with office.writing("Added a contract") as unit:
        if not contract.contract_ref:
            contract = replace(contract, contract_ref=_next_ref(unit.connection))
        contract = replace(contract, commissioner=known_name(unit.connection, contract.commissioner))
        _check(unit.connection, contract)
        contract = replace(contract, id=ContractId(unit.add("contracts", contract)))
        _keep_lots(unit, contract, lots)
        _keep_partners(unit, contract, partners)
        note_commissioners(unit)
        unit.why = f"Added the contract {contract.contract_ref}"
    return saved(unit, contract, f"Added {contract.contract_ref}")


def change_contract(office: Office, contract: Contract) -> Done[Contract]:
    """Keep a contract as given; what names it follows where it takes another reference.

    Raises UserCanFix as `add_contract`, and for another reference once a kept run tells of it: evidence is not changed.
    """
    contract = tidy(contract)
    with office.writing(f"Changed the contract {contract.contract_ref}") as unit:
        before = contract_of(unit.connection, contract.id)
        contract = replace(contract, commissioner=known_name(unit.connection, contract.commissioner))
        _check(unit.connection, contract)
        page = _page(unit.connection, contract)
        refuse(partner_problems(contract, page.partners, page.lots))
        unit.change("contracts", contract)
        if contract.contract_ref != before.contract_ref:
            _rename(unit, before.contract_ref, contract.contract_ref)
        note_commissioners(unit)
    return saved(unit, contract, f"Changed {contract.contract_ref}")


def remove_contract(office: Office, contract_id: int) -> Done[Contract]:
    """Remove a contract with its lots and partners. UserCanFix while targets, costs or enrolments name it."""
    with office.writing("Removed a contract") as unit:
        contract = contract_of(unit.connection, contract_id)
        unit.remove("contracts", contract_id)
        unit.why = f"Removed the contract {contract.contract_ref}"
    return saved(unit, contract, f"Removed {contract.contract_ref}")


def set_lots(office: Office, contract_id: int, lots: Sequence[ContractLot]) -> Done[Contract]:
    """The lots of a contract, in place of those known so far. Raises UserCanFix naming what cannot be so."""
    with office.writing("Changed the lots of a contract") as unit:
        contract = contract_of(unit.connection, contract_id)
        _keep_lots(unit, contract, lots)
        unit.why = f"Changed the lots of {contract.contract_ref}"
    return saved(unit, contract, f"Changed the lots of {contract.contract_ref}")


def set_partners(office: Office, contract_id: int, partners: Sequence[ContractPartner]) -> Done[Contract]:
    """Who else delivers a contract, in place of those known so far; one of the directory is found by its name."""
    with office.writing("Changed who delivers a contract") as unit:
        contract = contract_of(unit.connection, contract_id)
        _keep_partners(unit, contract, partners)
        unit.why = f"Changed who delivers {contract.contract_ref}"
    return saved(unit, contract, f"Changed who delivers {contract.contract_ref}")


# --- targets ----------------------------------------------------------------------------------------------------------


def add_target(office: Office, target: Target) -> Done[Target]:
    """Add a promise under a contract. Raises UserCanFix naming what cannot be so, a second of the same kind too."""
    target = tidy(target)
    with office.writing("Added a target") as unit:
        target = _checked(office, unit.connection, target)
        target = replace(target, id=unit.add("targets", target))
        unit.why = f"Added a target of {target.contract_ref}"
    return saved(unit, target, f"Added a target of {target.contract_ref}")


def change_target(office: Office, target: Target) -> Done[Target]:
    """Keep a promise as given. Raises UserCanFix as `add_target`."""
    target = tidy(target)
    with office.writing(f"Changed a target of {target.contract_ref}") as unit:
        target = _checked(office, unit.connection, target)
        unit.change("targets", target)
    return saved(unit, target, f"Changed a target of {target.contract_ref}")


def remove_target(office: Office, target_id: int) -> Done[Target]:
    """Remove a promise."""
    with office.writing("Removed a target") as unit:
        found = next((one for one in _targets(unit.connection) if one.id == target_id), None)
        if found is None:
            raise gone("This target")
        unit.remove("targets", target_id)
        unit.why = f"Removed a target of {found.contract_ref}"
    return saved(unit, found, f"Removed a target of {found.contract_ref}")


def set_targets(office: Office, contract_ref: str, wanted: Sequence[Target]) -> Done[tuple[Target, ...]]:
    """The promises under a contract, in place of those known so far; one that stays, by its id, keeps its history."""
    with office.writing(f"Changed the targets of {contract_ref}") as unit:
        known = {one.id: one for one in _targets(unit.connection) if one.contract_ref == contract_ref}
        staying = {one.id for one in wanted}
        unit.remove_many("targets", [number for number in known if number not in staying])
        kept = []
        for given in map(tidy, wanted):
            one = replace(given, contract_ref=contract_ref)
            if known.get(one.id) != one:
                one = _checked(office, unit.connection, one)
                if one.id in known:
                    unit.change("targets", one)
                else:
                    one = replace(one, id=unit.add("targets", replace(one, id=0)))
            kept.append(one)
    return saved(unit, tuple(kept), f"Changed the targets of {contract_ref}")


def target_named(office: Office, contract_ref: str, indicator: str) -> Target:
    """The one target of a contract for an indicator, the latest due where there are several."""
    mine = [one for one in targets(office, contract_ref) if one.indicator.casefold() == indicator.strip().casefold()]
    if not mine:
        there = ", ".join(one.indicator for one in targets(office, contract_ref)) or "none yet"
        raise UserCanFix(what=f"{contract_ref} has no target for '{indicator}'.", do=f"There are: {there}.")
    return max(mine, key=lambda one: (one.due_date is not None, one.due_date, one.id))


# --- inside -----------------------------------------------------------------------------------------------------------


def _checked(office: Office, connection: Connection, target: Target) -> Target:
    from sfph_desktop.core.usecases.import_checks import indicator_trouble

    wanted = target.contract_ref.casefold()
    contract = next((one for one in _all(connection) if one.contract_ref.casefold() == wanted), None)
    if contract is None:
        raise gone(f"The contract {target.contract_ref}")
    target = replace(target, contract_ref=contract.contract_ref)
    problems = target_problems(target, contract)
    if target.indicator and target.indicator not in COUNTED:
        trouble = indicator_trouble(target.indicator, office.library.instruments())
        if trouble:
            accepted = "people, contacts, INSTRUMENT.improved, INSTRUMENT.recovered, event:TYPE"
            problems += (problem("indicator", target.indicator, trouble, accepted),)
    key = (target.contract_ref, target.indicator, target.due_date)
    same = [o for o in _targets(connection) if (o.contract_ref, o.indicator, o.due_date) == key and o.id != target.id]
    if same:
        reason = "This contract promises that for that day already."
        problems += (problem("indicator", target.indicator, reason, "another day, or change the target there is"),)
    refuse(problems)
    return target


def _check(connection: Connection, contract: Contract) -> None:
    problems = contract_problems(contract)
    if contract.contract_ref:
        wanted = contract.contract_ref.casefold()
        same = [one for one in _all(connection) if one.contract_ref.casefold() == wanted and one.id != contract.id]
        if same:
            reason = f"There is a contract '{same[0].contract_ref}' already: {same[0].title}."
            problems += (problem("contract_ref", contract.contract_ref, reason, "a reference that no contract has"),)
    refuse(problems)


def _page(connection: Connection, contract: Contract) -> ContractPage:
    lots: tuple[ContractLot, ...] = _owned(connection, "contract_lots", contract.id)
    partners: tuple[ContractPartner, ...] = _owned(connection, "contract_partners", contract.id)
    mine = [one for one in _targets(connection) if one.contract_ref == contract.contract_ref]
    mine.sort(key=lambda one: (str(one.due_date or "9"), one.indicator, one.id))
    ordered = tuple(sorted(lots, key=lambda one: (one.position, one.id)))
    return ContractPage(contract=contract, lots=ordered, partners=partners, targets=tuple(mine))


def _keep_lots(unit: Unit, contract: Contract, lots: Sequence[ContractLot]) -> None:
    wanted = [replace(tidy(one), id=0, contract_id=contract.id, position=n) for n, one in enumerate(lots)]
    refuse(lot_problems(wanted))
    _replace(unit, "contract_lots", contract.id, wanted)


def _keep_partners(unit: Unit, contract: Contract, partners: Sequence[ContractPartner]) -> None:
    from sfph_desktop.core.store.queries.values import values_of

    directory: tuple[Partner, ...] = values_of(unit.connection, "partners")
    by_name = {folded(one.name): one.id for one in directory}
    wanted = [
        replace(one, id=0, contract_id=contract.id, partner_id=by_name.get(folded(one.name)))
        for one in map(tidy, partners)
    ]
    refuse(partner_problems(contract, wanted, _owned(unit.connection, "contract_lots", contract.id)))
    _replace(unit, "contract_partners", contract.id, wanted)


def _replace(unit: Unit, kind: str, contract_id: int, wanted: Sequence[R]) -> None:
    """Put these in place of those there are; what stays the same is not touched."""
    known: tuple[R, ...] = _owned(unit.connection, kind, contract_id)
    staying = [one for one in known if replace(one, id=0) in wanted]
    unit.remove_many(kind, [one.id for one in known if one not in staying])
    there = [replace(one, id=0) for one in staying]
    for one in wanted:
        if one not in there:
            unit.add(kind, one)


def _owned(connection: Connection, kind: str, contract_id: int) -> tuple[R, ...]:
    from sfph_desktop.core.store.queries.values import values_of

    every: tuple[R, ...] = values_of(connection, kind)
    return tuple(one for one in every if one.contract_id == contract_id)


def _all(connection: Connection) -> tuple[Contract, ...]:
    from sfph_desktop.core.store.queries.values import values_of

    found: tuple[Contract, ...] = values_of(connection, "contracts")
    return found


def _targets(connection: Connection) -> tuple[Target, ...]:
    from sfph_desktop.core.store.queries.values import values_of

    found: tuple[Target, ...] = values_of(connection, "targets")
    return found


def _rename(unit: Unit, former: str, ref: str) -> None:
    from sfph_desktop.core.store.queries.contract_refs import rename, run_naming

    kept = run_naming(unit.connection, former)
    if kept:
        reason = f"The reference {former} stays as it is: the kept run {kept} names it, and evidence is not changed."
        refuse((problem("contract_ref", ref, reason, former),))
    rename(unit, former, ref)


def _next_ref(connection: Connection) -> str:
    taken = {one.contract_ref.casefold() for one in _all(connection)}
    latest = max(_all(connection), key=lambda one: one.id, default=None)
    return next_numbered(latest.contract_ref if latest else "C-000", lambda ref: ref.casefold() in taken)
