"""The form that changes one thing for many people: what, then what it would do to each, and only then the doing."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QLineEdit

from sfph_desktop.core.domain.bulk import (
    BulkChoices,
    BulkLook,
    BulkWish,
    EndForMany,
    GroupForMany,
    SourceForMany,
)
from sfph_desktop.core.domain.delivery import GroupId
from sfph_desktop.core.domain.office_facts import Listing
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.ui.models.record_table import RecordTable, Shape
from sfph_desktop.ui.models.said import counted
from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.theme.pieces import button, held, labelled, words
from sfph_desktop.ui.widgets.fields import Field, Form
from sfph_desktop.ui.widgets.flow import Flow
from sfph_desktop.ui.widgets.page_frame import PageHeader, Sheet, Told
from sfph_desktop.ui.widgets.plain_choice import PlainChoice
from sfph_desktop.ui.widgets.record_views import RecordGrid

_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_LEAD = "You see what becomes of each of them before anything is changed, and one Undo takes all of it back."
_KINDS = (("Who referred them", "source"), ("A place in a group", "group"), ("The end of a service", "end"))
_FATES = {"cannot": "cannot be changed", "replace": "gives way", "same": "is so already"}
_SHAPE = Shape(
    columns=("name", "person_ref", "fate", "told"),
    headings={"name": "Who", "person_ref": "Reference", "fate": "What becomes of it", "told": "Why, or what is there"},
)


class BulkSheet(Sheet):
    """`look_wanted` and `change_wanted` carry the change; `left` when nothing more is to be done here."""

    look_wanted = Signal(object)
    change_wanted = Signal(object)
    left = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "Change for those chosen")
        gap = theme.space("small")
        self.header = PageHeader(theme, "Change for those chosen", _LEAD)
        self.kind = PlainChoice("What is changed")
        self.kind.fill([(said, kind) for said, kind in _KINDS])
        self.forms = {kind: Form(theme, fields) for kind, fields in _fields().items()}
        self.problem = words("", "problem")
        self.look_button = button(theme, "Show what will change", self.look, kind="primary")
        self.leave = button(theme, "Leave without changing", self.left.emit)
        self.told = Told(theme, "attention", "")
        self._table = RecordTable(_SHAPE)
        self.table = RecordGrid(theme, self._table, "Those to whom something else happens", stretch="told", most=8)
        self.do_button = button(theme, "Change", self.do, kind="primary")
        self.again = button(theme, "Leave all as they are", self.left.emit)
        what = held(labelled(theme, "What is changed", self.kind))
        first, last = Flow(gap, self.look_button, self.leave), Flow(gap, self.do_button, self.again)
        self._last = last
        self.add(self.header, what, *self.forms.values(), self.problem, first, self.told, last, self.table, None)
        self._wish: BulkWish | None = None
        """The change that was looked at."""
        self.kind.currentIndexChanged.connect(lambda _number: self._turn())
        for form in self.forms.values():
            for made in form.rows.values():
                changed = made.editor.currentTextChanged if isinstance(made.editor, QComboBox) else None
                if changed is None and isinstance(made.editor, QLineEdit):
                    changed = made.editor.textChanged
                if changed is not None:
                    changed.connect(lambda _text: self._stale())
        self._turn()

    # --- what the page uses

    def begin(self, number: int, choices: BulkChoices, today: date) -> None:
        """Begin anew, for so many people."""
        self.header.say(f"Change for {counted(number, 'person', 'people')}", _LEAD)
        source, group, end = (self.forms[kind].rows for _, kind in _KINDS)
        source["source"].offer(choices.sources)
        group["group"].offer([str(one) for one, _ in choices.groups], {str(one): said for one, said in choices.groups})
        end["service"].offer(choices.services)
        end["reason"].offer(choices.reasons)
        for rows in (source, group, end):
            for name, made in rows.items():
                made.show_value(today if name in {"since", "on"} else "")
        self.kind.choose("source")
        self._turn()

    def show_look(self, wish: BulkWish, look: BulkLook) -> None:
        """Show what the change would do, and offer it."""
        if wish != self._typed():
            return  # something else has been typed since
        self._wish = wish
        self.look_button.setEnabled(True)
        self.told.say(look.said, _summary(look))
        others = look.of("cannot", "replace", "same")
        order = sorted(others, key=lambda one: tuple(_FATES).index(one.fate))
        rows = tuple(
            (one.person_id, one.name, one.person_ref, _FATES[one.fate], one.reason or one.now) for one in order
        )
        self._table.show(Listing(kind="people", columns=("id", "name", "person_ref", "fate", "told"), rows=rows))
        number, left_out = len(look.changing), len(look.of("cannot"))
        whom = counted(number, "person", "people")
        self.do_button.setText(f"Change the other {whom}" if left_out else f"Change {whom}")
        self.do_button.setEnabled(True)
        self.do_button.setVisible(bool(number))
        self.told.show()
        self.table.setVisible(bool(rows))
        self._last.show()
        (self.do_button if number else self.again).setFocus(Qt.FocusReason.OtherFocusReason)
        QTimer.singleShot(0, self, lambda: self.area.ensureWidgetVisible(self._last))  # once it has its place

    def show_failure(self, failure: UserCanFix) -> None:
        """Say what is wrong beside its field, or above the buttons."""
        self._stale()
        form = self._form
        if not form.show_problems(failure):
            self.problem.setText(str(failure))
            self.problem.show()
        first = next((made.editor for made in form.rows.values() if made.editor.property("problem")), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- inside

    def look(self) -> None:
        """Ask what the change would do."""
        if not self.look_button.isEnabled():
            return
        self._stale()
        try:
            wish = _wish(str(self.kind.currentData()), self._form.values())
        except UserCanFix as failure:
            self.show_failure(failure)
            return
        self.look_button.setEnabled(False)
        self.look_wanted.emit(wish)

    def do(self) -> None:
        """Ask for the change that is shown, once."""
        if self._wish is not None and self.do_button.isEnabled():
            self.do_button.setEnabled(False)
            self.change_wanted.emit(self._wish)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in a field shows what will change, Escape leaves."""
        if event.key() in _ENTER:
            self.look()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    @property
    def _form(self) -> Form:
        return self.forms[str(self.kind.currentData())]

    def _typed(self) -> BulkWish | None:
        try:
            return _wish(str(self.kind.currentData()), self._form.values())
        except UserCanFix:
            return None

    def _turn(self) -> None:
        """Show the fields of the change that is chosen."""
        for kind, form in self.forms.items():
            form.setVisible(kind == self.kind.currentData())
        self._stale()

    def _stale(self) -> None:
        """What was shown is of another change: it goes away."""
        self._wish = None
        self.problem.hide()
        for piece in (self.told, self.table, self._last):
            piece.hide()
        self.look_button.setEnabled(True)


def _fields() -> dict[str, tuple[Field, ...]]:
    return {
        "source": (Field(name="source", label="Referred by", kind="suggest", needed=True),),
        "group": (
            Field(name="group", label="Group", kind="choice", needed=True),
            Field(name="since", label="From", kind="date", needed=True),
        ),
        "end": (
            Field(name="service", label="Service", kind="choice", needed=True),
            Field(name="on", label="Ended on", kind="date", needed=True),
            Field(name="reason", label="Why it ended", kind="suggest"),
        ),
    }


def _wish(kind: str, typed: dict[str, Any]) -> BulkWish:
    if kind == "source":
        return SourceForMany(source=str(typed["source"]))
    if kind == "group":
        return GroupForMany(group_id=GroupId(int(typed["group"])), since=typed["since"])
    return EndForMany(service=str(typed["service"]), on=typed["on"], reason=str(typed["reason"] or ""))


def _summary(look: BulkLook) -> str:
    """Who changes, who has something else now, for whom it is so already, and who stays as they are."""
    said = [f"It changes for {counted(len(look.changing), 'person', 'people')}."]
    replaced, same, cannot = (len(look.of(fate)) for fate in ("replace", "same", "cannot"))
    if replaced:
        have = "has" if replaced == 1 else "have"
        said.append(f"{counted(replaced, 'of them', 'of them')} {have} something else there now, which gives way.")
    if same:
        said.append(f"For {counted(same, 'person', 'people')} it is so already.")
    if cannot:
        stay = "stays as they are" if cannot == 1 else "stay as they are"
        said.append(f"{counted(cannot, 'person', 'people')} cannot be changed and {stay}; the reasons are below.")
    return " ".join(said)
