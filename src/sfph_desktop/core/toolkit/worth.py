"""The value step alone: from workings and lines to figures, scenarios and open overlaps, in milliseconds."""

from __future__ import annotations

from collections.abc import Iterable

from sfph_desktop.core.domain.benefits import ValueLine
from sfph_desktop.core.domain.impact import Choices, ImpactRun
from sfph_desktop.core.domain.worth import Worth
from sfph_desktop.core.toolkit.environment import tonnes_by_year
from sfph_desktop.core.toolkit.overlap import overlap_pairs
from sfph_desktop.core.toolkit.scenarios import scenarios
from sfph_desktop.core.toolkit.workings import Workings, how_sure, summed, worked_lines


def worth_of(workings: Workings, lines: Iterable[ValueLine], choices: Choices) -> Worth:
    """What these lines are worth, by the same steps as a run: `run_impact` on the same records gives the same value."""
    worked = worked_lines(workings, lines, choices)
    value = how_sure(summed(workings, worked, choices), worked, choices)
    run = ImpactRun(
        selection=workings.selection,
        choices=choices,
        reach=workings.reached,
        changes=workings.changes,
        events=workings.dated,
        environment=workings.green.figures,
        tco2e_saved=tonnes_by_year(workings.green.figures),
        value=value,
    )
    return Worth(run=run, scenarios=scenarios(worked, workings.inputs.total, choices), overlaps=overlap_pairs(worked))
