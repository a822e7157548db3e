"""Best value: costs to hold ours against, and the page that sets price beside quality, balance and sustainability."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from sfph_desktop.core.domain.names import folded
from sfph_desktop.core.domain.office_facts import Listing
from sfph_desktop.core.domain.partner_rules import tidy
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.promise_rules import PER_WORDS, cost_problems
from sfph_desktop.core.domain.promises import CostBeside
from sfph_desktop.core.domain.value_rules import why_check
from sfph_desktop.core.domain.values import Money
from sfph_desktop.core.usecases.contracts import contract_named
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.refusals import gone, refuse
from sfph_desktop.core.usecases.saved import saved

COLUMNS = ("id", "what", "cost", "per", "source", "contract_ref", "unit_value", "note")


def costs(office: Office, contract_ref: str = "") -> tuple[CostBeside, ...]:
    """The costs to compare with; with a contract, those meant for it and those meant for any."""
    from sfph_desktop.core.store.queries.values import values_of

    with office.reading() as connection:
        every: tuple[CostBeside, ...] = values_of(connection, "costs_beside")
    return tuple(one for one in every if not contract_ref or one.contract_ref in {"", contract_ref})


def list_costs(office: Office, text: str = "") -> Listing:
    """The costs as a listing."""
    wanted = folded(text).split()
    rows = tuple(
        (
            one.id,
            one.what,
            one.cost.in_pounds,
            PER_WORDS[one.per],
            one.source,
            one.contract_ref,
            one.unit_value,
            one.note,
        )
        for one in costs(office)
        if all(w in folded(f"{one.what} {one.source}") for w in wanted)
    )
    return Listing(kind="costs_beside", columns=COLUMNS, rows=rows)


def cost_of(office: Office, cost_id: int) -> CostBeside:
    """One cost. Raises UserCanFix when it is not in the store any more."""
    found = next((one for one in costs(office) if one.id == cost_id), None)
    if found is None:
        raise gone("This cost")
    return found


def from_library(office: Office, unit_value: str, **facts: Any) -> CostBeside:
    """A cost from the reference library, as printed, with its source, year and place.

    Raises UserCanFix where the library has no such value, and where it must be checked before it is quoted.
    """
    found = office.library.unit_values().get(unit_value.strip())
    if found is None:
        raise UserCanFix(
            what=f"The library has no unit value '{unit_value}'.", do="Look it up with: sfph values WORDS."
        )
    why = why_check(found)
    if why:
        raise UserCanFix(
            what=f"{found.title} may not be quoted as it is.",
            why=str(why),
            do="Type the cost yourself, with the source in which you checked it.",
        )
    source = ", ".join(
        part for part in (found.publisher, found.source_title, found.year_published, found.geography, found.url) if part
    )
    year = f", prices of {found.price_year}" if found.price_year else ", undated"
    return CostBeside(
        what=f"{found.title} ({found.unit}{year})",
        cost=Money.pounds(found.value),
        source=source,
        unit_value=found.id,
        **facts,
    )


def add_cost(office: Office, cost: CostBeside) -> Done[CostBeside]:
    """Add a cost to compare with. Raises UserCanFix by field: never one without a source."""
    cost = _checked(office, tidy(cost))
    with office.writing("Added a cost to compare with") as unit:
        cost = replace(cost, id=unit.add("costs_beside", cost))
    return saved(unit, cost, f"Added {cost.what}")


def change_cost(office: Office, cost_id: int, **facts: Any) -> Done[CostBeside]:
    """Change some facts of a cost. Raises UserCanFix by field."""
    cost = _checked(office, tidy(replace(cost_of(office, cost_id), **facts)))
    with office.writing("Changed a cost to compare with") as unit:
        unit.change("costs_beside", cost)
    return saved(unit, cost, f"Changed {cost.what}")


def remove_cost(office: Office, cost_id: int) -> Done[CostBeside]:
    """Remove a cost."""
    cost = cost_of(office, cost_id)
    with office.writing("Removed a cost to compare with") as unit:
        unit.remove("costs_beside", cost_id)
    return saved(unit, cost, f"Removed {cost.what}")


def write_best_value(office: Office, out: Path, *, snapshot_number: str = "", contract_ref: str = "") -> Path:
    """Write the best value page from a kept run, the newest unless named, as PDF or Word by the file's ending.

    `contract_ref` chooses the costs beside it and the promises; a run of another contract is refused. Raises UserCanFix
    where no run was kept, or the run knows no cost.
    """
    from sfph_desktop.core.reports.best_value import best_value_page
    from sfph_desktop.core.reports.summaries.telling import told_run
    from sfph_desktop.core.reports.written import check_ending, write_document
    from sfph_desktop.core.usecases.kept_runs import run_named
    from sfph_desktop.core.usecases.promises import register

    check_ending(out)
    contract = contract_named(office, contract_ref) if contract_ref else None
    run = run_named(office, snapshot_number)
    chosen = run.selection.contract_ref
    if contract is not None and chosen and chosen != contract.contract_ref:
        raise UserCanFix(
            what=f"{run.snapshot} looks at the contract {chosen}, not at {contract.contract_ref}.",
            do="Choose a run of that contract, or of the whole office.",
        )
    if not run.value.inputs_pv:
        raise UserCanFix(
            what=f"{run.snapshot} knows of nothing that went in, so there is no price to set beside anything.",
            do="Bring in what it cost, on the sheet named inputs, and run the toolkit again.",
        )
    ref = contract.contract_ref if contract is not None else chosen
    info = office.info()
    document = best_value_page(
        told_run(run),
        costs(office, ref),
        register(office, contract_ref=ref),
        contract=f"{contract.contract_ref} {contract.title}" if contract is not None else chosen,
        enterprise=info.name,
        sample=info.sample or run.sample,
        made_at=office.clock.now(),
    )
    return write_document(document, out)


def _checked(office: Office, cost: CostBeside) -> CostBeside:
    refuse(cost_problems(cost))
    if cost.contract_ref:
        cost = replace(cost, contract_ref=contract_named(office, cost.contract_ref).contract_ref)
    return cost
