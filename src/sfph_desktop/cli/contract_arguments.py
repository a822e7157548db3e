"""The words of the commands for commissioners, contracts and targets."""

from __future__ import annotations

import argparse

from sfph_desktop.cli import contracts
from sfph_desktop.cli.parsing import Parsers, command, day
from sfph_desktop.core.domain.contracts import COMMISSIONER_KINDS, ROUTES


def add(commands: Parsers, shared: argparse.ArgumentParser) -> None:  # type: ignore[type-arg]
    """Add them to the other commands."""
    _contract(commands, shared)
    _target(commands, shared)
    _commissioner(commands, shared)
    command(commands, shared, "income", contracts.income, "income by route, year by year", json=True)


def _contract(commands: Parsers, shared: argparse.ArgumentParser) -> None:  # type: ignore[type-arg]
    parser = commands.add_parser("contract", help="contracts, service level agreements, grants and sales")
    ways = parser.add_subparsers(required=True, metavar="add|change|show|pace|remove", dest="action")
    pace = command(ways, shared, "pace", contracts.pace, "delivered, pace and forecast of every target", json=True)
    pace.add_argument("name", nargs="?", default="", metavar="REF", help="every contract unless said")
    pace.add_argument("--on", type=day, metavar="DAY", help="today unless said")
    pace.add_argument("--since", type=day, metavar="DAY", help="tell what was delivered from this day on as well")
    for name, text in (
        ("add", "add a contract"),
        ("change", "change a contract"),
        ("show", "one contract in full"),
        ("remove", "remove a contract that nothing names"),
    ):
        one = command(ways, shared, name, contracts.contract, text, json=True)
        one.add_argument("name", metavar="TITLE" if name == "add" else "REF")
        if name in {"add", "change"}:
            _facts(one)
        if name == "add":
            one.add_argument("--ref", default="", help="your own reference; the next one unless said")
        if name == "change":
            one.add_argument("--title")
            one.add_argument(
                "--ref", dest="contract_ref", metavar="REF", help="another reference; what names it follows"
            )


def _facts(one: argparse.ArgumentParser) -> None:
    one.add_argument("--commissioner", help="who pays; somebody new becomes a commissioner")
    one.add_argument("--route", choices=ROUTES)
    one.add_argument("--value", type=contracts.pounds, metavar="POUNDS", help="excluding VAT")
    one.add_argument("--from", dest="start_date", type=day, metavar="DAY", help="its first day")
    one.add_argument("--to", dest="end_date", type=day, metavar="DAY", help="its last day")
    one.add_argument("--extension", help="what the option to extend says")
    one.add_argument("--extended-to", type=day, metavar="DAY", help="the last day if all of it is taken up")
    one.add_argument("--lead", dest="lead_partner", help="who leads, where it is not you")
    one.add_argument("--our-share", type=contracts.share, metavar="SHARE", help="of the value: 0.6 or 60%%")
    one.add_argument("--notice", dest="ocid", metavar="OCID", help="the number of its notice")
    lot = contracts.none_or(contracts.lot)
    one.add_argument("--lot", action="append", type=lot, metavar="LOT:TITLE:POUNDS", help="once for each; none")
    partner = contracts.none_or(contracts.partner)
    said = "who else delivers, once for each: lead, partner or subcontractor; none"
    one.add_argument("--partner", action="append", type=partner, metavar="NAME:ROLE:SHARE:LOT", help=said)


def _target(commands: Parsers, shared: argparse.ArgumentParser) -> None:  # type: ignore[type-arg]
    parser = commands.add_parser("target", help="what was promised under a contract")
    ways = parser.add_subparsers(required=True, metavar="add|change|remove", dest="action")
    for name, text in (
        ("add", "promise a number"),
        ("change", "change what was promised"),
        ("remove", "take a promise away"),
    ):
        one = command(ways, shared, name, contracts.target, text, json=True)
        one.add_argument("name", metavar="REF", help="the contract")
        one.add_argument("indicator", metavar="INDICATOR", help="people, contacts, event:TYPE, INSTRUMENT.improved")
        if name == "add":
            one.add_argument("number", type=contracts.number, metavar="NUMBER")
        if name == "change":
            one.add_argument("--number", type=contracts.number, metavar="NUMBER")
        if name != "remove":
            one.add_argument("--due", type=day, metavar="DAY")


def _commissioner(commands: Parsers, shared: argparse.ArgumentParser) -> None:  # type: ignore[type-arg]
    parser = commands.add_parser("commissioner", help="who buys or funds")
    ways = parser.add_subparsers(required=True, metavar="add|change|show|remove", dest="action")
    for name, text in (
        ("add", "add a commissioner"),
        ("change", "change a commissioner"),
        ("show", "one commissioner and its contracts"),
        ("remove", "remove a commissioner that no contract names"),
    ):
        one = command(ways, shared, name, contracts.commissioner, text, json=True)
        one.add_argument("name", metavar="NAME")
        if name in {"add", "change"}:
            one.add_argument("--kind", choices=COMMISSIONER_KINDS)
            one.add_argument("--area", help="the council, health board or integration authority area it buys for")
            for fact in ("contact", "phone", "email", "note"):
                one.add_argument(f"--{fact}")
        if name == "change":
            one.add_argument("--rename", metavar="NAME", help="another name; its contracts follow")
