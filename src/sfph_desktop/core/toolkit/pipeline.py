"""One run of the Health Impact Toolkit: facts, reference, selection and choices in; every figure out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sfph_desktop.core.domain.contracts import Target, WorkforceFact
from sfph_desktop.core.domain.impact import ChangeFigure, Choices, ImpactRun, Selection
from sfph_desktop.core.domain.impact_facts import ImpactFacts, ReferenceFacts
from sfph_desktop.core.domain.ports import Progress, silent
from sfph_desktop.core.toolkit.environment import tonnes_by_year
from sfph_desktop.core.toolkit.evidence import run_level
from sfph_desktop.core.toolkit.outcomes import find_outcomes
from sfph_desktop.core.toolkit.partnership import partnership_figure
from sfph_desktop.core.toolkit.roles import roles_figure
from sfph_desktop.core.toolkit.selection import Span
from sfph_desktop.core.toolkit.targets import Delivered, target_figures
from sfph_desktop.core.toolkit.theory import find_theory
from sfph_desktop.core.toolkit.told_spread import with_told_spread
from sfph_desktop.core.toolkit.unknowns import Gaps, not_known
from sfph_desktop.core.toolkit.workings import BEFORE_VALUE, Workings, how_sure, summed, work_out, worked_lines

STEPS = (
    *BEFORE_VALUE,
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

    cap = choices.evidence_cap
    workings = work_out(facts, reference, selection, choices, step)
    reached, found, green = workings.reached, workings.found, workings.green
    step(5)
    lines = worked_lines(workings, facts.value_lines, choices)
    value = summed(workings, lines, choices)
    step(6)
    value = with_told_spread(how_sure(value, lines, choices), lines, choices, workings.changes, workings.dated)
    step(7)
    delivered = Delivered(
        episodes=workings.of,
        came=workings.came,
        scores=found.scores,
        pairs=found.pairs,
        events=workings.held,
        end=Span.of(selection.period).end,
    )
    targets = target_figures(_promised(facts, selection), facts.contracts, selection.contract_ref, delivered)
    sought = find_outcomes(facts, workings, choices)
    step(8)
    outputs = bool(reached.people or reached.sessions or green.figures)
    level, reason = run_level(workings.changes, workings.dated, outputs=outputs, cap=cap)
    run = ImpactRun(
        selection=selection,
        choices=choices,
        versions=_versions(reference, workings.changes),
        reach=reached,
        changes=workings.changes,
        events=workings.dated,
        environment=green.figures,
        tco2e_saved=tonnes_by_year(green.figures),
        value=value,
        targets=targets,
        partnership=partnership_figure(
            facts.referrals, workings.of, Span.of(selection.period), selection.service, selection.contract_ref
        ),
        roles=roles_figure(
            workings.of,
            (workings.came, workings.helped),
            facts.roles,
            reached,
            Span.of(selection.period),
            filtered=workings.filtered,
        ),
        outcomes=sought.outcomes,
        outcome_changes=sought.changes,
        outcome_events=sought.events,
        theory=find_theory(facts, workings, sought.outcomes),
        workforce=_workforce(facts, selection),
        evidence_level=level,
        evidence_reason=reason,
    )
    run = replace(run, not_known=not_known(run, _gaps(facts, reference, workings)))
    step(len(STEPS))
    return run


def _promised(facts: ImpactFacts, selection: Selection) -> tuple[Target, ...]:
    """The targets a run can speak of: promises are made under contracts, so a filter by service alone has none."""
    return () if selection.service and not selection.contract_ref else facts.targets


def _gaps(facts: ImpactFacts, reference: ReferenceFacts, workings: Workings) -> Gaps:
    """What the run left out or could not place."""
    selection, found, came = workings.selection, workings.found, workings.came
    span = Span.of(selection.period)
    return Gaps(
        labels={one.id: one.abbreviation or one.name for one in reference.instruments.values()},
        compared=frozenset(key.split(".")[0] for key in found.comparisons),
        orphans=found.orphans,
        unknown_instruments=found.scores.unknown_instruments,
        not_due=found.not_due,
        environment_left_out=workings.green.left_out,
        environment_filtered=workings.filtered and any(span.start <= day <= span.end for day in facts.environment.day),
        unnamed_filtered=bool(selection.contract_ref and came.unnamed_high[span.holds(came.day)].any()),
        inputs_out_of_scope=workings.inputs.out_of_scope,
        unvalued_hours=workings.inputs.unvalued_hours,
        targets_skipped=len(facts.targets) - len(_promised(facts, selection)),
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
