"""Commands for investing to save, fair work and best value."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import asdict
from typing import Any

from sfph_desktop.cli.office import opened
from sfph_desktop.cli.saying import Saying
from sfph_desktop.core.domain.fair_work import STATE_WORDS
from sfph_desktop.core.domain.promises import CostBeside
from sfph_desktop.core.domain.savings import SavingCase, SavingLine
from sfph_desktop.core.usecases import best_value, fair_work, savings

_CASE = ("title", "asked_of", "invest", "running", "match", "match_from", "starts_on", "years", "conditions", "note")
_LINE = ("payer", "what", "amount", "low", "high", "cashable", "cashable_why", "from_month", "source", "evidence")


def saving(asked: Namespace, saying: Saying) -> None:
    """Add, change, list, show or remove a case; add a saving to one, or take those of a kept run."""
    with opened(asked) as office:
        if asked.action == "list":
            saying.listing(savings.list_cases(office), as_json=asked.json)
            return
        if asked.action == "add":
            case = savings.add_case(office, SavingCase(case_ref=asked.ref or "", **_given(asked, _CASE))).value
        else:
            case = savings.case_named(office, asked.case)
        if asked.action == "change":
            case = savings.change_case(office, int(case.id), **_given(asked, _CASE)).value
        elif asked.action == "line":
            savings.add_saving(office, SavingLine(case_id=case.id, **_given(asked, _LINE)))
        elif asked.action == "from-run":
            savings.take_from_run(office, int(case.id), asked.snapshot or "")
        elif asked.action == "remove":
            savings.remove_case(office, int(case.id))
            saying.either(asked.json, {"removed": case.case_ref}, lambda: saying.line(f"{case.title} is removed."))
            return
        page = savings.case_page(office, int(case.id))
        told = savings.case_told(page)
    document = {
        **_plain(asdict(page.case)),
        "savings": [_plain(asdict(one)) for one in page.lines],
        "worked_out": asdict(page.worked) if page.worked is not None else None,
        "told": told,
    }

    def tell() -> None:
        saying.line(f"{page.case.case_ref}  {page.case.title}: £{page.case.invest.in_pounds:,.0f}")
        for one in page.lines:
            saying.line(f"  {one.payer}: {one.what}, £{one.amount.in_pounds:,.0f} a year {one.evidence}".rstrip())
        for text in told or ("Nobody is named yet who would save.",):
            saying.line(text)

    saying.either(asked.json, document, tell)


def invest_to_save(asked: Namespace, saying: Saying) -> None:
    """Write a case as a document."""
    with opened(asked) as office:
        case = savings.case_named(office, asked.case)
        out = savings.write_case(office, int(case.id), asked.out)
    saying.either(asked.json, {"file": str(out), "case": case.case_ref}, lambda: saying.line(str(out)))


def fair(asked: Namespace, saying: Saying) -> None:
    """Write the answers to the Fair Work First criteria; show them, or keep own words to one."""
    with opened(asked) as office:
        if asked.answer is not None:
            fair_work.answer(office, asked.criterion or 0, asked.answer)
        found = fair_work.criteria(office)
        out = fair_work.write_fair_work(office, asked.out) if asked.out is not None else None
    document = {
        "file": None if out is None else str(out),
        "criteria": [{**asdict(one), "state": one.state, "official": one.criterion.official} for one in found],
    }

    def tell() -> None:
        for one in found:
            saying.line(f"{one.number}  {one.criterion.title}: {STATE_WORDS[one.state]}")
            for text in (*one.facts, *one.missing):
                saying.line(f"     {text}")
        if out is not None:
            saying.line(str(out))

    saying.either(asked.json, document, tell)


def value_page(asked: Namespace, saying: Saying) -> None:
    """Write the best value page of a kept run."""
    with opened(asked) as office:
        out = best_value.write_best_value(
            office, asked.out, snapshot_number=asked.snapshot or "", contract_ref=asked.contract_ref or ""
        )
    saying.either(asked.json, {"file": str(out)}, lambda: saying.line(str(out)))


def cost(asked: Namespace, saying: Saying) -> None:
    """Costs to compare with: added by hand or from the library, listed, removed."""
    with opened(asked) as office:
        if asked.action == "list":
            saying.listing(best_value.list_costs(office), as_json=asked.json, hide_id=False)
            return
        if asked.action == "remove":
            one = best_value.remove_cost(office, asked.id).value
        else:
            more = _given(asked, ("per", "contract_ref", "note"))
            if asked.unit_value:
                one = best_value.from_library(office, asked.unit_value, **more)
            else:
                one = CostBeside(**_given(asked, ("what", "cost", "source")), **more)
            one = best_value.add_cost(office, one).value
    saying.either(asked.json, _plain(asdict(one)), lambda: saying.line(f"{one.id}  {one.what}"))


def _given(asked: Namespace, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: value for name in names if (value := getattr(asked, name, None)) is not None}


def _plain(value: dict[str, Any]) -> dict[str, Any]:
    """Money, which is pence inside, as pounds."""
    return {
        name: one["pence"] / 100 if isinstance(one, dict) and set(one) == {"pence"} else one
        for name, one in value.items()
    }
