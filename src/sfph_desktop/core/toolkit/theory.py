"""The theory of change of a run: the activities it looks at, and which of them lead to which outcome."""

from __future__ import annotations

import numpy as np

from sfph_desktop.core.domain.impact_facts import ImpactFacts
from sfph_desktop.core.domain.outcome_findings import OutcomeFinding
from sfph_desktop.core.domain.outcomes import decided_in
from sfph_desktop.core.domain.theory import Activity, TheoryFinding, arrows_between
from sfph_desktop.core.toolkit.selection import Span
from sfph_desktop.core.toolkit.workings import Workings


def find_theory(facts: ImpactFacts, workings: Workings, outcomes: tuple[OutcomeFinding, ...]) -> TheoryFinding:
    """The activities with anything delivered in the selection, and the arrows to the outcomes that the run looks at.

    A run without outcomes has no theory of change.
    """
    if not outcomes:
        return TheoryFinding()
    activities = _activities(workings)
    seen = {one.outcome_ref for one in outcomes}
    services = tuple(
        (one.outcome_ref, one.service if one.group_id is None else facts.members.service.get(one.group_id, ""))
        for one in (parts.outcome for parts in facts.sought.outcomes)
        if one.outcome_ref in seen
    )
    return TheoryFinding(
        activities=activities,
        arrows=arrows_between(tuple(one.name for one in activities), services, decided_in(facts.sought)),
    )


def _activities(workings: Workings) -> tuple[Activity, ...]:
    """Services with a session in the period or an enrolment active in it, with their sessions and visits."""
    selection, came, of = workings.selection, workings.came, workings.of
    span = Span.of(selection.period)
    chosen = of.chosen(selection.service, selection.contract_ref)
    active = chosen & (of.start <= span.end) & (of.end >= span.start)
    names = {of.services[code] for code in np.unique(of.service[active])}
    held = span.holds(came.day)
    if not selection.contract_ref:
        names |= {came.services[code] for code in np.unique(came.service[held])}
    if selection.service:
        names &= {selection.service}
    told = []
    for name in sorted(filter(None, names), key=str.casefold):
        mine = held & (came.service == (came.services.index(name) if name in came.services else -1))
        told.append(Activity(name=name, sessions=int(mine.sum()), visits=int(mine[came.session].sum())))
    return tuple(told)
