"""The people and desks at a partner, each in a line of fields that are kept when they are left."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from sfph_desktop.core.domain.partners import PartnerContact, PartnerId
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.theme.pieces import button, column, held, icon_button, row
from sfph_desktop.ui.widgets.fields import Field, Form
from sfph_desktop.ui.widgets.passages import in_order

_FIELDS = (
    Field(name="name", label="Name or desk"),
    Field(name="job", label="What they do"),
    Field(name="phone", label="Phone"),
    Field(name="email", label="Email"),
)


class ContactLines(QWidget):
    """`changed` carries all contacts as they are to be. A new line is kept once it has a name."""

    changed = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.contacts: list[PartnerContact] = []
        self.forms: list[Form] = []
        self._lines: list[QFrame] = []
        self._room = QVBoxLayout()
        self._room.setSpacing(theme.space("small"))
        self.add_button = button(theme, "Add a contact", self.add_line, kind="link", icon="add")
        self.setLayout(column(self._room, row(self.add_button, None), gap=theme.space("small")))

    def show_contacts(self, contacts: tuple[PartnerContact, ...]) -> None:
        """Show the contacts that are kept; a line that is only begun stays."""
        begun = [one for one in self.contacts if not one.name]
        if len(contacts) + len(begun) != len(self.forms):
            self._rebuild([*contacts, *begun])
            return
        self.contacts = [*contacts, *begun]
        for one, form in zip(self.contacts, self.forms, strict=True):
            form.show_value(one)

    def clear(self) -> None:
        """Another partner is shown: nothing of the former stays."""
        self._rebuild([])

    def add_line(self) -> None:
        """An empty line at the end, with the keyboard in it; the one there is, when it is still empty."""
        if not self.contacts or self.contacts[-1].name:
            self._rebuild([*self.contacts, PartnerContact(partner_id=PartnerId(0), name="")])
        self.forms[-1].rows["name"].editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_failure(self, failure: UserCanFix) -> bool:
        """Say what is wrong beside the field where it was typed; whether there was such a field."""
        told = [form.show_problems(failure) for form in self.forms if _typed_in(form, failure)]
        return any(told)

    # --- inside

    def _rebuild(self, contacts: list[PartnerContact]) -> None:
        for line in self._lines:
            line.hide()
            self._room.removeWidget(line)
            line.deleteLater()
        self.contacts, self.forms, self._lines = contacts, [], []
        stops: list[QWidget] = []
        for number, one in enumerate(contacts):
            form = Form(self.theme, _FIELDS)
            form.show_value(one)
            form.committed.connect(partial(self._on_left, number))
            whom = one.name or "the contact that is only begun"
            away = icon_button(self.theme, "remove", f"Take {whom} away", partial(self._on_away, number))
            edge = self.theme.space("medium")
            pieces = row(form, away, gap=self.theme.space("small"), edge=edge)
            pieces.setStretch(0, 1)
            pieces.setAlignment(away, Qt.AlignmentFlag.AlignTop)
            self.forms.append(form)
            self._lines.append(held(pieces, "soft"))
            self._room.addWidget(self._lines[-1])
            self._lines[-1].show()  # at once: Tab passes over what is not on the screen yet
            stops += [*(made.editor for made in form.rows.values()), away]
        in_order(*stops, self.add_button)

    def _on_left(self, number: int, name: str, value: Any) -> None:
        self.contacts[number] = replace(self.contacts[number], **{name: value})
        if self.contacts[number].name:
            self.changed.emit(tuple(one for one in self.contacts if one.name))
        elif name == "name":
            self.forms[number].show_problem("name", "Write a name or a desk, or take the line away.")

    def _on_away(self, number: int) -> None:
        gone = self.contacts[number]
        rest = [one for place, one in enumerate(self.contacts) if place != number]
        self._rebuild(rest)
        self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)
        if gone.name:
            self.changed.emit(tuple(one for one in rest if one.name))


def _typed_in(form: Form, failure: UserCanFix) -> bool:
    found = [problem for problem in failure.problems if problem.column in form.rows]
    return bool(found) and all(form.rows[one.column].text.strip() == one.value for one in found)
