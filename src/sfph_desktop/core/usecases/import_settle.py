"""Rows met with records: new ones are created, the same are matched, others change what is kept; blanks erase nothing.

The whole plan is made before anything is written, so that a rehearsal is the same work without its last step.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sfph_desktop.core.domain.schedule import WEEKDAYS
from sfph_desktop.core.domain.values import Money, from_day
from sfph_desktop.core.domain.workbook import SHEETS, Fate, LikelyPair
from sfph_desktop.core.interchange.proposals import Proposal
from sfph_desktop.core.usecases.import_known import Known

BLANK = (None, "")
PartRows = tuple[tuple[Any, ...], ...]


@dataclass(slots=True, kw_only=True)
class Records:
    """The rows of one sheet as the store would keep them: row i of every column is row i of the proposal."""

    kind: str
    keys: Sequence[Any]
    """What says which record a row is: its reference, or the stored cells of its key."""
    columns: Mapping[str, Sequence[Any]]
    """By the table's column."""
    parts: Mapping[str, Sequence[PartRows]] = field(default_factory=dict)
    """By the part's table: each row's part rows, without the owner; none given is a blank."""
    defaults: Mapping[str, object] = field(default_factory=dict)
    """What a new record has where its cell is blank."""


@dataclass(slots=True, kw_only=True)
class Batch:
    """What one file does to one kind of record."""

    kind: str
    columns: tuple[str, ...]
    first: int
    """The id of the first new record; the others follow on."""
    new: list[tuple[Any, ...]] = field(default_factory=list)
    """New rows, their id first."""
    new_rows: list[int] = field(default_factory=list)
    """The spreadsheet's number of each new row."""
    new_parts: dict[str, list[tuple[Any, ...]]] = field(default_factory=dict)
    changed: dict[int, tuple[Any, ...]] = field(default_factory=dict)
    """By id: the row as it shall be, without its id."""
    changed_parts: dict[str, dict[int, PartRows]] = field(default_factory=dict)
    met_rows: dict[int, int] = field(default_factory=dict)
    """By id: the spreadsheet's number of the first row of this file that met a record of the store."""
    _looked_up: dict[str, dict[int, list[tuple[Any, ...]]]] = field(default_factory=dict)
    _looked_at: dict[str, int] = field(default_factory=dict)

    def new_part(self, part: str, record: int) -> list[tuple[Any, ...]]:
        """The part rows, owner first, of a record that this file adds; rows added since the last look are found too."""
        rows, found = self.new_parts.get(part, []), self._looked_up.setdefault(part, {})
        for row in rows[self._looked_at.get(part, 0) :]:
            found.setdefault(row[0], []).append(row)
        self._looked_at[part] = len(rows)
        return found.get(record, [])

    def row_of(self, record: int) -> int:
        """The spreadsheet's row by which this file brought the record in, or first met it; 0 when by none."""
        if record >= self.first:
            return self.new_rows[record - self.first]
        return self.met_rows.get(record, 0)


@dataclass(slots=True, kw_only=True)
class Outcome:
    """What becomes of the rows of one sheet."""

    proposal: Proposal
    created: list[int] = field(default_factory=list)
    """Indexes of rows."""
    matched: list[int] = field(default_factory=list)
    told: dict[int, Fate] = field(default_factory=dict)
    """By index: changed rows, and created and matched ones there is something to say about."""


@dataclass(slots=True, kw_only=True)
class Plan:
    """Everything a file would do."""

    batches: dict[str, Batch] = field(default_factory=dict)
    outcomes: list[Outcome] = field(default_factory=list)
    likely: list[LikelyPair] = field(default_factory=list)
    """New people who are perhaps somebody else who is known."""

    def batch(self, kind: str, columns: Iterable[str], known: Known) -> Batch:
        """What this file does to a kind, begun when it is first asked for."""
        if kind not in self.batches:
            self.batches[kind] = Batch(kind=kind, columns=tuple(columns), first=known.first_free(kind))
        return self.batches[kind]


def settle(proposal: Proposal, records: Records, known: Known, plan: Plan) -> Outcome:
    """Decide, row by row, what the good rows of a sheet do; rows that contradict an earlier row are held."""
    batch = plan.batch(records.kind, records.columns, known)
    outcome = Outcome(proposal=proposal)
    plan.outcomes.append(outcome)
    met = _create(proposal, records, known, batch, outcome)
    if met:
        _Meeting(proposal, records, known, batch, outcome).decide(met)
    return outcome


def _create(
    proposal: Proposal, records: Records, known: Known, batch: Batch, outcome: Outcome
) -> list[tuple[int, int]]:
    """Plan the rows nobody knows as new records; the rows whose record is known, with its id."""
    kind, keys, free = records.kind, records.keys, batch.first + len(batch.new)
    index = known.index(kind)
    by_reference = bool(keys) and isinstance(keys[0], str)
    created, met = outcome.created, []
    for i in proposal.good():
        key = keys[i]
        record = index.get(key)
        if record is None and by_reference:
            record = known.find(kind, key)
        if record is None:
            index[key] = free
            if by_reference:
                known.note(kind, key, free)  # for those who write it in other capitals
            free += 1
            created.append(i)
        else:
            met.append((i, record))
    _add(batch, records, created, proposal.rows)
    return met


def _add(batch: Batch, records: Records, created: list[int], rows: Sequence[int]) -> None:
    """Put the new rows into the batch, whole columns at a time."""
    first = batch.first + len(batch.new)
    columns: list[Sequence[Any]] = []
    for name, cells in records.columns.items():
        taken: Sequence[Any] = cells if len(created) == len(cells) else [cells[i] for i in created]
        if name in records.defaults:
            default = records.defaults[name]
            taken = [default if cell in BLANK else cell for cell in taken]
        columns.append(taken)
    batch.new.extend(zip(range(first, first + len(created)), *columns, strict=True))
    batch.new_rows.extend(rows[i] for i in created)
    for part, cells in records.parts.items():
        owned = ((first + n, i) for n, i in enumerate(created))
        batch.new_parts.setdefault(part, []).extend((owner, *row) for owner, i in owned for row in cells[i])


class _Meeting:
    """Rows that meet a record which is there already, in the store or earlier in the file."""

    def __init__(self, proposal: Proposal, records: Records, known: Known, batch: Batch, outcome: Outcome) -> None:
        self.proposal, self.records, self.batch, self.outcome = proposal, records, batch, outcome
        self.names = tuple(records.columns)
        self.weak = set() if proposal.as_it_is else proposal.weak
        self.reference = next((n for n, name in enumerate(self.names) if records.columns[name] is records.keys), -1)
        self.stored = known.cells(records.kind, self.names)
        self.stored_parts = {part: known.parts(part) for part in records.parts}

    def decide(self, met: Iterable[tuple[int, int]]) -> None:
        for i, record in met:
            new = tuple(column[i] for column in self.records.columns.values())
            old = self._old(record)
            # The reference found the record, be it in other capitals: that alone is no change.
            differing = [
                n
                for n, cell in enumerate(new)
                if cell not in BLANK
                and cell != old[n]
                and n != self.reference
                and not self._only_written(n, cell, old[n])
            ]
            parts = self._differing_parts(i, record)
            if not differing and not parts:
                self._match(i, record)
            elif self.batch.row_of(record) and not parts and all(old[n] in BLANK for n in differing):
                self._fill(i, record, old, new, differing)
            elif self.batch.row_of(record):
                self._contradict(i, record, [self.names[n] for n in differing] or list(parts))
            elif i in self.weak and (kept := [n for n in differing if old[n] not in BLANK]):
                self._doubt(i, self.names[kept[0]])
            else:
                self._change(i, record, old, new, differing, parts)

    def _only_written(self, n: int, new: Any, old: Any) -> bool:
        """Whether a name is the same but for its capitals and blanks: TAYLOR and Taylor."""
        if (self.records.kind, self.names[n]) not in _NAMES or not isinstance(old, str):
            return False
        return " ".join(new.split()).casefold() == " ".join(old.split()).casefold()

    def _fill(self, i: int, record: int, old: tuple[Any, ...], new: tuple[Any, ...], differing: list[int]) -> None:
        """Add to a record of this file what an earlier row of it left blank."""
        filled = tuple(cell if n in differing else old[n] for n, cell in enumerate(new))
        if record >= self.batch.first:
            self.batch.new[record - self.batch.first] = (record, *filled)
        else:
            self.batch.changed[record] = filled
            for part in self.records.parts:
                self.batch.changed_parts.setdefault(part, {})[record] = self._old_parts(part, record)
        names = ", ".join(workbook_column(self.records.kind, self.names[n]) for n in differing)
        self.outcome.matched.append(i)
        said = f"The same as row {self.batch.row_of(record)}, and says more: {names}."
        self.outcome.told[i] = self.proposal.fate(i, "matched", "", said)

    def _old(self, record: int) -> tuple[Any, ...]:
        if record >= self.batch.first:
            return self.batch.new[record - self.batch.first][1:]
        return self.batch.changed.get(record) or self.stored[record]

    def _old_parts(self, part: str, record: int) -> PartRows:
        if record >= self.batch.first:
            return tuple(row[1:] for row in self.batch.new_part(part, record))
        return self.batch.changed_parts.get(part, {}).get(record) or self.stored_parts[part].get(record, ())

    def _differing_parts(self, i: int, record: int) -> dict[str, PartRows]:
        given = {part: cells[i] for part, cells in self.records.parts.items() if cells[i]}
        return {part: rows for part, rows in given.items() if sorted(rows) != sorted(self._old_parts(part, record))}

    def _match(self, i: int, record: int) -> None:
        self.outcome.matched.append(i)
        row = self.batch.row_of(record)
        if row:
            self.outcome.told[i] = self.proposal.fate(i, "matched", "", f"The same as row {row}.")
        else:
            self.batch.met_rows[record] = self.proposal.rows[i]

    def _contradict(self, i: int, record: int, names: list[str]) -> None:
        column = workbook_column(self.records.kind, names[0])
        self.proposal.hold(
            i,
            column,
            f"Row {self.batch.row_of(record)} is the same {' and '.join(self.proposal.spec.key)}, and says something "
            "else here.",
            "one row for each",
        )

    def _doubt(self, i: int, name: str) -> None:
        column = workbook_column(self.records.kind, name)
        reason = "Somebody of this name is there, with something else written here: is it the same person?"
        self.proposal.hold(i, column, reason, "the person's reference, or what is kept of them", doubt=True)

    def _change(
        self,
        i: int,
        record: int,
        old: tuple[Any, ...],
        new: tuple[Any, ...],
        differing: list[int],
        parts: dict[str, PartRows],
    ) -> None:
        batch, kind = self.batch, self.records.kind
        batch.changed[record] = tuple(cell if n in differing else old[n] for n, cell in enumerate(new))
        batch.met_rows[record] = self.proposal.rows[i]
        for part in self.records.parts:
            kept = parts.get(part) or self._old_parts(part, record)
            batch.changed_parts.setdefault(part, {})[record] = kept
        names = [workbook_column(kind, self.names[n]) for n in differing]
        names += [workbook_column(kind, part) for part in parts]
        told = [
            f"{shown_as_stored(kind, self.names[n], old[n])} → {shown_as_stored(kind, self.names[n], new[n])}"
            for n in differing
        ]
        self.outcome.told[i] = Fate(
            sheet=self.proposal.name,
            row=self.proposal.rows[i],
            fate="changed",
            column=", ".join(names),
            value="; ".join(told)[:300] or self.proposal.shown(i, names[0]),
            reason="The store has something else.",
        )


_NAMES = frozenset({("people", "given_name"), ("people", "family_name"), ("people", "known_as"), ("partners", "name")})
_IN_THE_WORKBOOK = {
    "person_id": "person_ref",
    "session_id": "session_ref",
    "funding": "contract_ref",
    "partner_id": "partner_ref",
    "group_id": "group",
}
_DAYS = frozenset(column.name for spec in SHEETS for column in spec.columns if column.kind == "date")


def workbook_column(kind: str, name: str) -> str:
    """The workbook's name for a column of the store."""
    if kind == "assessments" and name == "ready_score":
        return "score"
    return _IN_THE_WORKBOOK.get(name, name)


def shown_as_stored(kind: str, name: str, cell: Any) -> str:
    """A stored cell as a person would read it."""
    if cell in BLANK:
        return "(blank)"
    if kind == "contracts" and name == "value":
        return f"{Money(cell).in_pounds:.2f}"
    if name in _DAYS:
        return from_day(cell).isoformat()
    if kind == "groups" and name == "weekday":
        return WEEKDAYS[cell]
    if kind == "groups" and name == "present_by_default":
        return "yes" if cell else "no"
    return f"{cell:g}" if isinstance(cell, float) else str(cell)
