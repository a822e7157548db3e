"""The benchmark in words: a member among the others, with how many they are and what they have in common. No rank."""

from __future__ import annotations

from decimal import Decimal

from sfph_desktop.core.domain.memberships import CLIENT_GROUPS
from sfph_desktop.core.domain.network import Benchmark
from sfph_desktop.core.reports import wording

_FINEST = 6
"""Decimals of a figure as it was worked out."""
_POSITION = {
    "lowest quarter": "among the quarter of members with the lowest figures",
    "below the middle": "below the middle",
    "in the middle": "in the middle",
    "above the middle": "above the middle",
    "highest quarter": "among the quarter of members with the highest figures",
}


def in_sentences(one: Benchmark, *, own_number: bool = True) -> str:
    """One line as sentences; where nothing is told, why. Without `own_number` only where the member stands."""
    if one.hidden:
        return f"{called(one)}: not told, because of {one.hidden.rstrip('.')}."
    head = f"{called(one)}, among {whom(one)}"
    lacking = "You did not send both figures that it takes." if one.per else "You sent no figure for it."
    number = f"{figure(one, one.own)}, " if own_number else ""
    own = f"You: {number}{position(one)}." if one.own is not None else lacking
    return (
        f"{head}. {own} The middle half of the members lie between {bare(one, one.low_quarter)} and "
        f"{short(one, one.high_quarter)}, the member in the middle at {short(one, one.median)}."
    )


def called(one: Benchmark) -> str:
    """What is compared: `People supported`, `Sessions held, for each person supported`."""
    return f"{one.name}, for each {one.per}" if one.per else one.name


def not_sent(one: Benchmark) -> str:
    """Why the member is not among the others, in a list."""
    return "not both of its figures sent by us" if one.per else "not sent by us"


def whom(one: Benchmark) -> str:
    """Who is compared: `12 members`, `6 members with staff 6-20`."""
    members = wording.counted(one.members, "member")
    kind, _, value = one.alike.partition(":")
    if not kind:
        return members
    if kind == "client_group":
        return f"{members} for {CLIENT_GROUPS.get(value, value.replace('_', ' '))}"
    if kind == "size":
        return f"{members} with {value.replace('-', ' to ')} staff"
    return f"{members} of the same {kind.replace('_', ' ')}"


def position(one: Benchmark) -> str:
    """Where the member stands, in words."""
    return _POSITION.get(one.position, one.position)


def figure(one: Benchmark, amount: Decimal | None) -> str:
    """An amount with its unit: `60 of 100 people measured twice`, `4 sessions for each person supported`."""
    return f"{short(one, amount)} {one.of_what}".strip()


def short(one: Benchmark, amount: Decimal | None) -> str:
    """An amount without its unit, a share as so many of 100."""
    return f"{bare(one, amount)} of 100" if one.kind == "share" else bare(one, amount)


def bare(one: Benchmark, amount: Decimal | None) -> str:
    """The number alone."""
    if amount is None:
        return "an unknown figure"
    if one.kind == "share":
        share = float(100 * amount)
        return wording.number(share) if share >= 10 else wording.quantity(share)
    if one.kind == "count" and not one.per:
        # Of half a person nobody speaks, though a quartile may lie between two members' figures.
        return wording.number(float(amount))
    places = 0 if abs(amount) >= 100 else _places(amount) if one.per else 2
    text = f"{amount:,.{places}f}"
    return text.rstrip("0").rstrip(".") if places else text


def _places(amount: Decimal) -> int:
    """Decimals that leave two figures of a small amount: of much more than there is, there may be little for each."""
    places = 2
    while places < _FINEST and 0 < abs(amount) < Decimal(1).scaleb(1 - places):
        places += 1
    return places
