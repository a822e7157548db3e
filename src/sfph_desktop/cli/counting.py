"""How many of what a list has, in the words of the field."""

from __future__ import annotations

_WORDS = {
    "people": ("person", "people"),
    "attendance": ("visit", "visits"),
    "assessments": ("questionnaire", "questionnaires"),
    "environment": ("environmental entry", "environmental entries"),
    "inputs": ("cost", "costs"),
    "value_lines": ("value line", "value lines"),
    "workforce": ("count of the workforce", "counts of the workforce"),
    "activities": ("activity", "activities"),
    "policies": ("policy or certificate", "policies and certificates"),
    "opportunities": ("opportunity", "opportunities"),
    "members": ("place in a group", "places in groups"),
    "snapshots": ("run of the toolkit", "runs of the toolkit"),
    "units": ("saved change", "saved changes"),
    "waiting": ("person waiting", "people waiting"),
    "duplicates": ("pair to look at", "pairs to look at"),
    "held_rows": ("row that waits", "rows that wait"),
    "removals": ("removal that rests", "removals that rest"),
    "due": ("questionnaire due", "questionnaires due"),
    "thresholds": ("threshold", "thresholds"),
    "valued_changes": ("finding that can be valued", "findings that can be valued"),
    "values": ("unit value", "unit values"),
    "instruments": ("questionnaire", "questionnaires"),
}
"""Where the kind of a list says it otherwise than people do, or not at all."""


def counted(number: int, kind: str) -> str:
    """`1 person`, `2,173 events`, `no rows that wait`: how many of a kind, as the lists name it."""
    usual = kind.replace("_", " ")
    one, many = _WORDS.get(kind, (usual.removesuffix("s"), usual))
    return f"{number:,} {one}" if number == 1 else f"{f'{number:,}' if number else 'no'} {many}"


def named(kind: str) -> str:
    """What several of a kind are called, for a table that has the number beside it."""
    return counted(2, kind).removeprefix("2 ")
