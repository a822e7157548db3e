"""Which people and records a run looks at: episodes, what belongs to them, and who was reached."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sfph_desktop.core.domain.impact import Reach, Records
from sfph_desktop.core.domain.impact_facts import AttendanceColumns, EpisodeColumns, FundingColumns, SessionColumns
from sfph_desktop.core.domain.values import Period, to_day
from sfph_desktop.core.toolkit.columns import (
    FOR_EVER,
    Bools,
    Floats,
    Ints,
    codes,
    distinct,
    ids,
    positions,
    whole,
    whole_or,
)

DAYS_BEFORE = 28
"""An assessment up to four weeks before the start still belongs to the episode."""
DAYS_AFTER = 91
"""And so does one up to a quarter of a year after its end."""
WHOLE_BP = 10_000
"""Basis points of a whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A period as day numbers, both ends included."""

    start: int
    end: int

    @classmethod
    def of(cls, period: Period) -> Span:
        """The span of a period."""
        return cls(start=to_day(period.start), end=to_day(period.end))

    def holds(self, days: Ints) -> Bools:
        """Which of the days lie in the span."""
        return (days >= self.start) & (days <= self.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Episodes:
    """All episodes as arrays in order of id; `end` is FOR_EVER while open. Funding rows point at episode places."""

    id: Ints
    person: Ints
    service: Ints
    services: tuple[str, ...]
    start: Ints
    end: Ints
    persons: Ints
    """Unique ids of people with an episode, ascending."""
    person_place: Ints
    """Place of each episode's person in `persons`."""
    funded: Ints
    """Of each funding row the place of its episode."""
    contract: Ints
    """Of each funding row the code of its contract."""
    contracts: tuple[str, ...]
    share_bp: Ints

    def share_of(self, contract_ref: str) -> Floats:
        """Of each episode the share (0 to 1) that one contract pays."""
        share = np.zeros(self.id.size)
        if contract_ref in self.contracts:
            rows = self.contract == self.contracts.index(contract_ref)
            np.add.at(share, self.funded[rows], self.share_bp[rows] / WHOLE_BP)
        return share

    def chosen(self, service: str = "", contract_ref: str = "") -> Bools:
        """Which episodes a filter by service and contract lets through; blank lets all."""
        mask = np.ones(self.id.size, dtype=np.bool_)
        if service:
            mask &= self.service == (self.services.index(service) if service in self.services else -1)
        return mask & (self.share_of(contract_ref) > 0) if contract_ref else mask


def episodes(columns: EpisodeColumns, funding: FundingColumns) -> Episodes:
    """Turn the columns of episodes and their funding into arrays. Shares of unknown episodes are left out."""
    order = np.argsort(whole(columns.id), kind="stable")
    service, services = codes(columns.service)
    contract, contracts = codes(funding.contract_ref)
    episode_ids, person = whole(columns.id)[order], whole(columns.person_id)[order]
    persons, place = np.unique(person, return_inverse=True)
    funded = positions(whole(funding.episode_id), episode_ids)
    known = funded >= 0
    return Episodes(
        id=episode_ids,
        person=person,
        service=service[order],
        services=services,
        start=whole(columns.start_day)[order],
        end=whole_or(columns.end_day, FOR_EVER)[order],
        persons=persons,
        person_place=place.astype(np.int64),
        funded=funded[known],
        contract=contract[known],
        contracts=contracts,
        share_bp=whole(funding.share_bp)[known],
    )


def belonging(of: Episodes, person: Ints, day: Ints) -> Ints:
    """Which enrolment something of a person on a day belongs to.

    It is the person's enrolment, in any service, from 28 days before its start to 91 days after its end, that holds the
    day. Of two it is the one that began later; of two that began on one day, the one recorded later.

    In code: the place of the episode for each, -1 for none (toolkit method, section 2).
    """
    return _last_holding(
        of.person_place, of.start - DAYS_BEFORE, of.end + DAYS_AFTER, positions(person, of.persons), day
    )


def _last_holding(group: Ints, opens: Ints, closes: Ints, row_group: Ints, row_day: Ints) -> Ints:
    """For each row the last-opening interval of its group that holds its day (ties: the later in order); -1 for none.

    Starts from the last interval of the group and steps back until one holds the day: as many rounds as somebody has
    episodes, each over the rows not yet settled. Groups of rows may be -1 (nobody).
    """
    found = np.full(row_day.size, -1, dtype=np.int64)
    if not group.size:
        return found
    order = np.lexsort((opens, group))
    owner, opened, shut = group[order], opens[order], closes[order]
    groups, last = np.unique(owner[::-1], return_index=True)
    spot = positions(row_group, groups)
    rows = np.flatnonzero(spot >= 0)
    place, mine = owner.size - 1 - last[spot[rows]], row_group[rows]
    while rows.size:
        day = row_day[rows]
        held = (opened[place] <= day) & (day <= shut[place])
        found[rows[held]] = order[place[held]]
        on = ~held & (place > 0)
        on[on] = owner[place[on] - 1] == mine[on]
        rows, place, mine = rows[on], place[on] - 1, mine[on]
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendances:
    """Sessions and named attendances as arrays; `session` is the place of the attendance's session."""

    session_id: Ints
    service: Ints
    services: tuple[str, ...]
    day: Ints
    unnamed_low: Ints
    unnamed_high: Ints
    id: Ints
    session: Ints
    person: Ints


def attendances(sessions: SessionColumns, named: AttendanceColumns) -> Attendances:
    """Turn sessions and attendances into arrays. An attendance without its session is left out."""
    service, services = codes(sessions.service)
    session_ids = whole(sessions.id)
    place = positions(whole(named.session_id), session_ids)
    known = place >= 0
    return Attendances(
        session_id=session_ids,
        service=service,
        services=services,
        day=whole(sessions.day),
        unnamed_low=whole(sessions.unnamed_low),
        unnamed_high=whole(sessions.unnamed_high),
        id=whole(named.id)[known],
        session=place[known],
        person=whole(named.person_id)[known],
    )


def reach(of: Episodes, came: Attendances, span: Span, service: str = "", contract_ref: str = "") -> Reach:
    """Who came in a period: in one service and under one contract, or in all of them where none is chosen.

    A person is counted once, who was present on a day of the period or whose enrolment was open on one. Visits of
    people nobody named are a lowest and a highest number of visits and never people; where one contract is chosen
    nobody can say whose they were, so none are counted.

    In code: blank for the service or the contract is every one.
    """
    chosen = of.chosen(service, contract_ref)
    held = span.holds(came.day)
    if service:
        held &= came.service == (came.services.index(service) if service in came.services else -1)
    counted = held[came.session]
    if contract_ref:
        counted &= _under_contract(of, chosen, came)
        held &= np.bincount(came.session[counted], minlength=held.size).astype(np.bool_)
        low = high = 0
    else:
        low, high = int(came.unnamed_low[held].sum()), int(came.unnamed_high[held].sum())
    active = chosen & (of.start <= span.end) & (of.end >= span.start)
    people = distinct(np.concatenate([came.person[counted], of.person[active]]))
    contacts = int(np.count_nonzero(counted))
    return Reach(
        people=int(people.size),
        contacts=contacts,
        sessions=int(np.count_nonzero(held)),
        unnamed_low=low,
        unnamed_high=high,
        contacts_low=contacts + low,
        contacts_high=contacts + high,
        episodes_active=int(np.count_nonzero(active)),
        episodes_started=int(np.count_nonzero(chosen & span.holds(of.start))),
        episodes_ended=int(np.count_nonzero(chosen & span.holds(of.end))),
        records=Records(
            ids={
                "people": tuple(people.tolist()),
                "episodes": ids(of.id[active]),
                "sessions": ids(came.session_id[held]),
                "attendance": ids(came.id[counted]),
            }
        ),
    )


def _under_contract(of: Episodes, chosen: Bools, came: Attendances) -> Bools:
    """Which attendances fall on a day held by a chosen episode of the person in the session's own service."""
    wide = len(of.services) + 1
    known = {name: code for code, name in enumerate(of.services)}
    service = np.array([known.get(name, len(of.services)) for name in came.services], dtype=np.int64)
    person = positions(came.person, of.persons)
    group = np.where(person >= 0, person * wide + service[came.service[came.session]], -1)
    spot = _last_holding(
        (of.person_place * wide + of.service)[chosen], of.start[chosen], of.end[chosen], group, came.day[came.session]
    )
    return spot >= 0
