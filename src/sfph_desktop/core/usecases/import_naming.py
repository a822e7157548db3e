"""Which sheet of somebody's file is what: the workbook's own as they are, any other as it was looked into."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from sfph_desktop.core.domain.problems import Problem, UserCanFix
from sfph_desktop.core.domain.sheet_plans import FIRST_DAY, LEAVE_OUT, REGISTER, FilePlan, SheetPlan, SheetTold
from sfph_desktop.core.domain.workbook import SHEET_NAMES, Fate, RawSheet
from sfph_desktop.core.domain.workbook import sheet as sheet_spec
from sfph_desktop.core.interchange import headers, sheet_kinds, sheet_look
from sfph_desktop.core.interchange.answer_headings import Questionnaires
from sfph_desktop.core.interchange.bare_names import as_people, name_for_heading
from sfph_desktop.core.interchange.extract import extract
from sfph_desktop.core.interchange.heading_times import day_said
from sfph_desktop.core.interchange.reader import TABLES, Grid, Reading
from sfph_desktop.core.interchange.sheet_look import Looked
from sfph_desktop.core.interchange.sheet_parts import sheets_within
from sfph_desktop.core.interchange.targets import target
from sfph_desktop.core.usecases.import_plan import Named

MAY_BE_SAID = ("service", "instrument", "stage", "date", FIRST_DAY, "date_from", "date_to", "kind", "route")
"""What a sheet may leave unsaid, by its name in a plan."""
ColumnMapping = Mapping[str, Mapping[str, str]]
"""By sheet (the file's name for it, or the workbook's): their heading, and our column or '-' to leave it out."""
Told = Mapping[str, SheetTold]
"""By sheet, as `ColumnMapping`: all that a person said of it."""


@dataclass(slots=True, kw_only=True)
class Recognised:
    """The sheets of a file as sheets of the workbook, what is left of it, and what is worth saying."""

    named: list[Named] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    """Names of sheets, and of files in a folder, that are not read."""
    notes: list[str] = field(default_factory=list)
    pointers: list[tuple[str, str]] = field(default_factory=list)
    """What a sheet is that holds no records of this program, and where to go with it."""
    open: list[SheetPlan] = field(default_factory=list)
    """Sheets that wait for an answer to what they do not say."""
    plans: list[SheetPlan] = field(default_factory=list)
    """How each sheet of somebody's own was read."""


def look_at(
    reading: Reading, file: str, known: Questionnaires, today: date, told: Told | None = None
) -> Iterator[Looked]:
    """Look into every sheet of a file that holds anything; the template's own help is passed over."""
    grids = [grid for grid in reading.grids if headers.key(grid.name) not in headers.OURS and len(grid.rows)]
    looked = [
        _looked(grid, file, known, today, told_of(told or {}, grid.name))
        for grid in sheets_within(grids, sheet_look.known_heading, today)
    ]
    yield from looked if told else _or_bare_names(looked, known, file)


def _or_bare_names(looked: Sequence[Looked], known: Questionnaires, file: str) -> Sequence[Looked]:
    """The sheets of a file; where none of them says what it is, the one list of names among them as people."""
    if any(one.plan.kind or one.plan.pointer for one in looked):
        return looked
    named = {place: found for place, one in enumerate(looked) if (found := as_people(one, known, file)) is not None}
    return [named.get(place, one) for place, one in enumerate(looked)] if len(named) == 1 else looked


def _looked(grid: Grid, file: str, known: Questionnaires, today: date, said: SheetTold | None) -> Looked:
    """Look into one sheet, with what was said of it laid over what is guessed."""
    if said is None:
        return sheet_look.look_into(grid, known, today, file=file)
    if grid.as_it_lies is not None and said.kind not in ("", REGISTER):
        grid = grid.as_it_lies
    found = sheet_look.look_into(
        grid, known, today, kind=said.kind, heading_row=said.heading_row, file=file,
        first_day=said.fixed.get(FIRST_DAY, ""),
    )  # fmt: skip
    if said.leave_out:
        return replace(found, plan=replace(found.plan, kind=""))
    return replace(found, plan=laid_over(found.plan, said))


def laid_over(plan: SheetPlan, said: SheetTold) -> SheetPlan:
    """The plan as it is with what a person said of it; headings are compared by their letters and digits."""
    for heading, meant in said.columns.items():
        names = [column.heading for column in plan.columns if headers.key(column.heading) == headers.key(heading)]
        for name in names[:1]:
            plan = plan.with_target(name, "" if meant in ("", LEAVE_OUT) else _whole_target(plan.kind, meant))
    fixed = {**plan.fixed, **said.fixed}
    marks = {**plan.marks, **said.marks}
    codes = plan.not_answered if said.not_answered is None else said.not_answered
    return replace(plan, fixed=fixed, marks=marks, not_answered=codes)


def _whole_target(kind: str, meant: str) -> str:
    """A column's name as a target: one without its sheet is of the sheet's own kind, or says who."""
    if "." in meant or meant == "attended":
        return meant
    for name in (f"{kind}.{meant}", f"people.{meant}", f"assessments.{meant}"):
        if target(name, kind) is not None:
            return name
    if kind in SHEET_NAMES and sheet_spec(kind).column(meant) is not None:
        return f"{kind}.{meant}"
    raise _no_such_column(kind, meant)


def _no_such_column(kind: str, meant: str) -> UserCanFix:
    spec = sheet_spec(kind if kind in SHEET_NAMES else "people")
    return UserCanFix(
        what=f"The mapping names a column '{meant}', which the sheet {kind or 'of that name'} does not have.",
        do=f"Use one of: {', '.join(column.name for column in spec.columns)}.",
        problems=(Problem(reason="no such column", column=meant),),
    )


def told_of(told: Told, *names: str) -> SheetTold | None:
    """What was said of a sheet under one of these names."""
    for name in names:
        for sheet, said in told.items():
            if name and headers.key(sheet) == headers.key(name):
                return said
    return None


def recognise(
    reading: Reading,
    file: str,
    known: Questionnaires,
    today: date,
    *,
    as_kind: str = "",
    told: Told | None = None,
    fixed: Mapping[str, str] | None = None,
) -> Recognised:
    """Find out what each sheet is. `fixed`: what somebody says that the sheets do not say, by its name.

    Raises UserCanFix when none is known, when `as_kind` leaves it open which, or a name in `fixed` is none.
    """
    told = told or {}
    _check_kind(as_kind)
    _check_fixed(fixed or {})
    grids = [grid for grid in reading.grids if headers.key(grid.name) not in headers.OURS]
    if as_kind and len(grids) > 1:
        raise UserCanFix(
            what=f"'{file}' has {len(grids)} sheets, and only one of them can be the {as_kind}.",
            do=f"Say which of them (by command: --sheet): {', '.join(grid.name for grid in grids)}.",
        )
    within = sheets_within(grids, sheet_look.known_heading, today)
    _check_told(told, (*grids, *within))
    _check_form(file, grids, told)
    found = Recognised(unknown=list(reading.not_read))
    for grid in within:
        _recognise_one(found, grid, reading.form, file, known, today, as_kind, told, fixed or {})
    if not (found.named or found.open or found.pointers or told or as_kind):
        _take_bare_names(found, [grid for grid in within if len(grid.rows)], reading.form, file, known, today)
    if not found.named:
        raise _nothing_known(file, grids, found, today)
    return found


def _take_bare_names(
    found: Recognised, grids: Sequence[Grid], form: str, file: str, known: Questionnaires, today: date
) -> None:
    """Where nothing in a file says what it is, take its one list of names, if it has one, for people."""
    looked = [_looked(grid, file.rpartition(".")[0] or file, known, today, None) for grid in grids]
    for grid, one in zip(grids, _or_bare_names(looked, known, file), strict=True):
        if one.plan.kind:
            found.unknown.remove(grid.name)
            _take(found, one, grid, form, today)


def _recognise_one(
    found: Recognised, grid: Grid, form: str, file: str, known: Questionnaires, today: date, as_kind: str, told: Told,
    fixed: Mapping[str, str],
) -> None:  # fmt: skip
    ours = as_kind or headers.is_kind(grid.name)
    said = told_of(told, grid.name, ours)
    named = _strict(grid, form, ours, said) if ours and ours != REGISTER else None
    if named is not None:
        found.named.append(named)
        return
    if not len(grid.rows):
        return
    if said is None:
        said = SheetTold(kind=ours) if as_kind else None
    elif not said.kind and ours:
        said = replace(said, kind=ours)
    if fixed:
        said = replace(said or SheetTold(), fixed={**(said.fixed if said else {}), **fixed})
    looked = _looked(grid, file.rpartition(".")[0] or file, known, today, said)
    if said is not None and not said.kind and looked.plan.kind:  # the kind was guessed without the columns told
        looked = replace(looked, plan=laid_over(looked.plan, said))
    lacks = not sheet_kinds.whole_plan(looked.plan) and not sheet_look.unanswered(looked.plan)
    if ours and lacks and (as_kind or not _only_called_so(grid, ours)):
        raise _lacking(grid, ours)
    _take(found, looked, grid, form, today)


def _take(found: Recognised, looked: Looked, grid: Grid, form: str, today: date) -> None:
    """Carry out the plan of a sheet, and keep what it gives."""
    plan = looked.plan
    if plan.pointer:
        found.pointers.append((plan.is_what, plan.pointer))
    if plan.kind == REGISTER and sheet_look.unanswered(plan):
        found.open.append(plan)
    if not plan.kind or not sheet_kinds.whole_plan(plan):
        found.unknown.append(grid.name)
        return
    # A .csv has one sheet without a name of its own, so its rows are told by what they are.
    name = grid.name if form in TABLES or plan.kind not in SHEET_NAMES else plan.kind
    out = extract(plan, looked.table, today, name=name)
    left = tuple(
        Fate(sheet=name, row=row, fate=fate, reason=reason, no_record=fate == "refused")
        for row, fate, reason in out.left_out
    )
    for number, part in enumerate(out.parts):
        first = number == 0
        found.named.append(
            Named(raw=part.raw, kind=part.kind, part=part, unknown=out.unknown if first else (),
                  left_out=left if first else (), sheet=name)
        )  # fmt: skip
    found.notes += [f"{grid.name}: {note}" if form in TABLES else note for note in out.notes]
    found.notes += [*(f"{plan.name}: {note}" for note in plan.notes), *guesses(plan)]
    found.plans.append(plan)
    if not out.parts:
        found.unknown.append(grid.name)


def guesses(plan: SheetPlan) -> list[str]:
    """What the sheet did not say and was guessed, so that somebody can say otherwise."""
    notes = []
    service, instrument = plan.fixed.get("service", ""), plan.fixed.get("instrument", "")
    needed = {one.name for one in sheet_look.asked(plan)}
    if service and "service" in needed:
        notes.append(f"{plan.name}: the service is taken to be '{service}', because the sheet does not say.")
    if instrument and "instrument" in needed:
        notes.append(f"{plan.name}: the answers are taken to be of {instrument}, as their headings and values suggest.")
    if plan.not_answered:
        notes.append(f"{plan.name}: {', '.join(plan.not_answered)} was read as 'not answered'.")
    return notes


def _strict(grid: Grid, form: str, kind: str, said: SheetTold | None) -> Named | None:
    """A sheet that is named and headed as the workbook's; None where it has to be looked into.

    Raises UserCanFix when two of its headings are the same column.
    """
    if said is not None and (said.kind or said.heading_row or said.fixed or said.marks or said.leave_out):
        return None
    columns = None if said is None else said.columns
    raw = headers.with_heading(grid, kind, columns)
    if len(raw.rows) and not headers.has_needed(raw, sheet_spec(kind), columns):
        return None
    if said is None and not headers.is_kind(grid.name) and not headers.all_own(raw.header, sheet_spec(kind)):
        return None  # it was only said what the rows are: the columns are the enterprise's own
    headers.match(raw, sheet_spec(kind), columns)
    name = grid.name if form in TABLES else kind
    named = RawSheet(name=name, header=raw.header, rows=raw.rows, first_row=raw.first_row)
    return Named(raw=named, kind=kind, mapping=columns)


def is_ours(grid: Grid) -> bool:
    """Whether a sheet is the workbook's by its name and every one of its headings."""
    kind = headers.is_kind(grid.name)
    if not kind:
        return False
    raw = headers.with_heading(grid, kind)
    return headers.has_needed(raw, sheet_spec(kind)) and headers.all_own(raw.header, sheet_spec(kind))


_OFTEN_THEIRS = frozenset({"partners", "referrals", "groups"})
"""Names that people give to sheets of their own, whatever stands in them."""


def _only_called_so(grid: Grid, kind: str) -> bool:
    """Whether a sheet has a name of ours by chance: most of its headings are not ours."""
    filled = [heading for heading in headers.with_heading(grid, kind).header if headers.key(heading)]
    own = sum(headers.all_own((heading,), sheet_spec(kind)) for heading in filled)
    return kind in _OFTEN_THEIRS and own * 2 < len(filled)


def _lacking(grid: Grid, kind: str) -> UserCanFix:
    """Why a sheet cannot be what it is said, or named, to be."""
    if kind not in SHEET_NAMES:
        return UserCanFix(
            what=f"Sheet '{grid.name}' cannot be read as a {kind}.",
            why="It needs a column of names or references, and days as headings.",
            do="Say which column is which in a mapping.",
        )
    raw = headers.with_heading(grid, kind)
    try:
        headers.match(raw, sheet_spec(kind))
    except UserCanFix as lacking:
        return lacking
    return UserCanFix(
        what=f"Sheet '{grid.name}' cannot be read as {kind}.", do="Say which column is which in a mapping."
    )


# --- checked ----------------------------------------------------------------------------------------------------------


def _check_kind(as_kind: str) -> None:
    if as_kind and as_kind not in (*SHEET_NAMES, REGISTER):
        raise UserCanFix(
            what=f"There is no sheet '{as_kind}' in the workbook.",
            do=f"Use one of: {', '.join((*SHEET_NAMES, REGISTER))}.",
        )


def _check_fixed(fixed: Mapping[str, str]) -> None:
    for name, said in fixed.items():
        if name not in MAY_BE_SAID:
            raise UserCanFix(what=f"A sheet is not asked for '{name}'.", do=f"Say one of: {', '.join(MAY_BE_SAID)}.")
        if name in (FIRST_DAY, "date") and day_said(said) is None:
            raise UserCanFix(what=f"'{said}' is no day.", do="Write it as 31/3/2025 or 2025-03-31.")


def _check_told(told: Told, grids: Sequence[Grid]) -> None:
    there = {headers.key(name) for name in (*SHEET_NAMES, *(grid.name for grid in grids))}
    for name in told:
        if headers.key(name) not in there:
            raise UserCanFix(
                what=f"The mapping speaks of a sheet '{name}', which is not in this file.",
                do=f"Its sheets are: {', '.join(grid.name for grid in grids)}.",
            )


def _check_form(file: str, grids: Sequence[Grid], told: Told) -> None:
    """A questionnaire form is no spreadsheet of records, whatever its sheets are called."""
    heads = {grid.name: [str(cell) for cell in grid.rows[0]] if len(grid.rows) else [] for grid in grids}
    if not told and sheet_kinds.form_among(list(heads), heads):
        raise UserCanFix(
            what=f"'{file}' is {sheet_kinds.FORM.what}.",
            do=sheet_kinds.FORM.where,
            problems=(Problem(reason="It holds no records.", file=file),),
        )


_NAMES = frozenset(("name", "fullname", "firstname", "givenname", "surname", "lastname", "familyname", "forename"))
"""Headings of a list that may be of people, and may be of anything else that has a name."""


def _nothing_known(file: str, grids: Sequence[Grid], found: Recognised, today: date) -> UserCanFix:
    filled = [grid for grid in grids if len(grid.rows)]
    if not filled:
        return UserCanFix(
            what=f"'{file}' is empty.",
            do="Give a file with a heading and rows beneath it. Nothing was changed: an empty file deletes nothing.",
            problems=(Problem(reason="There is nothing in it.", file=file),),
        )
    if found.pointers:
        what, where = found.pointers[0]
        return UserCanFix(
            what=f"'{file}' is {what}.", do=where, problems=(Problem(reason="It holds no records.", file=file),)
        )
    if found.open:
        return _not_said(file, found.open[0])
    heads = headers.with_heading(filled[0]).header
    if any(headers.key(head) in _NAMES for head in heads if head):
        return UserCanFix(
            what=f"'{file}' has names in it, and does not say of whom.",
            why=f"The headings of '{filled[0].name}' are: {', '.join(head for head in heads if head)}.",
            do="If each row is a person, say so: choose People for the sheet (by command: --as people).",
            problems=(Problem(reason="The sheet does not say what its rows are.", file=file, sheet=filled[0].name),),
        )
    if name := name_for_heading(filled[0], today):
        return UserCanFix(
            what=f"'{file}' has no heading: its first row is '{name}'.",
            why="What stands there would be taken for the heading of the column, and not for a person.",
            do="Write 'Name' into a row above the names, and bring it in again. Nothing was changed.",
            problems=(Problem(reason="The column has no heading.", file=file, sheet=filled[0].name, row=1),),
        )
    needs = "; ".join(
        f"{kind}: {', '.join(column.name for column in sheet_spec(kind).columns if column.needed)}"
        for kind in SHEET_NAMES
    )
    return UserCanFix(
        what=f"'{file}' holds no sheet that this program knows.",
        why=f"The headings of '{filled[0].name}' are: {', '.join(head for head in heads if head) or 'none'}.",
        do=f"Say which sheet it is (by command: --as) and which column is which (--mapping). Each needs: {needs}.",
        problems=(
            Problem(reason="The headings fit no sheet of the workbook.", file=file, sheet=filled[0].name, row=1),
        ),
    )


def _not_said(file: str, plan: SheetPlan) -> UserCanFix:
    """What a sheet leaves open, so that it cannot come in yet."""
    one = sheet_look.unanswered(plan)[0]
    return UserCanFix(
        what=f"'{file}' cannot come in yet, because its sheet '{plan.name}' does not say something.",
        why=one.question,
        do=f"Say it (by command: --say {one.name}=...). {one.help}",
        problems=(Problem(reason=one.question, accepted=one.help, file=file, sheet=plan.name, row=plan.heading_row),),
    )


def file_plan(reading: Reading, name: str, looked: Sequence[Looked], digest: str) -> FilePlan:
    """How a file would be read, for a person to look at."""
    return FilePlan(
        name=name,
        form=reading.form,
        sheets=tuple(one.plan for one in looked),
        not_read=reading.not_read,
        digest=digest,
    )
