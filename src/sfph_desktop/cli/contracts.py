"""Commands for commissioners, contracts and what was promised under them."""

from __future__ import annotations

import argparse
from argparse import Namespace
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from typing import Any

from sfph_desktop.cli.counting import counted
from sfph_desktop.cli.office import opened
from sfph_desktop.cli.saying import Saying
from sfph_desktop.core.domain.contract_rules import COMMISSIONER_WORDS, ROUTE_WORDS, ContractPage
from sfph_desktop.core.domain.contracts import (
    Commissioner,
    Contract,
    ContractId,
    ContractLot,
    ContractPartner,
    Target,
)
from sfph_desktop.core.domain.values import Money, said_day
from sfph_desktop.core.usecases import commissioners, contracts, paces
from sfph_desktop.core.usecases import income as incomes
from sfph_desktop.core.usecases.office import Office

_FACTS = (
    *("title", "commissioner", "route", "value", "start_date", "end_date", "extension", "extended_to"),
    *("lead_partner", "our_share", "ocid"),
)
_ABOUT = ("kind", "area", "contact", "phone", "email", "note")


def pounds(text: str) -> Money:
    """Pounds as typed: 12000, 12,000.50, £12,000."""
    try:
        return Money.pounds(Decimal(text.strip().removeprefix("£").replace(",", "")))
    except (InvalidOperation, ValueError, OverflowError):
        raise argparse.ArgumentTypeError(f"'{text}' is not an amount: write 12000 or 12000.50") from None


def share(text: str) -> Decimal:
    """A share as typed: 0.6 or 60%."""
    word = text.strip()
    try:
        found = Decimal(word.removesuffix("%")) / (100 if word.endswith("%") else 1)
    except InvalidOperation:
        raise argparse.ArgumentTypeError(f"'{text}' is not a share: write 0.6 or 60%") from None
    if not found.is_finite():
        raise argparse.ArgumentTypeError(f"'{text}' is not a share: write 0.6 or 60%")
    return found


def lot(text: str) -> ContractLot:
    """A lot as typed: `1:North:12000`; title and value may be left out."""
    name, title, value = (*text.split(":", 2), "", "")[:3]
    worth = pounds(value) if value.strip() else None
    return ContractLot(contract_id=ContractId(0), lot=name, title=title, value=worth)


def partner(text: str) -> ContractPartner:
    """Who delivers a part, as typed: `Hill Housing:subcontractor:25%:2`; all but the name may be left out."""
    name, role, part, which = (*text.split(":", 3), "", "", "")[:4]
    given = share(part) if part.strip() else None
    return ContractPartner(contract_id=ContractId(0), name=name, role=role.strip() or "partner", share=given, lot=which)


def contract(asked: Namespace, saying: Saying) -> None:
    """Add, change, show or remove a contract."""
    with opened(asked) as office:
        facts = {name: value for name in (*_FACTS, "contract_ref") if (value := getattr(asked, name, None)) is not None}
        lots, partners = getattr(asked, "lot", None), getattr(asked, "partner", None)
        if asked.action == "add":
            made = Contract(contract_ref=asked.ref, **{"title": asked.name, **facts})
            found = contracts.add_contract(office, made, lots=lots or (), partners=partners or ()).value
        else:
            found = contracts.contract_named(office, asked.name)
        if asked.action == "remove":
            contracts.remove_contract(office, found.id)
            said = f"{found.contract_ref} is removed."
            saying.either(asked.json, {"removed": found.contract_ref}, lambda: saying.line(said))
            return
        if asked.action == "change":
            found = _changed(office, found, facts, lots, partners)
        page = contracts.contract_page(office, found.id)
    saying.either(asked.json, document(page), lambda: tell(page, saying))


def _changed(office: Office, found: Contract, facts: Mapping[str, Any], lots: Any, partners: Any) -> Contract:
    if facts:
        found = contracts.change_contract(office, replace(found, **facts)).value
    if lots is not None:
        contracts.set_lots(office, found.id, [] if lots == [None] else lots)
    if partners is not None:
        contracts.set_partners(office, found.id, [] if partners == [None] else partners)
    return found


def target(asked: Namespace, saying: Saying) -> None:
    """Add, change or remove a promise under a contract."""
    with opened(asked) as office:
        ref = contracts.contract_named(office, asked.name).contract_ref
        if asked.action == "add":
            made = Target(contract_ref=ref, indicator=asked.indicator, target=asked.number, due_date=asked.due)
            found = contracts.add_target(office, made).value
        else:
            found = contracts.target_named(office, ref, asked.indicator)
        if asked.action == "remove":
            contracts.remove_target(office, found.id)
        elif asked.action == "change":
            found = replace(found, target=asked.number if asked.number is not None else found.target)
            found = contracts.change_target(office, replace(found, due_date=asked.due or found.due_date)).value
    due = f" by {said_day(found.due_date)}" if found.due_date else ""
    gone = "No longer promised" if asked.action == "remove" else "Promised"
    said = f"{gone} under {ref}: {found.target:,g} {paces.what_is_counted(found.indicator)}{due}."
    saying.either(asked.json, _target(found), lambda: saying.line(said))


def commissioner(asked: Namespace, saying: Saying) -> None:
    """Add, change, show or remove a commissioner."""
    with opened(asked) as office:
        facts = {name: value for name in _ABOUT if (value := getattr(asked, name, None)) is not None}
        if asked.action == "add":
            found = commissioners.add_commissioner(office, Commissioner(name=asked.name, **facts)).value
        else:
            found = commissioners.commissioner_named(office, asked.name)
        if asked.action == "remove":
            commissioners.remove_commissioner(office, found.id)
            said = f"{found.name} is removed."
            saying.either(asked.json, {"removed": found.name}, lambda: saying.line(said))
            return
        if asked.action == "change":
            facts |= {"name": asked.rename} if asked.rename else {}
            found = commissioners.change_commissioner(office, replace(found, **facts)).value
        page = commissioners.commissioner_page(office, found.id)
    about = {name: getattr(page.commissioner, name) for name in ("id", "name", *_ABOUT)}
    refs = [one.contract_ref for one in page.contracts]

    def told() -> None:
        kind = COMMISSIONER_WORDS[found.kind]
        saying.line(f"{found.name} ({kind}{f', {found.area}' if found.area else ''}): {counted(len(refs), 'contract')}")

    saying.either(asked.json, {**about, "contracts": refs}, told)


def document(page: ContractPage) -> dict[str, Any]:
    """A contract as JSON shows it: pounds as numbers, shares from 0 to 1, days in ISO order."""
    one = page.contract
    facts = {name: getattr(one, name) for name in ("id", "contract_ref", *_FACTS)}
    return {
        **facts,
        "value": _worth(one.value),
        "our_share": _part(one.our_share),
        "lots": [{"lot": lot.lot, "title": lot.title, "value": _worth(lot.value)} for lot in page.lots],
        "partners": [
            {"name": p.name, "role": p.role, "share": _part(p.share), "lot": p.lot, "in_directory": p.partner_id}
            for p in page.partners
        ],
        "targets": [_target(found) for found in page.targets],
    }


def tell(page: ContractPage, saying: Saying) -> None:
    """A contract in words."""
    one = page.contract
    saying.line(f"{one.contract_ref}  {one.title}")
    worth = f"£{one.value.in_pounds:,.2f}".removesuffix(".00") if one.value is not None else ""
    begins, ends = (said_day(day) if day else "…" for day in (one.start_date, one.end_date))
    span = f"{begins} to {ends}" if one.start_date or one.end_date else ""
    facts = (one.commissioner, ROUTE_WORDS.get(one.route, one.route), worth, span)
    saying.line("  " + ", ".join(fact for fact in facts if fact))
    if one.extension or one.extended_to:
        until = f"until {said_day(one.extended_to)}" if one.extended_to else ""
        saying.line(f"  Option to extend: {'; '.join(part for part in (one.extension, until) if part)}")
    for lot in page.lots:
        saying.line(f"  Lot {lot.lot} {lot.title}".rstrip())
    for other in page.partners:
        saying.line(f"  {other.name}: {other.role}")
    for promise in page.targets:
        due = f" by {said_day(promise.due_date)}" if promise.due_date else ""
        saying.line(f"  Promised: {promise.target:,g} {paces.what_is_counted(promise.indicator)}{due}")


def _target(found: Target) -> dict[str, Any]:
    names = ("id", "contract_ref", "indicator", "target", "due_date")
    return {name: getattr(found, name) for name in names}


def _worth(value: Money | None) -> float | None:
    return None if value is None else value.pence / 100


def _part(part: Decimal | None) -> float | None:
    return None if part is None else float(part)


def number(text: str) -> float:
    """A promised number above nothing."""
    try:
        found = float(text.replace(",", ""))
    except ValueError:
        found = 0.0
    if not 0 < found < 1e12:
        raise argparse.ArgumentTypeError(f"'{text}' is not a number above 0")
    return found


def none_or(read: Any) -> Any:
    """Reads as `read`, and `none` as nothing: to take away what there is."""

    def reading(text: str) -> Any:
        return None if text.strip().casefold() == "none" else read(text)

    reading.__name__ = str(read.__name__)
    return reading


def pace(asked: Namespace, saying: Saying) -> None:
    """Every target as it stands: delivered, the pace, the forecast with its likely range."""
    with opened(asked, backup=False) as office:
        ref = contracts.contract_named(office, asked.name).contract_ref if asked.name else ""
        found = [paces.told(one) for one in paces.target_paces(office, ref, on=asked.on, since=asked.since)]

    def told() -> None:
        for one in found:
            saying.line(f"{one.pace.target.contract_ref}  {one.what}: {one.delivered}. {one.outlook}")
            if one.across:
                saying.line(f"  {one.across}")
        if not found:
            saying.line("Nothing is promised yet.")

    saying.either(asked.json, {"targets": [paces.pace_document(one) for one in found]}, told)


def income(asked: Namespace, saying: Saying) -> None:
    """Income by route, year by year."""
    with opened(asked, backup=False) as office:
        found = incomes.income(office)
    if not asked.json:
        saying.listing(incomes.income_listing(found), as_json=False)
        for ref, why in found.left_out:
            saying.note(f"{ref} is left out: {why}.")
        return
    saying.document(incomes.income_document(found))
