"""The draft of an answer: kept as it is typed, with live references to figures that are told when they change."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from sfph_desktop.core.domain.bid_pages import BidPage, ChangedFigure, Earlier
from sfph_desktop.core.domain.bids import (
    Bid,
    BidAnswer,
    BidAnswerId,
    BidQuestion,
    BidQuestionId,
    EarlierAnswer,
    QuotedFigure,
)
from sfph_desktop.core.domain.evidence_tray import Token, parts_of, token_of, tokens_in
from sfph_desktop.core.domain.figures import figures_of, main_number
from sfph_desktop.core.domain.impact import ImpactRun
from sfph_desktop.core.domain.names import folded
from sfph_desktop.core.domain.problems import Problem, UserCanFix
from sfph_desktop.core.usecases.bids import question_of
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.core.usecases.evidence_tray import figures, piece_named, run_behind
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.refusals import problem, refuse
from sfph_desktop.core.usecases.saved import saved

if TYPE_CHECKING:
    from sfph_desktop.core.store.unit_of_work import Connection

MOST_NEAR = 3
NEAR_ENOUGH = 0.25
"""Of the telling words of a question, the share an earlier question has to meet to be offered."""


def save_answer(office: Office, question_id: int, text: str) -> Done[BidAnswer]:
    """Keep the draft of an answer; new references are quoted as they stand now, those taken out are forgotten.

    A reference to nothing stays as it was typed, and is told as a problem: what is being written is never refused.
    Saved piece by piece, the history tells the whole as one piece of work.
    """
    from sfph_desktop.core.store.queries.values import value

    with office.writing("Wrote an answer") as unit:
        question = question_of(unit.connection, question_id)
        before = answer_of(unit.connection, question_id)
        text = "".join(map(str, parts_of(text)))  # evidence numbers as they are printed
        quotes, problems = _quotes(office, text, before)
        if problems:
            bid = value(unit.connection, "bids", question.bid_id)
            problems = tuple(
                replace(one, accepted=_instead(office, bid, one.value) or one.accepted) for one in problems
            )
        today = office.clock.today()
        fresh = replace(
            before or BidAnswer(question_id=BidQuestionId(question_id)), text=text, quotes=quotes, changed_on=today
        )
        if before is None:
            if text.strip():
                fresh = replace(fresh, id=BidAnswerId(unit.add("bid_answers", fresh)))
        elif (before.text, before.quotes) != (text, quotes):
            unit.change("bid_answers", fresh)
        unit.series = f"answer-{question_id}"
        unit.why = f"Wrote the answer to question {question.number}: kept as it was typed"
    return saved(unit, fresh, f"Kept the answer to question {question.number}", problems=problems)


def answer_of(connection: Connection, question_id: int) -> BidAnswer | None:
    """The answer to a question; None while there is none."""
    from sfph_desktop.core.store.queries import bids as queries

    return queries.answers(connection, [question_id]).get(question_id)


def quote(office: Office, token: Token) -> QuotedFigure:
    """What a reference says today, as it will stand in the answer. Raises UserCanFix when there is nothing to quote."""
    piece, number = piece_named(office, token.key)
    return QuotedFigure(token=str(token), words=piece.said(token.form), number=number, quoted_on=office.clock.today())


def _quotes(
    office: Office, text: str, before: BidAnswer | None
) -> tuple[tuple[QuotedFigure, ...], tuple[Problem, ...]]:
    """The quotes of a text: those known stay as they were quoted, new ones are looked up."""
    known = {one.token: one for one in before.quotes} if before else {}
    found, problems = [], []
    for token in tokens_in(text):
        try:
            found.append(known.get(str(token)) or quote(office, token))
        except UserCanFix as failure:
            problems.append(problem("text", str(token), failure.what, failure.do))
    return tuple(sorted(found, key=lambda one: one.token)), tuple(problems)


def _instead(office: Office, bid: Bid, token: str) -> str:
    """The figures that may be quoted in this bid and whose numbers are nearest to the one typed; blank without one."""
    found = re.search(r"\bE-(\d+)", token)
    if found is None:
        return ""
    pieces = [one for one in figures(office, run_behind(office, bid)) if re.fullmatch(r"E-\d+", one.key)]
    pieces.sort(key=lambda one: abs(int(one.key[2:]) - int(found[1])))
    if not pieces:
        return "No figure may be quoted here yet: run the toolkit first."
    named = "; ".join(f"{one.key}, {one.words.rstrip('.')}" for one in pieces[:MOST_NEAR])
    return f"The nearest that may be quoted here: {named}."


# --- what has changed since -------------------------------------------------------------------------------------------


def changed_figures(office: Office, page: BidPage) -> tuple[ChangedFigure, ...]:
    """The live references of a bid whose figures are others on today's records, each with what happened in between.

    One run of today is worked out for each selection that is quoted; takes as long as that.
    """
    from sfph_desktop.core.usecases.impact import kept_figure
    from sfph_desktop.core.usecases.then_and_now import then_and_now

    runs: dict[str, ImpactRun] = {}
    found = []
    for question_id, one in _quoted(page):
        token = token_of(one.token)
        if token is None:
            continue
        if not token.key.startswith("E-"):
            now = _words_now(office, token)
            if now != one.number:
                found.append(_changed(question_id, one, now, ()))
            continue
        run, then = kept_figure(office, token.key)
        today = runs.get(run.snapshot) or runs.setdefault(run.snapshot, run_today(office, run))
        same = next((f for f in figures_of(today) if (f.kind, f.key) == (then.kind, then.key)), None)
        now = "nothing" if same is None else main_number(same)
        if now != one.number:
            found.append(_changed(question_id, one, now, then_and_now(office, run, today, then).movement.reasons))
    return tuple(found)


def run_today(office: Office, run: ImpactRun) -> ImpactRun:
    """The run of a snapshot's selection on today's records, not kept."""
    from sfph_desktop.core.usecases.impact import compute

    return compute(office, run.selection, replace(run.choices, draws=0))


def _quoted(page: BidPage) -> Iterable[tuple[int, QuotedFigure]]:
    for one in page.answers:
        for each in one.answer.quotes if one.answer else ():
            yield int(one.question.id), each


def _words_now(office: Office, token: Token) -> str:
    try:
        return piece_named(office, token.key)[1]
    except UserCanFix:
        return "nothing"


def _changed(question_id: int, one: QuotedFigure, now: str, reasons: tuple[str, ...]) -> ChangedFigure:
    return ChangedFigure(
        question_id=question_id, token=one.token, then=one.number, now=now, reasons=reasons, kept=one.kept == now
    )


def use_today(office: Office, question_id: int, token: str) -> Done[BidAnswer]:
    """Quote today's figure in place of the older one: under a new evidence number, of a run that is kept for it.

    Raises UserCanFix when the figure may not be quoted any more; the answer is then as it was.
    """
    from sfph_desktop.core.usecases.impact import kept_figure, run_toolkit

    old = _token(token)
    if not old.key.startswith("E-"):
        return _put(office, question_id, old, old)
    run, then = kept_figure(office, old.key)
    fresh = _kept_since(office, run)
    if fresh is None:
        fresh = run_toolkit(office, run.selection, run.choices).value
    same = next((one for one in figures_of(fresh) if (one.kind, one.key) == (then.kind, then.key)), None)
    if same is None:
        raise UserCanFix(
            what="No record of this figure is left.", do="Take it out of the answer, or keep it as quoted."
        )
    return _put(office, question_id, old, replace(old, key=same.evidence))


def _kept_since(office: Office, run: ImpactRun) -> ImpactRun | None:
    """The newest kept run of the same selection, where it is as today's would be."""
    from sfph_desktop.core.usecases.impact import snapshot, snapshots

    today = run_today(office, run)
    numbers = [(one.kind, one.key, main_number(one)) for one in figures_of(today)]
    kept = snapshots(office)
    for row in kept.rows[:5]:
        name = str(row[kept.columns.index("snapshot")])
        found = snapshot(office, name)
        same = found.selection == run.selection and found.versions == today.versions
        if same and [(one.kind, one.key, main_number(one)) for one in figures_of(found)] == numbers:
            return found
    return None


def _put(office: Office, question_id: int, old: Token, new: Token) -> Done[BidAnswer]:
    fresh = quote(office, new)
    with office.writing("Brought a figure up to date") as unit:
        question = question_of(unit.connection, question_id)
        before = answer_of(unit.connection, question_id)
        if before is None or all(one.token != str(old) for one in before.quotes):
            raise UserCanFix(what=f"The answer does not quote {old}.", do="Open the bid again.")
        quotes = [one for one in before.quotes if one.token not in {str(old), str(new)}]
        answer = replace(
            before,
            text=before.text.replace(str(old), str(new)),
            quotes=tuple(sorted((*quotes, fresh), key=lambda one: one.token)),
            changed_on=office.clock.today(),
        )
        unit.change("bid_answers", answer)
        unit.why = f"Brought {old.key} up to date in the answer to question {question.number}"
    return saved(unit, answer, f"Now quotes {fresh.words.removesuffix('.')}")


def keep_as_quoted(office: Office, question_id: int, token: str, now: str) -> Done[BidAnswer]:
    """Keep a figure as it was quoted though it is `now` another; it is told again only when it changes once more."""
    with office.writing("Kept a figure as quoted") as unit:
        question = question_of(unit.connection, question_id)
        before = answer_of(unit.connection, question_id)
        if before is None or all(one.token != token for one in before.quotes):
            raise UserCanFix(what=f"The answer does not quote {token}.", do="Open the bid again.")
        quotes = tuple(replace(one, kept=now) if one.token == token else one for one in before.quotes)
        answer = replace(before, quotes=quotes)
        unit.change("bid_answers", answer)
        unit.why = f"Kept a figure as quoted in the answer to question {question.number}"
    return saved(unit, answer, "Kept as quoted")


def _token(text: str) -> Token:
    found = token_of(text)
    if found is None:
        raise UserCanFix(what=f"'{text}' is no live reference.", do="It is written as {E-0412}.")
    return found


# --- answers given before ---------------------------------------------------------------------------------------------


def earlier_answers(office: Office, question: BidQuestion, typed: str = "", most: int = 8) -> tuple[Earlier, ...]:
    """Answers given before that are near to a question, or in which what is typed occurs; the nearest first.

    Live references of an earlier answer come along as tokens, so that they are quoted anew.
    """
    from sfph_desktop.core.store.queries import bids as queries

    with office.reading() as connection:
        rows = queries.earlier(connection, int(question.bid_id))
    today, wanted = office.clock.today(), folded(typed).split()
    meant = telling_words(question.text)
    found = []
    for asked, text, source, written_on, _ in rows:
        if wanted and not all(word in folded(f"{asked} {text} {source}") for word in wanted):
            continue
        near = len(meant & telling_words(asked)) / len(meant) if meant else 0.0
        if near < NEAR_ENOUGH and not wanted:
            continue
        found.append(
            Earlier(
                question=asked,
                text=text,
                source=source,
                written_on=written_on,
                age=age(written_on, today),
                nearness=near,
            )
        )
    return tuple(sorted(found, key=lambda one: (-one.nearness, -(one.written_on or date.min).toordinal()))[:most])


_SMALL = frozenset(
    "a an the and or of to for in on at by with from into as that this these those it its is are was were be been how"
    " what which who when where why will would can could should do does did you your we our they their please describe"
    " explain provide give set out tell us about any each all have has had make makes difference service services"
    " know people person persons".split()
)


def telling_words(text: str) -> frozenset[str]:
    """The words of a question that tell what it is about, cut to their stems."""
    from sfph_desktop.core.reference.phrases import stem, words_of

    return frozenset(stem(word) for word in words_of(text) if word not in _SMALL)


def age(written_on: date | None, today: date) -> str:
    """How long ago, roughly: `today`, `3 weeks old`, `2 years old`."""
    if written_on is None:
        return "of unknown age"
    days = (today - written_on).days
    for length, name in ((365, "year"), (30, "month"), (7, "week"), (1, "day")):
        if days >= length:
            number = days // length
            return f"{number} {name}{'' if number == 1 else 's'} old"
    return "of today"


def add_earlier(office: Office, answer: EarlierAnswer) -> Done[EarlierAnswer]:
    """Keep an answer that was given elsewhere. Raises UserCanFix when it is blank or of a day to come."""
    from sfph_desktop.core.domain.bid_rules import tidy

    answer = tidy(answer)
    named: Mapping[str, str] = {"question": answer.question, "text": answer.text}
    problems = tuple(
        problem(name, "", f"The {name} is blank.", "some words") for name, given in named.items() if not given
    )
    if answer.written_on > office.clock.today():
        problems += (
            problem("written_on", answer.written_on.isoformat(), "This day has not come yet.", "a day up to today"),
        )
    refuse(problems)
    with office.writing("Kept an earlier answer") as unit:
        answer = replace(answer, id=unit.add("earlier_answers", answer))
    return saved(unit, answer, "Kept for other bids")
