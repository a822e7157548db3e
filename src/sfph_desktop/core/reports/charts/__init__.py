"""Charts for paper and screen alike: the finding as title, labels beside what they name, likely ranges always drawn.

Each chart comes as `Drawn`: a matplotlib Figure, its finding, and alternative text that says its numbers.
`paper.paper_drawing` makes vectors for paper, `chart_png` a picture for the screen in the colours of the theme
(`ChartStyle`). Importing this package imports matplotlib: do it where a chart is made, never on the way to the first
window.
"""

from sfph_desktop.core.reports.charts.board import Drawn, chart_png
from sfph_desktop.core.reports.charts.change import Threshold, change_chart
from sfph_desktop.core.reports.charts.counts import environment_chart, events_chart
from sfph_desktop.core.reports.charts.screen import screen_charts
from sfph_desktop.core.reports.charts.style import PAPER, ChartStyle
from sfph_desktop.core.reports.charts.verdicts import completion_chart, verdict_chart
from sfph_desktop.core.reports.charts.worth import interval_chart, payer_chart, tornado_chart

__all__ = [
    "PAPER",
    "ChartStyle",
    "Drawn",
    "Threshold",
    "change_chart",
    "chart_png",
    "completion_chart",
    "environment_chart",
    "events_chart",
    "interval_chart",
    "payer_chart",
    "screen_charts",
    "tornado_chart",
    "verdict_chart",
]
