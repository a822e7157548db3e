"""Commands for opportunities: notices from a file, the list, one of them, by hand, decided."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import asdict, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from sfph_desktop.cli.office import opened
from sfph_desktop.cli.saying import MOST_PROBLEMS_SHOWN, Saying
from sfph_desktop.core.domain.opportunities import Criterion, Lot, Opportunity
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
from sfph_desktop.core.usecases import notices, opportunities
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
            opportunities.decide(office, kept.id, asked.decision, asked.reason)
        elif asked.action == "remove":
            opportunities.remove_opportunity(office, kept.id)
            said = f"{kept.title} is removed."
            saying.either(asked.json, {"removed": kept.opportunity_ref}, lambda: saying.line(said))
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
