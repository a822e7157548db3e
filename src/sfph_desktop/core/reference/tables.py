"""Reading the library's files: CSV tables and JSON, from bytes, with plain words when something is wrong."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from sfph_desktop.core.domain.problems import UserCanFix

Row = Mapping[str, str]
"""One row of a table by column name; blank cells are ''."""

GREATEST = Decimal(10) ** 15
"""No amount, index or factor is greater: a number with a million digits is a trick, not a figure."""
MOST_DIGITS = 40


def rows(content: bytes, name: str) -> list[Row]:
    """The rows of a CSV table (UTF-8, with or without BOM); UserCanFix when it is no table."""
    try:
        reader = csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True)
        found = [dict(row) for row in reader]
    except (UnicodeDecodeError, csv.Error) as error:
        raise UserCanFix(
            what=f"{name} cannot be read as a table.", why=str(error), do="Save it as CSV in UTF-8."
        ) from None
    for number, row in enumerate(found, 2):
        if None in row or None in row.values():
            raise UserCanFix(
                what=f"{name}, row {number}, has {'more' if None in row else 'fewer'} cells than the heading.",
                do="Give every row one cell for each column; put a cell that holds a comma in quotation marks.",
            )
    return [{column: (cell or "").strip() for column, cell in row.items()} for row in found]


def header(content: bytes) -> tuple[str, ...]:
    """The column names of a CSV table; empty when there is none."""
    try:
        first = next(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True), [])
    except (UnicodeDecodeError, csv.Error):
        return ()
    return tuple(first)


def document(content: bytes, name: str) -> dict[str, Any]:
    """A JSON document that is an object; UserCanFix when it is not, or holds a number that is none."""
    try:
        found = json.loads(content.decode("utf-8-sig"), parse_constant=no_number)
    except (ValueError, RecursionError):
        raise UserCanFix(what=f"{name} cannot be read.", do="It should be a JSON object in UTF-8.") from None
    if not isinstance(found, dict):
        raise UserCanFix(what=f"{name} holds no JSON object.", do="Its first character should be a curly bracket.")
    return found


def no_number(word: str) -> float:
    """JSON has no NaN and no Infinity; Python's reader takes them unless told otherwise."""
    raise ValueError(word)


def decimal(cell: str) -> Decimal | None:
    """A number as printed, None where the cell is blank; ValueError when it is no ordinary number."""
    if not cell:
        return None
    try:
        number = Decimal(cell)
    except InvalidOperation:
        raise ValueError(cell) from None
    if len(cell) > MOST_DIGITS or not number.is_finite() or abs(number) > GREATEST:
        raise ValueError(cell)
    return number


def needed(cell: str) -> Decimal:
    """A number that must be there; ValueError when it is not."""
    number = decimal(cell)
    if number is None:
        raise ValueError("blank")
    return number


def fingerprint(*contents: bytes) -> str:
    """The first 12 hexadecimal digits of the SHA-256 of the contents, each with its length before it."""
    digest = hashlib.sha256()
    for content in contents:
        digest.update(len(content).to_bytes(8, "big"))
        digest.update(content)
    return digest.hexdigest()[:12]
