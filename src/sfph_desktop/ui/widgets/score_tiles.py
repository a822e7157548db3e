"""The scores of one questionnaire as figures, each with the published band it lies in."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from sfph_desktop.core.domain.pages import Reading
from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.theme.pieces import row
from sfph_desktop.ui.widgets.page_frame import Tile
from sfph_desktop.ui.widgets.passages import Tiled

_WORDS = {"raw": "Total as added up", "metric": "Total on the metric scale"}


def score_tiles(theme: Theme, readings: tuple[Reading, ...]) -> QWidget:
    """A tile for each score, side by side where there is room."""
    tiles: list[QWidget] = [
        Tile(theme, f"{one.value:g}", _WORDS.get(one.output, one.output.replace("_", " ").capitalize()), one.band)
        for one in readings
    ]
    if len(tiles) == 1:
        tiles[0].setMinimumWidth(theme.size("list") // 2)
        alone = QWidget()
        alone.setLayout(row(tiles[0], None))
        return alone
    return Tiled(theme, tiles, theme.size("list") // 3)
