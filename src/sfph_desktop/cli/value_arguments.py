"""The words of the commands for value lines."""

from __future__ import annotations

import argparse
from decimal import Decimal, InvalidOperation

from sfph_desktop.cli import value
from sfph_desktop.cli.parsing import Parsers, command
from sfph_desktop.core.domain.benefits import PAYERS
from sfph_desktop.core.domain.values import Period

SHARES = ("deadweight", "displacement", "attribution", "drop_off", "cashable")
_WHAT = {
    "deadweight": "would have happened anyway",
    "displacement": "moved from elsewhere",
    "attribution": "is owed to others",
    "drop_off": "is lost in each later year",
    "cashable": "is released as cash (public cost avoided only)",
}


def add(commands: Parsers, shared: argparse.ArgumentParser) -> None:  # type: ignore[type-arg]
    """Add them to the other commands."""
    parser = commands.add_parser("value", help="what one change is worth: search the library, build value lines")
    ways = parser.add_subparsers(
        required=True, metavar="search|changes|list|add|set|remove|overlap|show", dest="action"
    )
    _search(ways, shared)
    text = "what can be valued: the indicator of each change, event and saving that was found"
    _selection(command(ways, shared, "changes", value.changes, text, json=True))
    command(ways, shared, "list", value.lines, "every value line as entered", json=True)
    made = command(ways, shared, "add", value.change, "value a change with a unit value", json=True)
    text = "ucla3.recovered, event:TYPE, environment:tco2e ...; those you have: sfph value changes"
    made.add_argument("indicator", metavar="INDICATOR", help=text)
    text = "id of the reference library, or carbon; found with: sfph value search WORD"
    made.add_argument("unit_value", metavar="VALUE", help=text)
    made.add_argument("--ref", dest="line_ref", default="", help="your own reference; the next one unless said")
    made.add_argument("--years", type=_years, required=True, metavar="N", help="how long one change lasts")
    _fields(made)
    changed = command(ways, shared, "set", value.change, "change what is named of a value line", json=True)
    changed.add_argument("ref", metavar="LINE")
    changed.add_argument("--indicator", metavar="INDICATOR")
    changed.add_argument("--value", dest="unit_value", metavar="VALUE")
    changed.add_argument("--years", type=_years, metavar="N")
    _fields(changed)
    gone = command(ways, shared, "remove", value.change, "remove a value line; kept runs stay as they were", json=True)
    gone.add_argument("ref", metavar="LINE")
    _overlap(ways, shared)
    text = "totals, scenarios and what each line still needs, without keeping a run"
    _selection(command(ways, shared, "show", value.show, text, json=True))


def _selection(parser: argparse.ArgumentParser) -> None:
    text = "what the newest kept run looked at, unless said"
    parser.add_argument("--period", type=Period.parse, metavar="FROM:TO", help=text)
    parser.add_argument("--service", default="")
    parser.add_argument("--contract", default="", metavar="REF")


def _search(ways: Parsers, shared: argparse.ArgumentParser) -> None:  # type: ignore[type-arg]
    found = command(ways, shared, "search", value.search, "unit values that hold every word", json=True)
    found.add_argument("text", nargs="*", metavar="WORD")
    found.add_argument("--payer", choices=PAYERS, default="")
    found.add_argument("--standing", choices=("offered", "check"), default="", help="check: check before quoting")
    found.add_argument("--country", default="", help="as printed: Scotland, England, UK ...")


def _overlap(ways: Parsers, shared: argparse.ArgumentParser) -> None:  # type: ignore[type-arg]
    text = "say whether lines value the same change in the same people"
    decided = command(ways, shared, "overlap", value.overlap, text, json=True)
    decided.add_argument("refs", nargs="+", metavar="LINE", help="two lines or more")
    which = decided.add_mutually_exclusive_group(required=True)
    which.add_argument("--same", action="store_true", help="the same change: only the largest counts")
    which.add_argument("--different", dest="same", action="store_false", help="different changes: all of them count")


def _fields(parser: argparse.ArgumentParser) -> None:
    text = "how you made sure of a value marked 'check before quoting'"
    parser.add_argument("--checked", dest="unit_value_checked", metavar="HOW", help=text)
    for name in SHARES:
        option = name.replace("_", "-")
        parser.add_argument(f"--{option}", type=_share, metavar="SHARE", help=f"30%% or 0.3: what {_WHAT[name]}")
        parser.add_argument(f"--{option}-reason", metavar="WHY")
        parser.add_argument(f"--{option}-source", metavar="SOURCE")
    parser.add_argument("--contract", dest="contract_ref", metavar="REF")
    parser.add_argument("--overlap-group", metavar="NAME")


def _number(text: str) -> Decimal:
    found = Decimal(text)
    if not found.is_finite():
        raise InvalidOperation
    return found


def _years(text: str) -> Decimal:
    try:
        return _number(text)
    except InvalidOperation:
        raise argparse.ArgumentTypeError(f"'{text}' is not a number of years: write 1 or 2.5") from None


def _share(text: str) -> Decimal:
    """A share of the whole; a percentage outside 0 to 100 is refused by the rules of a line."""
    percent = text.strip().endswith("%")
    try:
        found = _number(text.strip().rstrip("% "))
    except InvalidOperation:
        raise argparse.ArgumentTypeError(f"'{text}' is not a share: write 30% or 0.3") from None
    if found > 1 and not percent:
        whole = f"'{text}' is more than the whole: write {text}% for {text} of 100, or a share of at most 1, as 0.3"
        raise argparse.ArgumentTypeError(whole)
    return found / 100 if percent else found
