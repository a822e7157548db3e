"""The figures of a run, each with its kind and key: how an evidence number finds the same figure again."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import count
from typing import Any

from sfph_desktop.core.domain.impact import ChangeFigure, EventFigure, ImpactRun

AnyFigure = Any
"""Reach, or a Change-, Event-, Environment-, ValueLine-, Target-, Partnership- or RolesFigure, or ValueSummary."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure of a run; `kind` and `key` name the same figure in any other run."""

    kind: str
    """reach, changes, events, environment, value_line, value, target, partnership or roles."""
    key: str
    value: AnyFigure

    @property
    def evidence(self) -> str:
        """`E-0412`, or blank while the run is not kept."""
        return str(self.value.evidence)

    def plain_values(self) -> dict[str, float | int | str | bool | None]:
        """The figure's plain fields by name: numbers, words, yes and no."""
        fields = dataclasses.fields(self.value)
        plain = {field.name: getattr(self.value, field.name) for field in fields}
        return {name: value for name, value in plain.items() if value is None or isinstance(value, (int, float, str))}


def nothing_recorded(run: ImpactRun) -> bool:
    """Whether a run found nobody, no session, no change, no event and no amount."""
    reach = run.reach
    return not (reach.people or reach.sessions or run.changes or run.events or run.environment)


def figures_of(run: ImpactRun) -> Iterator[Figure]:
    """Every figure of the run, in the order in which evidence numbers are given."""
    yield Figure(kind="reach", key="reach", value=run.reach)
    for change in run.changes:
        yield Figure(kind="changes", key=change_key(change), value=change)
    for event in run.events:
        yield Figure(kind="events", key=event_key(event), value=event)
    for saved in run.environment:
        yield Figure(kind="environment", key=f"{saved.factor}|{saved.replaces_factor}", value=saved)
    for line in run.value.lines:
        yield Figure(kind="value_line", key=line.line_ref, value=line)
    yield Figure(kind="value", key="value", value=run.value)
    for target in run.targets:
        yield Figure(kind="target", key=f"{target.contract_ref}|{target.indicator}|{target.due_date}", value=target)
    if run.partnership.any:
        yield Figure(kind="partnership", key="partnership", value=run.partnership)
    if run.roles.any:
        yield Figure(kind="roles", key="roles", value=run.roles)
    for change in run.outcome_changes:
        yield Figure(kind="changes", key=change_key(change), value=change)
    for event in run.outcome_events:
        yield Figure(kind="events", key=event_key(event), value=event)


def change_key(figure: ChangeFigure) -> str:
    """The key of a change: `ucla3.total`, and of the people of one service or group `ucla3.total of Befriending`."""
    return f"{figure.instrument}.{figure.output}{_of(figure.scope)}"


def event_key(figure: EventFigure) -> str:
    """The key of a type of event, and of those of one service or group."""
    return f"{figure.event_type}{_of(figure.scope)}"


def _of(scope: str) -> str:
    return f" of {scope}" if scope else ""


def with_evidence(run: ImpactRun, first: int) -> ImpactRun:
    """The run with an evidence number on every figure, counted from `first`: a number's only birthplace."""
    numbers = count(first)

    def numbered(figure: AnyFigure) -> AnyFigure:
        return replace(figure, evidence=f"E-{next(numbers):04d}")

    reach = numbered(run.reach)
    changes = tuple(numbered(figure) for figure in run.changes)
    events = tuple(numbered(figure) for figure in run.events)
    environment = tuple(numbered(figure) for figure in run.environment)
    value = replace(run.value, lines=tuple(numbered(line) for line in run.value.lines))
    value = numbered(value)
    targets = tuple(numbered(figure) for figure in run.targets)
    partnership = numbered(run.partnership) if run.partnership.any else run.partnership
    roles = numbered(run.roles) if run.roles.any else run.roles
    return replace(
        run,
        reach=reach,
        changes=changes,
        events=events,
        environment=environment,
        value=value,
        targets=targets,
        partnership=partnership,
        roles=roles,
        outcome_changes=tuple(numbered(figure) for figure in run.outcome_changes),
        outcome_events=tuple(numbered(figure) for figure in run.outcome_events),
    )


def main_number(figure: Figure) -> str:
    """The one number a challenge is about, in plain words."""
    value = figure.value
    if figure.kind == "reach":
        return f"{value.people:,} people"
    if figure.kind == "changes":
        if not value.claimed:
            return f"{value.pairs:,} pairs, too few to claim a change"
        return f"{value.improved:,} of {value.pairs:,} people improved"
    if figure.kind == "events":
        return f"{value.people:,} people, {value.events:,} events"
    if figure.kind == "environment":
        return f"{value.saved_kgco2e:,.1f} kg CO2e saved"
    if figure.kind == "value_line":
        return "no value" if value.pv is None else f"£{value.pv:,.2f}"
    if figure.kind == "partnership":
        return f"{value.referred_in:,} referrals in, {value.referred_out:,} out"
    if figure.kind == "roles":
        return f"{value.also_volunteer:,} people supported also volunteer, {value.also_staff:,} are employed"
    if figure.kind == "value":
        return "no total" if value.total_pv is None else f"£{value.total_pv:,.2f}"
    if value.delivered is None:
        return "not known"
    of = "" if value.measured is None else f" (of {value.measured:,} measured)"
    return f"{value.delivered:,g} delivered{of}, {value.target:,g} promised"


def main_words(figure: Figure) -> str:
    """The figure's statement, else its main number."""
    return str(getattr(figure.value, "statement", "")) or main_number(figure)
