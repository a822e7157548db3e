"""One section of a case study: what the record says at one side, the words of whoever writes at the other."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sfph_desktop.core.domain.story_page import SectionShown
from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.theme.pieces import column, held, words
from sfph_desktop.ui.widgets.fields import Field, FieldRow
from sfph_desktop.ui.widgets.passages import Turning, fill

_SILENT = "The record says nothing of this."


class StorySection(QWidget):
    """`written` carries the key of the section and the words, when the field is left. Facts cannot be typed in."""

    written = Signal(str, str)

    def __init__(self, theme: Theme, shown: SectionShown) -> None:
        super().__init__()
        self.theme = theme
        one = shown.section
        self.title = words(one.title, "strong")
        self._facts = QVBoxLayout()
        self._facts.setSpacing(theme.space("small"))
        told = held(column(words("From the record", "label"), self._facts, None, gap=theme.space("tiny")))
        self.editor: FieldRow | None = None
        pieces: list[QWidget] = [told]
        if one.asks:
            field = Field(name=one.key, label="Your words", kind="lines", help=one.asks, high=3)
            self.editor = FieldRow(theme, field)
            self.editor.editor.setAccessibleName(f"Your words: {one.title}")
            self.editor.committed.connect(lambda key, text: self.written.emit(key, str(text or "")))
            pieces.insert(0, self.editor)
        side = Turning(theme, pieces, theme.size("list"), gap=theme.space("large"))
        self.setLayout(column(self.title, side, gap=theme.space("small")))

    def show_section(self, shown: SectionShown, pictures: Sequence[QWidget] = (), *, allowed: bool) -> None:
        """Show what the record says now, and the words that are kept; what is being typed stays."""
        lines: list[QWidget] = [words(f"{fact.text} {fact.evidence}".strip()) for fact in shown.facts] or [
            words(_SILENT if allowed else "Nothing is drawn from the record without their agreement.", "quiet")
        ]
        fill(self._facts, *pictures, *lines)
        if self.editor is not None:
            if not self.editor.has_keyboard():
                self.editor.show_value(shown.words)
            self.editor.setEnabled(allowed)
