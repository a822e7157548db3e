"""Which answers an instrument takes, and which of those given it does not.

Answers travel as columns: one sequence for each item, row i of every column is one person's form. An answer outside the
item's values is never scored; it is named, with its item, its value and what would be accepted.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sfph_desktop.core.domain.measures import Instrument, Item
from sfph_desktop.core.domain.problems import Problem, UserCanFix

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Column = npt.NDArray[np.float64]

Answers = Sequence[float | None] | Mapping[str, float | None]
"""One form: in the order of the items, or by item id; None where not answered."""

MOST_LISTED = 11
"""Accepted answers are listed one by one up to this many, then told as a range."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """One answer that is not accepted, and the row (counted from 0) that it stands in."""

    index: int
    problem: Problem


def in_order(instrument: Instrument, answers: Answers) -> list[float | None]:
    """One form as a list in the order of the items, blanks at the end filled in.

    Raises UserCanFix for an item that does not exist.
    """
    if not isinstance(answers, Mapping):
        return [*answers, *(None for _ in instrument.items[len(answers) :])]
    known = [item.id for item in instrument.items]
    for name in answers:
        if name not in known:
            raise UserCanFix(
                what=f"{instrument.abbreviation} has no item '{name}'.", do=f"Its items are {said(known)}."
            )
    return [answers.get(name) for name in known]


def accepted(item: Item) -> str:
    """What an item takes, in words: `0, 1, 2 or 3`, or `a whole number from 0 to 100`."""
    if item.options and len(item.options) <= MOST_LISTED:
        return said([f"{value:g}" for value in sorted(option.value for option in item.options)])
    low = item.min if item.min is not None else min((option.value for option in item.options), default=None)
    high = item.max if item.max is not None else max((option.value for option in item.options), default=None)
    kind = "a whole number" if item.whole else "a number"
    limits = [f"{word} {limit:g}" for word, limit in (("from", low), ("to", high)) if limit is not None]
    return " ".join([kind, *limits])


def said(words: Sequence[str]) -> str:
    """Words in a row with `or` before the last."""
    return " or ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)


def as_columns(instrument: Instrument, columns: Sequence[Sequence[float | None]]) -> list[Column]:
    """Columns as arrays, one for each item, NaN where not answered; short rows are filled up with blanks.

    Codes that an instrument prints for a missing answer (EQ-5D: 9 and 999) become blanks. Raises UserCanFix when a
    column holds something that is no number, or when columns beyond the items hold answers.
    """
    import numpy as np

    rows = max((len(column) for column in columns), default=0)
    arrays = [number_column(column, place) for place, column in enumerate(columns, 1)]
    wanted = len(instrument.items)
    for place, extra in enumerate(arrays[wanted:], wanted + 1):
        if not np.isnan(extra).all():
            raise UserCanFix(
                what=f"{instrument.abbreviation} has {wanted} items, but item_{place} holds an answer.",
                do=f"Keep to item_1 to item_{wanted}.",
            )
    arrays = arrays[:wanted] + [np.full(rows, np.nan) for _ in range(wanted - len(arrays))]
    for place, code in missing_codes(instrument).items():
        arrays[place] = np.where(arrays[place] == code, np.nan, arrays[place])
    return arrays


def number_column(column: Sequence[float | None], place: int) -> Column:
    """One column as an array of floats, NaN where blank; UserCanFix when something in it is no number."""
    import numpy as np

    try:
        return np.array(column, dtype=np.float64)
    except (TypeError, ValueError):
        raise UserCanFix(
            what=f"item_{place} holds something that is not a number.", do="Give the number of the answer, or nothing."
        ) from None


def missing_codes(instrument: Instrument) -> dict[int, float]:
    """By place of the item (from 0): the code that the instrument's own rules give to a missing answer."""
    places = {item.id: place for place, item in enumerate(instrument.items)}
    codes: dict[int, float] = {}
    for output in instrument.definition.get("scoring", {}).get("outputs", ()):
        if "missing_code" in output:
            codes |= {places[name]: float(output["missing_code"]) for name in output["items"]}
    return codes


def refusals(instrument: Instrument, arrays: Sequence[Column]) -> tuple[Refusal, ...]:
    """Every answer that is not accepted, by row and then by item; `arrays` as `as_columns` made them."""
    import numpy as np

    found: list[Refusal] = []
    for place, (item, column) in enumerate(zip(instrument.items, arrays, strict=True), 1):
        wrong = np.flatnonzero(~(np.isnan(column) | is_accepted(item, column)))
        found += [Refusal(index=int(i), problem=told(instrument, item, place, float(column[i]))) for i in wrong]
    return tuple(sorted(found, key=lambda refusal: refusal.index))


def is_accepted(item: Item, column: Column) -> npt.NDArray[np.bool_]:
    """For each answer whether the item takes it; NaN gives no sensible answer here and is looked at elsewhere."""
    import numpy as np

    if item.options:
        return np.isin(column, [option.value for option in item.options])
    fine = np.isfinite(column)
    if item.min is not None:
        fine &= column >= item.min
    if item.max is not None:
        fine &= column <= item.max
    if item.whole:
        fine &= np.floor(column) == column
    return fine


def told(instrument: Instrument, item: Item, place: int, value: float) -> Problem:
    """The refusal of one answer in words that name the item."""
    label = f" ({item.label})" if item.label != item.id else ""
    return Problem(
        reason=f"{instrument.abbreviation} item {place}{label} does not take {value:g}",
        accepted=accepted(item),
        column=f"item_{place}",
        value=f"{value:g}",
    )
