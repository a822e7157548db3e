"""How the answers of an own questionnaire are typed: one on a line, with a number where it is not its place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sfph_desktop.core.domain.own_forms import AnswerList, OwnAnswer, OwnForm, OwnQuestion

_NUMBERED = re.compile(r"(-?\d{1,9}(?:[.,]\d{1,6})?)\s*=\s*(.*)")
_SCALE = re.compile(r"(-?\d{1,6})\s*(?:to|-|–)\s*(-?\d{1,6})", re.IGNORECASE)
_MOST = 200
"""Steps of a scale that are made; more than any list may have, so that the rules say what is wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """A list of answers that many questionnaires use."""

    name: str
    said: str
    lines: str


READY = (
    Ready(name="yes_no", said="Yes or no", lines="0 = No\n1 = Yes"),
    Ready(name="zero_to_ten", said="A scale from 0 to 10", lines="0 to 10"),
    Ready(
        name="how_often",
        said="How often: never to always",
        lines="Never\nRarely\nSometimes\nOften\nAlways",
    ),
    Ready(
        name="agree",
        said="How far somebody agrees",
        lines="Strongly disagree\nDisagree\nNeither\nAgree\nStrongly agree",
    ),
)


def typed_answers(text: str, known: Sequence[OwnAnswer] = ()) -> tuple[OwnAnswer, ...]:
    """The answers in lines of text: `Never`, numbered by its place from 1, or `0 = Never`; `0 to 10` is a whole scale.

    An answer keeps the name it had in `known`, by its words or else by its number, so that exports of a form on a
    tablet still find it.
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    scale = _SCALE.fullmatch(lines[0]) if len(lines) == 1 else None
    if scale is not None:
        low, high = sorted((int(scale[1]), int(scale[2])))
        found = [(float(value), str(value)) for value in range(low, min(high, low + _MOST) + 1)]
    else:
        found = [_answer(line, place) for place, line in enumerate(lines, start=1)]
    by_label = {one.label.strip().casefold(): one.name for one in known}
    said = {label.casefold() for _, label in found}
    by_value = {one.value: one.name for one in known if one.label.strip().casefold() not in said}
    return tuple(
        OwnAnswer(value=value, label=label, name=by_label.get(label.casefold(), by_value.get(value, "")))
        for value, label in found
    )


def answer_lines(answers: Sequence[OwnAnswer]) -> str:
    """Answers as `typed_answers` reads them."""
    values = [one.value for one in answers]
    scale = _scale(answers)
    if scale:
        return scale
    if values == list(range(1, len(values) + 1)) and not any(_NUMBERED.fullmatch(one.label) for one in answers):
        return "\n".join(one.label for one in answers)
    return "\n".join(f"{one.value:g} = {one.label}" for one in answers)


def typed_labels(text: str, values: Sequence[float]) -> dict[str, str]:
    """The words of answers that are given, by value (`1`): line by line in the order of `values`, or `0 = Never`.

    A line that only repeats its number gives no words.
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) == len(values) and not any(_NUMBERED.fullmatch(line) for line in lines):
        found = list(zip(values, lines, strict=True))
    else:
        found = [(one.value, one.label) for one in typed_answers(text)]
    return {f"{value:g}": label for value, label in found if label != f"{value:g}"}


def label_lines(answers: Sequence[tuple[float, str]]) -> str:
    """Answers with their numbers, for `typed_labels` to read after their words were typed over."""
    return "\n".join(f"{value:g} = {label}" for value, label in answers)


def list_said(answers: Sequence[OwnAnswer], most: int = 44) -> str:
    """A list by its first and last answers, for choosing it: `Never · Rarely · … · Always`."""
    scale = _scale(answers)
    if scale:
        return scale
    labels = [one.label.strip() or f"{one.value:g}" for one in answers]
    told = " · ".join(labels)
    if len(told) > most and len(labels) > 2:
        told = f"{labels[0]} … {labels[-1]}"
    return told if len(told) <= most else f"{told[: most - 1].rstrip()}…"


def used_lists(form: OwnForm) -> tuple[AnswerList, ...]:
    """The lists that a question uses; the others would be kept for nothing."""
    used = {one.answers for one in form.questions if one.kind in {"choice", "several"}}
    return tuple(one for one in form.lists if one.name in used)


def free_id(questions: Sequence[OwnQuestion]) -> str:
    """An id for a new question that no other has: q1, q2 and so on."""
    taken = {one.id for one in questions}
    return next(name for name in (f"q{number}" for number in range(1, len(taken) + 2)) if name not in taken)


def _scale(answers: Sequence[OwnAnswer]) -> str:
    """`0 to 10`, where the answers are whole numbers in a row and nothing but numbers; else nothing."""
    values = [one.value for one in answers]
    plain = all(one.label.strip() == f"{one.value:g}" for one in answers)
    in_a_row = len(values) > 2 and values == [values[0] + step for step in range(len(values))]
    return f"{values[0]:g} to {values[-1]:g}" if plain and in_a_row and values[0] == int(values[0]) else ""


def _answer(line: str, place: int) -> tuple[float, str]:
    numbered = _NUMBERED.fullmatch(line)
    if numbered is None:
        return float(place), line
    value = float(numbered[1].replace(",", "."))
    return value, numbered[2].strip() or f"{value:g}"
