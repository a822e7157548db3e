"""Working with others: which partners, how many referrals each way, how long until contact, and what came of it.

A referral counts in the period in which it was made. Its first contact and its start count when they came by the end
of the period, so that a figure printed once does not change by what happened later.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import numpy as np

from sfph_desktop.core.domain.impact import PartnershipFigure, Records
from sfph_desktop.core.domain.impact_facts import ReferralColumns
from sfph_desktop.core.toolkit.selection import Episodes, Span

NO_PARTNER = "none"
_ENDED = frozenset({"declined", "withdrawn", "unsuitable", "no_reply", "referred_on", "started", "not_known"})


def partnership_figure(
    referrals: ReferralColumns, of: Episodes, span: Span, service: str = "", contract_ref: str = ""
) -> PartnershipFigure:
    """Referrals made in the span. A service takes those made for it, and unsaid ones of people who are in it.

    A contract takes those of people with an enrolment that it pays for, since a referral itself has no payer.
    """
    people = set(of.person[of.chosen(service, contract_ref)].tolist()) if service or contract_ref else None
    rows = [
        place
        for place, day in enumerate(referrals.day)
        if span.start <= day <= span.end and _wanted(referrals, place, people, service, contract_ref)
    ]
    into = [row for row in rows if referrals.direction[row] == "in"]
    out = [row for row in rows if referrals.direction[row] == "out"]
    waits = [
        contact - referrals.day[row]
        for row in into
        if (contact := referrals.contact_day[row]) is not None and contact <= span.end
    ]
    return PartnershipFigure(
        partners=_by_kind({(referrals.partner_id[row], referrals.kind[row]) for row in rows if referrals.kind[row]}),
        referred_in=len(into),
        people_in=len({referrals.person_id[row] for row in into}),
        in_by_kind=_counted(referrals.kind[row] or NO_PARTNER for row in into),
        contacted=len(waits),
        median_days=float(np.median(waits)) if waits else None,
        waiting=sum(_waits(referrals, row, span) for row in into),
        not_known=sum(_not_known(referrals, row, span) for row in into),
        started=sum(_ended(referrals, row, span) and referrals.outcome[row] == "started" for row in into),
        referred_out=len(out),
        people_out=len({referrals.person_id[row] for row in out}),
        out_by_kind=_counted(referrals.kind[row] or NO_PARTNER for row in out),
        records=Records(
            ids={
                "people": tuple(sorted({referrals.person_id[row] for row in rows})),
                "referrals": tuple(sorted(referrals.id[row] for row in rows)),
            }
            if rows
            else {}
        ),
    )


def _wanted(referrals: ReferralColumns, row: int, people: set[int] | None, service: str, contract_ref: str) -> bool:
    if people is None:
        return True
    mine = referrals.person_id[row] in people
    if contract_ref:
        return mine and referrals.service[row] in {"", service or referrals.service[row]}
    return referrals.service[row] == service or (not referrals.service[row] and mine)


def _waits(referrals: ReferralColumns, row: int, span: Span) -> bool:
    contact = referrals.contact_day[row]
    return (contact is None or contact > span.end) and not _ended(referrals, row, span)


def _not_known(referrals: ReferralColumns, row: int, span: Span) -> bool:
    contact = referrals.contact_day[row]
    return referrals.outcome[row] == "not_known" and (contact is None or contact > span.end)


def _ended(referrals: ReferralColumns, row: int, span: Span) -> bool:
    day = referrals.outcome_day[row]
    return referrals.outcome[row] in _ENDED and (day is None or day <= span.end)


def _by_kind(partners: Iterable[tuple[int | None, str]]) -> dict[str, int]:
    return _counted(kind for _, kind in partners)


def _counted(kinds: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(kinds).items()))
