"""One row that did not come in, to be corrected where it stands; and two records that may be of one person."""

from __future__ import annotations

from dataclasses import fields
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from sfph_desktop.core.domain.people import ServiceUser
from sfph_desktop.core.domain.workbook import Fate, HeldRow, sheet
from sfph_desktop.ui.models.said import heading, said
from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.theme.pieces import Prose, button, held, rule, words
from sfph_desktop.ui.widgets.fields import Field, Form
from sfph_desktop.ui.widgets.flow import Flow
from sfph_desktop.ui.widgets.page_frame import PageHeader, Sheet
from sfph_desktop.ui.widgets.passages import Headed

_LONG = ("note", "notes")


class HeldRowSheet(Sheet):
    """A held row: what is wrong with it first, then all its cells. A field that is left changed is tried at once."""

    corrected = Signal(str, str)
    as_it_is = Signal()
    again = Signal()
    dropped = Signal()

    def __init__(self, theme: Theme, found: HeldRow) -> None:
        super().__init__(theme, "One row that waits")
        fate = found.fate
        self._kind, self._cells, self._headings = found.kind, dict(found.cells), found.headings
        lead = f"{found.kind.replace('_', ' ').capitalize()} · import {found.import_id} · {fate.fate}"
        place = f"{fate.sheet}, row {fate.row}{f', {fate.at}' if fate.at else ''}"
        self.add(PageHeader(theme, f"{fate.who}: {place}" if fate.who else place, lead))
        self.add(Prose("Put right what is told beneath. Leave the field, and the row is tried again by itself."))
        self._faulty = [fault.column for fault in fate.faults if fault.column]
        self.wrong = Form(theme, [self._field(name) for name in self._faulty], columns=1)
        self.wrong.committed.connect(lambda name, value: self.corrected.emit(name, str(value or "")))
        self.add(Headed(theme, "warning", "What keeps it out", self.wrong))
        self._right = button(theme, "It is right as it is", self.as_it_is.emit, icon="check")
        self._right.setToolTip("Let the row in although it looks doubtful")
        again = button(theme, "Try it again", self.again.emit, kind="link", icon="refresh")
        drop = button(theme, "Leave it out for good", self.dropped.emit, kind="link", icon="remove")
        self.add(Flow(theme.space("small"), self._right, again, drop))
        rest = [name for name in self._names() if name not in self._faulty]
        self.rest = Form(theme, [self._field(name) for name in rest])
        self.rest.committed.connect(lambda name, value: self.corrected.emit(name, str(value or "")))
        self.add(Headed(theme, "sheet", "The rest of the row", self.rest), None)
        for form in (self.wrong, self.rest):
            for name, made in form.rows.items():
                made.show_value(self._cells.get(name, ""))
        self.show_faults(fate)

    def first_stop(self) -> QWidget:
        """The first field that is wrong."""
        for made in self.wrong.rows.values():
            return made.editor
        return self._right

    def show_faults(self, fate: Fate) -> None:
        """Say beside each field what is wrong with it now; what is right now loses its sign."""
        faults = {fault.column: fault for fault in fate.faults}
        for form in (self.wrong, self.rest):
            for name, made in form.rows.items():
                fault = faults.get(name)
                accepted = f" Accepted: {fault.accepted.rstrip('.')}." if fault and fault.accepted else ""
                made.show_problem(f"{fault.reason}{accepted}" if fault else "")
        self._right.setVisible(fate.only_doubts)

    def _names(self) -> list[str]:
        spec = sheet(self._kind)
        known = [one.name for one in spec.columns]
        items = sorted((name for name in self._cells if name.startswith("item_")), key=lambda name: int(name[5:]))
        return known + (items if spec.item_columns else [])

    def _field(self, name: str) -> Field:
        spec = sheet(self._kind).column(name)
        kind = "lines" if name in _LONG else "text"
        # Everything is typed as text: the import reads it as it reads a spreadsheet.
        told = spec.help if spec else ""
        theirs = self._headings.get(name, "")
        if theirs and theirs.casefold() != heading(name).casefold():
            told = f"Your column '{theirs}'. {told}".strip()
        return Field(name=name, label=heading(name), kind=kind, help=told, wide=kind == "lines")


class PairSheet(Sheet):
    """Two records side by side, and the two things that can be said of them."""

    same = Signal()
    different = Signal()
    wanted = Signal(int)

    def __init__(self, theme: Theme, one: ServiceUser, other: ServiceUser, reason: str) -> None:
        super().__init__(theme, "Perhaps one person")
        self.add(PageHeader(theme, f"{one.display_name} and {other.display_name}", reason))
        self.add(
            Prose(
                "Both records are in, with all that was recorded of them. If it is one person, the records are linked "
                "and counted as one; both stay, and the link can be undone. If they are two people, that is remembered "
                "for ever and they are not offered again."
            )
        )
        self.same_button = button(theme, "It is the same person", self.same.emit, icon="person")
        self.different_button = button(theme, "They are two people", self.different.emit, icon="two-people")
        answers = [self.same_button, self.different_button]
        self.add(Flow(theme.space("small"), *answers))
        self.add(self._beside(one, other), None)

    def first_stop(self) -> QWidget:
        """The first of the two answers."""
        return self.same_button

    def _beside(self, one: ServiceUser, other: ServiceUser) -> QWidget:
        """What the two records say, line by line; what differs stands out."""
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(self.theme.space("large"))
        grid.setVerticalSpacing(self.theme.space("small"))
        for place, person in enumerate((one, other), 1):
            name = f"See the record of {person.person_ref}"
            see = button(self.theme, name, partial(self.wanted.emit, int(person.id)), kind="link")
            grid.addWidget(see, 0, place)
        line = 1
        for field in fields(ServiceUser)[1:]:
            values = [said(getattr(person, field.name)) for person in (one, other)]
            if not any(values):
                continue
            grid.addWidget(rule(), line, 0, 1, 3)
            grid.addWidget(words(heading(field.name), "quiet"), line + 1, 0)
            for place, value in enumerate(values, 1):
                grid.addWidget(words(value or "–", "bold" if values[0] != values[1] else ""), line + 1, place)
            line += 2
        for place, share in enumerate((2, 3, 3)):
            grid.setColumnStretch(place, share)
        return held(grid)
