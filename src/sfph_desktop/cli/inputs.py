"""Commands for what went in: listed, added, changed, removed."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import replace
from typing import Any

from sfph_desktop.cli.office import opened
from sfph_desktop.cli.saying import Saying
from sfph_desktop.core.domain.contracts import InputCost
from sfph_desktop.core.domain.input_rules import KIND_WORDS
from sfph_desktop.core.usecases import input_costs

_FIELDS = ("date_from", "date_to", "kind", "amount", "service", "contract_ref")


def records(asked: Namespace, saying: Saying) -> None:
    """Everything that went in."""
    with opened(asked) as office:
        found = [_document(one) for one in input_costs.input_costs(office)]
    if asked.json:
        saying.document(found)
        return
    if not found:
        saying.note("Nothing is written down yet: sfph input add cash 12000 --from 2025-04-01 --to 2026-03-31.")
    for document in found:
        saying.line(_told(document))


def change(asked: Namespace, saying: Saying) -> None:
    """Add a record, change what is named of one, or remove it."""
    with opened(asked) as office:
        if asked.action == "remove":
            input_costs.remove_cost(office, asked.number)
            document: dict[str, Any] = {"removed": asked.number}
            saying.either(asked.json, document, lambda: saying.line(f"Number {asked.number} is removed."))
            return
        given = {name: said for name in _FIELDS if (said := getattr(asked, name)) is not None}
        if asked.action == "add":
            cost = input_costs.add_cost(office, InputCost(**given)).value
        else:
            cost = input_costs.change_cost(office, replace(input_costs.input_cost(office, asked.number), **given)).value
    saying.either(asked.json, _document(cost), lambda: saying.line(_told(_document(cost))))


def _document(cost: InputCost) -> dict[str, Any]:
    return {
        "number": cost.id,
        "from": cost.date_from.isoformat(),
        "to": cost.date_to.isoformat(),
        "kind": cost.kind,
        "amount": float(cost.amount),
        "service": cost.service,
        "contract_ref": cost.contract_ref,
    }


def _told(document: dict[str, Any]) -> str:
    scope = "".join(f", {said}" for said in (document["service"], document["contract_ref"]) if said)
    words = KIND_WORDS.get(document["kind"], document["kind"])
    return f"{document['number']}  {document['from']} to {document['to']}  {words}: {document['amount']:,.2f}{scope}"
