"""The words of the commands for the successor."""

from __future__ import annotations

import argparse
from pathlib import Path

from sfph_desktop.cli import handover
from sfph_desktop.cli.parsing import Parsers, between, command


def add(commands: Parsers, shared: argparse.ArgumentParser) -> None:  # type: ignore[type-arg]
    """Add them to the other commands."""
    text = "what a successor needs: what runs, what is due, who is who, where everything is"
    one = command(commands, shared, "handover", handover.handover, text, json=True)
    one.add_argument("--out", type=Path, metavar="FILE.pdf or FILE.docx", help="one page and its annexes")
    one.add_argument("--large-print", action="store_true")
    parser = commands.add_parser("duty", help="who leads a group, sees to a contract or does something for the office")
    ways = parser.add_subparsers(required=True, metavar="set|list|remove", dest="action")
    command(ways, shared, "list", handover.duty, "all of them", json=True)
    gone = command(ways, shared, "remove", handover.duty, "take one away", json=True)
    gone.add_argument("id", type=between(1, 2**31), metavar="ID", help="its number in `sfph duty list`")
    kept = command(ways, shared, "set", handover.duty, "write one down, in place of the one there is", json=True)
    kept.add_argument("--group", default="", metavar="NAME", help="a group that meets")
    kept.add_argument("--contract", default="", metavar="REF")
    kept.add_argument("--office", default="", metavar="WORDS", help="anything else: Pays the wages")
    kept.add_argument("--who", required=True, metavar="NAME")
    kept.add_argument("--stands-in", metavar="NAME", help="who does it when they cannot")
    kept.add_argument("--note", help="where its keys and papers are; never a password")
