"""What the page of value asks of the use cases; imported by the workers that call them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sfph_desktop.core.domain.benefits import UnitValue, ValueLine
from sfph_desktop.core.domain.contracts import Contract, InputCost
from sfph_desktop.core.domain.frameworks import PackInfo
from sfph_desktop.core.domain.impact import Selection
from sfph_desktop.core.domain.person_page import HistoryLine
from sfph_desktop.core.domain.worth import Worth, WorthTold
from sfph_desktop.core.usecases.done import Done


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """The lines as they are kept, and the unit value of each."""

    lines: tuple[ValueLine, ...] = ()
    units: Mapping[str, UnitValue | None] = field(default_factory=dict)
    contracts: tuple[Contract, ...] = ()
    services: tuple[str, ...] = ()
    newest: tuple[Selection, str] | None = None
    """What the newest kept run looked at, and its number; None while none is kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """Figures, and their words; `beside` is what is known of the shares of the line that is open."""

    worth: Worth
    told: WorthTold
    beside: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def lines(office: Any) -> Lines:
    """The value lines; in the records lane."""
    from sfph_desktop.core.usecases.contracts import contracts
    from sfph_desktop.core.usecases.delivery import services_met
    from sfph_desktop.core.usecases.impact import snapshots
    from sfph_desktop.core.usecases.kept_runs import looked_at
    from sfph_desktop.core.usecases.value_lines import unit_value, value_lines

    found = value_lines(office)
    units = {one.unit_value: unit_value(office.library, one.unit_value) for one in found}
    return Lines(
        lines=found,
        units=units,
        contracts=contracts(office),
        services=services_met(office),
        newest=looked_at(snapshots(office)),
    )


def read(office: Any) -> Any:
    """What value needs of the store; in the records lane."""
    from sfph_desktop.core.usecases.worth import worth_facts

    return worth_facts(office)


def lay_out(office: Any, facts: Any, selection: Selection) -> Any:
    """Everything that stands before the value."""
    from sfph_desktop.core.usecases.worth import lay_out

    return lay_out(office, facts, selection)


def show(office: Any, desk: Any, chosen: tuple[ValueLine, ...], opened: ValueLine | None) -> Shown:
    """The worth of these lines, in figures and words."""
    from sfph_desktop.core.usecases.value_evidence import evidence_beside
    from sfph_desktop.core.usecases.worth import told, worth

    found = worth(desk, chosen)
    beside = evidence_beside(office.library, desk, opened) if opened is not None else {}
    return Shown(worth=found, told=told(desk, found, chosen), beside=beside)


def search(office: Any, text: str, payer: str, standing: str, country: str) -> tuple[UnitValue, ...]:
    """Unit values that fit."""
    from sfph_desktop.core.usecases.value_lines import Wanted, search_values

    return search_values(office.library, Wanted(text=text, payer=payer, standing=standing, country=country))


def add(office: Any, line: ValueLine) -> Done[ValueLine]:
    """Keep a new line."""
    from sfph_desktop.core.usecases.value_lines import add_line

    return add_line(office, line)


def change(office: Any, line: ValueLine, checked_anew: bool = False) -> Done[ValueLine]:
    """Keep a line as it is now."""
    from sfph_desktop.core.usecases.value_lines import change_line

    return change_line(office, line, checked_anew=checked_anew)


def set_field(office: Any, line_id: int, name: str, value: object) -> Done[ValueLine]:
    """Keep one field of a line, the others as they are now."""
    from sfph_desktop.core.usecases.value_lines import set_field as kept

    return kept(office, line_id, name, value)


def remove(office: Any, line_id: int) -> Done[ValueLine]:
    """Remove a line."""
    from sfph_desktop.core.usecases.value_lines import remove_line

    return remove_line(office, line_id)


def decide(office: Any, refs: tuple[str, ...], same: bool) -> Done[tuple[ValueLine, ...]]:
    """Decide about an overlap."""
    from sfph_desktop.core.usecases.value_lines import decide_overlap

    return decide_overlap(office, refs, same=same)


def history(office: Any, line_id: int) -> tuple[HistoryLine, ...]:
    """Who changed what in a line."""
    from sfph_desktop.core.usecases.record_history import record_history

    return record_history(office, "value_lines", line_id)


def undo(office: Any, unit: int, whole: bool = False) -> Done[Any]:
    """Take a saved change back, or with `whole` all steps of the piece of work that it is part of."""
    from sfph_desktop.core.usecases.history import undo

    return undo(office, unit, whole=whole)


def add_cost(office: Any, cost: InputCost) -> Done[InputCost]:
    """Write down what went in."""
    from sfph_desktop.core.usecases.input_costs import add_cost

    return add_cost(office, cost)


def costs(office: Any) -> tuple[InputCost, ...]:
    """All that went in, the latest first."""
    from sfph_desktop.core.usecases.input_costs import input_costs

    return input_costs(office)


def change_cost(office: Any, cost: InputCost) -> Done[InputCost]:
    """Keep a record of what went in as given."""
    from sfph_desktop.core.usecases.input_costs import change_cost

    return change_cost(office, cost)


def remove_cost(office: Any, number: int) -> Done[InputCost]:
    """Remove a record of what went in."""
    from sfph_desktop.core.usecases.input_costs import remove_cost

    return remove_cost(office, number)


def load_pack(office: Any, path: Path, declared_by: str) -> Done[PackInfo]:
    """Load a pack of values under one's own licence."""
    from sfph_desktop.core.usecases.reference import add_pack

    return add_pack(office, path, declared_by)


def keep_run(office: Any, selection: Selection) -> Done[Any]:
    """Run the toolkit and keep the run, so that every figure gets its evidence number."""
    from sfph_desktop.core.usecases.impact import run_toolkit

    return run_toolkit(office, selection)
