"""A sheet as proposed: every column read into values, and for each row that has any, its faults.

Nothing here knows a store. A cell that cannot be read makes its row *held*; where the column is needed, *refused*. What
other records say (a person nobody knows) is added later by whoever knows them, by `hold`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import zip_longest
from typing import Any

from sfph_desktop.core.domain.workbook import WAITING, Cell, Column, Fate, Fault, RawSheet, SheetSpec
from sfph_desktop.core.interchange.headers import Headings, match
from sfph_desktop.core.interchange.parsing import empty_value, is_empty, read_column, shown
from sfph_desktop.core.interchange.parts import OWN, Part, Who
from sfph_desktop.core.interchange.reader import ColumnRows

ITEM = Column(name="item", kind="number")
_NAMED = ("given_name", "family_name")
_SAY_WHO = (*_NAMED, "known_as", "person_ref", "title", "name", "session_ref", "contract_ref")


def about(cells: Mapping[str, str]) -> str:
    """What a row is about, in a word or two: the person's name, else the first reference or title it has."""
    name = " ".join(cells[part] for part in _NAMED if cells.get(part))
    return name or next((cells[part] for part in _SAY_WHO if cells.get(part)), "")


@dataclass(slots=True, kw_only=True)
class Proposal:
    """One sheet's rows as columns of values. Row i of every column belongs together; blank rows are left out."""

    raw: RawSheet
    """The sheet as it was given."""
    name: str
    """What the file calls the sheet, or this part of it."""
    sheet: str
    """What the file calls the sheet."""
    spec: SheetSpec
    rows: Sequence[int]
    """The number the spreadsheet gives each row."""
    places: Sequence[int]
    """Where each row stands in the sheet as it was given, from 0: blank rows are not here."""
    columns: dict[str, list[Any]]
    """By name, every column the sheet has; `given` says which."""
    items: dict[int, list[float | None]]
    unknown: tuple[str, ...]
    cells: Mapping[str, Sequence[Cell]]
    """By name, the cells as they came."""
    as_it_is: bool = False
    """A person has looked at the row and says it is right: what is only doubtful is not held."""
    who: Sequence[Who | None] = ()
    """For each row whom it names, where it gives no reference of theirs."""
    at: Sequence[str] = ()
    """For each row the heading of its cell, where one line gave several."""
    weak: set[int] = field(default_factory=set)
    """By index, rows whose person was found by name alone: they change nothing that is kept."""
    named: Sequence[str] = ()
    """For each row the name of whom it is about, where the sheet says one beside the workbook's columns."""
    headings: Mapping[str, str] = field(default_factory=dict)
    """By our column: what the sheet itself calls it."""
    mode: str = OWN
    left_out: tuple[Fate, ...] = ()
    """Rows of the sheet that are no records of this part: totals, notes."""
    troubles: dict[int, Fate] = field(default_factory=dict)
    """By index, the fate of rows that do not go in."""

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def given(self) -> frozenset[str]:
        """The columns that the sheet really has."""
        return frozenset(self.cells)

    def column(self, name: str) -> list[Any]:
        """The values of a column, empty ones where the sheet does not have it."""
        found = self.columns.get(name)
        if found is None:
            spec = self.spec.column(name)
            found = self.columns[name] = [None if spec is None else empty_value(spec)] * len(self)
        return found

    def good(self) -> Iterable[int]:
        """The indexes of rows without trouble."""
        if not self.troubles:
            return range(len(self))
        return [i for i in range(len(self)) if i not in self.troubles]

    def hold(
        self, index: int, column: str, reason: str, accepted: str = "", *, doubt: bool = False, value: str | None = None
    ) -> None:
        """Hold a row, or add to its faults, one a column. `doubt`: a person may say that it is right as it is."""
        if not (doubt and self.as_it_is):
            self._add(index, "held", column, reason, accepted, doubt=doubt, value=value)

    def refuse(self, index: int, column: str, reason: str, accepted: str = "") -> None:
        """Refuse a row that lacks what it needs, or add to its faults."""
        self._add(index, "refused", column, reason, accepted, doubt=False)

    def faulty(self, index: int, *columns: str) -> bool:
        """Whether one of these columns has a fault in a row already."""
        fate = self.troubles.get(index)
        return fate is not None and any(fault.column in columns for fault in fate.faults)

    def _add(
        self, index: int, fate: str, column: str, reason: str, accepted: str, *, doubt: bool, value: str | None = None
    ) -> None:
        first = self.troubles.get(index)
        if first is None:
            made = self.fate(index, fate, column, reason, accepted)
            made = made if value is None else replace(made, value=value)
            self.troubles[index] = replace(made, doubt=doubt) if doubt else made
        elif not any(fault.column == column and (doubt or not fault.doubt) for fault in first.faults):
            fault = Fault(column=column, value=self.shown(index, column), reason=reason, accepted=accepted, doubt=doubt,
                          heading=self.headings.get(column, ""))  # fmt: skip
            worst = "refused" if "refused" in (first.fate, fate) else "held"
            self.troubles[index] = replace(first, fate=worst, also=(*first.also, fault))

    def fate(self, index: int, fate: str, column: str = "", reason: str = "", accepted: str = "") -> Fate:
        """The fate of a row, with the cell that decided it."""
        return Fate(
            sheet=self.name,
            row=self.rows[index],
            fate=fate,
            column=column,
            value=self.shown(index, column),
            reason=reason,
            accepted=accepted,
            at=self.at[index] if self.at else "",
            heading=self.headings.get(column, ""),
            who=self.about(index) if fate in WAITING else "",
        )

    def about(self, index: int) -> str:
        """Whom a row is about: the name that it or the row it was taken from says, else the first reference it has."""
        who = self.who[index] if self.who else None
        said = who.text if who is not None else self.named[index] if self.named else ""
        return said or about({name: self.shown(index, name) for name in _SAY_WHO})

    def shown(self, index: int, column: str) -> str:
        """The text of one cell, cut to a length that can be told; '' where the sheet has no such column."""
        cells = self.cells.get(column)
        return "" if cells is None else shown(cells[index])[:200]

    def texts(self, index: int) -> dict[str, str]:
        """The filled cells of a row as text, by our columns: what is kept of a row that does not go in."""
        return {name: shown(cells[index])[:50_000] for name, cells in self.cells.items() if not is_empty(cells[index])}


def propose(
    raw: RawSheet,
    spec: SheetSpec,
    today: date,
    mapping: Mapping[str, str] | None = None,
    *,
    as_it_is: bool = False,
    part: Part | None = None,
) -> Proposal:
    """Read a sheet as the workbook's sheet `spec`. `part`: where it was taken from, if not from a sheet of ours.

    Raises UserCanFix when headings are missing or double, or when the mapping names no column of the sheet.
    """
    headings = match(raw, spec, mapping)
    columns = _columns(raw)
    places = {**headings.columns, **{f"item_{number}": place for number, place in headings.items.items()}}
    keep = _filled_rows(columns, places.values(), len(raw.rows))
    whole = len(keep) == len(raw.rows)
    cells = {
        name: columns[place] if whole else [columns[place][i] for i in keep]
        for name, place in places.items()
        if place < len(columns)
    }
    numbers = raw.numbers or range(raw.first_row, raw.first_row + len(raw.rows))
    proposal = Proposal(
        raw=raw,
        name=raw.name,
        sheet=raw.name,
        spec=spec,
        rows=numbers if whole else [numbers[i] for i in keep],
        places=keep,
        columns={},
        items={},
        unknown=headings.unknown,
        cells=cells,
        as_it_is=as_it_is,
    )
    if part is None:
        proposal.headings = {name: raw.header[place].strip() for name, place in places.items()}
    else:
        proposal.headings = part.headings
        proposal.named = [part.named[i] for i in keep] if part.named else ()
        proposal.who = [part.who[i] for i in keep] if part.who else ()
        proposal.at = [part.at[i] for i in keep] if part.at else ()
        proposal.mode = part.mode
    for i, why in enumerate([part.no_day[place] for place in keep] if part and part.no_day else ()):
        if why:
            do = "the reference of the session; or the day put right in the spreadsheet, brought in again"
            proposal.hold(i, "session_ref", why, do)
    _read(proposal, headings, today)
    for i, sign in enumerate([part.unclear[place] for place in keep] if part and part.unclear else ()):
        if sign:
            may = f"'{sign}' may mean that they came, or that they did not."
            if sign.isdecimal() and int(sign) > 1:
                may = f"'{sign}' may be how often they came: the sheet does not say on which days."
            do = "let it in as it is if they came, or leave it out"
            proposal.hold(i, "mark", may, do, doubt=True, value=sign)
    return proposal


def _columns(raw: RawSheet) -> Sequence[Sequence[Cell]]:
    if isinstance(raw.rows, ColumnRows):
        return raw.rows.columns
    return list(zip_longest(*raw.rows))


def _filled_rows(columns: Sequence[Sequence[Cell]], places: Collection[int], height: int) -> Sequence[int]:
    """The indexes of rows with at least one filled cell in a column we know."""
    empty = (None, "")
    undecided: Sequence[int] = range(height)
    filled: set[int] = set()
    for place in places:
        if place >= len(columns) or not undecided:
            continue
        column = columns[place]
        now = {i for i in undecided if column[i] not in empty and not is_empty(column[i])}
        filled |= now
        undecided = [i for i in undecided if i not in now]
    return range(height) if not undecided else sorted(filled)


def _read(proposal: Proposal, headings: Headings, today: date) -> None:
    """Read every column; needed ones first, because a row that lacks one is refused whatever else is wrong with it."""
    spec = proposal.spec
    for column in sorted(spec.columns, key=lambda c: not c.needed):
        cells = proposal.cells.get(column.name)
        if cells is None:
            if column.needed:
                _refuse_missing(proposal, column, range(len(proposal)))
            continue
        values, troubles = read_column(column, cells, today)
        proposal.columns[column.name] = values
        for trouble in troubles:
            _note(proposal, column, trouble.index, trouble.reason, trouble.accepted)
        if column.needed:
            blank = empty_value(column)
            missing = [i for i, value in enumerate(values) if value == blank]
            if column.name == "person_ref" and proposal.who:
                missing = [i for i in missing if proposal.who[i] is None]
            _refuse_missing(proposal, column, missing)
    for number in headings.items:
        name = f"item_{number}"
        values, troubles = read_column(ITEM, proposal.cells[name], today) if name in proposal.cells else ([], [])
        proposal.items[number] = values
        for trouble in troubles:
            proposal.hold(trouble.index, name, trouble.reason, trouble.accepted)


def _note(proposal: Proposal, column: Column, index: int, reason: str, accepted: str) -> None:
    if not column.needed:
        proposal.hold(index, column.name, reason, accepted)
    else:
        proposal.refuse(index, column.name, reason, accepted)


def _refuse_missing(proposal: Proposal, column: Column, indexes: Iterable[int]) -> None:
    accepted = column.help or ", ".join(column.choices) or f"a {column.kind}"
    for i in indexes:
        _note(proposal, column, i, "This cell is needed, and it is empty.", accepted)
