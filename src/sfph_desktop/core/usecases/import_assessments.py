"""The assessments sheet: answers checked and scored by whole columns, instrument by instrument, and met with the store.

A row carries answers, or a ready score where there are none. An instrument that gives several scores takes a ready one
under `INSTRUMENT.OUTPUT` (`sf12v2.pcs`), a row for each; such rows of one person and day become one assessment.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sfph_desktop.core.domain.measures import Instrument
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.workbook import Fate
from sfph_desktop.core.interchange.proposals import Proposal
from sfph_desktop.core.usecases import import_checks as check
from sfph_desktop.core.usecases.import_known import Known
from sfph_desktop.core.usecases.import_settle import Batch, Outcome, Plan, shown_as_stored

COLUMNS = ("person_id", "instrument", "date", "stage", "ready_score")
CLOSE = 0.05
"""A score given beside the answers may differ so much from theirs: it was rounded."""

Answers = tuple[float | None, ...]
Scores = dict[str, float]


@dataclass(slots=True)
class Sheet:
    """The sheet's rows with their instruments, answers and scores; lists by index of the row."""

    proposal: Proposal
    known: Known
    people: list[int | None]
    instruments: list[Instrument | None]
    outputs: list[str]
    """The output a ready score was given under, '' where none was named."""
    answers: list[Answers] = field(default_factory=list)
    """() where no item was answered."""
    scores: list[Scores] = field(default_factory=list)


def assessments(proposal: Proposal, known: Known, plan: Plan) -> Outcome:
    """Check, score and settle the rows of an assessments sheet."""
    people = check.references(proposal, "person_ref", "people", known, word="person")
    instruments, outputs = _instruments(proposal, known)
    sheet = Sheet(proposal, known, people, instruments, outputs)
    check.not_ahead(proposal, "date", known)
    check.not_before_birth(proposal, "date", people, known)
    check.not_after_death(proposal, "date", people, known)
    sheet.answers, sheet.scores = [()] * len(proposal), [{}] * len(proposal)
    by_instrument: dict[str, list[int]] = {}
    for i, instrument in enumerate(instruments):
        if instrument is not None:
            by_instrument.setdefault(instrument.id, []).append(i)
    for name, rows in by_instrument.items():
        _score(sheet, known.library.instruments()[name], rows)
    return _settle(sheet, plan)


# --- which instrument -------------------------------------------------------------------------------------------------


def _instruments(proposal: Proposal, known: Known) -> tuple[list[Instrument | None], list[str]]:
    """The instrument of every row, and the output named behind it; rows naming none that is known are held."""
    library = known.library.instruments()
    find = check.instrument_finder(library)

    def both(name: str) -> tuple[Instrument, str] | None:
        whole = find(name)
        if whole is not None:
            return whole, ""
        front, _, output = name.rpartition(".")
        instrument = find(front) if front else None
        if instrument is not None and output in {o.id for o in instrument.outputs}:
            return instrument, output
        return None

    found = check.known_words(proposal, "instrument", both, list(library), word="instrument",
                              needed="an id of the list of instruments, as swemwbs7")  # fmt: skip
    for i, pair in enumerate(found):
        if pair is not None and pair[0].use == "not_usable":
            proposal.hold(i, "instrument", f"{pair[0].name} may not be kept in this program: its owner does not allow "
                          "it.", "another instrument")  # fmt: skip
    return [pair[0] if pair else None for pair in found], [pair[1] if pair else "" for pair in found]


# --- answers and scores -----------------------------------------------------------------------------------------------


def _score(sheet: Sheet, instrument: Instrument, rows: list[int]) -> None:
    """Put answers and scores to the rows of one instrument, or hold them."""
    _refuse_beyond(sheet.proposal, instrument, rows)
    width = len(instrument.items)
    blank, nothing = [None] * len(sheet.proposal), (None,) * width
    items = [sheet.proposal.items.get(number, blank) for number in range(1, width + 1)]
    forms = zip(*([cells[i] for i in rows] for cells in items), strict=True) if items else (nothing for _ in rows)
    answered, ready = [], []
    for i, answers in zip(rows, forms, strict=True):
        if answers == nothing:
            ready.append(i)
        else:
            sheet.answers[i] = answers
            answered.append(i)
    _score_answers(sheet, instrument, answered)
    _take_ready(sheet, instrument, ready)


def _refuse_beyond(proposal: Proposal, instrument: Instrument, rows: Sequence[int]) -> None:
    """Hold rows with answers to items that the instrument does not have, or may not be scored by here."""
    width = len(instrument.items) if instrument.use == "scored" else 0
    for number, cells in proposal.items.items():
        for i in rows if number > width else ():
            if cells[i] is None:
                continue
            if instrument.use == "scored":
                reason, accepted = f"{instrument.abbreviation} has {width} items.", f"item_1 to item_{width}"
            else:
                reason = f"{instrument.abbreviation} is not scored here: its scoring belongs to its owner."
                accepted = "the ready score, in the column score, and no answers"
            proposal.hold(i, f"item_{number}", reason, accepted)


def _score_answers(sheet: Sheet, instrument: Instrument, rows: list[int]) -> None:
    proposal = sheet.proposal
    if not rows:
        return
    from sfph_desktop.core.toolkit.scoring import refused, score_columns

    for refusal in refused(instrument, _columns(sheet, rows)):
        problem = refusal.problem
        proposal.hold(rows[refusal.index], problem.column, f"{problem.reason}.", problem.accepted)
    rows = [i for i in rows if i not in proposal.troubles]
    if not rows:
        return
    scored = score_columns(instrument, _columns(sheet, rows))
    for place, i in enumerate(rows):
        found = ((name, values[place]) for name, values in scored.items())
        sheet.scores[i] = {name: value for name, value in found if value is not None}
    _compare_given(sheet, rows)


def _columns(sheet: Sheet, rows: Sequence[int]) -> list[Sequence[float | None]]:
    return list(zip(*(sheet.answers[i] for i in rows), strict=True))


def _compare_given(sheet: Sheet, rows: Sequence[int]) -> None:
    """Hold rows whose answers come with a score that they do not give."""
    given = sheet.proposal.column("score")
    for i in rows:
        score = given[i]
        if score is None or (not sheet.scores[i] and abs(_sum(sheet.answers[i]) - score) < CLOSE):
            continue  # a spreadsheet's own sum of a form that is not complete contradicts nothing
        if not any(abs(own - score) < CLOSE for own in sheet.scores[i].values()):
            own = " or ".join(f"{value:g}" for value in sheet.scores[i].values()) or "no score"
            sheet.proposal.hold(i, "score", f"The answers give {own}, and another score is written beside them.",
                                "the answers alone", doubt=True)  # fmt: skip


def _sum(answers: Answers) -> float:
    return sum(answer for answer in answers if answer is not None)


def _take_ready(sheet: Sheet, instrument: Instrument, rows: Sequence[int]) -> None:
    """Take ready scores where there are no answers."""
    proposal, given = sheet.proposal, sheet.proposal.column("score")
    seen: dict[tuple[float, str], Scores | UserCanFix] = {}
    for i in rows:
        if given[i] is None:
            if not proposal.faulty(i, "score", *(f"item_{number}" for number in proposal.items)):
                proposal.hold(
                    i, "score", "There are neither answers nor a score.", "answers in item_1, item_2 ..., or a score"
                )
            continue
        key = (given[i], sheet.outputs[i])
        if key not in seen:
            seen[key] = _ready(instrument, *key)
        found = seen[key]
        if isinstance(found, UserCanFix):
            proposal.hold(i, "score", found.what, found.do.removeprefix("Accepted: ").removesuffix("."))
        else:
            sheet.scores[i] = found


def _ready(instrument: Instrument, value: float, output: str) -> Scores | UserCanFix:
    from sfph_desktop.core.toolkit.scoring import ready_score

    try:
        found = ready_score(instrument, value, output)
    except UserCanFix as problem:
        return problem
    tables = {o["id"]: o["lookup"] for o in instrument.definition["scoring"]["outputs"] if "lookup" in o}
    for name, score in found.items():
        if name in tables and not any(abs(score - float(exists)) < CLOSE for exists in tables[name].values()):
            return UserCanFix(
                what=f"This is no {name} score of {instrument.abbreviation}; perhaps it is a raw total.",
                do=f"Accepted: the answers, or the {name} score.",
            )
    return found


# --- met with the store -----------------------------------------------------------------------------------------------


def _settle(sheet: Sheet, plan: Plan) -> Outcome:
    """Create, match or change, as for every other sheet; answers and scores go along as parts."""
    proposal, known = sheet.proposal, sheet.known
    batch = plan.batch("assessments", COLUMNS, known)
    outcome = Outcome(proposal=proposal)
    plan.outcomes.append(outcome)
    dates, stages = proposal.column("date"), proposal.column("stage")
    index, met = known.index("assessments"), []
    for i in proposal.good():
        instrument = sheet.instruments[i]
        assert instrument is not None
        key = (sheet.people[i], instrument.id, dates[i], stages[i])
        record = index.get(key)
        if record is None:
            record = index[key] = batch.first + len(batch.new)
            batch.new.append((record, *key, _ready_cell(sheet, i)))
            batch.new_rows.append(proposal.rows[i])
            _own(batch.new_parts, record, sheet.answers[i], sheet.scores[i], instrument)
            outcome.created.append(i)
        else:
            met.append((i, record))
    if met:
        _Meeting(sheet, batch, outcome).decide(met)
    return outcome


def _ready_cell(sheet: Sheet, i: int) -> float | None:
    """What is kept as the ready score itself: nothing beside answers, nothing where an output was named."""
    if sheet.answers[i] or sheet.outputs[i]:
        return None
    score: float | None = sheet.proposal.column("score")[i]
    return score


def _own(
    parts: dict[str, list[tuple[Any, ...]]], record: int, answers: Answers, scores: Scores, instrument: Instrument
) -> None:
    """Add a record's answers and scores to part rows."""
    parts.setdefault("answers", []).extend([(record, item, answer) for item, answer in enumerate(answers, 1)])
    version = instrument.version
    parts.setdefault("scores", []).extend([(record, output, score, version) for output, score in scores.items()])


class _Meeting:
    """Rows whose person, instrument, day and stage are there already."""

    def __init__(self, sheet: Sheet, batch: Batch, outcome: Outcome) -> None:
        self.sheet, self.batch, self.outcome = sheet, batch, outcome
        known = sheet.known
        self.stored = known.cells("assessments", COLUMNS)
        self.answers, self.scores = known.parts("answers"), known.parts("scores")

    def decide(self, met: Sequence[tuple[int, int]]) -> None:
        for i, record in met:
            ready, old_answers, old_scores = self._old(record)
            merged = self._merged(self.sheet.answers[i], old_answers)
            differing = self._differing(i, ready, old_answers, merged, old_scores)
            if not differing:
                self._match(i, record)
            elif record >= self.batch.first and differing == "score" and self._joins(i, old_scores):
                instrument = self.sheet.instruments[i]
                assert instrument is not None
                _own(self.batch.new_parts, record, (), self.sheet.scores[i], instrument)
                self.outcome.created.append(i)
            elif self.batch.row_of(record):
                self._contradict(i, record, differing)
            else:
                self._change(i, record, ready, merged, old_scores, differing)

    def _old(self, record: int) -> tuple[float | None, Answers, Scores]:
        """The ready score, answers and scores a record has now."""
        if record >= self.batch.first:
            ready = self.batch.new[record - self.batch.first][5]
            answers, scores = (self.batch.new_part(part, record) for part in ("answers", "scores"))
            return ready, tuple(row[2] for row in answers), {row[1]: row[2] for row in scores}
        if record in self.batch.changed:
            parts = self.batch.changed_parts
            return (
                self.batch.changed[record][4],
                tuple(row[1] for row in parts["answers"][record]),
                {row[0]: row[1] for row in parts["scores"][record]},
            )
        given = dict(self.answers.get(record, ()))
        answers_kept = tuple(given.get(item) for item in range(1, max(given, default=0) + 1))
        scores_kept = {row[0]: row[1] for row in self.scores.get(record, ()) if row[1] is not None}
        return self.stored[record][4], answers_kept, scores_kept

    def _merged(self, new: Answers, old: Answers) -> Answers:
        """The answers given now, and where a cell is blank the one that was there."""
        if not new:
            return old
        old = old + (None,) * (len(new) - len(old))
        return tuple(was if now is None else now for now, was in zip(new, old, strict=False))

    def _differing(self, i: int, ready: float | None, old_answers: Answers, merged: Answers, old_scores: Scores) -> str:
        """The first column that says something else than what is kept; '' when none does."""
        for item, (now, was) in enumerate(zip(merged, old_answers + (None,) * len(merged), strict=False), 1):
            if now != was:
                return f"item_{item}"
        if self.sheet.outputs[i]:
            same = all(old_scores.get(name) == score for name, score in self.sheet.scores[i].items())
            return "" if same else "score"
        given = _ready_cell(self.sheet, i)
        return "score" if given is not None and given != ready else ""

    def _joins(self, i: int, old_scores: Scores) -> bool:
        """Whether the row adds another score of the same questionnaire."""
        return bool(self.sheet.outputs[i]) and not old_scores.keys() & self.sheet.scores[i].keys()

    def _match(self, i: int, record: int) -> None:
        self.outcome.matched.append(i)
        row = self.batch.row_of(record)
        if row:
            self.outcome.told[i] = self.sheet.proposal.fate(i, "matched", "", f"The same as row {row}.")
        else:
            self.batch.met_rows[record] = self.sheet.proposal.rows[i]

    def _contradict(self, i: int, record: int, column: str) -> None:
        self.sheet.proposal.hold(i, column, f"Row {self.batch.row_of(record)} is the same person, instrument, date and "
                                 "stage, and says something else here.", "one row for each")  # fmt: skip

    def _change(
        self, i: int, record: int, ready: float | None, merged: Answers, old_scores: Scores, differing: str
    ) -> None:
        sheet, batch = self.sheet, self.batch
        instrument = sheet.instruments[i]
        assert instrument is not None
        scores = sheet.scores[i]
        if sheet.outputs[i]:
            scores = {**old_scores, **scores}
        elif merged and merged != sheet.answers[i]:
            scores = _score_again(instrument, merged)
        now = _ready_cell(sheet, i)
        kept = self.stored[record]
        batch.changed[record] = (*kept[:4], ready if now is None and not merged else now)
        batch.met_rows[record] = sheet.proposal.rows[i]
        parts: dict[str, list[tuple[Any, ...]]] = {}
        _own(parts, record, merged, scores, instrument)
        for part, rows in parts.items():
            batch.changed_parts.setdefault(part, {})[record] = tuple(row[1:] for row in rows)
        self.outcome.told[i] = Fate(
            sheet=sheet.proposal.name,
            row=sheet.proposal.rows[i],
            fate="changed",
            column=differing,
            value=f"{self._was(record, differing, ready)} → {sheet.proposal.shown(i, differing)}",
            reason="The store has something else.",
        )

    def _was(self, record: int, column: str, ready: float | None) -> str:
        if column == "score":
            return shown_as_stored("assessments", "ready_score", ready)
        return shown_as_stored("assessments", column, dict(self.answers.get(record, ())).get(int(column[5:])))


def _score_again(instrument: Instrument, answers: Answers) -> Scores:
    """The scores of one form whose answers were put together from the row and the store."""
    from sfph_desktop.core.toolkit.scoring import score_columns

    found = score_columns(instrument, [[answer] for answer in answers])
    return {name: values[0] for name, values in found.items() if values[0] is not None}
