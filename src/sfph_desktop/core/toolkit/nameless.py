"""The facts of a run without anybody's identity: enough to work every figure out again, and nothing that names anyone.

Only rows that the run can use stay. People, and what is recorded of them, get running numbers: by the groups they are
counted in, and within a group in an order drawn by lot, so that a number says nothing of when somebody came. What is
told of one person keeps its order, since of two questionnaires of one day the later entered counts. A date of birth
becomes the one that is the edge of its age band; days of enrolments, questionnaires, sessions and events stay, because
intervals are counted in days. Names of services, contracts and groups stay; references of people, notes and free text
were never among the facts, and what a framework or a contract holds of them is left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

import numpy as np

from sfph_desktop.core.domain.contracts import Contract
from sfph_desktop.core.domain.impact import Selection
from sfph_desktop.core.domain.impact_facts import (
    AttendanceColumns,
    EnvironmentColumns,
    ImpactFacts,
    PeopleColumns,
    ReferenceFacts,
    ReferralColumns,
    RoleColumns,
    ScoreColumns,
)
from sfph_desktop.core.domain.outcomes import OutcomeFramework
from sfph_desktop.core.domain.values import to_day
from sfph_desktop.core.toolkit.columns import (
    FOR_EVER,
    Bools,
    Columns,
    Ints,
    codes,
    distinct,
    positions,
    rows_at,
    rows_where,
    whole,
    whole_or,
)
from sfph_desktop.core.toolkit.groups import AGES, birthday_before
from sfph_desktop.core.toolkit.inputs import share_inside
from sfph_desktop.core.toolkit.pairs import reported
from sfph_desktop.core.toolkit.roles import HELPING
from sfph_desktop.core.toolkit.selection import DAYS_BEFORE, Span

Value = TypeVar("Value")


def without_identity(
    facts: ImpactFacts, reference: ReferenceFacts, selection: Selection, *, lot: int | None = None
) -> ImpactFacts:
    """What a run of this selection used of the facts, naming nobody; `run_impact` gives the same figures of both.

    `lot` is the seed of the order drawn by lot; None draws another one each time.
    """
    span = Span.of(selection.period)
    used = _used(facts, reference, selection, span)
    people = _Renumbered.by_lot(used, span.end, np.random.default_rng(lot))
    return ImpactFacts(
        people=_people(used.people, people, span.end),
        **_enrolled(used, people),
        **_came(used, people),
        scores=_scores(used.scores, people),
        events=_of_people(used.events, people, renumber="id"),
        environment=_in_order(used.environment),
        referrals=_referrals(used.referrals, people),
        roles=_of_people(used.roles, people, renumber="id"),
        members=replace(_of_people(used.members, people), service=facts.members.service),
        sought=_sought(facts.sought),
        inputs=used.inputs,
        contracts=used.contracts,
        targets=_counted(facts.targets),
        value_lines=facts.value_lines,
        workforce=used.workforce,
        comparisons=_counted(facts.comparisons),
    )


# --- only what the run can use ----------------------------------------------------------------------------------------


def _used(facts: ImpactFacts, reference: ReferenceFacts, selection: Selection, span: Span) -> ImpactFacts:
    """The facts without the rows that no figure of the run can rest on; ids as they are."""
    scores = rows_where(facts.scores, _scores_in_sight(facts.scores, reference, span))
    first = _first_day(facts, selection, span)
    roles = _helpers(facts.roles, span)
    day = whole(facts.sessions.day)
    sessions = day <= span.end
    place = positions(whole(facts.attendance.session_id), whole(facts.sessions.id))
    there = (place >= 0) & np.append(sessions, np.False_)[place]
    # Whoever helps may have been a service user long ago, which one visit shows; of others only the span is told.
    recent = np.append(day >= first, np.False_)[place]
    there &= recent | np.isin(whole(facts.attendance.person_id), whole(roles.person_id))
    sessions &= day >= first
    sessions[place[there]] = True
    happened = whole(facts.events.day)
    made = whole(facts.referrals.day)
    green = whole(facts.environment.day)
    return replace(
        facts,
        people=rows_where(facts.people, np.isin(whole(facts.people.id), whole(scores.person_id))),
        episodes=rows_where(facts.episodes, whole(facts.episodes.start_day) <= span.end + DAYS_BEFORE),
        sessions=rows_where(facts.sessions, sessions),
        attendance=rows_where(facts.attendance, there),
        scores=scores,
        events=rows_where(facts.events, (happened >= first) & (happened <= span.end)),
        environment=rows_where(facts.environment, span.holds(green)),
        referrals=rows_where(facts.referrals, span.holds(made)),
        roles=roles,
        members=rows_where(facts.members, whole(facts.members.from_day) <= span.end),
        inputs=_counted([one for one in facts.inputs if share_inside(one.date_from, one.date_to, selection.period)]),
        contracts=tuple(
            Contract(contract_ref=one.contract_ref, title="", start_date=one.start_date)
            for one in facts.contracts
            if one.contract_ref in {target.contract_ref for target in facts.targets}
        ),
        workforce=tuple(one for one in facts.workforce if one.date <= selection.period.end),
    )


def _first_day(facts: ImpactFacts, selection: Selection, span: Span) -> int:
    """The first day of which anything is counted: promises are counted from the first day of their contract."""
    if selection.service and not selection.contract_ref:
        return span.start
    promised = {one.contract_ref for one in facts.targets}
    if selection.contract_ref:
        promised &= {selection.contract_ref}
    begins = {one.contract_ref: one.start_date for one in facts.contracts}
    days = [begins.get(name) for name in promised]
    return min(span.start, *(-FOR_EVER if day is None else to_day(day) for day in days), FOR_EVER)


def _scores_in_sight(columns: ScoreColumns, reference: ReferenceFacts, span: Span) -> Bools:
    """Reported scores up to the end of the period, and of every output the first.

    A run tells that a scale was answered at all, and of which questionnaires the library knows nothing.
    """
    instrument, names = codes(columns.instrument)
    output, outputs = codes(columns.output)
    used = [reported(reference.instruments[name]) if name in reference.instruments else frozenset() for name in names]
    table = np.array([[one in mine for one in outputs] for mine in used], dtype=np.bool_)
    if not table.size:
        return np.zeros(0, dtype=np.bool_)
    first = np.full(table.size, -1, dtype=np.int64)
    scale = instrument * len(outputs) + output
    first[scale[::-1]] = np.arange(scale.size)[::-1]  # of repeated scales the assignment that comes last stays
    wanted: Bools = table[instrument, output] & (whole(columns.day) <= span.end)
    wanted[first[first >= 0]] = True
    return wanted


def _helpers(roles: RoleColumns, span: Span) -> RoleColumns:
    """All roles, begun by the end of the period, of people who ever help here; of others a role changes nothing."""
    begun = whole(roles.from_day) <= span.end
    person = whole(roles.person_id)
    helps = np.array([role in HELPING for role in roles.role], dtype=np.bool_) & begun
    return rows_where(roles, begun & np.isin(person, person[helps]))


# --- running numbers --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Renumbered:
    """The people of a run: their ids, ascending, and the number each is given instead."""

    ids: Ints
    number: Ints

    @classmethod
    def by_lot(cls, facts: ImpactFacts, end: int, lot: np.random.Generator) -> _Renumbered:
        """By the groups they are counted in, which a reader of the numbers sees anyway; within a group by lot."""
        tables = (facts.people.id, *(one.person_id for one in (facts.episodes, facts.attendance, facts.scores)))
        others = (one.person_id for one in (facts.events, facts.referrals, facts.roles, facts.members))
        ids = distinct(np.concatenate([whole(one) for one in (*tables, *others)]))
        known = positions(ids, whole(facts.people.id))
        kinds = [_bands(facts.people.birth_day, end)]
        kinds += [
            codes(words)[0] for words in (facts.people.gender, facts.people.disability, facts.people.ethnic_group)
        ]
        order = np.lexsort([lot.permutation(ids.size), *(np.append(kind, -1)[known] for kind in kinds)])
        number = np.empty(ids.size, dtype=np.int64)
        number[order] = np.arange(1, ids.size + 1)
        return cls(ids=ids, number=number)

    def of(self, people: Sequence[int]) -> Ints:
        """The numbers of these people."""
        return np.asarray(self.number[positions(whole(people), self.ids)])


def _bands(births: Sequence[int | None], end: int) -> Ints:
    """Of each date of birth the edge of its age band on a day; FOR_EVER where it is not known or not yet reached."""
    born = whole_or(births, FOR_EVER)
    edges = np.array(sorted({birthday_before(end, age) for age, _ in AGES}), dtype=np.int64)
    return np.append(edges, FOR_EVER)[np.searchsorted(edges, born, side="left")]


def _people(columns: PeopleColumns, people: _Renumbered, end: int) -> PeopleColumns:
    number = people.of(columns.id)
    order = np.argsort(number, kind="stable")
    born = [None if day == FOR_EVER else day for day in _bands(columns.birth_day, end)[order].tolist()]
    return replace(rows_at(columns, order), id=number[order].tolist(), birth_day=born)


def _enrolled(facts: ImpactFacts, people: _Renumbered) -> dict[str, Any]:
    """Enrolments by person, and who pays for them."""
    held = facts.episodes
    person, former = people.of(held.person_id), whole(held.id)
    order = np.lexsort((former, person))
    number = np.empty(former.size, dtype=np.int64)
    number[order] = np.arange(1, former.size + 1)
    place = positions(whole(facts.funding.episode_id), former)
    rows = np.flatnonzero(place >= 0)
    rows = rows[np.argsort(number[place[rows]], kind="stable")]
    return {
        "episodes": replace(rows_at(held, order), id=range(1, former.size + 1), person_id=person[order].tolist()),
        "funding": replace(rows_at(facts.funding, rows), episode_id=number[place[rows]].tolist()),
    }


def _came(facts: ImpactFacts, people: _Renumbered) -> dict[str, Any]:
    """Sessions by day and service, and who of the people was there."""
    held, named = facts.sessions, facts.attendance
    former, service = whole(held.id), codes(held.service)[0]
    order = np.lexsort((whole(held.unnamed_high), whole(held.unnamed_low), service, whole(held.day)))
    number = np.empty(former.size, dtype=np.int64)
    number[order] = np.arange(1, former.size + 1)
    session, person = number[positions(whole(named.session_id), former)], people.of(named.person_id)
    rows = np.lexsort((person, session))
    return {
        "sessions": replace(rows_at(held, order), id=range(1, former.size + 1), minutes=[None] * former.size),
        "attendance": AttendanceColumns(
            id=range(1, rows.size + 1), session_id=session[rows].tolist(), person_id=person[rows].tolist()
        ),
    }


def _scores(columns: ScoreColumns, people: _Renumbered) -> ScoreColumns:
    """Scores by person, in the order of that person's questionnaires."""
    person, former = people.of(columns.person_id), whole(columns.assessment_id)
    order = np.lexsort((former, person))
    fresh = np.append(np.ones(min(1, order.size), dtype=np.bool_), former[order][1:] != former[order][:-1])
    return replace(rows_at(columns, order), assessment_id=np.cumsum(fresh).tolist(), person_id=person[order].tolist())


def _referrals(columns: ReferralColumns, people: _Renumbered) -> ReferralColumns:
    """Referrals by person; partners by the kind they are of."""
    taken = _of_people(columns, people, renumber="id")
    partners = sorted(set(zip(taken.kind, taken.partner_id, strict=True)), key=lambda one: (one[0], one[1] or 0))
    number = {partner: place for place, (_, partner) in enumerate(partners, 1) if partner is not None}
    return replace(taken, partner_id=[None if one is None else number[one] for one in taken.partner_id])


def _of_people(columns: Columns, people: _Renumbered, renumber: str = "") -> Columns:
    """Rows about people, by person and then in the order they had; with running numbers where they have an id."""
    table: Any = columns
    person = people.of(table.person_id)
    former = whole(table.id) if renumber else np.arange(person.size)
    order = np.lexsort((former, person))
    changed: dict[str, Any] = {"person_id": person[order].tolist()}
    if renumber:
        changed[renumber] = range(1, order.size + 1)
    done: Columns = replace(rows_at(table, order), **changed)
    return done


# --- small things -----------------------------------------------------------------------------------------------------


def _sought(framework: OutcomeFramework) -> OutcomeFramework:
    """The framework without the words it began with, its notes, and what no run looks at."""
    return replace(
        framework,
        outcomes=tuple(
            replace(one, outcome=replace(one.outcome, phrase="", construct="", note="")) for one in framework.outcomes
        ),
        chosen=(),
    )


def _counted(values: Sequence[Value]) -> tuple[Value, ...]:
    """Values of records with running numbers, in the order of the ids they had."""
    ordered: list[Any] = sorted(values, key=lambda one: one.id)
    return tuple(replace(one, id=place) for place, one in enumerate(ordered, 1))


def _in_order(columns: EnvironmentColumns) -> EnvironmentColumns:
    """Records that are of nobody, in their own order."""
    order = np.argsort(whole(columns.id), kind="stable")
    return replace(rows_at(columns, order), id=range(1, order.size + 1))
