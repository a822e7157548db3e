"""Commands for what the store holds: sample, template, import, lists."""

from __future__ import annotations

from argparse import Namespace
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict

from sfph_desktop.cli.counting import counted
from sfph_desktop.cli.office import machine, new_file, opened
from sfph_desktop.cli.saying import Saying
from sfph_desktop.core.domain.workbook import FATES, Fate, ImportReport
from sfph_desktop.core.usecases import import_mappings as mappings
from sfph_desktop.core.usecases import imports as importing
from sfph_desktop.core.usecases import lists
from sfph_desktop.core.usecases.exporting import export_everything
from sfph_desktop.core.usecases.library import shipped_library
from sfph_desktop.core.usecases.sample import fill_with_sample


def sample(asked: Namespace, saying: Saying) -> None:
    """Fill an empty store with the sample enterprise."""
    with opened(asked) as office:
        done = fill_with_sample(office, people=asked.people, seed=asked.seed, name=asked.name, progress=saying.progress)
    saying.line(f"The sample is in: {_counts(done.value)}.")


def template(asked: Namespace, saying: Saying) -> None:
    """Write the empty workbook."""
    importing.write_template(new_file(asked.file, ".xlsx", "a workbook"), shipped_library(machine()))
    saying.line(str(asked.file))


def bring_in(asked: Namespace, saying: Saying) -> None:
    """Import or rehearse a file; the fate of every row is told."""
    mapping = mappings.read_mapping(asked.mapping) if asked.mapping else None
    if asked.write_mapping:
        new_file(asked.write_mapping, ".toml", "a mapping")
    with opened(asked, backup=not asked.rehearse) as office:
        how = {"sheet": asked.sheet, "as_kind": asked.kind, "mapping": mapping, "fixed": dict(asked.say),
               "progress": saying.progress}  # fmt: skip
        if asked.write_mapping:
            mappings.write_mapping_file(asked.write_mapping, importing.plans(office, asked.file, **how))
            saying.note(f"How the file is read is in {asked.write_mapping}.")
        if asked.rehearse:
            report = importing.rehearse(office, asked.file, **how)
        else:
            report = importing.import_file(office, asked.file, **how).value
    saying.either(asked.json, _report(report), lambda: _tell(report, saying))


def export(asked: Namespace, saying: Saying) -> None:
    """A copy of everything in open formats, in a new or empty folder."""
    with opened(asked) as office:
        done = export_everything(office, asked.folder, progress=saying.progress).value
    tables = [{"path": one.table.path, "rows": one.rows} for one in done.tables]
    told = {
        "folder": done.folder,
        "tables": tables,
        "files": list(done.files),
    }
    saying.either(
        asked.json,
        told,
        lambda: saying.line(f"{done.records:,} rows in {done.folder}. It is not locked, and it names people."),
    )


def imports(asked: Namespace, saying: Saying) -> None:
    """The imports so far."""
    with opened(asked) as office:
        found = importing.imports(office)
    saying.listing(found, as_json=asked.json, hide_id=False)


def listing(asked: Namespace, saying: Saying) -> None:
    """A list of one kind of record."""
    with opened(asked) as office:
        found = lists.listing(office, asked.kind)
    saying.listing(found, as_json=asked.json)


def _report(report: ImportReport) -> dict[str, object]:
    return {
        "import": report.import_id or None,
        "file": report.file,
        "rehearsal": report.rehearsal,
        "counts": {sheet: dict(counts) for sheet, counts in report.counts.items()},
        "rows": [asdict(fate) for fate in report.fates],
        "unknown_columns": [{"sheet": sheet, "column": column} for sheet, column in report.unknown_columns],
        "unknown_sheets": list(report.unknown_sheets),
        "likely_the_same": [asdict(pair) for pair in report.likely],
        "warnings": list(report.warnings),
    }


def told_faults(fate: Fate) -> list[str]:
    """A line for every fault of a row: the place, whom it is about, what stands there, why, and what would be right."""
    lines = []
    for fault in fate.faults:
        accepted = f" Accepted: {fault.accepted.rstrip('.')}." if fault.accepted else ""
        place = f"sheet {fate.sheet}, row {fate.row}{f' ({fate.who})' if fate.who else ''}"
        column = fate.at if fault.column == "mark" else " at ".join(part for part in (fault.place, fate.at) if part)
        value = f" '{fault.value}':" if fault.value else ""
        before = f" It waits already, after {fate.before}." if fate.before else ""
        lines.append(f"{place}{f', column {column}' if column else ''}:{value} {fault.reason}{accepted}{before}")
    return lines


def _counts(report: ImportReport) -> str:
    return ", ".join(counted(counts.get("created", 0), sheet) for sheet, counts in report.counts.items())


def _row(sheet: str, counts: Mapping[str, int], none: int) -> tuple[object, ...]:
    """How many rows of a sheet met each fate; totals, headings and notes stand apart from what was refused."""
    met = [counts.get(fate, 0) - (none if fate == "refused" else 0) for fate in FATES]
    return (sheet, *met, none)


def _tell(report: ImportReport, saying: Saying) -> None:
    none = Counter(fate.sheet for fate in report.fates if fate.no_record)
    rows = [_row(sheet, counts, none[sheet]) for sheet, counts in report.counts.items()]
    columns = ("sheet", *FATES, "no record")
    shown = len(columns) if none else -1
    saying.table(columns[:shown], [row[:shown] for row in rows])
    for fate in report.fates:
        for said in told_faults(fate):
            saying.line(f"{'no record' if fate.no_record else fate.fate}: {report.file}, {said}")
    for pair in report.likely:
        saying.line(f"perhaps the same person: {report.file}, sheet {pair.sheet}, row {pair.row}: {pair.reason}")
    for sheet, column in report.unknown_columns:
        saying.line(f"not known: sheet {sheet}, column {column}: left out")
    for name in report.unknown_sheets:
        saying.line(f"not known: sheet {name}: left out")
    for warning in report.warnings:
        saying.line(f"note: {warning}")
    saying.note("A rehearsal: nothing was changed." if report.rehearsal else f"Brought in as {report.import_id}.")
