"""The sample's promises, case for investing, partnership and costs to compare with: all invented, and they say so.

Their days go by the day on which the sample is made, so that one promise is kept, one on the way and one late.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from sfph_desktop.core.domain.promises import CostBeside, FairWorkAnswer, Promise, PromiseDelivery, PromiseId
from sfph_desktop.core.domain.psps import Psp, PspEntry, PspId, PspPartner
from sfph_desktop.core.domain.savings import SavingCase, SavingCaseId, SavingLine
from sfph_desktop.core.domain.values import Money

INVENTED = "invented for the sample"


@dataclass(frozen=True, slots=True, kw_only=True)
class SamplePromise:
    """A promise with what was delivered of it: days before the making of the sample, how many, and what shows it."""

    promise: Promise
    delivered: tuple[tuple[int, float, str], ...] = ()


def sample_promises(contract_ref: str, today: date) -> tuple[SamplePromise, ...]:
    """Three promises under a contract."""

    def one(ref: str, title: str, benefit: str, number: float, unit: str, due: int) -> Promise:
        return Promise(
            promise_ref=ref,
            title=title,
            benefit=benefit,
            contract_ref=contract_ref,
            number=number,
            unit=unit,
            made_on=today - timedelta(days=300),
            due_date=today + timedelta(days=due),
            note=INVENTED,
        )

    return (
        SamplePromise(
            promise=one("PR-001", "Supported placements for people long out of work", "CB17", 6, "placements", -20),
            delivered=((200, 2, "Placement agreements, signed"), (90, 2, "Placement agreements, signed")),
        ),
        SamplePromise(
            promise=one("PR-002", "Volunteering hours for the food pantry", "CB33", 120, "hours", -5),
            delivered=((150, 60, "Pantry's own list"), (40, 60, "Pantry's own list")),
        ),
        SamplePromise(
            promise=one("PR-003", "Visits to the laundry by the schools", "CB23", 4, "events", 15),
            delivered=((30, 3, "Letters of thanks"),),
        ),
    )


def deliveries(sample: SamplePromise, number: PromiseId, today: date) -> tuple[PromiseDelivery, ...]:
    """What was delivered of a promise that is kept under this id."""
    return tuple(
        PromiseDelivery(promise_id=number, date=today - timedelta(days=days), number=many, proof=proof)
        for days, many, proof in sample.delivered
    )


def sample_case(today: date) -> SavingCase:
    """A case for lunch clubs that keep people at home."""
    return SavingCase(
        case_ref="IS-001",
        title="A lunch club on every weekday (sample)",
        asked_of="Braes Integration Joint Board",
        invest=Money(28_000_00),
        running=Money(9_000_00),
        match=Money(5_000_00),
        match_from="Braes Community Trust",
        starts_on=today + timedelta(days=60),
        years=3,
        conditions="People who live alone come at least twice a week\nThe ward refers before discharge, not after",
        note=INVENTED,
    )


def sample_savings(case: SavingCaseId) -> tuple[SavingLine, ...]:
    """Who would save by it."""
    return (
        SavingLine(
            case_id=case,
            payer="NHS",
            what="nights in hospital after a fall",
            low=Money(12_000_00),
            amount=Money(18_000_00),
            high=Money(24_000_00),
            cashable=Decimal("0.2"),
            cashable_why="fewer agency nights on the ward",
            from_month=6,
            source=f"the ward's own estimate, {INVENTED}",
        ),
        SavingLine(
            case_id=case,
            payer="local authority",
            what="meals brought to the house",
            amount=Money(9_000_00),
            cashable=Decimal("0.5"),
            cashable_why="the meals contract is paid by the meal",
            source=f"the council's price for a meal, {INVENTED}",
        ),
    )


def sample_psp(today: date) -> Psp:
    """A partnership in its pilot."""
    return Psp(
        psp_ref="PSP-001",
        title="Home from hospital, with company (sample)",
        public_body="NHS Braes",
        stage="pilot",
        starts_on=today - timedelta(days=400),
        pilot_from=today - timedelta(days=180),
        pilot_to=today + timedelta(days=60),
        tender_by=today + timedelta(days=240),
        pilot_cost=Money(21_500_00),
        note=INVENTED,
    )


def sample_psp_parts(psp: PspId, today: date) -> tuple[tuple[PspPartner, ...], tuple[PspEntry, ...]]:
    """Its members, and its record so far."""
    members = (("NHS Braes", "public body"), ("Braes Laundry & Lunch", "lead of the consortium"))
    lines = (
        ("design", "need", 390, "People go home to a cold house and nobody calls for days", "the discharge team"),
        ("design", "design", 340, "A volunteer is there on the first evening, with a meal", "people who were patients"),
        ("design", "decision", 320, "The pilot covers two wards", "all partners"),
        ("pilot", "outcome", 150, "41 people had a meal and company on their first evening at home", "the volunteers"),
        ("pilot", "learnt", 120, "A call the day before is worth more than one the day after", "the volunteers"),
        ("pilot", "decision", 60, "The pilot goes on to weekends", "the steering group"),
    )
    spent = {"outcome": Money(17_800_00)}
    return (
        tuple(PspPartner(psp_id=psp, name=name, role=role) for name, role in members),
        tuple(
            PspEntry(
                psp_id=psp,
                stage=stage,
                kind=kind,
                date=today - timedelta(days=days),
                text=text,
                by_whom=who,
                cost=spent.get(kind),
            )
            for stage, kind, days, text, who in lines
        ),
    )


def sample_cost() -> CostBeside:
    """A cost a buyer could look up, if the buyer were real."""
    return CostBeside(
        what="A place in a day centre for one person over a year (sample)",
        cost=Money(7_800_00),
        source=f"Braes Council's budget, {INVENTED}",
        note="Open five days a week, with transport; ours is open on two.",
    )


def sample_fair_work(today: date) -> FairWorkAnswer:
    """Own words to one criterion."""
    return FairWorkAnswer(
        criterion="FWF-2",
        text="Everybody who works here meets once a month; what is asked there is answered at the next meeting.",
        changed_on=today - timedelta(days=30),
    )
