"""Limits by country, day and kind of work; preferred bidder lists; the supported-business test; to bid or not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from plain_office import plain_office

from sfph_desktop.core.domain.contracts import Contract
from sfph_desktop.core.domain.limits import LimitsTold, limits_for, same_buyer
from sfph_desktop.core.domain.opportunities import (
    BidderFact,
    BidderList,
    Criterion,
    Detail,
    Lot,
    Opportunity,
    OpportunityId,
)
from sfph_desktop.core.domain.outcomes import Outcome, OutcomeParts
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.values import Money
from sfph_desktop.core.usecases import bid_check, bidder_facts, history, opportunities, opportunity_limits, outcomes
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.opportunities import OpportunityPage
from sfph_desktop.core.usecases.sample_opportunities import add_sample_opportunities

TODAY = date(2026, 11, 29)
CARE, GOODS, BUILDING = ("85312100",), ("39000000",), ("45210000",)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    yield from plain_office(tmp_path)


def told(office: Office, codes: tuple[str, ...] = CARE, lots: int = 0, **more: object) -> LimitsTold:
    found = Opportunity(opportunity_ref="N-1", title="Meals", **{"jurisdiction": "Scotland", **more})  # type: ignore[arg-type]
    named = [Lot(opportunity_id=OpportunityId(0), lot=str(n), value=Money(n * 50_000_00)) for n in range(1, lots + 1)]
    return limits_for(found, codes, named, office.library.thresholds().values(), TODAY)


def ids(found: LimitsTold) -> list[str]:
    return [one.id for one in found.limits]


def test_limits_go_by_country_day_buyer_and_what_is_bought(office: Office) -> None:
    assert ids(told(office)) == ["SCO-QQ-50K", "SCO-REG-GS", "SCO-LT", "SCO-CB-S25"]
    small = told(office, lots=3).limits[2]
    assert (small.id, small.said) == ("SCO-SMALLLOT-GS", "lot 1 without VAT is below it")
    council = told(office, GOODS, buyer_kind="council")
    assert ids(council) == ["SCO-QQ-50K", "SCO-REG-GS", "SCO-GPA-SC-2026", "SCO-CB-S25"]
    assert council.limits[2].caution, "the figure of 2026 for councils was inferred, and says so"
    older = told(office, GOODS, buyer_kind="council", published_on=date(2025, 6, 1))
    assert "SCO-GPA-SC-2024" in ids(older)
    assert ids(told(office, GOODS, buyer_kind="central"))[2] == "SCO-GPA-CG-2026"
    assert ids(told(office, BUILDING)) == ["SCO-QQ-50K", "SCO-REG-WORKS", "SCO-CB-S25", "SCO-GPA-WORKS-2026"]
    assert ids(told(office, jurisdiction="England")) == ["UK-PA23-LT-2026"]
    assert ids(told(office, jurisdiction="England", published_on=date(2020, 1, 1))) == []
    for where, words in (("Wales", "table of its own"), ("", "where the buyer is")):
        assert words in told(office, jurisdiction=where).note


@pytest.mark.parametrize(
    ("net", "gross", "reached"),
    [
        (49_999, None, (False, False)),
        (50_000, None, (True, False)),
        (552_949, None, (True, False)),
        (552_951, None, (True, None)),
        (663_540, None, (True, True)),
        (None, 663_540, (True, True)),
        (None, 55_000, (None, False)),
        (None, None, (None, None)),
    ],
)
def test_a_value_beside_a_limit_with_and_without_vat(
    office: Office, net: int | None, gross: int | None, reached: tuple[bool | None, bool | None]
) -> None:
    found = told(
        office,
        value=None if net is None else Money.pounds(net),
        value_gross=None if gross is None else Money.pounds(gross),
    )
    by_id = {one.id: one for one in found.limits}
    assert (by_id["SCO-REG-GS"].reached, by_id["SCO-LT"].reached) == reached
    assert "At or above it: Procurement Reform" in by_id["SCO-REG-GS"].triggers


def test_the_limit_of_preferred_bidder_lists_is_a_setting_with_its_source(office: Office) -> None:
    first = opportunity_limits.preferred_limit(office)
    assert (first.limit, first.own) == (Money(15_000_00), False)
    assert "senscot.net" in first.source
    assert "no statute" in first.said
    opportunity_limits.set_preferred_limit(office, Money(20_000_00))
    assert opportunity_limits.preferred_limit(office).own
    with pytest.raises(UserCanFix, match="cannot be a limit"):
        opportunity_limits.set_preferred_limit(office, Money(0))
    bidder_facts.keep_bidder_list(office, BidderList(buyer="The Leith Council", what="meals"))
    bidder_facts.keep_bidder_list(office, BidderList(buyer="Leith Council", to_date=date(2020, 1, 1)))
    found = Opportunity(opportunity_ref="N-1", title="Meals", buyer="LEITH COUNCIL", value=Money(18_000_00))
    beside = opportunity_limits.value_beside_limits(office, OpportunityPage(opportunity=found))
    assert beside.preferred_said == "£18,000 is within it: ask the buyer who is on its list."
    assert [one.what for one in beside.lists] == ["meals"]


@pytest.mark.parametrize(
    ("aim", "employees", "integrated", "passed"),
    [("yes", 10, 3, True), ("yes", 10, 2, False), ("no", 10, 9, False), ("", 10, 9, None), ("yes", None, None, None)],
)
def test_the_supported_business_test_needs_both_parts(
    office: Office, aim: str, employees: int | None, integrated: int | None, passed: bool | None
) -> None:
    day = office.clock.today()
    fact = BidderFact(date=day, main_aim=aim, employees=employees, employees_integrated=integrated)
    bidder_facts.keep_bidder_fact(office, fact)
    test = bidder_facts.supported_test(office)
    assert test.passed is passed
    assert "SPPN 1/2025" in test.source
    assert "%" not in f"{test.aim}{test.share}{test.verdict}"
    if employees:
        assert "at least 3 would be needed" in test.share


def test_facts_of_a_bidder_are_kept_by_day_and_refused_where_they_cannot_be(office: Office) -> None:
    day = office.clock.today()
    bidder_facts.keep_bidder_fact(office, BidderFact(date=day, turnover=Money(300_000_00)))
    done = bidder_facts.keep_bidder_fact(office, BidderFact(date=day, turnover=Money(310_000_00)))
    assert [one.turnover for one in bidder_facts.bidder_facts(office)] == [Money(310_000_00)]
    history.undo(office, done.unit_id)
    assert [one.turnover for one in bidder_facts.bidder_facts(office)] == [Money(300_000_00)]
    with pytest.raises(UserCanFix, match="More employees are disabled"):
        bidder_facts.keep_bidder_fact(office, BidderFact(date=day, employees=3, employees_integrated=4))
    with pytest.raises(UserCanFix, match="still to come"):
        bidder_facts.keep_bidder_fact(office, BidderFact(date=day + timedelta(days=1)))
    with pytest.raises(UserCanFix, match="ends before it begins"):
        bidder_facts.keep_bidder_list(
            office, BidderList(buyer="A", from_date=date(2026, 2, 1), to_date=date(2026, 1, 1))
        )


def test_reasons_for_and_against_come_from_what_is_written_down(office: Office) -> None:
    today = office.clock.today()
    with office.writing("a contract") as unit:
        unit.add(
            "contracts",
            Contract(
                contract_ref="C-A",
                title="Visits",
                commissioner="Leith Council",
                value=Money(50_000_00),
                start_date=today - timedelta(days=30),
            ),
        )
    bidder_facts.keep_bidder_fact(office, BidderFact(date=today, turnover=Money(80_000_00), employees=9))
    lonely = Outcome(outcome_ref="O-1", title="Older people are less lonely", level="social", construct="loneliness")
    outcomes.add_outcome(office, OutcomeParts(outcome=lonely))
    found = Opportunity(
        opportunity_ref="N-1",
        title="Lunch clubs",
        description="Reducing loneliness of older people",
        buyer="Leith Council",
        tenders_by=today + timedelta(days=4),
        value=Money(180_000_00),
        duration_days=1_095,
        procedure="Open procedure",
        who_may_apply="Reserved for: smvcse.",
        stage="open",
    )
    number = OpportunityId(0)
    page = OpportunityPage(
        opportunity=found,
        lots=(Lot(opportunity_id=number, lot="1", value=Money(9_000_00)), Lot(opportunity_id=number, lot="2")),
        criteria=(
            Criterion(opportunity_id=number, kind="price", weight=Decimal(70)),
            Criterion(opportunity_id=number, kind="cost", name="Social value", weight=Decimal(30)),
        ),
        passages=(Detail(opportunity_id=number, kind="passage", code="asked", text="Community benefits"),),
    )
    check = bid_check.bid_check(office, page)
    assert [one.words.split(".")[0] for one in check.of("against")] == [
        f"Only 4 days are left ({found.tenders_by.day} {found.tenders_by:%B %Y})",  # type: ignore[union-attr]
        "Price counts 70 points of 100",
    ]
    assert [one.about for one in check.of("for")] == ["buyer", "lots"]
    asked = {one.about: one.words for one in check.of("ask")}
    assert "more than half of your turnover" in asked["capacity"]
    assert "£60,041" in asked["capacity"]
    assert "One contract runs at the same time (C-A), worth £50,000" in asked["other work"]
    assert "no kept run has a figure" in asked["evidence"]
    assert check.evidence[0].words == ("lonely", "loneliness")
    assert set(asked) == {"capacity", "people", "other work", "who may bid", "community benefits", "evidence"}
    small = replace(found, value=Money(30_000_00), duration_days=365, tenders_by=today + timedelta(days=60))
    better = bid_check.bid_check(office, replace(page, opportunity=small))
    assert [one.about for one in better.of("for")] == ["deadline", "capacity", "buyer", "lots"]
    gone = bid_check.bid_check(office, replace(page, opportunity=replace(found, tenders_by=date(2020, 1, 1))))
    assert gone.of("against")[0].words == "The last day for bids has passed (1 January 2020)."


def test_an_empty_office_is_asked_and_never_judged(office: Office) -> None:
    kept = opportunities.add_opportunity(office, Opportunity(opportunity_ref="", title="Meals")).value
    check = bid_check.bid_check(office, opportunities.opportunity_page(office, kept.id))
    assert {one.about for one in check.of("ask")} == {"deadline", "capacity", "people", "criteria", "evidence"}
    assert not check.of("against")


def test_names_of_buyers_are_compared_as_people_do() -> None:
    assert same_buyer("The Leith Council ", "leith council")
    assert not same_buyer("Leith Council", "Leith Housing")
    assert not same_buyer("", "")


def test_the_sample_has_opportunities_that_say_that_they_are_invented(office: Office) -> None:
    add_sample_opportunities(office)
    rows = opportunities.list_opportunities(office).rows
    assert [str(row[1]) for row in rows] == ["N-0002", "N-0003", "N-0001"]
    pages = [opportunities.opportunity_page(office, int(str(row[0]))) for row in rows]
    assert all("(sample)" in page.opportunity.title and "Invented" in page.opportunity.note for page in pages)
    assert [page.doubts for page in pages] == [(), (), ()]
    assert bid_check.bid_check(office, pages[2]).of("for")
    assert bidder_facts.supported_test(office).passed is False
