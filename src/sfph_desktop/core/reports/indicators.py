"""What an indicator of a value line or a target counts, in words, and how many people stand behind it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sfph_desktop.core.domain.impact import ChangeFigure, EventFigure, ImpactRun, TargetFigure, ValueLineFigure
from sfph_desktop.core.domain.small_numbers import crossing_open
from sfph_desktop.core.reports import disclosure, phrases, small_numbers, wording

Measure = Literal["improved", "recovered", "change_sum", "event", "event_quantity", "tco2e", "reach", "other"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """An indicator taken apart: what it measures, of which instrument output or event type."""

    measure: Measure
    instrument: str = ""
    output: str = ""
    event_type: str = ""
    name: str = ""


def read(indicator: str) -> Indicator:
    """Take apart `swemwbs7.improved`, `ons4.life_satisfaction.change_sum`, `event:job_started`, `people` ..."""
    kind, colon, rest = indicator.partition(":")
    if colon:
        if kind == "event":
            return Indicator(measure="event", event_type=rest, name=indicator)
        if kind == "event_quantity":
            return Indicator(measure="event_quantity", event_type=rest, name=indicator)
        return Indicator(measure="tco2e" if rest == "tco2e" else "other", name=indicator)
    head, dot, last = indicator.rpartition(".")
    if dot and last in ("improved", "recovered", "change_sum"):
        instrument, _, output = head.partition(".")
        measure: Measure = "improved" if last == "improved" else "recovered" if last == "recovered" else "change_sum"
        return Indicator(measure=measure, instrument=instrument, output=output, name=indicator)
    return Indicator(measure="reach" if indicator in ("people", "contacts") else "other", name=indicator)


def change_behind(indicator: Indicator, run: ImpactRun) -> ChangeFigure | None:
    """The change figure the indicator is taken from; None when it is not taken from one."""
    for figure in run.changes:
        if figure.instrument == indicator.instrument and indicator.output in ("", figure.output):
            return figure
    return None


def event_behind(indicator: Indicator, run: ImpactRun) -> EventFigure | None:
    """The event figure the indicator is taken from; None when there is none."""
    return next((figure for figure in run.events if figure.event_type == indicator.event_type), None)


def words(indicator: str, run: ImpactRun) -> str:
    """What the indicator counts: `people with better mental wellbeing`, `people who started a job`."""
    read_as = read(indicator)
    if read_as.measure == "event":
        return f"people who {phrases.event_phrase(read_as.event_type).did}"
    if read_as.measure == "event_quantity":
        return f"amount of “{phrases.event_name(read_as.event_type)}”"
    if read_as.measure == "tco2e":
        return "tonnes of CO2e saved"
    if read_as.measure == "reach":
        return "different people" if indicator == "people" else "visits by named people"
    figure = change_behind(read_as, run)
    if read_as.measure == "other":
        return phrases.plain_name(indicator)
    if figure is None:
        return _unfound(read_as)
    phrase = phrases.change_phrase(figure)
    if read_as.measure == "improved":
        return f"people who {phrase.verb} {phrase.better}"
    if read_as.measure == "recovered":
        return f"people who were {phrase.risk or 'on the risk side of the published cut'} at first and no longer are"
    name = phrases.score_name(figure, phrase.score)
    who = f"the {figure.pairs} people measured twice" if figure.claimed else "everyone measured"
    return f"{phrase.unit}s of change for the better in the {name}, added up over {who}"


def _unfound(read_as: Indicator) -> str:
    """What would be counted of a change that the run did not find: nothing was measured in its period."""
    phrase = phrases.known_phrase(read_as.instrument, read_as.output)
    if read_as.measure == "improved":
        return f"people who {phrase.verb} {phrase.better}" if phrase else "people who improved"
    if read_as.measure == "recovered":
        return f"people no longer {phrase.risk if phrase and phrase.risk else 'on the risk side of the published cut'}"
    return f"points of change towards {phrase.better}" if phrase else "points of change for the better"


def counted(indicator: str, amount: float, run: ImpactRun, *, guard: bool = False) -> str:
    """An amount with what it counts, in the singular where there is one: `1 person who started a job`.

    `guard`: of how many is told only as far as paper may tell it.
    """
    what = words(indicator, run)
    if amount == 1:
        for many, one in _ONE.items():
            what = what.replace(many, one, 1)
    return f"{wording.quantity(amount)} {what}{_of_whom(read(indicator), run, guard=guard)}"


def _of_whom(read_as: Indicator, run: ImpactRun, *, guard: bool) -> str:
    """Of how many people those who changed are: nothing is a share of nobody knows what."""
    figure = change_behind(read_as, run)
    if figure is None or not figure.claimed:
        return ""
    if read_as.measure == "improved":
        return f", of {figure.pairs} measured twice"
    if read_as.measure == "recovered" and figure.crossed is not None:
        found = crossing_open(figure)
        if guard and found is not None and not found.at_risk.exact:
            return f", of more than {found.at_risk.low - 1}" if found.at_risk.low else ""
        return f", of {figure.crossed.at_risk}"
    return ""


_ONE = {
    "people who were": "person who was",
    "people who": "person who",
    "different people": "different person",
    "visits by named people": "visit by a named person",
    "no longer are": "no longer is",
    "tonnes of": "tonne of",
    "points of": "point of",
}
"""What stands behind the number one instead, in this order."""


def hidden(line: ValueLineFigure | TargetFigure, run: ImpactRun) -> bool:
    """Whether the count behind it is one that the small-number guard holds back on paper."""
    read_as = read(line.indicator)
    if read_as.measure in ("event", "event_quantity"):
        event = event_behind(read_as, run)
        return event is not None and not small_numbers.tell(event.people, guard=True).exact
    if read_as.measure == "reach":
        return not small_numbers.tell(run.reach.people, guard=True).exact
    figure = change_behind(read_as, run)
    if figure is None or not figure.claimed:
        return False
    if read_as.measure == "change_sum":
        return not disclosure.mean_may_be_told(figure, guard=True)
    if read_as.measure == "improved" and figure.improved is not None:
        return not small_numbers.tell(figure.improved, figure.pairs, guard=True).exact
    if read_as.measure == "recovered" and figure.crossed is not None:
        other = isinstance(line, TargetFigure) and line.delivered != figure.crossed.recovered
        return not crossing_may_be_told(figure) or (other and spread_hidden(line, run))
    return False


def crossing_may_be_told(figure: ChangeFigure) -> bool:
    """Whether the number of those who crossed the cut may be told; that of those at risk may still be held back."""
    found = crossing_open(figure)
    return found is not None and found.recovered.exact


def spread_hidden(line: ValueLineFigure | TargetFigure, run: ImpactRun) -> bool:
    """Whether how sure a line's count is would give away a number that is held back: of how many at risk it is."""
    read_as = read(line.indicator)
    figure = change_behind(read_as, run)
    if read_as.measure != "recovered" or figure is None:
        return False
    found = crossing_open(figure)
    return found is not None and not found.at_risk.exact
