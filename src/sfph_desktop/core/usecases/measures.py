"""Questionnaires: which are offered, what was filled in, and entering one from paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from sfph_desktop.core.domain.measures import STAGES, Assessment, AssessmentId, Instrument
from sfph_desktop.core.domain.office_facts import Listing
from sfph_desktop.core.domain.pages import AssessmentPage, Reading
from sfph_desktop.core.domain.people import ServiceUser
from sfph_desktop.core.domain.problems import Problem, UserCanFix
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.saved import saved

if TYPE_CHECKING:
    from sfph_desktop.core.store.unit_of_work import Connection

SAFETY = (
    "This answer may mean that the person is not safe. Talk with them today, and follow your safeguarding procedure."
)


def list_assessments(office: Office, text: str = "", instrument: str = "") -> Listing:
    """Questionnaires, the latest first; those of the people a search for `text` finds, or with one instrument."""
    from sfph_desktop.core.store.queries import measures

    with office.reading() as connection:
        rows = measures.assessments(connection, text, instrument)
    return Listing(kind="assessments", columns=measures.ASSESSMENT_COLUMNS, rows=rows)


def offered_instruments(office: Office) -> tuple[Instrument, ...]:
    """The instruments that may be used here: those in use first, the most used at the top, then the others by name."""
    from sfph_desktop.core.store.queries.measures import instruments_used

    with office.reading() as connection:
        used = {name: place for place, name in enumerate(instruments_used(connection))}
    offered = (one for one in office.library.instruments().values() if one.use != "not_usable")
    return tuple(sorted(offered, key=lambda one: (used.get(one.id, len(used)), one.name.casefold())))


def assessment_page(office: Office, assessment_id: int) -> AssessmentPage:
    """One questionnaire with its answers, its scores and the published band each lies in.

    Raises UserCanFix when it is not in the store any more.
    """
    from sfph_desktop.core.store.queries.values import value

    with office.reading() as connection:
        assessment: Assessment | None = value(connection, "assessments", assessment_id)
        if assessment is None:
            raise _gone()
        person: ServiceUser = value(connection, "people", assessment.person_id)
    instrument = office.library.instruments().get(assessment.instrument)
    return AssessmentPage(
        assessment=assessment,
        person_ref=person.person_ref,
        person_name=person.display_name,
        instrument=instrument,
        readings=_readings(instrument, assessment.scores),
    )


def preview_scores(instrument: Instrument, answers: Sequence[float | None]) -> tuple[Reading, ...]:
    """The scores of the answers so far, as they would be kept; none while too few are given.

    Raises UserCanFix naming the item for an answer it does not take.
    """
    if all(answer is None for answer in answers):
        return ()
    return _readings(instrument, _answer_scores(instrument, answers))


def safety_prompts(instrument: Instrument, answers: Sequence[float | None]) -> tuple[Problem, ...]:
    """One Problem for each answer that asks for care of the person now (PHQ-9 item 9 above 0)."""
    from sfph_desktop.core.toolkit.scoring import risk_items

    asked = risk_items(instrument, answers)
    return tuple(
        Problem(reason=SAFETY, column=f"item_{place}", value=item.label)
        for place, item in enumerate(instrument.items, start=1)
        if item.id in asked
    )


def enter_assessment(office: Office, assessment: Assessment) -> Done[Assessment]:
    """Check, score and keep a questionnaire: its answers, or a ready score where the instrument is scored elsewhere.

    Raises UserCanFix naming the item for an answer the item does not take; when nothing was answered; when the date
    cannot be; when the person has this instrument on that day and stage already; and for an instrument that may not be
    used here. Answers that ask for care now are told as Problems of what was done.
    """
    instrument = _offered(office, assessment.instrument)
    _check_stage_and_day(office, assessment)
    kept = {name: value for name, value in _scores(instrument, assessment).items() if value is not None}
    assessment = replace(assessment, scores=kept, version=instrument.version)
    with office.writing("Entered a questionnaire") as unit:
        person = _check_person(unit.connection, assessment, instrument)
        assessment = replace(assessment, id=AssessmentId(unit.add("assessments", assessment)))
        unit.why = f"Entered {instrument.abbreviation} for person {person.person_ref}"
    prompts = safety_prompts(instrument, assessment.answers) if assessment.answers else ()
    return saved(unit, assessment, f"Entered {instrument.abbreviation} for {person.display_name}", problems=prompts)


def remove_assessment(office: Office, assessment_id: int) -> Done[Assessment]:
    """Remove one questionnaire, entered by mistake. It can be undone. Raises UserCanFix when it is gone already."""
    from sfph_desktop.core.store.queries.values import value

    with office.writing("Removed a questionnaire") as unit:
        assessment: Assessment | None = value(unit.connection, "assessments", assessment_id)
        if assessment is None:
            raise _gone()
        unit.remove("assessments", assessment_id)
    return saved(unit, assessment, "Removed a questionnaire")


# --- checks -----------------------------------------------------------------------------------------------------------


def _offered(office: Office, instrument_id: str) -> Instrument:
    instrument = office.library.instruments().get(instrument_id)
    if instrument is None:
        raise UserCanFix(
            what=f"There is no questionnaire called '{instrument_id}'.", do="Choose one from the list of instruments."
        )
    if instrument.use == "not_usable":
        raise UserCanFix(
            what=f"{instrument.name} cannot be used in this program.",
            why=instrument.licence,
            do=instrument.user_must_do,
        )
    return instrument


def _check_stage_and_day(office: Office, assessment: Assessment) -> None:
    if assessment.stage and assessment.stage not in STAGES:
        raise _refused("stage", assessment.stage, f"'{assessment.stage}' is not a stage.", ", ".join(STAGES))
    today = office.clock.today()
    if assessment.date > today:
        day = str(assessment.date)
        raise _refused("date", day, f"{assessment.date:%d/%m/%Y} has not come yet.", f"a date up to {today:%d/%m/%Y}")


def _check_person(connection: Connection, assessment: Assessment, instrument: Instrument) -> ServiceUser:
    from sfph_desktop.core.store.queries.measures import assessment_on
    from sfph_desktop.core.store.queries.values import value

    person: ServiceUser | None = value(connection, "people", assessment.person_id)
    if person is None:
        raise _refused("person", "", "This person is not in the store any more.", "somebody from the list of people")
    day = assessment.date
    if person.date_of_birth and day < person.date_of_birth:
        raise _refused("date", str(day), f"{day:%d/%m/%Y} is before this person was born.", "a date after their birth")
    if assessment_on(connection, person.id, instrument.id, day, assessment.stage) is not None:
        said = f"{person.display_name} has {instrument.abbreviation} on {day:%d/%m/%Y} already."
        raise _refused("date", str(day), said, "another date or stage; or remove the one that is there")
    return person


def _scores(instrument: Instrument, assessment: Assessment) -> dict[str, float | None]:
    """Every numeric score of the answers, or the ready score under its output."""
    from sfph_desktop.core.toolkit.scoring import ready_score

    if any(answer is not None for answer in assessment.answers):
        return _answer_scores(instrument, assessment.answers)
    if assessment.ready_score is not None:
        return dict(ready_score(instrument, assessment.ready_score))
    if instrument.use == "scored":
        raise _refused("item_1", "", "Nothing has been answered.", "at least one answer")
    raise _refused("score", "", f"{instrument.name} is scored elsewhere.", "its ready score")


def _answer_scores(instrument: Instrument, answers: Sequence[float | None]) -> dict[str, float | None]:
    """The scores that are numbers; profiles and categories are read off the answers whenever they are wanted."""
    from sfph_desktop.core.toolkit.scoring import score

    numeric = {output.id for output in instrument.outputs if output.numeric}
    return {
        name: value
        for name, value in score(instrument, answers).items()
        if name in numeric and not isinstance(value, str)
    }


def _readings(instrument: Instrument | None, scores: Mapping[str, float | None]) -> tuple[Reading, ...]:
    from sfph_desktop.core.toolkit.scoring import band

    return tuple(
        Reading(output=name, value=value, band=(band(instrument, name, value) or "") if instrument else "")
        for name, value in scores.items()
        if value is not None
    )


def _refused(column: str, value: str, reason: str, accepted: str) -> UserCanFix:
    return UserCanFix(
        what=reason,
        do=f"Accepted: {accepted}. Nothing was changed.",
        problems=(Problem(reason=reason, accepted=accepted, column=column, value=value),),
    )


def _gone() -> UserCanFix:
    return UserCanFix(
        what="This questionnaire is not in the store any more.",
        why="It was removed in the meantime.",
        do="Open the list again.",
    )
