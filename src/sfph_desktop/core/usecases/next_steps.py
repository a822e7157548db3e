"""What to measure next: of a kept run, or of a period as the records stand now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Any

from sfph_desktop.core.domain.impact import Choices, ImpactRun, Selection
from sfph_desktop.core.domain.next_steps import NextStep
from sfph_desktop.core.domain.ports import Progress, silent
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.usecases.impact import compute
from sfph_desktop.core.usecases.kept_runs import newest_run
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.reference import reference_facts
from sfph_desktop.core.usecases.value_lines import value_lines

_RUN_IT = "Run it first: at Impact in the window, or sfph toolkit --period FROM:TO."


def what_next(office: Office, run: ImpactRun) -> tuple[NextStep, ...]:
    """The weak links of a run, the weakest first; sources of shares as the value lines stand now."""
    from sfph_desktop.core.toolkit.next_steps import next_steps

    names = {name: one.abbreviation or one.name for name, one in reference_facts(office).instruments.items()}
    return tuple(_plainly(step) for step in next_steps(run, value_lines(office), names))


def _plainly(step: NextStep) -> NextStep:
    """A step about a type of event with that type in plain words: `Kept a job for 26 weeks or more`."""
    from sfph_desktop.core.reports.phrases import event_name

    kept = step.about.replace("_", " ").capitalize()
    if step.kind != "event" or not step.gap.startswith(kept):
        return step
    said = event_name(step.about)
    return replace(step, gap=f"{said[:1].upper()}{said[1:]}{step.gap[len(kept) :]}")


def latest_run(office: Office) -> ImpactRun:
    """The newest kept run of everybody, else of a part (`newest_run`). Raises UserCanFix while none is kept."""
    run = newest_run(office)
    if run is None:
        raise UserCanFix(what="The toolkit has not been run yet.", do=_RUN_IT)
    return run


def run_now(office: Office, selection: Selection, *, progress: Progress = silent) -> ImpactRun:
    """A run that is not kept and rolls no dice: enough to see what is missing. Raises as `run_toolkit`."""
    run = compute(office, selection, Choices(draws=0), progress=progress)
    return replace(run, choices=Choices())


def as_document(run: ImpactRun, steps: Sequence[NextStep]) -> dict[str, Any]:
    """The steps as `next --json` shows them."""
    period = run.selection.period
    return {
        "snapshot": run.snapshot or None,
        "period": {"from": period.start.isoformat(), "to": period.end.isoformat()},
        "selection": {"service": run.selection.service, "contract_ref": run.selection.contract_ref},
        "evidence_level": run.evidence_level,
        "steps": [{"rank": rank, "why": one.why, **asdict(one)} for rank, one in enumerate(steps, 1)],
    }
