"""What a bid, a question and an answer may be, and how an answer reads once its live references are said."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import fields, replace
from datetime import date
from typing import Any, TypeVar

from sfph_desktop.core.domain.bid_counting import Count, counted
from sfph_desktop.core.domain.bids import (
    BID_ROLES,
    BID_STATES,
    CHARACTER_WAYS,
    NUMBERS_SHOWN,
    POLICY_KINDS,
    UNITS,
    WORD_WAYS,
    Bid,
    BidAnswer,
    BidPartner,
    BidQuestion,
    EarlierAnswer,
    Policy,
    QuotedFigure,
)
from sfph_desktop.core.domain.evidence_tray import Token, parts_of
from sfph_desktop.core.domain.problems import Problem

STATE_WORDS = {
    "drafting": "being written",
    "sent": "sent",
    "won": "won",
    "lost": "lost",
    "not_bid": "not bid for",
}
POLICY_WORDS = {
    "policy": "policy",
    "certificate": "certificate",
    "insurance": "insurance",
    "accreditation": "accreditation",
    "registration": "registration",
}
ROLE_WORDS = {"lead": "lead", "partner": "partner", "subcontractor": "subcontractor"}
LONGEST_LIMIT = 200_000
ANSWERS_AHEAD = 28
"""Days before a bid is due from which Today says how far its answers are."""
EXPIRY_AHEAD = 60
"""Days before a policy or certificate ends from which Today says so."""
_TIME = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)")

T = TypeVar("T", Bid, BidQuestion, BidPartner, EarlierAnswer, Policy)


def tidy(one: T) -> T:
    """Without blanks at either end of any text."""
    texts: dict[str, Any] = {
        f.name: value.strip() for f in fields(one) if isinstance(value := getattr(one, f.name), str)
    }
    return replace(one, **texts)


def ways_of(unit: str) -> tuple[str, ...]:
    """The ways in which a unit may be counted."""
    return WORD_WAYS if unit == "words" else CHARACTER_WAYS


def bid_problems(bid: Bid) -> tuple[Problem, ...]:
    """Everything in a tidied bid that cannot be so."""
    found = []
    if not bid.title:
        found.append(_problem("title", "", "A bid needs a title.", "what the buyer calls it"))
    if bid.status not in BID_STATES:
        found.append(_problem("status", bid.status, f"'{bid.status}' is not where a bid can stand.", _of(STATE_WORDS)))
    if bid.numbers_shown not in NUMBERS_SHOWN:
        reason = f"'{bid.numbers_shown}' is no place for evidence numbers."
        found.append(_problem("numbers_shown", bid.numbers_shown, reason, "text or annex"))
    if bid.due_time and not _TIME.fullmatch(bid.due_time):
        found.append(_problem("due_time", bid.due_time, f"'{bid.due_time}' is not a time of day.", "12:00"))
    return tuple(found)


def question_problems(question: BidQuestion) -> tuple[Problem, ...]:
    """Everything in a tidied question that cannot be so: a limit of nothing, a way that counts something else."""
    found = []
    if not question.text:
        found.append(_problem("text", "", "The question is blank.", "the buyer's own words"))
    if question.most is not None and not 1 <= question.most <= LONGEST_LIMIT:
        reason = f"A limit of {question.most:,} leaves no room for an answer."
        if question.most > LONGEST_LIMIT:
            reason = f"A limit of {question.most:,} is more than any buyer reads."
        accepted = f"1 to {LONGEST_LIMIT:,}, or blank where the buyer sets no limit"
        found.append(_problem("most", str(question.most), reason, accepted))
    if question.unit not in UNITS:
        found.append(_problem("unit", question.unit, f"Answers are not counted in '{question.unit}'.", _of(UNITS)))
    elif question.way not in ways_of(question.unit):
        reason = f"{question.unit.capitalize()} are not counted '{question.way}'."
        found.append(_problem("way", question.way, reason, _of(ways_of(question.unit))))
    if question.weight is not None and not 0 <= question.weight <= 100:
        found.append(_problem("weight", f"{question.weight:g}", "The weight is not out of a hundred.", "0 to 100"))
    return tuple(found)


def policy_problems(policy: Policy) -> tuple[Problem, ...]:
    """Everything in a tidied policy or certificate that cannot be so."""
    found = []
    if not policy.name:
        found.append(_problem("name", "", "A policy or certificate needs a name.", "Safeguarding policy"))
    if policy.kind not in POLICY_KINDS:
        found.append(_problem("kind", policy.kind, f"'{policy.kind}' is no kind of it.", _of(POLICY_KINDS)))
    if policy.agreed_on and policy.expires_on and policy.expires_on < policy.agreed_on:
        reason = "It ends before it was agreed."
        found.append(_problem("expires_on", policy.expires_on.isoformat(), reason, "a later day"))
    return tuple(found)


def bid_partner_problems(partner: BidPartner, others: Iterable[BidPartner]) -> tuple[Problem, ...]:
    """Everything in one of those who bid together that cannot be so, beside the `others` of the same bid."""
    found, others = [], tuple(others)
    if not partner.name:
        found.append(_problem("name", "", "Who bids together needs a name.", "the organisation's name"))
    if partner.role not in BID_ROLES:
        found.append(_problem("role", partner.role, f"'{partner.role}' is no part in a bid.", _of(BID_ROLES)))
    if partner.role == "lead" and any(one.role == "lead" for one in others):
        found.append(_problem("role", "lead", "This bid has a lead already.", "partner or subcontractor"))
    if partner.share is not None:
        taken = sum((one.share for one in others if one.share is not None), start=partner.share)
        if not 0 <= partner.share <= 1:
            found.append(_problem("share", f"{partner.share:f}", "A share is not more than the whole.", "0 to 100 %"))
        elif taken > 1:
            reason = f"The shares would add up to {taken * 100:.0f} of a hundred."
            found.append(_problem("share", f"{partner.share:f}", reason, "shares of 100 together at most"))
    return tuple(found)


def policy_state(policy: Policy, today: date) -> str:
    """Where it stands on a day: `ended on 3 May 2026`, `to 3 May 2027`, or blank where no end is known."""
    if policy.expires_on is None:
        return ""
    ends = f"{policy.expires_on.day} {policy.expires_on:%B %Y}"
    return f"ended on {ends}" if policy.expires_on < today else f"to {ends}"


# --- how an answer reads ----------------------------------------------------------------------------------------------


_GOES_ON = re.compile(r"[.,;:?!)]|[ \t]+(?:[–—-][ \t]|\(?[a-z])")
"""What stands behind a quoted sentence where it is not the end of the writer's own."""


def said(text: str, quotes: Sequence[QuotedFigure], *, numbers: bool) -> str:
    """The answer as it is handed in: each live reference by its quoted words, with its evidence number if `numbers`.

    A token that quotes nothing stays as it was typed. A quoted sentence has one full stop, also where another was typed
    behind it, and none where the writer's own sentence goes on.
    """
    by_token = {quote.token: quote for quote in quotes}
    parts = list(parts_of(text))
    told = [one if isinstance(one, str) else quoted(one, by_token.get(str(one)), numbers=numbers) for one in parts]
    for place, part in enumerate(parts[:-1]):
        if not isinstance(part, str) and _GOES_ON.match(told[place + 1]):
            told[place] = told[place].removesuffix(".")
    return "".join(told)


def quoted(token: Token, quote: QuotedFigure | None, *, numbers: bool) -> str:
    """What stands for one token: `31 of 38 people (E-0412)`; its full stop goes behind the evidence number."""
    if quote is None:
        return str(token)
    if not numbers or not token.key.startswith("E-"):
        return quote.words
    stop = "." if quote.words.endswith(".") else ""
    return f"{quote.words.removesuffix('.')} ({token.key}){stop}"


def count_of(bid: Bid, question: BidQuestion, answer: BidAnswer | None) -> Count:
    """How long the answer is as it would be handed in, counted as this buyer counts."""
    text = "" if answer is None else said(answer.text, answer.quotes, numbers=bid.numbers_shown == "text")
    return counted(
        text,
        unit=question.unit,
        way=question.way,
        most=question.most,
        hyphens_part=question.hyphens_part,
    )


def _of(names: Iterable[str]) -> str:
    return ", ".join(names)


def _problem(column: str, value: str, reason: str, accepted: str) -> Problem:
    return Problem(reason=reason, accepted=accepted, column=column, value=value)
