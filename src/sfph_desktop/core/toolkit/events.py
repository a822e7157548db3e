"""Outcome events: dated facts about people, counted once they are really there."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sfph_desktop.core.domain.impact import EventFigure, Records
from sfph_desktop.core.domain.impact_facts import EventColumns
from sfph_desktop.core.toolkit.columns import Bools, Floats, Ints, codes, ids, real, total, whole
from sfph_desktop.core.toolkit.selection import Episodes, Span, belonging


@dataclass(frozen=True, slots=True, kw_only=True)
class Events:
    """Events as arrays in order of id, each with the episode (its place, -1 none) whose span holds its date."""

    id: Ints
    person: Ints
    day: Ints
    kind: Ints
    kinds: tuple[str, ...]
    quantity: Floats
    weeks: Ints
    episode: Ints

    def of_kind(self, name: str) -> Bools:
        """Which events are of a type."""
        return np.asarray(self.kind == (self.kinds.index(name) if name in self.kinds else -1))


def events(columns: EventColumns, of: Episodes) -> Events:
    """Turn the event columns into arrays. An event whose quantity is no finite number is left out."""
    quantity = real(columns.quantity)
    order = np.argsort(whole(columns.id), kind="stable")
    order = order[np.isfinite(quantity[order])]
    kind, kinds = codes(columns.event_type)
    person, day = whole(columns.person_id)[order], whole(columns.day)[order]
    return Events(
        id=whole(columns.id)[order],
        person=person,
        day=day,
        kind=kind[order],
        kinds=kinds,
        quantity=quantity[order],
        weeks=whole(columns.sustained_weeks)[order],
        episode=belonging(of, person, day),
    )


def in_selection(held: Events, of: Episodes, span: Span, service: str = "", contract_ref: str = "") -> Bools:
    """Which events are dated in the span and, under a filter by service or contract, belong to a chosen episode."""
    mask = span.holds(held.day)
    if not (service or contract_ref):
        return mask
    chosen = of.chosen(service, contract_ref)
    mask[mask] = np.append(chosen, np.False_)[held.episode[mask]]  # -1, no episode, finds the last
    return mask


def elapsed(held: Events, end: int) -> Bools:
    """An event that must last has lasted when its recorded weeks are over by the end of the period.

    One without weeks counts at once.

    In code: which of the events have, by day `end`.
    """
    return np.asarray((held.weeks <= 0) | (held.day + 7 * held.weeks <= end))


def event_figures(held: Events, chosen: Bools, span: Span) -> tuple[EventFigure, ...]:
    """One figure for each type of event that happened to somebody chosen.

    People (each once), events and the sum of their quantities are three figures. An event that must last so many weeks
    counts once all of them lie inside the period; until then it is pending and in no other number.

    In code: in alphabetical order of the type.
    """
    done = chosen & elapsed(held, span.end)
    figures = []
    for kind in sorted(range(len(held.kinds)), key=held.kinds.__getitem__):
        mine = held.kind == kind
        if (chosen & mine).any():
            figures.append(_figure(held, held.kinds[kind], done & mine, int((chosen & mine & ~done).sum())))
    return tuple(figures)


def _figure(held: Events, name: str, counted: Bools, pending: int) -> EventFigure:
    people = ids(held.person[counted])
    return EventFigure(
        event_type=name,
        people=len(people),
        events=int(np.count_nonzero(counted)),
        quantity=total(held.quantity[counted]),
        sustained_weeks=int(held.weeks[counted].min(initial=1 << 30)) if counted.any() else 0,
        pending=pending,
        records=Records(ids={"people": people, "events": ids(held.id[counted])}),
    )
