"""How somebody's own sheet is read: what it is, which of its columns is what, and what it does not say itself.

A plan is guessed, looked at, changed by a person, remembered, and carried out. It holds no cell of a record but a few
examples beside each heading.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

REGISTER = "register"
"""People down, dates across: the one kind of sheet that the workbook does not have."""
NOT_USED = ""
SURENESS = ("told", "sure", "likely", "")
"""How a column's meaning is known: a person said so, it is plain, it is a guess to be looked at, it is not known."""
FIRST_DAY = "first_day"
"""Among what a sheet does not say: the day of Week 1, where its headings are weeks."""
PRESENT, ABSENT, UNCLEAR = "present", "absent", ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnPlan:
    """One column of a sheet, and what it is taken for."""

    heading: str
    """Unique within the sheet: where two are alike, they say which group they stand in, or which of them they are."""
    place: int
    target: str = NOT_USED
    """`people.given_name`, `episodes.start_date`, `assessments.baseline.item_3`, `attended`; blank when left out."""
    sure: str = ""
    examples: tuple[str, ...] = ()

    @property
    def left_out(self) -> bool:
        """Whether a person said that the column is not to be read."""
        return self.target == NOT_USED and self.sure == "told"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Something that a sheet does not say itself, and the import needs: which service, which questionnaire."""

    name: str
    """As in the plan's `fixed`: `service`, `instrument`, `stage`, `date_from` ..."""
    question: str
    help: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    """What may be answered and how it is said; none where it is typed."""
    needed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetPlan:
    """One sheet of a file and how it is read."""

    name: str
    """What the file calls the sheet."""
    kind: str = ""
    """A sheet of the workbook, or `register`; blank when the sheet is left out."""
    heading_row: int = 0
    """The number of the row with the headings (the lowest of them); 0 when there is none."""
    group_row: int = 0
    """The row above it that heads several columns together; 0 when there is none."""
    columns: tuple[ColumnPlan, ...] = ()
    fixed: Mapping[str, str] = field(default_factory=dict)
    """What the sheet does not say itself, by name."""
    marks: Mapping[str, str] = field(default_factory=dict)
    """Of a register: each sign that stands in it, and whether it means present, absent, or is not clear."""
    not_answered: tuple[str, ...] = ()
    """Signs that stand for a question not answered: 99, dnc."""
    rows: int = 0
    """Rows beneath the headings that hold anything."""
    pointer: str = ""
    """Where to go with a sheet that holds no records of this program; then `kind` is blank."""
    is_what: str = ""
    """What such a sheet is, in a word or two."""
    notes: tuple[str, ...] = ()
    """What a person should know of how the sheet is read."""
    remembered: bool = False
    """Read as a sheet of the same headings was read before."""

    def with_target(self, heading: str, target: str) -> SheetPlan:
        """The plan with one column said to be something; whatever was this before is not any more."""
        changed = []
        for column in self.columns:
            if column.heading == heading:
                changed.append(replace(column, target=target, sure="told"))
            elif target and column.target == target and not may_repeat(target):
                changed.append(replace(column, target=NOT_USED, sure=""))
            else:
                changed.append(column)
        return replace(self, columns=tuple(changed))

    def with_fixed(self, name: str, value: str) -> SheetPlan:
        """The plan with one answer to what the sheet does not say."""
        return replace(self, fixed={**self.fixed, name: value.strip()})

    def with_mark(self, mark: str, meaning: str) -> SheetPlan:
        """The plan with one sign of a register said to mean something."""
        return replace(self, marks={**self.marks, mark: meaning})

    @property
    def guessed(self) -> int:
        """How many of the columns are taken for something."""
        return sum(bool(column.target) for column in self.columns)


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetTold:
    """What a person said of a sheet, now or of one with the same headings before; what is blank is left to guess."""

    kind: str = ""
    heading_row: int = 0
    columns: Mapping[str, str] = field(default_factory=dict)
    """By heading: a target, or `-` to leave the column out. A plain name is a column of the sheet's own kind."""
    fixed: Mapping[str, str] = field(default_factory=dict)
    marks: Mapping[str, str] = field(default_factory=dict)
    not_answered: tuple[str, ...] | None = None
    leave_out: bool = False
    """The sheet is not to be read at all."""


LEAVE_OUT = "-"
"""What is said of a column that is not to be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FilePlan:
    """A file, and how each of its sheets is read."""

    name: str
    form: str
    sheets: tuple[SheetPlan, ...]
    not_read: tuple[str, ...] = ()
    """Names in a folder or an archive that are no table."""
    digest: str = ""
    """Fingerprint of the contents: a file that has changed since is looked at again."""

    def with_sheet(self, plan: SheetPlan) -> FilePlan:
        """The plan with one sheet read another way."""
        return replace(self, sheets=tuple(plan if one.name == plan.name else one for one in self.sheets))


ATTENDED = "attended"
NOTES = "people.notes"


def may_repeat(target: str) -> bool:
    """Whether several columns of a sheet may be this: days of a register, and what is kept as a note."""
    return target in (ATTENDED, NOTES)
