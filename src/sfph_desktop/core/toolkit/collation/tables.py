"""What comes in: returns, their cells, and the indicators of the definitions, with the columns and types they have."""

from __future__ import annotations

from collections.abc import Mapping

import ibis
from ibis.expr.types import Table

Columns = Mapping[str, str]

RETURNS: Columns = {
    "member": "string",
    "quarter": "string",
    "sequence": "int64",
    "definitions": "int64",
    "size": "string",
    "area": "string",
    "client_groups": "string",
}
"""One row for each accepted return. Of a member's returns for a quarter the one with the highest sequence counts. What
the member is like is as this return says: size band, area, and whom it supports (ids with blanks between them); blank
where that is not known."""

CELLS: Columns = {
    "member": "string",
    "quarter": "string",
    "sequence": "int64",
    "indicator": "string",
    "group": "string",
    "group_value": "string",
    "window": "string",
    "n": "int64",
    "value": "decimal(18,6)",
}
"""One row for each cell of a return, as in `ReturnCell`; `n` and `value` are empty where they were held back."""

INDICATORS: Columns = {
    "indicator": "string",
    "name": "string",
    "kind": "string",
    "unit": "string",
    "window": "string",
    "per": "string",
}
"""One row for each indicator of the definitions."""

TABLES: Mapping[str, Columns] = {"returns": RETURNS, "cells": CELLS, "indicators": INDICATORS}
MILLIONTHS = 1_000_000
"""Members' own values are whole numbers of millionths."""


def missing(table: Table, columns: Columns) -> tuple[str, ...]:
    """The columns a table should have and has not."""
    return tuple(name for name in columns if name not in table.columns)


def conform(table: Table, columns: Columns) -> Table:
    """The table with these columns in these types; other columns are left away, an empty text is no number."""
    made = {}
    for name, kind in columns.items():
        column = table[name]
        if kind == "string":
            made[name] = column.cast("string").fill_null("")
        elif column.type().is_string():
            made[name] = column.strip().nullif("").cast(kind)
        else:
            made[name] = column.cast(kind)
    return table.select(**made)


def whole(summed: ibis.Value) -> ibis.Value:
    """A sum of whole numbers as a whole number of 64 bits, whatever type the engine makes of such a sum.

    By way of a decimal: Ibis leaves a conversion out that it thinks is none.
    """
    return summed.cast("decimal(38,0)").cast("int64")


def whole_sum(column: ibis.Value) -> ibis.Value:
    """The sum of whole numbers, as a whole number."""
    return whole(column.sum())


BITS = 31
"""Indicators to a `word`: the sum of their bits stays within 64 bits, even with one there thousands of times."""


def numbered(indicators: Table) -> Table:
    """The indicators with a `number` each, and the `word` and `bit` by which each is marked in a set of them."""
    numbers = indicators.mutate(number=numbers_from_nought(indicators.indicator))
    bit = (ibis.literal(2) ** (numbers.number % BITS)).cast("int64")
    return numbers.mutate(word=(numbers.number // BITS).cast("int32"), bit=bit)


def numbers_from_nought(order: ibis.Value) -> ibis.Value:
    """The place of each row in this order, from nought: short keys make large joins and groups quick."""
    return ibis.row_number().over(order_by=order).cast("int32")
