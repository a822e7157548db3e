"""Answers into scores, by the instrument's own published rules (toolkit method, section 3).

One implementation serves one form and a hundred thousand: everything is worked out on columns, and a single form is a
column of one row, so the same answers give the same score however they came in. Blank answers follow the instrument's
missing rule; where no rule was seen there is no score. Nothing is ever prorated in silence.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sfph_desktop.core.domain.measures import Caseness, Instrument
from sfph_desktop.core.domain.problems import Problem, UserCanFix
from sfph_desktop.core.toolkit.answers import Answers, Refusal, as_columns, in_order, refusals

Score = float | str | None
Columns = Sequence[Sequence[float | None]]

MOST_TOLD = 20
"""Refused answers that one message lists; the message says how many there are in all."""

NEXT_BAND = 1.0
"""A score between two bands printed for whole numbers (10.6 between 0-10 and 11-40) belongs to the lower one."""


def score(
    instrument: Instrument, answers: Answers, *, weights: Sequence[float | None] | None = None
) -> dict[str, Score]:
    """Every output of the instrument for one form, None where no score may be given.

    `answers` in the order of the items or by item id. Text outputs (a profile, a category) come as text. `weights` are
    for Goal Attainment Scaling only. Raises UserCanFix, naming the item, for an answer that the item does not take, and
    for an instrument that is not scored here.
    """
    columns = [[answer] for answer in in_order(instrument, answers)]
    found = score_all(instrument, columns, weights=None if weights is None else [[weight] for weight in weights])
    return {name: values[0] for name, values in found.items()}


def score_columns(instrument: Instrument, columns: Columns) -> dict[str, list[float | None]]:
    """Every numeric output for many forms: column j holds the answers to item j+1, row i is one form.

    Profiles and categories are not numbers and are left out. Raises UserCanFix as `score` does, listing the refused
    answers; `refused` finds them beforehand.
    """
    found = score_all(instrument, columns)
    numeric = [output.id for output in instrument.outputs if output.numeric]
    return {name: found[name] for name in numeric}  # type: ignore[misc]  # numeric outputs hold no text


def score_all(instrument: Instrument, columns: Columns, *, weights: Columns | None = None) -> dict[str, list[Score]]:
    """As `score_columns`, with the text outputs as well."""
    from sfph_desktop.core.toolkit.scoring_ops import all_outputs

    must_be_scored(instrument)
    arrays = as_columns(instrument, columns)
    if wrong := refusals(instrument, arrays):
        raise said_no(wrong)
    return all_outputs(instrument, arrays, weights=None if weights is None else [list(w) for w in weights])


def refused(instrument: Instrument, columns: Columns) -> tuple[Refusal, ...]:
    """Every answer the instrument does not take, with its row counted from 0; empty when all are good."""
    must_be_scored(instrument)
    return refusals(instrument, as_columns(instrument, columns))


def refused_rows(instrument: Instrument, columns: Columns) -> dict[int, UserCanFix]:
    """By row (counted from 0): why its form is refused, told as `score` tells it. Good rows are not in it."""
    by_row: dict[int, list[Refusal]] = {}
    for refusal in refused(instrument, columns):
        by_row.setdefault(refusal.index, []).append(refusal)
    return {row: said_no(tuple(found)) for row, found in by_row.items()}


def score_pair(instrument: Instrument, first: Answers, last: Answers) -> dict[str, Score | tuple[float | None, ...]]:
    """The change of each item between two forms, and the mean over the items answered both times.

    For instruments whose items are a person's own goals (Goal-Based Outcomes): a goal is compared only with itself.
    Output `difference_per_item` gives one difference for each item (None where either rating is missing), and
    `mean_of_differences` their mean. Other instruments give nothing.
    """
    from sfph_desktop.core.toolkit.scoring_ops import kept_rating

    before, after = score(instrument, first), score(instrument, last)
    names = [kept_rating(item.id) for item in instrument.items]
    changes = tuple(difference(before.get(name), after.get(name)) for name in names)
    both = [change for change in changes if change is not None]
    found: dict[str, Score | tuple[float | None, ...]] = {}
    for output in instrument.outputs:
        if output.op == "difference_per_item":
            found[output.id] = changes
        elif output.op == "mean_of_differences":
            found[output.id] = sum(both) / len(both) if both else None
    return found


def difference(before: Score, after: Score) -> float | None:
    """Later minus earlier; None where either is missing."""
    if isinstance(before, str) or isinstance(after, str) or before is None or after is None:
        return None
    return after - before


def ready_score(instrument: Instrument, value: float, output: str = "") -> dict[str, float]:
    """A score that came ready made, under the output it belongs to.

    Without `output` it is the only reported number, else the one called total or score. Raises UserCanFix when that
    leaves it open, when the value lies outside the output's range, or when the instrument may not be held here.
    """
    if instrument.use == "not_usable":
        raise not_here(instrument)
    candidates = [o for o in instrument.outputs if o.numeric and o.report and o.op != "mean_of_differences"]
    named = [o for o in candidates if o.id == output] if output else candidates
    chosen = named if len(named) == 1 else [o for o in named if o.id in ("total", "score")]
    if len(chosen) != 1:
        names = ", ".join(o.id for o in candidates) or "none"
        raise UserCanFix(
            what=f"A ready score of {instrument.abbreviation} needs to say which score it is.",
            do=f"Its scores are: {names}. Give the answers instead, or one of these.",
        )
    low, high = chosen[0].min, chosen[0].max
    if value != value or (low is not None and value < low) or (high is not None and value > high):
        limits = " to ".join("any" if limit is None else f"{limit:g}" for limit in (low, high))
        raise UserCanFix(what=f"{value:g} is not a score of {instrument.abbreviation}.", do=f"Accepted: {limits}.")
    return {chosen[0].id: float(value)}


def band(instrument: Instrument, output: str, value: float | None) -> str | None:
    """The published band a score lies in; None where there is none, or where it is only remembered."""
    if value is None:
        return None
    lower: Mapping[str, object] | None = None
    for entry in instrument.definition.get("bands", ()):
        if entry["output"] != output or str(entry.get("status", "")).startswith("remembered"):
            continue
        low = float("-inf") if entry["min"] is None else float(entry["min"])
        high = float("inf") if entry["max"] is None else float(entry["max"])
        if low <= value <= high:
            return str(entry["label"])
        if high < value < high + NEXT_BAND:
            lower = entry
    return None if lower is None else str(lower["label"])


def on_described_side(caseness: Caseness, value: float) -> bool:
    """Whether a score lies on the side that the published cut describes (`score operator value`)."""
    return compare(value, caseness.operator, caseness.value)


def compare(value: float, operator: str, limit: float) -> bool:
    """`value operator limit` for the four comparisons; ValueError for any other operator."""
    answers = {">=": value >= limit, ">": value > limit, "<=": value <= limit, "<": value < limit}
    if operator not in answers:
        raise ValueError(operator)
    return answers[operator]


def risk_items(instrument: Instrument, answers: Answers) -> tuple[str, ...]:
    """Ids of items whose answer asks for a safety prompt (PHQ-9 item 9, CORE-10 item 6: any answer above 0)."""
    given = dict(zip((item.id for item in instrument.items), in_order(instrument, answers), strict=False))
    asked = [str(entry["item"]) for entry in instrument.definition.get("risk_items", ())]
    return tuple(name for name in asked if (given.get(name) or 0) > 0)


def must_be_scored(instrument: Instrument) -> None:
    """Raises UserCanFix for an instrument whose answers this program may not score."""
    if instrument.use == "not_usable":
        raise not_here(instrument)
    if instrument.use != "scored":
        raise UserCanFix(
            what=f"{instrument.name} is not scored here.",
            why=f"Its scoring belongs to its owner. {instrument.licence}",
            do="Score it with the owner's software and bring in the ready score, in the column score.",
        )


def not_here(instrument: Instrument) -> UserCanFix:
    """The refusal of an instrument that may not be held in this program at all."""
    return UserCanFix(
        what=f"{instrument.name} cannot be used in this program.", why=instrument.licence, do=instrument.user_must_do
    )


def said_no(wrong: tuple[Refusal, ...]) -> UserCanFix:
    """One refusal told in full; many as a list."""
    first = wrong[0].problem
    more = f" There are {len(wrong)} such answers." if len(wrong) > 1 else ""
    problems: tuple[Problem, ...] = tuple(refusal.problem for refusal in wrong[:MOST_TOLD])
    return UserCanFix(what=f"{first.reason}.{more}", do=f"Accepted: {first.accepted}.", problems=problems)
