"""The toolkit on 1,000,000 answers, selection to figures, beside bare SQL and numpy giving the same aggregates.

The floor is lean on purpose: it fetches only what it needs, knows that nobody has more than a few episodes, keeps no
record numbers for evidence, and works out no likely range. What it says is compared with what ours says.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Any

import numpy as np
import numpy.typing as npt
from ground import PERIOD, Ground, raw_reader
from measuring import Result, against_ratio, in_turns, timed

from sfph_desktop.core.domain.impact import Choices, ImpactRun, Selection
from sfph_desktop.core.domain.measures import Instrument
from sfph_desktop.core.domain.values import Period, to_day
from sfph_desktop.core.usecases.impact import compute, gather
from sfph_desktop.core.usecases.office import close_office

ROUNDS = 5
EVER = 1 << 22
Ints = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.float64]
Said = dict[str, tuple[int, int, float]]
"""By output: pairs, people better, mean change to six decimals."""

IN_PERIOD = "WHERE date BETWEEN :f AND :t"
SUMS = (
    f"SELECT count(*), sum(unnamed_low), sum(unnamed_high) FROM sessions {IN_PERIOD}",
    f"SELECT event_type, count(*), sum(quantity), count(DISTINCT person_id) FROM events {IN_PERIOD} GROUP BY 1",
    f"SELECT factor, sum(quantity), sum(replaces_quantity) FROM environment {IN_PERIOD} GROUP BY 1",
    "SELECT kind, sum(amount) FROM inputs GROUP BY kind",
)
CAME = (
    "SELECT a.person_id FROM attendance AS a JOIN sessions AS s ON s.id = a.session_id WHERE s.date BETWEEN :f AND :t"
)
EPISODES = f"SELECT person_id, start_date, coalesce(end_date, {EVER}) FROM episodes ORDER BY person_id, start_date, id"
SCORES = (
    "SELECT a.id, a.person_id, a.date, CASE a.stage WHEN '' THEN 0 WHEN 'baseline' THEN 1 ELSE 2 END,"
    " CASE a.instrument {instruments} END, CASE s.output {outputs} END, s.value"
    " FROM scores AS s JOIN assessments AS a ON a.id = s.assessment_id WHERE s.value IS NOT NULL"
)
"""One pass over all scores in the order in which they lie: four times as quick as a query for each scale."""


def measure(ground: Ground) -> Iterator[Result]:
    """Both in this process on the same open store."""
    office = ground.open(ground.answered)
    bare = raw_reader(office)
    answers, asked = (bare.execute(f"SELECT count(*) FROM {t}").fetchone()[0] for t in ("answers", "assessments"))
    selection, choices = Selection(period=Period.parse(PERIOD)), Choices(draws=0)
    instruments = office.library.instruments()
    run = compute(office, selection, choices)
    theirs = aggregates(bare, instruments, selection.period)
    ours = (run.reach.people, run.reach.contacts), said_by(run)
    if ours != theirs:
        raise AssertionError(f"ours and the floor differ: {ours} and {theirs}")
    found = in_turns(
        {
            "ours": lambda: timed(lambda: compute(office, selection, choices)),
            "floor": lambda: timed(lambda: aggregates(bare, instruments, selection.period)),
            "gather": lambda: timed(lambda: gather(office)),
        },
        ground.turns(ROUNDS),
    )
    share = sum(one / other for one, other in zip(found["gather"], found["ours"], strict=True)) / len(found["ours"])
    pairs = sum(one[0] for one in theirs[1].values())
    yield against_ratio(
        f"toolkit on {answers:,} answers ({asked:,} assessments)",
        found["ours"],
        found["floor"],
        most=2.0,
        details=(
            f"{pairs:,} pairs on {len(theirs[1])} scales; both say the same people, pairs and changes",
            f"of ours, {share:.0%} is fetching the columns from the store",
        ),
    )
    bare.close()
    close_office(office, backup=False)


def said_by(run: ImpactRun) -> Said:
    """What a run says, in the floor's words."""
    return {
        f"{one.instrument}.{one.output}": (one.pairs, one.improved or 0, round(one.mean_change or 0.0, 6))
        for one in run.changes
    }


def aggregates(connection: Any, instruments: Any, period: Period) -> tuple[tuple[int, int], Said]:
    """The floor: people and contacts reached, and what changed."""
    span = {"f": to_day(period.start), "t": to_day(period.end)}
    for query in SUMS:
        connection.execute(query, span).fetchall()
    came = _fetched(connection, CAME, span, np.int64, 1)[:, 0]
    person, start, end = _fetched(connection, EPISODES, (), np.int64, 3).T
    active = person[(start <= span["t"]) & (end >= span["f"])]
    reached = int(np.unique(np.concatenate([came, active])).size)
    names = [row[0] for row in connection.execute("SELECT DISTINCT instrument FROM assessments")]
    outputs = sorted({one.id for name in names for one in instruments[name].changes})
    query = SCORES.format(instruments=_cases(names), outputs=_cases(outputs))
    rows = _fetched(connection, query, (), np.float64, 7)
    said: Said = {}
    for code, name in enumerate(names):
        for one in instruments[name].changes:
            mine = rows[(rows[:, 4] == code) & (rows[:, 5] == outputs.index(one.id)) & (rows[:, 2] <= span["t"])]
            if mine.size:
                said[f"{name}.{one.id}"] = _change(mine, person, start, end, instruments[name], one.id, span)
    return (reached, int(came.size)), said


def _cases(words: list[str]) -> str:
    return " ".join(f"WHEN '{word}' THEN {code}" for code, word in enumerate(words)) + " ELSE -1"


def _fetched(connection: Any, query: str, parameters: Any, kind: Any, width: int) -> Any:
    cells = np.fromiter(chain.from_iterable(connection.execute(query, parameters)), kind)
    return cells.reshape(-1, width)


def _change(
    rows: Numbers, person: Ints, start: Ints, end: Ints, instrument: Instrument, output: str, span: dict[str, int]
) -> tuple[int, int, float]:
    """Pairs, people better and mean change of one output."""
    number, who, day, stage = rows[:, :4].astype(np.int64).T
    place = _episode(who, day, person, start - 28, end + 91)
    kept = np.flatnonzero(place >= 0)
    kept = kept[np.lexsort((number[kept], day[kept], place[kept]))]
    place, day, stage, value = place[kept], day[kept], stage[kept], rows[kept, 6]
    first = np.full(person.size, -1)
    for label in (0, 1):  # a labelled baseline takes the place of the first without a label
        found = np.flatnonzero(stage == label)[::-1]
        first[place[found]] = found
    begun = first[place]
    later = np.flatnonzero((begun >= 0) & (stage != 1) & (day - day[begun] >= instrument.minimum_interval_days))
    last = np.full(person.size, -1)
    last[place[later]] = later
    ends = np.flatnonzero(last >= 0)
    ends = ends[(day[last[ends]] >= span["f"]) & (day[last[ends]] <= span["t"])]
    ends = ends[np.lexsort((start[ends], day[last[ends]], person[ends]))]
    ends = ends[np.append(person[ends][1:] != person[ends][:-1], True)] if ends.size else ends
    change = value[last[ends]] - value[first[ends]]
    change = change if instrument.output(output).higher_is_better else -change
    change.std(ddof=1), np.median(day[last[ends]] - day[first[ends]])
    return (
        int(ends.size),
        int(np.count_nonzero(_better(np.round(change, 6), instrument))),
        round(float(change.mean()), 6),
    )


def _episode(who: Ints, day: Ints, person: Ints, opens: Ints, shuts: Ints) -> Ints:
    """The later-starting episode of the person that holds the day, -1 for none."""
    found = np.full(who.size, -1)
    at, left = np.searchsorted(person, who, "right") - 1, np.arange(who.size)
    while left.size:
        ok = (at >= 0) & (person[at] == who[left])
        at, left = at[ok], left[ok]
        held = (opens[at] <= day[left]) & (day[left] <= shuts[at])
        found[left[held]] = at[held]
        at, left = at[~held] - 1, left[~held]
    return found


def _better(change: Numbers, instrument: Instrument) -> Any:
    rule = instrument.reliable_change
    if rule is not None:
        return change >= rule.threshold if rule.operator == ">=" else change > rule.threshold
    return change >= abs(instrument.meaningful_change) if instrument.meaningful_change is not None else change > 0
