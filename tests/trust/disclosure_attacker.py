"""Random enterprises, and an attacker who tries to work out from what is told the figures that are held back.

    python tests/trust/disclosure_attacker.py 10000 [SEED]      the full figure; the tests run a small cut of it

The attacker shares no code with the guard: from the published rows alone it writes down what it knows (whole numbers, a
total is the sum of its parts, `few` is below the threshold, a figure held beside one called few is not few itself), and
asks a linear programme for the lowest and highest value of each number. A figure is undone where only one whole number
is left.
"""

from __future__ import annotations

import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from functools import cached_property
from math import ceil, floor, inf

import numpy as np
from scipy.optimize import linprog

from sfph_desktop.core.domain.disclosure import Cell, Decision, Key, Relations, Release, Sent, Total
from sfph_desktop.core.toolkit.disclosure import guard

T = 10
FAMILIES = {"age_band": 6, "gender": 4, "deprivation": 6}
Guard = Callable[[Sequence[Cell], Relations, Sequence[Release]], Mapping[Key, Decision]]


# --- what is told -----------------------------------------------------------------------------------------------------


@dataclass
class Table:
    """One indicator of an enterprise: its cells and how they hang together."""

    cells: list[Cell] = field(default_factory=list)
    totals: list[Total] = field(default_factory=list)

    @property
    def relations(self) -> Relations:
        """As the guard takes them."""
        return Relations(totals=tuple(self.totals))


@dataclass(frozen=True)
class Person:
    """Somebody made up: which group of each family, whether counted, and when they came."""

    groups: Mapping[str, int]
    counted: bool
    came: int = 0


def people_of(draw: random.Random, size: int, quarters: int = 1) -> list[Person]:
    """Invented people; some groups are large, some rare, some empty."""
    chance = draw.choice((0.03, 0.1, 0.3, 0.5, 0.7, 0.9, 0.97))
    weights = {name: [draw.gammavariate(1.2, 1) for _ in range(count)] for name, count in FAMILIES.items()}
    chosen = {name: draw.choices(range(FAMILIES[name]), weights[name], k=size) for name in FAMILIES}
    return [
        Person({name: chosen[name][at] for name in FAMILIES}, draw.random() < chance, draw.randrange(quarters))
        for at in range(size)
    ]


def table_of(
    name: Key, people: Sequence[Person], share: bool, families: Iterable[str], before: Key | None = None
) -> Table:
    """The cells of one indicator over these people."""
    table = Table()

    def cell(key: Key, chosen: Sequence[Person], was: Key | None) -> None:
        k = sum(person.counted for person in chosen) if share else None
        table.cells.append(Cell(key=key, n=len(chosen), k=k, before=was))

    cell(name, people, before)
    for family in families:
        parts = tuple((*name, family, str(value)) for value in range(FAMILIES[family]))
        for value, key in enumerate(parts):
            was = (*before, family, str(value)) if before else None
            cell(key, [person for person in people if person.groups[family] == value], was)
        table.totals.append(Total(total=name, parts=parts))
    return table


def random_table(draw: random.Random) -> Table:
    """One indicator of an enterprise of any size."""
    families = draw.sample(sorted(FAMILIES), draw.choice((1, 2, 3, 3, 3)))
    size = int(draw.lognormvariate(5.3, 0.8))
    return table_of(("i",), people_of(draw, size), draw.random() < 0.75, families)


def club_table(draw: random.Random) -> Table:
    """A club of a dozen people or three, nearly all or nearly none of whom are counted."""
    chance = draw.choice((0.02, 0.5, 0.95, 1.0))
    people = [replace(one, counted=draw.random() < chance) for one in people_of(draw, draw.randrange(12, 40))]
    return table_of(("i",), people, True, draw.sample(sorted(FAMILIES), draw.choice((1, 2, 3))))


def sent_of(cells: Iterable[Cell], decided: Mapping[Key, Decision], *, at_home: bool = False) -> tuple[Sent, ...]:
    """The rows as they leave; what the ledger at home knows besides, with `at_home`."""
    return tuple(
        Sent(
            key=cell.key,
            n=decided[cell.key].n,
            k=decided[cell.key].k,
            share=cell.k is not None,
            qualifier=decided[cell.key].qualifier,
            true_n=cell.n if at_home else None,
        )
        for cell in cells
    )


def primary_only(cells: Sequence[Cell], _relations: Relations, _released: Sequence[Release]) -> dict[Key, Decision]:
    """The negative control: what is few is held back, and nothing else."""
    decided = {}
    for cell in cells:
        few = cell.n < T or (cell.k is not None and cell.k < T)
        everybody = cell.k is not None and cell.n - cell.k < T
        decided[cell.key] = Decision(
            key=cell.key,
            n=None if cell.n < T else cell.n,
            k=None if few or everybody else cell.k,
            qualifier="few" if few else "everybody" if everybody else "",
        )
    return decided


# --- the attacker -----------------------------------------------------------------------------------------------------


class Attacker:
    """What somebody knows who has read the published rows: unknown numbers, their bounds and equations."""

    def __init__(self) -> None:
        self._columns: dict[object, int] = {}
        self._bounds: list[list[float]] = []
        self._equal: list[tuple[dict[int, float], float]] = []
        self._most: list[tuple[dict[int, float], float]] = []

    def unknown(self, name: object, low: float = 0, high: float = inf) -> int:
        """A whole number, not below nought."""
        if name not in self._columns:
            self._columns[name] = len(self._bounds)
            self._bounds.append([0, inf])
        at = self._columns[name]
        self._bounds[at] = [max(self._bounds[at][0], low), min(self._bounds[at][1], high)]
        return at

    def equation(self, plus: Iterable[object], minus: Iterable[object], right: float = 0) -> None:
        """sum of the first - sum of the others = right."""
        self._equal.append((self._terms(plus, minus), right))

    def at_most(self, plus: Iterable[object], minus: Iterable[object], right: float = 0) -> None:
        """sum of the first - sum of the others <= right."""
        self._most.append((self._terms(plus, minus), right))

    def _terms(self, plus: Iterable[object], minus: Iterable[object]) -> dict[int, float]:
        terms: Counter[int] = Counter()
        for sign, names in ((1, plus), (-1, minus)):
            for name in names:
                terms[self.unknown(name)] += sign
        return dict(terms)

    def read(self, rows: Iterable[Sent], totals: Iterable[Total], at: object = 0) -> None:
        """Take in the rows of one release."""
        rows = {row.key: row for row in rows}
        shows_few = {
            key
            for total in totals
            for key in total.parts
            if any(part in rows and rows[part].qualifier in ("few", "everybody") for part in total.parts)
        }
        for key, row in rows.items():
            self._row(row, at, key in shows_few)
        for total in totals:
            if total.total not in rows:
                continue
            names = ("n", "k") if all(rows[key].share for key in (total.total, *total.parts)) else ("n",)
            for part in names:
                self.equation([(at, total.total, part)], [(at, key, part) for key in total.parts])

    def _row(self, row: Sent, at: object, shows_few: bool) -> None:
        n, k, rest = ((at, row.key, part) for part in ("n", "k", "rest"))
        self.unknown(n)
        if row.share:
            self.unknown(k)
            self.equation([n], [k, rest])
        if row.qualifier == "earlier":
            if not row.share and row.n is not None:
                self.unknown(n, row.n - T + 1, row.n + T - 1)
            return
        if row.n is not None:
            self.unknown(n, row.n, row.n)
        if row.k is not None:
            self.unknown(k, row.k, row.k)
        if row.qualifier == "few":
            self.unknown(n if row.n is None else k, 0, T - 1)
        elif row.qualifier == "everybody":
            self.unknown(rest, 0, T - 1)
        elif row.qualifier == "beside" and shows_few:
            for name in (n,) if row.n is None else (k, rest):
                self.unknown(name, T)

    def range_of(self, name: object, truth: float | None = None) -> tuple[float, float]:
        """The lowest and highest whole number; where the truth is given and lies above the lowest, no further."""
        low = ceil(self._end(name, 1.0) - 1e-6)
        if truth is not None and low < truth:
            return low, truth
        return low, floor(-self._end(name, -1.0) + 1e-6)

    def _end(self, name: object, sign: float) -> float:
        matrices = self._matrices
        aim = np.zeros(len(self._bounds))
        aim[self._columns[name]] = sign
        limits = [(low, min(high, 1e6)) for low, high in self._bounds]
        answer = linprog(aim, *matrices, bounds=limits, method="highs")
        assert answer.status == 0, answer.message
        return float(answer.fun)

    @cached_property
    def _matrices(self) -> tuple[np.ndarray | None, np.ndarray | None, np.ndarray | None, np.ndarray | None]:
        made: list[np.ndarray | None] = []
        for rows in (self._most, self._equal):
            if not rows:
                made += [None, None]
                continue
            matrix = np.zeros((len(rows), len(self._bounds)))
            for at, (terms, _) in enumerate(rows):
                for column, coefficient in terms.items():
                    matrix[at, column] = coefficient
            made += [matrix, np.array([right for _, right in rows])]
        return made[0], made[1], made[2], made[3]


@dataclass
class Undone:
    """What the attacker has found out."""

    figures: int = 0
    """Figures about few people that were looked at."""
    exact: list[str] = field(default_factory=list)
    narrow: int = 0
    """Figures for which fewer whole numbers are left than the threshold."""


def protected(cell: Cell) -> dict[str, int]:
    """The numbers of a cell that are about few people, nobody among them."""
    numbers = {"n": cell.n}
    if cell.k is not None:
        numbers |= {"k": cell.k, "rest": cell.n - cell.k}
    return {name: number for name, number in numbers.items() if number < T}


def attack_table(table: Table, decided: Mapping[Key, Decision], *, thorough: bool) -> Undone:
    """Try to undo one table; `thorough` counts how many numbers are left, else only whether it is one."""
    attacker, found = Attacker(), Undone()
    attacker.read(sent_of(table.cells, decided), table.totals)
    for cell in table.cells:
        for name, number in protected(cell).items():
            low, high = attacker.range_of((0, cell.key, name), None if thorough else number)
            assert low <= number <= high, "the attacker's picture leaves out the truth"
            found.figures += 1
            found.narrow += thorough and high - low + 1 < T
            if low == high:
                found.exact.append(f"{cell.key} {name} = {number}")
    return found


def tables(
    many: int,
    seed: int,
    by: Guard | None = None,
    *,
    thorough: bool = False,
    of: Callable[[random.Random], Table] = random_table,
) -> tuple[int, Undone]:
    """So many random tables: how many were undone somewhere, and what was found."""
    draw, broken, all_found = random.Random(seed), 0, Undone()
    for _ in range(many):
        table = of(draw)
        decided = (by or guard)(table.cells, table.relations, ())
        found = attack_table(table, decided, thorough=thorough)
        broken += bool(found.exact)
        all_found.figures += found.figures
        all_found.exact += found.exact
        all_found.narrow += found.narrow
    return broken, all_found


def main(many: int, seed: int) -> int:
    """The full figure."""
    start = time.monotonic()
    parts = 20
    with ProcessPoolExecutor(2) as pool:
        done = list(pool.map(tables, [many // parts] * parts, range(seed, seed + parts)))
    broken, figures = sum(one for one, _ in done), sum(found.figures for _, found in done)
    exact = [line for _, found in done for line in found.exact]
    control, _ = tables(200, seed, primary_only)
    told = (
        f"{many} tables, {figures} figures about few: {len(exact)} worked out in {broken} tables",
        *exact[:10],
        f"control, primary suppression only: {control} of 200 tables undone",
        f"{time.monotonic() - start:.0f} s",
    )
    sys.stdout.write("\n".join(told) + "\n")
    return int(bool(exact) or control < 100)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1))
