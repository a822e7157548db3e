"""Then and now of one figure: the printed number beside today's, which may come later without moving anything."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QVBoxLayout, QWidget

from sfph_desktop.core.domain.proofs import Movement, Proof
from sfph_desktop.ui.models.said import said_moment
from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.theme.pieces import column, mark, row, words
from sfph_desktop.ui.widgets.findings import sentence

NOT_YET = "…"
NOT_COMPARED = "What has changed since could not be worked out: the program went wrong. Your records are safe."
_EDGE = 4
"""The line at the left of a box that asks for attention, in pixels: it has its place before it comes."""


class ThenAndNow(QWidget):
    """A box with both numbers, and a line for each thing that happened in between.

    Until today's number is known there is a box of the same size and one line that says what is being looked at.
    """

    def __init__(self, theme: Theme, proof: Proof) -> None:
        super().__init__()
        self._then = proof.then
        made = said_moment(proof.made_at)
        then, _, _ = _labelled("Then", proof.then, made)
        now, self._now, self._note = _labelled("Today", NOT_YET, "being worked out")
        inner = row(then, mark(theme, "arrow-right", "text_quiet"), now, gap=theme.space("medium"))
        inner.setStretch(0, 1)
        inner.setStretch(2, 1)
        edge = theme.space("medium")
        inner.setContentsMargins(edge + _EDGE, edge, edge, edge)
        self._box = QFrame()
        self._box.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._box.setLayout(inner)
        self._lines: QVBoxLayout = column(gap=theme.space("medium"))
        self._first = words(f"Looking at what has changed since {made.split(',')[0]} …", "quiet")
        self._lines.addWidget(self._first)
        self.setLayout(column(words("Then and now", "bold"), self._box, self._lines, gap=theme.space("medium")))
        self._colour(moved=False)
        self._box.setAccessibleName(f"Then {proof.then}. {self._first.text()}")
        if proof.movement is not None:
            self.show_movement(proof.movement)

    def show_movement(self, moved: Movement) -> None:
        """Today's number, and what happened in between."""
        self._now.setText(moved.now)
        self._note.setText("worked out again just now")
        self._colour(moved=moved.then != moved.now)
        self._box.setAccessibleName(f"Then {moved.then}. Today {moved.now}. {'. '.join(moved.reasons)}")
        self._first.setText(sentence(moved.reasons[0]) if moved.reasons else "")
        for reason in moved.reasons[1:]:
            self._lines.addWidget(words(sentence(reason), "quiet"))

    def say_not(self, why: str) -> None:
        """Say why today's number does not come."""
        self._now.setText("not known")
        self._note.setText("")
        self._first.setText(why)
        self._box.setAccessibleName(f"Then {self._then}. {why}")

    def _colour(self, *, moved: bool) -> None:
        kind = "attention_panel" if moved else "soft"
        if self._box.property("kind") == kind:
            return
        self._box.setProperty("kind", kind)
        self._box.style().unpolish(self._box)
        self._box.style().polish(self._box)


def _labelled(title: str, text: str, note: str) -> tuple[QWidget, QLabel, QLabel]:
    made, number, beneath = QWidget(), words(text, "bold"), words(note, "small")
    made.setLayout(column(words(title, "label"), number, beneath, None, gap=2))
    made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    return made, number, beneath
