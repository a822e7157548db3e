"""What is kept of a notice: the parts that matter, each made sure to be what it should be.

Publishers do not keep to the schema, and a file may be made to do harm. Whatever is not of the shape below, or not what
the shape says it is, is left out and told; people's names and numbers (`contactPoint`) are never kept. What comes out
has only strings, finite numbers, true and false in it, and may be trusted by all that reads it later.
"""

from __future__ import annotations

import hashlib
import json
import math
import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import Any

TEXT, LONG, NUMBER, FLAG = "text", "long", "number", "flag"
LONGEST, LONGEST_TEXT = 1_000, 20_000
"""Characters that are kept of a name or a link, and of a description."""
MOST = 500
"""Entries of one list that are kept; the largest real notice has 83 lots."""
HIGHEST = 1e12
"""Pounds: what is larger is a mistake, as 79228162514264337593543950335 for `no limit`."""

Shape = Any
Note = Callable[[str, str], None]
"""Told what was not right (`number`, `kind`, `long`, `many`) and where."""

_MONEY = {"amount": NUMBER, "amountGross": NUMBER, "currency": TEXT}
_PERIOD = {"startDate": TEXT, "endDate": TEXT, "maxExtentDate": TEXT, "durationInDays": NUMBER}
_CODE = {"scheme": TEXT, "id": TEXT, "description": TEXT}
_DOCUMENT = {
    "id": TEXT,
    "documentType": TEXT,
    "noticeType": TEXT,
    "title": LONG,
    "description": LONG,
    "url": TEXT,
    "datePublished": TEXT,
}
_ITEM = {
    "id": TEXT,
    "classification": _CODE,
    "additionalClassifications": [_CODE],
    "deliveryAddresses": [{"region": TEXT, "postalCode": TEXT, "countryName": TEXT}],
    "relatedLot": TEXT,
}
_CRITERIA = {
    "criteria": [
        {
            "type": TEXT,
            "name": LONG,
            "description": LONG,
            "minimum": LONG,
            "numbers": [{"number": NUMBER, "weight": TEXT}],
        }
    ]
}
_LOT = {
    "id": TEXT,
    "title": LONG,
    "description": LONG,
    "status": TEXT,
    "value": _MONEY,
    "contractPeriod": _PERIOD,
    "awardCriteria": _CRITERIA,
    "suitability": {"sme": FLAG, "vcse": FLAG},
    "hasRenewal": FLAG,
    "renewal": {"description": LONG},
}
_TENDER = {
    "id": TEXT,
    "title": LONG,
    "description": LONG,
    "status": TEXT,
    "datePublished": TEXT,
    "value": _MONEY,
    "minValue": _MONEY,
    "procurementMethod": TEXT,
    "procurementMethodDetails": LONG,
    "mainProcurementCategory": TEXT,
    "legalBasis": {"id": TEXT, "scheme": TEXT},
    "classification": _CODE,
    "additionalClassifications": [_CODE],
    "items": [_ITEM],
    "tenderPeriod": _PERIOD,
    "enquiryPeriod": _PERIOD,
    "contractPeriod": _PERIOD,
    "expressionOfInterestDeadline": TEXT,
    "communication": {"futureNoticeDate": TEXT},
    "submissionMethod": [TEXT],
    "submissionMethodDetails": LONG,
    "submissionTerms": {"languages": [TEXT]},
    "suitability": {"sme": FLAG, "vcse": FLAG},
    "otherRequirements": {"reservedParticipation": [TEXT]},
    "selectionCriteria": _CRITERIA,
    "awardCriteria": _CRITERIA,
    "awardCriteriaDetails": LONG,
    "contractTerms": {"performanceTerms": LONG},
    "techniques": {"hasFrameworkAgreement": FLAG, "hasDynamicPurchasingSystem": FLAG},
    "hasRecurrence": FLAG,
    "recurrence": {"description": LONG},
    "documents": [_DOCUMENT],
    "lots": [_LOT],
}
_AGREED = {
    "id": TEXT,
    "title": LONG,
    "description": LONG,
    "status": TEXT,
    "value": _MONEY,
    "contractPeriod": _PERIOD,
    "period": _PERIOD,
    "items": [_ITEM],
    "documents": [_DOCUMENT],
}
RELEASE: Shape = {
    "ocid": TEXT,
    "id": TEXT,
    "date": TEXT,
    "tag": [TEXT],
    "language": TEXT,
    "description": LONG,
    "buyer": {"id": TEXT, "name": TEXT},
    "parties": [
        {
            "id": TEXT,
            "name": TEXT,
            "roles": [TEXT],
            "address": {"region": TEXT, "postalCode": TEXT, "countryName": TEXT},
            "details": {"classifications": [_CODE]},
        }
    ],
    "planning": {"budget": {"amount": _MONEY}, "documents": [_DOCUMENT]},
    "tender": _TENDER,
    "awards": [_AGREED],
    "contracts": [_AGREED],
}
_BUYING = frozenset({"buyer", "procuringEntity", "centralPurchasingBody"})


def trimmed(release: Mapping[str, Any], note: Note) -> dict[str, Any]:
    """What is kept of a release; `note` is told what was left out. The release itself is not changed."""
    tender = release.get("tender")
    if isinstance(tender, Mapping) and isinstance(tender.get("awardCriteria"), str):
        release = {**release, "tender": {**tender, "awardCriteria": {"criteria": [{"name": tender["awardCriteria"]}]}}}
    kept: dict[str, Any] = _object(release, RELEASE, "", note)
    buyer = kept.get("buyer", {}).get("id")
    kept["parties"] = [
        one
        for one in kept.get("parties", ())
        if _BUYING & set(one.get("roles", ())) or (buyer and one.get("id") == buyer)
    ]
    if not kept.get("ocid"):
        note("ocid", "")
        kept["ocid"] = _made_number(kept)
    return {name: found for name, found in kept.items() if found not in ({}, [], "")}


def _made_number(kept: Mapping[str, Any]) -> str:
    """A number for a release without one: the same for the same buyer's same piece of work, whatever else changes."""
    tender = kept.get("tender", {})
    named = [kept.get("buyer", {}).get("name", ""), tender.get("id", "") or tender.get("title", "")]
    if not any(named):
        named = [kept.get("id", ""), json.dumps(kept, sort_keys=True)]
    return f"unnumbered-{hashlib.sha256(json.dumps(named).encode()).hexdigest()[:16]}"


def _object(found: Mapping[str, Any], shape: Mapping[str, Shape], place: str, note: Note) -> dict[str, Any]:
    kept = {}
    for name, inner in shape.items():
        given = found.get(name)
        if given is None and inner is LONG:
            given = _in_another_language(found, name)
        if given is None:
            continue
        one = _kept(given, inner, f"{place}/{name}", note)
        if one is not None and one not in ({}, [], ""):
            kept[name] = one
    return kept


def _in_another_language(found: Mapping[str, Any], name: str) -> Any:
    """The text under its name with a language (`title_cy`), where the plain one is missing."""
    return next((found[key] for key in found if type(key) is str and key.startswith(f"{name}_")), None)


def _kept(given: Any, shape: Shape, place: str, note: Note) -> Any:
    if isinstance(shape, Mapping):
        if isinstance(given, Mapping):
            return _object(given, shape, place, note)
        note("kind", place)
        return None
    if isinstance(shape, list):
        if not isinstance(given, list):
            if shape == [TEXT] and isinstance(given, str):
                return [_text(given, TEXT, place, note)]
            note("kind", place)
            return None
        if len(given) > MOST:
            note("many", place)
        entries = (_kept(one, shape[0], place, note) for one in given[:MOST] if one is not None)
        return [one for one in entries if one is not None and one not in ({}, "")]
    if shape == NUMBER:
        return _number(given, place, note)
    if shape == FLAG:
        return given if isinstance(given, bool) else None
    return _text(given, shape, place, note)


def _number(given: Any, place: str, note: Note) -> float | None:
    if isinstance(given, str):
        try:
            given = float(given.replace(",", "").strip())
        except ValueError:
            note("number", place)
            return None
    if isinstance(given, bool) or not isinstance(given, int | float):
        note("kind", place)
        return None
    if not -HIGHEST <= given <= HIGHEST or not math.isfinite(given):
        note("number", place)
        return None
    if given == 0 and place.endswith(("/amount", "/amountGross")):
        return None  # 0 says that the amount is not known; kept, an update would blank the one that is
    if given < 0:
        note("number", place)
        return None
    return float(given)


_LOST_BREAKS = re.compile(r"(?<=[^\sA-Za-z])(?:rn)+ (?=\S)")
"""Line breaks as Sell2Wales writes them: their strokes are lost (`crisis.rn NOTE`). After a letter it may be a word."""
_BREAKS = {"\r\n": "\n", "\r": "\n", "\u2028": "\n", "\u2029": "\n"}


def _text(given: Any, shape: Shape, place: str, note: Note) -> str | None:
    if isinstance(given, bool) or not isinstance(given, str | int | float):
        note("kind", place)
        return None
    text = f"{given:g}" if isinstance(given, float) else str(given)
    longest = LONGEST_TEXT if shape == LONG else LONGEST
    if len(text) > longest:
        note("long", place)
        text = text[:longest]
    for old, new in _BREAKS.items():
        text = text.replace(old, new)
    text = _LOST_BREAKS.sub("\n", text)
    if not text.isprintable():
        text = "".join(c if c == "\n" or _shows(c) else " " if c in "\t\u00a0" else "" for c in text)
    return unicodedata.normalize("NFC", text).strip()


def _shows(character: str) -> bool:
    """Whether a character is a letter, a sign or a blank, and none that hides, turns text round or is half a pair."""
    return unicodedata.category(character) not in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
