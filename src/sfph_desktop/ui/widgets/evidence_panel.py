"""An evidence number, opened in the page: what the figure means, what is behind it, and how it stands today."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from sfph_desktop.core.domain.again import WorkedAgain
from sfph_desktop.core.domain.office_facts import Listing
from sfph_desktop.core.domain.proofs import Proof
from sfph_desktop.ui.models.record_table import RecordTable, Shape
from sfph_desktop.ui.models.said import said_moment
from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.theme.pieces import Prose, button, column, held, row, rule, scroller, words
from sfph_desktop.ui.widgets.beside import Flowing
from sfph_desktop.ui.widgets.chart_shelf import ChartPlace, ChartShelf
from sfph_desktop.ui.widgets.findings import period_words, scope_words, sentence
from sfph_desktop.ui.widgets.flow import Flow
from sfph_desktop.ui.widgets.record_views import RecordGrid
from sfph_desktop.ui.widgets.then_and_now import ThenAndNow

_MOST_ROWS = 7
_WIDE = Qt.AlignmentFlag(0)
"""As wide as there is room."""
NOT_OPENED = "This figure could not be opened: the program went wrong. Your records are safe."
NOT_WORKED_OUT = "This run could not be worked out again: the program went wrong. Your records are safe."


class EvidencePanel(QFrame):
    """Beside the findings, never over them. `closed` when it was put away; `person_wanted` carries a person's id."""

    closed = Signal()
    person_wanted = Signal(object)
    names_wanted = Signal()
    """Somebody wants to see who they are: a deliberate press, which the history keeps."""
    again_wanted = Signal(str)
    """The run of this figure is to be worked out again; carries its number."""
    pack_wanted = Signal(str)
    """A proof pack of this figure; carries its evidence number."""
    copied = Signal(str)
    """The proof as plain text without anybody's name, for the clipboard."""

    def __init__(self, theme: Theme, shelf: ChartShelf) -> None:
        super().__init__()
        self.setProperty("kind", "sidebar")
        self.setAccessibleName("Evidence")
        self._theme, self._shelf = theme, shelf
        self.evidence = ""
        self.proof: Proof | None = None
        self.copy_button: QPushButton | None = None
        self.names_button: QPushButton | None = None
        self.pack_button: QPushButton | None = None
        self.again_button: QPushButton | None = None
        self._then_and_now: ThenAndNow | None = None
        self._pieces = column()
        self._title = words("", "strong")
        self.close_button = button(theme, "Close", self.put_away, kind="quiet", icon="close", description="Escape")
        head = row(self._title, self.close_button, gap=theme.space("small"))
        head.setStretch(0, 1)
        edge = theme.space("large")
        head.setContentsMargins(edge, theme.space("medium"), theme.space("small"), theme.space("small"))
        self._room = QVBoxLayout()
        self._room.setContentsMargins(0, 0, 0, 0)
        self._area = scroller(QWidget(), "Evidence")
        self._room.addWidget(self._area)
        layout = column(head, rule())
        layout.addLayout(self._room, 1)
        self.setLayout(layout)
        self.hide()

    def show_opening(self, evidence: str, line: str = "") -> None:
        """Say at once that it is being opened."""
        self.evidence, self.proof = evidence, None
        self._title.setText(f"Evidence {evidence}")
        self.setAccessibleName(f"Evidence {evidence}")
        content = [Prose(line)] if line else []
        waiting = words("Opening …", "quiet")
        self._put(*content, waiting)
        self.show()

    def show_fault(self) -> None:
        """Say that nothing came of it, where it was said that it is being opened."""
        if self.proof is None:
            self._put(words(NOT_OPENED, "problem"))

    def show_proof(self, proof: Proof, chart: str = "") -> None:
        """Show all that stands behind a figure; then and now may come later (`show_since`)."""
        theme = self._theme
        self.evidence, self.proof = proof.evidence, proof
        self._title.setText(f"Evidence {proof.evidence}")
        self.setAccessibleName(f"Evidence {proof.evidence}")
        self.setAccessibleDescription(proof.title)
        pieces: list[QWidget] = [Prose(proof.title)]
        if chart:
            pieces.append(ChartPlace(theme, self._shelf, chart))
        self._then_and_now = ThenAndNow(theme, proof)
        pieces += [
            self._then_and_now,
            *self._records(proof),
            words("What it means", "bold"),
            Prose(proof.definition),
            words("What was looked at", "bold"),
            Prose("\n".join(looked_at(proof))),
            *self._technical(proof),
            words("Made with these versions", "bold"),
            words(made_with(proof), "small"),
            self._working_again(proof),
        ]
        self.copy_button = self._copying()
        self.pack_button = button(
            theme,
            "Proof pack of this figure",
            lambda: self.pack_wanted.emit(proof.evidence),
            icon="page",
            description="A PDF and tables for a commissioner, with nobody's name. You see first what will leave.",
        )
        self._put(*pieces, Flow(theme.space("small"), self.copy_button, self.pack_button))
        self._hold_back(proof)
        self.show()

    def show_since(self, proof: Proof) -> None:
        """Fill in then and now of the figure that is shown, and let whatever waited for it be pressed."""
        if self._then_and_now is None or proof.movement is None or self.proof is None:
            return
        self.proof = proof
        moved = proof.movement
        self._in_place(lambda section: section.show_movement(moved))
        self._hold_back(proof)

    def show_no_since(self, why: str) -> None:
        """Say why then and now does not come; what needs it stays as it is."""
        self._in_place(lambda section: section.say_not(why))
        if self.copy_button is not None:
            self.copy_button.setEnabled(True)

    def show_names(self, people: tuple[tuple[int, str], ...]) -> None:
        """Name the people behind the figure that is shown, in place of the button that asked for it."""
        self.proof = None if self.proof is None else replace(self.proof, people=people)
        if self.proof is None or self.names_button is None:
            return
        grid = self._names(self.proof)
        self._behind.removeWidget(self.names_button)
        self._behind.addWidget(grid)
        self.names_button.hide()
        self.names_button.deleteLater()
        self.names_button = None
        grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_again(self, again: WorkedAgain) -> None:
        """Say whether the run came out as it was kept, in place of the button that asked for it."""
        if self.proof is None or self.proof.snapshot != again.snapshot:
            return
        told = words(again.verdict, "good" if again.same else "problem")
        self._say_again(told, *(words(line, "small") for line in said_again(again)))

    def show_no_again(self, why: str) -> None:
        """Say why the run cannot be worked out again."""
        self._say_again(words(why, "quiet"))

    def put_away(self) -> None:
        """Close it."""
        self.hide()
        self.evidence = ""
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes it."""
        if event.key() == Qt.Key.Key_Escape:
            self.put_away()
        else:
            super().keyPressEvent(event)

    # --- inside

    def _put(self, *pieces: QWidget) -> None:
        inside = Flowing()
        theme = self._theme
        self._pieces = column(*pieces, None, gap=theme.space("medium"), edge=theme.space("large"))
        inside.setLayout(self._pieces)
        self._area.setWidget(inside)
        self._area.verticalScrollBar().setValue(0)

    def _hold_back(self, proof: Proof) -> None:
        """What cannot be right before then and now is known waits for it: who they are now, and the whole proof."""
        known = proof.movement is not None
        for waiting in (self.names_button, self.copy_button):
            if waiting is not None:
                waiting.setEnabled(known)

    def _in_place(self, fill: Callable[[ThenAndNow], object]) -> None:
        """Fill then and now, and leave what is read further down where it is on the screen."""
        section, bar = self._then_and_now, self._area.verticalScrollBar()
        if section is None:
            return
        before, bottom = section.height(), section.y() + section.height()
        fill(section)
        self._pieces.activate()
        QApplication.sendEvent(self._area, QEvent(QEvent.Type.LayoutRequest))
        if bottom <= bar.value():
            bar.setValue(bar.value() + section.height() - before)

    def _working_again(self, proof: Proof) -> QWidget:
        self.again_button = button(
            self._theme,
            "Work it out again",
            lambda: self.again_wanted.emit(proof.snapshot),
            icon="refresh",
            description="The whole run, as at its day, from what was kept of the records then, without anybody's name. "
            "Every figure is compared to the last digit.",
        )
        self._again = column(
            words("Does the run still come out the same?", "bold"), self.again_button, gap=self._theme.space("small")
        )
        self._again.setAlignment(self.again_button, Qt.AlignmentFlag.AlignLeft)
        return held(self._again)

    def _say_again(self, *lines: QLabel) -> None:
        if self.again_button is None:
            return
        self._again.removeWidget(self.again_button)
        self.again_button.hide()
        self.again_button.deleteLater()
        self.again_button = None
        for line in lines:
            self._again.addWidget(line)
        lines[0].setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        lines[0].setAccessibleName(" ".join(line.text() for line in lines))
        lines[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _records(self, proof: Proof) -> list[QWidget]:
        lines = proof.behind
        if not lines:
            return []
        who: QWidget | None = None
        self.names_button = None
        if proof.people:
            who = self._names(proof)
        elif proof.records.ids.get("people"):
            who = self.names_button = button(
                self._theme,
                "Show who they are",
                self.names_wanted.emit,
                icon="people",
                description="Their names are shown here. That they were read is kept in the history.",
            )
        self._behind = column(
            words("Records behind it", "bold"), words("; ".join(lines)), gap=self._theme.space("small")
        )
        if who is not None:
            self._behind.addWidget(who, 0, Qt.AlignmentFlag.AlignLeft if who is self.names_button else _WIDE)
        return [held(self._behind)]

    def _names(self, proof: Proof) -> RecordGrid:
        table = RecordTable(Shape(columns=("name",), headings={"name": "People, by name (Enter opens their record)"}))
        grid = RecordGrid(self._theme, table, "People behind this figure")
        table.show(Listing(kind="people", columns=("id", "name"), rows=proof.people))
        rows = min(len(proof.people), _MOST_ROWS)
        line = self._theme.size("control")
        grid.setFixedHeight(line * (rows + 1) + 10)
        grid.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        grid.opened.connect(self.person_wanted)
        return grid

    def _technical(self, proof: Proof) -> list[QWidget]:
        text = proof.technical
        return [words("For whoever checks the sums", "bold"), words(text, "small")] if text else []

    def _copying(self) -> QPushButton:
        def copy() -> None:
            if self.proof is not None:
                self.copied.emit(plain_proof(self.proof))

        return button(
            self._theme,
            "Copy this proof without names",
            copy,
            icon="quote",
            description="Puts the definition, the selection and the counts on the clipboard, with nobody's name",
        )


# --- what it says ----------------------------------------------------------------------------------------------------


def looked_at(proof: Proof) -> tuple[str, ...]:
    """Period, scope and snapshot of a proof, a line for each."""
    return (
        f"Period: {period_words(proof.selection.period)}",
        f"Scope: {scope_words(proof.selection)}",
        f"Run: {proof.snapshot}, made {said_moment(proof.made_at)}",
    )


def said_again(again: WorkedAgain, most: int = 12) -> tuple[str, ...]:
    """What differs in a run that was worked out again, a line for each figure, and why that may be."""
    if again.same:
        return ("Worked out as at its day, from what was kept of the records then.",)
    lines = [
        f"{one.evidence}: then {one.then}, now {one.now}" if one.evidence else sentence(f"{one.title} differ")
        for one in again.differences[:most]
    ]
    more = len(again.differences) - most
    return (*lines, *([f"And {more:,} more."] if more > 0 else []), *again.reasons)


def made_with(proof: Proof) -> str:
    """The fingerprint of each part of the reference library that was used."""
    return ", ".join(f"{name.replace('_', ' ')} {fingerprint}" for name, fingerprint in proof.versions.items())


def plain_proof(proof: Proof) -> str:
    """The proof as plain text that may be handed over: counts and definitions, and nobody's name or record number."""
    moved: Any = proof.movement
    parts = [
        f"Evidence {proof.evidence}",
        proof.title,
        *looked_at(proof),
        f"What it means: {proof.definition}",
        f"Records behind it: {'; '.join(proof.behind) or 'none of their own'}",
    ]
    if moved is not None:
        parts.append(f"Then: {moved.then}. Today: {moved.now}. {' '.join(sentence(one) for one in moved.reasons)}")
    if text := proof.technical:
        parts.append(f"For whoever checks the sums: {text}")
    parts.append(f"Versions: {made_with(proof)}")
    return "\n\n".join(parts)
