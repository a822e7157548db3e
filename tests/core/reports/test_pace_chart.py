"""The chart of a promise: its line, its pace and its forecast, on paper and on screen, told to those who listen."""

from __future__ import annotations

from datetime import date

import pytest

from sfph_desktop.core.domain.contracts import Target
from sfph_desktop.core.domain.pace import Forecast, Pace
from sfph_desktop.core.reports.charts.pace import may_be_drawn, pace_chart
from sfph_desktop.core.reports.charts.paper import paper_drawing
from sfph_desktop.core.reports.charts.screen import pace_pictures
from sfph_desktop.core.reports.charts.style import PAPER
from sfph_desktop.core.reports.drawing import Words

POINTS = tuple((date(2026, month, 28), 6.0 * month) for month in range(1, 8))
PACE = Pace(
    target=Target(id=7, contract_ref="A", indicator="people", target=100, due_date=date(2027, 3, 31)),
    on=date(2026, 7, 28),
    begins=date(2026, 1, 1),
    delivered=42.0,
    points=POINTS,
    forecast=Forecast(amount=91.3, low=79.6, high=103.2),
    standing="at_risk",
)


def test_it_says_the_finding_and_every_number_it_shows() -> None:
    drawn = pace_chart(PACE)
    said = "Different people: At this pace 91 of 100 by 31 March 2027, likely 79 to 104: may fall short"
    assert drawn.title == said and said in drawn.alt and "by 28 May 2026: 30" in drawn.alt
    words = [mark.text for mark in paper_drawing(drawn.figure).marks if isinstance(mark, Words)]
    assert {"0", "Jan 26"} <= set(words)
    key, alt, picture = pace_pictures((PACE,), style=PAPER)[0]
    assert (key, alt) == ("pace:7", drawn.alt) and b"<svg" in picture


def test_small_numbers_are_not_drawn_on_paper_and_a_single_point_is_no_line() -> None:
    few = Pace(target=PACE.target, on=PACE.on, begins=PACE.begins, delivered=4.0, points=POINTS[:2])
    assert may_be_drawn(few) and not may_be_drawn(few, guard=True)
    with pytest.raises(ValueError, match="no line"):
        pace_chart(few, guard=True)
    assert pace_pictures((Pace(target=PACE.target, on=PACE.on, points=POINTS),), style=PAPER) == ()
