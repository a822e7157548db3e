"""What the files of a return are called and hold: the Data Package that says it to programs, the README to people."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sfph_desktop.core.domain.network import (
    GROUPS,
    QUALIFIERS,
    OrganisationFact,
    Return,
    ReturnCell,
    ReturnRow,
)

FILES = (
    "datapackage.json",
    "data/aggregates.csv",
    "data/organisation.csv",
    "data/items.csv",
    "cids.jsonld",
    "README.txt",
    "manifest.json",
    "manifest.sig",
)
"""Every name there is in a return, in its order; `items.csv` only under an agreement."""
COLUMNS: Mapping[type[Any], tuple[str, ...]] = {
    ReturnCell: (
        *("indicator", "group", "group_value", "window", "period_start", "period_end", "n", "value", "unit"),
        "qualifier",
    ),
    OrganisationFact: ("field", "value", "unit", "qualifier"),
    ReturnRow: (
        *("pseudonym", "age_band", "gender", "instrument", "first_quarter", "first_score", "latest_quarter"),
        "latest_score",
    ),
}
"""The columns of each table, in their order."""
QUARTER = "^[0-9]{4}Q[1-4]$"
_MEANS: Mapping[str, str] = {
    "indicator": "Which figure: its id in the network's definitions; the member's own begin with own:.",
    "group": "Blank for everybody, or what the people are grouped by.",
    "group_value": "Which group of people.",
    "window": "The quarter, or the twelve months that end with it.",
    "period_start": "First day.",
    "period_end": "Last day.",
    "n": "People behind the value; blank where it is held back, or belongs to nobody.",
    "value": "People; of n, how many; an average change; or an amount. Blank where it is held back.",
    "unit": "What is counted.",
    "qualifier": "Why a number is not there, or is not the newest; blank for the figure itself.",
    "field": "Which fact about the enterprise.",
    "pseudonym": "A made-up name, the same for one person in every return to this network, and in no other file.",
    "age_band": "Age at the end of the time.",
    "gender": "Gender.",
    "instrument": "Which score of which questionnaire.",
    "first_quarter": "In which quarter it was first answered.",
    "first_score": "The score then.",
    "latest_quarter": "In which quarter it was last answered.",
    "latest_score": "The score then.",
}


def package_text(content: Return, *, with_rows: bool) -> dict[str, Any]:
    """The descriptor (Data Package v1, with Table Schemas), checked by frictionless in the tests."""
    resources = [
        _resource("aggregates", ReturnCell, _CHECKS),
        _resource("organisation", OrganisationFact, {"field": {"required": True}, "qualifier": _QUALIFIER}),
    ]
    if with_rows:
        resources.append(_resource("items", ReturnRow, _ROW_CHECKS))
    return {
        "profile": "data-package",
        "name": f"sfph-return-{content.quarter}".casefold(),
        "title": f"Return of {content.member} to {content.network} for {content.quarter.words}",
        "version": "1.0.0",
        "licenses": [{"name": "other-closed", "title": "For the network named here alone, as agreed with it"}],
        "resources": resources,
    }


_QUALIFIER: Mapping[str, Any] = {"enum": [one for one in QUALIFIERS if one]}
_CHECKS: Mapping[str, Mapping[str, Any]] = {
    "indicator": {"required": True},
    "group": {"enum": list(GROUPS)},
    "window": {"required": True, "enum": ["quarter", "year"]},
    "period_start": {"required": True},
    "period_end": {"required": True},
    "n": {"minimum": 0},
    "qualifier": _QUALIFIER,
}
_ROW_CHECKS: Mapping[str, Mapping[str, Any]] = {
    "pseudonym": {"required": True, "pattern": "^[a-z2-7]{26}$"},
    "instrument": {"required": True},
    "first_quarter": {"required": True, "pattern": QUARTER},
    "first_score": {"required": True},
    "latest_quarter": {"required": True, "pattern": QUARTER},
    "latest_score": {"required": True},
}
_TYPES: Mapping[str, str] = {
    "n": "integer",
    "period_start": "date",
    "period_end": "date",
    "first_score": "number",
    "latest_score": "number",
}


def _resource(name: str, kind: type[Any], checks: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    fields = []
    for column in COLUMNS[kind]:
        number = column == "value" and kind is ReturnCell
        field = {"name": column, "type": "number" if number else _TYPES.get(column, "string")}
        field["description"] = _MEANS[column] if kind is not OrganisationFact or column != "value" else "What it is."
        fields.append(field | ({"constraints": dict(checks[column])} if column in checks else {}))
    return {
        "name": name,
        "path": f"data/{name}.csv",
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"lineTerminator": "\r\n", "doubleQuote": True},
        "schema": {"fields": fields, "missingValues": [""]},
    }


def readme_text(content: Return, *, with_rows: bool) -> str:
    """What the file is, for a person who opens it."""
    lines = [
        f"Return of {content.member}",
        f"to {content.network}",
        f"for {content.quarter.words} (return number {content.sequence}, definitions version {content.definitions})",
        "",
    ]
    if content.sample:
        lines += ["SAMPLE: made of invented records. Nothing in it is about anybody.", ""]
    lines += [
        "Nobody is named in it. It counts only people who agreed that they are counted for the network.",
        "",
        "data/aggregates.csv    figures, for everybody and by group: one line for each",
        "data/organisation.csv  facts about the enterprise",
    ]
    if with_rows:
        lines += [
            "data/items.csv         two scores of one person a line, under a made-up name, as was agreed in writing;",
            "                       never less than the smallest number of people of the same age band and gender",
        ]
    lines += [
        "cids.jsonld            the same totals for programs that read the Common Impact Data Standard",
        "datapackage.json       what the columns mean, for programs",
        "manifest.json          who sends it to whom, and a check sum of each file; signed in manifest.sig",
        "",
        "A number that would tell of a few people is not there; the column 'qualifier' says why:",
        *(f"  {name:13} {words}" for name, words in QUALIFIERS.items() if name),
        "",
        "'n' is the number of people behind a value. A share is written as how many (value) of how many (n).",
        "The files open in a spreadsheet. A text that begins with one of = + - @ has an apostrophe before it.",
        "",
    ]
    return "\n".join(lines)
