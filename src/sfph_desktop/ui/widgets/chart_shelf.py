"""Draws the charts of a run away from the interface's thread, and hands them to the places that wait for them.

The drawing library is imported when the first chart is drawn, never on the way to the window.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from sfph_desktop.core.domain.impact import ImpactRun
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.ui.support.context import ShellContext
from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.theme.pieces import column, words
from sfph_desktop.ui.widgets.figure_canvas import FigureCanvas

_SMALLER = 12 / 13
_POINTS = 72 / 96
"""Charts are measured in points; a pixel of the window is 1/96 inch."""
WIDE = "tornado"
"""Key of the chart that takes the width of the page."""
Pictures = tuple[tuple[str, str, bytes], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreenStyle:
    """Colours and sizes of a chart on the screen, by the names the charts use."""

    ink: str
    quiet: str
    paper: str
    line: str
    individual: str
    social: str
    environmental: str
    accent: str
    size: float
    width: float
    margin: float = 0.0
    transparent: bool = True
    titled: bool = True


def chart_width(theme: Theme) -> int:
    """How wide a chart stands in a page, in pixels of the window."""
    return theme.size("list") * 13 // 10


def wide_width(theme: Theme) -> int:
    """How wide the one chart stands that needs the whole page, in pixels of the window."""
    return theme.size("column") * 6 // 5


def wide_room(theme: Theme, width: int) -> int:
    """How wide that chart is drawn in a page of this width: drawn wider, it would be shown smaller with its words."""
    room = width - 2 * theme.space("wide") - theme.space("large")
    return max(chart_width(theme), min(wide_width(theme), room))


def screen_style(theme: Theme, width: int) -> ScreenStyle:
    """The look of charts in this theme and text size, `width` pixels of the window wide."""
    colours = theme.chart_colours()
    return ScreenStyle(
        ink=colours["ink"],
        quiet=colours["quiet"],
        paper=colours["paper"],
        line=colours["grid"],
        individual=colours["individual"],
        social=colours["social"],
        environmental=colours["environmental"],
        accent=colours["highlight"],
        size=theme.text_size("small") * _SMALLER * _POINTS,
        width=width * _POINTS,
    )


def lone_width(theme: Theme) -> int:
    """How wide the only chart of a page stands, in pixels of the window."""
    return theme.size("list") * 9 // 5


def lone_style(theme: Theme) -> ScreenStyle:
    """The look of the one chart of a page whose head says already what it shows: in the page's own size of type."""
    style = screen_style(theme, lone_width(theme))
    return replace(style, size=theme.text_size("body") * _POINTS, titled=False)


class ChartShelf(QObject):
    """Holds the pictures of one run. `changed` is sent when they are there, or gone."""

    changed = Signal()

    def __init__(self, office: Any, shell: ShellContext, host: QWidget) -> None:
        super().__init__(host)
        self._office, self._shell, self._host = office, shell, host
        self._run: ImpactRun | None = None
        self._drawn: Mapping[str, tuple[str, bytes]] = {}
        self._drawing = False
        self._wanted = False
        shell.theme.changed.connect(self._redraw)

    @property
    def stale(self) -> bool:
        """Whether the pictures that are shown are those of former figures."""
        return False

    @property
    def drawing(self) -> bool:
        """Whether pictures are still to come."""
        return self._drawing

    def draw(self, run: ImpactRun) -> None:
        """Draw the charts of another run; the former ones go at once."""
        self._run, self._drawn = run, {}
        self._start()

    def picture(self, key: str) -> tuple[str, bytes] | None:
        """A chart in words and as SVG; None while it is not there."""
        return self._drawn.get(key)

    def _redraw(self) -> None:
        if self._run is not None:
            self._start()

    def _start(self) -> None:
        """One drawing at a time: a second wish waits until the first has ended."""
        self._wanted = True
        if self._drawing or self._run is None:
            self.changed.emit()
            return
        self._wanted, self._drawing = False, True
        self.changed.emit()
        office, run = self._office, self._run
        theme = self._shell.theme
        room = wide_room(theme, self._host.width())
        narrow, wide = screen_style(theme, chart_width(theme)), screen_style(theme, room)

        def work() -> tuple[ImpactRun, Pictures]:
            return run, (*_draw(office, _without_tornado(run), narrow), *_tornado(office, run, wide))

        self._shell.jobs.desk(work, self._take, self, failed=self._on_failed)

    def _take(self, made: tuple[ImpactRun, Pictures]) -> None:
        run, pictures = made
        self._drawing = False
        if run is self._run:
            self._drawn = {key: (alt, png) for key, alt, png in pictures}
        if self._wanted:
            self._start()
        else:
            self.changed.emit()

    def _on_failed(self, failure: UserCanFix) -> None:
        self._drawing = False
        self.changed.emit()
        self._shell.messages.problem(failure)


def _without_tornado(run: ImpactRun) -> ImpactRun:
    return replace(run, value=replace(run.value, tornado=()))


def _tornado(office: Any, run: ImpactRun, style: ScreenStyle) -> Pictures:
    """The tornado alone, drawn wide: beside its bars stand names and both ends of every number."""
    if not run.value.tornado:
        return ()
    return _draw(office, run, style, (WIDE,))


def _draw(office: Any, run: ImpactRun, style: ScreenStyle, keys: tuple[str, ...] = ()) -> Pictures:
    from sfph_desktop.core.usecases.publish import chart_images

    return chart_images(office, run, style, keys)


class ChartPlace(QWidget):
    """The place of one chart: a quiet word while it is drawn, then the chart; no room where there is none."""

    def __init__(self, theme: Theme, shelf: ChartShelf, key: str) -> None:
        super().__init__()
        self._theme, self._shelf, self.key = theme, shelf, key
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self._waiting = words("Drawing the chart …", "small")
        self.canvas = FigureCanvas(theme, "Chart")
        self._room = column(self._waiting, self.canvas)
        self.setLayout(self._room)
        self._shown: bytes = b""
        shelf.changed.connect(self._fill)
        self._fill()

    def _fill(self) -> None:
        found = self._shelf.picture(self.key)
        self.canvas.dim(self._shelf.stale)
        self._waiting.setVisible(found is None and self._shelf.drawing)
        wanted = found is not None or self._shelf.drawing
        if self.parentWidget() is not None or not wanted:  # shown before it stands in a page it would be a window
            self.setVisible(wanted)
        if found is None or found[1] == self._shown:
            self.canvas.setVisible(found is not None)
            return
        alt, self._shown = found
        title, _, rest = alt.removeprefix("Chart: ").partition(". ")
        self.canvas.describe(title, rest or alt)
        self.canvas.limit((wide_width if self.key == WIDE else chart_width)(self._theme))
        self.canvas.show_bytes(self._shown)
        self.canvas.show()
