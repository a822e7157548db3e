"""What a run found for each outcome of the enterprise's own framework.

An outcome for everybody is told by the figures of the run. One for the people of a service or of a group has figures of
its own, of their episodes alone, unless the run looks at no others anyway. An outcome for a service that the run does
not look at is not in it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

import numpy as np

from sfph_desktop.core.domain.figures import change_key, event_key
from sfph_desktop.core.domain.impact import ChangeFigure, Choices, EnvironmentFigure, EventFigure
from sfph_desktop.core.domain.impact_facts import ImpactFacts, MemberColumns
from sfph_desktop.core.domain.measures import Instrument
from sfph_desktop.core.domain.outcome_findings import IndicatorFinding, OutcomeFinding
from sfph_desktop.core.domain.outcomes import Indicator, Outcome, OutcomeParts
from sfph_desktop.core.toolkit.columns import FOR_EVER, Bools, whole, whole_or
from sfph_desktop.core.toolkit.events import event_figures
from sfph_desktop.core.toolkit.evidence import graded_event
from sfph_desktop.core.toolkit.findings import find_again
from sfph_desktop.core.toolkit.selection import Episodes, Span
from sfph_desktop.core.toolkit.workings import Workings, graded

Scoped = TypeVar("Scoped", ChangeFigure, EventFigure)

NOT_SAID = "it is not said yet what shows it"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """What was found for the outcomes, and the figures made for those of one service or group."""

    outcomes: tuple[OutcomeFinding, ...] = ()
    changes: tuple[ChangeFigure, ...] = ()
    events: tuple[EventFigure, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shown:
    """The figures that may tell of the outcomes of one scope, by what an indicator names."""

    changes: Mapping[str, ChangeFigure]
    """By `instrument.output`."""
    events: Mapping[str, EventFigure]
    environment: tuple[EnvironmentFigure, ...] = ()
    answered: frozenset[str] = field(default_factory=frozenset)
    """Scales with any score, by `instrument.output`."""


def find_outcomes(facts: ImpactFacts, workings: Workings, choices: Choices) -> Sought:
    """Each outcome that the run looks at, in the order of the framework, with its figures or why it has none."""
    service = workings.selection.service
    looked_at = [one for one in facts.sought.outcomes if _in_sight(one.outcome, facts.members, service)]
    if not looked_at:
        return Sought()
    answered = frozenset(workings.found.observed)
    everybody = _Shown(
        changes={f"{one.instrument}.{one.output}": one for one in workings.changes},
        events={one.event_type: one for one in workings.dated},
        environment=workings.green.figures,
        answered=answered,
    )
    shown: dict[tuple[str, int | None], _Shown] = {}
    outcomes = []
    for parts in looked_at:
        one = parts.outcome
        scope = one.service if one.group_id is None else "", one.group_id
        if scope not in shown:
            chosen = _chosen(one, facts, workings)
            same = bool(np.array_equal(chosen, _all_chosen(workings)))
            label = facts.sought.scope(one)
            shown[scope] = everybody if same else _of_scope(facts, workings, choices, chosen, label, everybody)
        outcomes.append(_finding(parts, facts.sought.scope(one), shown[scope], workings))
    named = {figure for one in outcomes for figure in one.figures}
    scoped = [one for one in shown.values() if one is not everybody]
    changes = (change for one in scoped for change in one.changes.values() if change.scope)
    dated = (event for one in scoped for event in one.events.values() if event.scope)
    return Sought(
        outcomes=tuple(outcomes),
        changes=tuple(one for one in changes if ("changes", change_key(one)) in named),
        events=tuple(one for one in dated if ("events", event_key(one)) in named),
    )


# --- whose people -----------------------------------------------------------------------------------------------------


def _in_sight(outcome: Outcome, members: MemberColumns, service: str) -> bool:
    """Whether a run for a service (blank: all) looks at anybody the outcome is for."""
    of = members.service.get(outcome.group_id, "") if outcome.group_id is not None else outcome.service
    return not service or not of or of == service


def _all_chosen(workings: Workings) -> Bools:
    return workings.of.chosen(workings.selection.service, workings.selection.contract_ref)


def _chosen(outcome: Outcome, facts: ImpactFacts, workings: Workings) -> Bools:
    """The episodes of the run that are of the outcome's service, or of members of its group in the period."""
    chosen, of = _all_chosen(workings), workings.of
    if outcome.group_id is not None:
        return chosen & _of_group(outcome.group_id, facts.members, of, Span.of(workings.selection.period))
    return chosen & of.chosen(outcome.service)


def _of_group(group: int, members: MemberColumns, of: Episodes, span: Span) -> Bools:
    """Episodes, in the group's service, of people who had a place in it at any time of the span."""
    mine = whole(members.group_id) == group
    there = mine & (whole(members.from_day) <= span.end) & (whole_or(members.to_day, FOR_EVER) >= span.start)
    people = whole(members.person_id)[there]
    return np.isin(of.person, people) & of.chosen(members.service.get(group, ""))


# --- their figures ----------------------------------------------------------------------------------------------------


def _of_scope(
    facts: ImpactFacts, workings: Workings, choices: Choices, chosen: Bools, label: str, everybody: _Shown
) -> _Shown:
    """The figures of some episodes alone. What is saved belongs to nobody's episode: it stays the run's own."""
    span, of, held = Span.of(workings.selection.period), workings.of, workings.held
    found = find_again(workings.found, facts, of, chosen, span)
    changes = graded(found, bool(workings.reached.people), choices.evidence_cap)
    mine = span.holds(held.day) & np.append(chosen, np.False_)[held.episode]
    dated = [graded_event(one, choices.evidence_cap) for one in event_figures(held, mine, span)]
    return _Shown(
        changes={
            key: _own_or_whole(one, everybody.changes.get(key), label)
            for one in changes
            if (key := f"{one.instrument}.{one.output}")
        },
        events={one.event_type: _own_or_whole(one, everybody.events.get(one.event_type), label) for one in dated},
        environment=everybody.environment,
        answered=everybody.answered,
    )


def _own_or_whole(own: Scoped, whole: Scoped | None, label: str) -> Scoped:
    """A figure of the scope; the run's own figure where it is of the very same records."""
    same = whole is not None and own.records == whole.records
    return whole if same and whole is not None else replace(own, scope=label)


# --- what each indicator tells ----------------------------------------------------------------------------------------


def _finding(parts: OutcomeParts, scope: str, shown: _Shown, workings: Workings) -> OutcomeFinding:
    one = parts.outcome
    return OutcomeFinding(
        outcome_ref=one.outcome_ref,
        title=one.title,
        level=one.level,
        scope=scope,
        measured_at=one.measured_at,
        indicators=tuple(_told(indicator, shown, workings) for indicator in parts.indicators),
        serves=parts.serves,
    )


def _told(indicator: Indicator, shown: _Shown, workings: Workings) -> IndicatorFinding:
    bare = IndicatorFinding(kind=indicator.kind, sentence=indicator.sentence)
    if indicator.instrument:
        return _of_change(bare, indicator, shown, workings.reference.instruments)
    if indicator.factor:
        return _of_environment(bare, indicator, shown, filtered=workings.filtered)
    if indicator.event_type:
        return _of_events(bare, indicator, shown)
    return replace(bare, reason=NOT_SAID)


def _of_change(
    bare: IndicatorFinding, indicator: Indicator, shown: _Shown, instruments: Mapping[str, Instrument]
) -> IndicatorFinding:
    instrument = instruments.get(indicator.instrument)
    if instrument is None:
        return replace(bare, reason="its questionnaire is not in the library any more")
    output = indicator.output or next((one.id for one in instrument.changes), "")
    key, name = f"{instrument.id}.{output}", instrument.abbreviation or instrument.name
    figure = shown.changes.get(key)
    if figure is None:
        why = "nobody was due a second one in this period" if key in shown.answered else "nobody has filled it in yet"
        return replace(bare, reason=f"{name}: {why}")
    told = replace(bare, figure_kind="changes", figure_key=change_key(figure))
    if not figure.claimed:
        return replace(told, reason=f"{name}: too few have filled it in twice to say what changed")
    if indicator.kind == "crossing" and (figure.crossed is None or not figure.crossed.at_risk):
        return replace(told, reason=f"{name}: nobody was over its threshold at the start")
    return replace(told, known=True)


def _of_events(bare: IndicatorFinding, indicator: Indicator, shown: _Shown) -> IndicatorFinding:
    figure = shown.events.get(indicator.event_type)
    name = indicator.event_type.replace("_", " ")
    if figure is None:
        return replace(bare, reason=f"nothing called '{name}' is recorded in this period")
    told = replace(bare, figure_kind="events", figure_key=event_key(figure))
    if not figure.people:
        return replace(told, reason=f"what is recorded as '{name}' is too recent to count yet")
    return replace(told, known=True)


def _of_environment(bare: IndicatorFinding, indicator: Indicator, shown: _Shown, *, filtered: bool) -> IndicatorFinding:
    figure = next((one for one in shown.environment if one.factor == indicator.factor), None)
    if figure is None and filtered:
        return replace(bare, reason="it belongs to no one service or contract, so it is not in these numbers")
    if figure is None:
        return replace(bare, reason="no amount is recorded in this period")
    key = f"{figure.factor}|{figure.replaces_factor}"
    return replace(bare, figure_kind="environment", figure_key=key, known=True)
