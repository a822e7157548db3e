"""Bring a spreadsheet in: rehearse, import as one unit of work, list imports, take one back, write the template."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Container, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sfph_desktop.core.domain.environment import COUNTED
from sfph_desktop.core.domain.office_facts import Listing, UnitInfo
from sfph_desktop.core.domain.ports import Progress, silent
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.sheet_plans import SheetPlan, SheetTold
from sfph_desktop.core.domain.workbook import FATES, Fate, ImportReport, RawSheet, sheet
from sfph_desktop.core.interchange.answer_headings import Questionnaires
from sfph_desktop.core.interchange.headers import key
from sfph_desktop.core.interchange.parsing import shown
from sfph_desktop.core.interchange.parts import OWN
from sfph_desktop.core.interchange.reader import Reading, read
from sfph_desktop.core.usecases import import_plan
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.core.usecases.import_again import meet_again, new_troubles, print_of
from sfph_desktop.core.usecases.import_known import Known
from sfph_desktop.core.usecases.import_mappings import recalled, remember
from sfph_desktop.core.usecases.import_naming import ColumnMapping, Told, recognise
from sfph_desktop.core.usecases.import_plan import Named
from sfph_desktop.core.usecases.import_registers import register_warnings
from sfph_desktop.core.usecases.import_settle import Plan
from sfph_desktop.core.usecases.office import Office

if TYPE_CHECKING:
    from sfph_desktop.core.reference.library import Library
    from sfph_desktop.core.store.unit_of_work import Unit

LISTED = ("id", "when", "file", "who", *FATES, "waiting", "undone")


def rehearse(
    office: Office,
    file: Path,
    *,
    sheet: str = "",
    as_kind: str = "",
    mapping: ColumnMapping | Told | None = None,
    fixed: Mapping[str, str] | None = None,
    progress: Progress = silent,
) -> ImportReport:
    """What importing the file would do, row by row. Nothing is changed.

    `sheet` takes one sheet of the file only, `as_kind` says which sheet of the workbook it is (or `register`: people
    down, dates across), `mapping` how its columns are to be read, `fixed` what its sheets do not say (the service, the
    day of Week 1). Raises UserCanFix when the file as a whole cannot
    come in, as `import_file` does.
    """
    named, more = _open(office, file, sheet, as_kind, mapping, progress, fixed)
    return _bring_in(office, named, file=file.name, rehearsal=True, why="", progress=progress, **more)[0]


def import_file(
    office: Office,
    file: Path,
    *,
    sheet: str = "",
    as_kind: str = "",
    mapping: ColumnMapping | Told | None = None,
    fixed: Mapping[str, str] | None = None,
    expected: str = "",
    progress: Progress = silent,
) -> Done[ImportReport]:
    """Bring a file in as one unit of work: good rows go in, the others are kept with their reason to be corrected.

    `expected`: the fingerprint the file had when it was rehearsed; a file that has changed since is refused.

    Raises UserCanFix, with nothing in, when the file as a whole is refused: it cannot be read, none of its sheets is
    known, a needed column is missing or there twice.
    """
    named, more = _open(office, file, sheet, as_kind, mapping, progress, fixed)
    if expected and more["digest"] != expected:
        raise UserCanFix(
            what=f"'{file.name}' has changed since it was looked at.",
            why="Somebody saved it, or another program is writing it.",
            do="Look at it again. Nothing was changed.",
        )
    why = f"Brought in {file.name}"
    report, unit = _bring_in(office, named, file=file.name, rehearsal=False, why=why, progress=progress, **more)
    return Done(value=report, changed=frozenset(unit.changed if unit else ()), unit_id=unit.id if unit else 0, why=why)


def plans(
    office: Office,
    file: Path,
    *,
    sheet: str = "",
    as_kind: str = "",
    mapping: ColumnMapping | Told | None = None,
    fixed: Mapping[str, str] | None = None,
    progress: Progress = silent,
) -> Sequence[SheetPlan]:
    """How the sheets of a file that are not the workbook's own would be read. Raises UserCanFix as `rehearse`."""
    _, more = _open(office, file, sheet, as_kind, mapping, progress, fixed)
    found: Sequence[SheetPlan] = more["plans"]
    return found


def bring_in(
    office: Office,
    sheets: Sequence[RawSheet],
    *,
    file: str,
    rehearse: bool = False,
    why: str = "",
    as_it_is: bool = True,
    progress: Progress = silent,
) -> ImportReport:
    """Bring in sheets from memory, named as the workbook's. `file` is what the list of imports calls them.

    `as_it_is`: what is only doubtful (perhaps the same person, a day to come) is not held. Raises UserCanFix for a
    sheet that the workbook does not have, and as `import_file` does.
    """
    named = [Named(raw=one, kind=_kind(one.name)) for one in sheets]
    return _bring_in(
        office, named, file=file, rehearsal=rehearse, why=why or f"Brought in {file}", as_it_is=as_it_is,
        progress=progress,
    )[0]  # fmt: skip


def write_template(path: Path, library: Library) -> Path:
    """Write the empty workbook with its lists and help. Raises UserCanFix when the file cannot be written."""
    from sfph_desktop.core.interchange.template import Choices, write_workbook

    factors = {factor.id: f"{factor.activity}, {factor.unit}" for factor in library.ghg().values()}
    factors |= {factor: f"{name}, {unit}: counted only" for factor, (name, unit) in COUNTED.items()}
    values = [value for value in library.unit_values().values() if value.category != "parameter"]
    carbon = ("carbon", "The carbon values by year, for environment:tco2e")
    choices = Choices(
        instruments=tuple((i.id, i.name) for i in library.instruments().values() if i.use != "not_usable"),
        factors=tuple(factors.items()),
        unit_values=(*((value.id, value.title) for value in values), carbon),
    )
    return write_workbook(path, choices)


# --- the list of imports ----------------------------------------------------------------------------------------------


def import_number(import_id: int) -> str:
    """How an import is called: I-0003."""
    return f"I-{import_id:04d}"


def imports(office: Office) -> Listing:
    """Every import, the latest first: when, which file, who, how many rows met which fate, how many wait, if undone."""
    from sfph_desktop.core.store.queries.imports import kept_imports, kept_rows
    from sfph_desktop.core.store.undo import units

    with office.reading() as connection:
        done = {info.id: info for info in units(connection)}
        kept = kept_imports(connection)
        rows = kept_rows(connection)
    standing = {unit for unit, info in done.items() if not info.undone}
    waiting = Counter(row[1] for row in rows if not settled(json.loads(row[9]), standing))
    listed = (_listed(row, done.get(row[1]), waiting[row[0]]) for row in kept)
    return Listing(kind="imports", columns=LISTED, rows=tuple(listed))


def settled(more: Mapping[str, Any], standing: Container[int]) -> bool:
    """Whether a kept row waits no more: it came in, or was left out, by a unit of work that stands."""
    return more.get("settled_in") in standing or more.get("dropped_in") in standing


def _listed(row: tuple[int, int, str, str, str], unit: UnitInfo | None, waiting: int) -> tuple[Any, ...]:
    import_id, _, file, _, report = row
    counts = json.loads(report)["counts"]
    sums = [sum(own[fate] for own in counts.values()) for fate in FATES]
    when = unit.at.isoformat(timespec="minutes") if unit else ""
    undone = bool(unit and unit.undone)
    return (
        import_number(import_id), when, file, unit.who if unit else "", *sums, 0 if undone else waiting, undone
    )  # fmt: skip


def find_import(office: Office, name: str) -> tuple[int, int]:
    """The number and the unit of work of an import called `I-0003` (or 3); raises UserCanFix when there is none."""
    from sfph_desktop.core.store.queries.imports import kept_imports

    digits = name.strip().upper().removeprefix("I-")
    with office.reading() as connection:
        kept = {row[0]: row[1] for row in kept_imports(connection)}
    if not digits.isdecimal() or int(digits) not in kept:
        there = ", ".join(import_number(number) for number in sorted(kept)) or "none yet"
        raise UserCanFix(what=f"There is no import '{name}'.", do=f"There are: {there}.")
    return int(digits), kept[int(digits)]


def undo_import(office: Office, name: str) -> Done[UnitInfo]:
    """Take a whole import back, as a new unit of work. Raises UserCanFix when something later was built on it."""
    from sfph_desktop.core.usecases.history import undo

    _, unit_id = find_import(office, name)
    return undo(office, unit_id)


# --- the work ---------------------------------------------------------------------------------------------------------


def _open(
    office: Office,
    file: Path,
    sheet: str,
    as_kind: str,
    mapping: ColumnMapping | Told | None,
    progress: Progress,
    fixed: Mapping[str, str] | None = None,
) -> tuple[Sequence[Named], dict[str, Any]]:
    """Read a file and recognise its sheets; what else the report and the store want to know of it."""
    reading = read(file, sheet=sheet, progress=progress)
    known = Questionnaires(office.library.instruments())
    told = told_whole(mapping or {})
    remembered = {} if told or as_kind else recalled(office, reading)
    today = office.clock.today()
    found = recognise(reading, file.name, known, today, as_kind=as_kind, told=told or remembered, fixed=fixed)
    digest = digest_of(file, reading)
    notes = [f"{name}: read as a sheet with these headings was read before." for name in remembered]
    return found.named, {
        "digest": digest,
        "unknown_sheets": tuple(found.unknown),
        "warnings": (*_seen_before(office, digest), *notes, *found.notes),
        "plans": found.plans,
    }


def told_whole(mapping: ColumnMapping | Told) -> Told:
    """A mapping that says columns only, as all that may be said of a sheet."""
    return {
        name: said if isinstance(said, SheetTold) else SheetTold(columns=dict(said)) for name, said in mapping.items()
    }


def digest_of(file: Path, reading: Reading) -> str:
    """A fingerprint of a file's, or of a folder's .csv files', contents."""
    parts = [file / f"{grid.name}.csv" for grid in reading.grids] if file.is_dir() else [file]
    digest = hashlib.sha256()
    for part in parts:
        if part.is_file():
            digest.update(part.read_bytes())
    return digest.hexdigest()


def _seen_before(office: Office, digest: str) -> tuple[str, ...]:
    from sfph_desktop.core.store.queries.imports import kept_imports
    from sfph_desktop.core.store.undo import units

    with office.reading() as connection:
        undone = {info.id for info in units(connection) if info.undone}
        earlier = [row for row in kept_imports(connection) if row[3] == digest and row[1] not in undone]
    return tuple(f"The same file was brought in before, as {import_number(row[0])}." for row in earlier[:1])


def kept_faults(fate: Fate) -> dict[str, Any]:
    """What is kept of a fate beside the columns that the table of held rows has for its first fault."""
    return {"doubt": fate.doubt, "also": [asdict(fault) for fault in fate.also], "heading": fate.heading}


def _kind(name: str) -> str:
    try:
        return sheet(name).name
    except KeyError:
        raise UserCanFix(what=f"The workbook has no sheet '{name}'.") from None


def _bring_in(
    office: Office,
    named: Sequence[Named],
    *,
    file: str,
    rehearsal: bool,
    why: str,
    progress: Progress,
    digest: str = "",
    as_it_is: bool = False,
    unknown_sheets: tuple[str, ...] = (),
    warnings: tuple[str, ...] = (),
    plans: Sequence[SheetPlan] = (),
) -> tuple[ImportReport, Unit | None]:
    """Plan, and unless it is a rehearsal write the plan: one transaction from the first look to the last row."""
    today = office.clock.today()
    proposals = import_plan.proposals(named, today, as_it_is=as_it_is, progress=progress)
    if rehearsal:
        with office.reading() as connection:
            plan = import_plan.make_plan(proposals, Known(connection, office.library, today), progress)
            meet_again(plan, connection)
            warnings = (*warnings, *register_warnings(plan, connection))
        return _report(plan, file, unknown_sheets, warnings, rehearsal=True), None
    with office.writing(why) as unit:
        plan = import_plan.make_plan(proposals, Known(unit.connection, office.library, today, unit.next_id), progress)
        meet_again(plan, unit.connection)
        warnings = (*warnings, *register_warnings(plan, unit.connection))
        import_id = unit.next_id("imports")
        report = _report(plan, file, unknown_sheets, warnings, rehearsal=False, import_id=import_number(import_id))
        import_plan.write(plan, unit, office, progress)
        remember(unit, plans, today)
        _keep_import(unit, import_id, report, digest, plan)
    return report, unit


def _report(
    plan: Plan, file: str, unknown_sheets: tuple[str, ...], warnings: tuple[str, ...], **more: Any
) -> ImportReport:
    return import_plan.report(plan, file, warnings=warnings, unknown_sheets=unknown_sheets, **more)


def _keep_import(unit: Unit, import_id: int, report: ImportReport, digest: str, plan: Plan) -> None:
    """Note the import, and every held or refused row with its cells."""
    summary = asdict(report)
    summary["fates"] = [fate for fate in summary["fates"] if fate["fate"] == "changed"]
    unit.insert_many(
        "imports", ("id", "file", "digest", "report"), [(import_id, report.file, digest, json.dumps(summary))]
    )
    rows = []
    for outcome in plan.outcomes:
        proposal = outcome.proposal
        for i, fate in new_troubles(proposal):
            kept = {
                "was": print_of(proposal, i),
                "kind": proposal.spec.name,
                "cells": proposal.texts(i),
                **kept_faults(fate),
            }
            if fate.at:
                kept["at"] = fate.at
            if fate.who:
                kept["named"] = fate.who
            headings = {ours: theirs for ours, theirs in proposal.headings.items() if key(theirs) != key(ours)}
            if headings:
                kept["headings"] = headings
            who = proposal.who[i] if proposal.who else None
            if who is not None:
                kept["who"] = {"given": who.given, "family": who.family, "born": shown(who.born)}
            if proposal.mode != OWN:
                kept["mode"] = proposal.mode
            cells = json.dumps(kept, ensure_ascii=False)
            rows.append((import_id, fate.sheet, fate.row, fate.fate, fate.column, fate.value, fate.reason,
                         fate.accepted, cells))  # fmt: skip
    from sfph_desktop.core.store.queries.imports import ROW_COLUMNS

    unit.insert_many("import_rows", ("import_id", *ROW_COLUMNS), rows)
