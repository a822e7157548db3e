"""Referrals of a period: each way, by kind of partner, how soon people were met, and what a filter takes."""

from __future__ import annotations

from typing import Any

import pytest

from sfph_desktop.core.domain.impact import PartnershipFigure
from sfph_desktop.core.domain.impact_facts import EpisodeColumns, FundingColumns, ReferralColumns
from sfph_desktop.core.reports.partnership_words import partnership_statement, told_kinds
from sfph_desktop.core.toolkit.partnership import partnership_figure
from sfph_desktop.core.toolkit.selection import Span, episodes

SPAN = Span(start=100, end=200)
OF = episodes(
    EpisodeColumns(
        id=(1, 2), person_id=(1, 2), service=("Lunch", "Laundry"), start_day=(110, 110), end_day=(None, None)
    ),
    FundingColumns(episode_id=(1,), contract_ref=("C",), share_bp=(10_000,)),
)


def referrals(*rows: dict[str, Any]) -> ReferralColumns:
    usual = {
        "person_id": 1,
        "direction": "in",
        "partner_id": 7,
        "kind": "housing",
        "service": "",
        "day": 120,
        "contact_day": None,
        "outcome": "waiting",
        "outcome_day": None,
    }
    whole = [{"id": number, **usual, **row} for number, row in enumerate(rows, start=1)]
    return ReferralColumns(**{name: tuple(row[name] for row in whole) for name in ("id", *usual)})


def test_what_was_made_in_the_period_counts_and_what_came_after_it_does_not() -> None:
    found = partnership_figure(
        referrals(
            {"day": 99},
            {"day": 100, "contact_day": 104, "outcome": "started", "outcome_day": 150},
            {"day": 200, "contact_day": 203, "outcome": "started", "outcome_day": 210},
            {"day": 201},
            {"person_id": 2, "partner_id": None, "kind": "", "contact_day": 122},
            {"person_id": 2, "outcome": "declined", "outcome_day": 130},
            {"person_id": 2, "direction": "out", "partner_id": 8, "kind": "health_professional"},
        ),
        OF,
        SPAN,
    )
    assert (found.referred_in, found.people_in, found.referred_out, found.people_out) == (4, 2, 1, 1)
    assert dict(found.partners) == {"health_professional": 1, "housing": 1}
    assert dict(found.in_by_kind) == {"housing": 3, "none": 1}
    assert (found.contacted, found.median_days, found.waiting, found.started) == (2, 3.0, 1, 1)
    assert found.records.ids["referrals"] == (2, 3, 5, 6, 7)


@pytest.mark.parametrize(
    ("service", "contract", "wanted"),
    [("", "", (1, 2, 3)), ("Lunch", "", (1, 3)), ("Laundry", "", (2,)), ("", "C", (1, 3)), ("Laundry", "C", ())],
)
def test_a_filter_takes_what_was_made_for_it(service: str, contract: str, wanted: tuple[int, ...]) -> None:
    made = referrals({}, {"person_id": 2}, {"service": "Lunch"})
    found = partnership_figure(made, OF, SPAN, service, contract)
    assert found.records.ids.get("referrals", ()) == wanted


def figure(**kinds: int) -> PartnershipFigure:
    total = sum(kinds.values())
    return PartnershipFigure(
        partners={"housing": 1, "third_sector": 2},
        referred_in=total,
        people_in=total,
        in_by_kind=kinds,
        contacted=total,
        median_days=3.0,
    )


def test_the_words_say_who_with_and_how_soon() -> None:
    told = partnership_statement(figure(housing=1, none=30), guard=False)
    assert told == (
        "Referrals joined us with 3 partners: 2 third sector organisations and 1 housing organisation. 31 referrals "
        "were made to us: 30 by themselves, family or others and 1 by housing organisations. We had met or spoken with "
        "people after 31 of the 31 by the end of the period, half of them within 3 days."
    )
    assert partnership_statement(PartnershipFigure(), guard=True) == ""


@pytest.mark.parametrize("small", [1, 2, 3, 4])
def test_a_small_kind_cannot_be_worked_out_from_the_others(small: int) -> None:
    counts = {"housing": 20, "none": 6, "statutory_agency": small}
    kept, others = told_kinds(counts, guard=True)
    assert all(count >= 5 for _, count in kept)
    assert others >= 5
    told = partnership_statement(figure(**counts), guard=True)
    assert "statutory" not in told


def test_a_few_referrals_tell_nothing_but_that_they_are_few() -> None:
    few = {partnership_statement(figure(none=count), guard=True).split(". ", 1)[1] for count in (1, 2, 3, 4)}
    assert len(few) == 1, "one, two, three and four read alike"


def test_what_nobody_wrote_down_is_no_wait_and_not_among_those_who_were_or_were_not_met() -> None:
    rows = [{"outcome": "not_known"}] * 20 + [{"contact_day": 123, "outcome": "contacted"}] * 10 + [{}] * 10
    found = partnership_figure(referrals(*rows), OF, SPAN)
    assert (found.referred_in, found.not_known, found.contacted, found.waiting) == (40, 20, 10, 10)
    said = partnership_statement(found, guard=True)
    assert "after 10 of the 20 whose outcome was written down by the end" in said
    none = partnership_figure(referrals(*rows[:20]), OF, SPAN)
    assert "met or spoken" not in partnership_statement(none, guard=True)
    few = partnership_figure(referrals(*rows[19:]), OF, SPAN)
    assert "met or spoken" not in partnership_statement(few, guard=True), "one person could be told by the difference"
