"""One band of a score while a questionnaire is made: from, to, and what it is called."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from sfph_desktop.core.domain.own_forms import OwnBand
from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.theme.pieces import column, icon_button, words
from sfph_desktop.ui.widgets.flow import Flow
from sfph_desktop.ui.widgets.own_question_row import read_number


class BandRow(QWidget):
    """From, to, and the words for it."""

    changed = Signal()
    away_wanted = Signal()
    after_wanted = Signal()

    def __init__(self, theme: Theme, low: str, high: str, label: str) -> None:
        super().__init__()
        self.low, self.high, self.label = QLineEdit(low, maxLength=10), QLineEdit(high, maxLength=10), QLineEdit(label)
        for made in (self.low, self.high):
            made.setFixedWidth(theme.size("control") * 2)
        self.label.setFixedWidth(theme.size("list") * 2 // 3)
        self.label.setPlaceholderText("As: doing well")
        self.away = icon_button(theme, "remove", "Remove this band", self.away_wanted.emit)
        line = Flow(
            theme.space("small"), words("From", "label", wrap=False), self.low, words("to", "label", wrap=False),
            self.high, words("is called", "label", wrap=False), self.label, self.away,
        )  # fmt: skip
        self.setLayout(column(line))
        for made, said in ((self.low, "Band from"), (self.high, "Band to"), (self.label, "What the band is called")):
            made.setAccessibleName(said)
            made.textChanged.connect(lambda _text: self.changed.emit())
        self.label.returnPressed.connect(self.after_wanted)

    @property
    def blank(self) -> bool:
        """Nothing is typed yet."""
        return not any(one.text().strip() for one in (self.low, self.high, self.label))

    def band(self, score: str) -> OwnBand | None:
        """The band of a score; None while an end is no number."""
        low, high = read_number(self.low.text()), read_number(self.high.text())
        if low is None or high is None:
            return None
        return OwnBand(low=low, high=high, label=self.label.text().strip(), score=score)
