"""The pages of a summary, kept fitted and counted while the window settles round them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QTimer

from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.widgets.pdf_view import PdfView


class PageViewer(PdfView):
    """A PdfView that looks again once its pages have their places: only then is it known which one is seen."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__(theme, name)
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._settle)
        self._area.verticalScrollBar().rangeChanged.connect(lambda _low, _high: self._soon.start())

    def show_pages(self, images: Sequence[bytes], dpi: int, descriptions: Sequence[str] = ()) -> None:
        """Show pages drawn at `dpi` dots to the inch (PNG), with a description of each for those who listen."""
        super().show_pages(images, dpi, descriptions)
        self._soon.start()

    def _settle(self) -> None:
        """A scroll bar that came with the pages has taken some of the width."""
        if not self._zoom:
            self._fit()
        self._say_where()
