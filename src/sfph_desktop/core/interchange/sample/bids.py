"""The sample's bid: three questions of an invented buyer, what is held as policy, and an answer from years ago."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sfph_desktop.core.domain.bids import Bid, BidId, BidPartner, BidQuestion, EarlierAnswer, Policy

BID = Bid(
    bid_ref="B-001",
    title="Community meals, laundry and company",
    buyer="Braes Health and Social Care Partnership",
    due_date=date(2027, 3, 12),
    due_time="12:00",
    lots="2",
    note="Invented, as all of the sample is.",
)
QUESTIONS = (
    BidQuestion(
        bid_id=BidId(0),
        number="4.1",
        text="What difference does your service make to loneliness and wellbeing, and how do you know?",
        most=500,
        weight=40.0,
    ),
    BidQuestion(
        bid_id=BidId(0),
        number="4.2",
        text="What do you do for unpaid carers?",
        most=250,
        weight=20.0,
    ),
    BidQuestion(
        bid_id=BidId(0),
        number="4.3",
        text="Describe your safeguarding policy and your insurance.",
        most=1000,
        unit="characters",
        way="web_form",
        weight=10.0,
    ),
)
PARTNERS = (
    BidPartner(
        bid_id=BidId(0),
        name="Braes Laundry & Lunch",
        role="lead",
        share=Decimal("0.85"),
        does="Laundry, lunch club and befriending; manages the contract",
        risks="fewer people than planned; staff away",
    ),
    BidPartner(
        bid_id=BidId(0),
        name="Glen Cycle Couriers",
        role="subcontractor",
        share=Decimal("0.15"),
        does="Fetches and brings back laundry by cargo bike",
        risks="bad weather; bikes out of use",
    ),
)
POLICIES = (
    Policy(name="Safeguarding policy", agreed_on=date(2026, 2, 2), expires_on=date(2029, 2, 1), issuer="our board"),
    Policy(
        name="Employers' liability insurance",
        kind="insurance",
        number="£10m",
        issuer="an invented insurer",
        agreed_on=date(2026, 4, 1),
        expires_on=date(2029, 3, 31),
    ),
)
EARLIER = EarlierAnswer(
    question="How do you reduce loneliness among older people?",
    text="Nobody eats alone. Our lunch club is open to all who live nearby, and a volunteer rings whoever stays away.",
    source="Quick quote for the council",
    written_on=date(2024, 5, 14),
)


def answers(keys: dict[str, str]) -> dict[str, str]:
    """The draft answers by question number; `keys` by what they are about: figures, and policies by name."""

    def quoted(about: str, form: str = "") -> str:
        key = keys.get(about, "")
        return f"{{{key}{f' {form}' if form else ''}}}" if key else ""

    told = [quoted(about) for about in ("ucla3.total", "swemwbs7.metric", "ons4.worthwhile", "volunteered")]
    found = "\n".join(f"- {one}" for one in told if one)
    reach = quoted("reach")
    return {
        "4.1": (
            "People come to us for clean sheets or a hot meal, and stay for the company. Everybody is met by somebody "
            f"who knows their name. {reach}\n\nWe ask people how they are when they begin and again later, with "
            f"questionnaires that others use too. Of those who answered both times:\n{found}\n\n"
            "We do not claim that all of it is our doing: we have no comparison group, and some who left did not "
            "answer a second time. What we record is open to you, figure by figure, by its evidence number."
        ),
        "4.3": f"We work by our {quoted(POLICIES[0].name)}. We are insured: {quoted(POLICIES[1].name)}.",
    }
