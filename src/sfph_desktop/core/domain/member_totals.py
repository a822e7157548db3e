"""A total or a count of what members told: whether it may be told, or would tell of one of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sfph_desktop.core.domain.network import FEWEST_MEMBERS

LARGEST_SHARE = 0.5
"""One member may make up no more than this of a total."""
WITHIN = 0.1
"""No member may be able to work out another's amount to within this share of it (the p of the p% rule)."""

FEW = "fewer than {fewest} members"
DOMINATED = "one member makes up more than half of it"
NEAR = "a member could work out what another's figure is, nearly"


def withheld_total(members: int, total: float, largest: float, second: float, *, fewest: int = FEWEST_MEMBERS) -> str:
    """A total of members' amounts (none below nought) is told where three rules are kept.

    At least five members; the largest is no more than half of the total; and the p% rule: what is left of the total
    after the two largest is at least 10 in 100 of the largest, total - largest - second ≥ 0.1 x largest. Else the
    second could take its own amount off the total and know the largest nearer than that. Source: Hundepool et al.,
    Statistical Disclosure Control (2012), section 4.2, primary rules for tables of magnitudes.

    In code: why it is not told; blank where it may be.
    """
    if members < fewest:
        return FEW.format(fewest=fewest)
    if largest > LARGEST_SHARE * total:
        return DOMINATED
    return NEAR if total - largest - second < WITHIN * largest else ""


def withheld_total_of(amounts: Iterable[float], *, fewest: int = FEWEST_MEMBERS) -> str:
    """`withheld_total` of the amounts themselves; a member without the figure is not among them."""
    ordered = sorted((float(one) for one in amounts), reverse=True)
    if len(ordered) < fewest:
        return FEW.format(fewest=fewest)
    return withheld_total(len(ordered), sum(ordered), ordered[0], ordered[1], fewest=fewest)


_NUMBERS_LEFT = 4
"""So many counts of members must fit one that is not told. They are enterprises, not people, of whom five must."""


def told_counts(counts: Sequence[int], *, fewest: int = FEWEST_MEMBERS) -> tuple[int | None, ...]:
    """How many members gave each answer, as it may be told; None where it is not.

    Fewer than five is not told, nobody included; nor are the smallest of the others until those left out come to five
    members or more, and each few among them could be one of four numbers at least, reckoned by somebody who knows this
    rule: 5 told of 13 in (4, 5, 4) leaves eight for two numbers below five. The first answer is given up last. Where
    all gave the same one, nothing is told: it would tell of each of them.
    """
    if sum(1 for count in counts if count) < 2:
        return (None,) * len(counts)
    few = [at for at, count in enumerate(counts) if count < fewest]
    others = sorted((count, at) for at, count in enumerate(counts) if at and at not in few)
    others += [(counts[0], 0)] if counts and 0 not in few else []
    held = list(few)
    while few and others and not _stay_open([counts[at] for at in held], len(few), min(others)[0], fewest):
        held.append(others.pop(0)[1])
    return tuple(None if at in held else count for at, count in enumerate(counts))


def _stay_open(held: Sequence[int], few: int, smallest_told: int, fewest: int) -> bool:
    """Whether those left out are enough, and each of the few among them could be one of four numbers.

    The others left out have five members or more, and no more than the smallest that is told.
    """
    left, others = sum(held), len(held) - few
    most = min(fewest - 1, left - fewest * others)
    least = max(0, left - smallest_told * others - (fewest - 1) * (few - 1))
    return left >= fewest and most - least >= _NUMBERS_LEFT - 1


def how_many(count: int, of: int, *, fewest: int = FEWEST_MEMBERS) -> str:
    """How many of the members something is true of, in words that tell of fewer than five neither way."""
    if count < fewest:
        return f"fewer than {fewest}, or none"
    return f"all, or all but fewer than {fewest}" if count > of - fewest else str(count)
