"""What an office adds to the instruments: editions of its own ones, papers that are out, answers not yet finished."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Connection

from sfph_desktop.core.domain.own_measures import AnswerDraft, OwnInstrument, PaperCopy, Wording
from sfph_desktop.core.domain.values import from_day
from sfph_desktop.core.store.kinds import KINDS
from sfph_desktop.core.store.mapping import columns_of, from_row
from sfph_desktop.core.store.queries.people import DISPLAY_NAME


def newest_edition(connection: Connection, instrument: str) -> OwnInstrument | None:
    """The newest edition of an own questionnaire; None when there is none of that id."""
    found: OwnInstrument | None = _one(
        connection, "own_instruments", "WHERE instrument = ? ORDER BY version DESC LIMIT 1", instrument
    )
    return found


def edition_answered(connection: Connection, assessment_id: int) -> str:
    """The definition, as JSON, of the edition that was the newest when an assessment was entered; '' for none."""
    found = connection.exec_driver_sql(
        "SELECT o.definition FROM own_instruments AS o JOIN assessments AS a ON a.instrument = o.instrument"
        " WHERE a.id = ? AND o.made_in <= a.made_in ORDER BY o.version DESC LIMIT 1",
        (assessment_id,),
    ).scalar()
    return "" if found is None else str(found)


def is_used(connection: Connection, instrument: str) -> bool:
    """Whether anybody has answered it, begun to, or holds a paper of it."""
    return any(
        connection.exec_driver_sql(f"SELECT 1 FROM {table} WHERE instrument = ? LIMIT 1", (instrument,)).scalar()
        for table in ("assessments", "answer_drafts", "paper_copies")
    )


def wording_of(connection: Connection, instrument: str) -> Wording | None:
    """The wording the office typed for an instrument; None when it has not."""
    found: Wording | None = _one(connection, "wordings", "WHERE instrument = ?", instrument)
    return found


def paper_by_code(connection: Connection, code: str) -> PaperCopy | None:
    """The printed questionnaire of that code; None when none bears it."""
    found: PaperCopy | None = _one(connection, "paper_copies", "WHERE code = ?", code)
    return found


def papers_out(connection: Connection) -> dict[tuple[int, str], str]:
    """By person and instrument: the code of the newest paper that has not come back."""
    rows = connection.exec_driver_sql(
        "SELECT person_id, instrument, code FROM paper_copies WHERE answered_on IS NULL ORDER BY id"
    )
    return {(person, instrument): code for person, instrument, code in rows}


def draft(connection: Connection, draft_id: int) -> AnswerDraft | None:
    """One draft; None when it is not there any more."""
    found: AnswerDraft | None = _one(connection, "answer_drafts", "WHERE id = ?", draft_id)
    return found


def newest_draft(connection: Connection, person_id: int, instrument: str) -> AnswerDraft | None:
    """What a person last began with an instrument and has not finished; None when there is nothing."""
    where = "WHERE person_id = ? AND instrument = ? ORDER BY id DESC LIMIT 1"
    found: AnswerDraft | None = _one(connection, "answer_drafts", where, person_id, instrument)
    return found


def drafts(connection: Connection) -> tuple[tuple[AnswerDraft, str, str], ...]:
    """Everything begun and not finished, the newest first, each with the person's reference and name."""
    listed = ", ".join(f'd."{name}"' for name in columns_of(AnswerDraft))
    rows = connection.exec_driver_sql(
        f"SELECT p.person_ref, {DISPLAY_NAME}, {listed} FROM answer_drafts AS d"
        " JOIN people AS p ON p.id = d.person_id ORDER BY d.id DESC"
    )
    return tuple((from_row("answer_drafts", tuple(row[2:])), row[0], row[1]) for row in rows)


def last_filled_in(connection: Connection, person_id: int, instrument: str) -> tuple[date, str] | None:
    """The day and stage of a person's last assessment with an instrument; None when there is none."""
    found = connection.exec_driver_sql(
        'SELECT "date", stage FROM assessments WHERE person_id = ? AND instrument = ? ORDER BY "date" DESC, id DESC',
        (person_id, instrument),
    ).first()
    return None if found is None else (from_day(found[0]), str(found[1]))


def _one(connection: Connection, kind: str, where: str, *bound: object) -> Any:
    value_type = KINDS[kind].value
    assert value_type is not None
    listed = ", ".join(f'"{name}"' for name in columns_of(value_type))
    row = connection.exec_driver_sql(f"SELECT {listed} FROM {kind} {where}", tuple(bound)).first()
    return None if row is None else from_row(kind, tuple(row))
