"""Promises under a contract beside what was delivered by the end of the period."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from sfph_desktop.core.domain.contracts import Contract, Target
from sfph_desktop.core.domain.impact import MINIMUM_PAIRS, Reach, Records, TargetFigure
from sfph_desktop.core.domain.pace import NEVER_RECORDED
from sfph_desktop.core.domain.values import from_day, to_day
from sfph_desktop.core.toolkit.change import observe, too_few
from sfph_desktop.core.toolkit.columns import FOR_EVER, ids, total
from sfph_desktop.core.toolkit.events import Events, elapsed, in_selection
from sfph_desktop.core.toolkit.goals import by_person, forms_behind
from sfph_desktop.core.toolkit.pairs import Pairs, Scores, counted, in_span
from sfph_desktop.core.toolkit.quantities import NoQuantity, scale_and_way
from sfph_desktop.core.toolkit.selection import Attendances, Episodes, Span, reach


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered:
    """Everything that a target may count, and the last day that counts."""

    episodes: Episodes
    came: Attendances
    scores: Scores
    pairs: Pairs
    """Of every episode, as seen from `end`."""
    events: Events
    end: int


def target_figures(
    targets: Sequence[Target], contracts: Sequence[Contract], contract_ref: str, held: Delivered
) -> tuple[TargetFigure, ...]:
    """Targets of one contract, or of all, by contract, due date and indicator, with what was delivered under it.

    Counted whole people, in episodes the contract pays a share of, from the contract's first day (or the first record)
    to the end of the period. `people`, `contacts`, `event:TYPE`, `event_quantity:TYPE` and INSTRUMENT.improved,
    .recovered or .change_sum are known; delivered is None where nothing can be said, with the reason.
    """
    mine = [target for target in targets if not contract_ref or target.contract_ref == contract_ref]
    begins = {contract.contract_ref: contract.start_date for contract in contracts}
    reached: dict[str, Reach] = {}
    figures = []
    for target in sorted(mine, key=lambda one: (one.contract_ref, str(one.due_date or ""), one.indicator, one.id)):
        begin = begins.get(target.contract_ref)
        span = Span(start=-FOR_EVER if begin is None else to_day(begin), end=held.end)
        since = f"from {begin.isoformat()}" if begin else "from the first record"
        figure = TargetFigure(
            contract_ref=target.contract_ref,
            indicator=target.indicator,
            target=target.target,
            due_date=target.due_date,
            delivered=None,
            note=f"Counted {since} to {from_day(held.end).isoformat()}.",
        )
        done = _deliver(figure, span, held, reached)
        figures.append(replace(done, records=Records(ids={**done.records.ids, "targets": (target.id,)})))
    return tuple(figures)


def _deliver(figure: TargetFigure, span: Span, held: Delivered, reached: dict[str, Reach]) -> TargetFigure:
    """The target with what was delivered in the span, or the reason why nothing can be said."""
    kind, colon, name = figure.indicator.strip().partition(":")
    if span.start > span.end:
        return replace(figure, delivered=0.0, note="The contract begins after the end of the period.")
    if kind in ("people", "contacts") and not colon:
        if figure.contract_ref not in reached:
            reached[figure.contract_ref] = reach(held.episodes, held.came, span, contract_ref=figure.contract_ref)
        return _from_reach(figure, kind, reached[figure.contract_ref])
    if colon and kind in ("event", "event_quantity"):
        return _from_events(figure, name.strip(), span, held, unique=kind == "event")
    if colon:
        return replace(figure, note=f"'{figure.indicator}' cannot be counted under one contract.")
    return _from_pairs(figure, span, held)


def _from_reach(figure: TargetFigure, kind: str, found: Reach) -> TargetFigure:
    kept = ("people",) if kind == "people" else ("attendance", "sessions")
    records = Records(ids={name: found.records.ids[name] for name in kept})
    return replace(figure, delivered=float(found.people if kind == "people" else found.contacts), records=records)


def _from_events(figure: TargetFigure, name: str, span: Span, held: Delivered, *, unique: bool) -> TargetFigure:
    found = in_selection(held.events, held.episodes, span, contract_ref=figure.contract_ref)
    found &= held.events.of_kind(name)
    rows = found & elapsed(held.events, span.end)
    people = ids(held.events.person[rows])
    pending = int(np.count_nonzero(found)) - int(np.count_nonzero(rows))
    note = f"{figure.note} {pending} more not yet sustained long enough." if pending else figure.note
    if name not in held.events.kinds:
        note = f"{note} {NEVER_RECORDED}"
    return replace(
        figure,
        delivered=float(len(people)) if unique else total(held.events.quantity[rows]),
        note=note.strip(),
        records=Records(ids={"people": people, "events": ids(held.events.id[rows])}),
    )


def _from_pairs(figure: TargetFigure, span: Span, held: Delivered) -> TargetFigure:
    instruments = {scale.instrument.id: scale.instrument for scale in held.scores.scales}
    try:
        key, way = scale_and_way(figure.indicator.strip(), instruments)
    except NoQuantity as why:
        return replace(figure, note=str(why))
    keys = [scale.key for scale in held.scores.scales]
    if key not in keys:
        return replace(figure, note=too_few(0))
    code = keys.index(key)
    chosen = held.episodes.chosen(contract_ref=figure.contract_ref)
    mine = held.pairs.take(held.scores.told_by[held.pairs.scale] == code)
    counting = counted(held.episodes, held.scores, mine, chosen, span)
    goals = by_person(held.scores, in_span(mine, chosen, span), counting)
    seen = observe(held.scores.scales[code], counting, goals.get(code))
    if seen.n < MINIMUM_PAIRS:
        return replace(figure, note=too_few(seen.n))
    who = seen.improved if way == "improved" else seen.recovered
    measured: int | None = seen.n
    if way == "change_sum":
        who, delivered, measured = np.ones(seen.n, dtype=np.bool_), total(seen.change), None
    elif who is None:
        return replace(figure, note=f"{seen.scale.label} has no published cut.")
    else:
        delivered = float(np.count_nonzero(who))
        if way == "recovered" and seen.was_at_risk is not None:
            measured = int(np.count_nonzero(seen.was_at_risk))
    assessments = forms_behind(seen.pairs, seen.goals, who)
    people = ids(held.episodes.persons[seen.pairs.person[who]])
    return replace(
        figure,
        delivered=delivered,
        measured=measured,
        records=Records(ids={"people": people, "assessments": ids(assessments)}),
    )
