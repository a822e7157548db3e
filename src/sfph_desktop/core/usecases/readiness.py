"""The readiness self-check: questions answered one by one, what the records say to each, and what to do next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from sfph_desktop.core.domain.office_facts import Listing
from sfph_desktop.core.domain.problems import Problem, UserCanFix
from sfph_desktop.core.domain.readiness import (
    ANSWERS,
    LONGEST_NOTE,
    ReadinessAnswer,
    ReadinessLine,
    ReadinessTheme,
    next_steps,
    said_standing,
)
from sfph_desktop.core.usecases.benchmarks import cards
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.readiness_seen import seen
from sfph_desktop.core.usecases.refusals import problem, refuse
from sfph_desktop.core.usecases.saved import saved

QUESTIONS = ("network", "readiness.toml")


def themes_of(office: Office) -> tuple[ReadinessTheme, ...]:
    """The themes with their questions, as they come with the program."""
    from sfph_desktop.core.reference.readiness import readiness_themes

    return readiness_themes(office.paths.resources.joinpath(*QUESTIONS))


def lines(office: Office) -> tuple[ReadinessLine, ...]:
    """Every question in its order with the answer there is, and what the office's records say to it."""
    from sfph_desktop.core.store.queries.values import values_of

    with office.reading() as connection:
        answers: dict[str, ReadinessAnswer] = {one.question: one for one in values_of(connection, "readiness_answers")}
    records, examples = seen(office), cards(office)
    return tuple(
        ReadinessLine(
            question=question,
            theme=theme.name,
            why=theme.why,
            answer=answers.get(question.id),
            seen=records.get(question.id),
            cards=tuple(one for one in examples if theme.id in one.themes),
        )
        for theme in themes_of(office)
        for question in theme.questions
    )


def line_numbered(office: Office, number: int) -> ReadinessLine:
    """The question with this number. Raises UserCanFix naming the numbers there are."""
    every = lines(office)
    for one in every:
        if one.question.number == number:
            return one
    raise UserCanFix(what=f"There is no question {number}.", do=f"Give a number from 1 to {len(every)}.")


def answer(office: Office, number: int, said: str, note: str | None = None) -> Done[ReadinessLine]:
    """Keep the answer to a question; a blank one takes it away. Without `note` the one there is stays.

    Raises UserCanFix for an answer that is none of `ANSWERS`, a note beyond 1,000 characters, or a question there is
    not.
    """
    from sfph_desktop.core.store.queries.values import values_of

    line = line_numbered(office, number)
    refuse(_problems(said, note or ""))
    if not said and note and not line.answer:
        raise UserCanFix(what="The note has no answer yet.", do=f"Choose one of: {', '.join(ANSWERS.values())}.")
    with office.writing(f"Answered question {number} on readiness") as unit:
        there = {one.question: one for one in values_of(unit.connection, "readiness_answers")}.get(line.question.id)
        if not said:
            if there is not None:
                unit.remove("readiness_answers", there.id)
            kept = None
        else:
            kept = ReadinessAnswer(
                id=there.id if there else 0,
                question=line.question.id,
                answer=said,
                note=note.strip() if note is not None else (there.note if there else ""),
                answered_on=office.clock.today(),
                answered_by=office.who,
            )
            if there is None:
                kept = replace(kept, id=unit.add("readiness_answers", kept))
            else:
                unit.change("readiness_answers", kept)
    told = f"Question {number}: {ANSWERS[said].lower()}" if said else f"Question {number} is not answered"
    return saved(unit, replace(line, answer=kept), told)


def list_readiness(office: Office, text: str = "") -> Listing:
    """The questions as a listing."""
    rows = tuple(
        (
            one.question.number,
            one.theme,
            one.question.text,
            ANSWERS[one.answer.answer] if one.answer else "",
            one.answer.answered_on if one.answer else None,
            one.seen.words if one.seen else "",
            one.doubted,
        )
        for one in lines(office)
        if all(word in f"{one.theme} {one.question.text}".casefold() for word in text.casefold().split())
    )
    columns = ("id", "theme", "question", "answer", "answered_on", "records_say", "doubted")
    return Listing(kind="readiness", columns=columns, rows=rows)


def standing(office: Office) -> tuple[str, tuple[ReadinessLine, ...]]:
    """How far the self-check is, in a sentence of counts, and what to do next, the first thing first."""
    every = lines(office)
    return said_standing(every), next_steps(every)


def answers_document(every: Sequence[ReadinessLine]) -> list[dict[str, Any]]:
    """As `sfph readiness --json` shows it."""
    return [
        {
            "number": one.question.number,
            "id": one.question.id,
            "theme": one.question.theme,
            "question": one.question.text,
            "answer": one.answer.answer if one.answer else None,
            "note": one.answer.note if one.answer else "",
            "answered_on": one.answer.answered_on.isoformat() if one.answer else None,
            "records_say": one.seen.words if one.seen else "",
            "doubted": one.doubted,
            "next": one.question.next if one.open else "",
        }
        for one in every
    ]


def write_readiness(office: Office, out: Path) -> Path:
    """Write the self-check for the board, PDF or Word by the file's ending. UserCanFix where nothing is answered."""
    from sfph_desktop.core.reports.readiness import readiness_document
    from sfph_desktop.core.reports.written import check_ending, write_document

    check_ending(out)
    every = lines(office)
    if not any(one.answer for one in every):
        raise UserCanFix(what="None of the questions is answered yet.", do="Answer some of them first.")
    info = office.info()
    document = readiness_document(
        every,
        enterprise=info.name,
        sample=info.sample,
        made_at=office.clock.now(),
    )
    return write_document(document, out)


def _problems(said: str, note: str) -> tuple[Problem, ...]:
    found = []
    if said and said not in ANSWERS:
        found.append(problem("answer", said, "This is no answer to it.", ", ".join(ANSWERS)))
    if len(note) > LONGEST_NOTE:
        found.append(problem("note", note[:40], f"It has {len(note):,} characters.", f"up to {LONGEST_NOTE:,}"))
    return tuple(found)
