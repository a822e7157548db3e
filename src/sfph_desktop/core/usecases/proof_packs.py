"""Proof packs: the evidence behind chosen figures of a kept run, redacted, as a PDF with tables beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from sfph_desktop.core.domain.figures import Figure, figures_of
from sfph_desktop.core.domain.impact import ImpactRun
from sfph_desktop.core.domain.ports import Progress, silent
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.proof_packs import PackFigure, ProofPack
from sfph_desktop.core.usecases import impact as impacts
from sfph_desktop.core.usecases.contracts import contracts
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.then_and_now import other_versions, then_and_now

if TYPE_CHECKING:
    from sfph_desktop.core.domain.proof_packs import PackTable

_STEPS = 3


def proof_pack(office: Office, evidence: Sequence[str], *, progress: Progress = silent) -> ProofPack:
    """What a pack of these figures would hold: everything in it may leave. Nothing is written.

    The figure of one service or group that, set beside everybody's, could point to a few people is left out. Raises
    UserCanFix when a number is not there, when none is given or left, or when they are of different runs.
    """
    from sfph_desktop.core.reports.small_numbers import THRESHOLD
    from sfph_desktop.core.reports.summaries.own_outcomes import may_be_told_apart
    from sfph_desktop.core.reports.summaries.telling import told_run

    progress(0, _STEPS, "reading the kept run")
    run, chosen = _chosen(office, evidence)
    left_out = tuple(
        one.evidence for one in chosen if getattr(one.value, "scope", "") and not may_be_told_apart(one.value, run)
    )
    chosen = tuple(one for one in chosen if one.evidence not in left_out)
    if not chosen:
        raise UserCanFix(
            what=f"{left_out[0]} cannot leave: it is of a few people only.",
            why="Set beside everybody's figure it could point to single people.",
            do="Choose the figure of everybody.",
        )
    progress(1, _STEPS, "working the figures out again on today's records")
    today = impacts.compute(office, run.selection, replace(run.choices, draws=0))
    told = told_run(run)
    figures = tuple(_packed(office, figure, run=run, told=told, today=today) for figure in chosen)
    return ProofPack(run=told, figures=figures, made_at=office.clock.now(), threshold=THRESHOLD, left_out=left_out)


def pack_of_run(office: Office, snapshot: str, *, progress: Progress = silent) -> ProofPack:
    """The pack of all figures of a kept run (`S-0007`). Raises UserCanFix when there is no such run."""
    run = impacts.snapshot(office, snapshot)
    return proof_pack(office, [figure.evidence for figure in figures_of(run)], progress=progress)


def tables_of(pack: ProofPack) -> tuple[PackTable, ...]:
    """The tables that are written beside the PDF, just as they will leave."""
    from sfph_desktop.core.reports.proof_tables import pack_tables

    return pack_tables(pack)


def write_pack(office: Office, pack: ProofPack, folder: Path, *, progress: Progress = silent) -> tuple[Path, ...]:
    """Write a pack into a new or empty folder, and that it left into the history; the files written, the PDF first.

    The same pack gives the same bytes. Raises UserCanFix when the folder holds something, or cannot be written: then
    there is no file at all.
    """
    from sfph_desktop.core.interchange.csv_out import BOM, csv_text
    from sfph_desktop.core.reports.pdf import pdf_bytes
    from sfph_desktop.core.reports.proof_pack import pack_document

    progress(2, _STEPS, "laying out the pack")
    ref = pack.run.selection.contract_ref
    document = pack_document(
        pack,
        instruments=office.library.instruments(),
        contract=next((one for one in contracts(office) if one.contract_ref == ref), None) if ref else None,
        fonts=office.paths.resources / "fonts",
    )
    files = {f"{pack.name}.pdf": pdf_bytes(document)}
    files |= {table.name: (BOM + csv_text(table.header, table.rows)).encode() for table in tables_of(pack)}
    why = f"wrote {pack.name[0].lower()}{pack.name[1:]} with {_numbers(pack)}"
    with office.writing(why) as unit:  # in the history if, and only if, the files are there
        unit.changed.add("snapshots")  # none of it is: the history lists what touched a kind of record
        return _written(folder, files)


def _numbers(pack: ProofPack) -> str:
    """`E-0003`, or `E-0003 and 4 more`."""
    more = len(pack.figures) - 1
    return pack.figures[0].evidence + (f" and {more} more" if more else "")


def _written(folder: Path, files: dict[str, bytes]) -> tuple[Path, ...]:
    """All of the files in the folder, or none; the folder goes again if it was made for them."""
    made = not folder.exists()
    done: list[Path] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise UserCanFix(what=f"{folder} holds something already.", do="Name a folder that is new or empty.")
        for name, content in files.items():
            done.append(folder / name)
            done[-1].write_bytes(content)
    except OSError as trouble:
        for path in done:
            path.unlink(missing_ok=True)
        if made and folder.is_dir():
            folder.rmdir()
        raise UserCanFix(
            what=f"{folder} could not be written.",
            why=f"The computer said: {trouble.strerror or trouble}.",
            do="Choose another folder. Nothing was written.",
        ) from None
    return tuple(done)


# --- choosing --------------------------------------------------------------------------------------------------------


def _chosen(office: Office, evidence: Sequence[str]) -> tuple[ImpactRun, tuple[Figure, ...]]:
    """The run they belong to, and the figures with their record ids, in the run's own order, each once."""
    kept = [impacts.kept_figure(office, number) for number in evidence]
    if not kept:
        raise UserCanFix(what="No figure is chosen.", do="Give evidence numbers, as E-0001 E-0003.")
    run = kept[0][0]
    for other, figure in kept[1:]:
        if other.snapshot != run.snapshot:
            raise UserCanFix(
                what=f"{kept[0][1].evidence} is of run {run.snapshot}, and {figure.evidence} of {other.snapshot}.",
                do="Choose figures of one run; make a pack for each run.",
            )
    return run, tuple({figure.evidence: figure for _, figure in sorted(kept, key=_place)}.values())


def _place(kept: tuple[ImpactRun, Figure]) -> int:
    return int(kept[1].evidence.removeprefix("E-"))


def _packed(office: Office, then: Figure, *, run: ImpactRun, told: ImpactRun, today: ImpactRun) -> PackFigure:
    """One figure of the run (with its record ids) as it may leave."""
    from sfph_desktop.core.reports import proof_words, wording
    from sfph_desktop.core.reports.definitions import define
    from sfph_desktop.core.reports.proof_today import today_told

    found = then_and_now(office, run, today, then).movement
    now = next((one for one in figures_of(today) if one.kind == then.kind and one.key == then.key), None)
    same, words = today_told(then, run, now, today)
    since = proof_words.since_told(found.records)
    printed = next(one.value for one in figures_of(told) if one.evidence == then.evidence)
    is_change = then.kind == "changes"
    groups, no_groups = proof_words.groups_told(then.value) if is_change else ((), "")
    headings, rows, no_rows = proof_words.pair_rows(then.value) if is_change else ((), (), "")
    return PackFigure(
        evidence=then.evidence,
        kind=then.kind,
        title=proof_words.titled(then, run),
        statement=printed.statement,
        technical=getattr(printed, "statement_technical", ""),
        definition=define(then.kind, then.value, run),
        behind=proof_words.records_told(then, run),
        groups=groups,
        groups_reason=no_groups,
        row_headings=headings,
        rows=rows,
        rows_reason=no_rows,
        today=words,
        same=same,
        since=since,
        since_words=wording.sentences(*_else(run, today, same=same, moved=bool(since))),
    )


def _else(run: ImpactRun, today: ImpactRun, *, same: bool, moved: bool) -> Iterator[str]:
    if not same and (versions := other_versions(run, today)):
        yield f"The reference library has changed since: {versions}"
    elif not moved:
        yield "Nothing behind it has changed" if same else "The program works it out differently now"
