"""The words of the commands for opportunities and notices."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from sfph_desktop.cli import opportunities
from sfph_desktop.cli.parsing import Parsers, command, day
from sfph_desktop.core.domain.opportunities import BUYER_KINDS, DECISIONS, JURISDICTIONS, ROUTES, STAGES


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


def _opportunity(commands: Parsers, shared: argparse.ArgumentParser) -> None:  # type: ignore[type-arg]
    parser = commands.add_parser("opportunity", help="work that may be bid for")
    ways = parser.add_subparsers(
        required=True, metavar="list|show|add|change|decide|lot|criterion|remove", dest="action"
    )
    every = command(ways, shared, "list", opportunities.listing, "what there is, the nearest deadline first", json=True)
    every.add_argument("text", nargs="?", default="", help="only those with this in title, buyer or reference")
    for name, text in (
        ("show", "one opportunity with all that is known of it"),
        ("change", "change what is known of one"),
        ("decide", "write down whether you bid, and why"),
        ("lot", "add a lot, or put it in place of the one of its number"),
        ("criterion", "add an award criterion, or put it in place of the one of its name"),
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
