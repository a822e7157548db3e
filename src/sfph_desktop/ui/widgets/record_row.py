"""One part of a person's record as a line of the page: what it says, and its fields when it is opened."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.theme.pieces import button, column, icon_button, mark, row, words
from sfph_desktop.ui.widgets.fields import Field, Form

LONG = 280
"""Characters of a text that are shown at first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a line says."""

    title: str
    detail: str = ""
    icon: str = ""
    role: str = "text_quiet"
    """Of the icon."""
    over: bool = False
    """It belongs to the past: shown when asked for."""
    late: bool = False
    """Its day has passed: the quieter line stands out."""
    fixed: bool = False
    """It is changed elsewhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One kind of thing in a person's record: its fields, and how each is said on a line."""

    type: type[Any]
    one: str
    """`alert`."""
    add: str
    """`Add an alert`."""
    fields: tuple[Field, ...]
    say: Callable[[Any], Said]
    many: str = ""
    """Where an s is not enough."""
    none: str = ""
    """Said where there is none; blank: nothing."""
    past: str = "ended"
    """What those are that are shown when asked for."""
    quick: str = ""
    """A verb for what is usually done next: `It is done`."""
    quick_verb: str = "change"
    """Of the Ask that it makes."""
    quickly: Callable[[Any], Mapping[str, Any] | None] = lambda _record: None
    """What that changes; None where it is not to be done."""
    begin: Callable[[date], Mapping[str, object]] = lambda _today: {}
    """What stands in the fields of a new one."""
    extra: tuple[str, ...] = field(default_factory=tuple)
    """Values that are asked for in another way than by a field."""


class RecordRow(QFrame):
    """One record. `left` carries its id, a field and its value; `removed` its id; `quick` its id."""

    left = Signal(int, str, object)
    removed = Signal(int)
    quick = Signal(int)

    def __init__(self, theme: Theme, part: Part) -> None:
        super().__init__()
        self.setProperty("kind", "record_row")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._theme, self.part = theme, part
        self.record: Any = None
        self.form: Form | None = None
        self._sign = mark(theme, "dot", "text_quiet", theme.size("icon"))
        self._title, self._detail = words(""), words("", "small")
        self.all = button(theme, "Show all of it", lambda: self._unfold(), kind="link")
        self.quick_button = button(theme, part.quick or "-", lambda: self.quick.emit(self._id), kind="link")
        self.edit = icon_button(theme, "edit", f"Change this {part.one}", self.open, role="text_quiet")
        # The words stand in the middle of the buttons beside them, on the first line.
        lower = max(0, (self.quick_button.sizeHint().height() - self._title.sizeHint().height()) // 2)
        said = column(self._title, self.all, self._detail, gap=theme.space("hair"), edge=(0, lower, 0, lower))
        sign = column(self._sign, None, edge=(0, lower, 0, 0))
        self._line = row(sign, said, self.quick_button, self.edit, gap=theme.space("small"))
        self._line.setStretch(1, 1)
        for piece in (self.quick_button, self.edit):
            self._line.setAlignment(piece, Qt.AlignmentFlag.AlignTop)
        self._room = QVBoxLayout(self)
        self._room.setContentsMargins(0, theme.space("hair"), 0, theme.space("hair"))
        self._room.setSpacing(theme.space("small"))
        self._room.addLayout(self._line)
        self._open: QWidget | None = None
        self._whole = False
        self._dressed = ("", "")

    def put_away(self) -> None:
        """Close without keeping: somebody else's record is shown here from now on."""
        self.form, self._whole = None, False
        if self._open is not None:
            self._open.hide()
            self._room.removeWidget(self._open)
            self._open.deleteLater()
            self._open = None

    @property
    def _id(self) -> int:
        return int(self.record.id)

    @property
    def opened(self) -> bool:
        """Whether its fields are shown."""
        return self._open is not None

    def show_record(self, record: Any) -> None:
        """Show a record, or the same as it is now; a field that is being typed in is left as it stands."""
        self.record = record
        said = self.part.say(record)
        self._sign.setVisible(bool(said.icon))
        if said.icon and self._dressed != (said.icon, said.role):
            self._dressed = (said.icon, said.role)
            self._theme.dress(self._sign, said.icon, said.role, self._theme.size("icon"))
        self._say(said)
        self.edit.setVisible(not said.fixed)
        self.quick_button.setVisible(bool(self.part.quick) and self.part.quickly(record) is not None)
        self.quick_button.setAccessibleName(f"{self.part.quick}: {said.title[:80]}")
        self.edit.setAccessibleName(f"Change this {self.part.one}: {said.title[:80]}")
        if self.form is not None:
            for name, made in self.form.rows.items():
                if not (made.has_keyboard() or made.editor.property("problem")):
                    made.show_value(getattr(record, name))

    def open(self) -> None:
        """Show the fields, with the keyboard in the first; once more puts them away."""
        if self._open is not None:
            self.close_fields()
            return
        theme = self._theme
        self.form = Form(theme, self.part.fields)
        for name, made in self.form.rows.items():
            made.show_value(getattr(self.record, name))
            made.editor.installEventFilter(self)
        self.form.committed.connect(lambda name, value: self.left.emit(self._id, name, value))
        done = button(theme, "Close", self.close_fields)
        remove = button(theme, f"Remove this {self.part.one}", self._on_remove, kind="danger", icon="remove")
        self._open = QWidget()
        edge = theme.space("medium")
        self._open.setLayout(
            column(self.form, row(done, remove, None, gap=theme.space("small")), gap=edge, edge=(0, 0, 0, edge))
        )
        self._room.addWidget(self._open)
        first = next(iter(self.form.rows.values()))
        first.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_fields(self) -> None:
        """Put the fields away; what was typed in the last is kept first, and what is wrong keeps them open."""
        if self._open is None or self.form is None or not self.form.commit():
            return
        self.put_away()
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_failure(self, failure: UserCanFix, name: str) -> bool:
        """Say beside its field what is wrong; whether there was a field for it."""
        if self.form is None:
            return False
        if self.form.show_problems(failure):
            return True
        if name in self.form.rows and not failure.problems:
            self.form.show_problem(name, str(failure))
            return True
        return False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Escape puts back what was kept, and a second time puts the fields away."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape:
            for name, made in (self.form.rows if self.form is not None else {}).items():
                if made.editor is watched and made.changed:
                    made.show_value(getattr(self.record, name))
                    return True
            self.close_fields()
            return True
        return super().eventFilter(watched, event)

    def _say(self, said: Said) -> None:
        long = len(said.title) > LONG and not self._whole
        self._title.setText(f"{said.title[:LONG].rstrip()} …" if long else said.title)
        for label, kind in ((self._title, "quiet" if said.over else ""), (self._detail, _detail_kind(said))):
            if label.property("kind") != kind:
                label.setProperty("kind", kind)
                label.style().unpolish(label)
                label.style().polish(label)
        self.all.setVisible(long)
        self._detail.setText(said.detail)
        self._detail.setVisible(bool(said.detail))

    def _unfold(self) -> None:
        self._whole = True
        self._say(self.part.say(self.record))

    def _on_remove(self) -> None:
        self.removed.emit(self._id)


def _detail_kind(said: Said) -> str:
    return "problem" if said.late else "small"
