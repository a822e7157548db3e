"""What the network's desk may tell of its members: no statistic by which one of them can be known or worked out."""

from __future__ import annotations

from collections.abc import Mapping

from sfph_desktop.core.domain.member_totals import FEW
from sfph_desktop.core.domain.network import FEWEST_MEMBERS

WHOLE = ""
"""The name of the subset that is everybody."""

DIFFERENCE = "with the other figures it would tell of fewer than {fewest} members"


def withheld_of_members(members: int, *, fewest: int = FEWEST_MEMBERS) -> str:
    """A median, quartiles or a mean are told of five members or more, never of fewer.

    Lowest and highest are told at no number: they are one member's own figure.

    In code: why they are not told, blank where they may be; `fewest` is five unless the desk asks for more.
    """
    return FEW.format(fewest=fewest) if members < fewest else ""


def withheld_subsets(subsets: Mapping[str, frozenset[str]], *, fewest: int = FEWEST_MEMBERS) -> dict[str, str]:
    """Figures of members that are alike (of a size, in an area) are told of five members or more.

    Nor are they told where such a group differs from another told one, which holds all of it, by one to four members,
    alone or with the other told groups of its own kind: the difference would be theirs. All members come before any
    group, and a larger group before a smaller.

    In code: for each named subset why it is not told, blank where it may be. A subset is named by its kind and value,
    size:6-20; the whole has no name.
    """
    told: dict[str, frozenset[str]] = {}
    why: dict[str, str] = {}
    for name in sorted(subsets, key=lambda one: (one != WHOLE, -len(subsets[one]), one)):
        members = subsets[name]
        if len(members) < fewest:
            why[name] = FEW.format(fewest=fewest)
        elif _tells_of_few(name, members, told, fewest):
            why[name] = DIFFERENCE.format(fewest=fewest)
        else:
            why[name] = ""
            told[name] = members
    return why


def _tells_of_few(name: str, members: frozenset[str], told: Mapping[str, frozenset[str]], fewest: int) -> bool:
    """Whether this subset, alone, with one other or with all others of its kind, leaves one to four members over."""
    kind = name.partition(":")[0]
    alike = [other for label, other in told.items() if label and label.partition(":")[0] == kind]
    for whole in told.values():
        inside = [other for other in told.values() if other < whole and not other & members]
        together = [other for other in alike if other < whole and not other & members]
        if not members <= whole:
            if 0 < len(members - whole) < fewest and whole <= members:
                return True
            continue
        unions = (members, members.union(*together), *(members | other for other in inside))
        if any(0 < len(whole) - len(union) < fewest for union in unions):
            return True
    return False
