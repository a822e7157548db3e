"""Printed questionnaires: made for one person and stage, with a code that opens exactly that entry again."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sfph_desktop.core.domain.measures import STAGES, Instrument
from sfph_desktop.core.domain.own_measures import PaperCopy
from sfph_desktop.core.domain.paper_codes import LENGTH, SIGNS, is_code, new_code, said, tidy
from sfph_desktop.core.domain.people import ServiceUser, ServiceUserId
from sfph_desktop.core.domain.printed import LAYOUTS, PrintedPaper
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.core.usecases.measures import find_instrument, offered
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.people import find_person
from sfph_desktop.core.usecases.refusals import gone, problem, refused
from sfph_desktop.core.usecases.saved import saved

if TYPE_CHECKING:
    from sfph_desktop.core.store.unit_of_work import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPaper:
    """What a code stands for."""

    paper: PaperCopy
    person_ref: str
    person_name: str
    instrument: Instrument


def print_questionnaire(
    office: Office,
    instrument_id: str,
    out: Path,
    *,
    person_id: int = 0,
    stage: str = "",
    layout: str = "normal",
    named: bool = False,
) -> Done[PrintedPaper]:
    """Write a questionnaire to a PDF, and keep its code when it is for one person; 0 prints it for anybody.

    `layout` is normal, large or pictures; `named` prints the person's name, which otherwise stays off the paper.
    Raises UserCanFix when its wording is not held, when it may not be used here, for an unknown stage or layout, and
    when the file cannot be written: nothing is kept then.
    """
    from sfph_desktop.core.reports.questionnaires import write_questionnaire

    instrument = printable(office, instrument_id)
    _check(stage, layout)
    today, name = office.clock.today(), office.info()
    paper = PrintedPaper(office=name.name, sample=name.sample, printed_on=today, stage=stage, layout=layout)
    if not person_id:
        write_questionnaire(instrument, paper, out)
        return Done(value=paper, why=f"Printed {instrument.abbreviation}")
    with office.writing("Printed a questionnaire") as unit:
        person = _person(unit.connection, person_id)
        code = _free_code(unit.connection)
        paper = PrintedPaper(
            office=name.name,
            sample=name.sample,
            printed_on=today,
            stage=stage,
            layout=layout,
            code=code,
            person_ref=person.person_ref,
            person_name=person.display_name if named else "",
        )
        unit.add(
            "paper_copies",
            PaperCopy(
                code=code,
                person_id=ServiceUserId(person_id),
                instrument=instrument.id,
                stage=stage,
                printed_on=today,
            ),
        )
        unit.why = f"Printed {instrument.abbreviation} for person {person.person_ref}"
        write_questionnaire(instrument, paper, out)
    return saved(unit, paper, f"Printed {instrument.abbreviation} for {person.display_name}: code {said(code)}")


def find_paper(office: Office, typed: str) -> FoundPaper:
    """What the code on a paper stands for.

    Raises UserCanFix for what cannot be a code, for a code that no paper bears, and for one that was answered.
    """
    from sfph_desktop.core.store.queries.own_measures import paper_by_code
    from sfph_desktop.core.store.queries.values import value

    code = tidy(typed)
    if not is_code(code):
        named = find_instrument(office, typed)
        if named is not None:
            raise _unknown(typed, f"'{typed.strip()}' is the name of a questionnaire, not the code of a paper.")
        wrong = [sign for sign in code if sign not in SIGNS]
        why = f"'{wrong[0]}' is in no code." if wrong else f"A code has {LENGTH} signs, and the last checks the others."
        raise _unknown(typed, f"'{typed.strip()}' is mistyped. {why}")
    with office.reading() as connection:
        paper = paper_by_code(connection, code)
        person: ServiceUser | None = value(connection, "people", paper.person_id) if paper is not None else None
    if paper is None or person is None:
        raise _unknown(typed, f"No paper from this office bears the code {said(code)}.")
    instrument = offered(office, paper.instrument)
    if paper.answered_on is not None:
        raise UserCanFix(
            what=f"The paper {said(code)} was entered on {paper.answered_on:%d/%m/%Y} already.",
            why=f"It is {instrument.abbreviation} for {person.display_name} ({person.person_ref}).",
            do="Open it in the list of those filled in, or print a new one.",
        )
    return FoundPaper(paper=paper, person_ref=person.person_ref, person_name=person.display_name, instrument=instrument)


def person_of_ref(office: Office, ref: str) -> int:
    """The id of the person with this reference; UserCanFix when there is none."""
    return int(find_person(office, ref).id)


def printable(office: Office, instrument_id: str) -> Instrument:
    """The instrument, provided that its wording is held, or that it needs none because the goals are the person's own.

    Raises UserCanFix that says how the wording can be had.
    """
    instrument = offered(office, instrument_id)
    if instrument.use != "scored":
        raise UserCanFix(
            what=f"{instrument.name} cannot be printed here.", why=instrument.licence, do=instrument.user_must_do
        )
    if not instrument.wording_held and not instrument.own_goals:
        raise UserCanFix(
            what=f"The wording of {instrument.abbreviation} is not held here, so it cannot be shown or printed.",
            why=instrument.licence,
            do=f"{instrument.user_must_do} Then type the wording for your own use: Measures, Questionnaires.",
        )
    return instrument


def _check(stage: str, layout: str) -> None:
    if stage and stage not in STAGES:
        raise refused((problem("stage", stage, f"'{stage}' is not a stage.", ", ".join(STAGES)),))
    if layout not in LAYOUTS:
        raise refused((problem("layout", layout, f"'{layout}' is not a layout.", ", ".join(LAYOUTS)),))


def _person(connection: Connection, person_id: int) -> ServiceUser:
    from sfph_desktop.core.store.queries.values import value

    person: ServiceUser | None = value(connection, "people", person_id)
    if person is None:
        raise gone("This person")
    return person


def _free_code(connection: Connection) -> str:
    from sfph_desktop.core.store.queries.own_measures import paper_by_code

    while True:
        code = new_code(secrets.randbelow)
        if paper_by_code(connection, code) is None:
            return code


def _unknown(typed: str, what: str) -> UserCanFix:
    where = "the six signs at the head of a paper that was printed for one person, as K7M 2QH"
    return refused((problem("code", typed, what, where),))
