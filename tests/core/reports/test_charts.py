"""Charts: the finding in the title, every label inside the picture, ranges drawn, numbers in the alternative text."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from make_run import all_changes, all_environment, all_events, change, make_run, too_few, value_summary
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image

from sfph_desktop.core.domain.impact import EventFigure
from sfph_desktop.core.domain.measures import Caseness, Instrument, Item, Output
from sfph_desktop.core.domain.worth import BreakEven
from sfph_desktop.core.reports import small_numbers
from sfph_desktop.core.reports.charts import (
    PAPER,
    ChartStyle,
    Drawn,
    Threshold,
    change_chart,
    chart_png,
    completion_chart,
    environment_chart,
    events_chart,
    interval_chart,
    payer_chart,
    screen_charts,
    tornado_chart,
    verdict_chart,
)
from sfph_desktop.core.reports.charts.board import Board
from sfph_desktop.core.reports.charts.break_even import break_even_chart
from sfph_desktop.core.reports.charts.change import groups_of, nice_ticks
from sfph_desktop.core.reports.charts.paper import paper_drawing
from sfph_desktop.core.reports.charts.screen import threshold_of
from sfph_desktop.core.reports.charts.sheet import Bar, Dot, Label, Sheet, letters
from sfph_desktop.core.reports.charts.style import ENOUGH, contrast, readable_on
from sfph_desktop.core.reports.drawing import Drawing, Shape, Words
from sfph_desktop.core.reports.resources import font_folder
from sfph_desktop.core.reports.swing_words import swing_label
from sfph_desktop.core.reports.typeset.ruler import Ruler
from sfph_desktop.core.reports.value_told import exactly

SCREEN = ChartStyle(fonts=font_folder())
DARK = ChartStyle(
    fonts=font_folder(), ink="#ECEFF1", quiet="#A9B4BB", paper="#1B2226", line="#3A454C", accent="#4FB3B3"
)
LONELY = Threshold(value=6, label="lonely: from 6")
LONG = EventFigure(
    event_type="a_day_on_the_allotment_with_the_men_of_the_shed_and_their_dogs", people=6, events=9, quantity=9
)
RICH = replace(
    value_summary(),
    by_payer={"NHS": 1_240_000, "other public purse": 900, "the individual": 4_100_000, "the wider community": 88_000},
    by_payer_low={},
    by_payer_high={},
    total_pv=5_428_900,
    total_p05=3e6,
    total_p95=9e6,
    inputs_pv=0,
)
POOR = replace(
    value_summary(),
    ratio=0.8,
    tornado=tuple(
        replace(s, ratio_low=s.ratio_low / 2.9, ratio_high=s.ratio_high / 2.9) for s in value_summary().tornado
    ),
)
EMITTING = (
    replace(all_environment()[0], saved_kgco2e=-2000, saved_by_year={"2025": -1.2, "2026": -0.8}),
    all_environment()[1],
)

EVENS = (
    BreakEven(name="deadweight", own=0.31, at_none=2.15, at_one=0.535),
    BreakEven(name="attribution", own=0.24, at_none=1.95, at_one=0.487),
)

CHARTS: dict[str, Callable[[ChartStyle], Drawn]] = {
    "change": lambda style: change_chart(all_changes()[0], style),
    "change, guarded, with a cut": lambda style: change_chart(all_changes()[2], style, guard=True, threshold=LONELY),
    "change of many": lambda style: change_chart(change(improved=120, same=60, worse=40, eligible=400), style),
    "change for the worse": lambda style: change_chart(change(improved=4, same=10, worse=16), style),
    "verdicts": lambda style: verdict_chart(all_changes(), style),
    "verdicts, guarded": lambda style: verdict_chart(
        (change(improved=36, same=1, worse=1), *all_changes()), style, guard=True
    ),
    "completion": lambda style: completion_chart(all_changes(), style),
    "completion, nobody due": lambda style: completion_chart((too_few(pairs=0, eligible=0),), style, guard=True),
    "events": lambda style: events_chart((*all_events(), LONG), style),
    "events, guarded": lambda style: events_chart(all_events(), style, guard=True),
    "environment": lambda style: environment_chart(all_environment(), style),
    "environment, emitting": lambda style: environment_chart(EMITTING, style),
    "payers": lambda style: payer_chart(exactly(value_summary()), style),
    "payers, half a page": lambda style: payer_chart(
        exactly(value_summary()), style.sized(width=230.0, titled=False), stacked=False
    ),
    "payers, millions": lambda style: payer_chart(exactly(RICH), style),
    "tornado": lambda style: tornado_chart(exactly(value_summary()), style),
    "tornado below cost": lambda style: tornado_chart(exactly(POOR), style),
    "break-even": lambda style: break_even_chart(EVENS, style),
    "break-even below cost": lambda style: break_even_chart(
        tuple(replace(one, at_none=0.6, at_one=None) for one in EVENS), style
    ),
    "break-even far away": lambda style: break_even_chart((replace(EVENS[0], at_none=28.4, at_one=0.965),), style),
    "interval": lambda style: interval_chart(value_summary(), style),
    "interval on the cost": lambda style: interval_chart(replace(value_summary(), inputs_pv=265_000), style),
}


def test_what_went_in_stands_clear_of_the_words_above_it_where_it_is_said_over_the_middle() -> None:
    drawn = CHARTS["interval on the cost"](SCREEN)
    labels = {mark.said: mark for mark in _sheet(drawn).marks if isinstance(mark, Label)}
    words, beneath = (
        next(labels[said] for said in labels if said.startswith(first)) for first in ("what went", "Each")
    )
    middle = next(labels[said] for said in labels if said.startswith("middle"))
    assert words.foot < middle.foot, "over it"
    assert words.foot - words.size - beneath.foot > SCREEN.size / 2


@pytest.fixture(params=sorted(CHARTS))
def make(request: pytest.FixtureRequest) -> Callable[[ChartStyle], Drawn]:
    return CHARTS[request.param]


def _sheet(drawn: Drawn) -> Sheet:
    (sheet,) = drawn.figure.findobj(Sheet)
    return sheet


def _said(drawn: Drawn) -> set[str]:
    return {mark.said for mark in _sheet(drawn).marks if isinstance(mark, Label)}


def _bars(drawn: Drawn) -> list[float]:
    return [mark.wide for mark in _sheet(drawn).marks if isinstance(mark, Bar)]


TextBox = tuple[str, float, float, float, float]
"""Words, left, foot, right, top."""


def _on_screen(figure: Figure) -> list[TextBox]:
    """Where the labels lie when matplotlib makes the picture, in its dots."""
    renderer = FigureCanvasAgg(figure).get_renderer()
    unit = renderer.points_to_pixels(1.0)
    (sheet,) = figure.findobj(Sheet)
    boxes = []
    for mark in sheet.marks:
        if isinstance(mark, Label):
            type_ = letters(sheet.families, mark.size, mark.strong)
            wide, high, below = renderer.get_text_width_height_descent(mark.said, type_, ismath=False)
            left = (sheet.left + mark.x) * unit - {"left": 0, "center": wide / 2, "right": wide}[mark.across]
            foot = (sheet.top - mark.foot) * unit - below
            boxes.append((mark.said, left, foot, left + wide, foot + high))
    return boxes


def _on_paper(drawing: Drawing) -> list[TextBox]:
    """Where the labels lie on paper, in points."""
    ruler = Ruler()
    boxes = []
    for mark in drawing.marks:
        if isinstance(mark, Words):
            right = mark.x + ruler.width(mark.text, mark.size, strong=mark.strong)
            foot = mark.y - ruler.descent(mark.size)
            boxes.append((mark.text, mark.x, foot, right, foot + ruler.height(mark.size)))
    return boxes


@pytest.mark.parametrize("size", [9.0, 14.0], ids=["ordinary", "large print"])
@pytest.mark.parametrize("on", ["screen", "paper"])
def test_every_label_lies_inside_the_picture_and_on_no_other(
    make: Callable[[ChartStyle], Drawn], size: float, on: str
) -> None:
    if on == "screen":
        figure = make(SCREEN.sized(size=size)).figure
        (wide, high), boxes = (figure.bbox.width, figure.bbox.height), _on_screen(figure)
    else:
        drawing = paper_drawing(make(PAPER.sized(size=size, fonts=font_folder())).figure)
        (wide, high), boxes = (drawing.width, drawing.height), _on_paper(drawing)
    assert boxes
    for place, (words, left, foot, right, top) in enumerate(boxes):
        assert left >= -1 and right <= wide + 1 and foot >= -1 and top <= high + 1, words
        for other_words, other_left, other_foot, other_right, other_top in boxes[place + 1 :]:
            beside = right <= other_left + 1.5 or other_right <= left + 1.5
            assert beside or top <= other_foot + 3 or other_top <= foot + 3, f"{words!r} lies on {other_words!r}"


def test_title_and_alternative_text_say_the_finding_with_its_numbers(make: Callable[[ChartStyle], Drawn]) -> None:
    drawn = make(SCREEN)
    assert drawn.alt.startswith(f"Chart: {drawn.title}")
    assert re.search(r"\d|too few", drawn.alt)
    assert not re.search(r"None|\bnan\b|\.\.", drawn.alt)


def test_paper_gets_lines_and_words_and_the_same_ones_twice(make: Callable[[ChartStyle], Drawn]) -> None:
    style = PAPER.sized(fonts=font_folder())
    first, again = paper_drawing(make(style).figure), paper_drawing(make(style).figure)
    assert first == again
    assert {type(mark) for mark in first.marks} == {Shape, Words}
    assert first.width == pytest.approx(make(style).figure.get_figwidth() * 72)


def test_the_screen_gets_a_picture_in_its_own_colours() -> None:
    drawn = change_chart(all_changes()[0], DARK)
    small, large = chart_png(drawn.figure), chart_png(drawn.figure, 2.0)
    assert small.startswith(b"\x89PNG")
    assert len(large) > len(small)
    assert drawn.figure.get_facecolor()[:3] == pytest.approx((0x1B / 255, 0x22 / 255, 0x26 / 255))
    assert DARK.individual in {mark.colour for mark in _sheet(drawn).marks}


def _dark_rows(png: bytes) -> int:
    """How many rows of dots in the middle column of a picture are more ink than paper."""
    picture = Image.open(io.BytesIO(png)).convert("L")
    column = picture.crop((picture.width // 2, 0, picture.width // 2 + 1, picture.height))
    return sum(column.histogram()[:128])


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_on_screen_lines_are_as_thick_as_they_say(scale: float) -> None:
    board = Board(SCREEN)
    board.line([(0, 20), (SCREEN.width, 20)], thick=3.0)
    assert _dark_rows(chart_png(board.drawn("t", "a").figure, scale)) == 3 * 96 / 72 * scale


def test_names_in_other_scripts_have_their_letters_on_screen() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        board = Board(SCREEN)
        board.text(0, 10, "Olena Олена, Мòrag, محمد")
        assert chart_png(board.drawn("t", "a").figure).startswith(b"\x89PNG")


@pytest.mark.parametrize("style", [SCREEN, DARK], ids=["light", "dark"])
def test_words_upon_a_bar_can_be_read(style: ChartStyle) -> None:
    for colour in (style.individual, style.social, style.environmental, style.accent, style.ink):
        assert contrast(readable_on(colour, style), colour) >= ENOUGH


def test_without_our_typeface_a_chart_is_still_drawn(tmp_path: Path) -> None:
    assert chart_png(completion_chart(all_changes(), ChartStyle(fonts=tmp_path)).figure).startswith(b"\x89PNG")


def test_stored_words_are_never_mathematics() -> None:
    event = EventFigure(event_type="$\\frac{1}{0}$ raised", people=7, events=7, quantity=7)
    assert "$\\frac{1}{0}$ raised" in events_chart((event,), SCREEN).title
    assert chart_png(events_chart((event,), SCREEN).figure).startswith(b"\x89PNG")


# --- what is drawn ---------------------------------------------------------------------------------------------------


def _dots(drawn: Drawn) -> int:
    return sum(isinstance(mark, Dot) for mark in _sheet(drawn).marks)


def test_on_screen_a_line_is_a_person_and_on_paper_a_group_of_five_or_more() -> None:
    figure = all_changes()[0]
    assert _dots(change_chart(figure, SCREEN)) == 2 * 38 + 1
    assert _dots(change_chart(figure, SCREEN, guard=True)) == 2 * 7 + 1
    for pairs in range(10, 90):
        groups = groups_of(change(improved=pairs - 4, same=2, worse=2, eligible=99).points, lower=False)
        assert min(group.people for group in groups) >= small_numbers.THRESHOLD
        assert sum(group.people for group in groups) == pairs


def test_more_than_sixty_people_are_drawn_in_groups_on_screen_too() -> None:
    assert _dots(change_chart(change(improved=40, same=20, worse=20, eligible=90), SCREEN)) == 2 * 8 + 1


def test_the_cut_is_drawn_and_named() -> None:
    drawn = change_chart(all_changes()[2], SCREEN, threshold=LONELY)
    assert "lonely: from 6" in _said(drawn)
    assert drawn.alt.endswith("A dashed line marks lonely: from 6 at 6.")


def test_what_is_not_claimed_has_no_chart() -> None:
    with pytest.raises(ValueError, match="not claimed"):
        change_chart(too_few())
    with pytest.raises(ValueError, match="no chart of value"):
        payer_chart(exactly(replace(value_summary(), total_pv=None)))
    with pytest.raises(ValueError, match="no tornado"):
        tornado_chart(exactly(replace(value_summary(), ratio=None)))
    with pytest.raises(ValueError, match="no interval"):
        interval_chart(replace(value_summary(), total_p50=None))


def test_bars_of_a_measure_are_as_long_as_its_shares() -> None:
    drawn = verdict_chart((all_changes()[0],), SCREEN)
    whole = SCREEN.width
    assert _bars(drawn) == pytest.approx([whole * 31 / 38, whole * 5 / 38, whole * 2 / 38], abs=1.5)


def test_small_parts_are_named_above_their_bar_and_on_paper_joined() -> None:
    figure = change(improved=36, same=1, worse=1)
    screen = _said(verdict_chart((figure,), SCREEN))
    assert {"36 better", "1 same, 1 worse"} <= screen
    paper = verdict_chart((figure,), SCREEN, guard=True)
    assert {"More than 33 of the 38 better"} <= _said(paper)
    assert not re.search(r"\b36\b|\b1\b", paper.alt)


def test_on_paper_a_few_people_with_an_event_are_drawn_as_fewer_than_five() -> None:
    drawn = events_chart(all_events(), SCREEN, guard=True)
    assert "fewer than 5 people" in _said(drawn)
    assert "3 people" not in drawn.alt
    lengths = sorted(_bars(drawn))
    assert lengths[0] / lengths[-1] == pytest.approx(4 / 24, rel=0.01)


def test_parameters_that_would_tell_a_small_count_are_left_out_of_the_tornado() -> None:
    drawn = tornado_chart(exactly(value_summary()), SCREEN, leave_out=lambda swing: swing.parameter.startswith("V4"))
    assert "V4" not in drawn.alt
    assert "V3: price of one from £8,700 to £15,000, range assumed by this program" in drawn.alt


@pytest.mark.parametrize(("low", "high"), [(0, 1), (7.2, 33.9), (-0.4, 0.2), (0, 412_000), (5, 5)])
def test_ticks_are_round_and_hold_everything_between_them(low: float, high: float) -> None:
    ticks = nice_ticks(low, high)
    assert ticks[0] <= low and ticks[-1] >= high
    assert 2 <= len(ticks) <= 9


# --- for the window --------------------------------------------------------------------------------------------------


def _ucla(operator: str = ">=") -> Instrument:
    return Instrument(
        id="ucla3",
        name="UCLA",
        abbreviation="UCLA-3",
        construct="loneliness",
        level="social",
        items=(Item(id="q1", text=None),),
        outputs=(Output(id="total", op="sum", higher_is_better=False),),
        use="scored",
        caseness=Caseness(output="total", operator=operator, value=6, label="Lonely (convention used by some)"),
    )


def test_the_cut_comes_from_the_instrument() -> None:
    found = threshold_of(all_changes()[2], {"ucla3": _ucla()})
    assert found == Threshold(value=6, label="Lonely: from 6")
    assert threshold_of(all_changes()[0], {"ucla3": _ucla()}) is None
    assert threshold_of(all_changes()[2], {}) is None


def test_all_charts_of_a_run_for_the_screen() -> None:
    class Theme:
        ink, paper, line = "#ECEFF1", "#1B2226", "#3A454C"

    found = screen_charts(make_run(), style=Theme(), fonts=font_folder(), instruments={"ucla3": _ucla()})
    assert [key for key, _, _ in found] == [
        "change:swemwbs7.metric",
        "change:ons4.life_satisfaction",
        "change:ucla3.total",
        "verdict",
        "completion",
        "events",
        "environment",
        "payer",
        "tornado",
        "interval",
    ]
    assert all(alt.startswith("Chart: ") and svg.startswith(b"<svg") for _, alt, svg in found)
    assert (
        screen_charts(
            make_run(changes=(), events=(), environment=(), value=replace(value_summary(), total_pv=None)), style=SCREEN
        )
        == ()
    )


@pytest.mark.parametrize(("letters_across", "side"), [(30, "left"), (90, "right")])
def test_in_a_narrow_tornado_the_names_stand_above_the_bars_and_leave_them_room(letters_across: int, side: str) -> None:
    style = SCREEN.sized(width=SCREEN.size * letters_across)
    drawn = tornado_chart(exactly(value_summary()), style)
    names = {swing_label(swing.parameter, {}) for swing in value_summary().tornado}
    shown = [mark for mark in _sheet(drawn).marks if isinstance(mark, Label) and mark.said.removesuffix(" *") in names]
    assert len(shown) == len(names)
    assert {mark.across for mark in shown} == {side}
