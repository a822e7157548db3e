"""What the Single Procurement Document asks about, each with our text to copy, or what is missing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget

from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.theme.pieces import button, column, held, row, words
from sfph_desktop.ui.widgets.flow import Flow
from sfph_desktop.ui.widgets.page_frame import PageHeader, Sheet
from sfph_desktop.ui.widgets.passages import fill

_LEAD = (
    "The Single Procurement Document (Scotland) asks about you, not about the bid. Copy each text into the buyer's "
    "form. Only what is recorded here is said, and nothing is declared for you."
)


class SpdSheet(Sheet):
    """Copies to the clipboard at once; what was copied is told by `announce`."""

    left = Signal()

    def __init__(self, theme: Theme, announce: Callable[[str], None]) -> None:
        super().__init__(theme, "Texts for the Single Procurement Document")
        self._announce = announce
        self._all = ""
        self.room = QVBoxLayout()
        self.room.setSpacing(theme.space("medium"))
        back = button(theme, "Back to the bids", self.left.emit, kind="link", icon="arrow-left")
        self.copy_all = button(theme, "Copy all of it", lambda: self._copy("All of it", self._all), kind="primary")
        header = PageHeader(theme, "Single Procurement Document", _LEAD)
        self.add(row(back, None), header, Flow(theme.space("small"), self.copy_all), self.room, None)

    def show_answers(self, answers: Sequence[tuple[str, str, str]], everything: str) -> None:
        """Each as (heading, text, what is missing)."""
        self._all = everything
        fill(self.room, *(self._line(*one) for one in answers))

    def _line(self, heading: str, text: str, gap: str) -> QWidget:
        theme = self.theme
        if not text:
            return held(column(words(heading, "bold"), words(f"{gap}.", "attention"), gap=theme.space("tiny")))
        copy: QPushButton = button(theme, "Copy", partial(self._copy, heading, text))
        copy.setAccessibleName(f"Copy: {heading}")
        told = column(words(heading, "bold"), words(text), row(copy, None), gap=theme.space("tiny"))
        return held(told)

    def _copy(self, heading: str, text: str) -> None:
        QApplication.clipboard().setText(text)
        self._announce(f"Copied: {heading}")
