"""Editions of a quarter as values: what a later one may tell beside those before, and what each member sees of one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TYPE_CHECKING, TypeVar

from sfph_desktop.core.domain.collations import Accepted, Collation
from sfph_desktop.core.domain.network import FEWEST_MEMBERS, POSITIONS, Benchmark, Definitions, SectorTotal
from sfph_desktop.core.domain.publications import Told

if TYPE_CHECKING:
    from sfph_desktop.core.toolkit.disclosure_of_editions import Behind

Line = TypeVar("Line", Benchmark, SectorTotal)

MONEY = "income_"
"""How the questions begin whose answers are added up in pounds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """What was told of a quarter, and the returns and figures behind it."""

    given: Sequence[Accepted]
    definitions: Definitions
    found: Collation
    told: Told
    held: frozenset[str] = field(default_factory=frozenset)
    """Ids of the indicators that stand as an earlier edition told them: nothing of these returns is in them."""
    facts_held: bool = False


def first(given: Sequence[Accepted], definitions: Definitions, found: Collation) -> Edition:
    """The first edition of a quarter tells whatever the collation tells."""
    return Edition(
        given=given, definitions=definitions, found=found, told=Told(network=found.network, totals=found.totals)
    )


def following(
    given: Sequence[Accepted], definitions: Definitions, found: Collation, earlier: Sequence[Edition]
) -> Edition:
    """The edition after `earlier` (the last of them the newest) with the returns there are now.

    An indicator that beside any earlier edition would tell of fewer than five members stands as it was told last, all
    of it: its totals, its breakdowns and its quartiles. So do the facts about the enterprises, all or none.
    """
    from sfph_desktop.core.toolkit.disclosure_of_editions import answers_told_of_few, withheld_anew

    wanted = first(given, definitions, found)
    last = earlier[-1]
    held: set[str] = set()
    now = _behind(wanted)
    for one in earlier:
        held |= {id_ for id_, was in _behind(one).items() if id_ in now and withheld_anew(was, now[id_])}
    answers = _answers(given)
    money = [question for question in answers if question.startswith(MONEY)]
    facts_held = any(answers_told_of_few(_answers(one.given), answers, money) for one in earlier if not one.facts_held)
    kept = frozenset(held)
    told = Told(
        network=_joined(wanted.told.network, last.told.network, kept, lambda one: (one.indicator, one.alike)),
        totals=_joined(
            wanted.told.totals, last.told.totals, kept, lambda one: (one.indicator, one.group, one.group_value)
        ),
    )
    return replace(wanted, told=told, held=kept, facts_held=facts_held)


def lines_for(own: Sequence[Benchmark], told: Told) -> tuple[Benchmark, ...]:
    """What one member's pack says: the figures that were told, with its own place among them.

    `own` are its lines by the returns there are now, of which nothing but its own value is taken: for a member whose
    return came after the edition, too.
    """
    there = {(one.indicator, one.alike): one for one in told.network}
    found = []
    for line in own:
        of_all = there.get((line.indicator, line.alike))
        if of_all is None:
            few = f"fewer than {FEWEST_MEMBERS} members"
            of_all = replace(line, members=0, low_quarter=None, median=None, high_quarter=None, hidden=few)
        found.append(replace(of_all, own=line.own, position=_position(line.own, of_all)))
    return tuple(found)


# --- inside -----------------------------------------------------------------------------------------------------------


def _joined(
    now: Sequence[Line], last: Sequence[Line], held: frozenset[str], key: Callable[[Line], tuple[str, ...]]
) -> tuple[Line, ...]:
    """The lines of now, but of what is held those of the edition before; in the order of both."""
    found = [one for one in now if one.indicator not in held] + [one for one in last if one.indicator in held]
    return tuple(sorted(found, key=key))


def _position(own: Decimal | None, told: Benchmark) -> str:
    """Where a value stands among quartiles that are told (the same rule as `toolkit/collation/positions`)."""
    if own is None or told.low_quarter is None or told.median is None or told.high_quarter is None:
        return ""
    lowest, below, middle, above, highest = POSITIONS
    if own < told.low_quarter:
        return lowest
    if own < told.median:
        return below
    if own == told.median:
        return middle
    return above if own <= told.high_quarter else highest


def _behind(one: Edition) -> dict[str, Behind]:
    """By indicator that this edition told from its own returns: what stands behind each figure that is told."""
    from sfph_desktop.core.toolkit.disclosure_of_editions import Behind

    asked = {each.id: each for each in one.definitions.indicators if each.id not in one.held}
    told = {(each.indicator, each.group, each.group_value) for each in one.told.totals if not each.hidden}
    cells: dict[str, dict[tuple[str, str], dict[str, tuple[Decimal, ...]]]] = defaultdict(dict)
    for member in one.given:
        for cell in member.sent.cells:
            of = asked.get(cell.indicator)
            key = (cell.indicator, cell.group, cell.group_value)
            if of is None or cell.value is None or cell.window != of.window or key not in told:
                continue
            n = Decimal(cell.n or 0)
            value = cell.value * n if of.kind == "mean" else cell.value
            parts = (value, n, n - value) if of.kind == "share" else (value, n)
            cells[cell.indicator].setdefault(key[1:], {})[member.member] = parts
    kinds = _kinds(one, asked)
    return {id_: Behind(cells=cells.get(id_, {}), kinds=kinds.get(id_, {})) for id_ in asked}


def _kinds(one: Edition, asked: Mapping[str, object]) -> dict[str, dict[str, dict[str, object]]]:
    """By indicator and kind of members whose quartiles are told: each member's own value."""
    told = {(each.indicator, each.alike) for each in one.told.network if not each.hidden}
    found: dict[str, dict[str, dict[str, object]]] = defaultdict(dict)
    for member, lines in one.found.benchmarks.items():
        for line in lines:
            if line.indicator in asked and line.own is not None and (line.indicator, line.alike) in told:
                found[line.indicator].setdefault(line.alike, {})[member] = line.own
    return found


def _answers(given: Sequence[Accepted]) -> dict[str, dict[str, object]]:
    """By question about the enterprise: each member's answer."""
    found: dict[str, dict[str, object]] = defaultdict(dict)
    for one in given:
        for fact in one.sent.organisation:
            if fact.value and not fact.qualifier:
                found[fact.field][one.member] = fact.value
    return dict(found)
