"""Columns of facts as numpy arrays: numbers, missing values, words as codes, and ids found again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import fields, replace
from math import fsum, isfinite
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Columns = TypeVar("Columns")

DAY_SPAN = 1 << 24
"""More days than the calendar has: lets a day and a small code stand in one integer."""
DAY_ZERO = 1 << 23
"""Added to a day so that it is never negative (`values.to_day` of year 1 is about -720,000)."""
ROOM = 8
"""A table by id may be this many times longer than the ids it serves."""
FOR_EVER = 1 << 22
"""The end of an episode that is still open: later than any day of the calendar."""


def whole(values: Sequence[int]) -> Ints:
    """A column of whole numbers; empty columns keep their type."""
    return np.fromiter(values, np.int64, len(values))


def whole_or(values: Sequence[int | None], missing: int) -> Ints:
    """A column of whole numbers with `missing` where nothing was recorded."""
    return np.fromiter([missing if value is None else value for value in values], np.int64, len(values))


def real(values: Sequence[float]) -> Floats:
    """A column of numbers."""
    return np.fromiter(values, np.float64, len(values))


def codes(words: Sequence[str]) -> tuple[Ints, tuple[str, ...]]:
    """Turn words into small whole numbers: (code of each row, the word of each code in order of first use).

    One pass over a dictionary that numbers each new word: sorting a million strings would cost more than all the sums.
    """
    known: defaultdict[str, int] = defaultdict()
    known.default_factory = known.__len__
    try:  # few words, the usual case: one byte a row is built quickest
        return np.frombuffer(bytes(map(known.__getitem__, words)), np.uint8).astype(np.int64), tuple(known)
    except ValueError:  # more than 256
        return np.fromiter(map(known.__getitem__, words), np.int64, len(words)), tuple(known)


def positions(of: Ints, among: Ints) -> Ints:
    """For each id of `of` its place in `among` (unique ids in any order); -1 where it is not there.

    Ids of a store are close together, so a table by id answers at once; ids far apart are looked up by bisection.
    """
    if not among.size or not of.size:
        return np.full(of.size, -1, dtype=np.int64)
    least, most = int(among.min()), int(among.max())
    if most - least < ROOM * (among.size + of.size):
        table = np.full(most - least + 2, -1, dtype=np.int64)  # the last cell stands for every id outside
        table[among - least] = np.arange(among.size)
        return table[np.where((of >= least) & (of <= most), of - least, -1)]
    order = np.argsort(among, kind="stable")
    found = order[np.minimum(np.searchsorted(among, of, sorter=order), among.size - 1)]
    return np.where(among[found] == of, found, -1)


def distinct(values: Ints) -> Ints:
    """The values once each, ascending. Much quicker than np.unique where they are in order already."""
    steps = np.diff(values)
    if (steps > 0).all():
        return values
    ordered = np.sort(values)
    return ordered[np.append(np.True_, np.diff(ordered) > 0)]


def ids(values: Ints) -> tuple[int, ...]:
    """Unique ids in ascending order, as plain numbers for the records behind a figure."""
    return tuple(distinct(values).tolist())


def total(values: Floats) -> float:
    """The sum of the values, rounded once: the same to the last digit in whatever order they come (Shewchuk 1997)."""
    try:
        return fsum(values.tolist())
    except OverflowError:  # beyond every number there is: endless, which is said to be missing later
        return float(np.sum(values))


def average(values: Floats) -> float:
    """The mean of the values, by `total`."""
    return total(values) / values.size


def finite(number: float | None) -> float | None:
    """The number as a plain float, or None where it is missing, not a number or endless."""
    return None if number is None or not isfinite(number) else float(number)


def rows_where(columns: Columns, wanted: Bools) -> Columns:
    """Some of the rows of a table of facts, in their order."""
    return columns if wanted.all() else rows_at(columns, np.flatnonzero(wanted))


def rows_at(columns: Columns, rows: Ints) -> Columns:
    """Rows of a table of facts by their place, in this order; what is no column stays."""
    table: Any = columns
    at = rows.tolist()
    taken = {
        one.name: list(map(getattr(table, one.name).__getitem__, at))
        for one in fields(table)
        if not isinstance(getattr(table, one.name), dict)
    }
    done: Columns = replace(table, **taken)
    return done
