"""The fate of every row of an import, before and after it: told in words, filtered by fate and by words."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from sfph_desktop.core.domain.office_facts import Listing
from sfph_desktop.core.domain.workbook import FATES, Fate, Fault, ImportReport
from sfph_desktop.ui.models.record_table import RecordTable, Shape, matching
from sfph_desktop.ui.models.said import counted, heading
from sfph_desktop.ui.support.context import ShellContext
from sfph_desktop.ui.theme.pieces import column, row, words
from sfph_desktop.ui.widgets.crossed import crossed
from sfph_desktop.ui.widgets.record_views import RecordGrid

FATE_WORDS = {
    "created": "New",
    "matched": "Already here",
    "changed": "Changes what is here",
    "held": "Held",
    "refused": "Refused",
    "no_record": "No record",
}
_MEANING = {
    "created": "comes in as a new record",
    "matched": "is here already, word for word",
    "changed": "is here already and would be changed",
    "held": "is doubtful: it waits until somebody has looked at it",
    "refused": "cannot come in as it is",
    "no_record": "is a total, a heading or a note: there is nothing to be put right",
}
_AFTER_TYPING = 120
_EVERY = (*FATES, "no_record")


def rows_in(report: ImportReport, *fates: str) -> int:
    """How many rows met one of these fates; rows that are no records are no refused ones here."""
    none = sum(fate.no_record for fate in report.fates)
    found = sum(counts.get(fate, 0) for counts in report.counts.values() for fate in fates)
    return found - (none if "refused" in fates else 0) + (none if "no_record" in fates else 0)


class Fates(QWidget):
    """The fate of every row, to be filtered by fate and by words."""

    def __init__(self, shell: ShellContext, report: ImportReport) -> None:
        super().__init__()
        self._shell, self._report = shell, report
        self._told = fates_listing(report.fates)
        theme = shell.theme
        self.choice = QComboBox()
        self.choice.setAccessibleName("Which rows to show")
        for fate in ("", *FATES, "no_record"):
            number = rows_in(report, *([fate] if fate else _EVERY))
            if number or not fate:
                self.choice.addItem(f"{FATE_WORDS.get(fate, 'All rows')} ({number:,})", fate)
        worst = next((fate for fate in ("refused", "held", "changed") if rows_in(report, fate)), "")
        self.choice.setCurrentIndex(max(self.choice.findData(worst), 0))
        self.filter = crossed(theme, QLineEdit(placeholderText="Filter rows"))
        self.filter.setAccessibleName("Filter the rows by words")
        self._means = words("", "small")
        self.table = RecordTable(
            Shape(
                columns=("sheet", "row", "who", "fate", "column", "reason"),
                headings={"fate": "What happens", "who": "About"},
                say={"fate": lambda cell: FATE_WORDS.get(str(cell), str(cell)), "row": str},
            )
        )
        self.grid = RecordGrid(theme, self.table, "The fate of every row", stretch="reason")
        self.grid.setMinimumHeight(theme.size("row") * 3)
        self.grid.moved.connect(self._tell_whole)
        self._whole = words("", "small")
        line = row(self.choice, self.filter, gap=theme.space("small"))
        line.setStretch(1, 1)
        room = column(line, self._means, self.grid, self._whole, gap=theme.space("small"))
        room.setStretchFactor(self.grid, 1)
        self.setLayout(room)
        self._typed = QTimer(self, singleShot=True, interval=_AFTER_TYPING)
        self._typed.timeout.connect(self._ask)
        self.filter.textChanged.connect(lambda _text: self._typed.start())
        self.choice.currentIndexChanged.connect(lambda _number: self._ask())
        self._ask()

    def _ask(self) -> None:
        fate, text, told = str(self.choice.currentData() or ""), self.filter.text(), self._told
        self._shell.jobs.desk(lambda: filtered(told, fate, text), self._show, self)

    def _show(self, found: Listing) -> None:
        fate = str(self.choice.currentData() or "")
        self.grid.leave_out(*(("fate",) if fate else ()))  # the same in every row: what has no room is the reason
        self.table.show(found)
        shown = len(found.rows)
        all_of_it = rows_in(self._report, fate) if fate else rows_in(self._report, *_EVERY)
        said = f"A row told as '{FATE_WORDS[fate]}' {_MEANING[fate]}." if fate else ""
        if shown < all_of_it and not self.filter.text().strip():
            said = f"{said} {counted(all_of_it - shown, 'plain row')} more, counted and not listed.".strip()
        self._means.setText(said)
        self._means.setVisible(bool(said))
        self._whole.setText("")

    def _tell_whole(self, record: object) -> None:
        """The chosen row in full, as it may be too long for its line."""
        if isinstance(record, int) and record < len(self._report.fates):
            one = self._report.fates[record]
            place = f"Sheet {one.sheet}, row {one.row}" + (f", {one.at}" if one.at else "")
            about = f" ({one.who})" if one.who else ""
            said = [_told(fault) for fault in one.faults] or [one.reason or FATE_WORDS[one.fate]]
            before = f" It waits already, after {one.before}." if one.before and one.faults else ""
            self._whole.setText(f"{place}{about}: {' '.join(said)}{before}")


def _told(fault: Fault) -> str:
    """One fault in full."""
    value = f" It holds '{fault.value}'." if fault.value else ""
    accepted = f" Accepted: {fault.accepted.rstrip('.')}." if fault.accepted else ""
    column = fault.heading or heading(fault.column)
    return f"{column}: {fault.reason}{value}{accepted}" if column else f"{fault.reason}{value}{accepted}"


def _columns(fate: Fate) -> str:
    """The column of a fate as its owner knows it; several where a row changed several."""
    return fate.heading or ", ".join(heading(name.strip()) for name in fate.column.split(",") if name.strip())


def fates_listing(fates: tuple[Fate, ...]) -> Listing:
    """The fates as a list for a table."""
    columns = ("id", "sheet", "row", "fate", "column", "value", "reason", "accepted", "who")
    rows = tuple(
        (
            number,
            one.sheet,
            one.row,
            "no_record" if one.no_record else one.fate,
            ", ".join(part for part in (one.at, _columns(one)) if part),
            one.value,
            f"{one.reason} (and {counted(len(one.also), 'more fault')})" if one.also else one.reason,
            one.accepted,
            one.who,
        )
        for number, one in enumerate(fates)
    )
    return Listing(kind="fates", columns=columns, rows=rows)


def filtered(told: Listing, fate: str, text: str) -> Listing:
    """The rows of one fate (all when blank) in which every word occurs."""
    kept = Listing(
        kind=told.kind, columns=told.columns, rows=tuple(one for one in told.rows if not fate or one[3] == fate)
    )
    return matching(kept, text)


_COUNTED = {
    "created": "new",
    "changed": "changing what is here",
    "matched": "already here",
    "held": "held until you have looked",
    "refused": "refused",
    "no_record": "left out as a total or a note",
}


def waiting_anew(report: ImportReport) -> int:
    """How many rows wait because of this file; those that wait already after an earlier one are not counted."""
    before = sum(bool(fate.before) and bool(fate.faults) for fate in report.fates)
    return rows_in(report, "held", "refused") - before


def summary_of(report: ImportReport) -> str:
    """`120 new · 4 held until you have looked`: the fates of the rows, counted."""
    counts = ((rows_in(report, fate), said) for fate, said in _COUNTED.items())
    return " · ".join(f"{number:,} {said}" for number, said in counts if number) or "no rows"
