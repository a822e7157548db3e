"""The sample's opportunities: a tender with two lots, a quick quote that is due soon, and one decided against.

All are invented, and say so; their days go by the day on which the sample is made, so that Today has something to tell.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from sfph_desktop.core.domain.opportunities import (
    BidderFact,
    BidderList,
    Criterion,
    Detail,
    Lot,
    Opportunity,
    OpportunityId,
)
from sfph_desktop.core.domain.values import Money

INVENTED = "Invented for the sample: there is no such buyer and no such tender."
_NONE = OpportunityId(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleOpportunity:
    """One opportunity with its lots, criteria and details."""

    opportunity: Opportunity
    lots: tuple[Lot, ...] = ()
    criteria: tuple[Criterion, ...] = ()
    details: tuple[Detail, ...] = ()


def sample_opportunities(today: date) -> tuple[SampleOpportunity, ...]:
    """Three of them, as they stand on a day."""
    return (_tender(today), _quick_quote(today), _declined(today))


def _tender(today: date) -> SampleOpportunity:
    begins = today + timedelta(days=90)
    asked = (
        "Bidders will say which community benefits they offer: placements for people furthest from work, and food "
        "bought from small local growers."
    )
    return SampleOpportunity(
        opportunity=Opportunity(
            opportunity_ref="N-0001",
            title="Lunch clubs and company for older people in the Braes (sample)",
            buyer="Braes Integration Joint Board",
            buyer_kind="health",
            description=(
                "Warm meals in company for people over 65 who live alone, so that they are less lonely, eat better and "
                f"stay well at home. {asked}"
            ),
            jurisdiction="Scotland",
            stage="open",
            published_on=today - timedelta(days=12),
            questions_by=today + timedelta(days=6),
            questions_time="17:00",
            tenders_by=today + timedelta(days=18),
            tenders_time="12:00",
            contract_start=begins,
            contract_end=begins + timedelta(days=1_095),
            extension="One year more, and once again one year",
            value=Money(186_000_00),
            procedure="Open procedure",
            how_to_apply="In the buyer's portal (invented)",
            decision="interested",
            decided_on=today,
            decided_by="manager",
            note=INVENTED,
        ),
        lots=(
            Lot(opportunity_id=_NONE, lot="1", title="Upper Braes", value=Money(110_000_00), position=1),
            Lot(opportunity_id=_NONE, lot="2", title="Lower Braes", value=Money(76_000_00), position=2),
        ),
        criteria=tuple(
            Criterion(opportunity_id=_NONE, kind=kind, name=name, weight=Decimal(weight), position=place)
            for place, (kind, name, weight) in enumerate(
                (("quality", "Method and staff", 50), ("quality", "Community benefits", 10), ("price", "Price", 40)), 1
            )
        ),
        details=(
            Detail(opportunity_id=_NONE, kind="code", code="85312100", text="Daycare services", position=1),
            Detail(opportunity_id=_NONE, kind="passage", code="asked", text=asked, place="description", position=2),
        ),
    )


def _quick_quote(today: date) -> SampleOpportunity:
    return SampleOpportunity(
        opportunity=Opportunity(
            opportunity_ref="N-0002",
            title="Laundry for supported tenancies (sample)",
            buyer="Braes Council",
            buyer_kind="council",
            description="Collecting, washing and bringing back bedding for forty supported tenancies, for one year.",
            jurisdiction="Scotland",
            route="quick_quote",
            stage="open",
            published_on=today - timedelta(days=3),
            tenders_by=today + timedelta(days=4),
            tenders_time="10:00",
            duration_days=365,
            value=Money(14_200_00),
            how_to_apply="By reply to the quick quote (invented)",
            note=INVENTED,
        ),
        criteria=(
            Criterion(opportunity_id=_NONE, kind="price", name="Price", weight=Decimal(70), position=1),
            Criterion(opportunity_id=_NONE, kind="quality", name="Delivery", weight=Decimal(30), position=2),
        ),
        details=(Detail(opportunity_id=_NONE, kind="code", code="98311000", text="Laundry-collection services"),),
    )


def _declined(today: date) -> SampleOpportunity:
    return SampleOpportunity(
        opportunity=Opportunity(
            opportunity_ref="N-0003",
            title="Community link work in five localities (sample)",
            buyer="NHS Braes and Glens (sample)",
            buyer_kind="health",
            description="Link workers in every general practice of five localities.",
            jurisdiction="Scotland",
            stage="open",
            published_on=today - timedelta(days=40),
            tenders_by=today + timedelta(days=9),
            duration_days=1_460,
            value=Money(3_900_000_00),
            decision="no_bid",
            decision_reason="It is far more than we could carry by ourselves; ask the lead bidder for a part of it.",
            decided_on=today - timedelta(days=20),
            decided_by="manager",
            decided_with="Against: A year of it is worth more than the turnover of a year.",
            note=INVENTED,
        ),
    )


def sample_fact() -> BidderFact:
    """Turnover and staff at the end of the sample's year."""
    return BidderFact(
        date=date(2026, 3, 31),
        turnover=Money(412_000_00),
        employees=11,
        employees_integrated=3,
        main_aim="no",
        note=INVENTED,
    )


def sample_list() -> BidderList:
    """A list the sample enterprise is on."""
    return BidderList(buyer="Braes Council", kind="quick_quote", what="laundry and meals", note=INVENTED)
