"""Headings matched to the workbook's columns, and sheets to its sheets, whatever people call them.

A heading is compared by its letters and digits only, so `Date of Birth *`, `date_of_birth` and `DateOfBirth` are one.
Certain beats likely: a mapping the person gave, then our own name, then a usual other word for it. Nothing is dropped
in silence: a heading that fits no column is reported by its own name.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from sfph_desktop.core.domain.problems import Problem, UserCanFix
from sfph_desktop.core.domain.workbook import SHEET_NAMES, SHEETS, Cell, RawSheet, SheetSpec, sheet
from sfph_desktop.core.interchange.heading_words import EVERYWHERE, ON_SHEET, SAYS_LITTLE
from sfph_desktop.core.interchange.heading_words import SHEETS as SHEET_WORDS
from sfph_desktop.core.interchange.parsing import is_empty, shown
from sfph_desktop.core.interchange.reader import Grid

MOST_ITEMS = 100
HEADING_AMONG = 15
"""The heading is looked for among so many first rows; titles may stand above it."""
LEAVE_OUT = ("", "-")
"""What a mapping says of a heading that is to be left out."""
OURS = frozenset({"starthere", "lists"})
"""The template's own sheets that hold no records."""
_ITEM = re.compile(r"(?:item|q|question|answer)[ _.:-]*0*([1-9]\d{0,2})(?![0-9])", re.IGNORECASE | re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Headings:
    """Where the workbook's columns stand in somebody's sheet."""

    columns: Mapping[str, int]
    """By our column, the position of theirs."""
    items: Mapping[int, int] = field(default_factory=dict)
    """By the number of an item, the position of its column."""
    unknown: tuple[str, ...] = ()
    """Headings that fit nothing."""


def key(text: str) -> str:
    """The letters and digits of a heading, small, without accents."""
    folded = unicodedata.normalize("NFKD", text).casefold()
    return re.sub(r"[^a-z0-9]", "", folded)


@cache
def _words(kind: str) -> Mapping[str, str]:
    """Our column by every other word for it on this kind of sheet; a word for two columns is a word for neither."""
    spec = sheet(kind)
    found: dict[str, str] = {}
    doubtful: set[str] = set()
    names = {key(column.name) for column in spec.columns}
    for column in spec.columns:
        words = f"{EVERYWHERE.get(column.name, '')} {ON_SHEET.get(kind, {}).get(column.name, '')}".split()
        for word in words:
            if found.setdefault(word, column.name) != column.name:
                doubtful.add(word)
    return {word: name for word, name in found.items() if word not in doubtful and word not in names}


def match(raw: RawSheet, spec: SheetSpec, mapping: Mapping[str, str] | None = None) -> Headings:
    """The columns of a sheet. Raises UserCanFix when two headings are the same column or a needed one is missing."""
    told = {key(theirs): ours for theirs, ours in (mapping or {}).items()}
    _check_mapping(raw.name, spec, told)
    ranks = [_rank(heading, spec, told) for heading in raw.header]
    columns: dict[str, int] = {}
    for place, (name, certainty) in enumerate(ranks):
        if not name:
            continue
        other = columns.get(name)
        if other is None or certainty > ranks[other][1]:
            columns[name] = place
        elif certainty == ranks[other][1]:
            raise _twice(raw, name, raw.header[other], raw.header[place])
    _check_needed(raw, spec, columns)
    left_out = {place for place, heading in enumerate(raw.header) if told.get(key(heading)) in LEAVE_OUT}
    used = {*columns.values(), *left_out}
    items = {int(name[5:]): place for name, place in columns.items() if name.startswith("item_")}
    return Headings(
        columns={name: place for name, place in columns.items() if not name.startswith("item_")},
        items=dict(sorted(items.items())),
        unknown=tuple(_named(raw, place) for place in range(len(raw.header)) if _is_unknown(raw, place, used)),
    )


def _rank(heading: str, spec: SheetSpec, told: Mapping[str, str]) -> tuple[str, int]:
    """Our column for a heading and how certain that is: 3 told, 2 our own name, 1 another word, 0 none."""
    theirs = key(heading)
    if not theirs:
        return "", 0
    if theirs in told:
        return (told[theirs], 3) if told[theirs] not in LEAVE_OUT else ("", 0)
    for column in spec.columns:
        if theirs == key(column.name):
            return column.name, 2
    if spec.item_columns:
        item = _ITEM.match(heading.strip())
        if item and int(item[1]) <= MOST_ITEMS:
            return f"item_{int(item[1])}", 2
    word = _words(spec.name).get(theirs, "")
    return word, 1 if word else 0


def _is_unknown(raw: RawSheet, place: int, used: set[int]) -> bool:
    """Whether a column is to be reported: it fits nothing, and has a heading or at least a cell."""
    if place in used:
        return False
    if key(raw.header[place]):
        return True
    return any(place < len(row) and not is_empty(row[place]) for row in raw.rows)


def _named(raw: RawSheet, place: int) -> str:
    return raw.header[place].strip() or f"(column {place + 1}, without a heading)"


def _check_mapping(name: str, spec: SheetSpec, told: Mapping[str, str]) -> None:
    for ours in told.values():
        item = re.fullmatch(r"item_([1-9]\d{0,2})", ours) if spec.item_columns else None
        if ours not in LEAVE_OUT and not item and spec.column(ours) is None:
            raise UserCanFix(
                what=f"The mapping names a column '{ours}', which the sheet {spec.name} does not have.",
                do=f"Use one of: {', '.join(column.name for column in spec.columns)}.",
                problems=(Problem(reason="no such column", sheet=name, column=ours),),
            )


def has_needed(raw: RawSheet, spec: SheetSpec, mapping: Mapping[str, str] | None = None) -> bool:
    """Whether every needed column of a sheet of the workbook is there, by a name of its own or a usual other one."""
    told = _told(mapping)
    found = {_rank(heading, spec, told)[0] for heading in raw.header}
    return all(column.name in found for column in spec.columns if column.needed)


def all_own(header: Sequence[str], spec: SheetSpec) -> bool:
    """Whether every heading is the workbook's own name of a column."""
    return all(_rank(heading, spec, {})[1] == 2 for heading in header if key(heading))


def _check_needed(raw: RawSheet, spec: SheetSpec, columns: Mapping[str, int]) -> None:
    missing = [column.name for column in spec.columns if column.needed and column.name not in columns]
    if missing and len(raw.rows):
        there = ", ".join(repr(heading) for heading in raw.header if heading.strip())
        needed = ", ".join(column.name for column in spec.columns if column.needed)
        raise UserCanFix(
            what=f"Sheet '{raw.name}' has no column for {' and '.join(missing)}.",
            why=f"Its headings are: {there or 'none'}.",
            do=f"As {spec.name} it needs: {needed}. Name the columns so, or say which is which in a mapping.",
            problems=tuple(
                Problem(reason="This column is missing.", accepted=f"a heading '{name}'", sheet=raw.name, row=None,
                        column=name)
                for name in missing
            ),
        )  # fmt: skip


def _twice(raw: RawSheet, name: str, first: str, second: str) -> UserCanFix:
    return UserCanFix(
        what=f"Sheet '{raw.name}' has two columns for {name}: '{first.strip()}' and '{second.strip()}'.",
        do="Rename one of them, or say in a mapping which one is meant.",
        problems=(Problem(reason="Two columns are the same.", sheet=raw.name, column=name, value=second.strip()),),
    )


# --- which sheet is which ---------------------------------------------------------------------------------------------


def kind_by_name(name: str) -> str:
    """The workbook's sheet that a sheet's own name says, '' when it says none."""
    theirs = key(name)
    for spec in SHEETS:
        if theirs == key(spec.name) or theirs in SHEET_WORDS[spec.name]:
            return spec.name
    return ""


def is_kind(name: str) -> str:
    """The sheet of exactly that name, however it is written; '' when there is none."""
    return next((kind for kind in SHEET_NAMES if key(kind) == key(name)), "")


def kind_by_headings(header: Sequence[str], mapping: Mapping[str, str] | None = None) -> tuple[str, ...]:
    """The workbook's sheets that these headings fit best: none, one, or several that fit alike.

    A sheet fits when every needed column is there, and at least half of the headings are its columns, two of them by
    more than a word (`ref`, `name`) that could mean anything.
    """
    told = _told(mapping)
    filled = [heading for heading in header if key(heading)]
    scores: dict[str, tuple[int, int]] = {}
    for spec in SHEETS:
        found = {name: (sure, heading) for heading in filled for name, sure in [_rank(heading, spec, told)] if name}
        needed = all(column.name in found for column in spec.columns if column.needed)
        telling = sum(key(heading) not in SAYS_LITTLE for _, heading in found.values())
        if needed and telling >= 2 and len(found) >= 0.5 * len(filled):
            scores[spec.name] = (len(found), sum(sure for sure, _ in found.values()))
    best = max(scores.values(), default=None)
    return tuple(name for name, score in scores.items() if score == best)


def _told(mapping: Mapping[str, str] | None) -> Mapping[str, str]:
    return {key(theirs): ours for theirs, ours in (mapping or {}).items()}


def with_heading(grid: Grid, kind: str = "", mapping: Mapping[str, str] | None = None) -> RawSheet:
    """The grid as heading and rows: the heading is the row, among the first, that names most of our columns."""
    told = _told(mapping)
    specs = (sheet(kind),) if kind else SHEETS
    best, most = None, 0
    for index in range(min(HEADING_AMONG, len(grid.rows))):
        header = _texts(grid.rows[index])
        if best is None and any(header):
            best = index
        known = max(len({_rank(h, spec, told)[0] for h in header} - {""}) for spec in specs)
        if known > most:
            best, most = index, known
    if best is None:
        return RawSheet(name=grid.name, header=(), rows=grid.rows[len(grid.rows) :], first_row=grid.first_row)
    rows = grid.rows[best + 1 :]
    return RawSheet(name=grid.name, header=_texts(grid.rows[best]), rows=rows, first_row=grid.first_row + best + 1)


def _texts(row: Sequence[Cell]) -> tuple[str, ...]:
    return tuple(shown(cell).strip() for cell in row)
