"""Rows and columns remember their heights, and never a height that has passed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication, QBoxLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from sfph_desktop.ui.theme.kept_heights import Column, Row

_TEXT = "Sixteen people moved from a low to a moderate score between their first and their latest answer. "
_WIDTHS = (90, 200, 90, 333, 600, 200)


class Measured(QLabel):
    """Words that count how often their height was asked for."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setWordWrap(True)
        self.asked: list[int] = []

    def heightForWidth(self, width: int) -> int:
        """As the label has it."""
        self.asked.append(width)
        return super().heightForWidth(width)


def page(upright: type[QVBoxLayout], across: type[QHBoxLayout]) -> tuple[QWidget, Measured]:
    """Words in a column in a card in a row in a page, as a finding stands."""
    label = Measured(_TEXT * 3)
    piece: QWidget = label
    for made in (upright, across, upright, across):
        box: QBoxLayout = made()
        beside = QLabel("E-0001")
        box.addWidget(piece, 1)
        box.addWidget(beside)
        piece = QWidget()
        piece.setLayout(box)
    return piece, label


def heights(whole: QWidget) -> list[tuple[int, int, int]]:
    layout = whole.layout()
    assert layout is not None
    least = [layout.totalMinimumHeightForWidth(width) for width in _WIDTHS]
    return [(width, layout.totalHeightForWidth(width), low) for width, low in zip(_WIDTHS, least, strict=True)]


def _nothing(_label: QLabel) -> None:
    """The page as it was made."""


def _shorter(label: QLabel) -> None:
    label.setText("Short.")


def _bigger(label: QLabel) -> None:
    font = label.font()
    font.setPixelSize(30)
    label.setFont(font)


def _while_away(label: QLabel) -> None:
    whole = label.window()
    whole.hide()
    _shorter(label)
    whole.show()


def _framed(label: QLabel) -> None:
    holder = label.parentWidget()
    layout = holder.layout() if holder is not None else None
    assert layout is not None
    layout.setContentsMargins(40, 40, 40, 40)


@pytest.mark.parametrize(
    "change",
    [_nothing, _shorter, _bigger, QLabel.hide, _framed, QLabel.deleteLater, _while_away],
    ids=["as made", "other words", "a larger typeface", "hidden", "more room around", "gone", "other words while away"],
)
def test_they_are_as_high_as_qts_own_whatever_happens_to_a_piece(
    qapp: QApplication, change: Callable[[QLabel], object]
) -> None:
    pages = page(QVBoxLayout, QHBoxLayout), page(Column, Row)
    for whole, label in pages:
        whole.resize(400, 400)
        whole.show()
        heights(whole)
        change(label)
    qapp.sendPostedEvents(None, 0)
    qapp.processEvents()
    (own, _), (kept, _) = pages
    assert heights(kept) == heights(own)
    assert len({high for _, high, _ in heights(kept)}) > 1 or change is not _nothing
    for whole, _ in pages:
        whole.close()


def test_words_are_measured_once_for_a_width_until_they_change(qapp: QApplication) -> None:
    whole, label = page(Column, Row)
    whole.show()
    heights(whole)
    first = len(label.asked)
    assert first
    heights(whole)
    heights(whole)
    assert len(label.asked) == first, "nothing has changed"
    label.setText("Other words.")
    qapp.sendPostedEvents(None, 0)
    heights(whole)
    assert len(label.asked) > first
    whole.close()


def test_a_window_dragged_through_many_widths_does_not_fill_the_memory(qapp: QApplication) -> None:
    column = Column()
    label = Measured(_TEXT)
    column.addWidget(label)
    for width in range(100, 2_000):
        column.heightForWidth(width)
        column.minimumHeightForWidth(width)
    assert len(column._heights) < 40 > len(column._least)
    label.deleteLater()
