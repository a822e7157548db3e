"""Shows the pages of a document as they will be printed: fit to the width, or nearer, or further off."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QByteArray, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeySequence, QPainter, QPaintEvent, QPen, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.theme.pieces import column, held, icon_button, row, words

_STEP = 1.25
_NEAREST, _FURTHEST = 4.0, 0.2


class _Page(QWidget):
    """One page, drawn at the size asked for."""

    def __init__(self, theme: Theme, image: QImage, number: int, of: int, description: str) -> None:
        super().__init__()
        self._theme, self.image = theme, image
        self._scaled = QImage()
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(f"Page {number} of {of}")
        self.setAccessibleDescription(description)

    def fit(self, width: int) -> None:
        self.setFixedSize(QSize(width, round(width * self.image.height() / max(self.image.width(), 1))))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The page with a thin edge, ringed while it has the focus."""
        wanted = self.size() * self.devicePixelRatioF()
        if self._scaled.size() != wanted:
            self._scaled = self.image.scaled(
                wanted, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
        painter = QPainter(self)
        painter.drawImage(self.rect(), self._scaled)
        role, width = ("focus", 3) if self.hasFocus() else ("line", 1)
        painter.setPen(QPen(self._theme.colour(role), width))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))


class PdfView(QWidget):
    """The pages of a document, one under the other. `sharper_wanted` asks for images of more dots to the inch."""

    sharper_wanted = Signal(int)

    def __init__(self, theme: Theme, name: str = "Pages of the document") -> None:
        super().__init__()
        self._theme = theme
        self._pages: list[_Page] = []
        self._zoom = 0.0
        self._dpi = 0
        self._where = words("", "small", wrap=False)
        self._room = QVBoxLayout()
        self._room.setSpacing(theme.space("large"))
        self._room.setContentsMargins(*(theme.space("large"),) * 4)
        inside = held(self._room, "sidebar")
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setAccessibleName(name)
        self._area.setWidget(inside)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        bar = row(
            self._where,
            None,
            icon_button(theme, "zoom-out", "Smaller (Ctrl+minus)", lambda: self.zoom(1 / _STEP)),
            icon_button(theme, "zoom-in", "Larger (Ctrl+plus)", lambda: self.zoom(_STEP)),
            icon_button(theme, "fit-width", "Fit the width (Ctrl+0)", self.fit_width),
            gap=theme.space("tiny"),
            edge=(theme.space("medium"), 0, theme.space("medium"), theme.space("tiny")),
        )
        layout = column(bar, self._area)
        layout.setStretch(1, 1)
        self.setLayout(layout)
        for keys, do in (
            (QKeySequence.StandardKey.ZoomIn, lambda: self.zoom(_STEP)),
            (QKeySequence.StandardKey.ZoomOut, lambda: self.zoom(1 / _STEP)),
            (QKeySequence("Ctrl+0"), self.fit_width),
        ):
            QShortcut(keys, self, do, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._area.verticalScrollBar().valueChanged.connect(lambda _at: self._say_where())

    def show_pages(self, images: Sequence[bytes], dpi: int, descriptions: Sequence[str] = ()) -> None:
        """Show pages drawn at `dpi` dots to the inch (PNG), with a description of each for those who listen."""
        at = self._area.verticalScrollBar().value()
        same = len(images) == len(self._pages)
        self._dpi = dpi
        for page in self._pages:
            self._room.removeWidget(page)
            page.deleteLater()
        self._pages = []
        for number, drawn in enumerate(images, 1):
            image = QImage()
            image.loadFromData(QByteArray(drawn))
            said = descriptions[number - 1] if number <= len(descriptions) else ""
            page = _Page(self._theme, image, number, len(images), said)
            self._room.addWidget(page, 0, Qt.AlignmentFlag.AlignHCenter)
            self._pages.append(page)
        self._fit()
        if same:
            self._area.verticalScrollBar().setValue(at)
        self._say_where()

    @property
    def count(self) -> int:
        """How many pages are shown."""
        return len(self._pages)

    def zoom(self, by: float) -> None:
        """Nearer or further off."""
        now = self._zoom or self._fitting_zoom()
        self._zoom = max(_FURTHEST, min(_NEAREST, now * by))
        self._fit()

    def fit_width(self) -> None:
        """As wide as there is room for."""
        self._zoom = 0.0
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit again when the width is what counts."""
        super().resizeEvent(event)
        if not self._zoom:
            self._fit()

    # --- inside

    def _inches(self) -> float:
        return self._pages[0].image.width() / max(self._dpi, 1) if self._pages else 8.27

    def _fitting_zoom(self) -> float:
        room = self._area.viewport().width() - 2 * self._theme.space("large") - 2
        return max(_FURTHEST, min(room, self._theme.size("column") * 3 // 2) / (self._inches() * 96))

    def _fit(self) -> None:
        zoom = self._zoom or self._fitting_zoom()
        width = round(self._inches() * 96 * zoom)
        for page in self._pages:
            page.fit(width)
        wanted = round(96 * zoom * self.devicePixelRatioF())
        if self._pages and wanted > self._dpi * 1.3 and self._dpi < 250:
            self.sharper_wanted.emit(min(wanted, 300))

    def _say_where(self) -> None:
        if not self._pages:
            self._where.setText("")
            return
        middle = self._area.verticalScrollBar().value() + self._area.viewport().height() // 2
        number = sum(page.y() <= middle for page in self._pages) or 1
        self._where.setText(f"Page {number} of {len(self._pages)}")
