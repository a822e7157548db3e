"""The words of the commands for promises, fair work, best value, investing to save, and partnerships."""

from __future__ import annotations

import argparse
from decimal import Decimal, InvalidOperation
from pathlib import Path

from sfph_desktop.cli import promises, savings
from sfph_desktop.cli.parsing import Parsers, between, command, day
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.promise_rules import PER_WORDS
from sfph_desktop.core.domain.saving_rules import LONGEST, PUBLIC_PAYERS
from sfph_desktop.core.domain.values import Money

OUT = "FILE.pdf|.docx"


def add(commands: Parsers, shared: argparse.ArgumentParser) -> None:  # type: ignore[type-arg]
    """Add them to the other commands."""
    _promise(commands, shared)
    _saving(commands, shared)
    _fair_work(commands, shared)
    _best_value(commands, shared)


def _promise(commands: Parsers, shared: argparse.ArgumentParser) -> None:  # type: ignore[type-arg]
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


def _saving(commands: Parsers, shared: argparse.ArgumentParser) -> None:  # type: ignore[type-arg]
    parser = commands.add_parser("saving", help="cases for investing to save, and who saves in them")
    words = "add|change|line|from-run|list|show|remove"
    ways = parser.add_subparsers(required=True, metavar=words, dest="action")
    command(ways, shared, "list", savings.saving, "the cases, the newest first", json=True)
    for name, text in (("show", "one case, worked out"), ("remove", "remove a case and its savings")):
        one = command(ways, shared, name, savings.saving, text, json=True)
        one.add_argument("case", metavar="CASE", help="its reference")
    for name, text in (("add", "add a case"), ("change", "change facts of a case")):
        one = command(ways, shared, name, savings.saving, text, json=True)
        if name == "add":
            one.add_argument("title", metavar="WORDS", help="what is to be done")
            one.add_argument("--ref", help="your own reference; the next one unless said")
        else:
            one.add_argument("case", metavar="CASE", help="its reference")
            one.add_argument("--title", metavar="WORDS")
        one.add_argument("--invest", type=pounds, required=name == "add", metavar="POUNDS", help="in the first year")
        one.add_argument("--running", type=pounds, metavar="POUNDS", help="in each later year")
        one.add_argument("--match", type=pounds, metavar="POUNDS", help="what others put in, in the first year")
        one.add_argument("--match-from", metavar="WHO")
        one.add_argument("--for", dest="asked_of", metavar="WHO", help="to whom the case is made")
        one.add_argument("--starts", dest="starts_on", type=day, metavar="DAY")
        one.add_argument("--years", type=between(1, LONGEST), metavar="N", help="how many years are looked at; 3")
        one.add_argument("--conditions", metavar="WORDS", help="what would have to be true, one on each line")
        one.add_argument("--note")
    one = command(ways, shared, "line", savings.saving, "add a saving of one payer", json=True)
    one.add_argument("case", metavar="CASE", help="its reference")
    one.add_argument("--payer", required=True, choices=PUBLIC_PAYERS)
    one.add_argument("--what", required=True, metavar="WORDS", help="what less is spent on")
    one.add_argument("--amount", type=pounds, required=True, metavar="POUNDS", help="a year, at full effect")
    one.add_argument("--low", type=pounds, metavar="POUNDS")
    one.add_argument("--high", type=pounds, metavar="POUNDS")
    one.add_argument("--cashable", type=_share, metavar="0..1", help="the share that is money released")
    one.add_argument("--why-cashable", dest="cashable_why", metavar="WORDS", help="which budget shrinks")
    one.add_argument("--from-month", type=between(0, 12 * LONGEST), metavar="N", help="months until it begins")
    one.add_argument("--source", required=True, metavar="WORDS")
    one.add_argument("--evidence", metavar="E-0001")
    one = command(ways, shared, "from-run", savings.saving, "take the public cost avoided of a kept run", json=True)
    one.add_argument("case", metavar="CASE", help="its reference")
    one.add_argument("--snapshot", metavar="S-0001", help="the newest unless said")
    one = command(commands, shared, "invest-to-save", savings.invest_to_save, "a case as a document", json=True)
    one.add_argument("--case", default="", metavar="CASE", help="its reference; the only one there is unless said")
    one.add_argument("--out", type=Path, required=True, metavar=OUT)


def _fair_work(commands: Parsers, shared: argparse.ArgumentParser) -> None:  # type: ignore[type-arg]
    text = "the Fair Work First criteria: what speaks to each, and the answers as a document"
    one = command(commands, shared, "fair-work", savings.fair, text, json=True)
    one.add_argument("--out", type=Path, metavar=OUT)
    one.add_argument("--criterion", type=between(1, 99), metavar="N", help="the criterion that --answer is about")
    one.add_argument("--answer", metavar="WORDS", help="keep your own words to it; blank takes them away")


def _best_value(commands: Parsers, shared: argparse.ArgumentParser) -> None:  # type: ignore[type-arg]
    text = "price beside quality, balance and sustainability, from a kept run"
    one = command(commands, shared, "best-value", savings.value_page, text, json=True)
    one.add_argument("--snapshot", metavar="S-0001", help="the newest unless said")
    one.add_argument("--contract", dest="contract_ref", metavar="REF")
    one.add_argument("--out", type=Path, required=True, metavar=OUT)
    parser = commands.add_parser("cost-beside", help="costs a buyer can hold yours against, each with its source")
    ways = parser.add_subparsers(required=True, metavar="add|list|remove", dest="action")
    command(ways, shared, "list", savings.cost, "all of them", json=True)
    one = command(ways, shared, "remove", savings.cost, "remove one", json=True)
    one.add_argument("id", type=between(1, 10**9), metavar="ID", help="its number in the list")
    one = command(ways, shared, "add", savings.cost, "add one: from the library, or typed with its source", json=True)
    given = one.add_mutually_exclusive_group(required=True)
    given.add_argument("--value", dest="unit_value", metavar="ID", help="a unit value of the reference library")
    given.add_argument("--what", metavar="WORDS", help="what costs that much")
    one.add_argument("--cost", type=pounds, default=Money(0), metavar="POUNDS")
    one.add_argument("--source", default="", metavar="WORDS", help="where the buyer can check it")
    one.add_argument("--per", choices=tuple(PER_WORDS))
    one.add_argument("--contract", dest="contract_ref", metavar="REF")
    one.add_argument("--note", metavar="WORDS", help="what is different about it")


def _share(text: str) -> Decimal:
    try:
        share = Decimal(text)
    except InvalidOperation:
        share = Decimal(-1)
    if not 0 <= share <= 1:
        raise argparse.ArgumentTypeError(f"'{text}' is not a share: write a number from 0 to 1")
    return share


def pounds(text: str) -> Money:
    """Pounds as typed, with or without the sign and commas."""
    try:
        return Money.pounds(Decimal(text.replace("£", "").replace(",", "").strip()))
    except (InvalidOperation, UserCanFix):
        raise argparse.ArgumentTypeError(f"'{text}' is not an amount of money: write pounds, as in 1250.50") from None
