"""What the pages of contracts and commissioners ask of the use cases.

They are imported by the workers that call them: they bring the database with them, which the first window must not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from sfph_desktop.core.domain.contract_rules import COMMISSIONER_WORDS, ROUTE_WORDS, ContractPage
from sfph_desktop.core.domain.contracts import Commissioner, Contract, ContractId, ContractLot, ContractPartner, Target
from sfph_desktop.core.domain.monitoring_rules import Asked, LayoutParts, quarter_of
from sfph_desktop.core.domain.office_facts import Cell, Listing
from sfph_desktop.core.domain.ports import Progress, silent
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.ui.models.record_table import matching
from sfph_desktop.ui.models.said import counted, said_day

LINES = ("id", "title", "one", "two", "icon")
Pictures = tuple[tuple[str, str, bytes], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """One contract with what may be chosen in its fields, and its reports."""

    page: ContractPage
    commissioners: tuple[str, ...] = ()
    indicators: Mapping[str, str] = field(default_factory=dict)
    quarters: tuple[str, ...] = ()
    layout: LayoutParts


def listed(office: Any, text: str) -> Listing:
    """Contracts as lines: what is bought, who pays by which route, for how much and until when."""
    from sfph_desktop.core.usecases.contracts import contracts

    today = office.clock.today()
    rows: list[tuple[Cell, ...]] = []
    for one in sorted(contracts(office), key=lambda one: (one.end_date is not None and one.end_date < today, -one.id)):
        worth = f"£{one.value.in_pounds:,.0f}" if one.value is not None else ""
        over = one.end_date is not None and one.end_date < today
        until = f"{'ended' if over else 'to'} {said_day(one.end_date)}" if one.end_date else ""
        about = " · ".join(part for part in (one.contract_ref, one.commissioner) if part)
        more = " · ".join(part for part in (ROUTE_WORDS.get(one.route, one.route), worth, until) if part)
        rows.append((one.id, one.title, about, more, "check" if over else "contracts"))
    return matching(Listing(kind="contracts", columns=LINES, rows=tuple(rows)), text)


def commissioner_lines(office: Any, text: str) -> Listing:
    """Commissioners as lines: the name, the kind and area, and how much they buy."""
    from sfph_desktop.core.usecases.commissioners import list_commissioners

    rows: list[tuple[Cell, ...]] = []
    for row in list_commissioners(office, text).rows:
        number, name, kind, area, *_, contracts, value = row
        kinds = COMMISSIONER_WORDS.get(str(kind), str(kind))
        worth = f"£{value:,.0f}" if isinstance(value, float) else ""
        bought = counted(contracts, "contract") if isinstance(contracts, int) and contracts else "no contract yet"
        about = " · ".join(str(part) for part in (kinds[:1].upper() + kinds[1:], area) if part)
        rows.append((number, name, about, " · ".join(part for part in (bought, worth) if part), "two-people"))
    return Listing(kind="commissioners", columns=LINES, rows=tuple(rows))


def opened(office: Any, number: int) -> Opened:
    """One contract in full."""
    from sfph_desktop.core.usecases.contracts import contract_page
    from sfph_desktop.core.usecases.monitoring import layout_for

    page = contract_page(office, number)
    return Opened(
        page=page,
        commissioners=names(office),
        indicators=indicators(office, page),
        quarters=_quarters(office, page.contract),
        layout=layout_for(office, page.contract),
    )


def names(office: Any) -> tuple[str, ...]:
    """The names of those who buy."""
    from sfph_desktop.core.usecases.commissioners import commissioners

    return tuple(one.name for one in commissioners(office))


def indicators(office: Any, page: ContractPage) -> dict[str, str]:
    """What a target may count, in words by its name: people, visits, events, better scores; and what it counts now."""
    from sfph_desktop.core.usecases.targets_offered import offered

    found = offered(office)
    from sfph_desktop.core.usecases.paces import what_is_counted

    for one in page.targets:
        found.setdefault(one.indicator, what_is_counted(one.indicator))
    return {name: said[:1].upper() + said[1:] for name, said in found.items()}


def _quarters(office: Any, contract: Contract, most: int = 12) -> tuple[str, ...]:
    """The quarters of a contract up to today, the latest first."""
    today = office.clock.today()
    last = min(today, contract.end_date) if contract.end_date else today
    first = contract.start_date
    quarter = quarter_of(last)
    found: list[str] = []
    while len(found) < most and (first is None or quarter >= quarter_of(first)):
        found.append(quarter)
        year, number = int(quarter[:4]), int(quarter[5])
        quarter = f"{year}Q{number - 1}" if number > 1 else f"{year - 1}Q4"
    return tuple(found)


# --- what is changed --------------------------------------------------------------------------------------------------


def add(office: Any, typed: Mapping[str, Any]) -> Done[Contract]:
    """Add a contract from what was typed."""
    from sfph_desktop.core.usecases.contracts import add_contract

    return add_contract(office, Contract(**{"contract_ref": "", **typed}))


def change(office: Any, number: int, name: str, value: Any) -> Done[Contract]:
    """Keep one field of a contract."""
    from sfph_desktop.core.usecases.contracts import change_contract, contract_page

    one = contract_page(office, number).contract
    return change_contract(office, replace(one, **{name: value}))


def remove(office: Any, number: int) -> Done[Contract]:
    """Remove a contract."""
    from sfph_desktop.core.usecases.contracts import remove_contract

    return remove_contract(office, number)


def set_lots(office: Any, number: int, lines: Sequence[Mapping[str, Any]]) -> Done[Contract]:
    """Keep the lots of a contract."""
    from sfph_desktop.core.usecases.contracts import set_lots

    lots = [
        ContractLot(
            contract_id=ContractId(number), lot=one["lot"], title=one.get("title") or "", value=one.get("value")
        )
        for one in lines
    ]
    return set_lots(office, number, lots)


def set_partners(office: Any, number: int, lines: Sequence[Mapping[str, Any]]) -> Done[Contract]:
    """Keep who else delivers a contract."""
    from sfph_desktop.core.usecases.contracts import set_partners

    partners = [
        ContractPartner(
            contract_id=ContractId(number),
            name=one["name"],
            role=one.get("role") or "partner",
            share=one.get("share") or None,
            lot=one.get("lot") or "",
        )
        for one in lines
    ]
    return set_partners(office, number, partners)


def set_targets(office: Any, number: int, lines: Sequence[Mapping[str, Any]]) -> Done[tuple[Target, ...]]:
    """Keep what was promised under a contract."""
    from sfph_desktop.core.usecases.contracts import contract_page, set_targets

    ref = contract_page(office, number).contract.contract_ref
    wanted = [
        Target(
            id=int(one.get("id") or 0),
            contract_ref=ref,
            indicator=one["indicator"],
            target=float(one["target"]),
            due_date=one.get("due_date"),
        )
        for one in lines
    ]
    return set_targets(office, ref, wanted)


# --- how promises go on, and the report -------------------------------------------------------------------------------


def paces(office: Any, ref: str, style: object) -> tuple[tuple[Any, ...], Pictures]:
    """Every target of a contract in words, and its line."""
    from sfph_desktop.core.usecases.paces import pace_charts, targets_told

    told = targets_told(office, ref)
    return told, pace_charts(office, tuple(one.pace for one in told), style)


def asked(office: Any, number: int, quarter: str) -> tuple[str, tuple[Asked, ...]]:
    """The name of the layout, and its questions for a quarter."""
    from sfph_desktop.core.usecases.contracts import contract_page
    from sfph_desktop.core.usecases.monitoring import asked, layout_for

    contract = contract_page(office, number).contract
    return layout_for(office, contract).layout.name, asked(office, contract, quarter)


def answer(office: Any, number: int, quarter: str, which: int, text: str) -> Done[Any]:
    """Keep the words under one question."""
    from sfph_desktop.core.usecases.contracts import contract_page
    from sfph_desktop.core.usecases.monitoring import answer

    return answer(office, contract_page(office, number).contract, quarter, which, text)


def keep_layout(office: Any, parts: LayoutParts) -> Done[LayoutParts]:
    """Keep a layout as it was drawn."""
    from sfph_desktop.core.usecases.monitoring import keep_layout

    return keep_layout(office, parts.layout, parts.sections)


def remove_layout(office: Any, number: int) -> Done[Any]:
    """Go back to our own layout."""
    from sfph_desktop.core.usecases.monitoring import remove_layout

    return remove_layout(office, number)


def make_report(office: Any, ref: str, quarter: str, out: Path, *, progress: Progress = silent) -> Any:
    """Write the report of a quarter."""
    from sfph_desktop.core.usecases.monitoring import make_report

    return make_report(office, ref, quarter, out, progress=progress)


def income(office: Any, style: object) -> tuple[Listing, tuple[tuple[str, str], ...], tuple[str, bytes] | None]:
    """Income by route over the years: the table, what is left out, and the chart."""
    from sfph_desktop.core.usecases.income import income, income_listing, income_picture

    found = income(office)
    return income_listing(found), found.left_out, income_picture(office, found, style)


# --- commissioners ----------------------------------------------------------------------------------------------------


def commissioner(office: Any, number: int) -> tuple[Any, tuple[str, ...]]:
    """One commissioner with its contracts, and the areas to choose from."""
    from sfph_desktop.core.usecases.commissioners import commissioner_page

    return commissioner_page(office, number), areas(office)


def areas(office: Any) -> tuple[str, ...]:
    """The names of councils, health boards and integration authorities."""
    from sfph_desktop.core.usecases.partner_areas import area_names

    return tuple(sorted({name for each in area_names(office.library).names.values() for name in each.values()}))


def add_commissioner(office: Any, typed: Mapping[str, Any]) -> Done[Commissioner]:
    """Add a commissioner from what was typed."""
    from sfph_desktop.core.usecases.commissioners import add_commissioner

    return add_commissioner(office, Commissioner(**typed))


def change_commissioner(office: Any, number: int, name: str, value: Any) -> Done[Commissioner]:
    """Keep one field of a commissioner."""
    from sfph_desktop.core.usecases.commissioners import change_commissioner, commissioner_page

    one = commissioner_page(office, number).commissioner
    return change_commissioner(office, replace(one, **{name: value}))


def remove_commissioner(office: Any, number: int) -> Done[Commissioner]:
    """Remove a commissioner."""
    from sfph_desktop.core.usecases.commissioners import remove_commissioner

    return remove_commissioner(office, number)
