"""The drawing board of every chart: text, bars, lines and dots placed in points, and the board as a Figure.

matplotlib draws; there is no pyplot, no axis box and no legend. A chart lays its rows out from the top of the board and
learns from `width_of` how long its labels are, so that nothing overlaps or is cut. Stored text is never mathematical
notation. `chart_png` makes a picture for the screen, `charts/paper.py` vectors for paper.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from matplotlib import font_manager, rc_context
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.ft2font import LoadFlags

from sfph_desktop.core.domain.theory import BoxPlace
from sfph_desktop.core.reports.charts.sheet import Bar, Dot, Label, Line, OnBoard, Sheet
from sfph_desktop.core.reports.charts.style import ChartStyle

FALLBACK_FAMILY = "DejaVu Sans"
"""Comes with matplotlib: used where no folder of fonts is given, and for letters the family does not have."""
OTHER_SCRIPTS = ("Noto Sans", "IBM Plex Sans Arabic", "Noto Sans Arabic")
"""Families for letters that the house face does not have, in the order paper takes them."""
SNUG = 0.98
"""Lines are broken a little early: on a screen, letters fitted to the pixels come out slightly wider."""
HALF_CAPITAL = 0.34
"""Half the height of a capital or a figure, as a part of the type's size: how far its foot is below its middle."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A chart, with the finding it shows and its description for somebody who does not see it."""

    figure: Figure
    title: str
    alt: str
    places: tuple[BoxPlace, ...] = ()
    """Boxes that may be pressed in the window, where there are any."""


@lru_cache(maxsize=8)
def _register(folder: Path) -> tuple[str, ...]:
    """Make the folder's upright fonts known to matplotlib, once; returns the names of their families."""
    names = []
    for path in sorted(path for path in folder.glob("*.ttf") if path.stem.endswith(("-Regular", "-Bold"))):
        font_manager.fontManager.addfont(str(path))
        names.append(FontProperties(fname=str(path)).get_name())
    return tuple(dict.fromkeys(names))


@lru_cache(maxsize=16)
def _file(families: tuple[str, ...], strong: bool) -> str:
    """The file of the first family in that weight."""
    return str(font_manager.findfont(FontProperties(family=list(families), weight="bold" if strong else "normal")))


@lru_cache(maxsize=2048)
def _advance(file: str, letter: str) -> float:
    """How far a letter moves the pen, as a part of the type's size; what the font does not have is taken as wide."""
    font = font_manager.get_font(file)
    if not font.get_char_index(ord(letter)):
        return 0.65
    font.set_size(100, 72)
    wide: float = font.load_char(ord(letter), LoadFlags.NO_HINTING).linearHoriAdvance
    return wide / 65536 / 100


@dataclass(slots=True)
class Board:
    """A sheet of `style.width` points by a height that is only known when everything is on it; y grows downwards."""

    style: ChartStyle
    height: float = 0.0
    _marks: list[OnBoard] = field(default_factory=list)
    _families: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        known = _register(self.style.fonts) if self.style.fonts is not None and self.style.fonts.is_dir() else ()
        wanted = [name for name in (self.style.family, *OTHER_SCRIPTS) if name in known]
        self._families = (*wanted, FALLBACK_FAMILY)

    def width_of(self, text: str, size: float | None = None, *, strong: bool = False) -> float:
        """Width of one line of text in points: its letters side by side."""
        file = _file(self._families, strong)
        return sum(_advance(file, letter) for letter in text) * (size or self.style.size)

    def wrapped(self, text: str, width: float, size: float | None = None, *, strong: bool = False) -> list[str]:
        """The text in lines no wider than `width` points; a single word that is wider stands alone."""
        lines: list[str] = []
        for word in filter(None, text.split(" ")):
            longer = f"{lines[-1]} {word}" if lines else word
            if lines and self.width_of(longer, size, strong=strong) <= width * SNUG:
                lines[-1] = longer
            else:
                lines.append(word)
        return lines

    def text(
        self,
        x: float,
        y: float,
        said: str,
        *,
        size: float | None = None,
        strong: bool = False,
        colour: str | None = None,
        across: str = "left",
        clear: bool = False,
    ) -> None:
        """One line of text whose figures and capitals are centred on y; `across` is left, center or right of x.

        `clear` puts ground behind it, where it may lie upon a line.
        """
        points = size or self.style.size
        foot = y + points * HALF_CAPITAL
        ground = self.style.paper if clear else ""
        self._marks.append(Label(x, foot, said, points, strong, colour or self.style.ink, across, ground))
        self._reach(y + points * 0.7)

    def paragraph(
        self,
        x: float,
        y: float,
        said: str,
        width: float,
        *,
        size: float | None = None,
        strong: bool = False,
        colour: str | None = None,
    ) -> float:
        """Wrapped text whose first line's middle is at y; returns the y of the line after the last."""
        points = size or self.style.size
        for line in self.wrapped(said, width, points, strong=strong):
            self.text(x, y, line, size=points, strong=strong, colour=colour)
            y += points * 1.3
        return y

    def bar(self, left: float, right: float, y: float, thick: float, colour: str, *, edge: str = "") -> None:
        """A bar with its middle at y."""
        if right < left:
            left, right = right, left
        self._marks.append(Bar(left, y - thick / 2, right - left, thick, colour, edge))
        self._reach(y + thick / 2)

    def line(
        self,
        points: Sequence[tuple[float, float]],
        *,
        colour: str | None = None,
        thick: float = 1.0,
        dashed: bool = False,
    ) -> None:
        """A line through the points."""
        self._marks.append(Line(tuple(points), colour or self.style.ink, thick, dashed))
        self._reach(max(y for _, y in points))

    def dot(self, x: float, y: float, across: float, colour: str, *, hollow: bool = False) -> None:
        """A dot of that many points across; a hollow one shows the ground within."""
        self._marks.append(Dot(x, y, across, colour, self.style.paper if hollow else colour))
        self._reach(y + across / 2)

    def whisker(self, low: float, high: float, y: float, *, colour: str | None = None, tall: float = 7.0) -> None:
        """A likely range: a line with an end stroke at each end."""
        ink = colour or self.style.ink
        self.line([(low, y), (high, y)], colour=ink, thick=1.3)
        for x in (low, high):
            self.line([(x, y - tall / 2), (x, y + tall / 2)], colour=ink, thick=1.3)

    def title(self, finding: str, beneath: str = "") -> float:
        """The finding in strong type and what is drawn beneath it; returns the y where the chart may begin."""
        y = self.style.size * 0.9
        if self.style.titled:
            y = self.paragraph(0, y, finding, self.style.width, size=self.style.size * 1.22, strong=True) + 1
        if beneath:
            y = self.paragraph(0, y, beneath, self.style.width, size=self.style.size * 0.94, colour=self.style.quiet)
        return y + self.style.size * 0.55

    def _reach(self, y: float) -> None:
        self.height = max(self.height, y)

    def drawn(self, title: str, alt: str) -> Drawn:
        """Put everything on a Figure just as high as it needs to be."""
        margin = self.style.margin
        width, height = self.style.width + 2 * margin, self.height + 3 + 2 * margin
        figure = Figure(figsize=(width / 72, height / 72))
        FigureCanvasAgg(figure)
        if self.style.transparent:
            figure.patch.set_visible(False)
        else:
            figure.patch.set_facecolor(self.style.paper)
        figure.add_artist(Sheet(self._marks, left=margin, top=height - margin, families=self._families), clip=False)
        return Drawn(figure=figure, title=title, alt=alt)


@dataclass(frozen=True, slots=True)
class Scale:
    """Turns an amount into an x of the board."""

    low: float
    high: float
    left: float
    right: float

    def __call__(self, amount: float) -> float:
        """The x at which the amount stands."""
        span = (self.high - self.low) or 1.0
        return self.left + (amount - self.low) / span * (self.right - self.left)


def chart_png(figure: Figure, scale: float = 1.0) -> bytes:
    """The chart as a picture for the screen: at scale 1 one pixel is 1/96 inch, at 2 half of that."""
    out = io.BytesIO()
    with rc_context({"text.hinting": "none"}):
        figure.savefig(out, format="png", dpi=96 * scale, metadata={"Software": None})
    return out.getvalue()


def chart_svg(drawn: Drawn) -> bytes:
    """The chart as SVG whose letters are shapes, so that it looks the same everywhere; its words are in `desc`.

    The same chart gives the same bytes.
    """
    out = io.BytesIO()
    with rc_context({"svg.fonttype": "path", "svg.hashsalt": "sfph"}):
        drawn.figure.savefig(out, format="svg", metadata={"Date": None, "Title": drawn.title, "Description": drawn.alt})
    return out.getvalue()
