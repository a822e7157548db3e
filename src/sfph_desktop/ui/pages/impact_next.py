"""What the page of a run asks about what to measure next, and where each step leads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sfph_desktop.core.domain.impact import ImpactRun
from sfph_desktop.core.domain.next_steps import NextStep
from sfph_desktop.ui.support.context import ShellContext
from sfph_desktop.ui.widgets.wishes import SHOW_COMPARISONS, WhatIsDue


@dataclass(frozen=True, slots=True, kw_only=True)
class Ahead:
    """The steps of a run, and which outcome each reference is."""

    run: ImpactRun
    steps: tuple[NextStep, ...]
    outcomes: Mapping[str, int]


def ahead(office: Any, run: ImpactRun) -> Ahead:
    """What to measure next; in the records lane."""
    from sfph_desktop.core.usecases.next_steps import what_next
    from sfph_desktop.core.usecases.outcomes import outcome_framework

    held = outcome_framework(office).outcomes
    return Ahead(
        run=run,
        steps=what_next(office, run),
        outcomes={one.outcome.outcome_ref: int(one.outcome.id) for one in held},
    )


def open_step(shell: ShellContext, found: Ahead, step: NextStep) -> None:
    """Go where the step is done."""
    if step.kind in ("outcome", "no_data"):
        shell.navigate("outcomes", found.outcomes.get(step.about))
    elif step.kind in ("pairs", "completion", "group", "answers"):
        shell.navigate("measures", WhatIsDue(instrument=step.about))
    elif step.kind == "event":
        shell.navigate("people", None)
    elif step.kind == "visits":
        shell.navigate("sessions", None)
    elif step.kind == "value":
        shell.navigate("value", found.run.selection)
    elif step.kind in ("records", "inputs"):
        shell.navigate("import", None)
    elif step.kind == "comparison":
        shell.navigate("measures", SHOW_COMPARISONS)
    else:
        shell.navigate("value", found.run.selection)
        shell.navigate("value", step.about)
