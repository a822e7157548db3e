"""What matplotlib draws is noted for paper as it is, and what paper cannot show truly is refused."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path
from matplotlib.transforms import Bbox

from sfph_desktop.core.domain.problems import OurBug
from sfph_desktop.core.reports.charts.paper import paper_drawing
from sfph_desktop.core.reports.drawing import Shape, Words


def bare() -> Figure:
    """144 by 72 points with nothing on it."""
    figure = Figure(figsize=(2, 1), dpi=200)
    figure.patch.set_visible(False)
    return figure


def test_a_line_keeps_its_place_thickness_dashes_and_ends_whatever_the_screen_resolves() -> None:
    figure = bare()
    line = Line2D([0, 0.5], [0, 1], color="#D55E00", linewidth=2, linestyle=(0, (3, 1)), dash_capstyle="round")
    figure.add_artist(line)
    drawing = paper_drawing(figure)
    assert (drawing.width, drawing.height) == (144, 72)
    assert drawing.marks == (
        Shape("0 0 m 72 72 l", edge="#D55E00", thick=2.0, dashes=(6.0, 2.0), cap=1, join=1, clip=None),
    )
    assert figure.dpi == 200


def test_an_area_is_filled_and_curves_of_one_handle_become_curves_of_two() -> None:
    figure = bare()
    figure.add_artist(Rectangle((0.25, 0.25), 0.5, 0.5, facecolor="#0072B2", linewidth=0))
    curve = Path([(0, 0), (0.5, 1), (1, 0), (0, 0)], [Path.MOVETO, Path.CURVE3, Path.CURVE3, Path.CLOSEPOLY])
    figure.add_artist(PathPatch(curve, facecolor="none", edgecolor="#000000", linewidth=1))
    area, bend = paper_drawing(figure).marks
    assert area == Shape("36 18 m 108 18 l 108 54 l 36 54 l h", fill="#0072B2")
    assert isinstance(bend, Shape)
    assert (bend.path, bend.fill, bend.edge) == ("0 0 m 48 48 96 48 144 0 c h", "", "#000000")


def test_words_are_placed_by_their_width_on_paper_and_may_be_turned() -> None:
    figure = bare()
    figure.text(0.5, 0.5, "31 better", ha="center", va="baseline", size=10, weight="bold", color="#1D2B33")
    figure.text(0, 0, "people", size=8, rotation=90, va="baseline", rotation_mode="anchor")
    middle, turned = paper_drawing(figure).marks
    assert isinstance(middle, Words) and isinstance(turned, Words)
    assert (middle.text, middle.y, middle.size, middle.strong, middle.colour) == ("31 better", 36, 10, True, "#1D2B33")
    assert 72 - 30 < middle.x < 72 - 15
    assert (turned.text, turned.angle, turned.strong) == ("people", 90, False)


def test_a_rectangle_that_cuts_off_is_kept_and_what_is_invisible_is_left_out() -> None:
    figure = bare()
    line = Line2D([0, 1], [0, 1], color="#000000", linewidth=1, solid_capstyle="butt")
    figure.add_artist(line)
    line.set_clip_box(Bbox.from_bounds(10, 10, 20, 20))
    figure.add_artist(Line2D([0, 1], [0, 1], color="#000000", linewidth=1, alpha=0))
    (kept,) = paper_drawing(figure).marks
    assert isinstance(kept, Shape)
    assert (kept.clip, kept.cap) == ((10, 10, 20, 20), 0)


def pixels(figure: Figure) -> None:
    figure.figimage([[0.0, 1.0], [1.0, 0.0]])


def hatched(figure: Figure) -> None:
    figure.add_artist(Rectangle((0, 0), 1, 1, hatch="//"))


def see_through(figure: Figure) -> None:
    figure.add_artist(Rectangle((0, 0), 1, 1, alpha=0.5))


def formula(figure: Figure) -> None:
    figure.text(0, 0, r"$\frac{1}{2}$")


def nowhere(figure: Figure) -> None:
    figure.add_artist(PathPatch(Path([(0, 0), (float("nan"), 1)]), edgecolor="#000000"))


def cut_out(figure: Figure) -> None:
    shape = Rectangle((0, 0), 1, 1)
    shape.set_clip_path(Path.unit_circle(), figure.transFigure)
    figure.add_artist(shape, clip=True)


@pytest.mark.parametrize("offend", [pixels, hatched, see_through, formula, nowhere, cut_out])
def test_what_paper_cannot_show_truly_is_refused(offend: Callable[[Figure], None]) -> None:
    figure = bare()
    offend(figure)
    with pytest.raises(OurBug, match="A chart for paper holds"):
        paper_drawing(figure)
