"""What a second edition of a quarter may tell beside an earlier one: never what fewer than five members make up.

Whoever has both editions takes one from the other. What is left is the returns that came, or came anew, between them:
so the difference is judged as a table of its own, by the rules of `disclosure_of_members`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from sfph_desktop.core.domain.member_totals import withheld_total_of
from sfph_desktop.core.domain.network import FEWEST_MEMBERS

TOO_FEW = "with what was published before it would tell of fewer than {fewest} members"

Amounts = Mapping[str, tuple[Decimal, ...]]
"""By member: what it puts into one total (what is counted, and the people). A member that told nothing is not in it."""
Values = Mapping[str, object]
"""By member: its own value or answer. A member that told nothing is not in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Behind:
    """What stands behind the told figures of one indicator in one edition."""

    cells: Mapping[tuple[str, str], Amounts] = field(default_factory=dict)
    """By group and its value: the totals that are told."""
    kinds: Mapping[str, Values] = field(default_factory=dict)
    """By kind of members: the quartiles that are told."""


def withheld_anew(before: Behind, now: Behind, *, fewest: int = FEWEST_MEMBERS) -> str:
    """Why an indicator is not told anew beside an edition that told it before; blank where it may be.

    Of every total that both tell, the differences by member must be nobody's, or those of at least five of whom none
    makes up more than half, nor could be worked out by another to within a tenth. Of any two kinds of members whose
    quartiles are told, one in each edition, nobody's values differ or at least five members' do.
    """
    for cell in before.cells.keys() & now.cells.keys():
        why = withheld_difference(before.cells[cell], now.cells[cell], fewest=fewest)
        if why:
            return why
    for values in before.kinds.values():
        if any(few_differ(values, other, fewest=fewest) for other in now.kinds.values()):
            return TOO_FEW.format(fewest=fewest)
    return ""


def withheld_difference(before: Amounts, now: Amounts, *, fewest: int = FEWEST_MEMBERS) -> str:
    """Why a total is not told a second time; blank where its difference tells of nobody.

    d(m) = |now(m) - before(m)| for each member m, nought where it told nothing; members with d = 0 do not count. The
    d are judged as the amounts of a total of their own are (`withheld_total`), each part of the amounts by itself.
    """
    changed = {name for name in before.keys() | now.keys() if before.get(name) != now.get(name)}
    if not changed:
        return ""
    if len(changed) < fewest:
        return TOO_FEW.format(fewest=fewest)
    parts = max(len(one) for one in (*before.values(), *now.values()))
    nothing = (Decimal(0),) * parts
    for part in range(parts):
        found = (abs(now.get(name, nothing)[part] - before.get(name, nothing)[part]) for name in changed)
        amounts = [float(one) for one in found if one]
        if amounts and withheld_total_of(amounts, fewest=fewest):
            return TOO_FEW.format(fewest=fewest)
    return ""


def few_differ(before: Values, now: Values, *, fewest: int = FEWEST_MEMBERS) -> bool:
    """Whether between one and four members told something else, or told it in one of the two only."""
    changed = sum(1 for name in before.keys() | now.keys() if before.get(name) != now.get(name))
    return 0 < changed < fewest


def answers_told_of_few(
    before: Mapping[str, Values], now: Mapping[str, Values], money: Iterable[str], *, fewest: int = FEWEST_MEMBERS
) -> bool:
    """Whether the answers of the enterprises, by question, would tell of fewer than five beside those of before.

    `money` names the questions whose answers are added up: of them no one difference may be most of it either.
    """
    summed = set(money)
    for question in before.keys() | now.keys():
        was, is_ = before.get(question, {}), now.get(question, {})
        if few_differ(was, is_, fewest=fewest):
            return True
        if question in summed and withheld_difference(_amounts(was), _amounts(is_), fewest=fewest):
            return True
    return False


def _amounts(answers: Values) -> Amounts:
    return {name: (Decimal(str(answer)),) for name, answer in answers.items() if str(answer).isdecimal()}
