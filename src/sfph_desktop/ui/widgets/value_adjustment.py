"""One share taken away from a value: how much of 100, why, from where; and what is known, beside the field."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout

from sfph_desktop.core.domain.benefits import Adjustment
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.value_rules import hundred_typed
from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.theme.pieces import column, mark, row, words
from sfph_desktop.ui.widgets.fields import Field, Form
from sfph_desktop.ui.widgets.growing import Growing
from sfph_desktop.ui.widgets.passages import fill

QUESTIONS = {
    "deadweight": (
        "Would have happened anyway",
        "Of every 100 changes, how many would have come about without you? The word for it is deadweight.",
    ),
    "displacement": (
        "Moved from elsewhere",
        "Of every 100, how many only took the place of somebody or something else? The word is displacement.",
    ),
    "attribution": (
        "Owed to others",
        "Of every 100, how many are owed to others who helped the same people? The word is attribution.",
    ),
    "drop_off": (
        "Lost in each later year",
        "Of every 100 that last one year, how many are gone a year later? The word is drop-off.",
    ),
    "cashable": (
        "Released as cash",
        "Of every 100 pounds of public cost avoided, how many are really released as cash? Blank counts as none.",
    ),
}


class AdjustmentRow(Growing):
    """`left` carries name and Adjustment when a field was left changed; `typed` is sent at every key."""

    left = Signal(str, object)
    typed = Signal()

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self._theme, self.name = theme, name
        self.adjustment = Adjustment()
        title, question = QUESTIONS[name]
        self.form = Form(
            theme,
            (
                Field(name="share", label="Of every 100", kind="hundred"),
                Field(name="source", label="Where that comes from", help="A study, a comparison group, your records."),
                Field(name="reason", label="Why so many, and not more or fewer", wide=True),
            ),
        )
        for one, made in self.form.rows.items():
            made.editor.setAccessibleName(f"{title}: {made.field.label}")
            if isinstance(made.editor, QLineEdit):
                made.editor.textEdited.connect(lambda _text: self.typed.emit())
            del one
        self._sign = mark(theme, "warning", "attention", theme.size("icon") - 4)
        self._missing = words("", "attention")
        self._missing_row = row(self._sign, self._missing, gap=theme.space("tiny"))
        self._missing_row.setStretch(1, 1)
        self._known = QVBoxLayout()
        self._known.setSpacing(theme.space("tiny"))
        self._known_texts: tuple[str, ...] | None = None
        self.setLayout(
            column(
                theme.space("small"),
                words(title, "bold"),
                words(question, "small"),
                self.form,
                self._missing_row,
                self._known,
                gap=theme.space("small"),
            )
        )
        self.form.committed.connect(self._on_left)
        self.show_known(())
        self._say_missing(self.adjustment)

    def show_adjustment(self, adjustment: Adjustment, *, other: bool) -> None:
        """Show it as it is kept; of the same line, a field that is being typed in, or is wrong, stays."""
        self.adjustment = adjustment
        shown = {"share": hundred_typed(adjustment.share), "reason": adjustment.reason, "source": adjustment.source}
        for name, made in self.form.rows.items():
            if other or not (made.has_keyboard() or made.editor.property("problem")):
                made.show_value(shown[name])
        self._say_missing(adjustment)

    def show_known(self, known: Sequence[str]) -> None:
        """What is known of this share, each with its source."""
        if tuple(known) == self._known_texts:
            return
        self._known_texts = tuple(known)
        theme = self._theme
        pieces = [words("What is known", "label")] if known else []
        for said in known:
            line = Growing()
            text = row(mark(theme, "info", "text_quiet", theme.size("icon") - 4), words(said, "small"),
                       gap=theme.space("small"))  # fmt: skip
            text.setStretch(1, 1)
            line.setLayout(text)
            pieces.append(line)  # type: ignore[arg-type]
        fill(self._known, *pieces)

    def as_typed(self) -> Adjustment:
        """What stands in the fields now; a share that cannot be so leaves what is kept."""
        rows = self.form.rows
        try:
            share: Any = rows["share"].value()
        except UserCanFix:
            share = self.adjustment.share
        return Adjustment(share=share, reason=rows["reason"].text.strip(), source=rows["source"].text.strip())

    def show_live(self) -> None:
        """Say what is still missing of what is typed, and tell at once of a share that cannot be so."""
        made = self.form.rows["share"]
        try:
            made.value()
            made.show_problem("")
        except UserCanFix as wrong:
            made.show_problem(str(wrong))
        self._say_missing(self.as_typed())

    # --- inside

    def _say_missing(self, adjustment: Adjustment) -> None:
        text = missing_words(self.name, adjustment)
        self._missing.setText(text)
        self._missing.setVisible(bool(text))
        self._sign.setVisible(bool(text))

    def _on_left(self, _name: str, _value: object) -> None:
        try:
            self.form.rows["share"].value()
        except UserCanFix:
            return
        self.left.emit(self.name, self.as_typed())


def missing_words(name: str, adjustment: Adjustment) -> str:
    """What is still needed of a share before its line counts, or to stand up to a question; blank when all is there."""
    if adjustment.share is None:
        return "" if name == "cashable" else "Needed before this line counts. None is a share too: write 0 and say why."
    if not adjustment.reason.strip():
        return "Say why: without a reason this line does not count."
    return "" if adjustment.source.strip() else "No source yet: a buyer will ask where this comes from."
