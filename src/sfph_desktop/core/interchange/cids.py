"""The totals of a return in the Common Impact Data Standard (CIDS 3.2.1, Basic Tier), for other programs.

The layout is a JSON array of flat nodes, each with its own context, which is what the standard's own add-ins take in.
A figure that was held back is not exported: the standard has no word for it. Groups of people are not either. Only the
organisation's public name stands in it. Checked against the published shapes (`tests/samples/cids`) in the tests.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from sfph_desktop.core.domain.benefits import LEVELS
from sfph_desktop.core.domain.network import NetworkIndicator, Return, ReturnCell

CONTEXT = "https://ontology.commonapproach.org/contexts/cidsContext.jsonld"
HEALTH = "https://metadata.un.org/sdg/3"
BASE = "https://sfph.invalid/id"
"""`.invalid` is for names that are nobody's: the ids are names, nothing is found there."""
_OUTCOMES: Mapping[str, str] = {
    "individual": "People are healthier and feel better",
    "social": "People and places are better off together",
    "environmental": "The environment is better off",
}


def cids_bytes(content: Return, indicators: Sequence[NetworkIndicator]) -> bytes:
    """The file: the same return and definitions give the same bytes."""
    nodes = _nodes(content, indicators)
    with_context = [{"@context": CONTEXT, **node} for node in nodes]
    return json.dumps(with_context, ensure_ascii=False, indent=1, allow_nan=False).encode() + b"\n"


def _nodes(content: Return, indicators: Sequence[NetworkIndicator]) -> list[dict[str, Any]]:
    base = f"{BASE}/{content.member_key.replace('-', '').replace(' ', '')[:24].casefold()}"
    organisation = f"{base}/organisation"
    told = [(one, cell) for one in indicators for cell in content.cells if _goes(one, cell)]
    named = {one.id: f"{base}/indicator/{_spelt(one.id)}" for one, _ in told}
    levels = [level for level in LEVELS if any(one.level == level for one, _ in told)]
    outcomes = {level: f"{base}/outcome/{level}" for level in levels}
    nodes: list[dict[str, Any]] = [
        {
            "@id": organisation,
            "@type": ["cids:Organization", "cids:SocialPurposeOrganization"],
            "hasLegalName": content.member,
            "hasOutcome": list(outcomes.values()),
            "hasIndicator": list(named.values()),
        },
        {
            "@id": HEALTH,
            "@type": "cids:Theme",
            "hasName": "Goal 3: Good health and well-being",
            "hasDescription": "Ensure healthy lives and promote well-being for all at all ages",
        },
    ]
    for level, outcome in outcomes.items():
        nodes.append(
            {
                "@id": outcome,
                "@type": "cids:Outcome",
                "hasName": _OUTCOMES[level],
                "hasDescription": f"What {content.network} asks its members about this",
                "forOrganization": organisation,
                "forTheme": [HEALTH],
                "hasIndicator": [named[one.id] for one, _ in told if one.level == level],
            }
        )
    for one, cell in told:
        nodes += _figure(content, one, cell, organisation, named[one.id], outcomes[one.level])
    return nodes


def _goes(one: NetworkIndicator, cell: ReturnCell) -> bool:
    return cell.indicator == one.id and not cell.group and cell.value is not None


def _figure(
    content: Return, one: NetworkIndicator, cell: ReturnCell, organisation: str, indicator: str, outcome: str
) -> list[dict[str, Any]]:
    report = f"{indicator}/report/{content.quarter}"
    value = cell.value if cell.value is not None else Decimal(0)
    behind = "" if cell.n is None or one.kind == "count" else f"{cell.n} people are behind it."
    if one.kind == "share":
        behind = f"{value:f} of {cell.n} people."
    comment = " ".join(part for part in (behind, "As it was sent before." if cell.qualifier else "") if part)
    number: dict[str, Any] = {
        "@id": f"{report}/value",
        "@type": "i72:Measure",
        "hasNumericalValue": format(value, "f"),
    }
    if one.kind in {"count", "share"}:
        number["unit_of_measure"] = "cids:countUnit"
    elif one.kind == "mean":
        number["unit_of_measure"] = "cids:scoreUnit"
    return [
        {
            "@id": indicator,
            "@type": "cids:Indicator",
            "hasName": one.name,
            "hasDescription": one.purpose or one.name,
            "unitDescription": one.unit,
            "forOrganization": organisation,
            "forOutcome": [outcome],
            "hasIndicatorReport": [report],
        },
        {
            "@id": report,
            "@type": "cids:IndicatorReport",
            "hasName": f"{one.name}, {content.quarter.words if cell.window == 'quarter' else 'twelve months'}",
            **({"hasComment": comment} if comment else {}),
            "forOrganization": organisation,
            "forIndicator": indicator,
            "startedAtTime": f"{cell.period_start.isoformat()}T00:00:00Z",
            "endedAtTime": f"{cell.period_end.isoformat()}T23:59:59Z",
            "value": number,
        },
    ]


def _spelt(id_: str) -> str:
    """An id as a part of an address: whatever is no plain letter, digit or sign of one is written by its number."""
    return "".join(c if c.isascii() and (c.isalnum() or c in "-_.") else f"~{ord(c):x}" for c in id_)
