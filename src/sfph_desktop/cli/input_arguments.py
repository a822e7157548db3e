"""The words of the commands for what went in."""

from __future__ import annotations

import argparse
from decimal import Decimal

from sfph_desktop.cli import inputs
from sfph_desktop.cli.environment_arguments import number
from sfph_desktop.cli.parsing import Parsers, between, command, day
from sfph_desktop.core.domain.contracts import INPUT_KINDS


def add(commands: Parsers, shared: argparse.ArgumentParser) -> None:  # type: ignore[type-arg]
    """Add them to the other commands."""
    parser = commands.add_parser("input", help="what went in: money, staff, volunteer hours, gifts in kind")
    ways = parser.add_subparsers(required=True, metavar="list|add|change|remove", dest="action")
    command(ways, shared, "list", inputs.records, "everything that went in, the latest first", json=True)
    made = command(ways, shared, "add", inputs.change, "write down what went in", json=True)
    made.add_argument("kind", choices=INPUT_KINDS)
    made.add_argument("amount", type=_amount, metavar="AMOUNT", help="in pounds; hours for volunteer_hours")
    made.add_argument("--from", dest="date_from", type=day, required=True, metavar="DAY")
    made.add_argument("--to", dest="date_to", type=day, required=True, metavar="DAY")
    _scope(made)
    changed = command(ways, shared, "change", inputs.change, "change what is named of a record", json=True)
    changed.add_argument("number", type=between(1, 10**9), metavar="N", help="as 'input list' numbers it")
    changed.add_argument("--kind", choices=INPUT_KINDS)
    changed.add_argument("--amount", type=_amount)
    changed.add_argument("--from", dest="date_from", type=day, metavar="DAY")
    changed.add_argument("--to", dest="date_to", type=day, metavar="DAY")
    _scope(changed)
    gone = command(ways, shared, "remove", inputs.change, "remove a record; kept runs stay as they were", json=True)
    gone.add_argument("number", type=between(1, 10**9), metavar="N")


def _scope(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--service", metavar="SERVICE", help="for this service alone")
    parser.add_argument("--contract", dest="contract_ref", metavar="REF", help="under this contract")


def _amount(text: str) -> Decimal:
    return Decimal(str(number(text.replace("£", "").replace(",", ""))))
