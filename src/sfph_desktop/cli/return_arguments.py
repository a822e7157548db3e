"""The words of the commands for the return to the network, and for the lawful bases it rests on."""

from __future__ import annotations

import argparse
from pathlib import Path

from sfph_desktop.cli import returns
from sfph_desktop.cli.parsing import Parsers, between, command, day
from sfph_desktop.core.domain.lawful_bases import BASES, CONDITIONS
from sfph_desktop.core.domain.network import Quarter, read_quarter
from sfph_desktop.core.domain.returns import FIELDS


def add(commands: Parsers, shared: argparse.ArgumentParser) -> None:  # type: ignore[type-arg]
    """Add them to the other commands."""
    parser = commands.add_parser("return", help="the return to the network: see it, make it, open it")
    ways = parser.add_subparsers(
        required=True, metavar="preview|make|inspect|list|bring-back|carry-on|agree", dest="action"
    )
    text = "every value that would leave, with its reason, and what is held back and why; nothing leaves"
    seen = command(ways, shared, "preview", returns.preview, text, json=True)
    made = command(ways, shared, "make", returns.make, "write it, signed and sealed; a receipt is kept", json=True)
    for one in (seen, made):
        one.add_argument("--quarter", type=_quarter, required=True, metavar="2026Q1")
    seen.add_argument("--to", default="", metavar="KEY", help="the network's name, its key or its key file")
    made.add_argument("--to", required=True, metavar="KEY", help="the network's name, its key or its key file")
    text = "the folder named with 'sfph network watch' unless said"
    made.add_argument("--out", type=Path, metavar="FILE.sfph-return", help=text)
    text = "everything that is in a return: one of your own, or at the desk one that is for it"
    opened = command(ways, shared, "inspect", returns.inspect, text, json=True)
    opened.add_argument("file", type=Path, metavar="FILE")
    command(ways, shared, "list", returns.listed, "the receipts of the returns that were made", json=True)
    text = "after a backup was brought back: take the files of returns you sent since back in"
    back = command(ways, shared, "bring-back", returns.bring_back, text, json=True)
    back.add_argument("files", type=Path, nargs="+", metavar="FILE")
    text = "after a backup was brought back and those files are lost: number the next return after what the desk has"
    on = command(ways, shared, "carry-on", returns.carry_on, text, json=True)
    on.add_argument("--after", type=between(1, 1_000_000), required=True, metavar="N", help="the desk's highest number")
    on.add_argument("--files-are-lost", action="store_true", help="go on although what left since is not known here")
    text = "agree to the network's words about rows of single people, under made-up names"
    agree = command(ways, shared, "agree", returns.agree, text, json=True)
    agree.add_argument("--end", action="store_true", help="send no rows any more")
    _bases(commands, shared)


def _bases(commands: Parsers, shared: argparse.ArgumentParser) -> None:  # type: ignore[type-arg]
    parser = commands.add_parser("lawful-basis", help="on which lawful basis each field leaves for the network")
    ways = parser.add_subparsers(required=True, metavar="list|set|end", dest="action")
    command(ways, shared, "list", returns.bases, "the basis of each field; what has none does not leave", json=True)
    text = "record the basis of a field; 'all': consent, for every field that has none"
    put = command(ways, shared, "set", returns.set_basis, text, json=True)
    put.add_argument("field", choices=(*FIELDS, "all"), metavar="FIELD", help=f"{', '.join(FIELDS)}; or all")
    put.add_argument("--basis", choices=tuple(BASES), default="consent", help="of Article 6 (default: consent)")
    text = "of Article 9: needed where the field tells of health or care"
    put.add_argument("--condition", choices=tuple(CONDITIONS), default="", help=text)
    put.add_argument("--reason", default="", metavar="TEXT", help="why it is the right one")
    end = command(ways, shared, "end", returns.end_basis, "the field has no basis any more", json=True)
    end.add_argument("field", choices=tuple(FIELDS), metavar="FIELD")
    for one in (put, end):
        one.add_argument("--on", type=day, metavar="DAY", help="from which day on; today when not given")


def _quarter(text: str) -> Quarter:
    found = read_quarter(text)
    if found is None:
        raise argparse.ArgumentTypeError(f"'{text}' is not a quarter: write it as 2026Q1")
    return found
