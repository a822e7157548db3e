"""Turns the tokens into what Qt shows: palette, style sheet, fonts, and icons tinted by role."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from string import Template
from weakref import WeakKeyDictionary

from PySide6.QtCore import QByteArray, QObject, QRectF, QSize, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QPushButton, QWidget
from shiboken6 import isValid

from sfph_desktop.ui.theme.tokens import Tokens

_PALETTE = {
    QPalette.ColorRole.Window: "window",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Base: "field",
    QPalette.ColorRole.AlternateBase: "sidebar",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.Button: "window",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.BrightText: "danger",
    QPalette.ColorRole.Highlight: "accent",
    QPalette.ColorRole.HighlightedText: "on_accent",
    QPalette.ColorRole.Link: "accent",
    QPalette.ColorRole.LinkVisited: "accent",
    QPalette.ColorRole.PlaceholderText: "text_quiet",
    QPalette.ColorRole.ToolTipBase: "notice",
    QPalette.ColorRole.ToolTipText: "on_notice",
}


class Theme(QObject):
    """The look of the program: which theme, which text size, and what each role is in it.

    `changed` is sent when either is chosen anew; icons given out by `dress` are tinted again by themselves.
    """

    changed = Signal()

    def __init__(self, resources: Path, drawn: Path, parent: QObject | None = None) -> None:
        """`resources` holds theme/, icons/ and fonts/; the few drawn marks of the style sheet are put in `drawn`."""
        super().__init__(parent)
        self._resources = resources
        self._drawn = drawn
        self.tokens = Tokens.read(resources / "theme" / "tokens.toml")
        self.name = self.tokens.names[0]
        self.percent = int(self.tokens.text_sizes["usual"])
        self._colours = self.tokens.colours(self.name)
        self._family = ""
        self._drawings: dict[str, bytes] = {}
        self._dressed: WeakKeyDictionary[QWidget, tuple[str, str, int]] = WeakKeyDictionary()

    # --- choosing

    def apply(self, name: str = "", percent: int = 0) -> None:
        """Put on a theme and a text size; what is blank, or unknown, stays as it is."""
        self.name = name if name in self.tokens.names else self.name
        self.percent = self.tokens.text_percent(percent) if percent else self.percent
        self._colours = self.tokens.colours(self.name)
        app = QApplication.instance()
        if not isinstance(app, QApplication):
            raise RuntimeError("a theme is put on an application that runs")
        if not self._family:
            self._family = self._load_family()
        app.setFont(self.font())
        app.setPalette(self._palette())
        sheet = self._style_sheet()
        if sheet != app.styleSheet():  # Qt would dress every widget anew for the same one too
            app.setStyleSheet(sheet)
        for widget, (icon, role, size) in [one for one in self._dressed.items() if isValid(one[0])]:
            self._tint(widget, icon, role, size)
        self.changed.emit()

    def load_other_fonts(self) -> None:
        """Load the typefaces for other scripts; not needed before the first window is seen."""
        for file in self._font_files():
            if not self._is_own(file):
                QFontDatabase.addApplicationFont(str(file))

    # --- what pages and widgets ask for

    def colour(self, role: str) -> QColor:
        """The colour of a role; KeyError for a role that is not in the tokens."""
        return QColor(self._colours[role])

    def space(self, name: str) -> int:
        """A space in pixels, by its name."""
        return self.tokens.space[name]

    def size(self, name: str) -> int:
        """A size in pixels, grown with the text."""
        return round(self.tokens.size[name] * self.percent / 100)

    def text_size(self, name: str = "body") -> int:
        """A text size in pixels, by its name."""
        return round(int(self.tokens.type[name]) * self.percent / 100)

    def font(self, name: str = "body", *, bold: bool = False, figures: bool = False) -> QFont:
        """A font of the one family; `figures` are of equal width, for tables."""
        font = QFont(self._family) if self._family else QFont()
        font.setPixelSize(self.text_size(name))
        font.setBold(bold)
        if figures:
            font.setFeature(QFont.Tag("tnum"), 1)
        return font

    def chart_colours(self) -> Mapping[str, str]:
        """Colours for charts, by the names of the tokens' `chart` part, as `#rrggbb`."""
        return {name: self._colours[role] for name, role in self.tokens.chart.items()}

    def pixmap(self, icon: str, role: str = "text", size: int = 0, ratio: float = 0, *, gap: int = 0) -> QPixmap:
        """An icon drawn in a role's colour. `size` in pixels of the window, grown with the text when left out.

        `gap`: so many clear pixels at its right.
        """
        from PySide6.QtSvg import QSvgRenderer

        side = size or self.size("icon")
        app = QApplication.instance()
        ratio = ratio or (app.devicePixelRatio() if isinstance(app, QApplication) else 1.0)
        pixmap = QPixmap(round((side + gap) * ratio), round(side * ratio))
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(QColor.fromRgba(0))  # clear
        painter = QPainter(pixmap)
        renderer = QSvgRenderer(QByteArray(self._drawing(icon).replace(b"currentColor", self._colours[role].encode())))
        renderer.render(painter, QRectF(0, 0, side, side))
        painter.end()
        return pixmap

    def icon(self, icon: str, role: str = "text", size: int = 0, *, gap: int = 0) -> QIcon:
        """An icon in a role's colour; Qt draws it paler by itself where what it stands on is disabled.

        What stands on the accent is drawn in the quiet colour there, as the words beside it: in the dark theme it is
        nearly black, and paler it would be lost on the grey of a disabled button.
        """
        made = QIcon(self.pixmap(icon, role, size, gap=gap))
        if role == "on_accent":
            made.addPixmap(self.pixmap(icon, "text_quiet", size, gap=gap), QIcon.Mode.Disabled)
        return made

    def dress(self, widget: QAbstractButton | QLabel, icon: str, role: str = "text", size: int = 0) -> None:
        """Give a button or a label its icon, now and again whenever the theme or the text size changes."""
        self._dressed[widget] = (icon, role, size)
        self._tint(widget, icon, role, size)

    # --- inside

    def _tint(self, widget: QWidget, icon: str, role: str, size: int) -> None:
        side = size or self.size("icon")
        if isinstance(widget, QAbstractButton):
            # Qt keeps four pixels between icon and words at any text size: the rest is clear ground in the icon itself.
            worded = isinstance(widget, QPushButton) and widget.property("kind") != "place"
            gap = side // 4 if worded else 0
            widget.setIcon(self.icon(icon, role, side, gap=gap))
            widget.setIconSize(QSize(side + gap, side))
        elif isinstance(widget, QLabel):
            widget.setPixmap(self.pixmap(icon, role, side))

    def _drawing(self, icon: str) -> bytes:
        if icon not in self._drawings:
            self._drawings[icon] = (self._resources / "icons" / f"{icon}.svg").read_bytes()
        return self._drawings[icon]

    def _palette(self) -> QPalette:
        palette = QPalette()
        for part, role in _PALETTE.items():
            palette.setColor(part, self.colour(role))
        for part in (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText, QPalette.ColorRole.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, part, self.colour("text_quiet"))
        return palette

    def _style_sheet(self) -> str:
        sheet = (self._resources / "theme" / "window.qss").read_text(encoding="utf-8")
        control = self.size("control")
        sizes: dict[str, object] = {
            **self._colours,
            **self.tokens.space,
            **{f"radius_{name}": value for name, value in self.tokens.radius.items()},
            **{f"type_{name}": self.text_size(name) for name in ("small", "strong", "title", "figure")},
            "body": self.text_size(),
            "control": control,
            "control_inner": control - 4,
            "link_inner": control - 12,
            "focused_large": self.space("large") - 1,
            "box": self.size("icon") - 4,
            "box_half": (self.size("icon") - 4) // 2 + 2,
            "icon_small": self.size("icon") - 6,
            "arrow_room": self.size("icon") - 6 + self.space("large"),
            "scroll_radius": 3,
            "arrow_down": self._mark("chevron-down", "text_quiet"),
            "tick": self._mark("check", "on_accent"),
            "dot": self._mark("dot", "accent"),
        }
        return Template(sheet).substitute(sizes)

    def _mark(self, icon: str, role: str) -> str:
        """A tinted drawing as a file, because a style sheet takes pictures from files only."""
        colour = self._colours[role]
        file = self._drawn / f"{icon}-{colour[1:]}.svg"
        if not file.exists():
            self._drawn.mkdir(parents=True, exist_ok=True)
            file.write_bytes(self._drawing(icon).replace(b"currentColor", colour.encode()))
        return file.as_posix()

    def _font_files(self) -> list[Path]:
        folder = self._resources / "fonts"
        return sorted(file for file in folder.glob("*") if file.suffix.lower() in {".ttf", ".otf"})

    def _is_own(self, file: Path) -> bool:
        return file.stem.endswith(("Next-Regular", "Next-Bold"))

    def _load_family(self) -> str:
        """Load our own typeface; the first of the token's families that is there, else the system's."""
        loaded: set[str] = set()
        for file in self._font_files():
            if self._is_own(file):
                number = QFontDatabase.addApplicationFont(str(file))
                loaded.update(QFontDatabase.applicationFontFamilies(number) if number >= 0 else ())
        for family in (str(self.tokens.type["family"]), *self.tokens.type["fallback"]):
            if family in loaded or QFontDatabase.hasFamily(family):
                return str(family)
        return QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()
