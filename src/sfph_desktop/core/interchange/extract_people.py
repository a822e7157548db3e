"""What a sheet says of people: who they are, their consent and notes, their episodes, and answers to questionnaires."""

from __future__ import annotations

from collections.abc import Sequence

from sfph_desktop.core.domain.workbook import Cell
from sfph_desktop.core.interchange.extract_notes import notes_in
from sfph_desktop.core.interchange.parsing import is_empty
from sfph_desktop.core.interchange.parts import FOUND, Who
from sfph_desktop.core.interchange.register_marks import mark_of
from sfph_desktop.core.interchange.sheet_cells import SheetCells, text_of
from sfph_desktop.core.interchange.targets import FULL_NAME, YES_NO, column_of, group_of
from sfph_desktop.core.interchange.whole_names import Name, split_names

_NO = frozenset(("no", "n", "0", "false", "none", "-", "n/a", "not asked", "refused", "declined"))
_YES = frozenset(("yes", "y", "1", "true", "✓", "✔", "agreed", "given", "signed", "written"))
_FIRST_LONG = frozenset(("attendance", "assessments", "episodes", "events"))


def who_is_meant(sheet: SheetCells) -> None:
    """Find out whom each row is about: its reference, or its names where it gives none."""
    sheet.refs = sheet.cells("people.person_ref") or [None] * len(sheet.rows)
    sheet.names = names_in(sheet)
    sheet.born = sheet.cells("people.date_of_birth") or [None] * len(sheet.rows)
    sheet.who = _who(sheet)


def names_in(sheet: SheetCells) -> list[Name]:
    """The parts of everybody's name."""
    given, family, whole = (sheet.cells(f"people.{n}") for n in ("given_name", "family_name", "full_name"))
    count = len(sheet.rows)
    if given is None and family is None:
        return split_names(whole) if whole is not None else [Name()] * count
    parts = split_names(whole) if whole is not None else [Name()] * count
    return [
        Name(given=text_of(g) or part.given, family=text_of(f) or part.family, called=part.called)
        for g, f, part in zip(given or [None] * count, family or [None] * count, parts, strict=True)
    ]


def _who(sheet: SheetCells) -> list[Who | None]:
    found: list[Who | None] = []
    for ref, name, born in zip(sheet.refs, sheet.names, sheet.born, strict=True):
        named = bool(name.given or name.family)
        found.append(Who(given=name.given, family=name.family, born=born) if is_empty(ref) and named else None)
    return found


def people(sheet: SheetCells, kind: str) -> None:
    """The people of the sheet: all it says of them where it is a list of people, else who they are."""
    if kind != "people":
        if sheet.by_target.keys() & {FULL_NAME, "people.given_name", "people.family_name"}:
            keep = _first_of_each(sheet) if kind in _FIRST_LONG else None
            sheet.add("people", _identity(sheet), keep, mode=FOUND, who=sheet.who_of(keep))
        return
    columns = _identity(sheet)
    for target in sheet.by_target:
        part, column = column_of(target)
        if part == "people" and target not in (FULL_NAME, "people.notes", *YES_NO) and column not in columns:
            columns[column] = sheet.cells(target) or []
    if "phone" in columns:
        columns["phone"] = [_phone(cell) for cell in columns["phone"]]
    if any(name.called for name in sheet.names) and "known_as" not in columns:
        columns["known_as"] = [name.called or None for name in sheet.names]
    said = _consent(sheet, columns)
    notes = notes_in(sheet, said)
    if notes is not None:
        columns["notes"] = notes
    sheet.add("people", columns, None, who=sheet.who)


def _identity(sheet: SheetCells) -> dict[str, Sequence[Cell]]:
    columns: dict[str, Sequence[Cell]] = {"person_ref": sheet.refs}
    if any(name.given for name in sheet.names):
        columns["given_name"] = [name.given or None for name in sheet.names]
    if any(name.family for name in sheet.names):
        columns["family_name"] = [name.family or None for name in sheet.names]
    if "people.date_of_birth" in sheet.by_target:
        columns["date_of_birth"] = sheet.born
    return columns


def _first_of_each(sheet: SheetCells) -> list[int]:
    """The first row of everybody, where a sheet names the same people again and again."""
    seen: set[object] = set()
    keep = []
    for i, (ref, name) in enumerate(zip(sheet.refs, sheet.names, strict=True)):
        key: object = text_of(ref).casefold() or (name.given.casefold(), name.family.casefold(), text_of(sheet.born[i]))
        if key not in seen and key != ("", "", ""):
            seen.add(key)
            keep.append(i)
    return keep


def _consent(sheet: SheetCells, columns: dict[str, Sequence[Cell]]) -> list[list[str]]:
    """Consent told as yes or no: its day counts where it is yes; what has no day is only noted."""
    said: list[list[str]] = [[] for _ in sheet.rows]
    for answer, dated in YES_NO.items():
        cells = sheet.cells(answer)
        if cells is None:
            continue
        name = dated.partition(".")[2]
        heading = next(column.heading for column in sheet.plan.columns if column.target == answer)
        days = sheet.cells(dated) or [None] * len(cells)
        columns[name] = [
            day if text_of(cell).casefold() in _YES else None for cell, day in zip(cells, days, strict=True)
        ]
        undated = 0
        for i, (cell, day) in enumerate(zip(cells, days, strict=True)):
            word = text_of(cell)
            plain_yes = word.casefold() in _YES
            if word and word.casefold() not in _NO and not (plain_yes and not is_empty(day)):
                said[i].append(f"{heading.rstrip('?: ')}: {'yes' if plain_yes else word}")
                undated += plain_yes
        if undated:
            sheet.out.notes.append(
                f"'{heading}' says yes without a day in {undated} rows: that is kept as a note, and counts as no "
                "consent until it has its day."
            )
    return said


def episodes(sheet: SheetCells, kind: str) -> None:
    """The episodes of a sheet, where it says when they began and of which service they are."""
    columns = sheet.own_columns("episodes")
    if "start_date" not in columns:
        for name in columns:
            sheet.out.notes.append(f"{name} is not brought in: an episode needs the day on which it began.")
        return
    columns["service"] = sheet.filled("episodes.service", "service")
    if not any(not is_empty(cell) for cell in columns["service"]):
        sheet.out.notes.append("Episodes are not brought in: the sheet does not say of which service, and nobody said.")
        return
    keep = None
    if kind == "people":
        dates = [columns[name] for name in ("start_date", "end_date") if name in columns]
        keep = [i for i in range(len(sheet.rows)) if any(not _nothing(cells[i]) for cells in dates)]
    sheet.direct("episodes", columns, keep)


def assessments(sheet: SheetCells, kind: str) -> None:
    """The answers of a sheet: one questionnaire a row, or several in groups by questionnaire and stage."""
    groups: dict[str, dict[str, list[Cell]]] = {}
    for target in sheet.by_target:
        column = column_of(target)[1]
        if target.startswith("assessments.") and (column == "score" or column.startswith("item_")):
            groups.setdefault(group_of(target), {})[column] = _answers(sheet, target)
    for group, columns in groups.items():
        _one_group(sheet, kind, group, columns, alone=len(groups) == 1)


def _answers(sheet: SheetCells, target: str) -> list[Cell]:
    """Answers without the signs that stand for none."""
    none = {sign.casefold() for sign in sheet.plan.not_answered}
    cells = sheet.cells(target) or []
    return [None if none and mark_of(cell) in none else cell for cell in cells] if none else list(cells)


def _one_group(sheet: SheetCells, kind: str, group: str, columns: dict[str, list[Cell]], *, alone: bool) -> None:
    instrument, _, stage = group.partition("@")
    made: dict[str, Sequence[Cell]] = dict(columns)
    own = sheet.cells("assessments.instrument")
    named = instrument or sheet.plan.fixed.get("instrument", "")
    heads = [
        c.heading for c in sheet.plan.columns if group_of(c.target) == group and c.target.startswith("assessments.")
    ]
    if own is None and not named:
        sheet.out.notes.append(
            f"{', '.join(map(repr, heads))}: not brought in, because nobody said of which questionnaire."
        )
        return
    made["instrument"] = own if own is not None and not instrument else [named] * len(sheet.rows)
    made["stage"] = [stage or None] * len(sheet.rows) if stage else sheet.filled("assessments.stage", "stage")
    made["date"] = _days_of(sheet, group, stage, alone=alone)
    if not any(made["date"]):
        sheet.out.notes.append(
            f"{', '.join(map(repr, heads))}: the sheet does not say when it was answered. Put a column with the day "
            "beside it and bring the sheet in again."
        )
    keep = None
    if kind == "people" or group:
        answers = list(columns.values())
        keep = [i for i in range(len(sheet.rows)) if any(not is_empty(cells[i]) for cells in answers)]
    sheet.direct("assessments", made, keep)


def _days_of(sheet: SheetCells, group: str, stage: str, *, alone: bool) -> Sequence[Cell]:
    """The day of a group of answers: its own, the sheet's, the beginning or end of the episode, or the one told.

    Answers of no stage are of the beginning only where they are the only ones of the row: beside others they are
    later ones, and a day that nobody told would leave no change between them.
    """
    tries = [f"assessments.{group}.date", "assessments.date"]
    tries += {"exit": ["episodes.end_date"], "baseline": ["episodes.start_date", "people.referral_date"]}.get(
        stage, ["episodes.start_date"] if alone and not stage else []
    )
    for target in tries:
        cells = sheet.cells(target)
        if cells is not None:
            fixed = sheet.plan.fixed.get("date") or None
            return [fixed if fixed and is_empty(cell) else cell for cell in cells]
    return [sheet.plan.fixed.get("date") or None] * len(sheet.rows)


def _nothing(cell: Cell) -> bool:
    """Whether a cell of a date is blank, or says that there is none."""
    return is_empty(cell) or text_of(cell).casefold() in ("-", "–", "n/a", "na", "none", "ongoing", "current")


def _phone(cell: Cell) -> Cell:
    """A telephone number that a spreadsheet took for a number, with the nought or the plus it lost."""
    if not isinstance(cell, float) or not cell.is_integer():
        return cell
    digits = str(int(cell))
    if len(digits) in (9, 10):
        return f"0{digits}"
    return f"+{digits}" if len(digits) == 12 and digits.startswith("44") else digits
