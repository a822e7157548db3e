"""What went in: money, staff, hours of volunteers and gifts in kind, written down, changed and removed one by one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sfph_desktop.core.domain.called import as_called
from sfph_desktop.core.domain.contracts import InputCost
from sfph_desktop.core.domain.input_rules import cost_problems, tidy
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.refusals import problem, refuse
from sfph_desktop.core.usecases.saved import saved

if TYPE_CHECKING:
    from sfph_desktop.core.store.unit_of_work import Connection


def input_costs(office: Office) -> tuple[InputCost, ...]:
    """Everything that went in, the latest first."""
    with office.reading() as connection:
        return _all(connection)


def input_cost(office: Office, number: int) -> InputCost:
    """The record of this number; UserCanFix when there is none."""
    found = next((one for one in input_costs(office) if one.id == number), None)
    if found is None:
        raise UserCanFix(what=f"There is no cost with the number {number}.", do="See them with: sfph input list.")
    return found


def add_cost(office: Office, cost: InputCost) -> Done[InputCost]:
    """Write down what went in. Raises UserCanFix naming each field."""
    cost = tidy(cost)
    with office.writing("Added what went in") as unit:
        cost = _checked(unit.connection, cost)
        cost = replace(cost, id=unit.add("inputs", cost))
    return saved(unit, cost, unit.why)


def change_cost(office: Office, cost: InputCost) -> Done[InputCost]:
    """Keep a record as given; UserCanFix as for adding, but what it was for before it may stay for.

    A spreadsheet may have brought in a service that nobody is enrolled in. Kept runs stay as they were.
    """
    cost = tidy(cost)
    with office.writing("Changed what went in") as unit:
        cost = _checked(unit.connection, cost)
        unit.change("inputs", cost)
    return saved(unit, cost, unit.why)


def remove_cost(office: Office, number: int) -> Done[InputCost]:
    """Remove a record. It can be undone; kept runs stay as they were."""
    cost = input_cost(office, number)
    with office.writing("Removed what went in") as unit:
        unit.remove("inputs", number)
    return saved(unit, cost, unit.why)


def _all(connection: Connection) -> tuple[InputCost, ...]:
    from sfph_desktop.core.store.queries.values import values_of

    found: tuple[InputCost, ...] = values_of(connection, "inputs")
    return tuple(sorted(found, key=lambda one: (one.date_from, one.id), reverse=True))


def _checked(connection: Connection, cost: InputCost) -> InputCost:
    """The record with its service and contract as they are called here; UserCanFix where it cannot be so."""
    from sfph_desktop.core.store.queries.office import services
    from sfph_desktop.core.store.queries.values import values_of

    costs = _all(connection)
    before = [one for one in costs if one.id == cost.id]
    there = {*services(connection), *(one.service for one in before if one.service)}
    contracts = {one.contract_ref for one in (*values_of(connection, "contracts"), *before) if one.contract_ref}
    cost = replace(cost, service=as_called(cost.service, there), contract_ref=as_called(cost.contract_ref, contracts))
    found = cost_problems(cost, there, contracts)
    same = (cost.date_from, cost.date_to, cost.kind, cost.service, cost.contract_ref)
    for one in costs:
        if one.id != cost.id and same == (one.date_from, one.date_to, one.kind, one.service, one.contract_ref):
            told = f"This is written down already, as number {one.id}: {one.amount:,f}."
            found += (problem("amount", str(cost.amount), told, f"other days, or a change of number {one.id}"),)
    refuse(found)
    return cost
