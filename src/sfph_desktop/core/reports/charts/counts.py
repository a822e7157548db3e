"""Charts of what was counted: people with an outcome event, and carbon saved by activity and year."""

from __future__ import annotations

from collections.abc import Sequence

from sfph_desktop.core.domain.impact import EnvironmentFigure, EventFigure
from sfph_desktop.core.reports import phrases, small_numbers, wording
from sfph_desktop.core.reports.charts.board import Board, Drawn, Scale
from sfph_desktop.core.reports.charts.style import PAPER, ChartStyle, mix, readable_on


def events_chart(events: Sequence[EventFigure], style: ChartStyle = PAPER, *, guard: bool = False) -> Drawn:
    """A bar of people for each type of event, the most first; with the guard a small one is drawn as its widest."""
    told = [(event, small_numbers.tell(event.people, guard=guard)) for event in events]
    told.sort(key=lambda it: (-it[1].high, it[0].event_type))
    title = _events_title(told[0][0], guard=guard) if told else "No events are recorded in this period"
    board = Board(style)
    y = board.title(title, "Different people, each counted once in a row. Some stand in several rows.")
    most = max((count.high for _, count in told), default=1)
    scale = Scale(0, most, 0, style.width - board.width_of("fewer than 00 people") - 8)
    thick = style.size * 1.3
    top = y
    for event, count in told:
        y = board.paragraph(4, y, _event_label(event), style.width - 4)
        middle = y + thick / 2 - style.size * 0.4
        colour = style.level(event.level)
        hidden = not count.exact
        shade = mix(colour, style.paper, 0.3) if hidden else colour
        board.bar(0, scale(count.high), middle, thick, shade, edge=colour if hidden else "")
        board.text(scale(count.high) + 7, middle, small_numbers.count(event.people, "person", guard=guard), strong=True)
        y = middle + thick / 2 + style.size * 1.35
    board.line([(0, top - style.size), (0, y - style.size * 0.9)], colour=style.ink, thick=1.1)
    said = (f"{small_numbers.count(e.people, 'person', guard=guard)} {_event_label(e).lower()}" for e, _ in told[1:])
    return board.drawn(title, wording.sentences(f"Chart: {title}", *said))


def _events_title(event: EventFigure, *, guard: bool) -> str:
    people = small_numbers.count(event.people, "person", guard=guard)
    return wording.capital(f"{people} {_event_words(event)}")


def _event_label(event: EventFigure) -> str:
    return wording.capital(_event_words(event))


def _event_words(event: EventFigure) -> str:
    return phrases.event_did(event)


def environment_chart(figures: Sequence[EnvironmentFigure], style: ChartStyle = PAPER) -> Drawn:
    """Tonnes of CO2e saved by each activity, its years side by side in one bar; what costs carbon runs left of zero."""
    ordered = sorted(figures, key=lambda f: (-f.saved_kgco2e, f.factor))
    total = sum(f.saved_kgco2e for f in ordered) / 1000
    title = f"{tonnes(total)} of CO2e saved" if total >= 0 else f"{tonnes(-total)} of CO2e more given off than saved"
    years = sorted({year for f in ordered for year in f.saved_by_year})
    board = Board(style)
    y = board.title(title, f"Tonnes in {wording.name_list(years)}, one shade a year." if len(years) > 1 else "Tonnes.")
    ends = [f.saved_kgco2e / 1000 for f in ordered]
    low, high = min(0.0, *ends), max(0.0, *ends)
    side = board.width_of("000.0 tonnes") + 10
    scale = Scale(low, high, side if low < 0 else 0, style.width - side)
    top = y
    for figure in ordered:
        y = _environment_row(board, figure, scale, years, y)
    board.line([(scale(0), top - style.size), (scale(0), y - style.size)], colour=style.ink, thick=1.1)
    return board.drawn(title, _environment_alt(title, ordered))


def tonnes(amount: float) -> str:
    """Tonnes with as many decimals as they need: `13.8 tonnes`, `0.25 tonnes`."""
    return f"{wording.quantity(amount)} {'tonne' if amount == 1 else 'tonnes'}"


def _environment_row(board: Board, figure: EnvironmentFigure, scale: Scale, years: Sequence[str], y: float) -> float:
    style = board.style
    thick = style.size * 1.5
    name = phrases.activity_name(figure.activity)
    instead = f", in place of {phrases.factor_name(figure.replaces_factor)}" if figure.replaces_factor else ""
    y = board.paragraph(scale(0) + 4, y, name + instead, style.width - scale(0) - 4)
    middle = y + thick / 2 - style.size * 0.4
    start = 0.0
    colour = style.level(figure.level)
    parts = sorted(figure.saved_by_year.items()) or [("", figure.saved_kgco2e / 1000)]
    for year, amount in parts:
        rank = years.index(year) if year in years else 0
        shade = mix(colour, style.paper, max(0.35, 1 - 0.42 * rank))
        left, right = scale(start), scale(start + amount)
        board.bar(left, right, middle, thick, shade)
        words = f"{year}: {wording.quantity(amount)}"
        if year and len(parts) > 1 and board.width_of(words, style.size * 0.9) + 12 <= abs(right - left):
            ink = readable_on(shade, style)
            board.text(min(left, right) + 6, middle, words, size=style.size * 0.9, colour=ink)
        start += amount
    total = figure.saved_kgco2e / 1000
    edge = scale(total) + 7 if total >= 0 else scale(total) - 7
    board.text(edge, middle, tonnes(total), strong=True, across="left" if total >= 0 else "right")
    return middle + thick / 2 + style.size * 1.4


def _environment_alt(title: str, figures: Sequence[EnvironmentFigure]) -> str:
    said = []
    for figure in figures:
        by_year = wording.name_list(
            [f"{wording.quantity(t)} in {year}" for year, t in sorted(figure.saved_by_year.items())]
        )
        years = f" ({by_year})" if len(figure.saved_by_year) > 1 else ""
        amount, what = (
            abs(figure.saved_kgco2e) / 1000,
            "saved" if figure.saved_kgco2e >= 0 else "more given off than saved",
        )
        said.append(f"{phrases.activity_name(figure.activity)}: {tonnes(amount)} {what}{years}")
    return wording.sentences(f"Chart: {title}", *said)
