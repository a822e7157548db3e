"""Answers typed in a row, as from the keyboard at a terminal, into numbers and words by question."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from sfph_desktop.core.domain.measures import Instrument, Item
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.usecases.refusals import problem, refused

LEFT_OUT = "."
"""A dash would be taken for an option by the command line."""
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_DAY = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")


def read_answers(instrument: Instrument, typed: Sequence[str]) -> tuple[tuple[float | None, ...], dict[str, str]]:
    """Numbers in the order of the items, and words by item; `.` leaves a question out.

    Raises UserCanFix naming the question, and when there are more or fewer answers than questions: a row that is one
    short has slipped, and would be wrong from there on. Whether a number is one of the answers is seen when it is kept.
    """
    wanted = len(instrument.items)
    if len(typed) != wanted:
        given = "1 answer was" if len(typed) == 1 else f"{len(typed)} answers were"
        raise UserCanFix(
            what=f"{instrument.abbreviation} has {wanted} questions, but {given} given.",
            do=f"Give one answer for each, and {LEFT_OUT} for what was left out. Nothing was changed.",
        )
    numbers: list[float | None] = []
    texts: dict[str, str] = {}
    for place, (item, text) in enumerate(zip(instrument.items, typed, strict=True), start=1):
        left_out = text.strip() in {LEFT_OUT, "-", ""}
        if item.in_words and not left_out:
            texts[item.id] = _words(item, place, text)
        numbers.append(None if left_out or item.in_words else _number(item, place, text))
    return tuple(numbers), texts


def read_day(text: str) -> date | None:
    """A date as 2026-05-04, 04/05/2026 or 4.5.2026; None when it is none."""
    try:
        if found := _DAY.fullmatch(text.strip()):
            return date(int(found[3]), int(found[2]), int(found[1]))
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


def _number(item: Item, place: int, text: str) -> float:
    if not _NUMBER.fullmatch(text.strip()):
        said = f"Question {place}: '{text[:40]}' is not a number."
        raise refused((problem(f"item_{place}", text, said, f"the number of the answer ({item.label})"),))
    return float(text)


def _words(item: Item, place: int, text: str) -> str:
    if item.kind != "date":
        return text
    day = read_day(text)
    if day is None:
        said = f"Question {place}: '{text[:40]}' is not a date."
        raise refused((problem(f"item_{place}", text, said, "a date, as 04/05/2026"),))
    return day.isoformat()
