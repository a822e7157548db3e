"""Row and domain value, copied by field name.

A field is kept in the column of its name: dates as day numbers, money as pence, decimals as their digits, yes and no as
1 and 0, an adjustment as its share, its reason and its source. Fields that are rows of their own (funding, answers,
scores) are the record's parts.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, cast, get_args, get_type_hints

from sfph_desktop.core.domain.benefits import Adjustment
from sfph_desktop.core.domain.bids import BidAnswer, QuotedFigure
from sfph_desktop.core.domain.measures import Assessment
from sfph_desktop.core.domain.people import Episode, FundingShare
from sfph_desktop.core.domain.values import Money, from_day, to_day
from sfph_desktop.core.store.kinds import KINDS

Stored = str | int | float | bytes | None
"""What a column holds."""

WHOLE_BP = 10_000
"""Basis points in the whole of a share."""


@dataclass(frozen=True, slots=True)
class _Field:
    """How one field of a value is kept."""

    name: str
    columns: tuple[str, ...]
    store: Callable[[Any], tuple[Stored, ...]]
    load: Callable[..., Any]


def _plain(value: Any) -> tuple[Stored, ...]:
    return (value,)


def _optional(load: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda stored: None if stored is None else load(stored)


def _digits(value: Decimal | None) -> tuple[Stored, ...]:
    return (None if value is None else format(value, "f"),)


def _day(value: date | None) -> tuple[Stored, ...]:
    return (None if value is None else to_day(value),)


def _flag(value: bool) -> tuple[Stored, ...]:
    return (int(value),)


def _pence(value: Money | None) -> tuple[Stored, ...]:
    return (None if value is None else value.pence,)


def _adjustment(value: Adjustment) -> tuple[Stored, ...]:
    return (*_digits(value.share), value.reason, value.source)


def _load_adjustment(share: str | None, reason: str, source: str) -> Adjustment:
    return Adjustment(share=None if share is None else Decimal(share), reason=reason, source=source)


def value_fields(value_type: type[Any]) -> tuple[_Field, ...]:
    """How each field of a domain value is kept, parts left out; read once from its annotations."""
    return _read_fields(cast("Hashable", value_type))


@cache
def _read_fields(value_type: Any) -> tuple[_Field, ...]:
    hints = get_type_hints(value_type)
    found = []
    for field in fields(value_type):
        kinds = set(get_args(hints[field.name])) or {hints[field.name]}
        if value_type is Episode and field.name == "funding":
            continue
        if value_type is Assessment and field.name in {"answers", "scores", "version", "texts"}:
            continue
        if value_type is BidAnswer and field.name == "quotes":
            continue
        if Adjustment in kinds:
            columns = (field.name, f"{field.name}_reason", f"{field.name}_source")
            found.append(_Field(field.name, columns, _adjustment, _load_adjustment))
        elif date in kinds:
            found.append(_Field(field.name, (field.name,), _day, _optional(from_day)))
        elif bool in kinds:
            found.append(_Field(field.name, (field.name,), _flag, bool))
        elif Money in kinds:
            found.append(_Field(field.name, (field.name,), _pence, _optional(Money)))
        elif Decimal in kinds:
            found.append(_Field(field.name, (field.name,), _digits, _optional(Decimal)))
        else:
            found.append(_Field(field.name, (field.name,), _plain, lambda stored: stored))
    return tuple(found)


def cell_kinds(value_type: type[Any]) -> dict[str, str]:
    """What the cells of each column are: date, boolean, pounds (as pence), number (as its digits), plain."""
    named = {_day: "date", _flag: "boolean", _pence: "pounds", _digits: "number"}
    found: dict[str, str] = {}
    for field in value_fields(value_type):
        found |= dict.fromkeys(field.columns, "plain")
        found[field.columns[0]] = "number" if field.store is _adjustment else named.get(field.store, "plain")
    return found


def columns_of(value_type: type[Any]) -> tuple[str, ...]:
    """The columns a domain value fills in its own table, `id` first."""
    return tuple(column for field in value_fields(value_type) for column in field.columns)


def to_row(value: object) -> tuple[Stored, ...]:
    """The value as stored, in the order of `columns_of` its type."""
    return tuple(stored for field in value_fields(type(value)) for stored in field.store(getattr(value, field.name)))


def from_row(kind: str, row: Sequence[Any], parts: Mapping[str, Sequence[Sequence[Any]]] | None = None) -> Any:
    """The domain value of a row, whose cells stand in the order of `columns_of`; `parts` by table name."""
    value_type = KINDS[kind].value
    if value_type is None:
        raise KeyError(kind)
    given, place = {}, 0
    for field in value_fields(value_type):
        given[field.name] = field.load(*row[place : place + len(field.columns)])
        place += len(field.columns)
    given.update(_load_parts(value_type, parts or {}))
    return value_type(**given)


# --- parts ------------------------------------------------------------------------------------------------------------


def share_to_bp(share: Decimal) -> int:
    """A share (0 to 1) in basis points, rounded to the nearest."""
    return int((share * WHOLE_BP).to_integral_value())


def part_rows(value: object) -> dict[str, list[tuple[Stored, ...]]]:
    """The rows of a value's parts by table name, without the owner's column."""
    if isinstance(value, Episode):
        return {"funding": [(share.contract_ref, share_to_bp(share.share)) for share in value.funding]}
    if isinstance(value, Assessment):
        return {
            "answers": [(item, answer) for item, answer in enumerate(value.answers, start=1)],
            "scores": [(output, score, value.version) for output, score in value.scores.items()],
            "answer_texts": list(value.texts.items()),
        }
    if isinstance(value, BidAnswer):
        return {"bid_quotes": [(q.token, q.words, q.number, to_day(q.quoted_on), q.kept) for q in value.quotes]}
    return {}


def _load_parts(value_type: type, parts: Mapping[str, Sequence[Any]]) -> dict[str, Any]:
    if value_type is Episode:
        rows = sorted((ref, bp) for ref, bp in parts.get("funding", ()))
        return {"funding": tuple(FundingShare(contract_ref=ref, share=Decimal(bp) / WHOLE_BP) for ref, bp in rows)}
    if value_type is Assessment:
        answers, scores = parts.get("answers", ()), parts.get("scores", ())
        given: dict[int, float | None] = dict(answers)
        return {
            "answers": tuple(given.get(item) for item in range(1, max(given, default=0) + 1)),
            "scores": {output: value for output, value, _ in scores},
            "version": scores[0][2] if scores else "",
            "texts": dict(parts.get("answer_texts", ())),
        }
    if value_type is BidAnswer:
        quotes = parts.get("bid_quotes", ())
        return {
            "quotes": tuple(
                QuotedFigure(token=token, words=words, number=number, quoted_on=from_day(day), kept=kept)
                for token, words, number, day, kept in quotes
            )
        }
    return {}
