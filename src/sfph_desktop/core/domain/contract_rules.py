"""What is allowed of commissioners, contracts and targets, and the words for their kinds, routes and roles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from sfph_desktop.core.domain.contracts import (
    COMMISSIONER_KINDS,
    PARTNER_ROLES,
    ROUTES,
    Commissioner,
    Contract,
    ContractLot,
    ContractPartner,
    Target,
)
from sfph_desktop.core.domain.problems import Problem
from sfph_desktop.core.domain.reaching import email_problems, phone_problems

COMMISSIONER_WORDS = {
    "health_board": "health board",
    "integration_authority": "integration authority",
    "council": "council",
    "nhs_trust": "NHS trust or integrated care board",
    "charity": "charity or foundation",
    "company": "company",
    "other": "other commissioner",
}
ROUTE_WORDS = {
    "contract": "contract",
    "sla": "service level agreement",
    "grant": "grant",
    "sales": "sales",
    "subcontract": "subcontract",
    "psp": "public social partnership",
}
ROLE_WORDS = {"lead": "leads", "partner": "partner", "subcontractor": "subcontractor"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractPage:
    """One contract in full."""

    contract: Contract
    lots: tuple[ContractLot, ...] = ()
    partners: tuple[ContractPartner, ...] = ()
    targets: tuple[Target, ...] = ()


def commissioner_problems(one: Commissioner) -> tuple[Problem, ...]:
    """Everything in a tidied commissioner that cannot be so."""
    found = []
    if not one.name:
        found.append(_problem("name", "", "A commissioner needs a name.", "the name it goes by in its contracts"))
    if one.kind not in COMMISSIONER_KINDS:
        said = ", ".join(COMMISSIONER_KINDS)
        found.append(_problem("kind", one.kind, f"'{one.kind}' is no kind of commissioner.", said))
    return (*found, *phone_problems(one.phone), *email_problems(one.email))


def contract_problems(contract: Contract) -> tuple[Problem, ...]:
    """Everything in a tidied contract that cannot be so; each names its field."""
    found: list[Problem] = []

    def wrong(column: str, reason: str, accepted: str) -> None:
        found.append(_problem(column, _told(getattr(contract, column)), reason, accepted))

    begins, ends, longest = contract.start_date, contract.end_date, contract.extended_to
    if not contract.contract_ref:
        wrong("contract_ref", "A contract needs a reference.", "your own short name for it, as LC-2026")
    if not contract.title:
        wrong("title", "A contract needs a title.", "what is bought, in a few words")
    if contract.route and contract.route not in ROUTES:
        wrong("route", f"'{contract.route}' is not a route.", ", ".join(ROUTES))
    if contract.value is not None and contract.value.pence < 0:
        wrong("value", "A contract cannot be worth less than nothing.", "pounds from 0 up, or nothing")
    if begins and ends and ends < begins:
        wrong("end_date", "It ends before it starts.", f"a day from {begins:%d/%m/%Y} on")
    if longest and ends and longest < ends:
        wrong("extended_to", "An extension ends after the contract itself.", f"a day from {ends:%d/%m/%Y} on")
    elif longest and begins and longest < begins:
        wrong("extended_to", "It ends before it starts.", f"a day from {begins:%d/%m/%Y} on")
    if contract.our_share is not None and not 0 <= contract.our_share <= 1:
        wrong("our_share", "A share is a part of the whole.", "0 to 1, or 0 % to 100 %")
    return tuple(found)


def lot_problems(lots: Sequence[ContractLot]) -> tuple[Problem, ...]:
    """What cannot be so of the lots of one contract: one without a name, two of one name, one below nothing."""
    found, seen = [], set()
    for one in lots:
        if not one.lot:
            found.append(_problem("lot", "", "A lot needs its number or its name.", "1, or North"))
        elif one.lot.casefold() in seen:
            found.append(_problem("lot", one.lot, f"There are two lots '{one.lot}'.", "another number or name"))
        if one.value is not None and one.value.pence < 0:
            found.append(_problem("value", _told(one.value), "A lot cannot be worth less than nothing.", "pounds"))
        seen.add(one.lot.casefold())
    return tuple(found)


def partner_problems(
    contract: Contract, partners: Sequence[ContractPartner], lots: Sequence[ContractLot]
) -> tuple[Problem, ...]:
    """What cannot be so of who delivers a contract: no name, another role, shares of more than the whole."""
    found, known = [], {one.lot.casefold() for one in lots}
    for one in partners:
        if not one.name:
            found.append(_problem("name", "", "Whoever delivers a part needs a name.", "the name of the organisation"))
        if one.role not in PARTNER_ROLES:
            found.append(_problem("role", one.role, f"'{one.role}' is not a part to play.", ", ".join(PARTNER_ROLES)))
        if one.share is not None and not 0 <= one.share <= 1:
            said = f"{one.name}: a share is a part of the whole."
            found.append(_problem("share", _told(one.share), said, "0 to 1, or 0 % to 100 %"))
        if one.lot and known and one.lot.casefold() not in known:
            accepted = ", ".join(lot.lot for lot in lots)
            found.append(_problem("lot", one.lot, f"The contract has no lot '{one.lot}'.", accepted))
    leads = [one.name for one in partners if one.role == "lead"]
    if len(leads) > 1:
        found.append(_problem("role", "lead", f"{' and '.join(leads)} cannot both lead.", "one lead"))
    given = [one.share for one in partners if one.share is not None]
    whole = sum(given, contract.our_share or Decimal(0))
    if given and whole > 1:
        said = f"The shares come to {whole * 100:f}".rstrip("0").rstrip(".") + " of 100, ours among them."
        found.append(_problem("share", _told(whole), said, "shares that come to 100 of 100 or less"))
    return tuple(found)


def target_problems(target: Target, contract: Contract) -> tuple[Problem, ...]:
    """What cannot be so of a promise: nothing promised, or due before its contract starts."""
    found = []
    if not target.indicator:
        found.append(
            _problem("indicator", "", "It is not said what was promised.", "people, contacts, event:job_started")
        )
    if not target.target > 0:
        said = "A target of nothing promises nothing."
        found.append(_problem("target", f"{target.target:g}", said, "a number above 0; or remove the target"))
    if target.due_date and contract.start_date and target.due_date < contract.start_date:
        said = "It is due before its contract starts."
        accepted = f"a day from {contract.start_date:%d/%m/%Y} on"
        found.append(_problem("due_date", target.due_date.isoformat(), said, accepted))
    return tuple(found)


def _told(value: object) -> str:
    return "" if value is None else str(value)


def _problem(column: str, value: str, reason: str, accepted: str) -> Problem:
    return Problem(reason=reason, accepted=accepted, column=column, value=value)
