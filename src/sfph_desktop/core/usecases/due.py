"""What is due: questionnaires to be filled in again, with what was begun of each and the paper that is out for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from sfph_desktop.core.domain.due import DueQuestionnaire, due_reviews
from sfph_desktop.core.domain.measures import Instrument
from sfph_desktop.core.domain.office_facts import Listing
from sfph_desktop.core.domain.own_measures import AnswerDraft
from sfph_desktop.core.usecases.answering import read_draft
from sfph_desktop.core.usecases.office import Office

COLUMNS = ("id", "person_ref", "name", "instrument", "short_name", "service", "first", "due", "state", "begun", "code")
Begun = tuple[AnswerDraft, str, str]
"""A draft with the reference and the name of the person it is about."""


def due_questionnaires(office: Office) -> tuple[DueQuestionnaire, ...]:
    """What Measures and Today call due, the longest overdue first; before them what was begun and is not due."""
    from sfph_desktop.core.store.queries import measures, own_measures

    today = office.clock.today()
    with office.reading() as connection:
        waiting = measures.unreviewed(connection, today)
        begun = own_measures.drafts(connection)
        papers = own_measures.papers_out(connection)
    instruments = office.library.instruments() if waiting or begun else {}
    due = due_reviews(waiting, instruments, today)
    lines = (*_only_begun(begun, due, instruments), *due)
    newest = {(int(kept.person_id), kept.instrument): kept for kept, _, _ in reversed(begun)}
    return tuple(
        _with_draft(replace(line, code=papers.get((line.person_id, line.instrument), "")), newest) for line in lines
    )


def list_due(office: Office) -> Listing:
    """The same as a list, for the command."""
    rows = tuple(
        (
            line.key, line.person_ref, line.name, line.instrument, line.short_name, line.service, line.baseline,
            line.due, _state(line), f"{line.begun} of {line.of}" if line.draft else "", line.code,
        )
        for line in due_questionnaires(office)
    )  # fmt: skip
    return Listing(kind="due", columns=COLUMNS, rows=rows)


def _state(line: DueQuestionnaire) -> str:
    return "begun" if line.due is None else "overdue" if line.overdue else "due"


def _only_begun(
    begun: Iterable[Begun], due: Iterable[DueQuestionnaire], instruments: Mapping[str, Instrument]
) -> tuple[DueQuestionnaire, ...]:
    """A line for each questionnaire that was begun without being due."""
    there = {(line.person_id, line.instrument) for line in due}
    found: dict[tuple[int, str], DueQuestionnaire] = {}
    for kept, ref, name in begun:
        key = (int(kept.person_id), kept.instrument)
        instrument = instruments.get(kept.instrument)
        if key in there or key in found or instrument is None:
            continue
        found[key] = DueQuestionnaire(
            person_id=kept.person_id,
            person_ref=ref,
            name=name,
            instrument=kept.instrument,
            short_name=instrument.abbreviation or instrument.name,
            service="",
            baseline=None,
            due=None,
            overdue=False,
            stage=kept.stage,
            of=len(instrument.items),
        )
    return tuple(found.values())


def _with_draft(line: DueQuestionnaire, newest: Mapping[tuple[int, str], AnswerDraft]) -> DueQuestionnaire:
    kept = newest.get((line.person_id, line.instrument))
    return line if kept is None else replace(line, draft=kept.id, begun=read_draft(kept).said, stage=kept.stage)
