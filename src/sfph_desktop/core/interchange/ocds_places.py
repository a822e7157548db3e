"""Where a notice is from and whose law it follows: by the number of its process, the buyer's region and the law named.

The prefixes are those of the publishers in the registry of the standard; UKL, UKM and UKN are the statistical regions
of Wales, Scotland and Northern Ireland.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

_SOURCES = {"ocds-r6ebe6": "pcs", "ocds-h6vhtk": "fts", "ocds-b5fd17": "cf", "ocds-kuma6s": "s2w"}
_HOME = {"pcs": "Scotland", "s2w": "Wales", "cf": "England"}
_REGIONS = {"UKL": "Wales", "UKM": "Scotland", "UKN": "Northern Ireland"}
_HEALTH = re.compile(r"\bNHS\b|\bhealth board\b|\bintegrated care\b|\bhealth trust\b", re.IGNORECASE)
_COUNCIL = re.compile(r"\bcouncil\b|\bborough\b|\bcomhairle\b", re.IGNORECASE)


def source(ocid: str) -> str:
    """Who published it, of `domain.opportunities.SOURCES`."""
    return _SOURCES.get(ocid[:11].casefold(), "other")


def region(buyer: Mapping[str, Any], tender: Mapping[str, Any]) -> str:
    """The statistical region of the buyer, or of where the work is done; blank when neither is told as a code."""
    places = [buyer.get("address", {}).get("region", "")]
    for item in tender.get("items", ()):
        places.extend(address.get("region", "") for address in item.get("deliveryAddresses", ()))
    return next((one.upper() for one in places if re.fullmatch(r"UK[C-N][0-9A-Z]*", one.upper())), "")


def jurisdiction(ocid: str, place: str, tender: Mapping[str, Any]) -> str:
    """Whose procurement law it is likely to follow; blank when nothing tells."""
    found = _HOME.get(source(ocid), "")
    if found:
        return found
    if place[:3] in _REGIONS:
        return _REGIONS[place[:3]]
    if place:
        return "England"
    return "UK" if source(ocid) == "fts" or tender.get("legalBasis", {}).get("scheme") == "UKPGA" else ""


def buyer_kind(buyer: Mapping[str, Any], name: str) -> str:
    """central, council, health or other; blank when nothing tells."""
    called = buyer.get("name") or name
    said = " ".join(
        f"{one.get('id', '')} {one.get('description', '')}"
        for one in buyer.get("details", {}).get("classifications", ())
        if one.get("scheme") in {"UK_CA_TYPE", "TED_CA_TYPE"}
    ).casefold()
    if _HEALTH.search(called):
        return "health"
    if _COUNCIL.search(called) or "regional or local authority" in said:
        return "council"
    if "central government" in said.replace("sub-central", "") and "subcentral" not in said.replace("-", ""):
        return "central"
    return "other" if said else ""
