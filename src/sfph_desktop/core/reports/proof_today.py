"""The same figure on today's records, beside the one that was printed, without telling of the few between the two.

Whoever takes today's counts from those printed has what changed. So today's are told only where they are the same, or
where every part (better, not better, without a second result ...) has moved by as many people as the threshold asks.
"""

from __future__ import annotations

from sfph_desktop.core.domain.figures import Figure, main_number
from sfph_desktop.core.domain.impact import ChangeFigure, EventFigure, ImpactRun, TargetFigure, ValueLineFigure
from sfph_desktop.core.reports import indicators, small_numbers, statements, wording
from sfph_desktop.core.reports.change_words import change_short
from sfph_desktop.core.reports.small_numbers import THRESHOLD

SAME = "The same as printed"
GONE = "No record of it is left"
HELD = (
    "Not the same as printed. What today's number is, is not told: taken from the printed one it could tell of a few "
    "people"
)


def today_told(then: Figure, run: ImpactRun, now: Figure | None, today: ImpactRun) -> tuple[bool, str]:
    """Whether the figure still gives the number that was printed, and a sentence that says how it stands today."""
    if now is None:
        few = any(0 < part < THRESHOLD for part in _parts(then, run) or ())
        return False, wording.sentence(HELD if few else GONE)
    if same_as_printed(then, run, now, today):
        return True, wording.sentence(SAME)
    if may_stand_beside(then, run, now, today):
        return False, wording.sentences("Not the same as printed", figure_words(now, today))
    return False, wording.sentence(HELD)


def same_as_printed(then: Figure, run: ImpactRun, now: Figure, today: ImpactRun) -> bool:
    """Whether two figures of two runs give the same number, and every part of it is the same."""
    return main_number(now) == main_number(then) and _parts(then, run) == _parts(now, today)


def may_stand_beside(then: Figure, run: ImpactRun, now: Figure, today: ImpactRun) -> bool:
    """Whether the later of two different numbers may be printed beside the earlier one, without telling of a few."""
    before, after = _parts(then, run), _parts(now, today)
    if before is None and after is None:
        return _nobodys(then)
    if before is None or after is None or len(before) != len(after):
        return False
    return all(abs(a - b) >= THRESHOLD for a, b in zip(before, after, strict=True))


def _parts(figure: Figure, run: ImpactRun) -> tuple[int, ...] | None:
    """The counts of people that do not overlap and make the figure up; None where it is not made of such."""
    value = figure.value
    if isinstance(value, ChangeFigure):
        return _change_parts(value)
    if isinstance(value, EventFigure):
        return value.people, value.events - value.people
    if figure.kind == "reach":
        return (value.people, value.contacts)
    if isinstance(value, ValueLineFigure | TargetFigure):
        read = indicators.read(value.indicator)
        if (change := indicators.change_behind(read, run)) is not None:
            return _change_parts(change)
        if (event := indicators.event_behind(read, run)) is not None:
            return event.people, event.events - event.people
        return (run.reach.people, run.reach.contacts) if read.measure == "reach" else None
    return None


def _change_parts(figure: ChangeFigure) -> tuple[int, ...]:
    better = figure.improved or 0
    return better, figure.pairs - better, figure.eligible - figure.pairs


def _nobodys(figure: Figure) -> bool:
    """Whether a figure is made of no counts of people at all: carbon, and money or a promise made of it."""
    if isinstance(figure.value, ValueLineFigure | TargetFigure):
        return indicators.read(figure.value.indicator).measure == "tco2e"
    return figure.kind == "environment"


def figure_words(figure: Figure, run: ImpactRun) -> str:
    """A figure's number in words, as a document of its own would say it."""
    value = figure.value
    if isinstance(value, ChangeFigure):
        return change_short(value, guard=True)
    if isinstance(value, EventFigure):
        return statements.event_short(value, guard=True)
    if figure.kind == "environment":
        return statements.environment_short(value)
    if figure.kind == "reach":
        return small_numbers.count(value.people, "person", guard=True) + " took part"
    if isinstance(value, ValueLineFigure):
        if indicators.hidden(value, run) or value.pv is None:
            return "The amount is not printed"
        return wording.about_money(value.pv)
    return statements.target_statement(value, run, guard=True)
