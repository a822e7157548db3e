"""What the page of opportunities asks of the use cases.

They are imported by the workers that call them: they bring the database with them, which the first window must not.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sfph_desktop.core.domain.office_facts import Listing
from sfph_desktop.core.domain.opportunities import BidderFact, BidderList, Criterion, Lot, Opportunity
from sfph_desktop.core.domain.values import Money
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.ui.models.opportunity_words import opportunity_lines
from sfph_desktop.ui.widgets.asks import Ask

OUR_WORK = ("85", "98", "80", "752", "55")
"""Beginnings of the codes (CPV) of health, social, community, education and food services."""
MANY = 40
"""A file about more pieces of work than so many is a download of a day or a month: only our kind of work is taken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """One opportunity with what is looked up for it."""

    page: Any
    check: Any
    limits: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Bidder:
    """What buyers ask of us, as it is written down."""

    fact: BidderFact
    """The latest facts put together; of today where there are none."""
    test: Any
    lists: tuple[BidderList, ...]
    limit: Any


def listed(office: Any, text: str) -> Listing:
    """The opportunities, in words."""
    from sfph_desktop.core.usecases.opportunities import list_opportunities

    return opportunity_lines(list_opportunities(office, text), office.clock.today())


def opened(office: Any, number: int) -> Opened:
    """One opportunity, the reasons for and against, and the limits."""
    from sfph_desktop.core.usecases.bid_check import bid_check
    from sfph_desktop.core.usecases.opportunities import opportunity_page
    from sfph_desktop.core.usecases.opportunity_limits import value_beside_limits

    page = opportunity_page(office, number)
    return Opened(page=page, check=bid_check(office, page), limits=value_beside_limits(office, page))


def add(office: Any, values: Mapping[str, Any]) -> Done[Opportunity]:
    """One that was heard of."""
    from sfph_desktop.core.usecases.opportunities import add_opportunity

    return add_opportunity(office, Opportunity(opportunity_ref="", **values))


def change(office: Any, number: int, name: str, value: Any) -> Done[Opportunity]:
    """Change one field of the opportunity as it is now."""
    from sfph_desktop.core.usecases.opportunities import change_opportunity, opportunity_page

    return change_opportunity(office, replace(opportunity_page(office, number).opportunity, **{name: value}))


def remove(office: Any, number: int) -> Done[Opportunity]:
    """Take an opportunity away."""
    from sfph_desktop.core.usecases.opportunities import remove_opportunity

    return remove_opportunity(office, number)


def decide(office: Any, number: int, decision: str, reason: str) -> Done[Opportunity]:
    """Write a decision down, with what spoke for and against."""
    from sfph_desktop.core.usecases.bid_check import checked
    from sfph_desktop.core.usecases.opportunities import decide, opportunity_page

    seen = checked(office, opportunity_page(office, number)) if decision else ()
    return decide(office, number, decision, reason, seen)


def begin_bid(office: Any, number: int) -> Done[Any]:
    """The bid that answers it, begun where there is none yet."""
    from sfph_desktop.core.usecases.opportunity_bids import begin_bid

    return begin_bid(office, number)


def do_part(office: Any, number: int, ask: Ask) -> Done[Any]:
    """Add, change or remove a lot or a criterion."""
    from sfph_desktop.core.usecases import opportunities

    page = opportunities.opportunity_page(office, number)
    if ask.verb == "add":
        blank = {"opportunity_id": page.opportunity.id} | ({"lot": ""} if ask.part is Lot else {})
        return opportunities.add_part(office, opportunities.with_values(ask.part(**blank), ask.values))
    known: tuple[Lot | Criterion, ...] = page.lots if ask.part is Lot else page.criteria
    there = next((one for one in known if one.id == ask.record_id), None)
    if there is None:
        from sfph_desktop.core.usecases.refusals import gone

        raise gone("This line")
    if ask.verb == "remove":
        return opportunities.remove_part(office, there)
    return opportunities.change_part(office, opportunities.with_values(there, ask.values))


def bring_in(office: Any, file: Path, everything: bool, progress: Any) -> Done[Any]:
    """Bring in a file of notices: of a download of many, our kind of work, unless everything is asked for."""
    from sfph_desktop.core.usecases.notices import import_notices

    return import_notices(office, file, () if everything else OUR_WORK, progress, choose_from=MANY)


def write_deadlines(office: Any, file: Path) -> int:
    """The deadlines to come as a calendar file."""
    from sfph_desktop.core.usecases.opportunity_calendar import deadlines_file

    return deadlines_file(office, file)


def bidder(office: Any) -> Bidder:
    """What buyers ask of us."""
    from sfph_desktop.core.usecases.bidder_facts import bidder_facts, bidder_lists, supported_test
    from sfph_desktop.core.usecases.opportunity_limits import preferred_limit

    facts = bidder_facts(office)
    fact = facts[0] if facts else BidderFact(date=office.clock.today())
    return Bidder(fact=fact, test=supported_test(office), lists=bidder_lists(office), limit=preferred_limit(office))


def keep_fact(office: Any, name: str, value: Any) -> Done[BidderFact]:
    """Change one fact; a new day takes the others along."""
    from sfph_desktop.core.usecases.bidder_facts import keep_bidder_fact

    fact = bidder(office).fact
    if name == "date":
        fact = replace(fact, id=0, date=value)
        return keep_bidder_fact(office, fact)
    return keep_bidder_fact(office, replace(fact, **{name: value}))


def set_limit(office: Any, limit: Money) -> Done[Any]:
    """Another limit for preferred bidder lists."""
    from sfph_desktop.core.usecases.opportunity_limits import set_preferred_limit

    return set_preferred_limit(office, limit)


def do_list(office: Any, ask: Ask) -> Done[Any]:
    """Add, change or remove a list of a buyer."""
    from sfph_desktop.core.usecases import bidder_facts

    if ask.verb == "add":
        return bidder_facts.keep_bidder_list(office, BidderList(**ask.values))
    if ask.verb == "remove":
        return bidder_facts.remove_bidder_list(office, ask.record_id)
    there = next(one for one in bidder_facts.bidder_lists(office) if one.id == ask.record_id)
    return bidder_facts.keep_bidder_list(office, replace(there, **ask.values))
