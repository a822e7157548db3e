"""What may be told of the evidence behind a figure once it leaves: counts, groups, rows, and what happened since.

The statement of a figure is guarded by `statements`. Here is what stands beside it in a proof pack, and each rule asks:
does this, taken from the statement or set beside it, leave a few people over? Then it is held back, and says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import chain, repeat

from sfph_desktop.core.domain.figures import Figure
from sfph_desktop.core.domain.impact import ChangeFigure, ImpactRun, TargetFigure, ValueLineFigure
from sfph_desktop.core.domain.proof_packs import ToldCount, ToldGroup, ToldSince
from sfph_desktop.core.domain.proofs import NOUNS, Moved
from sfph_desktop.core.reports import disclosure, indicators, phrases, small_numbers, wording
from sfph_desktop.core.reports.small_numbers import THRESHOLD

NOT_OF_PEOPLE = frozenset({"sessions", "inputs", "value_lines", "environment", "comparisons", "targets"})
"""Kinds of record that are nobody's own: their counts are told as they are."""

FEW = f"Fewer than {THRESHOLD} people, or a count that would leave fewer than {THRESHOLD} over, is held back"
BESIDE = "Set beside the other counts of this figure it would tell of a few people"
IN_THE_STATEMENT = "Several counts stand in the statement; a sum over all of them could give away one that is held back"
NOT_CLAIMED = "No change is claimed, so nothing is told of how answers are spread"
ROWS_ALIKE = "Better, the same and worse cannot each be told, so no row stands for a person"
GROUPS_ALIKE = "The answers are so alike, or have so few steps, that averages of groups could show single people's"


def titled(figure: Figure, run: ImpactRun) -> str:
    """A few words for a heading: what the figure is about."""
    value = figure.value
    if figure.kind == "changes":
        return f"Change: {phrases.score_name(value, phrases.change_phrase(value).score)}"
    if figure.kind == "events":
        return f"Events: {phrases.event_name(value.event_type)}"
    if figure.kind == "environment":
        return f"Environment: {phrases.activity_name(value.activity)}"
    if figure.kind == "value_line":
        return f"Value: {indicators.words(value.indicator, run)}"
    if figure.kind == "target":
        return f"Promise: {indicators.words(value.indicator, run)}"
    named = {
        "reach": "Who took part",
        "value": "Value against cost",
        "partnership": "Working with others",
        "roles": "Supported and helping",
    }
    return named[figure.kind]


# --- how many records stand behind it --------------------------------------------------------------------------------


def records_told(figure: Figure, run: ImpactRun) -> tuple[ToldCount, ...]:
    """How many records of each kind stand behind a figure that carries its record ids."""
    counts = {kind: len(ids) for kind, ids in figure.value.records.ids.items() if ids}
    told = _change_counts(figure.value, counts) if figure.kind == "changes" else _counts(figure, counts, run)
    return tuple(told)


def _counts(figure: Figure, counts: Mapping[str, int], run: ImpactRun) -> Iterator[ToldCount]:
    people = counts.get("people", 0)
    for kind, count in counts.items():
        if kind in NOT_OF_PEOPLE:
            yield _exact(kind, count)
        elif figure.kind in {"value", "partnership", "roles"}:
            yield _held(kind, IN_THE_STATEMENT)
        elif not _is_its_number(figure.value, count, run) or (kind != "people" and abs(count - people) < THRESHOLD):
            yield _held(kind, BESIDE)
        else:
            yield _guarded(kind, count)


def _is_its_number(value: object, count: int, run: ImpactRun) -> bool:
    """Of a value line or a promise: whether a count is the very number that its statement gives. Else always."""
    if not isinstance(value, ValueLineFigure | TargetFigure):
        return True
    number = value.quantity if isinstance(value, ValueLineFigure) else value.delivered
    return not indicators.hidden(value, run) and number == count


def _change_counts(figure: ChangeFigure, counts: Mapping[str, int]) -> Iterator[ToldCount]:
    """Those measured twice and those who should have been, just as the statement tells them."""
    told = disclosure.pairs_told(figure, guard=True)
    due = small_numbers.tell(figure.eligible, guard=True)
    for kind, count in counts.items():
        if kind in NOT_OF_PEOPLE:
            yield _exact(kind, count)
        elif kind == "eligible_people":
            # Where all but a few have two results, the statement gives those who have, and not how many were due.
            shown = due.exact and (told.exact or not figure.claimed)
            yield _exact(kind, count) if shown else _held(kind, FEW)
        else:
            yield _exact(kind, count) if told.exact or figure.claimed else _held(kind, FEW)


def _what(kind: str) -> str:
    return NOUNS.get(kind, ("", f"records of {kind.replace('_', ' ')}"))[1]


def _exact(kind: str, count: int) -> ToldCount:
    return ToldCount(what=_what(kind), count=count, words=wording.number(count))


def _held(kind: str, reason: str) -> ToldCount:
    return ToldCount(what=_what(kind), count=None, words="not told", reason=reason)


def _guarded(kind: str, count: int) -> ToldCount:
    told = small_numbers.tell(count, guard=True)
    if told.exact:
        return _exact(kind, count)
    return ToldCount(what=_what(kind), count=None, words=told.words, reason=FEW)


# --- how the answers are spread --------------------------------------------------------------------------------------


def groups_told(figure: ChangeFigure) -> tuple[tuple[ToldGroup, ...], str]:
    """First and latest averages of groups of people, the very ones that the chart draws; and why there are none."""
    from sfph_desktop.core.reports.change_words import lower_is_better
    from sfph_desktop.core.reports.charts.change import groups_of, may_be_drawn

    if not figure.claimed:
        return (), NOT_CLAIMED
    if not may_be_drawn(figure, guard=True):
        return (), GROUPS_ALIKE
    rows = groups_of(figure.points, lower=lower_is_better(figure))
    return tuple(
        ToldGroup(
            people=row.people, first=float(wording.rounded(row.before, 1)), latest=float(wording.rounded(row.after, 1))
        )
        for row in rows
    ), ""


def pair_rows(figure: ChangeFigure) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...], str]:
    """A row for each pair: headings, rows, and why there are none.

    Only in columns whose every combination is told in the statement and stands for as many people as the threshold
    asks: then no row is anybody's. Rows come sorted by what they say, so that their order says nothing.
    """
    if not figure.claimed or figure.improved is None:
        return (), (), NOT_CLAIMED
    crossed = figure.crossed
    if crossed is not None:
        kept, others = crossed.at_risk - crossed.recovered, figure.pairs - crossed.at_risk
        cells = (
            (("on the risk side", "off it"), crossed.recovered),
            (("on the risk side", "still on it"), kept),
            (("off the risk side", "newly on it"), crossed.fell),
            (("off the risk side", "still off it"), others - crossed.fell),
        )
        if min(count for _, count in cells) >= THRESHOLD:
            return ("at first", "at latest"), _repeated(cells), ""
    parts = small_numbers.split(figure.improved, figure.same or 0, figure.worse or 0, guard=True)
    if not parts.improved.exact or parts.rest is None:
        return (), (), ROWS_ALIKE
    if parts.same is None or parts.worse is None:
        return ("result",), _repeated(((("better",), figure.improved), (("the same or worse",), parts.rest))), ""
    split = ((("better",), figure.improved), (("about the same",), parts.same), (("worse",), parts.worse))
    return ("result",), _repeated(split), ""


def _repeated(cells: Sequence[tuple[tuple[str, ...], int]]) -> tuple[tuple[str, ...], ...]:
    return tuple(chain.from_iterable(repeat(cell, count) for cell, count in cells))


# --- what happened since ---------------------------------------------------------------------------------------------

_HAPPENED = {
    "again": "brought in again, the same",
    "again_changed": "brought in again, with a difference",
    "entered": "entered since",
    "counted": "recorded already, and counted only now",
    "corrected": "corrected in something that figures look at",
    "noted": "corrected in something that no figure counts",
    "joined": "joined: one person under two records",
    "left": "still recorded, and not counted any more",
    "removed": "removed or erased since",
}


def since_told(records: Sequence[Moved]) -> tuple[ToldSince, ...]:
    """What happened to the records behind a figure: no field, no day, and no count of a few.

    Those who could have been measured are left out: set beside those who were, they would tell of the others.
    """
    return tuple(_since(one) for one in records if one.kind != "eligible_people")


def _since(moved: Moved) -> ToldSince:
    guard = moved.kind not in NOT_OF_PEOPLE
    told = small_numbers.tell(moved.count, guard=guard)
    # An exact count beside its noun in the singular; `fewer than 5` stands before the plural.
    noun = NOUNS.get(moved.kind, (f"record of {moved.kind}", _what(moved.kind)))[moved.count != 1 or not told.exact]
    return ToldSince(
        what=f"{noun} {_HAPPENED[moved.what]}",
        count=moved.count if told.exact else None,
        words=told.words,
        quarter=quarters(moved.on),
    )


def quarters(days: Sequence[date]) -> str:
    """The quarter or quarters in which something happened: `in April to June 2026`; blank for no day."""
    if not days:
        return ""
    first, last = min(days), max(days)
    if (first.year, (first.month - 1) // 3) == (last.year, (last.month - 1) // 3):
        return f"in {_quarter_start(first):%B} to {_quarter_end(first):%B %Y}"
    return f"between {_quarter_start(first):%B %Y} and {_quarter_end(last):%B %Y}"


def _quarter_start(day: date) -> date:
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)


def _quarter_end(day: date) -> date:
    return date(day.year, (day.month - 1) // 3 * 3 + 3, 1)
