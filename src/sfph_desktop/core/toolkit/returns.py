"""From the records to the true numbers of a return: each figure of the network for everybody, and by group.

Nothing is counted in another way than a run of the toolkit counts it: the workings of a run over the same people and
time are made, and each figure is cut out of them, person by person, so that groups add up to the whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import numpy as np

from sfph_desktop.core.domain.impact import Choices, Selection
from sfph_desktop.core.domain.impact_facts import ImpactFacts, ReferenceFacts
from sfph_desktop.core.domain.network import NetworkIndicator, Quarter, ReturnRow, Window, quarter_of
from sfph_desktop.core.domain.returns import AGE_BANDS, GROUP_VALUES, NOT_KNOWN, RawCell, field_of, gender_group
from sfph_desktop.core.domain.values import Period, from_day
from sfph_desktop.core.toolkit.change import Observed
from sfph_desktop.core.toolkit.columns import Bools, Columns, Floats, Ints, average, positions, rows_where, total, whole
from sfph_desktop.core.toolkit.environment import tonnes_by_year
from sfph_desktop.core.toolkit.groups import age_bands
from sfph_desktop.core.toolkit.quantities import NoQuantity, scale_and_way
from sfph_desktop.core.toolkit.roles import who_helped
from sfph_desktop.core.toolkit.selection import Span
from sfph_desktop.core.toolkit.workings import Workings, work_out

PLACES = 4
"""Decimals of a mean change or an amount: more tell nothing, and would differ between machines."""
WAYS: Mapping[str, tuple[str, ...]] = {
    "count": ("improved", "recovered"),
    "share": ("improved", "recovered"),
    "mean": ("change_sum",),
    "quantity": (),
}
"""Of each kind of indicator: which words of change it may be about."""


def of_people(facts: ImpactFacts, allowed: Iterable[int]) -> ImpactFacts:
    """The facts of these people alone; what is about nobody (sessions held, the environment) stays whole."""
    ids = np.array(sorted(set(allowed)), dtype=np.int64)

    def theirs(columns: Columns, owners: Sequence[int]) -> Columns:
        return rows_where(columns, np.isin(whole(owners), ids))

    episodes = theirs(facts.episodes, facts.episodes.person_id)
    return replace(
        facts,
        people=theirs(facts.people, facts.people.id),
        episodes=episodes,
        funding=rows_where(facts.funding, np.isin(whole(facts.funding.episode_id), whole(episodes.id))),
        attendance=theirs(facts.attendance, facts.attendance.person_id),
        scores=theirs(facts.scores, facts.scores.person_id),
        events=theirs(facts.events, facts.events.person_id),
        referrals=theirs(facts.referrals, facts.referrals.person_id),
        roles=theirs(facts.roles, facts.roles.person_id),
        members=theirs(facts.members, facts.members.person_id),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Behind:
    """The people behind one figure, one row each, and what each brings to it."""

    people: Ints
    worth: Floats
    """Of a share 1 for who counts and 0 for who does not; of a mean their change; of a count 1; else their amount."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouped:
    """Of every person the place of their value in each of `GROUP_VALUES`."""

    ids: Ints
    places: Mapping[str, Ints]

    def of(self, group: str, people: Ints) -> Ints:
        """The places of these people's values; whoever is unknown is `not known`."""
        missing = len(GROUP_VALUES[group]) - 1
        return np.append(self.places[group], missing)[positions(people, self.ids)]


def grouped(facts: ImpactFacts, fifths: Mapping[int, int], end: int) -> Grouped:
    """Everybody's groups on the day a window ends. `fifths`: by person, the fifth their area lies in on that day."""
    people = facts.people
    # Age bands come as places already, the one past the last for unknown dates of birth.
    bands = np.minimum(age_bands(people.birth_day, end)[0], len(AGE_BANDS))
    genders = {word: gender_group(word) for word in set(people.gender)}
    place = {value: i for i, value in enumerate(GROUP_VALUES["gender"])}
    unknown = len(GROUP_VALUES["deprivation"]) - 1
    return Grouped(
        ids=whole(people.id),
        places={
            "age_band": bands,
            "gender": whole([place[genders[word]] for word in people.gender]),
            "deprivation": whole([fifths.get(number, unknown + 1) - 1 for number in people.id]),
        },
    )


def raw_cells(
    facts: ImpactFacts,
    allowed: Iterable[int],
    reference: ReferenceFacts,
    asked: Sequence[NetworkIndicator],
    quarter: Quarter,
    *,
    fifths: Mapping[int, int],
    fields: frozenset[str],
) -> tuple[RawCell, ...]:
    """The true numbers of every indicator asked for, whole and by group, in the order asked.

    `facts` are everybody's, as they tell what the enterprise measures at all; only those of `allowed` are counted.
    `fields`: which of `returns.FIELDS` have a lawful basis; where one is missing the cell is there, without numbers.
    """
    theirs = of_people(facts, allowed)
    times = {"quarter": quarter.period, "year": quarter.year_to_it}
    workings = {
        window: work_out(theirs, reference, Selection(period=times[window]), Choices())
        for window in dict.fromkeys(one.window for one in asked)
    }
    groups = grouped(theirs, fifths, Span.of(quarter.period).end)
    found: list[RawCell] = []
    for one in asked:
        found += _cells(
            one, workings[one.window], theirs, groups, times[one.window], _unmeasured(one, facts, reference), fields
        )
    return tuple(found)


def _unmeasured(one: NetworkIndicator, facts: ImpactFacts, reference: ReferenceFacts) -> bool:
    """Whether the enterprise does not measure this at all: nothing of the kind was ever recorded, of anybody."""
    kind, colon, name = one.measure.partition(":")
    if not colon:
        try:
            key, way = scale_and_way(one.measure, reference.instruments)
        except NoQuantity:
            return True
        instrument = key.split(".", maxsplit=1)[0]
        return way not in WAYS[one.kind] or instrument not in facts.scores.instrument
    known: dict[tuple[str, str], bool] = {
        ("reach", "people"): one.kind == "count",
        ("reach", "volunteers"): one.kind == "count" and "volunteer" in facts.roles.role,
        ("reach", "sessions"): one.kind == "quantity",
        ("reach", "attendances"): one.kind == "quantity",
        ("environment", "tco2e"): one.kind == "quantity" and bool(facts.environment.id),
        ("event", name): one.kind == "count" and name in facts.events.event_type,
        ("event_quantity", name): one.kind == "quantity" and name in facts.events.event_type,
    }
    return not known.get((kind, name), False)


def _cells(
    one: NetworkIndicator,
    workings: Workings,
    facts: ImpactFacts,
    groups: Grouped,
    period: Period,
    unmeasured: bool,
    fields: frozenset[str],
) -> Iterator[RawCell]:
    """The total of one indicator, then its groups, value by value."""
    raw = RawCell(indicator=one.id, kind=one.kind, window=one.window, period=period, unit=one.unit)
    if unmeasured:
        yield replace(raw, missing="not_measured")
        return
    field = field_of(one.measure)
    if field and field not in fields:
        yield replace(raw, missing="no_basis")
        return
    if not field:
        yield replace(raw, value=_of_nobody(one.measure, workings))
        return
    behind = people_behind(one.measure, workings, facts)
    yield _cell(raw, behind)
    for group in one.groups:
        if group not in fields:
            yield replace(raw, group=group, missing="no_basis")
            continue
        place = groups.of(group, behind.people)
        for code, value in enumerate(GROUP_VALUES[group]):
            rows = place == code
            part = Behind(people=behind.people[rows], worth=behind.worth[rows])
            yield _cell(replace(raw, group=group, group_value=value), part)


def _cell(raw: RawCell, behind: Behind) -> RawCell:
    """A cell of the people behind it."""
    n = int(behind.people.size)
    if raw.kind == "mean":
        return replace(raw, n=n, value=_exact(average(behind.worth)) if n else None)
    value = _exact(total(behind.worth))
    # A count of people who did something out of those who were asked: people and value are the same.
    return replace(raw, n=int(value) if raw.kind == "count" else n, value=value)


def people_behind(measure: str, workings: Workings, facts: ImpactFacts) -> Behind:
    """Who is behind a measure of the time the workings are of, and what each brings to it."""
    kind, colon, name = measure.partition(":")
    if not colon:
        return _of_change(measure, workings)
    if kind == "reach":
        return _REACH[name](workings, facts)
    held = workings.held
    counted = workings.measured.events_counted & held.of_kind(name)
    people, place = np.unique(held.person[counted], return_inverse=True)
    if kind == "event":
        return Behind(people=people, worth=np.ones(people.size))
    amounts = np.bincount(place, weights=held.quantity[counted], minlength=people.size)
    return Behind(people=people, worth=amounts.astype(np.float64))


def _came(workings: Workings, _facts: ImpactFacts) -> Behind:
    people = whole(workings.reached.records.ids.get("people", ()))
    return Behind(people=people, worth=np.ones(people.size))


def _attended(workings: Workings, _facts: ImpactFacts) -> Behind:
    came = workings.came
    counted = np.isin(came.id, whole(workings.reached.records.ids.get("attendance", ())))
    people, times = np.unique(came.person[counted], return_counts=True)
    return Behind(people=people, worth=times.astype(np.float64))


def _volunteered(workings: Workings, facts: ImpactFacts) -> Behind:
    people = whole(sorted(who_helped(facts.roles, "volunteer", Span.of(workings.selection.period))))
    return Behind(people=people, worth=np.ones(people.size))


_REACH: Mapping[str, Callable[[Workings, ImpactFacts], Behind]] = {
    "people": _came,
    "attendances": _attended,
    "volunteers": _volunteered,
}


def _of_change(measure: str, workings: Workings) -> Behind:
    key, way = scale_and_way(measure, workings.reference.instruments)
    seen = workings.found.observed.get(key)
    if seen is None:
        return Behind(people=np.zeros(0, dtype=np.int64), worth=np.zeros(0))
    people = workings.of.persons[seen.pairs.person]
    if way == "change_sum":
        return Behind(people=people, worth=seen.change)
    start, who = _start_and_end(seen, way)
    return Behind(people=people[start], worth=who[start].astype(np.float64))


def _start_and_end(seen: Observed, way: str) -> tuple[Bools, Bools]:
    """Of whom a share is, and who counts: of all pairs those better, or of those at risk those who are not any more."""
    if way == "improved":
        return np.ones(seen.n, dtype=np.bool_), seen.improved
    if seen.was_at_risk is None or seen.recovered is None:  # no published cut: nobody can be said to have crossed it
        return np.zeros(seen.n, dtype=np.bool_), np.zeros(seen.n, dtype=np.bool_)
    return seen.was_at_risk, seen.recovered


def _of_nobody(measure: str, workings: Workings) -> Decimal:
    if measure == "reach:sessions":
        return Decimal(workings.reached.sessions)
    return _exact(total(np.array(list(tonnes_by_year(workings.green.figures).values()), dtype=np.float64)))


def _exact(amount: float) -> Decimal:
    """A number to `PLACES` decimals, in its shortest spelling: the same on every machine."""
    return plain(Decimal(repr(round(float(amount), PLACES))))


def plain(amount: Decimal) -> Decimal:
    """A decimal without trailing zeros, without an exponent, and without a sign before nothing."""
    return Decimal(format((amount + 0).normalize(), "f")) if amount else Decimal(0)


# --- rows under a made-up name ----------------------------------------------------------------------------------------


def rows_of_people(
    facts: ImpactFacts,
    reference: ReferenceFacts,
    quarter: Quarter,
    *,
    scales: Iterable[str],
    named: Mapping[int, str],
    threshold: int,
    fields: frozenset[str],
    window: Window = "year",
) -> tuple[ReturnRow, ...]:
    """First and latest score of each person of the facts on these scales, under the pseudonyms in `named`.

    Quarters, never days; age band and gender, blank without a basis. A row leaves only when at least `threshold`
    people of the same scale have its age band and gender (k-anonymity); others are left out whole.
    """
    if not {"rows", "answers"} <= fields:
        return ()
    period = quarter.year_to_it if window == "year" else quarter.period
    workings = work_out(facts, reference, Selection(period=period), Choices())
    groups = grouped(facts, {}, Span.of(period).end)
    rows: list[ReturnRow] = []
    for key in sorted(set(scales)):
        seen = workings.found.observed.get(key)
        if seen is not None:
            rows += _rows_of_scale(key, seen, workings.of.persons[seen.pairs.person], groups, named, threshold, fields)
    return tuple(sorted(rows, key=lambda one: (one.instrument, one.pseudonym)))


def _rows_of_scale(
    key: str,
    seen: Observed,
    people: Ints,
    groups: Grouped,
    named: Mapping[int, str],
    threshold: int,
    fields: frozenset[str],
) -> Iterator[ReturnRow]:
    names = [
        [GROUP_VALUES[group][code] if group in fields else "" for code in groups.of(group, people).tolist()]
        for group in ("age_band", "gender")
    ]
    alike: dict[tuple[str, str], int] = {}
    for kind in zip(*names, strict=True):
        alike[kind] = alike.get(kind, 0) + 1
    pairs = seen.pairs
    for row, person in enumerate(people.tolist()):
        age, gender = names[0][row], names[1][row]
        if alike[age, gender] >= threshold and NOT_KNOWN not in {age, gender}:
            yield ReturnRow(
                pseudonym=named[person],
                age_band=age,
                gender=gender,
                instrument=key,
                first_quarter=str(quarter_of(from_day(int(pairs.first_day[row])))),
                first_score=_exact(float(pairs.before[row])),
                latest_quarter=str(quarter_of(from_day(int(pairs.last_day[row])))),
                latest_score=_exact(float(pairs.after[row])),
            )
