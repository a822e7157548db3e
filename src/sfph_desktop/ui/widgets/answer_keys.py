"""What a typed answer may be while it is typed: kept, to be gone on with, left out, or refused at once."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from sfph_desktop.core.domain.measures import Item

LEFT_OUT = "–"
"""How a question that was left out stands in its field."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What stands in a field, judged."""

    state: str
    """`whole` (nothing can follow), `enough` (kept when left, but more may follow), `begun`, `refused`."""
    value: float | None = None


def judge(item: Item, text: str) -> Typed:
    """Judge what has been typed for an item: by its list of answers, else by its range."""
    if item.options:
        return _of_options([f"{option.value:g}" for option in item.options], text)
    return _of_range(item, text)


def accepted(item: Item) -> str:
    """What an item takes, in words: `1 none of the time · 2 rarely`, or `0 to 99`."""
    if item.in_words:
        return "a date, as 04/05/2026" if item.kind == "date" else "words"
    if item.options:
        labels = [option.label.strip() for option in item.options]
        if all(label in {"", f"{option.value:g}"} for label, option in zip(labels, item.options, strict=True)):
            return _numbers([option.value for option in item.options])
        told = zip(labels, item.options, strict=True)
        said = ((f"{option.value:g}", label) for label, option in told)
        return " · ".join(number if label in {"", number} else f"{number} {label}" for number, label in said)
    low = f"{item.min:g}" if item.min is not None else ""
    high = f"{item.max:g}" if item.max is not None else ""
    if low and high:
        return f"{low} to {high}"
    return f"{low} or more" if low else f"up to {high}" if high else "a number"


def label_of(item: Item, value: float | None) -> str:
    """An answer as it is said: its number and, where it has one, its label; a dash for none."""
    if value is None:
        return "not answered"
    label = next((option.label for option in item.options if option.value == value), "")
    return f"{value:g} {label}".strip() if label != f"{value:g}" else label


def takes_minus(item: Item) -> bool:
    """Whether an answer may begin with a minus sign, so that the sign does not mean `left out`."""
    if item.options:
        return any(option.value < 0 for option in item.options)
    return item.min is None or item.min < 0


def _numbers(values: list[float]) -> str:
    ordered = sorted(values)
    in_a_row = all(later == earlier + 1 for earlier, later in pairwise(ordered))
    if len(ordered) > 2 and in_a_row:
        return f"{ordered[0]:g} to {ordered[-1]:g}"
    return ", ".join(f"{value:g}" for value in ordered)


def _of_options(answers: list[str], text: str) -> Typed:
    longer = any(answer != text and answer.startswith(text) for answer in answers)
    if text in answers:
        return Typed(state="enough" if longer else "whole", value=float(text))
    return Typed(state="begun" if longer else "refused")


def _of_range(item: Item, text: str) -> Typed:
    if text == "-" and takes_minus(item):
        return Typed(state="begun")
    try:
        value = float(text) if text.isascii() and "_" not in text else None
    except ValueError:
        value = None
    if value is None or (item.whole and not text.lstrip("-").isdigit()):
        return Typed(state="refused")
    if item.max is not None and value > item.max:
        return Typed(state="refused")
    may_grow = not item.whole or item.max is None or any(float(text + digit) <= item.max for digit in "0123456789")
    if item.min is not None and value < item.min:
        return Typed(state="begun" if may_grow or value < 0 else "refused")
    return Typed(state="enough" if may_grow and text not in {"0", "-0"} else "whole", value=value)
