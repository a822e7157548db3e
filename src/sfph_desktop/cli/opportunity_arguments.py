"""The words of the commands for opportunities and notices."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from sfph_desktop.cli import opportunities
from sfph_desktop.cli.parsing import Parsers, between, command, day
from sfph_desktop.core.domain.opportunities import BUYER_KINDS, DECISIONS, JURISDICTIONS, LIST_KINDS, ROUTES, STAGES


def add(commands: Parsers, shared: argparse.ArgumentParser) -> None:  # type: ignore[type-arg]
    """Add them to the other commands."""
    notice = commands.add_parser("notice", help="notices from the public procurement websites")
    ways = notice.add_subparsers(required=True, metavar="import", dest="action")
    text = "bring in a saved notice (OCDS JSON): release or record package, or one release"
    bring = command(ways, shared, "import", opportunities.bring_in, text, json=True)
    bring.add_argument("file", type=Path, metavar="FILE.json")
    more = "only what has a code (CPV) that begins so, as 85 for health and social work; may be given again"
    bring.add_argument("--cpv", action="append", default=[], metavar="CODE", help=more)
    _opportunity(commands, shared)
    _bidder(commands, shared)


def _opportunity(commands: Parsers, shared: argparse.ArgumentParser) -> None:  # type: ignore[type-arg]
    parser = commands.add_parser("opportunity", help="work that may be bid for")
    ways = parser.add_subparsers(
        required=True, metavar="list|show|add|change|check|decide|bid|lot|criterion|remove|ics", dest="action"
    )
    every = command(ways, shared, "list", opportunities.listing, "what there is, the nearest deadline first", json=True)
    every.add_argument("text", nargs="?", default="", help="only those with this in title, buyer or reference")
    for name, text in (
        ("show", "one opportunity with all that is known of it"),
        ("change", "change what is known of one"),
        ("decide", "write down whether you bid, and why"),
        ("lot", "add a lot, or put it in place of the one of its number"),
        ("criterion", "add an award criterion, or put it in place of the one of its name"),
        ("bid", "begin the bid that answers it, or find the one there is"),
        ("remove", "remove one with its lots and notices"),
    ):
        one = command(ways, shared, name, opportunities.opportunity, text, json=True)
        one.add_argument("ref", metavar="REF", help="its reference (N-0001), or the number of its process (ocid)")
        if name == "change":
            one.add_argument("--title")
            _facts(one)
        if name == "decide":
            one.add_argument(
                "decision", choices=(*DECISIONS, ""), type=_decision, metavar="|".join((*DECISIONS, "undecided"))
            )
            one.add_argument("--reason", default="", help="why: one sentence for those who come after")
        if name == "lot":
            one.add_argument("lot", metavar="NUMBER")
            one.add_argument("--title", default="")
            one.add_argument("--value", default="", help="pounds")
        if name == "criterion":
            one.add_argument("name", metavar="NAME")
            one.add_argument("--weight", default="", help="part of a hundred")
            one.add_argument("--lot", default="", help="the lot it is for; all of the work unless said")
    new = command(ways, shared, "add", opportunities.opportunity, "add one you heard of", json=True)
    new.add_argument("title", metavar="TITLE")
    new.add_argument("--ref", default="", help="your own reference; the next one unless said")
    _facts(new)

    text = "what speaks for a bid and against it, and the limits beside the value"
    look = command(ways, shared, "check", opportunities.check, text, json=True)
    look.add_argument("ref", metavar="REF")
    days = command(ways, shared, "ics", opportunities.deadlines, "the deadlines to come as a calendar file", json=True)
    days.add_argument("ref", nargs="?", default="", metavar="REF", help="only those of this one")
    days.add_argument("--out", type=Path, required=True, metavar="FILE.ics")


def _bidder(commands: Parsers, shared: argparse.ArgumentParser) -> None:  # type: ignore[type-arg]
    parser = commands.add_parser("bidder", help="what buyers ask of you: turnover, staff, lists, supported business")
    ways = parser.add_subparsers(required=True, metavar="show|fact|list|unlist|limit", dest="action")
    command(ways, shared, "show", opportunities.bidder, "all that is written down", json=True)
    fact = command(ways, shared, "fact", opportunities.bidder, "write down turnover or staff of one day", json=True)
    fact.add_argument("--on", type=day, metavar="DAY", help="today unless said")
    fact.add_argument("--turnover", metavar="POUNDS", help="of the year that ended on the day")
    fact.add_argument("--employees", type=between(0, 100_000))
    more = "of them, disabled or disadvantaged"
    fact.add_argument("--employees-integrated", type=between(0, 100_000), help=more)
    fact.add_argument("--main-aim", choices=("yes", "no"), help="integrating such people is the main aim")
    fact.add_argument("--aim-written-in", help="where that is written")
    fact.add_argument("--note")
    kept = command(ways, shared, "list", opportunities.bidder, "a list of a buyer that you are on", json=True)
    kept.add_argument("buyer", metavar="BUYER")
    kept.add_argument("--kind", choices=LIST_KINDS, default="preferred")
    for name in ("what", "source"):
        kept.add_argument(f"--{name}", default="")
    kept.add_argument("--up-to", default="", metavar="POUNDS", help="the buyer's own limit for it")
    kept.add_argument("--to", type=day, metavar="DAY", help="its last day")
    gone = command(ways, shared, "unlist", opportunities.bidder, "take a list away", json=True)
    gone.add_argument("id", type=between(1, 2**31), metavar="ID")
    limit = command(ways, shared, "limit", opportunities.bidder, "the limit for preferred bidder lists", json=True)
    limit.add_argument("pounds", nargs="?", default="", metavar="POUNDS")


def _decision(text: str) -> str:
    return "" if text == "undecided" else text


def _facts(parser: argparse.ArgumentParser) -> None:
    choices = {"route": ROUTES, "stage": STAGES, "jurisdiction": JURISDICTIONS, "buyer_kind": BUYER_KINDS}
    for name in opportunities.FACTS:
        if name != "title":
            parser.add_argument(f"--{name.replace('_', '-')}", choices=choices.get(name))
    for name in opportunities.DAYS:
        parser.add_argument(f"--{name.replace('_', '-')}", type=_day, metavar="DAY", help="'none' takes it away")
    for name in opportunities.MONEY:
        parser.add_argument(f"--{name.replace('_', '-')}", metavar="POUNDS", help="'none' takes it away")


def _day(text: str) -> date | str:
    if text.strip().casefold() == opportunities.NO_DAY:
        return opportunities.NO_DAY
    found = day(text)
    if found is None:
        raise argparse.ArgumentTypeError("write the day, as in 2026-11-03")
    return found
