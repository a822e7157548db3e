"""The mark of a level of benefit: always the same drawing, the same colour and the same word."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from sfph_desktop.core.domain.benefits import BenefitLevel
from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.theme.pieces import mark, row, words

LEVEL_ICONS: dict[BenefitLevel, str] = {"individual": "person", "social": "two-people", "environmental": "leaf"}
LEVEL_WORDS: dict[BenefitLevel, str] = {
    "individual": "For each person",
    "social": "For others and the community",
    "environmental": "For the environment",
}


class LevelMark(QWidget):
    """A person, two people or a leaf in the level's colour, with its word unless it stands beside one already."""

    def __init__(self, theme: Theme, level: BenefitLevel, *, word: bool = True, kind: str = "strong") -> None:
        super().__init__()
        self.level = level
        sign = mark(theme, LEVEL_ICONS[level], level, theme.size("icon") + 4)
        sign.setAccessibleName("" if word else LEVEL_WORDS[level])
        self.setLayout(row(sign, words(LEVEL_WORDS[level], kind) if word else None, gap=theme.space("small")))
        if word:
            self.layout().setStretch(1, 1)  # type: ignore[union-attr]
