"""How far a count of people stays open once it leaves the machine: the rule in numbers.

What is told depends on nothing but what is printed beside it, so nobody can read the true count out of what is held
back. The words are in `reports/small_numbers`; why each rule is as it is, in docs/decisions/0013.
"""

from __future__ import annotations

from dataclasses import dataclass

from sfph_desktop.core.domain.impact import ChangeFigure

THRESHOLD = 5
"""Summaries; returns to the network have a higher one (trust, section 5)."""
NOTHING_BELOW = 2 * THRESHOLD - 1
"""Of a whole smaller than this every answer would leave fewer than five counts open."""


@dataclass(frozen=True, slots=True)
class Open:
    """The counts that paper leaves open, both ends included; one where nothing is held back."""

    low: int
    high: int
    exact: bool


def left_open(part: int, whole: int | None = None) -> Open:
    """A count of a whole: a part below the threshold, or one that leaves fewer over, is told with its like as one."""
    if whole is not None and whole < NOTHING_BELOW:
        return Open(0, whole, exact=False)
    if part < THRESHOLD:
        return Open(0, THRESHOLD - 1, exact=False)
    if whole is not None and whole - part < THRESHOLD:
        return Open(whole - THRESHOLD + 1, whole, exact=False)
    return Open(part, part, exact=True)


@dataclass(frozen=True, slots=True)
class CrossingOpen:
    """Who was on the risk side of a cut at first, and who crossed it either way, as far as paper leaves them open."""

    at_risk: Open
    recovered: Open
    fell: Open


def crossing_open(figure: ChangeFigure) -> CrossingOpen | None:
    """What a change leaves open of its cut; None where it claims nothing of one.

    Where nearly everybody was at risk (20 of 20), the number at risk is told as sixteen to twenty. Ten who left the
    risk side may still be told: of the fewest that the words leave open, sixteen, enough remain on it.
    """
    crossed = figure.crossed
    if crossed is None or not figure.claimed:
        return None
    at_risk, others = left_open(crossed.at_risk, figure.pairs), figure.pairs - crossed.at_risk
    if not at_risk.exact:
        recovered = _of_a_number_held_back(crossed.recovered, at_risk)
        return CrossingOpen(at_risk, recovered, Open(0, min(figure.pairs - at_risk.low, THRESHOLD - 1), exact=False))
    better, worse = _ends(figure)
    return CrossingOpen(
        at_risk, _below(crossed.recovered, crossed.at_risk, better), _below(crossed.fell, others, worse)
    )


def _of_a_number_held_back(recovered: int, at_risk: Open) -> Open:
    """Of the fewest that may have been at risk: what may be told of those may be told of any greater number."""
    if at_risk.low < NOTHING_BELOW:
        return Open(0, at_risk.high, exact=False)
    found = left_open(recovered, at_risk.low)
    return Open(found.low, at_risk.high, exact=False) if found.high == at_risk.low else found


def _below(part: int, whole: int, end: int | None) -> Open:
    """A part of a whole where another printed number says that it is no greater than `end`.

    `More than 11 of the 16` beside `12 are better` would be twelve, and the four who stayed: the five counts up to
    that end are told as one instead.
    """
    if whole < NOTHING_BELOW or end is None or not whole - THRESHOLD < end < whole:
        return left_open(part, whole)
    return left_open(part, end)


def _ends(figure: ChangeFigure) -> tuple[int | None, int | None]:
    """What is told of those better and of those worse: no more can have crossed for the better, or for the worse.

    That holds where any change counts; where a change must be of some size, somebody may cross by less.
    """
    better, same, worse = figure.improved or 0, figure.same or 0, figure.worse or 0
    if not figure.improved_rule.startswith("any change") or not left_open(better, figure.pairs).exact:
        return None, None
    return better, worse if min(better, same, worse) >= THRESHOLD else same + worse
