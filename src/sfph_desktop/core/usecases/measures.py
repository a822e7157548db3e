"""Questionnaires: which are offered, what was filled in, and entering one from paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from difflib import get_close_matches
from typing import TYPE_CHECKING

from sfph_desktop.core.domain.measures import STAGES, Assessment, AssessmentId, Instrument
from sfph_desktop.core.domain.office_facts import Listing
from sfph_desktop.core.domain.pages import AssessmentPage, Reading
from sfph_desktop.core.domain.paper_codes import said as said_code
from sfph_desktop.core.domain.paper_codes import tidy
from sfph_desktop.core.domain.people import ServiceUser
from sfph_desktop.core.domain.problems import Problem, UserCanFix
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.core.usecases.import_checks import instrument_finder
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.saved import saved

if TYPE_CHECKING:
    from sfph_desktop.core.store.unit_of_work import Connection, Unit

LONGEST_ANSWER = 10_000
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
    """The instruments that may be used here: those in use first, the most used at the top, then the others by name.

    Those that were put away stand at the end, and only where somebody has answered them: a person who began with one
    may still be reviewed with it.
    """
    from sfph_desktop.core.store.queries.measures import instruments_used

    with office.reading() as connection:
        used = {name: place for place, name in enumerate(instruments_used(connection))}
    found = (one for one in office.library.instruments().values() if one.use != "not_usable")
    kept = (one for one in found if not one.retired or one.id in used)
    return tuple(sorted(kept, key=lambda one: (one.retired, used.get(one.id, len(used)), one.name.casefold())))


def assessment_page(office: Office, assessment_id: int) -> AssessmentPage:
    """One questionnaire with its answers, its scores and the published band each lies in.

    An own questionnaire is shown in the words it had when it was answered. Raises UserCanFix when it is not in the
    store any more.
    """
    from sfph_desktop.core.reference.own_definitions import own_instrument
    from sfph_desktop.core.store.queries.own_measures import edition_answered
    from sfph_desktop.core.store.queries.values import value, values_about

    with office.reading() as connection:
        assessment: Assessment | None = value(connection, "assessments", assessment_id)
        if assessment is None:
            raise _gone()
        person: ServiceUser = value(connection, "people", assessment.person_id)
        edition = edition_answered(connection, assessment_id)
        others: tuple[Assessment, ...] = values_about(connection, "assessments", assessment.person_id)
    instrument = office.library.instruments().get(assessment.instrument)
    if edition and instrument is not None:
        instrument = own_instrument(edition, retired=instrument.retired)
    return AssessmentPage(
        assessment=assessment,
        person_ref=person.person_ref,
        person_name=person.display_name,
        instrument=instrument,
        readings=_readings(instrument, assessment.scores, _first_ratings(instrument, assessment, others)),
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


def enter_assessment(office: Office, assessment: Assessment, *, draft: int = 0, code: str = "") -> Done[Assessment]:
    """Check, score and keep a questionnaire: its answers, or a ready score where the instrument is scored elsewhere.

    `draft` is what was saved of it while it was filled in, and goes; `code` is that of the paper it was on, which has
    come back now.

    Raises UserCanFix naming the item for an answer the item does not take; when nothing was answered; when the date
    cannot be; when the person has this instrument on that day and stage already; for a code that no paper of this
    person bears, or that was answered; and for an instrument that may not be used here. Answers that ask for care now
    are told as Problems of what was done.
    """
    instrument = offered(office, assessment.instrument)
    _check_stage_and_day(office, assessment)
    _check_texts(instrument, assessment)
    kept = {name: value for name, value in _scores(instrument, assessment).items() if value is not None}
    assessment = replace(assessment, scores=kept, version=instrument.version)
    with office.writing("Entered a questionnaire") as unit:
        person = check_person(unit.connection, assessment, instrument)
        assessment = replace(assessment, id=AssessmentId(unit.add("assessments", assessment)))
        unit.why = f"Entered {instrument.abbreviation} for person {person.person_ref}"
        if code:
            _paper_is_back(unit, code, assessment, office.clock.today())
        if draft:
            _finish_draft(unit, draft, f"{instrument.abbreviation} for person {person.person_ref}: entered")
    prompts = safety_prompts(instrument, assessment.answers) if assessment.answers else ()
    return saved(unit, assessment, f"Entered {instrument.abbreviation} for {person.display_name}", problems=prompts)


def _finish_draft(unit: Unit, draft: int, why: str) -> None:
    """The draft has become a questionnaire: the last step of its series."""
    from sfph_desktop.core.store.queries.own_measures import draft as kept

    if kept(unit.connection, draft) is not None:
        unit.remove("answer_drafts", draft)
        unit.series, unit.why = f"answers-{draft}", why


def _paper_is_back(unit: Unit, code: str, assessment: Assessment, today: date) -> None:
    """Write down that the paper has been answered; UserCanFix when there is no such paper, or it is another one."""
    from sfph_desktop.core.store.queries.own_measures import paper_by_code

    paper = paper_by_code(unit.connection, tidy(code))
    if paper is None or (paper.person_id, paper.instrument) != (assessment.person_id, assessment.instrument):
        raise _refused("code", code, f"No paper of this person bears the code {code}.", "the code on the paper")
    if paper.answered_on is not None:
        said = f"The paper {said_code(paper.code)} was entered on {paper.answered_on:%d/%m/%Y} already."
        raise _refused("code", code, said, "a paper that has not been entered")
    unit.change("paper_copies", replace(paper, answered_on=today))


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


def find_instrument(office: Office, typed: str) -> Instrument | None:
    """The instrument of that id, short name or name, however it is written; None when there is none."""
    known = office.library.instruments()
    return known.get(typed) or instrument_finder(known)(typed.strip())


def offered(office: Office, instrument_id: str) -> Instrument:
    """The instrument of that id; UserCanFix when there is none, or it may not be used here."""
    known = office.library.instruments()
    instrument = known.get(instrument_id)
    if instrument is None:
        near = get_close_matches(instrument_id.casefold(), known, n=3, cutoff=0.5)
        raise UserCanFix(
            what=f"There is no questionnaire called '{instrument_id}'.",
            do=f"Did you mean {' or '.join(near)}?" if near else "Choose one of the list: sfph instruments.",
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


def _check_texts(instrument: Instrument, assessment: Assessment) -> None:
    """Words stand where words are asked for, a date is one, and nothing is longer than a page."""
    places = {item.id: (place, item.kind) for place, item in enumerate(instrument.items, start=1) if item.in_words}
    for name, text in assessment.texts.items():
        place, kind = places.get(name, (0, ""))
        if not kind:
            raise _refused(
                "item_1", name, f"{instrument.abbreviation} does not ask '{name}' in words.", "its questions"
            )
        if len(text) > LONGEST_ANSWER:
            said = f"The answer to question {place} is longer than {LONGEST_ANSWER:,} signs."
            raise _refused(f"item_{place}", "", said, f"up to {LONGEST_ANSWER:,} signs")
        if kind == "date":
            try:
                date.fromisoformat(text)
            except ValueError:
                raise _refused(f"item_{place}", text, f"'{text}' is not a date.", "a date, as 04/05/2026") from None


def check_person(connection: Connection, assessment: Assessment, instrument: Instrument) -> ServiceUser:
    """The person a questionnaire is about; UserCanFix when they, or the day, cannot be, or they have it already."""
    from sfph_desktop.core.store.queries.measures import assessment_on
    from sfph_desktop.core.store.queries.values import value

    person: ServiceUser | None = value(connection, "people", assessment.person_id)
    if person is None:
        raise _refused("person", "", "This person is not in the store any more.", "somebody from the list of people")
    day = assessment.date
    if person.date_of_birth and day < person.date_of_birth:
        raise _refused("date", str(day), f"{day:%d/%m/%Y} is before this person was born.", "a date after their birth")
    if person.died_on and day > person.died_on:
        said = f"{person.display_name} died on {person.died_on:%d/%m/%Y}, before {day:%d/%m/%Y}."
        raise _refused("date", str(day), said, "a day in their life, or correct the day of death in their record")
    if assessment_on(connection, person.id, instrument.id, day, assessment.stage) is not None:
        said = f"{person.display_name} has {instrument.abbreviation} on {day:%d/%m/%Y} already."
        raise _refused("date", str(day), said, "another date or stage; or remove the one that is there")
    return person


def _scores(instrument: Instrument, assessment: Assessment) -> dict[str, float | None]:
    """Every numeric score of the answers, or the ready score under its output."""
    from sfph_desktop.core.toolkit.scoring import ready_score

    if any(answer is not None for answer in assessment.answers) or any(assessment.texts.values()):
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


def _readings(
    instrument: Instrument | None, scores: Mapping[str, float | None], beside: Mapping[str, str] | None = None
) -> tuple[Reading, ...]:
    """Each score with its band, or with what is given `beside` it; a person's own goals by their number."""
    from sfph_desktop.core.toolkit.scoring import band

    goals = _goals(instrument)
    said = beside or {}
    return tuple(
        Reading(
            output=goals.get(name, name),
            value=value,
            band=said.get(name) or (band(instrument, name, value) if instrument else "") or "",
        )
        for name, value in scores.items()
        if value is not None
    )


def _goals(instrument: Instrument | None) -> dict[str, str]:
    """By the output that keeps a goal's rating: what the goal is called, `goal_1`."""
    ratings = [output.id for output in instrument.outputs if output.op == "rating"] if instrument else []
    return {name: f"goal_{number}" for number, name in enumerate(ratings, start=1)}


def _first_ratings(
    instrument: Instrument | None, assessment: Assessment, others: Sequence[Assessment]
) -> dict[str, str]:
    """Of each goal that was rated before, what it was rated first and when: a goal is read against itself only."""
    before = sorted((one for one in others if one.date < assessment.date), key=lambda one: (one.date, one.id))
    found: dict[str, str] = {}
    for name in _goals(instrument):
        for one in before:
            rated = one.scores.get(name) if one.instrument == assessment.instrument else None
            if rated is not None:
                found[name] = f"first rated {rated:g}, on {one.date.day} {one.date:%B %Y}"
                break
    return found


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
