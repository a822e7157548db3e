"""How promises go on: delivered month by month, and what they would come to at this pace, with the likely range."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import numpy as np

from sfph_desktop.core.domain.contracts import Contract, Target
from sfph_desktop.core.domain.impact import TargetFigure
from sfph_desktop.core.domain.impact_facts import ImpactFacts, ReferenceFacts
from sfph_desktop.core.domain.pace import Forecast, Pace
from sfph_desktop.core.domain.values import to_day
from sfph_desktop.core.toolkit.events import events
from sfph_desktop.core.toolkit.pairs import find_pairs, scores
from sfph_desktop.core.toolkit.roles import as_service_users
from sfph_desktop.core.toolkit.selection import Episodes, attendances, episodes
from sfph_desktop.core.toolkit.targets import Delivered, target_figures

FEWEST = 5
"""Delivered so far, below which no pace is told."""
SHORTEST = 60
"""Days of the contract, below which no pace is told."""
MONTHS = 3
"""Whole months, below which they are taken to differ by chance alone."""
_TAIL = 0.05
_LONGEST = 60
"""Months that are looked at one by one."""


def paces(
    facts: ImpactFacts,
    reference: ReferenceFacts,
    targets: Sequence[Target],
    on: date,
    *,
    since: date | None = None,
) -> tuple[Pace, ...]:
    """Every target as it stands on a day, in the order given. `since`: what was delivered from that day on as well."""
    of = episodes(facts.episodes, facts.funding)
    came, _ = as_service_users(of, attendances(facts.sessions, facts.attendance), facts.roles)
    held = Delivered(
        episodes=of,
        came=came,
        scores=scores(facts.scores, reference.instruments, of),
        pairs=None,  # type: ignore[arg-type]  # found for each day that is looked at
        events=events(facts.events, of),
        end=to_day(on),
    )
    counter = _Counter(held, facts.contracts)
    return tuple(_pace(counter, target, on, since) for target in targets)


class _Counter:
    """What was delivered of a target by the end of a day, each day's pairs found once."""

    def __init__(self, held: Delivered, contracts: Sequence[Contract]) -> None:
        self._held, self.contracts = held, {one.contract_ref: one for one in contracts}
        self._by_day: dict[int, Delivered] = {}
        self.episodes: Episodes = held.episodes

    def by(self, target: Target, day: date) -> TargetFigure:
        """The figure of one target by the end of a day."""
        end = to_day(day)
        if end not in self._by_day:
            _, pairs = find_pairs(self._held.episodes, self._held.scores, end)
            self._by_day[end] = replace(self._held, pairs=pairs, end=end)
        mine = [self.contracts[target.contract_ref]] if target.contract_ref in self.contracts else []
        return target_figures([target], mine, target.contract_ref, self._by_day[end])[0]


def _pace(counter: _Counter, target: Target, on: date, since: date | None) -> Pace:
    contract = counter.contracts.get(target.contract_ref)
    begins = contract.start_date if contract else None
    pace = Pace(target=target, on=on, begins=begins)
    if begins and begins > on:
        return replace(pace, delivered=0.0, standing="not_begun")
    now = counter.by(target, on)
    if now.delivered is None:
        return replace(pace, standing="not_known", note=now.note)
    shared, by_share = _shared(counter.episodes, target, now)
    pace = replace(pace, delivered=now.delivered, note=now.note, shared=shared, by_share=by_share)
    if since is not None:
        before = counter.by(target, since - timedelta(1)) if begins is None or begins < since else None
        pace = replace(pace, in_period=now.delivered - ((before.delivered or 0.0) if before else 0.0))
    if begins is None:
        return replace(pace, standing="met" if now.delivered >= target.target else "no_start")
    days = [*_month_ends(begins, on), on]
    points = tuple((day, counter.by(target, day).delivered or 0.0) for day in days[:-1])
    return stand(replace(pace, points=(*points, (on, now.delivered))))


def stand(pace: Pace) -> Pace:
    """Where a target stands, from what was delivered by the end of each month and by the day it is looked at.

    The contract's days up to its due day are what an even pace is measured by. All delivered: met. The day passed:
    missed. Otherwise behind where even the upper end of the likely range falls short, at risk where its middle does.
    """
    target, begins, due = pace.target, pace.begins, pace.target.due_date
    done = pace.delivered or 0.0
    if begins is not None and due is not None and due >= begins:
        gone, whole = (min(pace.on, due) - begins).days + 1, (due - begins).days + 1
        pace = replace(pace, wanted_by_now=target.target * gone / whole)
    if done >= target.target:
        return replace(pace, standing="met")
    if due is None or begins is None:
        return replace(pace, standing="no_day" if due is None else "no_start")
    if due <= pace.on:
        return replace(pace, standing="missed")
    expected = forecast(_monthly(pace), done, (pace.on - begins).days + 1, (due - pace.on).days)
    if expected is None:
        return replace(pace, standing="too_few")
    short = expected.amount < target.target
    standing = "behind" if expected.high < target.target else "at_risk" if short else "on_pace"
    return replace(pace, forecast=expected, standing=standing)


def forecast(months: Sequence[float], done: float, days: int, left: int) -> Forecast | None:
    """What a promise comes to by its day at the pace so far, and its likely range.

    At the pace so far, what is still to come is what was delivered x the days left / the days gone. The likely range
    holds it in 90 of 100 cases, by a gamma distribution with that mean m and the variance f x m x (1 + days left / days
    gone). f is how much more the whole months differ from one another than chance alone would make them: their variance
    over their mean, and 1 at least; the last term is there because the pace itself is known from so many days only. No
    figure below 5 delivered or 60 days gone: too few to say.

    In code: `done` was delivered in `days` days, `left` remain; None for no figure.
    """
    if done < FEWEST or days < SHORTEST or left <= 0:
        return None
    from sfph_desktop.core.toolkit.light_scipy import gammaincinv

    amounts = np.asarray(months, dtype=np.float64)
    mean = float(np.mean(amounts)) if amounts.size else 0.0
    spread = float(np.var(amounts, ddof=1)) / mean if amounts.size >= MONTHS and mean > 0 else 1.0
    to_come = done * left / days
    variance = max(spread, 1.0) * to_come * (1 + left / days)
    shape, scale = to_come * to_come / variance, variance / to_come
    low, high = (float(gammaincinv(shape, part)) * scale for part in (_TAIL, 1 - _TAIL))
    return Forecast(amount=done + to_come, low=done + low, high=done + high)


def _monthly(pace: Pace) -> list[float]:
    """What each whole month of the contract delivered; the first and the last, which are not whole, are left out."""
    ends = [(day, amount) for day, amount in pace.points if (day + timedelta(1)).day == 1]
    begins = pace.begins
    amounts = [later[1] - former[1] for former, later in pairwise(ends)]
    if ends and begins is not None and begins.day == 1:
        amounts.insert(0, ends[0][1])
    return amounts


def _month_ends(begins: date, on: date) -> list[date]:
    """The last day of each month from the first to the day before the one that is looked at; the latest 60."""
    found: list[date] = []
    first = begins.replace(day=1)
    while True:
        first = (first + timedelta(32)).replace(day=1)
        if first - timedelta(1) >= on:
            return found[-_LONGEST:]
        found.append(first - timedelta(1))


def _shared(of: Episodes, target: Target, figure: TargetFigure) -> tuple[int | None, float | None]:
    """Of the people counted: whom another contract pays for as well, and all of them as the share this one pays.

    Somebody's share is the mean over their enrolments that anybody pays for, so that over all contracts it is at most
    one.
    """
    people = np.asarray(figure.records.ids.get("people", ()), dtype=np.int64)
    if not people.size:
        return None, None
    share = of.share_of(target.contract_ref)
    payers = np.bincount(of.funded, weights=(of.share_bp > 0).astype(np.float64), minlength=of.id.size)
    paid = np.isin(of.person, people) & (payers > 0)
    enrolled = np.bincount(of.person_place[paid], minlength=of.persons.size)
    parts = np.bincount(of.person_place[paid], weights=share[paid], minlength=of.persons.size)
    known = enrolled > 0
    both = paid & (share > 0) & (payers > 1)
    return int(np.unique(of.person[both]).size), float(np.sum(parts[known] / enrolled[known]))
