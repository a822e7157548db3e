"""The words of the commands for the environment."""

from __future__ import annotations

import argparse
from math import isfinite

from sfph_desktop.cli import environment
from sfph_desktop.cli.parsing import Parsers, between, command, day
from sfph_desktop.core.domain.environment import KINDS
from sfph_desktop.core.domain.shared_journeys import VEHICLES


def add(commands: Parsers, shared: argparse.ArgumentParser) -> None:  # type: ignore[type-arg]
    """Add them to the other commands."""
    parser = commands.add_parser(
        "environment", help="what was reused, recycled, saved or avoided, and the carbon of it"
    )
    ways = parser.add_subparsers(required=True, metavar="activities|list|add|change|remove|journeys", dest="action")
    text = "what may be recorded, with the years of its official factors"
    found = command(ways, shared, "activities", environment.activities, text, json=True)
    found.add_argument("text", nargs="*", metavar="WORD")
    found.add_argument("--kind", choices=tuple(KINDS), default="")
    listed = command(ways, shared, "list", environment.records, "every record, the latest first", json=True)
    listed.add_argument("text", nargs="*", metavar="WORD")
    made = command(ways, shared, "add", environment.change, "write down what was reused, saved or avoided", json=True)
    made.add_argument("factor", metavar="ACTIVITY", help="its id, as 'environment activities' lists it")
    made.add_argument("amount", type=number, metavar="AMOUNT")
    _fields(made)
    changed = command(ways, shared, "change", environment.change, "change what is named of a record", json=True)
    changed.add_argument("number", type=between(1, 10**9), metavar="N", help="as 'environment list' numbers it")
    changed.add_argument("--activity", dest="factor", metavar="ACTIVITY")
    changed.add_argument("--amount", type=number)
    _fields(changed)
    gone = command(
        ways, shared, "remove", environment.change, "remove a record; kept runs stay as they were", json=True
    )
    gone.add_argument("number", type=between(1, 10**9), metavar="N")
    text = "what a session's register offers of journeys shared; with --km and --driven, written down"
    shared_ = command(ways, shared, "journeys", environment.journeys, text, json=True)
    shared_.add_argument("session", metavar="SESSION", help="its reference")
    shared_.add_argument("--km", type=number, help="by car for one of them, there and back")
    shared_.add_argument("--driven", type=number, metavar="KM", help="by the vehicle altogether")
    shared_.add_argument(
        "--people", type=between(1, 10_000), help="who would have driven; one from each home unless said"
    )
    shared_.add_argument("--vehicle", choices=tuple(VEHICLES), default=next(iter(VEHICLES)))


def _fields(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--unit", default="", help="kg, tonnes, km, miles ...; the factor's own unless said")
    parser.add_argument("--date", dest="day", type=day, metavar="DAY", help="today unless said")
    text = "what it took the place of; '' for nothing"
    parser.add_argument("--replaces", dest="replaces_factor", metavar="ACTIVITY", help=text)
    parser.add_argument("--replaces-amount", type=number, metavar="AMOUNT", help="the same unless said")
    parser.add_argument("--replaces-unit", default="")
    text = "70%% or 0.7: of goods, the share that truly took the place of new ones"
    parser.add_argument("--displacement", dest="displacement_rate", type=share, metavar="SHARE", help=text)
    parser.add_argument("--displacement-reason", metavar="WHY", help="how you know that share")
    parser.add_argument("--no-displacement", dest="not_goods", action="store_true", help="take a share back")
    parser.add_argument("--note")


def number(text: str) -> float:
    """A number with or without commas; what cannot be is refused by the rules of the record."""
    try:
        found = float(text.replace(",", ""))
        if isfinite(found):
            return found
    except ValueError:
        pass
    raise argparse.ArgumentTypeError(f"'{text}' is not a number: write it in figures, as 12.5")


def share(text: str) -> float:
    """A share as 70% or 0.7."""
    percent = text.strip().endswith("%")
    found = number(text.strip().rstrip("% "))
    return found / 100 if percent else found
