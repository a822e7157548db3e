"""The fields of the person themselves, by the part of the page they stand in, and the form for somebody new."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from sfph_desktop.core.domain.people import ServiceUser
from sfph_desktop.core.domain.person_page import PersonChoices
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.workbook import DISABILITY
from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.theme.pieces import button, column, row, words
from sfph_desktop.ui.widgets import person_words as say
from sfph_desktop.ui.widgets.fields import Field, FieldRow, Form
from sfph_desktop.ui.widgets.page_frame import PageHeader, Sheet

REFERENCE = Field(name="person_ref", label="Reference", help="Your own; nobody else has it.", needed=True)
PREFER_NOT = "prefer not to say"
GENDERS = ("woman", "man", "in another way", PREFER_NOT)
PRONOUNS = ("she/her", "he/him", "they/them", PREFER_NOT)
CONTACT = ("phone", "text message", "email", "letter", "through their carer", "in person only")
GROUPS: Mapping[str, tuple[Field, ...]] = {
    "names": (
        Field(name="given_name", label="Given name"),
        Field(name="family_name", label="Family name"),
        Field(name="known_as", label="Known as", help="The name they like to be called."),
        Field(name="pronouns", label="Pronouns", kind="suggest", choices=PRONOUNS),
        REFERENCE,
    ),
    "contact": (
        Field(name="phone", label="Phone"),
        Field(name="email", label="Email"),
        Field(name="preferred_contact", label="How they like to be reached", kind="suggest", choices=CONTACT),
    ),
    "communication": (
        Field(
            name="communication",
            label="What helps them to follow and be followed",
            help="As: large print, an interpreter for BSL, somebody with them.",
            kind="lines",
            wide=True,
        ),
        Field(name="first_language", label="First language", kind="suggest"),
    ),
    "about": (
        Field(name="date_of_birth", label="Date of birth", kind="date"),
        Field(name="gender", label="Gender", kind="suggest", choices=GENDERS),
        Field(name="ethnic_group", label="Ethnic group", kind="suggest"),
        Field(name="disability", label="Disability", kind="choice", choices=DISABILITY),
        Field(name="care_experienced", label="Care experienced", kind="choice", choices=DISABILITY),
        Field(name="died_on", label="Died on", kind="date"),
    ),
    "remarks": (Field(name="notes", label="Anything worth knowing", kind="lines", wide=True),),
}
"""The fields of the person by the part of the page they stand in, in reading order."""


class PersonForm(QObject):
    """Every field of the person. `left` carries the name and the value of a field that was left changed."""

    left = Signal(str, object)

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: dict[str, FieldRow] = {}
        self.parts: dict[str, Form] = {}
        self._person: ServiceUser | None = None
        for name, fields in GROUPS.items():
            form = self.parts[name] = Form(theme, fields, look="written")
            form.committed.connect(self.left)
            self.rows.update(form.rows)
        for made in self.rows.values():
            made.editor.installEventFilter(self)

    def offer(self, choices: PersonChoices) -> None:
        """What may be chosen, as the code lists have it."""
        self.rows["ethnic_group"].offer(choices.ethnic_groups)
        self.rows["first_language"].offer(choices.languages)

    def show_person(self, person: ServiceUser) -> None:
        """Show a record. Of the same person, what is being typed, or was told to be wrong, is left as it stands."""
        same = self._person is not None and self._person.id == person.id
        self._person = person
        for name, made in self.rows.items():
            if not (same and (made.has_keyboard() or made.editor.property("problem"))):
                made.show_value(getattr(person, name))

    def show_failure(self, name: str, failure: UserCanFix) -> bool:
        """Say beside the field that was left what is wrong with it; whether all that is wrong is with this field."""
        return show_beside(self.rows, failure, name)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Escape puts back what was kept."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape:
            for name, made in self.rows.items():
                if made.editor is watched and self._person is not None:
                    made.show_value(getattr(self._person, name))
                    return True
        return super().eventFilter(watched, event)


class Conditions(QWidget):
    """The long-term conditions a person told of, by the code list. `left` carries the field's name and its value."""

    left = Signal(str, object)
    NAME = "health_conditions"
    NONE = "LTC11"
    """The code for no condition: it stands alone."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._labels: Mapping[str, str] = {}
        self._value = ""
        self.boxes: dict[str, QCheckBox] = {}
        self._said = words("")
        self.change = button(theme, "Change the conditions", self._on_change, kind="link")
        self._grid = QVBoxLayout()
        self._grid.setSpacing(theme.space("tiny"))
        self._room = QWidget()
        self._room.setLayout(self._grid)
        self._room.hide()
        label = words("Long-term conditions", "label")
        self.setLayout(column(label, self._said, self._room, row(self.change, None), gap=theme.space("tiny")))

    def offer(self, labels: Mapping[str, str]) -> None:
        """The conditions to choose from: label by code."""
        if labels == self._labels:
            return
        self._labels = labels
        for code, text in {**labels, PREFER_NOT: "Prefer not to say"}.items():
            box = self.boxes[code] = QCheckBox(text)
            box.clicked.connect(lambda _on, one=code: self._on_clicked(one))
            self._grid.addWidget(box)
        self.show_value(self._value)

    def show_value(self, value: str) -> None:
        """Show the codes, with a blank between, or that they prefer not to say."""
        self._value = value
        codes = [value] if value == PREFER_NOT else value.split()
        for code, box in self.boxes.items():
            box.setChecked(code in codes)
        told = [self._labels.get(code, code) for code in codes]
        self._said.setText(say.joined(*told) if told else "Not asked yet")

    def fold(self) -> None:
        """Put the choices away."""
        self._room.hide()
        self.change.setText("Change the conditions")

    def _on_change(self) -> None:
        if self._room.isVisible():
            self.fold()
            return
        self._room.show()
        self.change.setText("That is all")
        next(iter(self.boxes.values())).setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_clicked(self, clicked: str) -> None:
        chosen = {code for code, box in self.boxes.items() if box.isChecked()}
        if clicked in chosen:
            alone = {self.NONE, PREFER_NOT}
            chosen = {clicked} if clicked in alone else chosen - alone
        value = PREFER_NOT if PREFER_NOT in chosen else " ".join(code for code in self._labels if code in chosen)
        self.show_value(value)
        self.left.emit(self.NAME, value)


def show_beside(rows: Mapping[str, FieldRow], failure: UserCanFix, otherwise: str) -> bool:
    """Say each problem beside the field it names; without any, the failure beside `otherwise`."""
    placed = 0
    for problem in failure.problems:
        if problem.column in rows:
            accepted = f" Accepted: {problem.accepted.rstrip('.')}." if problem.accepted else ""
            rows[problem.column].show_problem(f"{problem.reason}{accepted}")
            placed += 1
    if not failure.problems and otherwise in rows:
        rows[otherwise].show_problem(str(failure))
        return True
    return placed > 0 and placed == len(failure.problems)


class NewPerson(Sheet):
    """Somebody new: a name is enough to begin with. `wanted` carries the record, and the day they agreed."""

    wanted = Signal(object, object)
    left = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "Add a person")
        self.form = Form(
            theme,
            (
                Field(name="given_name", label="Given name"),
                Field(name="family_name", label="Family name"),
                Field(name="known_as", label="Known as", help="The name they like to be called."),
                Field(name="date_of_birth", label="Date of birth", kind="date"),
                Field(name="phone", label="Phone"),
                Field(name="postcode", label="Postcode"),
                Field(
                    name="agreed_on",
                    label="Agreed to this record on",
                    kind="date",
                    help="The day they said that you may keep it.",
                ),
                Field(name="person_ref", label="Reference", help="Leave it blank, and the next one is given."),
            ),
        )
        self.problem = words("", "problem")
        self.add_button = button(theme, "Add the person", self._on_add, kind="primary", icon="add")
        self.leave = button(theme, "Leave without adding", self.left.emit)
        self.add(
            PageHeader(theme, "Add a person", "A name is enough. Everything else can be written down later."),
            self.form,
            self.problem,
            row(self.add_button, self.leave, None, gap=theme.space("small")),
            None,
        )
        self.problem.hide()

    def first_field(self) -> QWidget:
        """Where typing begins."""
        return self.form.rows["given_name"].editor

    @property
    def begun(self) -> bool:
        """Whether something is typed in."""
        return any(made.text for made in self.form.rows.values())

    def clear(self) -> None:
        """Begin with an empty form."""
        for made in self.form.rows.values():
            made.show_value("")
        self.problem.hide()
        self.add_button.setEnabled(True)

    def show_failure(self, failure: UserCanFix) -> None:
        """Say what is wrong beside its field, or over the button."""
        self.add_button.setEnabled(True)
        placed = show_beside(self.form.rows, failure, "")
        self.problem.setText("" if placed else str(failure))
        self.problem.setVisible(not placed)
        first = next((made for made in self.form.rows.values() if made.editor.property("problem")), None)
        if first is not None:
            first.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter adds the person from any field, Escape leaves."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._on_add()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _on_add(self) -> None:
        if not self.add_button.isEnabled():
            return
        try:
            typed: dict[str, Any] = self.form.values()
        except UserCanFix as failure:
            self.show_failure(failure)
            return
        if not any(typed[name] for name in ("given_name", "family_name", "known_as", "person_ref")):
            self.form.show_problem("given_name", "Write a name, or a reference of your own.")
            self.first_field().setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.add_button.setEnabled(False)
        agreed_on = typed.pop("agreed_on")
        self.wanted.emit(ServiceUser(**typed), agreed_on)
