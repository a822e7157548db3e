"""One run of the Health Impact Toolkit: facts, reference, selection and choices in; every figure out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sfph_desktop.core.domain.contracts import Target, WorkforceFact
from sfph_desktop.core.domain.impact import ChangeFigure, Choices, ImpactRun, Selection
from sfph_desktop.core.domain.impact_facts import ImpactFacts, ReferenceFacts
from sfph_desktop.core.domain.ports import Progress, silent
from sfph_desktop.core.toolkit.environment import EnvironmentFound, environment_figures, tonnes_by_year
from sfph_desktop.core.toolkit.events import elapsed, event_figures, events, in_selection
from sfph_desktop.core.toolkit.evidence import graded_change, graded_event, run_level
from sfph_desktop.core.toolkit.findings import Found, find_changes
from sfph_desktop.core.toolkit.inputs import InputsFound, inputs_found
from sfph_desktop.core.toolkit.partnership import partnership_figure
from sfph_desktop.core.toolkit.quantities import Measured
from sfph_desktop.core.toolkit.selection import Attendances, Span, attendances, episodes, reach
from sfph_desktop.core.toolkit.targets import Delivered, target_figures
from sfph_desktop.core.toolkit.totals import value_summary, with_uncertainty
from sfph_desktop.core.toolkit.unknowns import Gaps, not_known
from sfph_desktop.core.toolkit.valuation import work_lines

STEPS = (
    "Sorting the records",
    "Counting who came",
    "Working out what changed",
    "Counting events",
    "Working out what was saved in carbon",
    "Working out what it is worth",
    "Working out how sure that is",
    "Looking at what was promised",
    "Writing down what we do not yet know",
)
"""What `progress` is told, in order."""


def run_impact(
    facts: ImpactFacts,
    reference: ReferenceFacts,
    selection: Selection,
    choices: Choices,
    progress: Progress = silent,
) -> ImpactRun:
    """Run the toolkit: who was reached, what changed, what it is worth and what is not known (toolkit method).

    The same facts, reference, selection and choices give the same run, in whatever order the rows come. Evidence
    numbers and statements stay blank. No number is nan or infinite: what cannot be said is None. `progress` is called
    before each of STEPS and may raise Stopped; nothing else is raised for valid data, an empty store included.
    """

    def step(number: int) -> None:
        progress(number, len(STEPS), STEPS[number] if number < len(STEPS) else "Done")

    span, cap = Span.of(selection.period), choices.evidence_cap
    step(0)
    of, came = episodes(facts.episodes, facts.funding), attendances(facts.sessions, facts.attendance)
    step(1)
    reached = reach(of, came, span, selection.service, selection.contract_ref)
    step(2)
    found = find_changes(facts, reference, of, of.chosen(selection.service, selection.contract_ref), span)
    step(3)
    held = events(facts.events, of)
    happened = in_selection(held, of, span, selection.service, selection.contract_ref)
    dated = tuple(graded_event(one, cap) for one in event_figures(held, happened, span))
    step(4)
    green = EnvironmentFound() if _filtered(selection) else environment_figures(facts.environment, reference, span)
    outputs = bool(reached.people or reached.sessions or green.figures)
    changes = _graded(found, outputs, cap)
    step(5)
    measured = Measured(
        episodes=of,
        observed=found.observed,
        instruments=reference.instruments,
        events=held,
        events_counted=happened & elapsed(held, span.end),
        environment=green.figures,
        environment_known=not _filtered(selection),
    )
    lines = work_lines(facts.value_lines, selection, choices, reference, measured)
    inputs = inputs_found(facts.inputs, selection, reference, choices.wage_id)
    value = value_summary(
        lines, inputs, choices, reference, people=reached.people, improved_people=found.improved_people
    )
    step(6)
    value = with_uncertainty(value, lines, choices)
    step(7)
    delivered = Delivered(episodes=of, came=came, scores=found.scores, pairs=found.pairs, events=held, end=span.end)
    targets = target_figures(_promised(facts, selection), facts.contracts, selection.contract_ref, delivered)
    step(8)
    level, reason = run_level(changes, dated, outputs=outputs, cap=cap)
    run = ImpactRun(
        selection=selection,
        choices=choices,
        versions=_versions(reference, changes),
        reach=reached,
        changes=changes,
        events=dated,
        environment=green.figures,
        tco2e_saved=tonnes_by_year(green.figures),
        value=value,
        targets=targets,
        partnership=partnership_figure(facts.referrals, of, span, selection.service, selection.contract_ref),
        workforce=_workforce(facts, selection),
        evidence_level=level,
        evidence_reason=reason,
    )
    run = replace(run, not_known=not_known(run, _gaps(facts, reference, selection, came, found, green, inputs)))
    step(len(STEPS))
    return run


def _filtered(selection: Selection) -> bool:
    """Whether the selection names a service or a contract."""
    return bool(selection.service or selection.contract_ref)


def _promised(facts: ImpactFacts, selection: Selection) -> tuple[Target, ...]:
    """The targets a run can speak of: promises are made under contracts, so a filter by service alone has none."""
    return () if selection.service and not selection.contract_ref else facts.targets


def _gaps(
    facts: ImpactFacts,
    reference: ReferenceFacts,
    selection: Selection,
    came: Attendances,
    found: Found,
    green: EnvironmentFound,
    inputs: InputsFound,
) -> Gaps:
    """What the run left out or could not place."""
    span = Span.of(selection.period)
    return Gaps(
        labels={one.id: one.abbreviation or one.name for one in reference.instruments.values()},
        compared=frozenset(key.split(".")[0] for key in found.comparisons),
        orphans=found.orphans,
        unknown_instruments=found.scores.unknown_instruments,
        not_due=found.not_due,
        environment_left_out=green.left_out,
        environment_filtered=_filtered(selection)
        and any(span.start <= day <= span.end for day in facts.environment.day),
        unnamed_filtered=bool(selection.contract_ref and came.unnamed_high[span.holds(came.day)].any()),
        inputs_out_of_scope=inputs.out_of_scope,
        unvalued_hours=inputs.unvalued_hours,
        targets_skipped=len(facts.targets) - len(_promised(facts, selection)),
    )


def _graded(found: Found, outputs: bool, cap: int | None) -> tuple[ChangeFigure, ...]:
    """The change figures with their levels of evidence."""
    return tuple(
        graded_change(one, found.comparisons.get(f"{one.instrument}.{one.output}"), outputs=outputs, cap=cap)
        for one in found.figures
    )


def _versions(reference: ReferenceFacts, changes: Sequence[ChangeFigure]) -> dict[str, str]:
    """Fingerprints of the library and of every instrument a figure rests on."""
    used = sorted({one.instrument for one in changes})
    known = {f"instrument {name}": reference.instruments[name].version for name in used}
    return {**reference.versions, **{name: version for name, version in known.items() if version}}


def _workforce(facts: ImpactFacts, selection: Selection) -> WorkforceFact | None:
    """The workforce as last recorded by the end of the period."""
    known = [one for one in facts.workforce if one.date <= selection.period.end]
    return max(known, key=lambda one: (one.date, one.id), default=None)
