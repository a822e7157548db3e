"""How strong the evidence is: levels given by the data, with the reason (after the Nesta Standards of Evidence).

0 a statement without data · 1 activity and outputs · 2 before-and-after change, validated and at least half complete,
or verified events · 3 as 2, with a comparison · 4 needs an independent evaluation with its report, which cannot be
recorded yet and is never given by the program alone. A person may lower a level, never raise it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sfph_desktop.core.domain.impact import MINIMUM_PAIRS, ChangeFigure, EventFigure
from sfph_desktop.core.domain.impact_facts import Comparison
from sfph_desktop.core.domain.own_measures import OWN_MARK

NOT_VALIDATED = frozenset({"goal_0_10", "employability_pipeline"})
"""An enterprise's own 0-10 scales and the stages of a pipeline: useful, but not validated questionnaires."""
HALF = 0.5
"""Completion needed for level 2."""


def graded_change(
    figure: ChangeFigure, comparison: Comparison | None, *, outputs: bool, cap: int | None
) -> ChangeFigure:
    """The figure with its level of evidence and the reason. `outputs`: anything was delivered in the run at all."""
    level, reason = _change_level(figure, comparison, outputs)
    level, reason = _capped(level, reason, cap)
    return replace(figure, evidence_level=level, evidence_reason=reason)


def _change_level(figure: ChangeFigure, comparison: Comparison | None, outputs: bool) -> tuple[int, str]:
    if not figure.claimed:
        return (1, "Activity is recorded; no change is claimed.") if outputs else (0, "No change is claimed.")
    complete = f"{figure.pairs} of {figure.eligible} eligible people completed both questionnaires"
    if not validated(figure.instrument):
        return 1, f"{complete}, but the scale is our own and not a validated questionnaire."
    if (figure.completion_rate or 0.0) < HALF:
        return 1, f"Only {complete}; half are needed."
    if comparison is None:
        return 2, f"{complete} of a validated kind; there is no comparison group."
    kind = "a comparison group" if comparison.kind == "group" else "published comparison rates"
    return 3, f"{complete} of a validated kind, and {kind} stands beside them ({comparison.source or 'recorded'})."


def validated(instrument: str) -> bool:
    """Whether an instrument is a validated questionnaire: only with one can a change reach level 2."""
    return instrument not in NOT_VALIDATED and not instrument.startswith(OWN_MARK)


def graded_event(figure: EventFigure, cap: int | None) -> EventFigure:
    """The figure with its level: 2 for verified events of ten people or more, else 1."""
    people = f"{figure.people} {'person has' if figure.people == 1 else 'people have'} a dated, recorded event"
    if figure.people >= MINIMUM_PAIRS:
        level, reason = _capped(2, f"{people}; there is no comparison group.", cap)
    else:
        level, reason = _capped(1, f"{people}; {MINIMUM_PAIRS} are needed for level 2.", cap)
    return replace(figure, evidence_level=level, evidence_reason=reason)


def _capped(level: int, reason: str, cap: int | None) -> tuple[int, str]:
    if cap is None or cap >= level:
        return level, reason
    return max(0, cap), f"{reason} Lowered from level {level} by choice."


def run_level(
    changes: Sequence[ChangeFigure], events: Sequence[EventFigure], *, outputs: bool, cap: int | None
) -> tuple[int, str]:
    """The level of the run and why: the highest of its claimed changes and events; 1 for activity alone; else 0."""
    found = [
        (one.evidence_level, f"{one.abbreviation or one.instrument}: {one.evidence_reason}")
        for one in changes
        if one.claimed
    ]
    found += [
        (one.evidence_level, f"{event_words(one.event_type)}: {one.evidence_reason}") for one in events if one.events
    ]
    if found:
        best = max(level for level, _ in found)
        return best, next(reason for level, reason in found if level == best)
    if outputs:
        return _capped(1, "Activity is recorded; no change and no event is claimed.", cap)
    return 0, "Nothing is recorded for this period and scope."


def event_words(event_type: str) -> str:
    """The type of an event as people read it: `job_started` is `job started`."""
    return event_type.replace("_", " ")
