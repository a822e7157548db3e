"""Runs of the toolkit that are kept for ever, and the evidence numbers of their figures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from sfph_desktop.core.domain.impact import ImpactRun
from sfph_desktop.core.domain.office_facts import Listing
from sfph_desktop.core.domain.values import from_day, to_day
from sfph_desktop.core.store.history import IN_IDS, id_list
from sfph_desktop.core.store.queries.people import DISPLAY_NAME
from sfph_desktop.core.store.unit_of_work import Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptFigure:
    """One printed figure, found by its evidence number."""

    kind: str
    """`changes`, `events`, `environment`, `value_line`, `value`, `reach` or `target`."""
    key: str
    """Which of its kind: `swemwbs7.total`, the line's reference ..."""
    records: bytes
    """The ids behind it, as they were handed to `keep_snapshot`."""
    snapshot: int
    document: bytes
    """The whole run it belongs to, as it was handed to `keep_snapshot`."""


def next_numbers(connection: Connection) -> tuple[int, int]:
    """The number of the next snapshot, and of its first figure. Numbers are never used twice."""
    number = connection.exec_driver_sql("SELECT coalesce(max(number), 0) + 1 FROM snapshots").scalar_one()
    evidence = connection.exec_driver_sql("SELECT coalesce(max(evidence), 0) + 1 FROM figures").scalar_one()
    return int(number), int(evidence)


def keep_snapshot(
    unit: Unit, number: int, run: ImpactRun, content: bytes, figures: Iterable[tuple[int, str, str, bytes]]
) -> int:
    """Keep a run under its number, with its figures as (evidence number, kind, key, records); the snapshot's id.

    `content` is the whole run as one document. What is kept here is never changed and never taken back.
    """
    period, chosen = run.selection.period, run.selection
    snapshot_id = unit.next_id("snapshots")
    unit.insert_many(
        "snapshots",
        ("id", "number", "made_at", "period_start", "period_end", "service", "contract_ref", "document"),
        [
            (
                snapshot_id,
                number,
                run.made_at,
                to_day(period.start),
                to_day(period.end),
                chosen.service,
                chosen.contract_ref,
                content,
            )
        ],
    )
    rows = [(evidence, snapshot_id, kind, key, records) for evidence, kind, key, records in figures]
    unit.insert_many("figures", ("evidence", "snapshot_id", "figure", "key", "records"), rows)
    return snapshot_id


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptFacts:
    """What a run was worked out from, as it was handed to `keep_facts`."""

    program: str
    content: bytes


def keep_facts(unit: Unit, snapshot_id: int, program: str, content: bytes) -> None:
    """Keep beside a run, in the unit that made it, what it was worked out from and by which version of the program."""
    unit.insert_many("kept_facts", ("snapshot_id", "program", "content"), [(snapshot_id, program, content)])


def facts_behind(connection: Connection, number: int) -> KeptFacts | None:
    """What the run of that number was worked out from; None where nothing was kept, or where there is no such run."""
    found = connection.exec_driver_sql(
        "SELECT k.program, k.content FROM kept_facts AS k JOIN snapshots AS s ON s.id = k.snapshot_id"
        " WHERE s.number = ?",
        (number,),
    ).first()
    return None if found is None else KeptFacts(program=str(found[0]), content=bytes(found[1]))


def document(connection: Connection, number: int) -> bytes | None:
    """The kept run of that number; None when there is none."""
    found = connection.exec_driver_sql("SELECT document FROM snapshots WHERE number = ?", (number,)).scalar()
    return None if found is None else bytes(found)


def figure(connection: Connection, evidence: int) -> KeptFigure | None:
    """The figure printed with that evidence number; None when there is none."""
    found = connection.exec_driver_sql(
        "SELECT f.figure, f.key, f.records, s.number, s.document FROM figures AS f"
        " JOIN snapshots AS s ON s.id = f.snapshot_id WHERE f.evidence = ?",
        (evidence,),
    ).first()
    if found is None:
        return None
    kind, key, records, number, content = found
    return KeptFigure(kind=kind, key=key, records=bytes(records), snapshot=number, document=bytes(content))


def listing(connection: Connection) -> Listing:
    """The snapshots, the newest first: what each looked at and how many figures it has."""
    rows = connection.exec_driver_sql(
        "SELECT id, printf('S-%04d', number), made_at, period_start, period_end, service, contract_ref,"
        " (SELECT count(*) FROM figures WHERE snapshot_id = snapshots.id) FROM snapshots ORDER BY number DESC"
    )
    return Listing(
        kind="snapshots",
        columns=("id", "snapshot", "made_at", "period_from", "period_to", "service", "contract_ref", "figures"),
        rows=tuple(
            (record_id, name, made_at, from_day(start), from_day(end), *others)
            for record_id, name, made_at, start, end, *others in rows
        ),
    )


def names(connection: Connection, ids: Sequence[int]) -> tuple[tuple[int, str], ...]:
    """(id, name to show) of these people, by name; those who are not in the store any more are left out."""
    found = connection.exec_driver_sql(
        f"SELECT p.id, {DISPLAY_NAME} AS name FROM people AS p WHERE p.id {IN_IDS} ORDER BY name COLLATE NOCASE, p.id",
        (id_list(ids),),
    )
    return tuple((int(person_id), str(name)) for person_id, name in found)
