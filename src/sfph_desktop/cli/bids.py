"""Commands for bids: their questions, answers and evidence; policies and certificates; the answers as a document."""

from __future__ import annotations

import sys
from argparse import Namespace
from dataclasses import asdict
from pathlib import Path
from typing import Any

from sfph_desktop.cli.office import new_file, opened
from sfph_desktop.cli.saying import Saying
from sfph_desktop.core.domain.bid_pages import AnswerPage, BidPage, ChangedFigure
from sfph_desktop.core.domain.bid_rules import STATE_WORDS, said
from sfph_desktop.core.domain.bids import Bid, BidId, BidQuestion, Policy
from sfph_desktop.core.domain.evidence_tray import found_pieces
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.usecases import bid_answers, bid_documents, bids, evidence_tray, policies

_FACTS = (
    "title",
    "buyer",
    "opportunity",
    "due_date",
    "due_time",
    "lots",
    "status",
    "snapshot",
    "numbers_shown",
    "note",
)
_QUESTION_FACTS = ("text", "number", "most", "unit", "way", "hyphens_part", "weight")
_POLICY_FACTS = ("kind", "number", "issuer", "agreed_on", "expires_on", "file", "note")


def bid(asked: Namespace, saying: Saying) -> None:
    """Add, change, list, show or remove a bid."""
    with opened(asked) as office:
        if asked.action == "list":
            saying.listing(bids.list_bids(office), as_json=asked.json)
            return
        if asked.action == "add":
            found = bids.add_bid(office, Bid(bid_ref=asked.ref or "", **_given(asked, _FACTS))).value
        else:
            found = bids.bid_named(office, asked.bid)
        if asked.action == "change":
            found = bids.change_bid(office, found.id, **_given(asked, _FACTS)).value
        if asked.action == "remove":
            bids.remove_bid(office, found.id)
            saying.either(asked.json, {"removed": found.bid_ref}, lambda: saying.line(f"{found.title} is removed."))
            return
        page = bids.bid_page(office, found.id)
        changed = bid_answers.changed_figures(office, page) if asked.action == "show" else ()
    saying.either(asked.json, _document(page, changed), lambda: _tell(page, changed, saying))


def question(asked: Namespace, saying: Saying) -> None:
    """Add, change or remove a question of a bid."""
    with opened(asked) as office:
        found = bids.bid_named(office, asked.bid)
        given = _given(asked, _QUESTION_FACTS)
        if asked.action == "add":
            if "unit" in given and "way" not in given:
                given["way"] = "between_spaces" if given["unit"] == "words" else "with_spaces"
            one = bids.add_question(office, BidQuestion(bid_id=BidId(found.id), **given)).value
        else:
            there = bids.question_numbered(bids.bid_page(office, found.id), asked.question).question
            if asked.action == "remove":
                one = bids.remove_question(office, int(there.id)).value
            else:
                one = bids.change_question(office, int(there.id), **given).value
    saying.either(asked.json, asdict(one), lambda: saying.line(f"{found.bid_ref} question {one.number}: {one.text}"))


def answer(asked: Namespace, saying: Saying) -> None:
    """Write the answer to a question from a file or from standard input, or show it."""
    with opened(asked) as office:
        page = bids.bid_page(office, bids.bid_named(office, asked.bid).id)
        one = bids.question_numbered(page, asked.question)
        if asked.text is not None or asked.file is not None:
            text = asked.text if asked.text is not None else _read(asked.file)
            done = bid_answers.save_answer(office, int(one.question.id), text)
            for problem in done.problems:
                saying.error(f"{problem.value}: {problem.reason} {problem.accepted}")
            if done.problems:
                saying.note(f"All that may be quoted: sfph bid evidence {page.bid.bid_ref}")
            page = bids.bid_page(office, page.bid.id)
            one = bids.question_numbered(page, asked.question)
    shown = said(one.answer.text, one.answer.quotes, numbers=page.bid.numbers_shown == "text") if one.answer else ""

    def tell() -> None:
        saying.line(shown)
        saying.note(_count_words(one))

    saying.either(asked.json, {**_answer(one), "handed_in": shown}, tell)


def count(asked: Namespace, saying: Saying) -> None:
    """How long the answers of a bid are, each counted as its buyer counts."""
    with opened(asked) as office:
        page = bids.bid_page(office, bids.bid_named(office, asked.bid).id)
    document = {"bid": page.bid.bid_ref, "answers": [_answer(one) for one in page.answers]}

    def tell() -> None:
        for one in page.answers:
            saying.line(f"{one.question.number}  {_count_words(one)}")

    saying.either(asked.json, document, tell)


def evidence(asked: Namespace, saying: Saying) -> None:
    """What may be quoted in a bid, and what each question asks about that nothing speaks to."""
    with opened(asked) as office:
        page = bids.bid_page(office, bids.bid_named(office, asked.bid).id)
        everything = evidence_tray.tray(office, page.bid)
        gaps = {
            one.question.number: [
                asked_one.name
                for asked_one in evidence_tray.asked_in(office, one.question.text, everything)
                if asked_one.gap
            ]
            for one in page.answers
        }
    found = found_pieces(everything, asked.words or "")
    document = {
        "bid": page.bid.bid_ref,
        "evidence": [{**asdict(one), "themes": sorted(one.themes)} for one in found],
        "gaps": gaps,
    }

    def tell() -> None:
        for one in found:
            saying.line(f"{one.key:10}  {one.words}")
        if not found:
            said = f" speaks of '{asked.words}'" if asked.words else " may be quoted yet"
            saying.note(f"Nothing here{said}: run the toolkit, or add a case study, a promise or a certificate.")
        for number, names in gaps.items():
            for name in names:
                saying.note(f"Question {number}: no evidence here speaks to {name}.")

    saying.either(asked.json, document, tell)


def update(asked: Namespace, saying: Saying) -> None:
    """Bring the figures that changed since up to date in every answer of a bid."""
    with opened(asked) as office:
        page = bids.bid_page(office, bids.bid_named(office, asked.bid).id)
        changed = [one for one in bid_answers.changed_figures(office, page) if not one.kept]
        for one in changed:
            bid_answers.use_today(office, one.question_id, one.token)
    document = {"bid": page.bid.bid_ref, "updated": [asdict(one) for one in changed]}

    def tell() -> None:
        for one in changed:
            saying.line(f"{one.token}: {one.words}")
        saying.note(f"{len(changed)} brought up to date." if changed else "Nothing has changed.")

    saying.either(asked.json, document, tell)


def policy(asked: Namespace, saying: Saying) -> None:
    """Policies, certificates and insurances with the day they end."""
    with opened(asked) as office:
        if asked.action == "list":
            saying.listing(policies.list_policies(office), as_json=asked.json, hide_id=False)
            return
        if asked.action == "add":
            one = policies.add_policy(office, Policy(name=asked.name, **_given(asked, _POLICY_FACTS))).value
        elif asked.action == "change":
            one = policies.change_policy(office, asked.id, **_given(asked, _POLICY_FACTS)).value
        else:
            one = policies.remove_policy(office, asked.id).value
    saying.either(asked.json, asdict(one), lambda: saying.line(f"{one.id}  {one.name}"))


def answers(asked: Namespace, saying: Saying) -> None:
    """Write the answers of a bid as a Word document, a PDF or plain text."""
    with opened(asked) as office:
        page = bids.bid_page(office, bids.bid_named(office, asked.bid).id)
        out = bid_documents.write_answers(office, int(page.bid.id), asked.out)
        changed = [one for one in bid_answers.changed_figures(office, page) if not one.kept]
    for one in page.answers:
        if one.count.over:
            saying.note(f"Question {one.question.number} is too long: {one.count.words}.")
        if not one.written:
            saying.note(f"Question {one.question.number} is not answered yet.")
    for each in changed:
        saying.note(f"{each.token} has changed since it was quoted: {each.words}.")
    document = {"file": str(out), "bid": page.bid.bid_ref, "changed": [asdict(one) for one in changed]}
    saying.either(asked.json, document, lambda: saying.line(str(out)))


def spd(asked: Namespace, saying: Saying) -> None:
    """What the Single Procurement Document asks about, as text to paste."""
    from sfph_desktop.core.usecases.spd import spd_answers, spd_text

    with opened(asked) as office:
        found = spd_answers(office)
    text = spd_text(found)
    if asked.out is not None:
        bid_documents.write_text(text, new_file(asked.out, ".txt", "a text"))
    document = {"answers": [{**asdict(one), "heading": one.heading} for one in found], "file": str(asked.out or "")}
    saying.either(asked.json, document, lambda: saying.line(text.rstrip() if asked.out is None else str(asked.out)))


def _given(asked: Namespace, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: value for name in names if (value := getattr(asked, name, None)) is not None}


def _read(file: Path) -> str:
    try:
        return sys.stdin.read() if str(file) == "-" else file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise UserCanFix(what=f"{file} cannot be read as text.", do="Give a text file saved as UTF-8.") from None


def _answer(one: AnswerPage) -> dict[str, Any]:
    return {
        **asdict(one.question),
        "text": one.question.text,
        "answer": one.answer.text if one.answer else "",
        "quotes": [asdict(quote) for quote in one.answer.quotes] if one.answer else [],
        "count": one.count.number,
        "limit": one.question.most,
        "over": one.count.over,
        "counted_as": one.count.counted_as,
    }


def _count_words(one: AnswerPage) -> str:
    over = f", {-(one.count.left or 0):,} too many" if one.count.over else ""
    return f"{one.count.words}{over} (counted {one.count.counted_as})"


def _document(page: BidPage, changed: tuple[ChangedFigure, ...]) -> dict[str, Any]:
    return {
        **asdict(page.bid),
        "questions": [_answer(one) for one in page.answers],
        "partners": [asdict(one) for one in page.partners],
        "changed": [{**asdict(one), "words": one.words} for one in changed],
    }


def _tell(page: BidPage, changed: tuple[ChangedFigure, ...], saying: Saying) -> None:
    one = page.bid
    due = f", due {one.due_date.day} {one.due_date:%B %Y}" if one.due_date else ""
    saying.line(f"{one.bid_ref}  {one.title} ({one.buyer or 'no buyer yet'}{due}): {STATE_WORDS[one.status]}")
    for each in page.answers:
        saying.line(f"  {each.question.number}  {each.question.text}")
        saying.line(f"      {_count_words(each)}")
    for figure in changed:
        kept = " (kept as quoted)" if figure.kept else ""
        saying.line(f"  {figure.token} has changed: {figure.words}{kept}")
