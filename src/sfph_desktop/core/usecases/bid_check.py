"""To bid or not: what speaks for it, what against, and what must be asked first. Reasons in words, never a score."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from sfph_desktop.core.domain.contracts import Contract, WorkforceFact
from sfph_desktop.core.domain.limits import same_buyer
from sfph_desktop.core.domain.opportunities import BidderFact, BidderList
from sfph_desktop.core.domain.opportunity_rules import lot_name, pounds, told_day
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.values import Money
from sfph_desktop.core.usecases.bid_evidence import Speaks, evidence_for
from sfph_desktop.core.usecases.bidder_facts import (
    LIST_WORDS,
    SupportedTest,
    bidder_facts,
    bidder_lists,
    supported_test,
)
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.opportunities import OpportunityPage

if TYPE_CHECKING:
    from sfph_desktop.core.store.unit_of_work import Connection

FOR, AGAINST, ASK = "for", "against", "ask"
SIDES = (FOR, AGAINST, ASK)
SIDE_WORDS = {FOR: "For", AGAINST: "Against", ASK: "To ask first"}
FEW_DAYS, ENOUGH_DAYS = 7, 21
MUCH_PRICE, MUCH_QUALITY = 60, 60
"""Points of a hundred from which price, or quality, decides."""
TURNOVER_TIMES = 2
"""Buyers may ask for a yearly turnover of up to twice the yearly value; more only with a reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One thing that speaks for it, against it, or must be asked."""

    side: str
    about: str
    """deadline, capacity, people, other work, buyer, criteria, lots, evidence, community benefits, who may bid."""
    words: str

    @property
    def line(self) -> str:
        """As it is kept beside a decision."""
        return f"{SIDE_WORDS[self.side]}: {self.words}"


@dataclass(frozen=True, slots=True, kw_only=True)
class BidCheck:
    """All reasons, by side. They are looked up, and weigh nothing by themselves: people decide."""

    reasons: tuple[Reason, ...]
    evidence: tuple[Speaks, ...] = ()

    def of(self, side: str) -> tuple[Reason, ...]:
        """Those of one side, in order."""
        return tuple(one for one in self.reasons if one.side == side)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """What the check looks at."""

    page: OpportunityPage
    today: date
    contracts: tuple[Contract, ...]
    workforce: WorkforceFact | None
    facts: tuple[BidderFact, ...]
    lists: tuple[BidderList, ...]
    supported: SupportedTest
    evidence: tuple[Speaks, ...] = field(default=())


def bid_check(office: Office, page: OpportunityPage) -> BidCheck:
    """The reasons for and against bidding, from what is written down in this office."""
    from sfph_desktop.core.store.queries.values import values_of

    with office.reading() as connection:
        contracts: tuple[Contract, ...] = values_of(connection, "contracts")
        workforce = _latest_workforce(connection)
    known = _Known(
        page=page,
        today=office.clock.today(),
        contracts=contracts,
        workforce=workforce,
        facts=bidder_facts(office),
        lists=bidder_lists(office),
        supported=supported_test(office),
        evidence=evidence_for(office, page),
    )
    parts = (_stage, _deadlines, _capacity, _people, _other_work, _buyer, _criteria, _lots, _who, _benefits, _evidence)
    return BidCheck(reasons=tuple(reason for part in parts for reason in part(known)), evidence=known.evidence)


def _latest_workforce(connection: Connection) -> WorkforceFact | None:
    from sfph_desktop.core.store.queries.values import values_of

    found: tuple[WorkforceFact, ...] = values_of(connection, "workforce")
    return max(found, key=lambda one: (one.date, one.id), default=None)


def yearly(page: OpportunityPage) -> Money | None:
    """What one year of the work is worth; None where value or length is not known. A shorter one counts whole."""
    found = page.opportunity
    value = found.value or found.value_gross
    days = found.duration_days
    if found.contract_start and found.contract_end and found.contract_end > found.contract_start:
        days = (found.contract_end - found.contract_start).days + 1
    if value is None or not days:
        return None
    return value if days <= 366 else Money(round(value.pence * 365.25 / days))


# --- the parts --------------------------------------------------------------------------------------------------------


def _stage(known: _Known) -> Iterator[Reason]:
    stage = known.page.opportunity.stage
    if stage == "awarded":
        yield Reason(side=AGAINST, about="deadline", words="It has been awarded already.")
    elif stage == "cancelled":
        yield Reason(side=AGAINST, about="deadline", words="The buyer has cancelled it.")
    elif stage == "planned":
        yield Reason(side=ASK, about="deadline", words="It is only planned. Ask to be told, and talk to the buyer now.")


def _deadlines(known: _Known) -> Iterator[Reason]:
    found = known.page.opportunity
    if found.tenders_by is None:
        if found.stage in {"", "open"}:
            yield Reason(side=ASK, about="deadline", words="By when must the bid be in? It is not written down.")
        return
    left = (found.tenders_by - known.today).days
    when = told_day(found.tenders_by, found.tenders_time)
    if left < 0:
        yield Reason(side=AGAINST, about="deadline", words=f"The last day for bids has passed ({when}).")
    elif left < FEW_DAYS:
        days = {0: "It is today", 1: "It is tomorrow"}.get(left, f"Only {left} days are left")
        yield Reason(side=AGAINST, about="deadline", words=f"{days} ({when}).")
    elif left < ENOUGH_DAYS:
        yield Reason(side=ASK, about="deadline", words=f"{left} days are left ({when}): who writes, and who checks?")
    else:
        yield Reason(side=FOR, about="deadline", words=f"There is time: {left} days ({when}).")
    if left >= 0 and found.questions_by is not None and found.questions_by < known.today:
        words = f"Questions can no longer be asked (until {told_day(found.questions_by, found.questions_time)})."
        yield Reason(side=AGAINST, about="deadline", words=words)


def _capacity(known: _Known) -> Iterator[Reason]:
    year = yearly(known.page)
    fact = next((one for one in known.facts if one.turnover is not None), None)
    if fact is None or fact.turnover is None:
        yield Reason(side=ASK, about="capacity", words="What was your turnover last year? It is not written down here.")
        return
    turnover = f"your turnover of the year to {told_day(fact.date)} ({pounds(fact.turnover)})"
    if year is None:
        value = known.page.opportunity.value
        said = "Value and length are not both known" if value is None else "How long it runs is not known"
        yield Reason(side=ASK, about="capacity", words=f"{said}, so it cannot be held against {turnover}.")
        return
    one = f"A year of it is worth {pounds(_whole_pounds(year))}"
    if year.pence * TURNOVER_TIMES <= fact.turnover.pence:
        yield Reason(side=FOR, about="capacity", words=f"{one}, no more than half of {turnover}.")
    elif year.pence <= fact.turnover.pence:
        words = f"{one}, more than half of {turnover}. Buyers may ask for a turnover of twice a year's value."
        yield Reason(side=ASK, about="capacity", words=words)
    else:
        words = f"{one}, more than {turnover}. A joint bid, a part of it or a subcontract may be the way."
        yield Reason(side=AGAINST, about="capacity", words=words)


def _whole_pounds(amount: Money) -> Money:
    return Money(round(amount.pence / 100) * 100)


def _people(known: _Known) -> Iterator[Reason]:
    if known.workforce is not None and known.workforce.staff_headcount is not None:
        one = known.workforce
        full = f" ({one.staff_fte:g} full-time posts)" if one.staff_fte else ""
        staff = f"{one.staff_headcount} staff{full} on {told_day(one.date)}"
    else:
        fact = next((f for f in known.facts if f.employees is not None), None)
        if fact is None:
            yield Reason(side=ASK, about="people", words="How many staff are there? It is not written down here.")
            return
        staff = f"{fact.employees} employees on {told_day(fact.date)}"
    yield Reason(side=ASK, about="people", words=f"Could it be staffed? There were {staff}.")


def _other_work(known: _Known) -> Iterator[Reason]:
    found = known.page.opportunity
    begins, ends = found.contract_start or known.today, found.contract_end
    running = [
        one
        for one in known.contracts
        if (one.end_date is None or one.end_date >= begins)
        and (ends is None or one.start_date is None or one.start_date <= ends)
    ]
    if not running:
        yield Reason(side=FOR, about="other work", words="No contract on record runs at the same time.")
        return
    worth = Money(sum(one.value.pence for one in running if one.value is not None))
    names = ", ".join(one.contract_ref for one in running[:5]) + (" and others" if len(running) > 5 else "")
    count = "One contract runs" if len(running) == 1 else f"{len(running)} contracts run"
    together = " together" if len(running) > 1 else ""
    value = f", worth {pounds(worth)}{together}" if worth.pence else ""
    words = f"{count} at the same time ({names}){value}: would the same people do both?"
    yield Reason(side=ASK, about="other work", words=words)


def _buyer(known: _Known) -> Iterator[Reason]:
    found = known.page.opportunity
    before = [one for one in known.contracts if same_buyer(one.commissioner, found.buyer)]
    if before:
        names = ", ".join(one.contract_ref for one in before[:5])
        yield Reason(side=FOR, about="buyer", words=f"You have worked for {found.buyer} ({names}).")
    on = [one for one in known.lists if same_buyer(one.buyer, found.buyer)]
    for one in on:
        gone = one.to_date is not None and one.to_date < known.today
        words = f"You are on a list of {found.buyer}: {LIST_WORDS[one.kind]}{f', {one.what}' if one.what else ''}."
        if gone:
            words = f"Your place on a list of {found.buyer} ended on {told_day(one.to_date)}."
        yield Reason(side=AGAINST if gone else FOR, about="buyer", words=words)
    framework = "framework" in found.procedure.casefold()
    if framework and not any(one.kind in {"framework", "dynamic"} for one in on):
        words = "It is let under a framework. Only those on the framework can bid: are you on it?"
        yield Reason(side=ASK, about="buyer", words=words)


def _criteria(known: _Known) -> Iterator[Reason]:
    weights: dict[str, list[tuple[str, float]]] = {}
    for one in known.page.criteria:
        if one.weight is not None:
            weights.setdefault(one.lot, []).append((f"{one.kind} {one.name}".casefold(), float(one.weight)))
    told = set()
    for lot, those in weights.items():
        # Social value is typed as a cost by some buyers; it is none.
        price = sum(w for words, w in those if ("price" in words or "cost" in words) and "social" not in words)
        quality = sum(w for words, w in those if "price" not in words and "cost" not in words)
        side, said = ASK, ""
        if price >= MUCH_PRICE:
            side, said = AGAINST, f"Price counts {price:g} points of 100"
        elif quality >= MUCH_QUALITY:
            side, said = FOR, f"Quality counts {quality:g} points of 100"
        if said and said not in told:
            told.add(said)
            where = f" (lot {lot})" if lot and len(weights) > 1 else ""
            yield Reason(side=side, about="criteria", words=f"{said}{where}.")
    if not known.page.criteria:
        yield Reason(side=ASK, about="criteria", words="What are bids judged by? No criteria are written down.")


def _lots(known: _Known) -> Iterator[Reason]:
    lots = known.page.lots
    if len(lots) < 2:
        return
    valued = [(one.value.pence, place) for place, one in enumerate(lots) if one.value is not None]
    small = lots[min(valued)[1]] if valued else None
    words = f"It has {len(lots)} lots: you may be able to bid for one only"
    if small is not None:
        words += f" (the smallest, {lot_name(small.lot, small.title)}, is worth {pounds(small.value)})"
    yield Reason(side=FOR, about="lots", words=f"{words}.")


def _who(known: _Known) -> Iterator[Reason]:
    said = known.page.opportunity.who_may_apply
    if "Reserved for" in said:
        side = {True: FOR, False: AGAINST, None: ASK}[known.supported.passed]
        words = f"Who may bid is limited. The supported-business test: {known.supported.verdict}"
        yield Reason(side=side, about="who may bid", words=words)
    if "voluntary, community and social enterprises" in said:
        words = "The buyer says that it suits voluntary, community and social enterprises."
        yield Reason(side=FOR, about="who may bid", words=words)


def _benefits(known: _Known) -> Iterator[Reason]:
    asked = [one for one in known.page.passages if one.code == "asked"]
    if asked:
        passages = "passage speaks" if len(asked) == 1 else "passages speak"
        words = f"{len(asked)} {passages} of community benefits or social value: what could you promise, and count?"
        yield Reason(side=ASK, about="community benefits", words=words)


def _evidence(known: _Known) -> Iterator[Reason]:
    shown = [one for one in known.evidence if one.figures]
    for one in shown:
        numbers = ", ".join(one.figures[:3])
        words = f"You have figures on {one.title} ({numbers}). {_shared(one)}"
        yield Reason(side=FOR, about="evidence", words=words)
    for one in known.evidence:
        if not one.figures:
            words = f"You want to change this ({one.title}), but no kept run has a figure on it. {_shared(one)}"
            yield Reason(side=ASK, about="evidence", words=words)
    if not known.evidence:
        words = "None of your outcomes shares words with it: what would show that you do this well?"
        yield Reason(side=ASK, about="evidence", words=words)


def _shared(one: Speaks) -> str:
    """By which words the two were brought together: a person sees at once whether it is by chance."""
    return f"Both speak of: {', '.join(one.words[:4])}."


def checked(office: Office, page: OpportunityPage) -> tuple[str, ...]:
    """The reasons as lines, as they are kept beside a decision; blank where they cannot be looked up."""
    try:
        return tuple(one.line for one in bid_check(office, page).reasons)
    except UserCanFix:
        return ()
