"""What Measures asks of the records: run by a worker, with the use cases imported there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sfph_desktop.core.domain.answers_so_far import AnswersSoFar
from sfph_desktop.core.domain.due import DueQuestionnaire
from sfph_desktop.core.domain.measures import Assessment, Instrument
from sfph_desktop.core.domain.office_facts import Listing
from sfph_desktop.core.domain.pages import Reading
from sfph_desktop.core.domain.printed import PrintedPaper
from sfph_desktop.core.domain.problems import Problem
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.ui.models.said import said_day
from sfph_desktop.ui.widgets.assessment_sheet import AssessmentFacts
from sfph_desktop.ui.widgets.person_words import STAGES
from sfph_desktop.ui.widgets.wishes import EnterQuestionnaire

Look = tuple[tuple[Reading, ...], tuple[Problem, ...]]
DUE_COLUMNS = ("id", "name", "what", "when", "state", "kept")


def due(office: Any) -> tuple[DueQuestionnaire, ...]:
    """What is due, overdue or begun."""
    from sfph_desktop.core.usecases.due import due_questionnaires

    return due_questionnaires(office)


def due_listing(lines: tuple[DueQuestionnaire, ...], text: str, only: str) -> Listing:
    """The lines that hold every word of `text`, of one instrument or all, as a list of two lines each."""
    wanted = text.casefold().split()
    rows = []
    for line in lines:
        told = f"{line.name} {line.person_ref} {line.short_name} {line.service}".casefold()
        if (only and line.instrument != only) or not all(word in told for word in wanted):
            continue
        when = f"due {said_day(line.due)}" if line.due else "not finished"
        kept = f"{line.begun} of {line.of} answered" if line.draft else f"paper {line.code}" if line.code else ""
        rows.append((line.key, line.name, line.short_name, when, "overdue" if line.overdue else "", kept))
    return Listing(kind="due", columns=DUE_COLUMNS, rows=tuple(rows))


def begun(office: Any, person: int, instrument: str) -> AnswersSoFar | None:
    """What a person began with an instrument and has not finished."""
    from sfph_desktop.core.usecases.answering import answers_so_far

    return answers_so_far(office, person, instrument)


def keep(office: Any, so_far: AnswersSoFar) -> AnswersSoFar:
    """Save what has been answered; quiet, for it happens at every key."""
    from sfph_desktop.core.usecases.answering import keep_answers

    return keep_answers(office, so_far).value


def enter(office: Any, assessment: Assessment, draft: int, code: str) -> Done[Assessment]:
    """Keep a questionnaire."""
    from sfph_desktop.core.usecases.measures import enter_assessment

    return enter_assessment(office, assessment, draft=draft, code=code)


def drop(office: Any, draft: int) -> Done[AnswersSoFar]:
    """Throw away what was begun."""
    from sfph_desktop.core.usecases.answering import drop_answers

    return drop_answers(office, draft)


def by_code(office: Any, typed: str) -> EnterQuestionnaire:
    """The entry that a code on a paper opens."""
    from sfph_desktop.core.usecases.paper import find_paper

    found = find_paper(office, typed)
    return EnterQuestionnaire(
        person_id=found.paper.person_id,
        person_name=found.person_name,
        instrument=found.instrument.id,
        stage=found.paper.stage,
        code=found.paper.code,
        at_once=True,
    )


def print_paper(office: Any, instrument: str, out: Path, person: int, stage: str, layout: str) -> Done[PrintedPaper]:
    """Write a questionnaire to be printed."""
    from sfph_desktop.core.usecases.paper import print_questionnaire

    return print_questionnaire(office, instrument, out, person_id=person, stage=stage, layout=layout)


def printable(office: Any, instrument: str) -> Instrument:
    """The instrument, when its wording is held; else UserCanFix that says how it can be had."""
    from sfph_desktop.core.usecases.paper import printable as may_print

    return may_print(office, instrument)


def listed(office: Any, text: str, only: str) -> Listing:
    """The questionnaires with the short name of each, the stage and the scores in words."""
    from sfph_desktop.core.usecases.measures import list_assessments

    found = list_assessments(office, text, only)
    names = {name: one.abbreviation or name for name, one in office.library.instruments().items()}
    at = {name: place for place, name in enumerate(found.columns)}
    rows = tuple(
        (
            row[0],
            row[at["name"]],
            names.get(str(row[at["instrument"]]), row[at["instrument"]]),
            row[at["date"]],
            STAGES.get(str(row[at["stage"]]), ""),
            str(row[at["scores"]]).replace("_", " "),
        )
        for row in found.rows
    )
    return Listing(kind="assessments", columns=("id", "name", "what", "date", "stage", "scores"), rows=rows)


def offered(office: Any) -> tuple[Instrument, ...]:
    """The instruments that may be used."""
    from sfph_desktop.core.usecases.measures import offered_instruments

    return offered_instruments(office)


def people(office: Any, text: str, limit: int) -> Listing:
    """People found by what was typed."""
    from sfph_desktop.core.usecases.people import search_people

    return search_people(office, text, limit)


def facts(office: Any, number: int) -> AssessmentFacts:
    """One questionnaire with its scores, and what asks for care."""
    from sfph_desktop.core.usecases.measures import assessment_page, safety_prompts

    page = assessment_page(office, number)
    answers = page.assessment.answers
    prompts = safety_prompts(page.instrument, answers) if page.instrument is not None and answers else ()
    return AssessmentFacts(page=page, prompts=prompts)


def look(instrument: Instrument, answers: tuple[float | None, ...], settled: bool) -> Look:
    """The scores of the answers so far, once they are wanted, and what asks for care."""
    from sfph_desktop.core.usecases.measures import preview_scores, safety_prompts

    return (preview_scores(instrument, answers) if settled else ()), safety_prompts(instrument, answers)


def remove(office: Any, number: int) -> Done[Assessment]:
    """Take one questionnaire out; it can be undone."""
    from sfph_desktop.core.usecases.measures import remove_assessment

    return remove_assessment(office, number)
