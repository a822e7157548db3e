"""What a file was found to hold: each sheet, what it was taken for, and which heading is which column."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QWidget

from sfph_desktop.core.domain.workbook import SHEET_NAMES, sheet
from sfph_desktop.core.usecases.import_look import FileSeen, HeadingSeen, SheetSeen, guessed, missing
from sfph_desktop.ui.models.said import counted, heading
from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.theme.pieces import button, column, held, row, rule, words
from sfph_desktop.ui.widgets.page_frame import Told

LEAVE_OUT = "-"
"""What a mapping says of a heading that is to be left out."""


class Found(QWidget):
    """Every sheet of the file, one under the other."""

    def __init__(self, theme: Theme, seen: FileSeen) -> None:
        super().__init__()
        self._seen = seen
        self.sheets = [FoundSheet(theme, one) for one in seen.sheets]
        pieces = [piece for one in self.sheets for piece in (rule(), one)][1:]
        room = column(*pieces, gap=theme.space("large"))
        if seen.not_read:
            room.addWidget(Told(theme, "attention", f"Not read: {', '.join(seen.not_read)}", "No sheet has that name."))
        self.setLayout(room)

    @property
    def mapping(self) -> dict[str, dict[str, str]]:
        """By sheet: which heading is which column of ours, where that differs from what was guessed."""
        return {one.seen.name: chosen for one in self.sheets if (chosen := one.mapping)}

    @property
    def kind(self) -> str:
        """What the file's one sheet was said to be, where the program did not find out; blank otherwise."""
        only = self.sheets[0] if len(self.sheets) == 1 else None
        return only.kind if only is not None and only.kind != only.seen.kind else ""


class FoundSheet(QWidget):
    """One sheet: its kind, the headings that were recognised, and a choice for each that was not."""

    kind_chosen = Signal()

    def __init__(self, theme: Theme, seen: SheetSeen) -> None:
        super().__init__()
        self._theme, self.seen = theme, seen
        self._every = False
        self._choices: dict[str, QComboBox] = {}
        self._ours: tuple[str, ...] = ()
        self._kind = QComboBox()
        self._kind.setAccessibleName(f"What the sheet {seen.name} holds")
        self._kind.addItem("Leave it out", "")
        for name in SHEET_NAMES:
            self._kind.addItem(name.replace("_", " ").capitalize(), name)
        self._kind.setCurrentIndex(self._kind.findData(seen.kind))
        if seen.kind:  # what was recognised by its name stays so: only a sheet that nobody knows is open to choice
            self._kind.hide()
        self._kind.activated.connect(lambda _number: self._show())
        taken = words(f"taken as {seen.kind.replace('_', ' ')}" if seen.kind else "holds", "quiet", wrap=False)
        title = words(seen.name, "strong")
        head = row(
            title,
            words(counted(seen.rows, "row"), "quiet", wrap=False),
            taken,
            self._kind,
            None,
            gap=theme.space("large"),
        )
        self._room = column(head, gap=theme.space("small"))
        self._body: QWidget | None = None
        self.setLayout(self._room)
        self._show()

    @property
    def kind(self) -> str:
        """The sheet of the workbook it is taken for; blank when it is left out."""
        return str(self._kind.currentData() or "")

    @property
    def mapping(self) -> dict[str, str]:
        """Their heading and our column (or the sign to leave it out), where a person chose otherwise than guessed."""
        chosen: dict[str, str] = {}
        for (theirs, ours), choice in zip(self._guesses(), self._chosen(), strict=True):
            if choice is not None and choice != ours:
                chosen[theirs] = choice or LEAVE_OUT
        return chosen

    def choose(self, theirs: str, ours: str) -> None:
        """Say which column of ours a heading is."""
        choice = self._choices[theirs]
        choice.setCurrentIndex(max(choice.findData(ours), 0))
        self._say_missing()

    def _guesses(self) -> list[tuple[str, str]]:
        theirs = [one.theirs for one in self.seen.headings]
        return list(zip(theirs, self._ours or [""] * len(theirs), strict=True))

    def _chosen(self) -> list[str | None]:
        """By heading what was chosen for it; None where nothing was asked."""
        made = (self._choices.get(one.theirs) for one in self.seen.headings)
        return [str(choice.currentData() or "") if choice is not None else None for choice in made]

    def _show(self) -> None:
        """The headings, as the kind that is chosen would take them."""
        if self._body is not None:
            self._body.hide()
            self._room.removeWidget(self._body)
            self._body.deleteLater()
        self._choices = {}
        theirs = [one.theirs for one in self.seen.headings]
        self._ours = guessed(theirs, self.kind) if self.kind else ()
        self._missing = words("", "attention")
        if self.kind:
            self._body = held(column(*self._known(), self._missing, self._grid(), gap=self._theme.space("small")))
            self._say_missing()
        else:
            self._body = held(column(words(f"Its headings: {', '.join(theirs)}.", "small")))
        self._room.addWidget(self._body)

    def _known(self) -> Sequence[QWidget]:
        pairs = [(one.theirs, ours) for one, ours in zip(self.seen.headings, self._ours, strict=True) if ours]
        same = [theirs for theirs, ours in pairs if theirs.strip().casefold() == ours]
        other = [f"{theirs} is {heading(ours).lower()}" for theirs, ours in pairs if theirs.strip().casefold() != ours]
        told: list[QWidget] = []
        if same:
            told.append(words(f"Recognised by name: {', '.join(same)}.", "small"))
        if other:
            told.append(words(f"Recognised: {'; '.join(other)}.", "small"))
        if pairs and not self._every:
            change = button(self._theme, "Change what was recognised", self._on_every, kind="link", icon="edit")
            told.append(held(row(change, None)))
        return told

    def _on_every(self) -> None:
        self._every = True
        self._show()

    def _grid(self) -> QWidget:
        """A line with a choice for each heading that is open."""
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(self._theme.space("large"))
        grid.setVerticalSpacing(self._theme.space("small"))
        asked = [
            (one, ours) for one, ours in zip(self.seen.headings, self._ours, strict=True) if self._every or not ours
        ]
        for line, (one, ours) in enumerate(asked):
            grid.addWidget(words(one.theirs, "bold"), line, 0)
            grid.addWidget(words(_examples(one), "quiet"), line, 1)
            grid.addWidget(self._choice(one.theirs, ours), line, 2)
        grid.setColumnStretch(1, 1)
        return held(grid)

    def _choice(self, theirs: str, ours: str) -> QComboBox:
        choice = QComboBox()
        choice.setAccessibleName(f"What {theirs} on sheet {self.seen.name} is")
        choice.setMinimumWidth(self._theme.size("list") * 2 // 3)
        choice.addItem("Leave it out", "")
        spec = sheet(self.kind)
        for name in [one.name for one in spec.columns]:
            choice.addItem(heading(name), name)
        if spec.item_columns:
            for number in range(1, 41):
                choice.addItem(f"Answer to question {number}", f"item_{number}")
        choice.setCurrentIndex(max(choice.findData(ours), 0))
        choice.activated.connect(lambda _number: self._say_missing())
        self._choices[theirs] = choice
        return choice

    def _say_missing(self) -> None:
        """Which columns are needed and not there yet."""
        now = [
            ours if choice is None else choice
            for (_theirs, ours), choice in zip(self._guesses(), self._chosen(), strict=True)
        ]
        lacking = missing(now, self.kind)
        text = ", ".join(heading(name).lower() for name in lacking)
        self._missing.setText(f"Still needed: {text}. Choose which column it is." if lacking else "")
        self._missing.setVisible(bool(lacking))


def _examples(one: HeadingSeen) -> str:
    return ", ".join(one.examples) or "empty"
