"""Small enterprises for the tests of the toolkit: written by hand in YAML or Python, turned into facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from sfph_desktop.core.domain.benefits import ADJUSTMENTS, Adjustment, UnitValue, ValueLine
from sfph_desktop.core.domain.contracts import Contract, InputCost, Target, WorkforceFact
from sfph_desktop.core.domain.impact import Choices, Selection
from sfph_desktop.core.domain.impact_facts import (
    AttendanceColumns,
    CarbonValue,
    Comparison,
    DiscountBand,
    EnvironmentColumns,
    EpisodeColumns,
    EventColumns,
    FundingColumns,
    GhgFactor,
    ImpactFacts,
    PeopleColumns,
    ReferenceFacts,
    ScoreColumns,
    SessionColumns,
)
from sfph_desktop.core.domain.measures import Caseness, Instrument, Output, ReliableChange
from sfph_desktop.core.domain.values import Period, to_day

YEAR = Period(date(2025, 4, 1), date(2026, 3, 31))


def instrument(name: str, outputs: Mapping[str, bool], **more: Any) -> Instrument:
    given: dict[str, Any] = {"abbreviation": name.upper(), "level": "individual", "use": "scored"} | more
    scales = tuple(Output(id=key, op="sum", higher_is_better=up) for key, up in outputs.items())
    return Instrument(id=name, name=name, construct="", items=(), outputs=scales, **given)


INSTRUMENTS = {
    one.id: one
    for one in (
        instrument(
            "phq9",
            {"total": False},
            abbreviation="PHQ-9",
            reliable_change=ReliableChange(threshold=6, operator=">=", name="NHS Talking Therapies reliable change"),
            caseness=Caseness(output="total", operator=">=", value=10, label="Caseness", status="seen"),
        ),
        instrument(
            "swemwbs7",
            {"metric": True},
            abbreviation="SWEMWBS",
            reliable_change=ReliableChange(threshold=2.86, operator=">", name="Jacobson and Truax reliable change"),
        ),
        instrument("own_home_3", {"total": True}, own=True),
        instrument(
            "srh",
            {"category": False},
            abbreviation="SRH",
            caseness=Caseness(output="category", operator="<=", value=2, label="Good or very good", status="seen"),
        ),
        instrument("who5", {"percent": True}, abbreviation="WHO-5", meaningful_change=10.0),
        instrument(
            "ucla3",
            {"total": False},
            abbreviation="UCLA-3",
            level="social",
            caseness=Caseness(output="total", operator=">=", value=6, label="Lonely", status="remembered"),
        ),
        instrument("ons4", {"life_satisfaction": True, "anxious": False}, abbreviation="ONS4"),
        instrument("goal_0_10", {"rating": True}, abbreviation="0-10"),
        replace(
            instrument("gbo", {}, abbreviation="GBO"),
            outputs=(
                Output(id="mean_change", op="mean_of_differences", higher_is_better=True),
                *(
                    Output(id=f"rating_q{n}", op="rating", higher_is_better=True, max=10, report=False)
                    for n in (1, 2, 3)
                ),
            ),
        ),
    )
}
BANDS = (
    DiscountBand(kind="standard", from_year=0, to_year=30, rate=0.035),
    DiscountBand(kind="standard", from_year=31, to_year=75, rate=0.03),
    DiscountBand(kind="health", from_year=0, to_year=30, rate=0.015),
)
DEFLATOR = {2013: 76.0, 2014: 77.0, 2019: 80.0, 2023: 96.0, 2024: 100.0}


def day(value: Any) -> int:
    return to_day(value if isinstance(value, date) else date.fromisoformat(str(value)))


def span(text: str) -> list[int]:
    """`3-6` as [3, 4, 5, 6]; `4` as [4]."""
    first, _, last = str(text).partition("-")
    return list(range(int(first), int(last or first) + 1))


class Enterprise:
    """Collects records and turns them into the facts of a run. Ids are given out in order, from 1."""

    def __init__(self) -> None:
        self.people: dict[int, dict[str, Any]] = {}
        self.episodes: list[tuple[Any, ...]] = []
        self.funding: list[tuple[Any, ...]] = []
        self.scores: list[tuple[Any, ...]] = []
        self.sessions: list[tuple[Any, ...]] = []
        self.attendance: list[tuple[Any, ...]] = []
        self.events: list[tuple[Any, ...]] = []
        self.environment: list[tuple[Any, ...]] = []
        self.rest: dict[str, Any] = {}

    def person(self, person: int, **known: Any) -> None:
        self.people.setdefault(person, {}).update(known)

    def episode(self, person: int, start: Any, end: Any = None, service: str = "Lunch", **paid: float) -> int:
        self.person(person)
        number = len(self.episodes) + 1
        self.episodes.append((number, person, service, day(start), None if end is None else day(end)))
        self.funding += [(number, contract, round(share * 100)) for contract, share in paid.items()]
        return number

    def score(self, person: int, scale: str, on: Any, value: float, stage: str = "") -> int:
        self.person(person)
        name, output = scale.split(".")
        number = len(self.scores) + 1
        self.scores.append((number, person, name, output, day(on), stage, float(value)))
        return number

    def pair(self, person: int, scale: str, before: float, after: float, **when: Any) -> None:
        self.score(person, scale, when.get("first", "2025-05-01"), before)
        self.score(person, scale, when.get("last", "2025-09-01"), after)

    def session(self, on: Any, service: str = "Lunch", came: Any = (), low: int = 0, high: int = 0) -> None:
        number = len(self.sessions) + 1
        self.sessions.append((number, service, day(on), 60, low, high))
        for person in came:
            self.person(person)
            self.attendance.append((len(self.attendance) + 1, number, person))

    def event(self, person: int, on: Any, kind: str, quantity: float = 1.0, weeks: int = 0) -> None:
        self.person(person)
        self.events.append((len(self.events) + 1, person, day(on), kind, float(quantity), weeks))

    def green(
        self, on: Any, factor: str, quantity: float, replaces: str = "", much: Any = None, rate: Any = None
    ) -> None:
        self.environment.append((len(self.environment) + 1, day(on), factor, float(quantity), replaces, much, rate))

    def facts(self) -> ImpactFacts:
        def columns(kind: Any, rows: list[tuple[Any, ...]]) -> Any:
            names = kind.__slots__
            turned = list(zip(*rows, strict=True)) if rows else [()] * len(names)
            return kind(**dict(zip(names, turned, strict=True)))

        known = [
            (n, p.get("born") and day(p["born"]), p.get("gender", ""), p.get("disability", ""), "")
            for n, p in self.people.items()
        ]
        return ImpactFacts(
            people=columns(PeopleColumns, known),
            episodes=columns(EpisodeColumns, self.episodes),
            funding=columns(FundingColumns, self.funding),
            sessions=columns(SessionColumns, self.sessions),
            attendance=columns(AttendanceColumns, self.attendance),
            scores=columns(ScoreColumns, self.scores),
            events=columns(EventColumns, self.events),
            environment=columns(EnvironmentColumns, self.environment),
            **self.rest,
        )


def adjustments(shares: Mapping[str, Any]) -> dict[str, Adjustment]:
    """Shares by name, each with a reason; a share given as [share, reason] keeps that reason."""
    found = {}
    for name in (*ADJUSTMENTS, "cashable"):
        if name in shares:
            share, reason = shares[name] if isinstance(shares[name], list) else (shares[name], "as agreed")
            found[name] = Adjustment(share=None if share is None else Decimal(str(share)), reason=reason)
    return found


NONE_TAKEN = dict.fromkeys(ADJUSTMENTS, 0)


def line(ref: str, indicator: str, value: str, years: Any = 1, number: int = 0, **more: Any) -> ValueLine:
    """A value line; adjustments that are given by name, 0 with a reason unless said otherwise."""
    names = {name: more.pop(name) for name in (*ADJUSTMENTS, "cashable") if name in more}
    return ValueLine(
        id=number,
        line_ref=ref,
        indicator=indicator,
        unit_value=value,
        duration_years=Decimal(str(years)),
        **adjustments(NONE_TAKEN | names),
        **more,
    )


def unit_value(name: str, value: Any, category: str = "fiscal", **more: Any) -> UnitValue:
    for key in ("low", "high"):
        if key in more:
            more[key] = Decimal(str(more[key]))
    given = {"title": name, "price_year": "2024", "payer": "NHS", "confidence": "high", "geography": "UK"} | more
    return UnitValue(id=name, category=category, value=Decimal(str(value)), **given)


def reference(**more: Any) -> ReferenceFacts:
    return replace(ReferenceFacts(instruments=INSTRUMENTS, discount=BANDS, deflator=DEFLATOR), **more)


# --- worked examples in YAML ----------------------------------------------------------------------


def enterprise_of(case: Mapping[str, Any]) -> Enterprise:
    """The records of a worked example."""
    made = Enterprise()
    for person, known in case.get("people", {}).items():
        made.person(person, **known)
    for row in case.get("episodes", ()):
        made.episode(row["person"], row["from"], row.get("to"), row.get("service", "Lunch"), **row.get("paid", {}))
    for group in case.get("cohorts", ()):
        _cohort(made, group)
    for person, scale, on, stage, value in case.get("scores", ()):
        made.score(person, scale, on, value, stage)
    for row in case.get("sessions", ()):
        made.session(row["date"], row.get("service", "Lunch"), row.get("came", ()), *row.get("unnamed", (0, 0)))
    for row in case.get("events", ()):
        made.event(*row)
    for row in case.get("environment", ()):
        made.green(
            row["date"], row["factor"], row["quantity"], row.get("replaces", ""), row.get("much"), row.get("rate")
        )
    made.rest = {
        "inputs": tuple(_input(n, row) for n, row in enumerate(case.get("inputs", ()), 1)),
        "contracts": tuple(
            Contract(contract_ref=ref, title=ref, start_date=row.get("from"))
            for ref, row in case.get("contracts", {}).items()
        ),
        "targets": tuple(
            Target(id=n, contract_ref=ref, indicator=indicator, target=float(target))
            for n, (ref, indicator, target) in enumerate(case.get("targets", ()), 1)
        ),
        "value_lines": tuple(_line(n, row) for n, row in enumerate(case.get("lines", ()), 1)),
        "comparisons": tuple(Comparison(**row) for row in case.get("comparisons", ())),
        "workforce": tuple(WorkforceFact(**row) for row in case.get("workforce", ())),
    }
    return made


def _cohort(made: Enterprise, group: Mapping[str, Any]) -> None:
    """People with one episode each and, where scores are given, a first and a last questionnaire."""
    for place, person in enumerate(span(group["people"])):
        made.episode(person, group["from"], group.get("to"), group.get("service", "Lunch"), **group.get("paid", {}))
        if "before" in group:
            made.score(person, group["scale"], group["first"], _nth(group["before"], place))
        if "after" in group:
            made.score(person, group["scale"], group["last"], _nth(group["after"], place))


def _nth(values: Any, place: int) -> float:
    return float(values[place] if isinstance(values, list) else values)


def _input(number: int, row: Mapping[str, Any]) -> InputCost:
    return InputCost(
        id=number,
        date_from=row["from"],
        date_to=row["to"],
        kind=row.get("kind", "cash"),
        amount=Decimal(str(row["amount"])),
        service=row.get("service", ""),
        contract_ref=row.get("contract", ""),
    )


def _line(number: int, row: Mapping[str, Any]) -> ValueLine:
    """A line as written: only the adjustments that stand there are given, each with a reason."""
    return ValueLine(
        id=number,
        line_ref=row["ref"],
        indicator=row["indicator"],
        unit_value=row["value"],
        duration_years=Decimal(str(row["years"])),
        contract_ref=row.get("contract", ""),
        overlap_group=row.get("group", ""),
        **adjustments(row),
    )


def reference_of(case: Mapping[str, Any]) -> ReferenceFacts:
    """The reference library of a worked example: the standard small one, with what the example adds."""
    given = case.get("reference", {})
    return reference(
        unit_values={name: unit_value(name, **row) for name, row in given.get("values", {}).items()},
        ghg={
            (name, year): GhgFactor(id=name, year=year, activity=name, unit=row["unit"], kgco2e=row["kg"][year])
            for name, row in given.get("ghg", {}).items()
            for year in row["kg"]
        },
        carbon={
            year: CarbonValue(year=year, low=low, central=central, high=high, price_year=2019)
            for year, (low, central, high) in given.get("carbon", {}).items()
        },
        deflator=given.get("deflator", DEFLATOR),
    )


def selection_of(case: Mapping[str, Any]) -> Selection:
    period = Period.parse(case.get("period", str(YEAR)))
    return Selection(period=period, service=case.get("service", ""), contract_ref=case.get("contract", ""))


def choices_of(case: Mapping[str, Any]) -> Choices:
    return Choices(**({"draws": 0} | case.get("choices", {})))


KEYS = {"changes": lambda one: f"{one.instrument}.{one.output}", "lines": lambda one: one.line_ref}
KEYS |= {"events": lambda one: one.event_type, "environment": lambda one: one.factor, "inputs": lambda one: one.kind}
KEYS |= {"targets": lambda one: f"{one.contract_ref} {one.indicator}", "groups": lambda one: one.name}


def look_up(run: Any, path: str) -> Any:
    """Follow `value / lines / L1 / pv` into a run: lists by their natural key, mappings by theirs."""
    found, last = run, ""
    for step in path.split(" / "):
        if isinstance(found, tuple) and last in KEYS:
            found = {KEYS[last](one): one for one in found}[step]
        elif isinstance(found, Mapping):
            found = found[step]
        else:
            found = getattr(found, step)
        last = step
    return found
