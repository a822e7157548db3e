"""The words of the commands for bids, their questions, answers and evidence, and for policies and certificates."""

from __future__ import annotations

import argparse
from pathlib import Path

from sfph_desktop.cli import bids
from sfph_desktop.cli.parsing import Parsers, command, day
from sfph_desktop.core.domain.bids import (
    BID_STATES,
    CHARACTER_WAYS,
    NUMBERS_SHOWN,
    POLICY_KINDS,
    UNITS,
    WORD_WAYS,
)


def add(commands: Parsers, shared: argparse.ArgumentParser) -> None:  # type: ignore[type-arg]
    """Add them to the other commands."""
    parser = commands.add_parser("bid", help="bids, their questions, answers and evidence")
    words = "add|list|show|change|remove|question|answer|count|evidence|update"
    ways = parser.add_subparsers(required=True, metavar=words, dest="action")
    _bid(ways, shared)
    _question(ways, shared)
    _answer(ways, shared)
    _policy(commands, shared)
    out = command(commands, shared, "answers", bids.answers, "the answers of a bid as a document", json=True)
    out.add_argument("--bid", required=True, metavar="BID", help="reference of the bid")
    out.add_argument("--out", type=Path, required=True, metavar="FILE.docx|.pdf|.txt")
    text = "texts to paste into a Single Procurement Document, and what is missing"
    spd = command(commands, shared, "spd", bids.spd, text, json=True)
    spd.add_argument("--out", type=Path, metavar="FILE.txt", help="write them to a text file")


def _bid(ways: Parsers, shared: argparse.ArgumentParser) -> None:  # type: ignore[type-arg]
    command(ways, shared, "list", bids.bid, "the bids, those being written first", json=True)
    for name, text in (("show", "one bid, with what has changed since it was quoted"), ("remove", "remove a bid")):
        one = command(ways, shared, name, bids.bid, text, json=True)
        one.add_argument("bid", metavar="BID", help="reference of the bid")
    for name, text in (("add", "add a bid"), ("change", "change facts of a bid")):
        one = command(ways, shared, name, bids.bid, text, json=True)
        if name == "add":
            one.add_argument("title", metavar="TITLE", help="what the buyer calls it")
            one.add_argument("--ref", help="your own reference; the next one unless said")
        else:
            one.add_argument("bid", metavar="BID", help="reference of the bid")
            one.add_argument("--title")
        one.add_argument("--buyer")
        one.add_argument("--opportunity", metavar="REF", help="the opportunity or notice it answers")
        one.add_argument("--due", dest="due_date", type=day, metavar="DAY")
        one.add_argument("--time", dest="due_time", metavar="HH:MM")
        one.add_argument("--lots")
        one.add_argument("--status", choices=BID_STATES)
        one.add_argument("--snapshot", metavar="S-0001", help="the run its evidence is from; the newest unless said")
        one.add_argument("--numbers", dest="numbers_shown", choices=NUMBERS_SHOWN, help="where evidence numbers stand")
        one.add_argument("--note")


def _question(ways: Parsers, shared: argparse.ArgumentParser) -> None:  # type: ignore[type-arg]
    parser = ways.add_parser("question", help="the questions of a bid")
    inner = parser.add_subparsers(required=True, metavar="add|change|remove", dest="action")
    for name, text in (("add", "add a question"), ("change", "change a question"), ("remove", "remove a question")):
        one = command(inner, shared, name, bids.question, text, json=True)
        one.add_argument("bid", metavar="BID", help="reference of the bid")
        if name == "add":
            one.add_argument("text", metavar="QUESTION", help="in the buyer's words")
            one.add_argument("--number", help="the buyer's number of it; the next one unless said")
        else:
            one.add_argument("question", metavar="NUMBER", help="the buyer's number of it")
        if name == "change":
            one.add_argument("--text", metavar="QUESTION")
            one.add_argument("--number")
        if name != "remove":
            one.add_argument("--limit", dest="most", type=_number, metavar="N", help="how long the answer may be")
            one.add_argument("--unit", choices=UNITS)
            one.add_argument("--way", choices=(*WORD_WAYS, *CHARACTER_WAYS), help="how the buyer counts")
            one.add_argument("--hyphens-part", action="store_true", default=None, help="well-being counts as two")
            one.add_argument("--weight", type=float, metavar="N", help="of a hundred marks")


def _answer(ways: Parsers, shared: argparse.ArgumentParser) -> None:  # type: ignore[type-arg]
    one = command(ways, shared, "answer", bids.answer, "show the answer to a question, or write it", json=True)
    one.add_argument("bid", metavar="BID", help="reference of the bid")
    one.add_argument("question", metavar="NUMBER", help="the buyer's number of the question")
    given = one.add_mutually_exclusive_group()
    given.add_argument("--text", help="the answer; {E-0123} quotes a figure, {E-0123 number} its number alone")
    given.add_argument("--file", type=Path, metavar="FILE.txt", help="the answer from a file; - for standard input")
    counting = command(ways, shared, "count", bids.count, "how long the answers are, as the buyer counts", json=True)
    counting.add_argument("bid", metavar="BID", help="reference of the bid")
    found = command(ways, shared, "evidence", bids.evidence, "what may be quoted, and what is missing", json=True)
    found.add_argument("bid", metavar="BID", help="reference of the bid")
    found.add_argument("words", nargs="?", default="", metavar="WORDS", help="only what these words occur in")
    fresh = command(ways, shared, "update", bids.update, "quote today's figures where they have changed", json=True)
    fresh.add_argument("bid", metavar="BID", help="reference of the bid")


def _policy(commands: Parsers, shared: argparse.ArgumentParser) -> None:  # type: ignore[type-arg]
    parser = commands.add_parser("policy", help="policies, certificates and insurances, and when they end")
    ways = parser.add_subparsers(required=True, metavar="add|list|change|remove", dest="action")
    command(ways, shared, "list", bids.policy, "all of them, the next to end first", json=True)
    for name, text in (("add", "add one"), ("change", "change one"), ("remove", "remove one")):
        one = command(ways, shared, name, bids.policy, text, json=True)
        if name == "add":
            one.add_argument("name", metavar="NAME")
        else:
            one.add_argument("id", type=_number, metavar="ID", help="its number in `sfph policy list`")
        if name != "remove":
            one.add_argument("--kind", choices=POLICY_KINDS)
            one.add_argument("--number", help="policy or certificate number, or its level")
            one.add_argument("--issuer")
            one.add_argument("--agreed", dest="agreed_on", type=day, metavar="DAY")
            one.add_argument("--expires", dest="expires_on", type=day, metavar="DAY")
            one.add_argument("--file", help="where the document is kept")
            one.add_argument("--note")


def _number(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is not a whole number") from None
