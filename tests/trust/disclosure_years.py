"""Twelve returns of an enterprise, one a quarter, with the totals its desk publishes, before the attacker.

    python tests/trust/disclosure_years.py 20 [SEED]      the full figure; the tests run a small cut of it

The enterprise is asked for people in the quarter (`seen`), for people better in the twelve months (`better`, k of n),
and for jobs started in the quarter and in the twelve months (`jobs`), each by age band and gender. The attacker knows
besides what stands in each return: that twelve months of jobs are the sum of their quarters; that in the first year
nothing has fallen out of twelve months, so that a figure only grows; and the sector's totals, with what all other
members have sent.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace

from disclosure_attacker import Attacker, Person, Table, Undone, people_of, primary_only, protected, sent_of, table_of

from sfph_desktop.core.domain.disclosure import Cell, Decision, Key, Relations, Release, Sent, Total
from sfph_desktop.core.domain.member_totals import withheld_total_of
from sfph_desktop.core.toolkit.disclosure import guard

QUARTERS = 12
YEAR = 4
FAMILIES = ("age_band", "gender")
T = 10


@dataclass
class Quarterly:
    """What an enterprise has sent in one quarter, and the truth behind it."""

    table: Table
    decided: Mapping[Key, Decision]

    @property
    def rows(self) -> tuple[Sent, ...]:
        """As they left."""
        return sent_of(self.table.cells, self.decided)


@dataclass
class Enterprise:
    """Its people, and what it has sent so far."""

    seen: list[list[Person]]
    """In each quarter."""
    better: list[Person]
    jobs: list[Person]
    sent: list[Quarterly] = field(default_factory=list)


def enterprise(draw: random.Random, quarters: int = QUARTERS) -> Enterprise:
    """An invented enterprise of any size."""
    size = int(draw.lognormvariate(4.8, 0.7))
    return Enterprise(
        seen=[people_of(draw, size) for _ in range(quarters)],
        better=people_of(draw, quarters * size // 3, quarters),
        jobs=people_of(draw, quarters * size // 4, quarters),
    )


def table_at(one: Enterprise, quarter: int) -> Table:
    """Everything asked for in a quarter."""
    now, first_year = str(quarter).zfill(2), 0 < quarter < YEAR
    was = str(quarter - 1).zfill(2)
    within = range(max(0, quarter - YEAR + 1), quarter + 1)
    asked = (
        table_of(("seen", now), one.seen[quarter], False, FAMILIES),
        table_of(("jobs q", now), [who for who in one.jobs if who.came == quarter], False, FAMILIES),
        _year("better", one.better, within, now, was if first_year else None, share=True),
        _year("jobs", one.jobs, within, now, was if first_year else None, share=False),
    )
    return Table([cell for each in asked for cell in each.cells], [total for each in asked for total in each.totals])


def _year(name: str, people: Sequence[Person], within: range, now: str, was: str | None, *, share: bool) -> Table:
    chosen = [who for who in people if who.came in within]
    return table_of((name, now), chosen, share, FAMILIES, before=(name, was) if was else None)


def sums_of_quarters(quarters: int, table: Table) -> list[Total]:
    """Twelve months of jobs are the sum of their quarters, whole and by group."""
    found = []
    for quarter in range(quarters):
        within = [str(one).zfill(2) for one in range(max(0, quarter - YEAR + 1), quarter + 1)]
        for group in {cell.key[2:] for cell in table.cells if cell.key[0] == "jobs"}:
            parts = tuple(("jobs q", one, *group) for one in within)
            found.append(Total(total=("jobs", str(quarter).zfill(2), *group), parts=parts))
    return sorted(found, key=lambda one: one.total)


def send_unguarded(one: Enterprise) -> None:
    """Make the returns of another member: what is few is held back, no more."""
    for quarter in range(len(one.seen)):
        table = table_at(one, quarter)
        one.sent.append(Quarterly(table, primary_only(table.cells, table.relations, ())))


def send_all(one: Enterprise, *, ledger: bool = True) -> None:
    """Make the returns, each guarded with the ledger of those before; the control is made without it."""
    totals: list[Total] = []
    releases: list[Release] = []
    for quarter in range(len(one.seen)):
        table = table_at(one, quarter)
        totals += table.totals
        if ledger:
            relations = Relations(totals=(*totals, *sums_of_quarters(quarter + 1, table)))
            decided = guard(table.cells, relations, releases)
            releases.append(Release(sent=sent_of(table.cells, decided, at_home=True)))
        else:
            decided = guard([replace(cell, before=None) for cell in table.cells], table.relations)
        one.sent.append(Quarterly(table, decided))


# --- the attacker -----------------------------------------------------------------------------------------------------


def attack_years(
    one: Enterprise, others: Sequence[Enterprise], *, totals_of_truth: bool = False, until_first: bool = False
) -> Undone:
    """Try to undo any figure about few in any return, and how many came new in each quarter of the first year."""
    found = Undone()
    for name in ("seen", "better", "jobs"):
        attacker, targets = Attacker(), []
        for at, sent in enumerate(one.sent):
            if name == "seen":
                attacker = Attacker()  # its quarters have nothing to do with one another
            mine = [cell for cell in sent.table.cells if cell.key[0].split()[0] == name]
            keys = {cell.key for cell in mine}
            attacker.read(
                [row for row in sent.rows if row.key in keys], [t for t in sent.table.totals if t.total in keys], at
            )
            few = [((at, cell.key, part), truth) for cell in mine for part, truth in protected(cell).items()]
            few += _growth(attacker, one, at, mine)
            targets += [(attacker, target, truth) for target, truth in few]
            _sector(attacker, at, mine, sent, [other.sent[at] for other in others], totals_of_truth)
        if name == "jobs":
            _quarters(attacker, one)
        for knows, target, truth in targets:
            low, high = knows.range_of(target, truth)
            assert low <= truth <= high, (target, low, truth, high)
            found.figures += 1
            if low == high:
                found.exact.append(f"{target} = {truth}")
                if until_first:
                    return found
    return found


def _growth(attacker: Attacker, one: Enterprise, at: int, mine: Sequence[Cell]) -> list[tuple[object, int]]:
    """In the first year figures of twelve months only grow; by how many is about few people too."""
    targets: list[tuple[object, int]] = []
    for cell in mine:
        if cell.before is None:
            continue
        was = next(old for old in one.sent[at - 1].table.cells if old.key == cell.before)
        grown = {"n": cell.n - was.n}
        if cell.k is not None and was.k is not None:
            grown |= {"k": cell.k - was.k, "rest": grown["n"] - cell.k + was.k}
        for part, new in grown.items():
            name = ("new", at, cell.key, part)
            attacker.equation([(at, cell.key, part)], [(at - 1, cell.before, part), name])
            _as_told(attacker, one, at, cell, part)
            if new < T:
                targets.append((name, new))
    return targets


def _as_told(attacker: Attacker, one: Enterprise, at: int, cell: Cell, part: str) -> None:
    """What stays as it was sent has grown by fewer than the threshold since, where it is no share."""
    told = one.sent[at].decided[cell.key]
    if told.qualifier == "earlier" and told.n is not None and cell.k is None:
        attacker.unknown((at, cell.key, part), told.n, told.n + T - 1)


def _quarters(attacker: Attacker, one: Enterprise) -> None:
    for total in sums_of_quarters(len(one.sent), one.sent[0].table):
        parts = [(int(key[1]), key, "n") for key in total.parts]
        attacker.equation([(int(total.total[1]), total.total, "n")], parts)


def _sector(
    attacker: Attacker, at: int, mine: Sequence[Cell], sent: Quarterly, others: Sequence[Quarterly], truth: bool
) -> None:
    """The sector's total of each figure, published where it may be, less what all other members have sent.

    The desk adds up what it was told. The control adds up what is true, as a careless desk with open books would.
    """
    for cell in mine:
        name = (at, cell.key, "n")
        if truth:
            theirs = [next(one.n for one in other.table.cells if one.key == cell.key) for other in others]
            attacker.equation([name], [], sum((cell.n, *theirs)) - sum(theirs))
            continue
        told = sent.decided[cell.key]
        known = [n for other in others if (n := other.decided[cell.key].n) is not None]
        if told.n is None or told.qualifier == "earlier" or withheld_total_of([told.n, *known]):
            continue
        attacker.equation([name], [], sum((told.n, *known)) - sum(known))


def years(
    many: int, seed: int, *, quarters: int = QUARTERS, ledger: bool = True, totals_of_truth: bool = False
) -> tuple[int, Undone]:
    """So many enterprises among five others: how many were undone somewhere, and what was found."""
    draw = random.Random(seed)
    others = [enterprise(draw, quarters) for _ in range(5)]
    for other in others:
        send_unguarded(other)
    broken, all_found = 0, Undone()
    for _ in range(many):
        one = enterprise(draw, quarters)
        send_all(one, ledger=ledger)
        found = attack_years(one, others, totals_of_truth=totals_of_truth, until_first=not ledger or totals_of_truth)
        broken += bool(found.exact)
        all_found.figures += found.figures
        all_found.exact += found.exact
    return broken, all_found


def without_ledger(many: int, seed: int) -> tuple[int, Undone]:
    """The negative control: each return is guarded by itself."""
    return years(many, seed, ledger=False)


def main(many: int, seed: int) -> int:
    """The full figure."""
    start = time.monotonic()
    parts = 10
    with ProcessPoolExecutor(2) as pool:
        done = list(pool.map(years, [max(many // parts, 1)] * parts, range(seed, seed + parts)))
        control: Callable[..., tuple[int, Undone]] = without_ledger
        controls = list(pool.map(control, [1] * 6, range(seed, seed + 6)))
    exact = [line for _, found in done for line in found.exact]
    figures, broken = sum(found.figures for _, found in done), sum(one for one, _ in done)
    told = (
        f"{many} enterprises, {QUARTERS} returns each, {figures} figures: {len(exact)} worked out of {broken} of them",
        *exact[:10],
        f"control, without the ledger: {sum(one for one, _ in controls)} of 6 enterprises undone",
        f"{time.monotonic() - start:.0f} s",
    )
    sys.stdout.write("\n".join(told) + "\n")
    return int(bool(exact) or not any(one for one, _ in controls))


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1))
