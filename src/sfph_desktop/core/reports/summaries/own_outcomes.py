"""One level of the full summary by the enterprise's own outcomes: what was found for each, and what is left over.

A figure stands in full under the first outcome it tells of, and in its short form under another. Figures that tell of
none of them stand at the end of the level. Of one service or group a figure is printed only where it could not, set
beside everybody's, point to the few who are left.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from sfph_desktop.core.domain.benefits import BenefitLevel
from sfph_desktop.core.domain.figures import figures_of
from sfph_desktop.core.domain.impact import ChangeFigure, EnvironmentFigure, EventFigure, ImpactRun
from sfph_desktop.core.domain.outcome_findings import OutcomeFinding
from sfph_desktop.core.domain.outcomes import ServedOutcome
from sfph_desktop.core.domain.small_numbers import Open, crossing_open
from sfph_desktop.core.reports import small_numbers, statements, wording
from sfph_desktop.core.reports.blocks import Block, FindingLine, Heading, KeepTogether, Prose, SmallPrint
from sfph_desktop.core.reports.charts.change import change_chart, may_be_drawn
from sfph_desktop.core.reports.charts.counts import environment_chart, events_chart
from sfph_desktop.core.reports.charts.screen import threshold_of
from sfph_desktop.core.reports.summaries.telling import (
    LEVEL_TITLES,
    AnyFinding,
    Telling,
    change_line,
    chart,
    event_line,
    saving_line,
    short_line,
)

NOTHING = "Nothing was measured at this level in this period."
HELD_BACK = "Of {} alone no figures are printed: set beside everybody's they could point to single people."
STAGES = {"baseline": "at the start", "review": "at a review", "exit": "at the end", "follow_up": "some time later"}


@dataclass(slots=True)
class _Level:
    """What is printed at one level, gathered on the way, for the charts at its end."""

    telling: Telling
    level: BenefitLevel
    told: set[str] = field(default_factory=set)
    """Evidence numbers that stand in full already."""
    changes: list[ChangeFigure] = field(default_factory=list)
    events: list[EventFigure] = field(default_factory=list)
    savings: list[EnvironmentFigure] = field(default_factory=list)


def own_outcomes(telling: Telling, level: BenefitLevel) -> tuple[Block, ...]:
    """One level: each of its outcomes with its findings, those not yet known by name, and what was found besides."""
    run = telling.run
    mine = [one for one in run.outcomes if one.level == level]
    gathered = _Level(telling=telling, level=level)
    parts = [_outcome(gathered, one) for one in mine]
    shown = [blocks for blocks in parts if blocks]
    shown += [blocks] if (blocks := _besides(gathered, run, headed=bool(mine))) else []
    open_ones = [one for one, blocks in zip(mine, parts, strict=True) if not blocks]
    heading = Heading(text=LEVEL_TITLES[level], role=level)
    missing = (_missing(open_ones),) if open_ones else ()
    if not shown:
        return (KeepTogether(blocks=(heading, *(missing or (Prose(text=NOTHING),)))),)
    lead = level_lead_chart(telling, [figure for figure in gathered.changes if not figure.scope])
    first, *others = shown
    notes = (
        statements.EVENT_CAVEAT if gathered.events else "",
        statements.CO2E_MEANING if gathered.savings else "",
    )
    return (
        KeepTogether(blocks=(heading, *first[:2])),
        *first[2:],
        *lead,
        *(block for blocks in others for block in (KeepTogether(blocks=blocks[:2]), *blocks[2:])),
        *missing,
        *(SmallPrint(text=note) for note in notes if note),
        *level_charts(telling, [one for one in gathered.events if not one.scope], gathered.savings),
    )


def _outcome(gathered: _Level, one: OutcomeFinding) -> tuple[Block, ...]:
    """An outcome's heading, its findings and whose outcomes it serves; nothing where it has no figure."""
    run = gathered.telling.run
    lines: list[Block] = []
    for kind, key in one.figures:
        figure = next((f.value for f in figures_of(run) if (f.kind, f.key) == (kind, key)), None)
        if figure is not None:
            lines += _lines(gathered, figure)
    if not lines:
        return ()
    whose = f" ({one.scope})" if one.scope else ""
    heading = Heading(text=f"{one.title}{whose}", level=3)
    return (heading, *dict.fromkeys(lines), *_serves(one))


def _lines(gathered: _Level, figure: AnyFinding) -> list[Block]:
    """A figure in full, or in short where it stands in full already; of a scope that may not be told, everybody's."""
    scope = getattr(figure, "scope", "")
    if scope and not may_be_told_apart(figure, gathered.telling.run):
        whole = whole_of(figure, gathered.telling.run)
        note: Block = SmallPrint(text=HELD_BACK.format(scope))
        return [note] if whole is None else [*_lines(gathered, whole), note]
    if figure.evidence in gathered.told:
        return [short_line(figure)]
    gathered.told.add(figure.evidence)
    return [_full_line(gathered, figure)]


def _full_line(gathered: _Level, figure: AnyFinding) -> FindingLine:
    if isinstance(figure, ChangeFigure):
        first = not gathered.changes and figure.claimed
        gathered.changes.append(figure)
        return change_line(figure, strong=first)
    if isinstance(figure, EventFigure):
        gathered.events.append(figure)
        return event_line(figure)
    gathered.savings.append(figure)
    return saving_line(figure)


def _besides(gathered: _Level, run: ImpactRun, *, headed: bool) -> tuple[Block, ...]:
    """The figures of the level that tell of no outcome at any level."""
    telling, level = gathered.telling, gathered.level
    used = {figure for one in run.outcomes for figure in one.figures}
    keys = {f.evidence: (f.kind, f.key) for f in figures_of(run)}
    savings = telling.savings() if level == "environmental" else ()
    found: Sequence[AnyFinding] = (*telling.changes(level), *telling.events(level), *savings)
    left = [one for one in found if keys.get(one.evidence) not in used and one.evidence not in gathered.told]
    if not left:
        return ()
    heading = (Heading(text="Also found", level=3),) if headed else ()
    return (*heading, *(_full_line(gathered, one) for one in left))


def _missing(outcomes: Sequence[OutcomeFinding]) -> Prose:
    names = wording.name_list([f"“{one.title}”" for one in outcomes])
    return Prose(text=f"Also sought, and not yet known: {names}. Why stands under What we do not yet know.")


def _serves(one: OutcomeFinding) -> tuple[Block, ...]:
    """Whose outcomes it serves and when it is measured, in small type."""
    when = wording.name_list([STAGES[stage] for stage in one.measured_at])
    told = [f"Measured {when}"] if when else []
    told += [f"Serves {served_words(official)}" for official in one.serves]
    return (SmallPrint(text=wording.sentences(*told)),) if told else ()


def served_words(one: ServedOutcome) -> str:
    """An official outcome with its framework, its version and where it stood; one not read as official says so."""
    standing = one.status.split("(")[0].strip()
    version = ", ".join(part for part in (one.framework_year, standing) if part)
    caution = f"; {one.caution}" if one.caution else ""
    return f"“{one.title}” ({one.official_id}, {one.framework_title}, {version}{caution})"


# --- what may stand beside everybody's --------------------------------------------------------------------------------


def whole_of(figure: AnyFinding, run: ImpactRun) -> ChangeFigure | EventFigure | None:
    """The figure of everybody that the figure of one service or group is a part of."""
    if isinstance(figure, ChangeFigure):
        key = (figure.instrument, figure.output)
        return next((one for one in run.changes if (one.instrument, one.output) == key), None)
    if isinstance(figure, EventFigure):
        return next((one for one in run.events if one.event_type == figure.event_type), None)
    return None


def may_be_told_apart(figure: AnyFinding, run: ImpactRun) -> bool:
    """Whether what everybody's figure leaves over, without those of this scope, may be told as well.

    The parts of other scopes are left over too: a reader takes all that is printed from the whole. And this scope may
    lie inside another (a group of a service): of two that could, what the larger leaves over is looked at as well.
    """
    whole = whole_of(figure, run)
    if isinstance(figure, ChangeFigure) and isinstance(whole, ChangeFigure):
        parts = [one for one in run.outcome_changes if whole_of(one, run) is whole]
        around = [one for one in parts if one != figure and _may_hold(one, figure)]
        return all(_change_left_may_be_told(whole, taken) for taken in ([figure], parts)) and all(
            _change_left_may_be_told(larger, [figure]) for larger in around
        )
    if isinstance(figure, EventFigure) and isinstance(whole, EventFigure):
        sizes = [one.people for one in run.outcome_events if whole_of(one, run) is whole]
        left = [whole.people - figure.people, whole.people - sum(sizes)]
        left += [size - figure.people for size in sizes if size > figure.people]
        return all(_few(people) for people in left)
    return True


def _may_hold(larger: ChangeFigure, smaller: ChangeFigure) -> bool:
    """Whether the people of one part could all be among those of another, going by the numbers alone."""
    pairs = ((larger.pairs, smaller.pairs), (larger.eligible, smaller.eligible))
    better = (larger.improved or 0, smaller.improved or 0)
    return all(most >= least for most, least in (*pairs, better)) and (*pairs[0], *pairs[1]) != (
        smaller.pairs,
        smaller.pairs,
        smaller.eligible,
        smaller.eligible,
    )


def _few(left: int) -> bool:
    return left <= 0 or left >= small_numbers.THRESHOLD


def _change_left_may_be_told(whole: ChangeFigure, taken: Sequence[ChangeFigure]) -> bool:
    left = whole.pairs - sum(one.pairs for one in taken)
    due = whole.eligible - sum(one.eligible for one in taken)
    if left <= 0 and due <= 0:
        return True
    if not _few(due) or not _few(left):
        return False
    better = (whole.improved or 0) - sum(one.improved or 0 for one in taken)
    if whole.claimed and left > 0 and not small_numbers.tell(max(better, 0), left, guard=True).exact:
        return False
    return _crossings_left_may_be_told(whole, taken)


def _crossings_left_may_be_told(whole: ChangeFigure, taken: Sequence[ChangeFigure]) -> bool:
    """Those at risk at the start are fewer than those measured, so what is left of them is looked at by itself.

    With what paper leaves open: of a number told as sixteen to twenty as many may be left as that allows.
    """
    found = crossing_open(whole)
    parts = [(one, crossing) for one in taken if (crossing := crossing_open(one)) is not None]
    people = whole.pairs - sum(one.pairs for one, _ in parts)
    if found is None or not parts or people <= 0:
        return True
    at_risk = _less(found.at_risk, [one.at_risk for _, one in parts], people)
    recovered = _less(found.recovered, [one.recovered for _, one in parts], people)
    if at_risk[1] == 0:
        return True
    still = (max(0, at_risk[0] - recovered[1]), at_risk[1] - recovered[0])
    others = (people - at_risk[1], people - at_risk[0])
    return all(
        low >= small_numbers.THRESHOLD or high - low + 1 >= small_numbers.THRESHOLD
        for low, high in (at_risk, recovered, still, others)
    )


def _less(whole: Open, parts: Sequence[Open], most: int) -> tuple[int, int]:
    """The least and the most that the parts leave of the whole."""
    low = whole.low - sum(part.high for part in parts)
    high = whole.high - sum(part.low for part in parts)
    return min(max(low, 0), most), min(max(high, 0), most)


# --- charts -----------------------------------------------------------------------------------------------------------


def level_lead_chart(telling: Telling, changes: Sequence[ChangeFigure]) -> tuple[Block, ...]:
    """The course of the leading change, which stands straight beneath its finding; nothing where none is claimed."""
    lead = next(iter(changes), None)
    if lead is None or not may_be_drawn(lead, guard=True):
        return ()
    threshold = threshold_of(lead, telling.instruments)
    return (chart(change_chart(lead, telling.style, guard=True, threshold=threshold), lead.evidence),)


def level_charts(
    telling: Telling, events: Sequence[EventFigure], savings: Sequence[EnvironmentFigure]
) -> tuple[Block, ...]:
    """The events and the savings of a level, each where there are some."""
    style, charts = telling.style, []
    if events:
        charts.append(chart(events_chart(events, style, guard=True), ", ".join(e.evidence for e in events)))
    savings = [one for one in savings if not one.counted_only]
    if savings:
        charts.append(chart(environment_chart(savings, style), ", ".join(s.evidence for s in savings)))
    return tuple(charts)
