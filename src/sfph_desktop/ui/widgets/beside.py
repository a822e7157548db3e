"""Two columns that stand one under the other where the width does not allow both; and how a passage is headed."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QComboBox, QHBoxLayout, QSizePolicy, QWidget

from sfph_desktop.core.domain.benefits import BenefitLevel
from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.theme.kept_heights import Column, Turned
from sfph_desktop.ui.theme.pieces import column, mark, row, words
from sfph_desktop.ui.widgets.chart_shelf import ChartPlace, ChartShelf, chart_width
from sfph_desktop.ui.widgets.level_mark import LevelMark
from sfph_desktop.ui.widgets.long_words import LongWords


class Flowing(QWidget):
    """What a scroller holds: as high as its words need at the width it gets, and never higher for being narrowable."""

    def minimumSizeHint(self) -> QSize:
        """None of its own: the scroller asks for the height at the width there is."""
        return QSize(0, 0)

    def sizeHint(self) -> QSize:
        """None of its own either: to wish a size, all of its words would be measured at a width they never get."""
        return QSize(0, 0)


class Beside(QWidget):
    """Words at the left and charts at the right, or beneath where the page is narrow."""

    def __init__(self, theme: Theme, pieces: list[QWidget], shelf: ChartShelf, charts: tuple[str, ...]) -> None:
        super().__init__()
        self._theme = theme
        self._words = Column()
        self._words.setSpacing(theme.space("small"))
        for piece in pieces:
            self._words.addWidget(piece)
        self._words.addStretch(1)
        self.charts = [ChartPlace(theme, shelf, key) for key in charts]
        self._side = QWidget()
        self._side.setLayout(column(*self.charts, None, gap=theme.space("wide")))
        self._line = Turned(QBoxLayout.Direction.LeftToRight)
        self.setLayout(self._line)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(theme.space("wide"))
        self._line.addLayout(self._words, 1)
        self._line.addWidget(self._side)
        self._folded = False
        self._arrange(self.width())

    def fold(self, folded: bool, less: int = 0) -> None:
        """Leave the charts out where they have no room of their own: the evidence of one figure is being read.

        `less`: pixels that are about to be taken from the width, so that it is not laid out for what it will lose.
        """
        self._folded = folded
        self._arrange(self.width() - less)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Side by side where both have room."""
        super().resizeEvent(event)
        self._arrange(self.width())

    def _arrange(self, width: int) -> None:
        wide = chart_width(self._theme)
        needed = max(self._words.minimumSize().width(), self._theme.size("list"))
        room = width >= wide + self._line.spacing() + needed
        directions = QBoxLayout.Direction
        wanted = directions.LeftToRight if room else directions.TopToBottom
        if self._line.direction() != wanted:
            self._line.setDirection(wanted)
        self._side.setVisible(bool(self.charts) and (room or not self._folded))
        self._side.setMinimumWidth(wide if room else 0)
        self._side.setMaximumWidth(wide)


class Passage(QWidget):
    """A part of the page: its heading with its mark, a quiet line, and what stands under it."""

    def __init__(
        self,
        theme: Theme,
        title: str = "",
        *pieces: QWidget,
        level: BenefitLevel | None = None,
        icon: str = "",
        lead: str = "",
    ) -> None:
        super().__init__()
        if level is not None:
            head: QHBoxLayout | LevelMark = LevelMark(theme, level)
        else:
            head = row(mark(theme, icon, "accent", theme.size("icon") + 4), words(title, "strong"), None, gap=8)
            head.setStretch(1, 1)
        beneath = [words(lead, "quiet")] if lead else []
        self.setLayout(column(head, *beneath, theme.space("tiny"), *pieces, gap=theme.space("small")))


class Choice(LongWords):
    """One of several. The wheel scrolls the page, not the choice, unless the choice has the keyboard."""

    def __init__(self, name: str, described: str = "") -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setAccessibleDescription(described)
        self.view().setAccessibleName(name)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(12)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def fill(self, choices: list[tuple[str, object]], chosen: object = None) -> None:
        """Offer these words, each with what it stands for; what was chosen stays chosen where it still is there."""
        kept = self.currentData() if chosen is None else chosen
        blocked = self.blockSignals(True)
        self.clear()
        for said, what in choices:
            self.addItem(said, what)
        self.choose(kept)
        self.blockSignals(blocked)

    def choose(self, what: object) -> None:
        """Choose by what the words stand for; the first where it is not there."""
        found = next((n for n in range(self.count()) if self.itemData(n) == what), 0)
        self.setCurrentIndex(found)

    def wheelEvent(self, event: object) -> None:
        """Leave the wheel to the page."""
        if self.hasFocus():
            super().wheelEvent(event)  # type: ignore[arg-type]
        else:
            event.ignore()  # type: ignore[attr-defined]
