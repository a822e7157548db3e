"""An opportunity out of the releases of one process: every field from where publishers really put it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date
from decimal import Decimal
from typing import Any

from sfph_desktop.core.domain.opportunities import Criterion, Detail, Lot, Opportunity, OpportunityId
from sfph_desktop.core.domain.opportunity_rules import MOST_TEXT
from sfph_desktop.core.domain.values import Money
from sfph_desktop.core.interchange.ocds_merge import in_order, merged
from sfph_desktop.core.interchange.ocds_places import buyer_kind, jurisdiction, region, source

_NONE = OpportunityId(0)
_STAGE_OF_TAG = (
    ("cancelled", ("tenderCancellation", "awardCancellation")),
    ("awarded", ("award", "awardUpdate", "contract", "contractUpdate", "contractAmendment", "implementation")),
    ("open", ("tender", "tenderUpdate", "tenderAmendment")),
    ("planned", ("planning", "planningUpdate")),
)
_STAGE_OF_STATUS = {
    "cancelled": "cancelled",
    "unsuccessful": "cancelled",
    "withdrawn": "cancelled",
    "complete": "awarded",
    "active": "open",
    "planned": "planned",
    "planning": "planned",
}
_WHOLE = frozenset({"planning", "tender", "award", "contract", "compiled"})
"""Tags of publications that stand by themselves; of the others an earlier one is needed."""
_NAMED = {"bestProposal": "Best proposal", "priceOnly": "Price only", "ratedCriteria": "Rated criteria"}
_WEIGHT = re.compile(r"\s*(\d{1,3}(?:\.\d+)?)\s*(?:%|per cent|percent)?\s*$", re.IGNORECASE)
LONGEST_TITLE = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the releases of one process tell. Nothing of it has an id yet."""

    opportunity: Opportunity
    lots: tuple[Lot, ...] = ()
    criteria: tuple[Criterion, ...] = ()
    details: tuple[Detail, ...] = ()
    """Codes and documents; passages are found in `texts`."""
    texts: tuple[tuple[str, str], ...] = field(default=())
    """What is written at length, as (where, words)."""


def told_by(releases: Sequence[Mapping[str, Any]]) -> Told:
    """What the trimmed releases of one process tell together, the later ones counting."""
    ordered = in_order(releases)
    whole = merged(ordered)
    tender = whole.get("tender", {})
    lots = tuple(_lots(tender))
    return Told(
        opportunity=_cut(_opportunity(whole, ordered, lots)),
        lots=lots,
        criteria=tuple(_criteria(tender)),
        details=(*_codes(whole), *_documents(whole)),
        texts=tuple(_texts(whole)),
    )


def _opportunity(whole: Mapping[str, Any], ordered: Sequence[Mapping[str, Any]], lots: Sequence[Lot]) -> Opportunity:
    tender = whole.get("tender", {})
    agreed = [*whole.get("contracts", ()), *whole.get("awards", ())]
    buyer = _buyer(whole)
    ocid = whole.get("ocid", "")
    value, gross, low, words = _values(whole, lots)
    begins, ends, days = _period(_contract_period(tender, agreed, lots))
    questions, tenders = _deadline(tender, "enquiryPeriod"), _deadline(tender, "tenderPeriod")
    if tenders[0] is None:
        tenders = _day_and_time(tender.get("expressionOfInterestDeadline", ""))
    tags = {tag for release in ordered for tag in release.get("tag", ())}
    title = tender.get("title") or next((one["title"] for one in agreed if one.get("title")), "")
    return Opportunity(
        opportunity_ref="",
        title=" ".join(title.split())[:LONGEST_TITLE] or f"Notice {ocid}",
        buyer=buyer.get("name") or whole.get("buyer", {}).get("name", ""),
        buyer_kind=buyer_kind(buyer, whole.get("buyer", {}).get("name", "")),
        buyer_region=region(buyer, tender),
        description=tender.get("description") or next((c["description"] for c in agreed if c.get("description")), ""),
        source=source(ocid),
        jurisdiction=jurisdiction(ocid, region(buyer, tender), tender),
        stage=_stage(ordered, tender),
        ocid=ocid,
        only_changes=bool(tags) and not tags & _WHOLE and not (title and buyer),
        language=whole.get("language", "").casefold(),
        published_on=_published(ordered, tender),
        updated_on=_day_and_time(ordered[-1].get("date", ""))[0] if len(ordered) > 1 else None,
        questions_by=questions[0],
        questions_time=questions[1],
        tenders_by=tenders[0],
        tenders_time=tenders[1],
        contract_start=begins,
        contract_end=ends,
        duration_days=days,
        extension=_extension(tender, lots),
        value=value,
        value_gross=gross,
        value_low=low,
        value_words=words,
        procedure=tender.get("procurementMethodDetails") or tender.get("procurementMethod", ""),
        how_to_apply=_how_to_apply(tender),
        who_may_apply="\n".join(_who_may_apply(tender)),
    )


def _cut(found: Opportunity) -> Opportunity:
    """Texts put together of many, no longer than is kept: the whole stands in the notice itself."""
    cut: dict[str, Any] = {}
    for one in fields(found):
        text = getattr(found, one.name)
        if isinstance(text, str) and len(text) > MOST_TEXT:
            cut[one.name] = f"{text[: MOST_TEXT - 2]} …"
    return replace(found, **cut)


# --- who, where, when -------------------------------------------------------------------------------------------------


def _buyer(whole: Mapping[str, Any]) -> Mapping[str, Any]:
    """The party that buys: by the number the buyer has, or by its role."""
    number = whole.get("buyer", {}).get("id")
    parties: Sequence[Mapping[str, Any]] = whole.get("parties", ())
    by_number = (one for one in parties if number and one.get("id") == number)
    by_role = (one for role in ("buyer", "procuringEntity") for one in parties if role in one.get("roles", ()))
    return next(by_number, None) or next(by_role, {})


def _stage(ordered: Sequence[Mapping[str, Any]], tender: Mapping[str, Any]) -> str:
    """By what the latest release is, unless the status says that it has ended."""
    by_status = _STAGE_OF_STATUS.get(tender.get("status", ""), "")
    if by_status in {"cancelled", "awarded"}:
        return by_status
    tags = set(ordered[-1].get("tag", ())) if ordered else set()
    return next((stage for stage, those in _STAGE_OF_TAG if tags & set(those)), by_status)


def _published(ordered: Sequence[Mapping[str, Any]], tender: Mapping[str, Any]) -> date | None:
    days = [_day_and_time(release.get("date", ""))[0] for release in ordered]
    found = [day for day in (*days, _day_and_time(tender.get("datePublished", ""))[0]) if day is not None]
    return min(found, default=None)


def _deadline(tender: Mapping[str, Any], name: str) -> tuple[date | None, str]:
    return _day_and_time(tender.get(name, {}).get("endDate", ""))


_MOMENT = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(?::\d{2}(?:\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?)?")


def _day_and_time(text: str) -> tuple[date | None, str]:
    """The day as it is written, and the time with its zone as written: no clock is turned on the buyer's behalf."""
    found = _MOMENT.match(text.strip())
    if found is None:
        return None, ""
    try:
        day = date.fromisoformat(found[1])
    except ValueError:
        return None, ""
    return day, f"{found[2]} {found[3] or ''}".strip() if found[2] else ""


def _contract_period(
    tender: Mapping[str, Any], agreed: Sequence[Mapping[str, Any]], lots: Sequence[Lot]
) -> Mapping[str, Any]:
    """How long the work runs: as agreed, as tendered, or from the first lot's first day to the last lot's last."""
    periods = (one.get("period") or one.get("contractPeriod") for one in agreed)
    found = next((one for one in periods if one), None) or tender.get("contractPeriod")
    if found:
        return dict(found)
    starts = [lot.contract_start for lot in lots if lot.contract_start]
    ends = [lot.contract_end for lot in lots if lot.contract_end]
    days = [lot.duration_days for lot in lots if lot.duration_days]
    told: dict[str, Any] = {}
    if starts:
        told["startDate"] = min(starts).isoformat()
    if ends:
        told["endDate"] = max(ends).isoformat()
    if days:
        told["durationInDays"] = max(days)
    return told


def _period(period: Mapping[str, Any]) -> tuple[date | None, date | None, int | None]:
    days = period.get("durationInDays")
    return (
        _day_and_time(period.get("startDate", ""))[0],
        _day_and_time(period.get("endDate", ""))[0],
        int(days) if days and 1 <= days <= 36_500 else None,
    )


def _extension(tender: Mapping[str, Any], lots: Sequence[Lot]) -> str:
    said = [*(lot.extension for lot in lots), tender.get("recurrence", {}).get("description", "")]
    return "\n".join(dict.fromkeys(one for one in said if one))


# --- money ------------------------------------------------------------------------------------------------------------


def _values(whole: Mapping[str, Any], lots: Sequence[Lot]) -> tuple[Money | None, Money | None, Money | None, str]:
    """Net, gross and lowest value in pounds, and what is to be said of them. 0 and nothing both mean: not known."""
    tender = whole.get("tender", {})
    agreed = [*whole.get("contracts", ()), *whole.get("awards", ())]
    budget = whole.get("planning", {}).get("budget", {}).get("amount", {})
    places = [(tender.get("value", {}), ""), *((one.get("value", {}), "as agreed") for one in agreed)]
    low = _money(tender.get("minValue", {}), "amount")
    for value, words in (*places, (budget, "the buyer's budget")):
        if value.get("amount") or value.get("amountGross"):
            if value.get("currency", "GBP") != "GBP":
                amount = value.get("amount") or value.get("amountGross")
                return None, None, None, f"{amount:,.0f} {value['currency']}"
            return _money(value, "amount"), _money(value, "amountGross"), low, words
    known = [lot.value.pence for lot in lots if lot.value is not None]
    if known:
        all_of = "the sum of the lots" if len(known) == len(lots) else f"the sum of {len(known)} of {len(lots)} lots"
        return Money(sum(known)), None, low, all_of
    return None, None, low, ""


def _money(value: Mapping[str, Any], name: str) -> Money | None:
    amount = value.get(name)
    return None if not amount or value.get("currency", "GBP") != "GBP" else Money.pounds(amount)


# --- lots and criteria ------------------------------------------------------------------------------------------------


def _lots(tender: Mapping[str, Any]) -> Iterator[Lot]:
    """The lots as they come: many have no title, and one by itself is the whole of the work."""
    found: Sequence[Mapping[str, Any]] = tender.get("lots", ())
    for number, lot in enumerate(found, start=1):
        begins, ends, days = _period(lot.get("contractPeriod", {}))
        gone = lot.get("status") in {"cancelled", "unsuccessful", "withdrawn"}
        yield Lot(
            opportunity_id=_NONE,
            lot=lot.get("id") or str(number),
            title=" ".join(lot.get("title", "").split())[:LONGEST_TITLE] + (" (cancelled)" if gone else ""),
            description=lot.get("description", ""),
            value=_money(lot.get("value", {}), "amount") or _money(lot.get("value", {}), "amountGross"),
            contract_start=begins,
            contract_end=ends,
            duration_days=days,
            extension=lot.get("renewal", {}).get("description", ""),
            position=number,
        )


def _criteria(tender: Mapping[str, Any]) -> Iterator[Criterion]:
    found = [("", one) for one in tender.get("awardCriteria", {}).get("criteria", ())]
    for number, lot in enumerate(tender.get("lots", ()), start=1):
        name = lot.get("id") or str(number)
        found.extend((name, one) for one in lot.get("awardCriteria", {}).get("criteria", ()))
    for position, (name, one) in enumerate(found, start=1):
        weight, words = _weight(one)
        called = one.get("name", "")
        if not name and len(found) == 1 and tender.get("awardCriteriaDetails"):
            words = words or tender["awardCriteriaDetails"]
        yield Criterion(
            opportunity_id=_NONE,
            lot=name,
            kind=one.get("type", ""),
            name=_NAMED.get(called, called),
            weight=weight,
            weight_words=words,
            position=position,
        )


def _weight(one: Mapping[str, Any]) -> tuple[Decimal | None, str]:
    """Points of a hundred, and the words where it is not told in numbers.

    Public Contracts Scotland writes the number as the description; Find a Tender under `numbers`, which may also be an
    order of importance or a range.
    """
    for number in one.get("numbers", ()):
        weight, given = number.get("weight", ""), number.get("number")
        if given is None:
            continue
        exact = _plain(Decimal(str(given)))
        if weight in {"percentageExact", ""} and exact <= 100:
            return exact, ""
        if weight == "decimalExact" and exact <= 1:
            return _plain(exact * 100), ""
        return None, f"{exact:f} ({_spoken(weight)})"
    described = one.get("description", "")
    plain = _WEIGHT.fullmatch(described)
    if plain is not None and Decimal(plain[1]) <= 100:
        return Decimal(plain[1]), ""
    return None, described


def _plain(number: Decimal) -> Decimal:
    """The same number without zeros at its end and without an exponent."""
    return Decimal(format(number.normalize(), "f"))


def _spoken(code: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", code).casefold()


# --- how to apply, what is bought, what is written --------------------------------------------------------------------


def _how_to_apply(tender: Mapping[str, Any]) -> str:
    ways = [_spoken(way) for way in tender.get("submissionMethod", ())]
    languages = tender.get("submissionTerms", {}).get("languages", ())
    said = [tender.get("submissionMethodDetails", ""), ", ".join(ways)]
    if languages:
        said.append(f"Languages: {', '.join(languages)}")
    return "\n".join(one for one in said if one)


def _who_may_apply(tender: Mapping[str, Any]) -> Iterator[str]:
    suits = [tender.get("suitability", {}), *(lot.get("suitability", {}) for lot in tender.get("lots", ()))]
    if any(one.get("sme") for one in suits):
        yield "The buyer says it suits small and medium-sized enterprises."
    if any(one.get("vcse") for one in suits):
        yield "The buyer says it suits voluntary, community and social enterprises."
    for reserved in tender.get("otherRequirements", {}).get("reservedParticipation", ()):
        yield f"Reserved for: {_spoken(reserved)}."
    for one in tender.get("selectionCriteria", {}).get("criteria", ()):
        words = "\n".join(one[name] for name in ("name", "description", "minimum") if one.get(name))
        if words:
            yield f"{one['type'].capitalize()}: {words}" if one.get("type") else words


def _codes(whole: Mapping[str, Any]) -> Iterator[Detail]:
    tender = whole.get("tender", {})
    holders: list[Mapping[str, Any]] = [tender, *tender.get("items", ())]
    for agreed in (*whole.get("awards", ()), *whole.get("contracts", ())):
        holders.extend(agreed.get("items", ()))
    words: dict[str, str] = {}
    for holder in holders:
        for one in (holder.get("classification", {}), *holder.get("additionalClassifications", ())):
            code = re.match(r"\d{8}", one.get("id", ""))
            if code is not None and one.get("scheme", "CPV").upper().startswith("CPV"):
                words[code[0]] = words.get(code[0]) or one.get("description", "")
    for position, (code_of, said) in enumerate(words.items(), start=1):
        yield Detail(opportunity_id=_NONE, kind="code", code=code_of, text=said, position=position)


def _documents(whole: Mapping[str, Any]) -> Iterator[Detail]:
    tender = whole.get("tender", {})
    holders = (whole.get("planning", {}), tender, *whole.get("awards", ()), *whole.get("contracts", ()))
    seen = set()
    for position, one in enumerate((d for holder in holders for d in holder.get("documents", ())), start=1):
        title, url = one.get("title") or one.get("description", ""), one.get("url", "")
        if (title or url) and (title, url) not in seen:
            seen.add((title, url))
            kind = " ".join(part for part in (one.get("noticeType", ""), _spoken(one.get("documentType", ""))) if part)
            text = " ".join(title.split())[:LONGEST_TITLE]
            yield Detail(opportunity_id=_NONE, kind="document", code=kind, text=text, place=url, position=position)


def _texts(whole: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Where community benefits may be spoken of: no field of its own exists for them."""
    tender = whole.get("tender", {})
    found: Iterable[tuple[str, str]] = (
        ("description", tender.get("description", "")),
        ("additional information", whole.get("description", "")),
        ("contract terms", tender.get("contractTerms", {}).get("performanceTerms", "")),
        ("award criteria", tender.get("awardCriteriaDetails", "")),
        *_criteria_texts("award criteria", tender.get("awardCriteria", {})),
        *_criteria_texts("selection criteria", tender.get("selectionCriteria", {})),
    )
    yield from ((where, text) for where, text in found if text)
    for number, lot in enumerate(tender.get("lots", ()), start=1):
        name = f"lot {lot.get('id') or number}"
        if lot.get("description"):
            yield name, lot["description"]
        yield from _criteria_texts(f"{name}, award criteria", lot.get("awardCriteria", {}))


def _criteria_texts(where: str, criteria: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for one in criteria.get("criteria", ()):
        said = [one.get(name, "") for name in ("name", "description", "minimum")]
        numbers = [f"{n['number']:g}" for n in one.get("numbers", ()) if "number" in n]
        words = ": ".join(part for part in (*said, *numbers) if part)
        if words:
            yield where, words
