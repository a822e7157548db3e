"""No double counting: which lines may value the same change in the same people, and which of them counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import combinations

from sfph_desktop.core.domain.worth import OverlapPair
from sfph_desktop.core.toolkit.valuation import WorkedLine


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlaps:
    """What was proposed and decided about the lines of a run; lines by their place."""

    proposed: dict[int, tuple[str, ...]] = field(default_factory=dict)
    """Of each line the references of lines that may overlap with it."""
    undecided: tuple[tuple[str, ...], ...] = ()
    """Sets of lines that still have to be decided: while there are any, there is no total."""
    reasons: dict[int, str] = field(default_factory=dict)
    """Of each line that may not be added for its overlap, why."""


def overlaps(lines: Sequence[WorkedLine], pence: Sequence[int | None]) -> Overlaps:
    """Lines that may value the same change in the same people, and what was decided about them.

    Asked about: two lines that share people and either both contain the person's own wellbeing or count the same
    change. Decided: both lines were put in a group. In the same group only the line with the largest present value
    counts (of equals the first by its reference); different groups do not overlap. A line that cannot be added anyway
    holds nothing up.

    In code: `pence` is each line's present value.
    """
    proposed: dict[int, tuple[str, ...]] = {}
    open_pairs: list[tuple[int, int]] = []
    for i, j, _shared in _meeting(lines):
        one, other = lines[i], lines[j]
        proposed[i], proposed[j] = (*proposed.get(i, ()), other.ref), (*proposed.get(j, ()), one.ref)
        if _open(one, other):
            open_pairs.append((i, j))
    sets = _joined(open_pairs)
    reasons = _smaller_ones(lines, pence)
    for together in sets:
        for i in together:
            rest = " and ".join(lines[j].ref for j in together if j != i)
            reasons[i] = f"It may value the same change in the same people as {rest}: decide with an overlap group."
    return Overlaps(
        proposed=proposed, undecided=tuple(tuple(lines[i].ref for i in together) for together in sets), reasons=reasons
    )


def overlap_pairs(lines: Sequence[WorkedLine]) -> tuple[OverlapPair, ...]:
    """Every proposed overlap with what was decided about it; those still open first."""
    found = [_pair(lines[i], lines[j], shared) for i, j, shared in _meeting(lines)]
    return tuple(sorted(found, key=lambda pair: not pair.open))


def _pair(one: WorkedLine, other: WorkedLine, shared: int) -> OverlapPair:
    groups = {one.line.overlap_group.strip(), other.line.overlap_group.strip()}
    counts_people = bool(one.quantity and one.quantity.people)
    return OverlapPair(
        one=one.ref,
        other=other.ref,
        people=shared if counts_people else 0,
        same_change=bool(one.quantity and other.quantity and one.quantity.same_change == other.quantity.same_change),
        decided="" if "" in groups else "same" if len(groups) == 1 else "different",
        open=_open(one, other),
    )


def _meeting(lines: Sequence[WorkedLine]) -> list[tuple[int, int, int]]:
    """Places of every two lines of the same worth that share people (or records), and how many they share."""
    behind = [_behind(worked) for worked in lines]
    return [
        (i, j, len(shared))
        for i, j in combinations(range(len(lines)), 2)
        if _same_worth(lines[i], lines[j]) and (shared := behind[i] & behind[j])
    ]


def _open(one: WorkedLine, other: WorkedLine) -> bool:
    """Whether two lines that meet still have to be decided. A line that cannot be added anyway blocks nothing."""
    decided = one.line.overlap_group.strip() and other.line.overlap_group.strip()
    return not decided and not one.reason and not other.reason


def _same_worth(one: WorkedLine, other: WorkedLine) -> bool:
    """Whether two lines count the same change, or both contain the person's own wellbeing."""
    if one.quantity is None or other.quantity is None or one.unit is None or other.unit is None:
        return False
    same = one.quantity.same_change == other.quantity.same_change
    return same or (one.unit.contains_wellbeing and other.unit.contains_wellbeing)


def _behind(worked: WorkedLine) -> frozenset[object]:
    """The people whom a line counts; the environmental records where it counts nobody."""
    if worked.quantity is None:
        return frozenset()
    found = worked.quantity
    return frozenset(found.people) or frozenset(("environment", one) for one in found.records.get("environment", ()))


def _joined(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, ...]]:
    """Sets of places that hang together by the pairs, in ascending order."""
    sets: list[set[int]] = []
    for pair in pairs:
        touched = [one for one in sets if one & set(pair)]
        sets = [one for one in sets if one not in touched] + [set(pair).union(*touched)]
    return sorted(tuple(sorted(one)) for one in sets)


def _smaller_ones(lines: Sequence[WorkedLine], pence: Sequence[int | None]) -> dict[int, str]:
    """Of each overlap group all but the largest line, with the reason."""
    largest: dict[str, int] = {}
    able = [i for i, one in enumerate(lines) if one.line.overlap_group.strip() and not one.reason]
    for i in able:
        group = lines[i].line.overlap_group.strip()
        if group not in largest or (pence[i] or 0) > (pence[largest[group]] or 0):
            largest[group] = i
    reasons = {}
    for i in able:
        winner = largest[lines[i].line.overlap_group.strip()]
        if winner != i:
            reasons[i] = f"Not added: {lines[winner].ref} values the same change in the same people, and is larger."
    return reasons
