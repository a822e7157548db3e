"""Rows and columns that remember how high they are at each width."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout

if TYPE_CHECKING:
    _Box = QBoxLayout
else:
    _Box = object  # what is mixed in stands before Qt's own class

_MOST = 16
"""Widths remembered at once: a window whose edge is being dragged goes through hundreds of them."""


class KeptHeights(_Box):
    """What a row or column does more than Qt's own: each height is worked out once for a width, until a piece changes.

    To lay a page out, Qt asks for its height at the width that it wishes, the least, and the one it gets, and each box
    passes the question on for each of the boxes in it, several times. Qt's box remembers one answer, so the words at
    the bottom were measured eighteen times for one page. What Qt's own box takes for a change, and forgets its answer
    at, makes this one forget all of them.
    """

    def __init__(self, *how: Any) -> None:
        super().__init__(*how)
        self._heights: dict[int, int] = {}
        self._least: dict[int, int] = {}

    def heightForWidth(self, width: int) -> int:
        """The height in pixels that its pieces wish."""
        if (known := self._heights.get(width)) is None:
            known = super().heightForWidth(width)
            _keep(self._heights, width, known)
        return known

    def minimumHeightForWidth(self, width: int) -> int:
        """The height in pixels that its pieces need."""
        if (known := self._least.get(width)) is None:
            known = super().minimumHeightForWidth(width)
            _keep(self._least, width, known)
        return known

    def invalidate(self) -> None:
        """Forget: a piece has changed, come or gone."""
        self._heights.clear()
        self._least.clear()
        super().invalidate()


class Column(KeptHeights, QVBoxLayout):
    """Pieces one under the other."""


class Row(KeptHeights, QHBoxLayout):
    """Pieces side by side."""


class Turned(KeptHeights, QBoxLayout):
    """Pieces side by side or one under the other, as the width allows."""


def _keep(heights: dict[int, int], width: int, height: int) -> None:
    if len(heights) >= _MOST:
        heights.clear()
    heights[width] = height
