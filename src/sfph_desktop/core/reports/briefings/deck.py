"""The poster and the slides of a run, for a conference: the same figures, large, each with its evidence number."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from sfph_desktop.core.domain.benefits import LEVELS
from sfph_desktop.core.domain.impact import ChangeFigure, EventFigure
from sfph_desktop.core.reports import wording
from sfph_desktop.core.reports.blocks import (
    Block,
    BulletList,
    Columns,
    Document,
    FindingLine,
    Heading,
    PageBreak,
    Prose,
    SmallPrint,
    Spacer,
)
from sfph_desktop.core.reports.briefings.slide import Draw, Slide, largest
from sfph_desktop.core.reports.charts.board import Drawn
from sfph_desktop.core.reports.charts.change import change_chart, may_be_drawn
from sfph_desktop.core.reports.charts.counts import environment_chart, events_chart
from sfph_desktop.core.reports.charts.screen import threshold_of
from sfph_desktop.core.reports.charts.style import ChartStyle
from sfph_desktop.core.reports.charts.verdicts import verdict_chart
from sfph_desktop.core.reports.charts.worth import payer_chart
from sfph_desktop.core.reports.summaries.method import method_line
from sfph_desktop.core.reports.summaries.one_page import strongest
from sfph_desktop.core.reports.summaries.telling import (
    Telling,
    chart,
    contact_block,
    cover,
    footer,
    glance,
    made_at,
    short_line,
    value_line_words,
    weightiest,
)
from sfph_desktop.core.reports.summaries.tidy import unbroken
from sfph_desktop.core.reports.value_words import total_words

TITLE = "What changed, and for whom"
_HALF = 230.0
"""Points of one of two columns of the poster."""
_NO_CAUSE = "People reported change; we do not say what made it happen."


def slides(telling: Telling) -> Document:
    """One finding to a slide, its chart beside it as large as it goes, and its evidence number beneath."""
    from sfph_desktop.core.reports.pdf import PageCounter

    pages, frame = PageCounter(), replace(_frame(telling, "Slides"), paper="slide")

    def whole(slide: tuple[Block, ...]) -> bool:
        return pages(replace(frame, blocks=unbroken(slide), sample=False)) == 1

    made = [*_first(telling), *(largest(slide, telling.style, whole) for slide in _findings(telling)), *_last(telling)]
    blocks: list[Block] = []
    for place, slide in enumerate(made):
        blocks += [*([PageBreak()] if place else []), *slide]
    return replace(frame, blocks=unbroken(tuple(blocks)))


def poster(telling: Telling) -> Document:
    """One page, printed as A1: the fullest that one page holds."""
    from sfph_desktop.core.reports.pdf import PageCounter

    pages, frame = PageCounter(), _frame(telling, "Poster")
    made = frame
    for most, charts, unknown in (
        (6, 2, 2),
        (5, 2, 2),
        (5, 1, 2),
        (4, 1, 2),
        (4, 1, 1),
        (3, 1, 1),
        (2, 1, 1),
        (4, 0, 2),
        (3, 0, 1),
        (2, 0, 1),
    ):
        made = replace(frame, blocks=unbroken(_poster(telling, most, charts, unknown)), paper="a1")
        if pages(made) == 1:
            break
    return made


def _frame(telling: Telling, what: str) -> Document:
    run = telling.run
    return Document(
        title=f"{what}: {TITLE.lower()}",
        subject=f"{what} of {run.enterprise}, {wording.period(run.selection.period)}",
        author=run.enterprise,
        footer=footer(run),
        made_at=made_at(run),
        sample=run.sample,
        blocks=(),
    )


def _first(telling: Telling) -> Iterator[tuple[Block, ...]]:
    """The title, and the whole at a glance."""
    run = telling.run
    whose = Prose(text=f"{run.enterprise}, {wording.period(run.selection.period)}", lead=True)
    yield (Heading(text=TITLE, level=1), whose, Prose(text=f"Strength of evidence: level {run.evidence_level} of 4"))
    yield (Heading(text="At a glance"), *glance(telling))


def _findings(telling: Telling) -> Iterator[Slide]:
    """A slide for each claimed change, one for the events of a level, one for the carbon, one for the value."""
    run = telling.run
    for level in LEVELS:
        for figure in telling.changes(level):
            if figure.claimed:
                draws = _courses(telling, figure)
                yield Slide(said=figure.statement_short, evidence=figure.evidence, draws=draws, caution=_NO_CAUSE)
        events = [one for one in telling.events(level) if one.people]
        for event in events[:2]:
            draw: Draw = partial(_event, event)
            yield Slide(said=event.statement_short, evidence=event.evidence, draws=(draw,))
    for saved in telling.savings():
        if saved.saved_kgco2e > 0 and not saved.counted_only:
            draw = partial(environment_chart, [saved])
            yield Slide(said=saved.statement_short, evidence=saved.evidence, draws=(draw,))
    if run.value.total_pv is not None:
        head, _gains = value_line_words(telling)
        worth = f"The changes that may be counted are worth {total_words(telling.value)}"
        draw = partial(payer_chart, telling.value, stacked=False)
        yield Slide(said=worth, evidence=run.value.evidence, draws=(draw,), caution=head, most=1.4)


def _event(event: EventFigure, style: ChartStyle) -> Drawn:
    return events_chart([event], style, guard=True)


def _courses(telling: Telling, figure: ChangeFigure) -> tuple[Draw, ...]:
    """The course of a change; or how many fared better, the same and worse.

    That where its averages are held back, or where so many groups would be drawn that nobody reads them from a seat.
    """

    def plain(style: ChartStyle) -> Drawn:
        return verdict_chart([figure], style, guard=True)

    def course(style: ChartStyle) -> Drawn:
        return change_chart(figure, style, guard=True, threshold=threshold_of(figure, telling.instruments))

    return (course, plain) if may_be_drawn(figure, guard=True) else (plain,)


def _last(telling: Telling) -> Iterator[tuple[Block, ...]]:
    unknown = weightiest(telling.run.not_known, 3) or ("Nothing is recorded as open.",)
    yield (Heading(text="What we do not yet know"), BulletList(items=unknown))
    yield (
        Heading(text="How it was worked out"),
        Prose(text=method_line()),
        *contact_block(telling, brief=True),
    )


def _poster(telling: Telling, most: int, charts: int, unknown: int) -> tuple[Block, ...]:
    chosen = strongest(telling, most)
    left: list[Block] = [Heading(text=TITLE), *(short_line(one) for one in chosen)]
    if not chosen:
        left.append(Prose(text="Nothing was measured in this period that may be claimed."))
    head, gains = value_line_words(telling)
    drawn = _poster_charts(telling)[-charts:] if charts else []
    right: list[Block] = [
        Heading(text="What it is worth, and to whom"),
        FindingLine(text=head, detail=gains if charts > 1 else "", evidence=telling.run.value.evidence),
        *drawn,
    ]
    gaps = weightiest(telling.run.not_known, unknown) or ("Nothing is recorded as open.",)
    return (
        cover(telling),
        *glance(telling),
        Spacer(height=6),
        Columns(left=tuple(left), right=tuple(right), share=0.5),
        Heading(text="What we do not yet know"),
        BulletList(items=gaps),
        SmallPrint(text=f"{_NO_CAUSE} {method_line()}"),
        *contact_block(telling, brief=True),
    )


def _poster_charts(telling: Telling) -> list[Block]:
    """All measures side by side, and who gains."""
    style = telling.style.sized(width=_HALF, titled=False)
    claimed = [one for level in LEVELS for one in telling.changes(level) if one.claimed]
    found: list[Block] = []
    if claimed:
        found.append(chart(verdict_chart(claimed, style, guard=True)))
    if telling.run.value.total_pv is not None:
        found.append(chart(payer_chart(telling.value, style, stacked=False)))
    return found
