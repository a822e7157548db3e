"""Searching the reference library for what one change is worth: price year and licence in view, doubts said."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from sfph_desktop.core.domain.benefits import PAYERS, UnitValue
from sfph_desktop.core.domain.value_rules import why_check, why_never
from sfph_desktop.ui.models.record_table import RecordTable, Shape
from sfph_desktop.ui.models.said import counted
from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.theme.pieces import column, words
from sfph_desktop.ui.widgets.crossed import crossed
from sfph_desktop.ui.widgets.facts import Facts
from sfph_desktop.ui.widgets.fields import Field, FieldRow
from sfph_desktop.ui.widgets.findings import payer, sentence
from sfph_desktop.ui.widgets.page_frame import Told
from sfph_desktop.ui.widgets.passages import Turning, fill
from sfph_desktop.ui.widgets.plain_choice import PlainChoice
from sfph_desktop.ui.widgets.record_views import RecordList
from sfph_desktop.ui.widgets.value_pack import ValuePack
from sfph_desktop.ui.widgets.value_said import value_facts, value_lines_listed

TWO_LINES = Shape(title=("title",), detail=("one", "two"), mark=lambda row: str(row[4] or ""))
_AFTER_TYPING = 80
INTO_LIST = {Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter}
"""Keys that go from a filter into the list beneath it."""
_CHECKED = Field(
    name="unit_value_checked",
    label="How did you make sure of it?",
    help="A few words, as: read in the publisher's own table, page 12. They are kept with the line.",
    needed=True,
    wide=True,
)


class ValueSearch(QWidget):
    """Filter, choices, list, and the facts of what is chosen. `searched` carries text, payer, standing and country.

    `chosen` is sent with the unit value whenever another is chosen, or None.
    """

    searched = Signal(str, str, str, str)
    chosen = Signal(object)

    def __init__(self, theme: Theme, countries: Sequence[str], *, quoting: bool = True) -> None:
        """`quoting`: what must be checked first may be chosen all the same, by saying how; a pack may be brought in."""
        super().__init__()
        self._quoting = quoting
        self._theme = theme
        self._found: tuple[UnitValue, ...] = ()
        self.value: UnitValue | None = None
        self.filter = crossed(theme, QLineEdit(placeholderText="Search the library: loneliness, hospital, job …"))
        self.filter.setAccessibleName("Search the library of values")
        self.filter.installEventFilter(self)
        self.payers, self.standing = PlainChoice("Who gains"), PlainChoice("How sure the figure is")
        self.countries = PlainChoice("Country")
        self.payers.fill([("Whoever gains", ""), *((sentence(payer(one)).rstrip("."), one) for one in PAYERS)])
        self.standing.fill([("However sure", ""), ("Offered as it is", "offered"), ("Check before quoting", "check")])
        self.countries.fill([("Every country", ""), *((one, one) for one in countries)])
        self.table = RecordTable(TWO_LINES)
        self.list = RecordList(theme, self.table, "Values found")
        self.list.setMinimumHeight(theme.size("row") * 5)
        self._count = words("", "small")
        self._facts_room = QVBoxLayout()
        self._facts_room.setSpacing(theme.space("small"))
        self.checked = FieldRow(theme, _CHECKED)
        self._doubt = Told(theme, "attention", "Check before quoting")
        self.pack = ValuePack(theme)
        least = theme.size("list") // 2
        self.setLayout(
            column(
                self.filter,
                Turning(theme, [self.payers, self.standing, self.countries], least, gap=theme.space("small")),
                self._count,
                self.list,
                self._facts_room,
                self._doubt,
                self.checked,
                self.pack,
                gap=theme.space("small"),
            )
        )
        self._typed = QTimer(self, singleShot=True, interval=_AFTER_TYPING)
        self._typed.timeout.connect(self.search)
        self.filter.textChanged.connect(lambda _text: self._typed.start())
        for choice in (self.payers, self.standing, self.countries):
            choice.currentIndexChanged.connect(lambda _number: self.search())
        self.list.moved.connect(self._on_moved)
        self.list.opened.connect(self._on_moved)
        self.pack.setVisible(quoting)
        self._show(None)

    @property
    def check_words(self) -> str:
        """How a value that must be checked was made sure of; blank for one that need not be."""
        return self.checked.text.strip() if self.value is not None and why_check(self.value) else ""

    def begin(self, hint: str = "") -> None:
        """Search anew, from words that fit what is to be valued."""
        self.checked.show_value("")
        blocked = self.filter.blockSignals(True)
        self.filter.setText(hint)
        self.filter.blockSignals(blocked)
        self.search()

    def search(self) -> None:
        """Ask for what fits."""
        self._typed.stop()
        self.searched.emit(
            self.filter.text().strip(),
            str(self.payers.currentData() or ""),
            str(self.standing.currentData() or ""),
            str(self.countries.currentData() or ""),
        )

    def show_found(self, found: Sequence[UnitValue]) -> None:
        """Show what was found; what was chosen stays chosen where it is among it."""
        kept = self.value
        self._found = tuple(found)
        self.table.show(value_lines_listed(self._found))
        said = f"{counted(len(self._found), 'value')} found" if self._found else "No value fits: search for less."
        self._count.setText(said)
        place = next((n for n, one in enumerate(self._found) if kept is not None and one.id == kept.id), -1)
        if place >= 0:
            self.list.choose(place)
        else:
            self._show(None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """From the filter: down, or Enter, goes into the list."""
        pressed = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
        if watched is self.filter and pressed and self._found and event.key() in INTO_LIST:  # type: ignore[attr-defined]
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
            if not self.list.currentIndex().isValid():
                self.list.setCurrentIndex(self.table.index(0, 0))
            return True
        return super().eventFilter(watched, event)

    # --- inside

    def _on_moved(self, place: object) -> None:
        number = place if isinstance(place, int) else -1
        self._show(self._found[number] if 0 <= number < len(self._found) else None)

    def _show(self, unit: UnitValue | None) -> None:
        self.value = unit
        pieces = [] if unit is None else [words(unit.title, "bold"), Facts(self._theme, value_facts(unit))]
        fill(self._facts_room, *pieces)
        never = why_never(unit) if unit is not None else ""
        why = never or (why_check(unit) if unit is not None else "")
        may = self._quoting and not never
        self._doubt.say("This needs a deliberate choice." if may else "It cannot be taken as it is.", why)
        self._doubt.setVisible(bool(why))
        self.checked.setVisible(bool(why) and may)
        self.checked.show_problem("")
        self.chosen.emit(unit)
