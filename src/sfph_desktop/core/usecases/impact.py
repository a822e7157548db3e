"""Gather, compute, keep: run the toolkit, re-open a snapshot, find a printed figure again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sfph_desktop import __version__
from sfph_desktop.core.domain.called import as_called
from sfph_desktop.core.domain.figures import Figure, figures_of, nothing_recorded, with_evidence
from sfph_desktop.core.domain.impact import Choices, ImpactRun, Selection
from sfph_desktop.core.domain.impact_facts import ImpactFacts, ReferenceFacts
from sfph_desktop.core.domain.office_facts import Listing
from sfph_desktop.core.domain.ports import Progress, silent
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.values import Period, from_day
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.core.usecases.facts_behind import facts_to_keep
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.reference import reference_facts

STEPS = 4


def run_toolkit(
    office: Office, selection: Selection, choices: Choices | None = None, *, progress: Progress = silent
) -> Done[ImpactRun]:
    """Run the toolkit on the selection and keep the snapshot; every figure gets its evidence number.

    Raises UserCanFix when the service or the contract named is not in the store, and Stopped when cancelled: then
    nothing is kept.
    """
    done = _worked_out(office, selection, choices or Choices(), progress)
    progress(STEPS - 1, STEPS, "keeping the snapshot")
    return _keep(office, done)


def compute(
    office: Office, selection: Selection, choices: Choices, *, progress: Progress = silent, there: bool = True
) -> ImpactRun:
    """The run without keeping it: no evidence numbers, no statements.

    `there`: whether to refuse a service or a contract that is not in the store; otherwise nothing is found for it.
    """
    return _worked_out(office, selection, choices, progress, there=there).run


@dataclass(frozen=True, slots=True, kw_only=True)
class _WorkedOut:
    """A run with what it was worked out from."""

    run: ImpactRun
    facts: ImpactFacts
    reference: ReferenceFacts
    said: tuple[str, ...]


def _worked_out(
    office: Office, selection: Selection, choices: Choices, progress: Progress, *, there: bool = True
) -> _WorkedOut:
    from sfph_desktop.core.toolkit.pipeline import run_impact

    progress(0, STEPS, "reading the records")
    facts = gather(office)
    if there:
        selection = known_selection(selection, facts)
    reference = reference_facts(office)
    info = office.info()
    progress(1, STEPS, "working out what changed")
    choices, said = known_prices(choices, sorted(reference.deflator))
    run = run_impact(facts, reference, selection, choices, progress=progress)
    said = (*said, *_recorded_elsewhen(run, facts))
    run = replace(run, not_known=(*said, *run.not_known))
    run = replace(run, sample=info.sample, enterprise=info.name, made_at=office.clock.now().isoformat())
    return _WorkedOut(run=run, facts=facts, reference=reference, said=said)


def _recorded_elsewhen(run: ImpactRun, facts: ImpactFacts) -> tuple[str, ...]:
    """Of which days the records are, where a run of other days found none of them."""
    from sfph_desktop.core.reports.wording import period

    if not nothing_recorded(run):
        return ()
    known, asked = recorded_period(facts), run.selection.period
    if known is None or (known.start <= asked.end and asked.start <= known.end):
        return ()
    return (f"No record is of this period. Choose another: the records are of {period(known)}.",)


def recorded_period(facts: ImpactFacts) -> Period | None:
    """From the first to the last day of anything recorded; None where nothing is."""
    starts = [days for days in (facts.sessions.day, facts.events.day, facts.scores.day, facts.environment.day) if days]
    first = [*(min(days) for days in starts), *facts.episodes.start_day]
    last = [*(max(days) for days in starts), *facts.episodes.start_day]
    return Period(from_day(min(first)), from_day(max(last))) if first else None


def known_prices(choices: Choices, years: Sequence[int]) -> tuple[Choices, tuple[str, ...]]:
    """A price base beyond the deflator series uses its last year, and says so; one before it is refused."""
    asked = choices.price_base
    if asked is None or not years or asked in years:
        return choices, ()
    if asked < years[0]:
        raise UserCanFix(
            what=f"The prices of {asked} are not in the reference library.",
            do=f"Choose a year from {years[0]} to {years[-1]}.",
        )
    told = f"The prices of {asked} are not known yet: {years[-1]}, the last year of the series, is used instead."
    return replace(choices, price_base=years[-1]), (told,)


def gather(office: Office) -> ImpactFacts:
    """What a run may see, from the store as it stands."""
    from sfph_desktop.core.store.queries.facts import impact_facts

    with office.reading() as connection:
        return impact_facts(connection)


def known_selection(selection: Selection, facts: ImpactFacts) -> Selection:
    """The selection with its service and contract as they are recorded, whatever the capitals they were typed in.

    Raises UserCanFix for one that the store does not know, and names those it does.
    """
    services = sorted({*facts.episodes.service, *facts.sessions.service})
    contracts = sorted({contract.contract_ref for contract in facts.contracts})
    service, contract = as_called(selection.service, services), as_called(selection.contract_ref, contracts)
    selection = replace(selection, service=service, contract_ref=contract)
    if selection.service and selection.service not in services:
        raise UserCanFix(
            what=f"No service is called '{selection.service}'.",
            do=f"Choose one of: {', '.join(services) or 'none recorded yet'}.",
        )
    if selection.contract_ref and selection.contract_ref not in contracts:
        raise UserCanFix(
            what=f"No contract has the reference '{selection.contract_ref}'.",
            do=f"Choose one of: {', '.join(contracts) or 'none recorded yet'}.",
        )
    return selection


def _keep(office: Office, done: _WorkedOut) -> Done[ImpactRun]:
    """Keep a run as a snapshot: numbers for it and its figures, words for each, the ids behind each; and the facts."""
    from sfph_desktop.core.interchange.impact_json import pack, pack_records
    from sfph_desktop.core.reports.statements import with_statements
    from sfph_desktop.core.store.queries import snapshots as kept

    behind, run = facts_to_keep(done.facts, done.reference, done.run, done.said), done.run
    with office.writing("ran the toolkit") as unit:
        number, evidence = kept.next_numbers(unit.connection)
        run = replace(with_evidence(run, evidence), snapshot=f"S-{number:04d}")
        run = with_statements(run)
        figures = [
            (int(figure.evidence[2:]), figure.kind, figure.key, pack_records(figure.value.records))
            for figure in figures_of(run)
        ]
        kept.keep_facts(unit, kept.keep_snapshot(unit, number, run, pack(run), figures), __version__, behind)
    return Done(value=run, changed=frozenset({"snapshots"}), unit_id=unit.id, why="ran the toolkit")


def snapshots(office: Office) -> Listing:
    """The snapshots kept, newest first."""
    from sfph_desktop.core.store.queries import snapshots as kept

    with office.reading() as connection:
        return kept.listing(connection)


def snapshot(office: Office, number: str) -> ImpactRun:
    """A kept run, as it was, by `S-0007`. Raises UserCanFix when there is none."""
    from sfph_desktop.core.interchange.impact_json import unpack
    from sfph_desktop.core.store.queries import snapshots as kept

    with office.reading() as connection:
        content = kept.document(connection, snapshot_number(number))
    if content is None:
        raise UserCanFix(what=f"There is no snapshot {number}.", do="See them all with: sfph list snapshots.")
    return unpack(content)


def snapshot_number(text: str) -> int:
    """The number in `S-0007`; a bare number is taken too. Raises UserCanFix for anything else."""
    return _number(text, "S", "snapshot")


def _number(text: str, letter: str, what: str) -> int:
    """The number in `S-0007` or `E-0412`; a bare number is taken too."""
    digits = text.strip().upper().removeprefix(f"{letter}-")
    if not digits.isascii() or not digits.isdigit() or len(digits) > 9:
        raise UserCanFix(what=f"'{text}' is not the number of a {what}.", do=f"Write it as {letter}-0001.")
    return int(digits)


def kept_figure(office: Office, evidence: str, run: ImpactRun | None = None) -> tuple[ImpactRun, Figure]:
    """The kept run that a figure belongs to, and the figure as it was, with the ids of the records behind it.

    `run`: one that is open already; where it is the figure's own, its thousands of values are not read again.
    Raises UserCanFix when there is no such number.
    """
    from sfph_desktop.core.interchange.impact_json import unpack, unpack_records
    from sfph_desktop.core.store.queries import snapshots as kept

    number = _number(evidence, "E", "figure")
    with office.reading() as connection:
        found = kept.figure(connection, number)
        last = kept.next_numbers(connection)[1] - 1
    if found is None:
        there = f"Those of this office go from E-0001 to E-{last:04d}; one" if last else "Run the toolkit first: one"
        raise UserCanFix(
            what=f"There is no evidence number E-{number:04d}.", do=f"{there} is printed beside each figure of a run."
        )
    if run is None or run.snapshot != f"S-{found.snapshot:04d}":
        run = unpack(found.document)
    records = unpack_records(found.records)
    printed = next(f for f in figures_of(run) if f.kind == found.kind and f.key == found.key)
    return run, replace(printed, value=replace(printed.value, records=records))


def as_document(run: ImpactRun) -> dict[str, Any]:
    """The run as `toolkit --json` shows it."""
    from sfph_desktop.core.interchange.impact_json import document

    return document(run)
