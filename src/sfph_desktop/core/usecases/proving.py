"""An evidence number, opened: what is kept of a figure at once, and what has changed since when that is worked out."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import Any

from sfph_desktop import __version__
from sfph_desktop.core.domain.figures import Figure, main_number, main_words
from sfph_desktop.core.domain.impact import ImpactRun
from sfph_desktop.core.domain.proofs import Movement, Proof
from sfph_desktop.core.usecases.impact import compute, kept_figure, snapshot_number
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.reference import reference_facts
from sfph_desktop.core.usecases.then_and_now import counted, then_and_now, unmoved


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """What is kept of a figure: its proof, and what is needed to look at what has changed since."""

    proof: Proof
    """Without movement, and without the people as they are now, where something was written since the run was kept."""
    run: ImpactRun
    figure: Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Today:
    """A kept run's selection worked out on the records as they stand, for all its figures, until one changes."""

    run: ImpactRun
    of: str
    """The kept run."""
    last_change: int
    """The last unit of work that changed a record by then."""


def prove(office: Office, evidence: str) -> Proof:
    """Open an evidence number: definition, selection, records behind it, then and now; nobody is named.

    Raises UserCanFix when there is no such number.
    """
    opened = open_figure(office, evidence)
    return opened.proof if opened.proof.movement else since(office, opened, today(office, opened.run))


def open_figure(office: Office, evidence: str, run: ImpactRun | None = None) -> Opened:
    """What is kept of a figure: read, and nothing worked out. `run`: the one that is open already (`kept_figure`).

    Raises UserCanFix when there is no such number.
    """
    from sfph_desktop.core.reports.definitions import define
    from sfph_desktop.core.store.queries.since import untouched

    run, figure = kept_figure(office, evidence, run)
    with office.reading() as connection:
        stands = untouched(connection, snapshot_number(run.snapshot), __version__)
    people = figure.value.records.ids.get("people", ())
    proof = Proof(
        evidence=figure.evidence,
        snapshot=run.snapshot,
        made_at=run.made_at,
        figure=figure.kind,
        title=main_words(figure),
        definition=define(figure.kind, figure.value, run),
        selection=run.selection,
        then=main_number(figure),
        values=figure.plain_values(),
        versions=run.versions,
        records=figure.value.records,
        people_now=people if stands else (),
        movement=unmoved(figure).movement if stands else None,
    )
    return Opened(proof=proof, run=run, figure=figure)


def today(office: Office, run: ImpactRun, known: Today | None = None) -> Today:
    """A kept run's selection on today's records; what is `known` of it already, where nothing was written since."""
    from sfph_desktop.core.store.queries.since import last_change

    with office.reading() as connection:
        last = last_change(connection)  # before the records are read: what is written meanwhile is looked at again
    if known is not None and (known.of, known.last_change) == (run.snapshot, last):
        return known
    now = compute(office, run.selection, replace(run.choices, draws=0), there=False)
    return Today(run=now, of=run.snapshot, last_change=last)


def since(office: Office, opened: Opened, now: Today) -> Proof:
    """The proof with then and now, line by line, and the people behind the figure under the ids they have now."""
    told = then_and_now(office, opened.run, now.run, opened.figure)
    people = opened.figure.value.records.ids.get("people", ())
    return replace(
        opened.proof,
        people_now=tuple(told.person_now.get(person, person) for person in people),
        movement=told.movement,
    )


def get_ready_to_prove(office: Office) -> None:
    """Import and read what opening the first evidence number of a process needs, before anybody asks for one."""
    import sfph_desktop.core.reports.definitions
    import sfph_desktop.core.store.queries.facts
    import sfph_desktop.core.store.queries.since
    import sfph_desktop.core.toolkit.light_scipy
    import sfph_desktop.core.toolkit.pipeline  # noqa: F401 - found when they are wanted

    reference_facts(office)


def with_names(office: Office, proof: Proof) -> Proof:
    """The proof with the names of the people behind the figure; that they were read is written in the history."""
    from sfph_desktop.core.store.queries import snapshots as kept

    if not proof.people_now:
        return proof
    with office.writing(f"read who is behind {proof.evidence}") as unit:
        people = kept.names(unit.connection, proof.people_now)
        unit.why = f"read the names of {counted(len(people), 'people')} behind {proof.evidence}"
        unit.changed.add("snapshots")  # none of it is: the history lists what touched a kind of record
    return replace(proof, people=people)


def proof_document(proof: Proof) -> dict[str, Any]:
    """A proof as `evidence --json` shows it."""
    period = proof.selection.period
    return {
        "evidence": proof.evidence,
        "snapshot": proof.snapshot,
        "made_at": proof.made_at,
        "figure": proof.figure,
        "title": proof.title,
        "definition": proof.definition,
        "period": {"from": period.start.isoformat(), "to": period.end.isoformat()},
        "selection": {"service": proof.selection.service, "contract_ref": proof.selection.contract_ref},
        "values": dict(proof.values),
        "versions": dict(proof.versions),
        "records": {kind: list(ids) for kind, ids in proof.records.ids.items()},
        "people": [{"id": person, "name": name} for person, name in proof.people],
        "then_and_now": _movement_document(proof.movement) if proof.movement else None,
    }


def _movement_document(movement: Movement) -> dict[str, Any]:
    days = [[day.isoformat() for day in moved.on] for moved in movement.records]
    plain = asdict(movement)
    plain["records"] = [{**one, "on": on} for one, on in zip(plain["records"], days, strict=True)]
    return plain
