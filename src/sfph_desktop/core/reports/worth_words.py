"""Words for the worth of a selection while it is worked on: each line step by step, scenarios, one sentence a chart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from sfph_desktop.core.domain.benefits import ValueLine
from sfph_desktop.core.domain.impact import ChangeFigure, ImpactRun, ValueLineFigure
from sfph_desktop.core.domain.value_rules import ADJUSTMENT_WORDS
from sfph_desktop.core.domain.worth import BreakEven, Candidate, LineTold, Rung, Scenario, Scenarios, Worth, WorthTold
from sfph_desktop.core.reports import indicators, value_words, wording
from sfph_desktop.core.reports.line_names import Names, line_names, named
from sfph_desktop.core.reports.swing_words import swing_said
from sfph_desktop.core.reports.value_told import exactly

NOT_FUNDED = "not funded by a contract"


def told(worth: Worth, lines: Mapping[str, ValueLine], abbreviations: Mapping[str, str]) -> WorthTold:
    """All the words but the troubles; `lines` by reference, as they were worked out; `abbreviations` by instrument."""
    value, found = worth.run.value, worth.scenarios
    names = line_names(worth.run)
    return WorthTold(
        lines=tuple(
            line_told(one, worth.run, lines[one.line_ref], abbreviations, names)
            for one in value.lines
            if one.line_ref in lines
        ),
        totals=totals_words(worth.run),
        cautious=cautious_words(found) if found else "",
        central=central_words(worth.run) if found else "",
        even=even_words(found) if found else "",
        tornado=tornado_words(worth.run),
        trials=trials_words(worth.run),
        break_even=break_even_words(found) if found else "",
        per_person=per_person_words(worth.run),
        paid_by=_paid_by(value.by_contract) if value.total_pv is not None else (),
    )


# --- one line ---------------------------------------------------------------------------------------------------------


def line_told(
    figure: ValueLineFigure, run: ImpactRun, line: ValueLine, abbreviations: Mapping[str, str], names: Names
) -> LineTold:
    """A line in words, step by step."""
    what = indicator_said(figure.indicator, run, abbreviations)
    if figure.quantity is not None:
        what = indicators.counted(figure.indicator, figure.quantity, run)
    return LineTold(
        line_ref=figure.line_ref,
        name=names.get(figure.line_ref, ""),
        what=what,
        counted=figure.counted,
        worth="" if figure.pv is None else wording.about_money(figure.pv).removeprefix("about "),
        reason="" if figure.counted else named(value_words.left_out_reason(figure), names),
        marks=(*value_words.line_notes(figure), *_sources_missing(line)),
        rungs=tuple(rungs(figure, run)),
        paid_by=_paid_by(figure.by_contract) if set(figure.by_contract) - {NOT_FUNDED} else (),
    )


def _sources_missing(line: ValueLine) -> tuple[str, ...]:
    names = [
        f"what {'would have' if name == 'deadweight' else 'is'} {said.removeprefix('would have ')}"
        for name, said in ADJUSTMENT_WORDS.items()
        if getattr(line, name).given and not getattr(line, name).source.strip()
    ]
    return (f"No source is given yet for {wording.name_list(names)}.",) if names else ()


def rungs(figure: ValueLineFigure, run: ImpactRun) -> Iterator[Rung]:
    """From the quantity through each adjustment and the price to the present value."""
    quantity = figure.quantity
    if quantity is None:
        return
    unit = _unit(figure.indicator)
    yield Rung(said=wording.capital(indicators.words(figure.indicator, run)), amount=_many(quantity, unit))
    left: float | None = quantity
    for name, meaning in value_words.TAKEN_OFF[:3]:
        share: float | None = getattr(figure, name)
        left = None if share is None or left is None else left * (1 - share)
        said = f"less {_of_hundred(share)} {'that' if name == 'deadweight' else 'that are'} {meaning}"
        yield Rung(said=said, amount="" if left is None else _many(left, unit), missing=share is None)
    if figure.unit_value is None:
        return
    price = wording.money(figure.unit_value)
    year = f" in {run.value.price_base} prices" if run.value.price_base and figure.price_year else ""
    first = "" if left is None else wording.money(left * figure.unit_value)
    yield Rung(said=f"times {price} for one{year}", amount=first)
    if figure.duration_years == 1:
        length = "for the one year it lasts"
    else:
        lost = "nothing" if figure.drop_off == 0 else _of_hundred(figure.drop_off)
        years = wording.years(figure.duration_years)
        length = f"over {years}, {lost} lost in each later year, later years counted at today's worth"
    worth = "" if figure.pv is None else wording.money(figure.pv)
    yield Rung(said=length, amount=worth, strong=True, missing=figure.drop_off is None)


def _of_hundred(share: float | None) -> str:
    if share is None:
        return "a share not decided yet"
    hundred = share * 100
    decimals = 0 if wording.rounded(hundred, 1) == wording.rounded(hundred) else 1
    return f"{wording.number(hundred, decimals)} of 100"


def _whole(share: float) -> str:
    """So many of 100, to the nearest whole one: what is worked out is no closer than what went into it."""
    return wording.number(share * 100)


def _unit(indicator: str) -> str:
    measure = indicators.read(indicator).measure
    return {"change_sum": "points", "tco2e": "tonnes", "event_quantity": ""}.get(measure, "people")


def _many(amount: float, unit: str) -> str:
    whole = wording.rounded(amount, 1) == wording.rounded(amount)
    said = wording.number(amount, 0 if whole else 1)
    one = {"people": "person", "points": "point", "tonnes": "tonne"}.get(unit, unit) if said == "1" else unit
    return f"{said} {one}".strip()


def _paid_by(parts: Mapping[str, float]) -> tuple[tuple[str, str], ...]:
    """Each contract's part to the penny, so that a reader can add them up."""
    return tuple((name, f"£{pounds:,.2f}") for name, pounds in parts.items())


# --- scenarios --------------------------------------------------------------------------------------------------------


def totals_words(run: ImpactRun) -> str:
    """The three totals and who gains, in two sentences; blank where there is no total."""
    sums = exactly(run.value)
    if sums.total is None:
        return ""
    return wording.sentences(value_words.parts_words(sums), f"Who gains: {value_words.gains_words(sums)}")


def _total(scenario: Scenario) -> str:
    ratio = "" if scenario.ratio is None else f", {wording.times(scenario.ratio)} what went in"
    return f"{wording.about_money(scenario.total)}{ratio}"


def cautious_words(found: Scenarios) -> str:
    """The cautious scenario in one sentence."""
    return f"With every number at the cautious end of its own range, all at once, it is {_total(found.cautious)}."


def central_words(run: ImpactRun) -> str:
    """The central scenario in one sentence, the amount and the ratio each with its likely range."""
    sums = exactly(run.value)
    ratio = value_words.ratio_words(sums)
    beside = f", {ratio}" if ratio else ""
    return f"With every number as entered it is {value_words.total_words(sums)}{beside}."


def even_words(found: Scenarios) -> str:
    """What would have to be true for value and cost to be equal."""
    if found.needed is None:
        return "Nothing can be said of it before what went in is recorded."
    if found.needed > 1:
        return (
            f"The changes would have to be {wording.times(found.needed)} as many as those that count now, "
            "for the value to reach the cost."
        )
    return f"{_whole(found.needed)} of every 100 pounds we count would have to be true, for the value to meet the cost."


def per_person_words(run: ImpactRun) -> str:
    """Cost per person and per improved person, in one sentence; blank where nothing went in."""
    value = run.value
    said = []
    if value.cost_per_person is not None:
        whom = "the one person" if run.reach.people == 1 else f"each of {run.reach.people:,} people"
        said.append(f"{wording.money(value.cost_per_person)} for {whom} reached")
    if value.cost_per_improved_person is not None and value.cost_per_improved_person:
        improved = round(value.inputs_pv / value.cost_per_improved_person)
        whom = "the one" if improved == 1 else f"each of the {improved:,}"
        said.append(f"{wording.money(value.cost_per_improved_person)} for {whom} who got better on at least one scale")
    return wording.sentence(f"The work cost {wording.name_list(said)}") if said else ""


# --- one sentence for each chart --------------------------------------------------------------------------------------


def tornado_words(run: ImpactRun) -> str:
    """What moves the answer most."""
    if not run.value.tornado:
        return ""
    widest = run.value.tornado[0]
    low, high = sorted((widest.ratio_low, widest.ratio_high))
    assumed = ", a range this program assumed" if widest.assumed else ""
    what = swing_said(widest.parameter, line_names(run))
    return (
        f"What moves the answer most is {what}{assumed}: from one end of its range to the other the "
        f"value goes from {wording.number(low, 1)} to {wording.times(high)} what went in."
    )


def trials_words(run: ImpactRun) -> str:
    """What the trial calculations say."""
    value, trials = run.value, value_words.trials_words(run.value)
    if value.total_p05 is None or value.total_p95 is None:
        return ""
    likely = wording.money_range(value.total_p05, value.total_p95)
    above = f"; in {trials} of them it is above the cost" if trials else ""
    return (
        f"We worked it out {wording.number(value.draws)} times, each time with every number drawn anew inside its "
        f"range: 90 in 100 of the answers lie between {likely.replace(' to ', ' and ')}{above}."
    )


def break_even_words(found: Scenarios) -> str:
    """How far the two great shares could rise before the value only meets the cost."""
    said = [_break_even(one) for one in found.break_evens if one.at_one is not None]
    if said:
        return f"The value would still meet the cost if {', or if '.join(said)}."
    return "Even if nothing were taken off, the value would not meet the cost." if found.break_evens else ""


def _break_even(one: BreakEven) -> str:
    meaning = {"deadweight": "would have happened anyway", "attribution": "were owed to others"}[one.name]
    return f"{_whole(one.at_one or 0.0)} of every 100 changes {meaning} (we take off {_whole(one.own)})"


# --- what can be valued -----------------------------------------------------------------------------------------------

_HINTS = {
    "ucla3": "loneliness", "ons_lonely_direct": "loneliness", "djg6": "loneliness", "ons4.life_satisfaction": "wellby",
    "swemwbs7": "mental", "wemwbs14": "mental", "phq9": "depression", "gad7": "anxiety", "environment": "carbon",
    "started_job": "work", "falls": "hip",
}  # fmt: skip


def candidates(run: ImpactRun) -> tuple[Candidate, ...]:
    """Every claimed change, counted event and saving of a run that a unit value may be put on."""
    found: list[Candidate] = []

    def add(indicator: str, amount: float, level: str, *about: str) -> None:
        hint = next((_HINTS[name] for name in about if name in _HINTS), "")
        said = wording.capital(indicators.counted(indicator, amount, run))
        found.append(Candidate(indicator=indicator, said=said, level=level, hint=hint))  # type: ignore[arg-type]

    for change in run.changes:
        if not change.claimed:
            continue
        name = f"{change.instrument}.{change.output}"
        for way, amount in (
            ("improved", change.improved),
            ("recovered", change.crossed.recovered if change.crossed else None),
            ("change_sum", change.change_sum),
        ):
            if amount is not None:
                add(f"{name}.{way}", amount, change.level, name, change.instrument)
    for event in run.events:
        if event.people:
            add(f"event:{event.event_type}", event.people, event.level, event.event_type)
            if event.quantity != event.people:
                add(f"event_quantity:{event.event_type}", event.quantity, event.level, event.event_type)
    saved = sum(run.tco2e_saved.values())
    if saved > 0:
        add("environment:tco2e", saved, "environmental", "environment")
    return tuple(found)


def indicator_said(indicator: str, run: ImpactRun, abbreviations: Mapping[str, str] = MappingProxyType({})) -> str:
    """What an indicator counts, in words, also where the run has no such figure."""
    read = indicators.read(indicator)
    if read.instrument and indicators.change_behind(read, run) is None:
        none = ChangeFigure(
            instrument=read.instrument,
            output=read.output,
            abbreviation=abbreviations.get(read.instrument, read.instrument),
            eligible=0,
            pairs=0,
            completion_rate=None,
            claimed=False,
        )
        run = replace(run, changes=(*run.changes, none))
    return indicators.words(indicator, run)
