"""The words of the commands for promises, fair work, best value, investing to save, and partnerships."""

from __future__ import annotations

import argparse
from decimal import Decimal, InvalidOperation
from pathlib import Path

from sfph_desktop.cli import promises
from sfph_desktop.cli.parsing import Parsers, command, day
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.values import Money

OUT = "FILE.pdf|.docx"


def add(commands: Parsers, shared: argparse.ArgumentParser) -> None:  # type: ignore[type-arg]
    """Add them to the other commands."""
    parser = commands.add_parser("promise", help="community benefits: offered, delivered, and told per contract")
    words = "add|change|deliver|list|types|statement|remove"
    ways = parser.add_subparsers(required=True, metavar=words, dest="action")
    for name, text in (("add", "add an offer"), ("change", "change facts of one")):
        one = command(ways, shared, name, promises.promise, text, json=True)
        if name == "add":
            one.add_argument("title", metavar="WORDS", help="what is offered, as the offer says it")
            one.add_argument("--ref", help="your own reference; the next one unless said")
        else:
            one.add_argument("promise", metavar="PROMISE", help="its reference")
            one.add_argument("--title", metavar="WORDS")
        one.add_argument("--type", dest="benefit", metavar="TYPE", help="its type, from: sfph promise types")
        one.add_argument("--contract", dest="contract_ref", metavar="REF")
        one.add_argument("--bid", dest="bid_ref", metavar="REF")
        one.add_argument("--number", type=float, metavar="N", required=name == "add")
        one.add_argument("--unit", help="what is counted; the type's own unless said")
        one.add_argument("--due", dest="due_date", type=day, metavar="DAY")
        one.add_argument("--offered", dest="made_on", type=day, metavar="DAY", help="the day of the offer; today")
        one.add_argument("--by", dest="deliverer", metavar="WHO", help="who delivers it")
        one.add_argument("--cost", type=pounds, metavar="POUNDS", help="what it costs you")
        one.add_argument("--note")
    one = command(ways, shared, "deliver", promises.deliver, "record what was delivered, with its proof", json=True)
    one.add_argument("promise", metavar="PROMISE", help="its reference")
    one.add_argument("--number", type=float, required=True, metavar="N")
    one.add_argument("--on", dest="date", type=day, metavar="DAY", help="the day it was delivered; today unless said")
    one.add_argument("--proof", default="", metavar="WORDS", help="what shows it")
    one.add_argument("--file", default="", metavar="NAME", help="the document's name, or an evidence number")
    one = command(ways, shared, "list", promises.promise, "the register, what is late first", json=True)
    one.add_argument("--contract", dest="contract_ref", default="", metavar="REF")
    one.add_argument("--bid", dest="bid_ref", default="", metavar="REF")
    command(ways, shared, "types", promises.types, "the types of community benefit, with their source", json=True)
    one = command(ways, shared, "statement", promises.statement, "what was promised and delivered", json=True)
    one.add_argument("--contract", dest="contract_ref", required=True, metavar="REF")
    one.add_argument("--out", type=Path, required=True, metavar=OUT)
    one = command(ways, shared, "remove", promises.promise, "remove a promise and its deliveries", json=True)
    one.add_argument("promise", metavar="PROMISE", help="its reference")


def pounds(text: str) -> Money:
    """Pounds as typed, with or without the sign and commas."""
    try:
        return Money.pounds(Decimal(text.replace("£", "").replace(",", "").strip()))
    except (InvalidOperation, UserCanFix):
        raise argparse.ArgumentTypeError(f"'{text}' is not an amount of money: write pounds, as in 1250.50") from None
