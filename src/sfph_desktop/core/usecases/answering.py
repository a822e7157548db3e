"""A questionnaire while it is filled in: each answer is saved as it is given, and nothing of it waits in the window."""

from __future__ import annotations

import json
from dataclasses import replace

from sfph_desktop.core.domain.answers_so_far import AnswersSoFar, Given
from sfph_desktop.core.domain.measures import Assessment, Instrument
from sfph_desktop.core.domain.own_measures import AnswerDraft
from sfph_desktop.core.domain.people import ServiceUser
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.core.usecases.measures import enter_assessment, offered
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.refusals import gone
from sfph_desktop.core.usecases.saved import saved


def answers_so_far(office: Office, person_id: int, instrument: str) -> AnswersSoFar | None:
    """What a person last began with an instrument and has not finished; None when there is nothing."""
    from sfph_desktop.core.store.queries.own_measures import newest_draft

    with office.reading() as connection:
        kept = newest_draft(connection, person_id, instrument)
    return None if kept is None else read_draft(kept)


def keep_answers(office: Office, so_far: AnswersSoFar) -> Done[AnswersSoFar]:
    """Save what has been answered so far; its value has the id to save the next answer under.

    Raises UserCanFix when the person or the instrument is not there. Saved again after somebody else has taken it
    away, it is begun anew: what a person is typing is never refused because of that.
    """
    from sfph_desktop.core.store.queries import own_measures
    from sfph_desktop.core.store.queries.values import value

    instrument = offered(office, so_far.instrument)
    with office.writing("Answered a question") as unit:
        person: ServiceUser | None = value(unit.connection, "people", so_far.person_id)
        if person is None:
            raise gone("This person")
        if so_far.id and own_measures.draft(unit.connection, so_far.id) is not None:
            unit.change("answer_drafts", _written(so_far))
        else:
            so_far = replace(so_far, id=unit.add("answer_drafts", _written(so_far)))
        said = f"{so_far.said} of {len(so_far.answers)} answers"
        unit.why = f"{instrument.abbreviation} for person {person.person_ref}: {said}"
        unit.series = f"answers-{so_far.id}"
    return saved(unit, so_far, f"{instrument.abbreviation} for {person.display_name}: {said}")


def enter_answers(office: Office, so_far: AnswersSoFar) -> Done[Assessment]:
    """Keep as a finished questionnaire what was answered; its draft goes, its paper has come back.

    Raises UserCanFix as `measures.enter_assessment` does; the draft then stays as it is.
    """
    assessment = assessment_of(offered(office, so_far.instrument), so_far)
    return enter_assessment(office, assessment, draft=so_far.id, code=so_far.code)


def drop_answers(office: Office, draft_id: int) -> Done[AnswersSoFar]:
    """Throw away what was begun. It can be undone. Raises UserCanFix when it is gone already."""
    from sfph_desktop.core.store.queries.own_measures import draft

    with office.writing("Threw away answers") as unit:
        kept = draft(unit.connection, draft_id)
        if kept is None:
            raise gone("What was begun")
        unit.remove("answer_drafts", draft_id)
    return saved(unit, read_draft(kept), "Threw away the answers that were begun")


def assessment_of(instrument: Instrument, so_far: AnswersSoFar) -> Assessment:
    """The answers as a questionnaire: numbers in the order of its items, words by item."""
    given = (*so_far.answers, *(None,) * (len(instrument.items) - len(so_far.answers)))
    numbers, texts = [], {}
    for item, answer in zip(instrument.items, given, strict=False):
        if item.in_words and isinstance(answer, str) and answer.strip():
            texts[item.id] = answer.strip()
        number = isinstance(answer, int | float) and not isinstance(answer, bool) and not item.in_words
        numbers.append(float(answer) if number and answer is not None else None)
    return Assessment(
        person_id=so_far.person_id,
        instrument=instrument.id,
        date=so_far.date,
        stage=so_far.stage,
        answers=tuple(numbers),
        texts=texts,
    )


def _written(so_far: AnswersSoFar) -> AnswerDraft:
    return AnswerDraft(
        id=so_far.id,
        person_id=so_far.person_id,
        instrument=so_far.instrument,
        date=so_far.date,
        stage=so_far.stage,
        how=so_far.how,
        answers=json.dumps(so_far.answers, ensure_ascii=False),
        again=json.dumps(so_far.again, ensure_ascii=False) if so_far.again else "",
        code=so_far.code,
    )


def read_draft(kept: AnswerDraft) -> AnswersSoFar:
    """A draft as it is kept, as the answers it holds."""
    return AnswersSoFar(
        id=kept.id,
        person_id=kept.person_id,
        instrument=kept.instrument,
        date=kept.date,
        stage=kept.stage,
        how=kept.how,
        answers=_listed(kept.answers),
        again=_listed(kept.again),
        code=kept.code,
    )


def _listed(text: str) -> tuple[Given, ...]:
    given: list[Given] = json.loads(text) if text else []
    return tuple(given)
