"""A drawing on its way to paper: lines, areas and words in points, told without any library.

matplotlib draws a chart into one of these (`charts/paper.py`), and the page sets it in its own typeface
(`typeset/drawn.py`): a chart brings no fonts of its own, and two equal drawings are equal values.
"""

from __future__ import annotations

from dataclasses import dataclass

Box = tuple[float, float, float, float]
"""Left, foot, width, height."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A path that is filled, drawn along its edge, or both. A blank colour: not filled, or no edge."""

    path: str
    """In the words of PDF: `10 20 m 30 20 l h`. Coordinates in points from the lower left corner, y upwards."""
    fill: str = ""
    """`#RRGGBB`."""
    edge: str = ""
    thick: float = 0.0
    dashes: tuple[float, ...] = ()
    """Lengths of dash and gap in turn; none: an unbroken line."""
    cap: int = 0
    """How a line ends: 0 just there, 1 round, 2 half its thickness further on."""
    join: int = 0
    """How corners are: 0 pointed, 1 round, 2 cut off."""
    clip: Box | None = None
    """Only what lies inside is seen."""


@dataclass(frozen=True, slots=True)
class Words:
    """One line of text whose first letter stands at x on the baseline y."""

    text: str
    x: float
    y: float
    size: float
    """Of the type, in points."""
    colour: str
    strong: bool = False
    angle: float = 0.0
    """Degrees that it is turned by, against the clock."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """Everything drawn, the first undermost, on a sheet of so many points."""

    width: float
    height: float
    marks: tuple[Shape | Words, ...]
