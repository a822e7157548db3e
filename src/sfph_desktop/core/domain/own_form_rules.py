"""What is wrong with a questionnaire that is being made, told where it happens and with what would be accepted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from sfph_desktop.core.domain.own_forms import KINDS, LEVELS, RULES, OwnBand, OwnForm, OwnQuestion, OwnScore
from sfph_desktop.core.domain.problems import Problem

MOST_QUESTIONS = 200
MOST_ANSWERS = 30
LONGEST = 2_000
"""Signs of a question or of an answer's words."""
GREATEST = 1e9
ID = re.compile(r"[A-Za-z_][A-Za-z0-9_.\-]{0,63}")


def form_problems(form: OwnForm) -> tuple[Problem, ...]:
    """Everything wrong with it, in the order of the form; none when it can be used.

    `column` says where: `name`, `list often`, `question 3`, `score Total`, `band 2`.
    """
    return (*_head(form), *_lists(form), *_questions(form), *_scores(form), *_bands(form))


def form_remarks(form: OwnForm) -> tuple[str, ...]:
    """What is not wrong, but to be known: what a form without a score, or without a direction, will not tell."""
    if not form.scores:
        return ("It has no score: it is kept as questions only, and no change is told.",)
    open_ones = [one.name for one in form.scores if one.higher_is_better is None]
    if open_ones:
        return (f"It is not said whether a higher {' or '.join(open_ones)} is better: no change is told of it.",)
    return ()


def question_problems(form: OwnForm, place: int) -> tuple[Problem, ...]:
    """What is wrong with one question (the first is 0)."""
    where = f"question {place + 1}"
    return tuple(one for one in _questions(form) if one.column == where)


def _said(column: str, reason: str, accepted: str = "", value: str = "") -> Problem:
    return Problem(column=column, reason=reason, accepted=accepted, value=value)


def _head(form: OwnForm) -> Iterator[Problem]:
    if not form.name.strip():
        yield _said("name", "The questionnaire needs a name.", "a few words, as Feeling at home")
    if not form.short_name.strip():
        yield _said("short_name", "The questionnaire needs a short name for lists.", "up to 16 letters, as HOME-5")
    elif len(form.short_name) > 16:
        yield _said("short_name", "The short name is too long for lists.", "up to 16 letters", form.short_name)
    if not form.construct.strip():
        yield _said("construct", "It is not said what the questionnaire shows.", "as: confidence, feeling at home")
    if form.level not in LEVELS:
        yield _said("level", f"'{form.level}' is not a level.", ", ".join(LEVELS), form.level)
    if not 1 <= form.review_days <= 1_000:
        yield _said(
            "review_days", f"A review after {form.review_days} days cannot be.", "1 to 1000", str(form.review_days)
        )


def _lists(form: OwnForm) -> Iterator[Problem]:
    names = [one.name for one in form.lists]
    for one in form.lists:
        where = f"list {one.name}"
        if names.count(one.name) > 1:
            yield _said(where, "Two lists of answers have this name.", "a name for each list")
        if len(one.answers) < 2:
            yield _said(where, "A list needs two answers at least.", "two answers or more")
        if len(one.answers) > MOST_ANSWERS:
            yield _said(where, f"{len(one.answers)} answers are too many.", f"up to {MOST_ANSWERS}")
        for first, second in combinations(one.answers, 2):
            if first.value == second.value:
                yield _said(where, f"The number {first.value:g} is there twice.", "a number for each answer")
            elif first.label.strip().casefold() == second.label.strip().casefold() and first.label.strip():
                yield _said(where, f"The answer '{first.label.strip()}' is there twice.", "different words for each")
        for answer in one.answers:
            if not answer.label.strip():
                yield _said(where, f"The answer {answer.value:g} has no words.", "words, or its number")
            if abs(answer.value) > GREATEST or answer.value != answer.value:
                yield _said(where, "A number is too large.", "ordinary numbers")
            if len(answer.label) > LONGEST:
                yield _said(where, "The words of an answer are too long.", f"up to {LONGEST:,} signs")


def _questions(form: OwnForm) -> Iterator[Problem]:
    if not form.questions:
        yield _said("questions", "There is no question yet.", "one question or more")
    if len(form.questions) > MOST_QUESTIONS:
        yield _said("questions", f"{len(form.questions)} questions are too many.", f"up to {MOST_QUESTIONS}")
    ids = [one.id for one in form.questions]
    texts = [one.text.strip().casefold() for one in form.questions]
    for place, one in enumerate(form.questions):
        where = f"question {place + 1}"
        if not ID.fullmatch(one.id):
            yield _said(where, f"'{one.id}' is not an id.", "letters, digits and _, beginning with a letter")
        if ids.count(one.id) > 1:
            yield _said(where, f"Two questions have the id '{one.id}'.", "an id for each")
        if not one.text.strip():
            yield _said(where, "The question has no words.", "its words")
        elif len(one.text) > LONGEST:
            yield _said(where, "The question is too long.", f"up to {LONGEST:,} signs")
        elif texts.index(texts[place]) < place and form.questions[texts.index(texts[place])].heading == one.heading:
            yield _said(where, "The same question is there twice.", "different words, or one of the two")
        yield from _answering(form, one, where)


def _answering(form: OwnForm, one: OwnQuestion, where: str) -> Iterator[Problem]:
    """What is wrong with how one question is answered."""
    if one.kind not in KINDS:
        yield _said(where, f"'{one.kind}' is not a way to answer.", ", ".join(KINDS), one.kind)
    elif one.kind in {"choice", "several"} and not form.answers_of(one):
        named = f"There is no list of answers called '{one.answers}'." if one.answers else "It has no list of answers."
        yield _said(where, named, ", ".join(lists.name for lists in form.lists) or "a list of answers")
    elif one.kind == "number" and one.low is not None and one.high is not None and one.low > one.high:
        yield _said(where, f"The limits {one.low:g} to {one.high:g} are the wrong way round.", "the lower one first")
    elif one.kind == "number" and any(limit is not None and abs(limit) > GREATEST for limit in (one.low, one.high)):
        yield _said(where, "A limit is too large.", "ordinary numbers")
    if one.reverse and form.limits_of(one) is None:
        yield _said(where, "It cannot be turned round: it has no lowest and highest answer.", "a list, or both limits")


def _scores(form: OwnForm) -> Iterator[Problem]:
    ids = [one.id for one in form.scores]
    for one in form.scores:
        where = f"score {one.name or one.id}"
        if not ID.fullmatch(one.id):
            yield _said(where, f"'{one.id}' is not an id.", "letters, digits and _, beginning with a letter")
        if ids.count(one.id) > 1:
            yield _said(where, "Two scores have this name.", "a name for each score")
        if one.rule not in RULES:
            yield _said(where, f"'{one.rule}' is not a way to score.", ", ".join(RULES), one.rule)
        yield from _counted(form, one, where)


def _counted(form: OwnForm, one: OwnScore, where: str) -> Iterator[Problem]:
    """What is wrong with the questions a score is made of."""
    known = {question.id: question for question in form.questions}
    for name in one.questions:
        if name not in known:
            yield _said(where, f"It counts the question '{name}', which is not there.", ", ".join(known))
        elif known[name].kind in {"words", "date"}:
            yield _said(where, f"It counts '{name}', which is answered in words.", "questions with numbers")
    counted = form.counted_by(one)
    if form.questions and not counted:
        yield _said(where, "It counts no question.", "one question with a number, or no score")
    width = sum(len(form.answers_of(question)) if question.kind == "several" else 1 for question in counted)
    if counted and not 0 <= one.may_miss < width:
        accepted = f"0 to {width - 1}"
        yield _said(where, f"{one.may_miss} of {width} answers may not be missing.", accepted, str(one.may_miss))


def _bands(form: OwnForm) -> Iterator[Problem]:
    for place, band in enumerate(form.bands):
        where = f"band {place + 1}"
        score = next((one for one in form.scores if one.id == band.score), None)
        if score is None:
            yield _said(where, f"There is no score '{band.score}'.", ", ".join(one.id for one in form.scores))
            continue
        if not band.label.strip():
            yield _said(where, "The band has no name.", "a word or two, as: settled")
        if band.low > band.high:
            yield _said(where, f"{band.low:g} to {band.high:g} is the wrong way round.", "the lower one first")
        limits = form.range_of(score)
        if limits is not None and (band.low < limits[0] or band.high > limits[1]):
            accepted = f"{limits[0]:g} to {limits[1]:g}"
            yield _said(where, f"{band.low:g} to {band.high:g} lies outside what {score.name} can be.", accepted)
        yield from _overlaps(form, place, band, where)


def _overlaps(form: OwnForm, place: int, band: OwnBand, where: str) -> Iterator[Problem]:
    for other in form.bands[:place]:
        if other.score == band.score and band.low <= other.high and other.low <= band.high:
            yield _said(where, f"It lies over the band '{other.label}'.", "bands that do not touch")
