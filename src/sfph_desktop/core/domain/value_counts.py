"""Whether a unit value is the price of what a change counts: people, points of a score, tonnes of CO2e.

Eleven people who are less lonely are not eleven points of life satisfaction: multiplied all the same, the answer is a
figure that nobody can defend. HM Treasury's wellbeing guidance values points of life satisfaction (0 to 10) only.
"""

from __future__ import annotations

import re

from sfph_desktop.core.domain.benefits import UnitValue

_LIFE_SATISFACTION, _QALY, _CARBON, _POINT, _OTHER = (
    "one point of life satisfaction (0 to 10) of one person for a year",
    "one year of life in full health",
    "one tonne of CO2e",
    "one point of a score",
    "something that people have or do, not of points or tonnes",
)
_PRICED = (
    (re.compile(r"life[- ]satisfaction|wellby"), _LIFE_SATISFACTION),
    (re.compile(r"qaly"), _QALY),
    (re.compile(r"co2"), _CARBON),
    (re.compile(r"\bpoints?\b"), _POINT),
)
_INSTEAD = {
    _LIFE_SATISFACTION: "Value the points of change in life satisfaction instead (question 1 of ONS4).",
    _QALY: "Value a change that is measured in years of full health, or choose another value.",
    _CARBON: "Value the tonnes of CO2e saved, or choose another value.",
}


def unlike(indicator: str, unit: UnitValue) -> str:
    """A line is worked out only where its change counts what the unit value is the price of; else it says why not.

    Points of life satisfaction go with a price of one such point (WELLBY), points of another score with the price of
    a point, tonnes of CO2e with a carbon value, and people with a price of something people have or do. An amount
    recorded with an event is in a unit of the office's own, and goes with every price; a unit value that does not say
    what it is the price of is taken at its word.
    """
    said = indicator.strip()
    counts = _counted(said)
    if counts is None or not unit.unit.strip():
        return ""
    priced = next((what for known, what in _PRICED if known.search(unit.unit.casefold())), _OTHER)
    counted, fitting = counts
    if priced in fitting:
        return ""
    does = _INSTEAD.get(priced, "Choose another value, or value the people who improved.")
    return f"“{unit.title or unit.id}” is the price of {priced}, and this line counts {counted}. {does}"


def _counted(indicator: str) -> tuple[str, tuple[str, ...]] | None:
    """What an indicator counts, in words, and the prices that go with it; None where any may."""
    if indicator == "environment:tco2e":
        return "tonnes of CO2e", (_CARBON,)
    if indicator.startswith(("event_quantity:", "environment:")):
        return None
    if not indicator.endswith(".change_sum"):
        return "people", (_OTHER,)
    output = indicator.removesuffix(".change_sum").rpartition(".")[2]
    if output == "life_satisfaction":
        return "points of life satisfaction", (_LIFE_SATISFACTION, _POINT)
    return "points of another score", (_POINT,)
