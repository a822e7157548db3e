"""Who buys or funds: listed, added, changed, removed. Whoever a contract names has a record, whichever way it came."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sfph_desktop.core.domain.contract_rules import COMMISSIONER_WORDS, commissioner_problems
from sfph_desktop.core.domain.contracts import Commissioner, Contract
from sfph_desktop.core.domain.names import folded
from sfph_desktop.core.domain.office_facts import Cell, Listing
from sfph_desktop.core.domain.partner_rules import tidy
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.refusals import gone, problem, refuse
from sfph_desktop.core.usecases.saved import saved

if TYPE_CHECKING:
    from sfph_desktop.core.store.unit_of_work import Connection, Unit

COLUMNS = ("id", "name", "kind", "area", "contact", "phone", "email", "contracts", "value")
"""`value`: pounds of all its contracts together, where any is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CommissionerPage:
    """One commissioner and its contracts, the latest first."""

    commissioner: Commissioner
    contracts: tuple[Contract, ...] = ()


def commissioners(office: Office) -> tuple[Commissioner, ...]:
    """Every commissioner, by name."""
    with office.reading() as connection:
        return tuple(sorted(_all(connection), key=lambda one: folded(one.name)))


def list_commissioners(office: Office, text: str = "") -> Listing:
    """Commissioners by name with how many contracts they have; with `text`, those in which every word occurs."""
    with office.reading() as connection:
        everyone, theirs = _all(connection), _contracts(connection)
    wanted = folded(text).split()
    rows: list[tuple[Cell, ...]] = []
    for one in sorted(everyone, key=lambda one: folded(one.name)):
        mine = [contract for contract in theirs if contract.commissioner == one.name]
        worth = [contract.value.pence for contract in mine if contract.value is not None]
        value = sum(worth) / 100 if worth else None
        row = (one.id, one.name, one.kind, one.area, one.contact, one.phone, one.email, len(mine), value)
        said = folded(f"{one.name} {COMMISSIONER_WORDS.get(one.kind, one.kind)} {one.area} {one.contact}")
        if all(word in said for word in wanted):
            rows.append(row)
    return Listing(kind="commissioners", columns=COLUMNS, rows=tuple(rows))


def commissioner_page(office: Office, commissioner_id: int) -> CommissionerPage:
    """One commissioner with its contracts. Raises UserCanFix when it is not in the store any more."""
    with office.reading() as connection:
        one = _of(connection, commissioner_id)
        mine = [contract for contract in _contracts(connection) if contract.commissioner == one.name]
    latest = sorted(mine, key=lambda contract: (contract.start_date is not None, contract.start_date), reverse=True)
    return CommissionerPage(commissioner=one, contracts=tuple(latest))


def commissioner_named(office: Office, name: str) -> Commissioner:
    """The commissioner of this name, capitals aside; raises UserCanFix naming those there are."""
    with office.reading() as connection:
        everyone = _all(connection)
    found = next((one for one in everyone if folded(one.name) == folded(name)), None)
    if found is None:
        there = ", ".join(one.name for one in everyone[:10]) or "none yet"
        raise UserCanFix(what=f"There is no commissioner '{name}'.", do=f"There are: {there}.")
    return found


def add_commissioner(office: Office, one: Commissioner) -> Done[Commissioner]:
    """Add a commissioner. Raises UserCanFix naming each field that cannot be so."""
    one = tidy(one)
    with office.writing(f"Added the commissioner {one.name}") as unit:
        _check(unit.connection, one)
        one = replace(one, id=unit.add("commissioners", one))
    return saved(unit, one, f"Added {one.name}")


def change_commissioner(office: Office, one: Commissioner) -> Done[Commissioner]:
    """Keep a commissioner as given; a new name goes into its contracts and its layout of reports as well."""
    one = tidy(one)
    with office.writing(f"Changed the commissioner {one.name}") as unit:
        before = _of(unit.connection, one.id)
        _check(unit.connection, one)
        unit.change("commissioners", one)
        if one.name != before.name:
            _rename(unit, before.name, one.name)
    return saved(unit, one, f"Changed {one.name}")


def remove_commissioner(office: Office, commissioner_id: int) -> Done[Commissioner]:
    """Remove a commissioner. UserCanFix while a contract names it."""
    with office.writing("Removed a commissioner") as unit:
        one = _of(unit.connection, commissioner_id)
        mine = [contract.contract_ref for contract in _contracts(unit.connection) if contract.commissioner == one.name]
        if mine:
            raise UserCanFix(
                what=f"{one.name} cannot be removed yet.",
                why=f"It is named by: {', '.join(mine[:5])}{' and more' if len(mine) > 5 else ''}.",
                do="Change those contracts first. Nothing was changed.",
            )
        unit.remove("commissioners", commissioner_id)
        unit.why = f"Removed the commissioner {one.name}"
    return saved(unit, one, f"Removed {one.name}")


def known_name(connection: Connection, name: str) -> str:
    """A commissioner's name as its record has it, where only capitals or accents differ; else as it is given."""
    wanted = folded(name)
    return next((one.name for one in _all(connection) if folded(one.name) == wanted), name)


def note_commissioners(unit: Unit) -> None:
    """Give a record to whomever a contract names and nobody has written down yet."""
    known = {one.name for one in _all(unit.connection)}
    for contract in _contracts(unit.connection):
        name = contract.commissioner.strip()
        if name and name not in known:
            known.add(name)
            unit.add("commissioners", Commissioner(name=name))


def _rename(unit: Unit, former: str, name: str) -> None:
    from sfph_desktop.core.domain.monitoring import ReportLayout
    from sfph_desktop.core.store.queries.values import values_of

    for contract in _contracts(unit.connection):
        if contract.commissioner == former:
            unit.change("contracts", replace(contract, commissioner=name))
    layouts: tuple[ReportLayout, ...] = values_of(unit.connection, "report_layouts")
    for layout in layouts:
        if layout.commissioner == former:
            unit.change("report_layouts", replace(layout, commissioner=name))


def _check(connection: Connection, one: Commissioner) -> None:
    problems = commissioner_problems(one)
    same = [other for other in _all(connection) if folded(other.name) == folded(one.name) and other.id != one.id]
    if one.name and same:
        reason = f"There is a commissioner '{same[0].name}' already."
        problems += (problem("name", one.name, reason, "another name, or open the one there is"),)
    refuse(problems)


def _of(connection: Connection, commissioner_id: int) -> Commissioner:
    found = next((one for one in _all(connection) if one.id == commissioner_id), None)
    if found is None:
        raise gone("This commissioner")
    return found


def _all(connection: Connection) -> tuple[Commissioner, ...]:
    from sfph_desktop.core.store.queries.values import values_of

    found: tuple[Commissioner, ...] = values_of(connection, "commissioners")
    return found


def _contracts(connection: Connection) -> tuple[Contract, ...]:
    from sfph_desktop.core.store.queries.values import values_of

    found: tuple[Contract, ...] = values_of(connection, "contracts")
    return found
