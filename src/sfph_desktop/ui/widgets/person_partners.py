"""On a person's page: who does what for them, by their consent; without it nothing, and how to record their answer."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from sfph_desktop.core.domain.partners import Involvement
from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.theme.pieces import Prose, button, column, held, icon_button, row, words
from sfph_desktop.ui.widgets.fields import Field, Form
from sfph_desktop.ui.widgets.page_frame import Told
from sfph_desktop.ui.widgets.person_referrals import InlineForm

_PART = (
    Field(name="what", label="What they do"),
    Field(name="contact", label="Who there"),
    Field(name="from_date", label="Since", kind="date"),
    Field(name="to_date", label="Until", kind="date", help="Blank while it goes on."),
)
_NEW = (Field(name="partner_id", label="Partner", kind="choice", needed=True), *_PART[:3])


class PersonPartners(QWidget):
    """`wanted` carries a partner's id and what was typed; `changed` an entry as it is to be; `gone` its id."""

    wanted = Signal(int, object)
    changed = Signal(object)
    gone = Signal(int)
    agreed = Signal()
    partner_wanted = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self._ties: Any = None
        self.forms: dict[int, Form] = {}
        self.told: Told | None = None
        self.agree: Any = None
        self.new = Form(theme, _NEW)
        self.add = InlineForm(theme, self.new, "Record it")
        self.add_button = button(theme, "Record who does what", self._on_begin, kind="link", icon="add")
        self._room = QVBoxLayout()
        self._room.setSpacing(theme.space("small"))
        self.setLayout(column(self._room, self.add, row(self.add_button, None), gap=theme.space("small")))
        self.add.wanted.connect(self._on_wanted)
        self.add.left.connect(self.put_away)

    def show_ties(self, ties: Any, *, other: bool) -> None:
        """Show who does what for a person as it is now; nothing of it while they have not agreed."""
        before, self._ties = self._ties, ties
        if other:
            self.put_away()
        choice = self.new.rows["partner_id"].editor
        if isinstance(choice, QComboBox):
            kept = choice.currentText()
            choice.clear()
            choice.addItems(list(ties.offered.standing))
            choice.setCurrentIndex(max(choice.findText(kept), 0))
        refused = ties.refused is not None
        self.add_button.setVisible(not refused and self.add.isHidden() and bool(ties.offered.standing))
        if refused:
            self.add.hide()
        was_refused = before is not None and before.refused is not None
        same = [one.id for one, _name in ties.involved] == list(self.forms)
        if before is None or other or refused != was_refused or not same:
            self._rebuild()
        for one, _name in ties.involved:
            self.forms[one.id].show_value(one)

    def put_away(self) -> None:
        """Close the form for a new entry, the keyboard to the button that opens it."""
        here = self.add.isAncestorOf(self.focusWidget()) if self.focusWidget() else False
        self.add.hide()
        self.add_button.show()
        if here:
            self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- inside

    def _rebuild(self) -> None:
        while self._room.count():
            item = self._room.takeAt(0)
            former = item.widget() if item is not None else None
            if former is not None:
                former.hide()
                former.deleteLater()
        self.forms, self.told, self.agree = {}, None, None
        if self._ties.refused is not None:
            self._put(self._refusal())
            return
        if not self._ties.involved:
            lead = "Nobody else is recorded as doing something for them."
            none = " Partners are added on Partners and referrals." if not self._ties.offered.standing else ""
            self._put(words(lead + none, "quiet"))
        for one, name in self._ties.involved:
            self._put(self._line(one, name))

    def _put(self, piece: QWidget) -> None:
        self._room.addWidget(piece)
        piece.show()

    def _refusal(self) -> QWidget:
        """That they have not agreed, why, what they are asked, and the button that records their answer."""
        refused = self._ties.refused
        self.agree = button(self.theme, "They have agreed today", self.agreed.emit, icon="check")
        self.agree.setAccessibleDescription("Records that they agreed to these words today, spoken")
        self.told = Told(self.theme, "attention", refused.what, f"{refused.why} Nothing is shown or recorded here.")
        asked = words("Read this to them, and record that they agree:", "label")
        inner = column(self.told, asked, Prose(self._ties.words), row(self.agree, None), gap=self.theme.space("small"))
        return held(inner)

    def _line(self, one: Involvement, name: str) -> QWidget:
        form = Form(self.theme, _PART)
        form.committed.connect(partial(self._on_left, one.id))
        self.forms[one.id] = form
        see = button(self.theme, name, partial(self.partner_wanted.emit, int(one.partner_id)), kind="link")
        see.setAccessibleDescription("Opens this partner")
        away = icon_button(self.theme, "remove", f"Take {name} away", partial(self.gone.emit, one.id))
        edge = self.theme.space("medium")
        head = row(see, None, away)
        return held(column(head, form, gap=self.theme.space("small"), edge=edge), "soft")

    def _on_begin(self) -> None:
        for made in self.new.rows.values():
            if not isinstance(made.editor, QComboBox):
                made.show_value("")
        self.new.rows["from_date"].show_value(self._ties.today)
        self.add_button.hide()
        self.add.begin()
        self.new.rows["partner_id"].editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_wanted(self, typed: dict[str, Any]) -> None:
        partner = self._ties.offered.partners[typed.pop("partner_id")]
        self.wanted.emit(partner, typed)

    def _on_left(self, number: int, name: str, value: Any) -> None:
        found = next((one for one, _name in self._ties.involved if one.id == number), None)
        if found is not None:
            self.changed.emit(replace(found, **{name: value}))
