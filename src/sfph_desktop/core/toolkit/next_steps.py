"""What to measure next: every weak link of a run with the smallest action that would mend it, the weakest first.

Two questions are asked of each figure. What keeps it from being told at all, and what keeps it from the next level of
evidence? The rules are those by which the run was made: ten pairs, half of the eligible, four fifths of everybody for
a group, a comparison for level 3, a share and a reason for every adjustment.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import ceil

from sfph_desktop.core.domain.benefits import ADJUSTMENTS, ValueLine
from sfph_desktop.core.domain.figures import nothing_recorded
from sfph_desktop.core.domain.impact import MINIMUM_PAIRS, ChangeFigure, EventFigure, Group, ImpactRun, ValueSummary
from sfph_desktop.core.domain.next_steps import STEP_KINDS, NextStep
from sfph_desktop.core.domain.outcome_findings import IndicatorFinding
from sfph_desktop.core.domain.value_rules import CHECK_FIRST, TAKEN_OFF
from sfph_desktop.core.toolkit.evidence import HALF, event_words, validated
from sfph_desktop.core.toolkit.outcomes import NOT_SAID
from sfph_desktop.core.toolkit.unknowns import FOUR_FIFTHS, lowered, one_per_instrument, under_represented

LACKS = "Give it what it lacks, or take the line out."


def next_steps(run: ImpactRun, lines: Iterable[ValueLine], names: Mapping[str, str]) -> tuple[NextStep, ...]:
    """The weak links of a run, the weakest first: by kind (STEP_KINDS), then the one that takes the fewest records.

    `lines` are the value lines as they stand now, for the sources of their shares; `names` what each questionnaire is
    called. The same run gives the same steps in the same order.
    """
    known = {line.line_ref: line for line in lines}
    found = [
        *_of_records(run),
        *_nothing_valued(run),
        *_of_value(run.value, known),
        *_of_outcomes(run),
        *_of_changes(run, names),
        *_of_events((*run.events, *run.outcome_events)),
    ]
    weight = {kind: place for place, kind in enumerate(STEP_KINDS)}
    # A figure of one service may lack the very thing that everybody's figure lacks: it is said once.
    once = {(step.kind, step.gap): step for step in reversed(found)}
    found = [step for step in found if once.get((step.kind, step.gap)) is step]
    return tuple(sorted(found, key=lambda step: (weight[step.kind], step.needed)))


# --- records and visits ----------------------------------------------------------------------------------------------


def _of_records(run: ImpactRun) -> Iterable[NextStep]:
    """That nothing is recorded at all, or nobody's visits: what everything else stands on."""
    reach = run.reach
    if nothing_recorded(run):
        yield NextStep(
            kind="records",
            gap="Nothing is recorded in this period.",
            do="Choose another period, bring in the spreadsheet you have, or record people, sessions and events.",
            lifts="Every figure begins with a record.",
        )
    elif reach.people and not (reach.contacts or reach.unnamed_high):
        yield NextStep(
            kind="visits",
            gap=f"No visits are recorded in this period, though {_people(reach.people, 'takes', 'take')} part.",
            do="Take the register of the next session, or bring in the registers you have.",
            lifts="Every summary then tells how often people came.",
            evidence=reach.evidence,
        )


# --- value ------------------------------------------------------------------------------------------------------------


def _nothing_valued(run: ImpactRun) -> Iterable[NextStep]:
    """That nothing is valued, where there is something that could be."""
    there = any(one.claimed for one in run.changes) or any(one.people for one in run.events)
    if not run.value.lines and (there or sum(run.tco2e_saved.values()) > 0):
        yield NextStep(
            kind="value",
            gap="Nothing is valued yet, though there are changes that could be.",
            do="Choose a change that was found, and a published value of one such change.",
            lifts="The next run and summary then tell what it is worth, with its likely range.",
            needed=1,
            evidence=run.value.evidence,
        )


def _of_value(value: ValueSummary, known: Mapping[str, ValueLine]) -> Iterable[NextStep]:
    for refs in value.undecided_overlaps:
        yield NextStep(
            kind="overlap",
            gap=f"{_listed(refs)} may count the same change in the same people.",
            do="Decide whether it is the same change, so that only the larger counts, or two different ones.",
            lifts="With every such decision made there is a total.",
            needed=1,
            about=refs[0],
            evidence=value.evidence,
        )
    if value.lines and value.inputs_pv <= 0:
        yield NextStep(
            kind="inputs",
            gap="What went in is not recorded for this period.",
            do="Record the money, staff, volunteer hours and gifts in kind of the period.",
            lifts="Value can then be set beside cost.",
            evidence=value.evidence,
        )
    undecided = {ref for refs in value.undecided_overlaps for ref in refs}
    for figure in value.lines:
        line = known.get(figure.line_ref)
        unsure = figure.reason.startswith(CHECK_FIRST)
        if not figure.counted and figure.line_ref not in undecided and (unsure or figure.overlap_group is None):
            missing = _without_share(line) if line is not None else ()
            lacks = "Look its value up, and write beside it how you made sure." if unsure else LACKS
            yield NextStep(
                kind="line",
                gap=f"The value line {figure.line_ref} is in no total. {figure.reason}".strip(),
                do=_say_shares(missing) if missing else lacks,
                lifts="The line is then counted.",
                needed=len(missing) or 1,
                about=figure.line_ref,
                evidence=figure.evidence,
            )
        elif figure.counted and line is not None and (bare := _without_source(line)):
            yield NextStep(
                kind="source",
                gap=f"{figure.line_ref}: no source is named for {_listed([TAKEN_OFF[name] for name in bare])}.",
                do="Name the study, the comparison or the records each share comes from.",
                lifts="A reader can then check the share; the figure itself stays as it is.",
                needed=len(bare),
                about=figure.line_ref,
                evidence=figure.evidence,
            )


def _without_share(line: ValueLine) -> tuple[str, ...]:
    return tuple(name for name in ADJUSTMENTS if not getattr(line, name).given)


def _without_source(line: ValueLine) -> tuple[str, ...]:
    """Adjustments with a share and a reason but no source. What lasts a year or less loses nothing in later years."""
    used = ADJUSTMENTS if line.duration_years > 1 else tuple(name for name in ADJUSTMENTS if name != "drop_off")
    return tuple(name for name in used if (one := getattr(line, name)).given and not one.source.strip())


def _say_shares(missing: Sequence[str]) -> str:
    return f"Say a share and a reason for {_listed([TAKEN_OFF[name] for name in missing])}; nothing is a share too."


# --- outcomes ---------------------------------------------------------------------------------------------------------


def _of_outcomes(run: ImpactRun) -> Iterable[NextStep]:
    """Outcomes that nothing can show, and indicators without any figure."""
    if not run.outcomes:
        yield NextStep(
            kind="outcome",
            gap="No outcomes are set out for this run: its figures do not say what they are to show.",
            do="Say in your own words what changes for people; the program offers what shows it.",
            lifts="Every later run and summary then tells what was found for each outcome.",
            needed=1,
        )
    for one in run.outcomes:
        called = f"“{one.title}”{f' ({one.scope})' if one.scope else ''}"
        named = [indicator for indicator in one.indicators if indicator.reason != NOT_SAID]
        if not named:
            yield NextStep(
                kind="outcome",
                gap=f"{called}: {NOT_SAID}.",
                do="Choose one thing that shows it: a questionnaire, an event, or an amount that is recorded.",
                lifts="The next run can then say what was found for it.",
                needed=1,
                about=one.outcome_ref,
            )
        for indicator in named:
            if not indicator.known and not indicator.figure_kind:
                yield NextStep(
                    kind="no_data",
                    gap=f"{called}: {lowered(indicator.reason)}.",
                    do=_begin(indicator),
                    lifts="The first record begins the count; until then this is a statement without data.",
                    about=one.outcome_ref,
                )


def _begin(indicator: IndicatorFinding) -> str:
    if indicator.kind in ("change", "crossing"):
        return "Ask the next people who start to fill it in, and again at their review."
    return "Record it the next time it happens, with its date."


# --- change -----------------------------------------------------------------------------------------------------------


def _of_changes(run: ImpactRun, names: Mapping[str, str]) -> Iterable[NextStep]:
    for one in one_per_instrument(run.changes):
        label = names.get(one.instrument, one.abbreviation or one.instrument)
        yield from _enough(one, label)
        if one.claimed:
            yield from _surer(one, label, lowered_by_choice=run.choices.evidence_cap is not None)
            yield from (_missing(one, group, label) for group in one.groups if under_represented(one, group))
    for one in run.outcome_changes:
        label = names.get(one.instrument, one.abbreviation or one.instrument)
        yield from _enough(one, f"{label} ({one.scope})")


def _enough(one: ChangeFigure, label: str) -> Iterable[NextStep]:
    """What keeps a change from being claimed, or from speaking for half."""
    waiting = one.eligible - one.pairs
    if not one.claimed:
        yield _too_few(one, label, waiting)
    elif (one.completion_rate or 0.0) < HALF:
        more = ceil(one.eligible * HALF) - one.pairs
        yield NextStep(
            kind="completion",
            gap=_completed(one, label),
            do=f"Ask {more:,} of the {waiting:,} who are due a second one: then half have completed both.",
            lifts=_levels(one.evidence_level, 2) if validated(one.instrument) else "The figure then speaks for half.",
            needed=more,
            about=one.instrument,
            evidence=one.evidence,
        )


def _surer(one: ChangeFigure, label: str, *, lowered_by_choice: bool) -> Iterable[NextStep]:
    """What would say how those fared who did not answer, and what would have changed anyway."""
    waiting = one.eligible - one.pairs
    if HALF <= (one.completion_rate or 0.0) < FOUR_FIFTHS:
        yield NextStep(
            kind="answers",
            gap=_completed(one, label),
            do=f"Ask the {waiting:,} who are due a second one." if waiting > 1 else "Ask the one who is due a second.",
            lifts="We then know how everybody fared, not only those who answered.",
            needed=waiting,
            about=one.instrument,
            evidence=one.evidence,
        )
    if one.evidence_level == 2 and not lowered_by_choice:
        yield NextStep(
            kind="comparison",
            gap=f"{label}: no comparison stands beside it.",
            do="Record how a comparison group changed, or a published rate with its source.",
            lifts=_levels(2, 3),
            needed=1,
            about=one.instrument,
            evidence=one.evidence,
        )


def _completed(one: ChangeFigure, label: str) -> str:
    return f"{label}: {one.pairs:,} of {one.eligible:,} people completed both questionnaires."


def _too_few(one: ChangeFigure, label: str, waiting: int) -> NextStep:
    """What would make ten pairs of which half or more of the eligible are part."""
    more = max(MINIMUM_PAIRS - one.pairs, ceil(one.eligible * HALF) - one.pairs, 1)
    due = f"{_people(waiting, 'is', 'are')} due a second one" if waiting else "nobody is due a second one"
    if waiting >= more:
        do = f"Ask {more:,} of them: that makes {_pairs(one.pairs + more)}."
    elif waiting:
        do = f"Ask all of them, and {_more_people(more - waiting)} at the start and again at their review."
    else:
        do = f"Ask {_more_people(more)} at the start and again at their review."
    return NextStep(
        kind="pairs",
        gap=f"{label}: {_people(one.pairs, 'has', 'have')} completed both questionnaires; {due}.",
        do=do,
        lifts=_levels(one.evidence_level, 2) if validated(one.instrument) else "A change can then be claimed.",
        needed=more,
        about=one.instrument,
        evidence=one.evidence,
    )


def _missing(one: ChangeFigure, group: Group, label: str) -> NextStep:
    """The fewest more of a group that make it no longer under-represented; each of them is one of everybody as well."""
    more = 1
    while more < group.eligible - group.pairs and under_represented(one, group, more):
        more += 1
    return NextStep(
        kind="group",
        gap=f"{label}: {group.pairs:,} of {group.eligible:,} {group.name} completed both questionnaires, "
        f"against {one.pairs:,} of {one.eligible:,} of everybody.",
        do=f"Ask {more:,} more {group.name} who are due a second one.",
        lifts="The figure then speaks for them too.",
        needed=more,
        about=one.instrument,
        evidence=one.evidence,
    )


# --- events -----------------------------------------------------------------------------------------------------------


def _of_events(events: Iterable[EventFigure]) -> Iterable[NextStep]:
    for one in events:
        more = MINIMUM_PAIRS - one.people
        if more <= 0 or not one.events:
            continue
        name = f"{event_words(one.event_type).capitalize()}{f' ({one.scope})' if one.scope else ''}"
        waiting = f" {one.pending:,} more are recorded, too recent to count." if one.pending else ""
        yield NextStep(
            kind="event",
            gap=f"{name}: {_people(one.people, 'has', 'have')} it recorded with its date.{waiting}",
            do=f"Record it, with what was seen as proof, for {_more_people(more)} to whom it happened.",
            lifts=_levels(one.evidence_level, 2),
            needed=more,
            about=one.event_type,
            evidence=one.evidence,
        )


# --- words ------------------------------------------------------------------------------------------------------------


def _levels(now: int, then: int) -> str:
    return f"The evidence goes from level {now} to level {then}."


def _people(n: int, one: str, more: str) -> str:
    """`1 person has`, `12 people have`, `nobody has`."""
    if not n:
        return f"nobody {one}"
    return f"{n:,} {'person' if n == 1 else 'people'} {one if n == 1 else more}"


def _more_people(n: int) -> str:
    return f"{n:,} more {'person' if n == 1 else 'people'}"


def _pairs(n: int) -> str:
    return "ten pairs" if n == MINIMUM_PAIRS else f"{n:,} pairs"


def _listed(words: Sequence[str]) -> str:
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last
