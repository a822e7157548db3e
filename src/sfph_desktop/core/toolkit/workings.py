"""The part of a run that stands before its value: who came, what changed, what went in. Value is worked out from it.

A run makes it once. While value lines are being edited it is kept, and only what follows is worked out again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from sfph_desktop.core.domain.benefits import ValueLine
from sfph_desktop.core.domain.impact import ChangeFigure, Choices, EventFigure, Reach, Selection, ValueSummary
from sfph_desktop.core.domain.impact_facts import ImpactFacts, ReferenceFacts
from sfph_desktop.core.toolkit.environment import EnvironmentFound, environment_figures
from sfph_desktop.core.toolkit.events import Events, elapsed, event_figures, events, in_selection
from sfph_desktop.core.toolkit.evidence import graded_change, graded_event
from sfph_desktop.core.toolkit.findings import Found, find_changes
from sfph_desktop.core.toolkit.inputs import InputsFound, inputs_found
from sfph_desktop.core.toolkit.quantities import Measured
from sfph_desktop.core.toolkit.roles import as_service_users
from sfph_desktop.core.toolkit.selection import Attendances, Episodes, Span, attendances, episodes, reach
from sfph_desktop.core.toolkit.totals import value_summary, with_uncertainty
from sfph_desktop.core.toolkit.valuation import WorkedLine, work_lines

BEFORE_VALUE = (
    "Sorting the records",
    "Counting who came",
    "Working out what changed",
    "Counting events",
    "Working out what was saved in carbon",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Workings:
    """Everything of a run but its value, its promises and what is not known."""

    selection: Selection
    reference: ReferenceFacts
    of: Episodes
    came: Attendances
    """Of service users."""
    helped: Attendances
    """Of people who were only there to help."""
    reached: Reach
    found: Found
    changes: tuple[ChangeFigure, ...]
    held: Events
    dated: tuple[EventFigure, ...]
    green: EnvironmentFound
    measured: Measured
    inputs: InputsFound

    @property
    def filtered(self) -> bool:
        """Whether the selection names a service or a contract."""
        return bool(self.selection.service or self.selection.contract_ref)


def work_out(
    facts: ImpactFacts,
    reference: ReferenceFacts,
    selection: Selection,
    choices: Choices,
    step: Callable[[int], None] = lambda _number: None,
) -> Workings:
    """Everything up to the value step; `step` is called with the number of each of BEFORE_VALUE before it."""
    span, cap = Span.of(selection.period), choices.evidence_cap
    filtered = bool(selection.service or selection.contract_ref)
    step(0)
    of, came = episodes(facts.episodes, facts.funding), attendances(facts.sessions, facts.attendance)
    step(1)
    came, helped = as_service_users(of, came, facts.roles)
    reached = reach(of, came, span, selection.service, selection.contract_ref)
    step(2)
    found = find_changes(facts, reference, of, of.chosen(selection.service, selection.contract_ref), span)
    step(3)
    held = events(facts.events, of)
    happened = in_selection(held, of, span, selection.service, selection.contract_ref)
    dated = tuple(graded_event(one, cap) for one in event_figures(held, happened, span))
    step(4)
    green = EnvironmentFound() if filtered else environment_figures(facts.environment, reference, span)
    outputs = bool(reached.people or reached.sessions or green.figures)
    measured = Measured(
        episodes=of,
        observed=found.observed,
        instruments=reference.instruments,
        events=held,
        events_counted=happened & elapsed(held, span.end),
        environment=green.figures,
        environment_known=not filtered,
    )
    return Workings(
        selection=selection,
        reference=reference,
        of=of,
        came=came,
        helped=helped,
        reached=reached,
        found=found,
        changes=graded(found, outputs, cap),
        held=held,
        dated=dated,
        green=green,
        measured=measured,
        inputs=inputs_found(facts.inputs, selection, reference, choices.wage_id),
    )


def graded(found: Found, outputs: bool, cap: int | None) -> tuple[ChangeFigure, ...]:
    """The change figures with their levels of evidence."""
    return tuple(
        graded_change(one, found.comparisons.get(f"{one.instrument}.{one.output}"), outputs=outputs, cap=cap)
        for one in found.figures
    )


def worked_lines(workings: Workings, lines: Iterable[ValueLine], choices: Choices) -> tuple[WorkedLine, ...]:
    """The value lines of a run, worked out."""
    return work_lines(lines, workings.selection, choices, workings.reference, workings.measured)


def summed(workings: Workings, lines: tuple[WorkedLine, ...], choices: Choices) -> ValueSummary:
    """Every figure of value but the draws and the tornado."""
    return value_summary(
        lines,
        workings.inputs,
        choices,
        workings.reference,
        people=workings.reached.people,
        improved_people=workings.found.improved_people,
    )


def how_sure(value: ValueSummary, lines: tuple[WorkedLine, ...], choices: Choices) -> ValueSummary:
    """The summary with its draws and its tornado."""
    return with_uncertainty(value, lines, choices)
