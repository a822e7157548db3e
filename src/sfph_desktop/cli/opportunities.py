"""Commands for opportunities: notices from a file, the list, one of them, by hand, decided."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import asdict, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from sfph_desktop.cli.office import new_file, opened
from sfph_desktop.cli.saying import MOST_PROBLEMS_SHOWN, Saying
from sfph_desktop.core.domain.opportunities import BidderFact, BidderList, Criterion, Lot, Opportunity
from sfph_desktop.core.domain.opportunity_rules import (
    BUYER_WORDS,
    DECISION_WORDS,
    DETAIL_WORDS,
    ROUTE_WORDS,
    SOURCE_WORDS,
    STAGE_WORDS,
    lot_name,
    pounds,
    told_day,
    value_told,
)
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.values import Money
from sfph_desktop.core.usecases import (
    bid_check,
    bidder_facts,
    notices,
    opportunities,
    opportunity_bids,
    opportunity_calendar,
    opportunity_limits,
)
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.opportunities import OpportunityPage

LISTED = ("opportunity_ref", "title", "buyer", "value", "questions_by", "tenders_by", "stage", "decision")
FACTS = (
    *("title", "buyer", "buyer_kind", "jurisdiction", "route", "stage", "description", "how_to_apply"),
    *("who_may_apply", "extension", "procedure", "note", "ocid"),
)
DAYS = ("published_on", "questions_by", "tenders_by", "contract_start", "contract_end")
MONEY = ("value", "value_low")
NO_DAY = "none"
BIDDER_FACTS = ("employees", "employees_integrated", "main_aim", "aim_written_in", "note")


def bring_in(asked: Namespace, saying: Saying) -> None:
    """Bring in a file of notices; the fate of every one, and what was not right with it."""
    with opened(asked) as office:
        done = notices.import_notices(office, asked.file, codes=tuple(asked.cpv), progress=saying.progress)
    read = done.value
    document = {
        "file": read.file,
        **{fate: read.count(fate) for fate in ("added", "changed", "same", "passed_over")},
        "unit": done.unit_id,
        "opportunities": [
            {
                "fate": line.fate,
                "opportunity_ref": line.opportunity.opportunity_ref,
                "ocid": line.opportunity.ocid,
                "title": line.opportunity.title,
                "notices": line.notices,
            }
            for line in read.lines
        ],
        "problems": [asdict(problem) for problem in done.problems],
    }

    def tell() -> None:
        saying.line(f"{done.why}, {read.count('same')} as they were.")
        if read.count("passed_over"):
            saying.line(f"{read.count('passed_over')} passed over: none of their codes begins as asked for.")
        for line in read.lines:
            if line.fate in {"added", "changed"}:
                saying.line(f"  {line.opportunity.opportunity_ref}  {line.opportunity.title}")
        for problem in done.problems[:MOST_PROBLEMS_SHOWN]:
            saying.line(problem.reason)
        if len(done.problems) > MOST_PROBLEMS_SHOWN:
            saying.line(f"... and {len(done.problems) - MOST_PROBLEMS_SHOWN} more; with --json all are told.")

    saying.either(asked.json, document, tell)


def listing(asked: Namespace, saying: Saying) -> None:
    """The opportunities, the nearest deadline first."""
    with opened(asked, backup=False) as office:
        found = opportunities.list_opportunities(office, asked.text)
    saying.listing(found, as_json=asked.json, columns=LISTED)


def opportunity(asked: Namespace, saying: Saying) -> None:
    """Show, add, change, decide on or remove an opportunity."""
    with opened(asked) as office:
        if asked.action == "add":
            found = Opportunity(opportunity_ref=asked.ref, title=asked.title)
            kept = opportunities.add_opportunity(office, _with(found, asked, skip=("title",))).value
        else:
            kept = opportunities.opportunity_called(office, asked.ref)
        if asked.action == "change":
            kept = opportunities.change_opportunity(office, _with(kept, asked)).value
        elif asked.action == "decide":
            seen = bid_check.checked(office, opportunities.opportunity_page(office, kept.id))
            opportunities.decide(office, kept.id, asked.decision, asked.reason, seen)
        elif asked.action == "remove":
            opportunities.remove_opportunity(office, kept.id)
            said = f"{kept.title} is removed."
            saying.either(asked.json, {"removed": kept.opportunity_ref}, lambda: saying.line(said))
            return
        elif asked.action == "bid":
            bid = opportunity_bids.begin_bid(office, kept.id).value
            said = f"{bid.bid_ref}: {bid.title}. Go on with: sfph bid show {bid.bid_ref}"
            saying.either(asked.json, {"bid_ref": bid.bid_ref, "title": bid.title}, lambda: saying.line(said))
            return
        elif asked.action == "lot":
            _add_lot(office, kept, asked)
        elif asked.action == "criterion":
            _add_criterion(office, kept, asked)
        page = opportunities.opportunity_page(office, kept.id)
    saying.either(asked.json, document_of(page), lambda: _tell(page, saying))


def _with(found: Opportunity, asked: Namespace, skip: tuple[str, ...] = ()) -> Opportunity:
    given: dict[str, Any] = {}
    for name in FACTS:
        value = getattr(asked, name, None)
        if value is not None and name not in skip:
            given[name] = value
    for name in DAYS:
        day: date | str | None = getattr(asked, name, None)
        if day is not None:
            given[name] = None if day == NO_DAY else day
    for name in MONEY:
        amount = getattr(asked, name, None)
        if amount is not None:
            given[name] = None if amount == NO_DAY else Money.pounds(amount.replace(",", "").lstrip("£"))
    return replace(found, **given)


def _add_lot(office: Office, found: Opportunity, asked: Namespace) -> None:
    page = opportunities.opportunity_page(office, found.id)
    value = Money.pounds(asked.value) if asked.value else None
    lot = Lot(opportunity_id=found.id, lot=asked.lot, title=asked.title, value=value)
    opportunities.set_lots(office, found.id, (*(one for one in page.lots if one.lot != asked.lot), lot))


def _add_criterion(office: Office, found: Opportunity, asked: Namespace) -> None:
    try:
        weight = Decimal(asked.weight) if asked.weight else None
    except InvalidOperation:
        raise UserCanFix(what=f"'{asked.weight}' is no weight.", do="Give a number from 0 to 100.") from None
    page = opportunities.opportunity_page(office, found.id)
    one = Criterion(opportunity_id=found.id, name=asked.name, lot=asked.lot, weight=weight)
    others = (c for c in page.criteria if (c.lot, c.name.casefold()) != (asked.lot, asked.name.strip().casefold()))
    opportunities.set_criteria(office, found.id, (*others, one))


def document_of(page: OpportunityPage) -> dict[str, Any]:
    """One opportunity as JSON: money in pounds, days as ISO dates."""

    def plain(one: Any, *left_out: str) -> dict[str, Any]:
        fields = {name: found for name, found in _shallow(one).items() if name not in left_out}
        return {name: found.in_pounds if isinstance(found, Money) else found for name, found in fields.items()}

    return {
        **plain(page.opportunity, "id"),
        "lots": [plain(one, "id", "opportunity_id", "position") for one in page.lots],
        "criteria": [plain(one, "id", "opportunity_id", "position") for one in page.criteria],
        "codes": [{"code": one.code, "words": one.text} for one in page.codes],
        "community_benefits": [{"said": one.code, "where": one.place, "words": one.text} for one in page.passages],
        "documents": [{"kind": one.code, "title": one.text, "link": one.place} for one in page.documents],
        "notices": [plain(one, "id", "opportunity_id", "content") for one in page.notices],
        "doubts": list(page.doubts),
    }


def _shallow(one: Any) -> dict[str, Any]:
    return {name: getattr(one, name) for name in one.__dataclass_fields__}


def _tell(page: OpportunityPage, saying: Saying) -> None:
    found = page.opportunity
    saying.line(f"{found.opportunity_ref}  {found.title}")
    told = (
        ("Buyer", f"{found.buyer} ({BUYER_WORDS[found.buyer_kind]})" if found.buyer else ""),
        ("From", ", ".join(part for part in (SOURCE_WORDS[found.source], found.jurisdiction) if part)),
        ("How it is offered", ROUTE_WORDS[found.route]),
        ("Stage", STAGE_WORDS[found.stage]),
        ("Value", value_told(found)),
        ("Questions by", told_day(found.questions_by, found.questions_time)),
        ("Bids by", told_day(found.tenders_by, found.tenders_time)),
        ("Contract", " to ".join(part for part in map(told_day, (found.contract_start, found.contract_end)) if part)),
        ("Number", found.ocid),
        ("Decision", f"{DECISION_WORDS[found.decision]}. {found.decision_reason}".strip()),
    )
    for name, words in told:
        if words:
            saying.line(f"  {name}: {words}")
    for lot in page.lots:
        saying.line(f"  {lot_name(lot.lot, lot.title)} {pounds(lot.value)}".rstrip())
    for one in page.criteria:
        where = f"{lot_name(one.lot, '')}, " if one.lot else ""
        weight = f"{one.weight:f} of 100" if one.weight is not None else one.weight_words or "weight not told"
        saying.line(f"  Criterion: {where}{one.name or one.kind}: {weight}")
    for code in page.codes:
        saying.line(f"  Code {code.code} {code.text}".rstrip())
    for passage in page.passages:
        saying.line(f"  Community benefits, {DETAIL_WORDS[passage.code]} ({passage.place}): {passage.text}")
    for paper in page.documents:
        saying.line(f"  Document: {paper.text} {paper.place}".rstrip())
    for doubt in page.doubts:
        saying.line(f"  Look again: {doubt}")


def check(asked: Namespace, saying: Saying) -> None:
    """What speaks for a bid and against it, and the limits beside the value. Nothing is written."""
    with opened(asked) as office:
        found = opportunities.opportunity_called(office, asked.ref)
        page = opportunities.opportunity_page(office, found.id)
        reasons = bid_check.bid_check(office, page)
        limits = opportunity_limits.value_beside_limits(office, page)
    document = {
        "opportunity_ref": found.opportunity_ref,
        "title": found.title,
        "reasons": [asdict(one) for one in reasons.reasons],
        "evidence": [asdict(one) for one in reasons.evidence],
        "limits": [{**asdict(one), "value": one.value.in_pounds} for one in limits.told.limits],
        "limits_note": limits.told.note,
        "preferred_bidder_limit": {
            "limit": limits.preferred.limit.in_pounds,
            "own_setting": limits.preferred.own,
            "said": limits.preferred_said,
            "source": limits.preferred.source,
        },
    }

    def tell() -> None:
        saying.line(f"{found.opportunity_ref}  {found.title}: {value_told(found)}")
        for side in bid_check.SIDES:
            for one in reasons.of(side):
                saying.line(f"  {one.line}")
        saying.line(f"Limits. {limits.told.note}")
        for limit in limits.told.limits:
            caution = f" ({limit.caution})" if limit.caution else ""
            saying.line(f"  {limit.title}: {pounds(limit.value)}{caution}. Here: {limit.said}. {limit.triggers}.")
        saying.line(f"Preferred bidder lists, up to {pounds(limits.preferred.limit)}: {limits.preferred_said}")
        saying.line(f"  {limits.preferred.said} {limits.preferred.source}")
        saying.line("These are reasons, and no verdict: you decide.")

    saying.either(asked.json, document, tell)


def deadlines(asked: Namespace, saying: Saying) -> None:
    """The deadlines to come as a calendar file."""
    with opened(asked) as office:
        number = opportunities.opportunity_called(office, asked.ref).id if asked.ref else None
        file = new_file(asked.out, ".ics", "a calendar file")
        count = opportunity_calendar.deadlines_file(office, file, number)
    told = f"{file}: {count} deadline{'' if count == 1 else 's'}."
    saying.either(asked.json, {"file": str(file), "deadlines": count}, lambda: saying.line(told))


def bidder(asked: Namespace, saying: Saying) -> None:
    """What buyers ask of a bidder: facts, the supported-business test, lists of buyers, the limit for them."""
    with opened(asked) as office:
        if asked.action == "fact":
            given = {name: found for name in BIDDER_FACTS if (found := getattr(asked, name)) is not None}
            day = asked.on or office.clock.today()
            before = next((one for one in bidder_facts.bidder_facts(office) if one.date == day), BidderFact(date=day))
            turnover = Money.pounds(asked.turnover) if asked.turnover else before.turnover
            bidder_facts.keep_bidder_fact(office, replace(before, turnover=turnover, **given))
        elif asked.action == "list":
            limit = Money.pounds(asked.up_to) if asked.up_to else None
            kept = BidderList(buyer=asked.buyer, kind=asked.kind, what=asked.what, up_to=limit, to_date=asked.to)
            bidder_facts.keep_bidder_list(office, replace(kept, source=asked.source))
        elif asked.action == "unlist":
            bidder_facts.remove_bidder_list(office, asked.id)
        elif asked.action == "limit" and asked.pounds:
            opportunity_limits.set_preferred_limit(office, Money.pounds(asked.pounds))
        test, facts = bidder_facts.supported_test(office), bidder_facts.bidder_facts(office)
        lists, preferred = bidder_facts.bidder_lists(office), opportunity_limits.preferred_limit(office)
    document = {
        "facts": [{**_shallow(one), "turnover": one.turnover.in_pounds if one.turnover else None} for one in facts],
        "supported_business": asdict(test),
        "lists": [{**_shallow(one), "up_to": one.up_to.in_pounds if one.up_to else None} for one in lists],
        "preferred_bidder_limit": {**_shallow(preferred), "limit": preferred.limit.in_pounds},
    }

    def tell() -> None:
        for one in facts:
            employees = f"{one.employees} employees" if one.employees is not None else ""
            turnover = f"turnover {pounds(one.turnover)}" if one.turnover else ""
            saying.line(f"{told_day(one.date)}: {', '.join(part for part in (turnover, employees) if part)}")
        saying.line(f"Supported business: {test.aim} {test.share} {test.verdict}")
        saying.line(f"  {test.source}")
        for kept in lists:
            saying.line(f"List {kept.id}: {kept.buyer}, {bidder_facts.LIST_WORDS[kept.kind]} {kept.what}".rstrip())
        saying.line(f"Preferred bidder lists: up to {pounds(preferred.limit)}. {preferred.said} {preferred.source}")

    saying.either(asked.json, document, tell)
