"""What we do not yet know, in plain sentences: every summary ends with them. Counts, never a bare percentage."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from sfph_desktop.core.domain.figures import nothing_recorded
from sfph_desktop.core.domain.impact import (
    MINIMUM_PAIRS,
    ChangeFigure,
    EnvironmentFigure,
    EventFigure,
    Group,
    ImpactRun,
    Selection,
    ValueSummary,
)
from sfph_desktop.core.toolkit.environment import ALL_REPLACED
from sfph_desktop.core.toolkit.evidence import HALF, event_words
from sfph_desktop.core.toolkit.prices import UNDERSTATED
from sfph_desktop.core.toolkit.valuation import FISCAL_TOTAL

SMALL = 5
"""A count of people below this is not printed in a summary; the sentence says `fewer than 5`."""
FOUR_FIFTHS = 0.8
"""A group whose completion is below this share of everybody's is under-represented (the four-fifths rule)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gaps:
    """What a run left out or could not place, as counts gathered on the way."""

    labels: Mapping[str, str] = field(default_factory=dict)
    """What each instrument is called."""
    compared: frozenset[str] = frozenset()
    """Instruments with a usable comparison."""
    orphans: int = 0
    """Questionnaires dated by the end of the period that belong to no episode."""
    unknown_instruments: tuple[str, ...] = ()
    not_due: tuple[tuple[str, int], ...] = ()
    """Scales (by label) with baselines in the period, and their number, of whom nobody was due a second one."""
    environment_left_out: Mapping[str, int] = field(default_factory=dict)
    environment_filtered: int = 0
    unnamed_filtered: bool = False
    inputs_out_of_scope: int = 0
    unvalued_hours: Decimal = Decimal(0)
    targets_skipped: int = 0


NOTHING_RECORDED = "Nothing is recorded yet for this period and scope."


def not_known(run: ImpactRun, gaps: Gaps) -> tuple[str, ...]:
    """The sentences about a run: outcomes, people, change, events, environment, value. Each is said once."""
    said = [
        *([NOTHING_RECORDED] if nothing_recorded(run) else []),
        *_about_outcomes(run),
        *_about_people(run, gaps),
        *_about_change(run.changes, gaps),
        *_about_events(run.events),
        *_about_environment(run.environment, gaps),
        *_about_value(run.value),
        *_about_inputs(gaps),
        *_about_prices(run.value, run.selection),
    ]
    if gaps.targets_skipped:
        said.append("Promises are made under contracts, not services: choose a contract to see what was delivered.")
    return tuple(dict.fromkeys(sentence for sentence in said if sentence))


def _about_outcomes(run: ImpactRun) -> Iterable[str]:
    """The enterprise's own outcomes of which nothing is known, and why."""
    for one in run.outcomes:
        if not one.known:
            why = "; ".join(dict.fromkeys(i.reason for i in one.indicators if i.reason)) or "nothing shows it yet"
            whose = f" ({one.scope})" if one.scope else ""
            yield f"“{one.title}”{whose}: not known yet, because {lowered(why)}."


def lowered(text: str) -> str:
    """Inside a sentence; what begins with two capitals, a measure's name, stays as it is."""
    return text if text[:2].isupper() else text[:1].lower() + text[1:]


def _many(n: int, one: str, more: str) -> str:
    return f"{n:,} {one if n == 1 else more}"


def _about_people(run: ImpactRun, gaps: Gaps) -> Iterable[str]:
    reach = run.reach
    if reach.unnamed_high:
        yield (
            f"Between {reach.unnamed_low:,} and {reach.unnamed_high:,} attendances were by people nobody named: "
            "we do not know how many people that is, nor how they fared."
        )
    if gaps.unnamed_filtered:
        yield "People who came unnamed cannot be assigned to a contract, so they are not in these numbers."
    if gaps.orphans:
        yield (
            f"{_many(gaps.orphans, 'questionnaire lies', 'questionnaires lie')} outside every episode of the person, "
            "and so in no before-and-after figure."
        )
    for name in gaps.unknown_instruments:
        yield f"There are answers to '{name}', which the reference library does not hold; they are in no figure."


def _about_change(changes: Sequence[ChangeFigure], gaps: Gaps) -> Iterable[str]:
    for label, n in gaps.not_due:
        filled_in = _many(n, "first questionnaire was", "first questionnaires were")
        yield f"{label}: {filled_in} filled in; no second was due yet."
    for one in one_per_instrument(one for one in changes if not one.claimed):
        label = gaps.labels.get(one.instrument, one.instrument)
        who = "nobody has" if not one.pairs else f"{_few(one.pairs)} people have"
        yield f"{label}: {who} completed both questionnaires; at least {MINIMUM_PAIRS} are needed to claim a change."
    for one in one_per_instrument(one for one in changes if one.claimed):
        yield from _about_missing(one, gaps.labels.get(one.instrument, one.instrument))
    alone = [one.instrument for one in changes if one.claimed and one.instrument not in gaps.compared]
    if alone:
        names = _listed(dict.fromkeys(gaps.labels.get(name, name) for name in alone))
        yield (
            f"No comparison group is recorded for {names}, so we do not know how much would have changed anyway. "
            "People who come at their lowest often feel better later, whatever is done."
        )


def one_per_instrument(changes: Iterable[ChangeFigure]) -> list[ChangeFigure]:
    """Of each instrument the figure with the lowest completion: several scores of one sheet are missing together."""
    lowest: dict[str, ChangeFigure] = {}
    for one in changes:
        known = lowest.setdefault(one.instrument, one)
        if (one.completion_rate or 0) < (known.completion_rate or 0):
            lowest[one.instrument] = one
    return list(lowest.values())


def _about_missing(one: ChangeFigure, label: str) -> Iterable[str]:
    """Who has no second questionnaire, and groups that completed both clearly less often than everybody."""
    missing = one.eligible - one.pairs
    if missing:
        weight = " That is more than half of them." if (one.completion_rate or 0) < HALF else ""
        yield (
            f"{label}: {one.pairs:,} of {one.eligible:,} eligible people completed both questionnaires. "
            f"We do not know how the other {missing:,} fared.{weight}"
        )
    for group in one.groups:
        if under_represented(one, group):
            yield (
                f"{label}: {group.name} are under-represented: {_few(group.pairs)} of {group.eligible:,} completed "
                f"both questionnaires, against {one.pairs:,} of {one.eligible:,} of everybody."
            )


def under_represented(one: ChangeFigure, group: Group, more: int = 0) -> bool:
    """Whether a group of ten or more completed both less than four fifths as often as everybody.

    `more`: asked as if so many more of the group had completed both; they are of everybody as well.
    """
    mine, everybody = (group.pairs + more) * one.eligible, (one.pairs + more) * group.eligible
    return group.eligible >= MINIMUM_PAIRS and mine < FOUR_FIFTHS * everybody


def _few(people: int) -> str:
    """A count of people for paper: small ones are not printed."""
    return f"fewer than {SMALL}" if people < SMALL else f"{people:,}"


def _listed(words: Iterable[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last


def _about_events(events: Sequence[EventFigure]) -> Iterable[str]:
    for one in events:
        if one.pending:
            yield (
                f"Not counted yet: {_few(one.pending)} events of the kind '{event_words(one.event_type)}', because "
                "the weeks they must last have not passed inside the period."
            )


def _about_environment(figures: Iterable[EnvironmentFigure], gaps: Gaps) -> Iterable[str]:
    if gaps.environment_filtered:
        yield "Environmental records belong to no service or contract, so there is no environmental figure here."
    for reason, n in gaps.environment_left_out.items():
        yield f"{_many(n, 'environmental record is', 'environmental records are')} not counted: {reason}."
    for figure in figures:
        if ALL_REPLACED in figure.note:
            yield (
                f"{figure.activity}: nobody stated how many of them took the place of new ones. All are taken to have, "
                "so what was saved is the most it can be."
            )


def _about_value(value: ValueSummary) -> Iterable[str]:
    yield value.reason
    for line in value.lines:
        if not line.counted:
            yield f"Value line {line.line_ref} is in no total. {line.reason}"
        elif not line.price_year:
            yield f"The value used for {line.line_ref} has no price year: it is used as printed."
        elif UNDERSTATED in line.notes:
            yield f"The value used for {line.line_ref} is uprated by prices only, so it is understated."
    assumed = sum(swing.assumed for swing in value.tornado)
    if assumed:
        yield (
            f"For {assumed} of the {len(value.tornado)} numbers behind the value no range was published; "
            "the range was assumed by this program."
        )
    fiscal = [line for line in value.lines if line.counted and line.total == FISCAL_TOTAL]
    uncashed = [line.line_ref for line in fiscal if not line.cashable]
    if uncashed:
        yield f"No part of {_listed(uncashed)} is recorded as cash released, so none is counted as cashable."


def _about_inputs(gaps: Gaps) -> Iterable[str]:
    if gaps.inputs_out_of_scope:
        yield (
            f"{_many(gaps.inputs_out_of_scope, 'record', 'records')} of what went in named another service or "
            "contract, or none, and so are not in the costs here."
        )
    if gaps.unvalued_hours:
        hours = f"{gaps.unvalued_hours.normalize():f}"
        yield f"For {hours} volunteer hours the reference library has no wage, so they are not in the costs."


def _about_prices(value: ValueSummary, selection: Selection) -> Iterable[str]:
    first, last = selection.period.start.year, selection.period.end.year
    if value.lines and value.price_base and not first <= int(value.price_base) <= last:
        money = str(first) if first == last else f"{first} to {last}"
        yield f"Values are in the prices of {value.price_base}; what went in is in the money of {money}."
