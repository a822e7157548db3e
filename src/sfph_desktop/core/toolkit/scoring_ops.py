"""The scoring operations that instrument definitions are written in, on columns.

Every operation takes one output's definition and the answer sheet, and gives one array: a score for each form, NaN (or
None, for text) where no score may be given. `OPS` is the whole list; a definition with any other word is refused by the
library's checker. Sums run item by item, so that one form alone and the same form among thousands add up alike.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from sfph_desktop.core.domain.measures import Instrument
from sfph_desktop.core.toolkit.scoring_formulas import CATEGORIES, FORMULAS

Column = npt.NDArray[np.float64]
Texts = list[str | None]
Definition = Mapping[str, Any]


@dataclass(slots=True)
class AnswerSheet:
    """The answers of many forms, ready for scoring: skipped items filled, reversed items turned round."""

    rows: int
    items: dict[str, Column]
    definition: Definition
    rule: Definition
    """The instrument's missing rule."""
    by_theme: dict[str, str]
    """Item id by theme: some weights are keyed by the published item number."""
    weights: list[Column] | None = None
    done: dict[str, Column] = field(default_factory=dict)
    """Outputs already worked out, for those that build on them."""

    def columns(self, output: Definition) -> list[Column]:
        """The columns of the items that an output is made from."""
        return [self.items[name] for name in output["items"]]

    def may_miss(self, output: Definition) -> int | None:
        """How many items may be missing: the output's own limit, else the instrument's; None is any but all."""
        limit = output["max_missing"] if "max_missing" in output else self.rule.get("max_missing", 0)
        return None if limit is None else int(limit)


def all_outputs(
    instrument: Instrument, arrays: Sequence[Column], *, weights: Sequence[Sequence[float | None]] | None = None
) -> dict[str, list[float | str | None]]:
    """Every output of the instrument over checked columns (`answers.as_columns`), by its id."""
    sheet = prepared(instrument, arrays)
    if weights is not None:
        sheet.weights = [np.array(column, dtype=np.float64) for column in weights]
    found: dict[str, list[float | str | None]] = {}
    for output in instrument.definition["scoring"]["outputs"]:
        value = OPS[output["op"]](output, sheet)
        if isinstance(value, list):
            found[output["id"]] = list(value)
            continue
        value = finished(output, value)
        sheet.done[output["id"]] = value
        found[output["id"]] = listed(value)
    for kept in instrument.outputs:
        if kept.op == "rating":
            found[kept.id] = listed(sheet.items[kept.id.removeprefix(RATING)])
    return found


RATING = "rating_"
"""Prefix of outputs that keep each goal's own rating, so that a goal can later be compared with itself."""


def kept_rating(item_id: str) -> str:
    """The output that keeps one item's rating."""
    return RATING + item_id


def prepared(instrument: Instrument, arrays: Sequence[Column]) -> AnswerSheet:
    """Fill what published skip rules fill, then reverse (min + max - answer), and lay out the sheet."""
    scoring = instrument.definition["scoring"]
    items = {item.id: column for item, column in zip(instrument.items, arrays, strict=True)}
    for skip in scoring.get("skips", ()):
        skipped = total([items[name] for name in skip["when_sum_of"]]) == skip["equals"]
        for name in skip["count_as_0"]:
            items[name] = np.where(skipped & np.isnan(items[name]), 0.0, items[name])
    for item in instrument.items:
        if item.reverse and item.min is not None and item.max is not None:
            items[item.id] = item.min + item.max - items[item.id]
    rows = len(arrays[0]) if arrays else 0
    themes = {item.theme: item.id for item in instrument.items if item.theme}
    return AnswerSheet(
        rows=rows, items=items, definition=scoring, rule=scoring.get("missing_rule", {}), by_theme=themes
    )


def finished(output: Definition, value: Column) -> Column:
    """Apply an output's multiplier and rounding (`up_to_integer`, or a number of decimals)."""
    if "multiplier" in output:
        value = value * output["multiplier"]
    how = output.get("round")
    if how == "up_to_integer":
        return np.ceil(value - 1e-9)
    return value if how is None else np.round(value, int(how))


def listed(value: Column) -> list[float | str | None]:
    """An array as plain floats, None where there is no score."""
    plain: list[float | str | None] = value.tolist()
    return [None if number != number else number for number in plain]


def total(columns: Sequence[Column]) -> Column:
    """Item by item sum; NaN as soon as one item is missing."""
    added = columns[0]
    for column in columns[1:]:
        added = added + column
    return added


def answered(columns: Sequence[Column]) -> tuple[Column, Column]:
    """The sum over answered items and how many there are."""
    added = total([np.nan_to_num(column, nan=0.0) for column in columns])
    count = total([(~np.isnan(column)).astype(np.float64) for column in columns])
    return added, count


def enough(columns: Sequence[Column], count: Column, may_miss: int | None) -> npt.NDArray[np.bool_]:
    """Whether enough items are answered: all but `may_miss`, and at least one."""
    needed = 1 if may_miss is None else max(len(columns) - may_miss, 1)
    return count >= needed


# --- the operations ---------------------------------------------------------------------------------------------------


def op_sum(output: Definition, sheet: AnswerSheet) -> Column:
    """The sum of the items; a missing item means no score (proration has its own operation)."""
    return total(sheet.columns(output))


def op_mean(output: Definition, sheet: AnswerSheet) -> Column:
    """The mean of the answered items, when no more are missing than the rule allows."""
    columns = sheet.columns(output)
    added, count = answered(columns)
    return np.where(enough(columns, count, sheet.may_miss(output)), added / np.maximum(count, 1), np.nan)


def op_sum_prorated(output: Definition, sheet: AnswerSheet) -> Column:
    """The person's mean times the number of items, when no more are missing than the published rule allows."""
    columns = sheet.columns(output)
    added, count = answered(columns)
    # A full form is a plain sum: no division, so no rounding noise.
    prorated = np.where(count == len(columns), added, added / np.maximum(count, 1) * len(columns))
    return np.where(enough(columns, count, sheet.may_miss(output)), prorated, np.nan)


def op_lookup(output: Definition, sheet: AnswerSheet) -> Column:
    """Another output's value replaced from a table, which the library has put under `lookup`; no entry, no score."""
    table = sorted((float(key), float(value)) for key, value in output["lookup"].items())
    keys, values = np.array([key for key, _ in table]), np.array([value for _, value in table])
    raw = sheet.done[output["from"]]
    place = np.minimum(np.searchsorted(keys, np.nan_to_num(raw, nan=-np.inf)), len(keys) - 1)
    return np.where(keys[place] == raw, values[place], np.nan)


def counted(output: Definition, sheet: AnswerSheet) -> tuple[Column, Column]:
    """How many answered items lie in the output's values, and how many are answered."""
    columns = sheet.columns(output)
    hits = total([np.isin(column, output["values"]).astype(np.float64) for column in columns])
    return hits, answered(columns)[1]


def op_count_in(output: Definition, sheet: AnswerSheet) -> Column:
    """The number of answers that lie in the output's values."""
    hits, count = counted(output, sheet)
    return np.where(enough(sheet.columns(output), count, sheet.may_miss(output)), hits, np.nan)


def op_sum_counts(output: Definition, sheet: AnswerSheet) -> Column:
    """Counts of several outputs added, answered items only: the limit on missing items is on all of them together."""
    parts = [part for part in sheet.definition["outputs"] if part["id"] in output["of"]]
    pairs = [counted(part, sheet) for part in parts]
    columns = [column for part in parts for column in sheet.columns(part)]
    count = total([answered_in_part for _, answered_in_part in pairs])
    hits = total([hits_in_part for hits_in_part, _ in pairs])
    return np.where(enough(columns, count, sheet.may_miss(output)), hits, np.nan)


def recoded(name: str, sheet: AnswerSheet) -> Column:
    """One item's answers replaced by its `recode` map."""
    table = next(item["recode"] for item in sheet.definition["items"] if item["id"] == name)
    return mapped(sheet.items[name], table)


def mapped(column: Column, table: Mapping[str, float]) -> Column:
    """Answers replaced by the table's values; blank stays blank."""
    value = np.full(len(column), np.nan)
    for code, worth in table.items():
        value[column == float(code)] = worth
    return value


def op_mean_recode(output: Definition, sheet: AnswerSheet) -> Column:
    """Each answer recoded, then the mean of the answered items (RAND-36)."""
    columns = [recoded(name, sheet) for name in output["items"]]
    added, count = answered(columns)
    return np.where(enough(columns, count, sheet.may_miss(output)), added / np.maximum(count, 1), np.nan)


def op_single(output: Definition, sheet: AnswerSheet) -> Column:
    """The one item's answer."""
    return sheet.columns(output)[0]


def op_single_recode(output: Definition, sheet: AnswerSheet) -> Column:
    """The one item's answer, recoded."""
    return recoded(output["items"][0], sheet)


def op_in_set(output: Definition, sheet: AnswerSheet) -> Column:
    """1 when the answer is one of the values, else 0."""
    column = sheet.columns(output)[0]
    return np.where(np.isnan(column), np.nan, np.isin(column, output["values"]).astype(np.float64))


def op_threshold(output: Definition, sheet: AnswerSheet) -> Column:
    """1 when the answer meets the threshold, else 0."""
    column, limit = sheet.columns(output)[0], output["value"]
    meets = {">=": column >= limit, ">": column > limit, "<=": column <= limit, "<": column < limit}
    return np.where(np.isnan(column), np.nan, meets[output["operator"]].astype(np.float64))


def op_concat(output: Definition, sheet: AnswerSheet) -> Texts:
    """The answers as digits in a row (a profile, not a sum); a missing one is the instrument's code, if it has one."""
    blank = str(output["missing_code"]) if "missing_code" in output else None
    found: Texts = []
    for answers in zip(*(column.tolist() for column in sheet.columns(output)), strict=True):
        missing = [answer != answer for answer in answers]
        if all(missing) or (blank is None and any(missing)):
            found.append(None)
        else:
            found.append("".join(blank or "" if gone else f"{a:g}" for a, gone in zip(answers, missing, strict=True)))
    return found


def op_weighted_sum(output: Definition, sheet: AnswerSheet) -> Column:
    """The tariff value of the chosen level of each item, added (levels count from 1; ICECAP-O)."""
    parts = []
    for name in output["items"]:
        table = {str(level): worth for level, worth in enumerate(output["weights_by_level"][name], 1)}
        parts.append(mapped(sheet.items[name], table))
    return total(parts)


def op_weighted_sum_by_answer(output: Definition, sheet: AnswerSheet) -> Column:
    """A base plus the weight of each chosen answer (RAND-12, Farivar 2007); items by id or by theme."""
    parts = []
    for key, table in output["weights"].items():
        name = key if key in sheet.items else sheet.by_theme[key]
        parts.append(mapped(sheet.items[name], table))
    return total([np.full(sheet.rows, float(output["base"])), *parts])


def op_formula(output: Definition, sheet: AnswerSheet) -> Column:
    """A published formula by its name."""
    return FORMULAS[output["formula"]](list(sheet.items.values()), sheet.weights)


def op_rules(output: Definition, sheet: AnswerSheet) -> Texts:
    """A published category by its name."""
    return CATEGORIES[output["formula"]](list(sheet.items.values()))


def op_needs_two_forms(output: Definition, sheet: AnswerSheet) -> Column | Texts:
    """A difference between two forms cannot come from one: see `scoring.score_pair`."""
    return [None] * sheet.rows if output["op"] == "difference_per_item" else np.full(sheet.rows, np.nan)


OPS: dict[str, Callable[[Definition, AnswerSheet], Column | Texts]] = {
    "sum": op_sum,
    "mean": op_mean,
    "sum_prorated": op_sum_prorated,
    "lookup": op_lookup,
    "count_in": op_count_in,
    "sum_counts": op_sum_counts,
    "mean_recode": op_mean_recode,
    "single": op_single,
    "single_recode": op_single_recode,
    "in_set": op_in_set,
    "threshold": op_threshold,
    "concat": op_concat,
    "weighted_sum": op_weighted_sum,
    "weighted_sum_by_answer": op_weighted_sum_by_answer,
    "formula": op_formula,
    "rules": op_rules,
    "difference_per_item": op_needs_two_forms,
    "mean_of_differences": op_needs_two_forms,
}
"""Every operation that scores answers; `import` takes ready totals and scores none."""
