"""The words of the commands for case studies and quotes."""

from __future__ import annotations

import argparse
from pathlib import Path

from sfph_desktop.cli import stories
from sfph_desktop.cli.parsing import Parsers, between, command, day
from sfph_desktop.core.domain.stories import ROUNDINGS


def add(commands: Parsers, shared: argparse.ArgumentParser) -> None:  # type: ignore[type-arg]
    """Add them to the other commands."""
    text = "a person's story or the enterprise's own, as PDF, Word or a web page; and every document one went into"
    one = command(commands, shared, "case-study", stories.case_study, text, json=True)
    first = f"before it one of: {', '.join(stories.WORDS)} (write REF SECTION; samples [1 to 19])"
    one.add_argument("words", nargs="*", metavar="WHAT", help=f"a person's reference or CS-0001; {first}")
    one.add_argument("--enterprise", action="store_true", help="the enterprise's own")
    one.add_argument("--out", type=Path, metavar="FILE", help="write it: .pdf, .docx or .html")
    one.add_argument("--for", dest="for_whom", default="", metavar="WHOM", help="whom it goes to, for the list of uses")
    one.add_argument("--large-print", action="store_true")
    one.add_argument("--title", help="what it is headed by")
    one.add_argument("--name", help="what the person is called in it, as they choose")
    one.add_argument("--dates", choices=ROUNDINGS, help="how exactly days are told")
    one.add_argument("--read-on", type=day, metavar="DAY", help="the day they read it and were content")
    one.add_argument("--ready", action="store_true", help="nothing is to be added")
    one.add_argument("--text", metavar="WORDS", help="of write: the words; without them the section is emptied")
    one.add_argument(
        "--quote", dest="quotes", action="append", type=between(0, 2**31), metavar="ID",
        help="the quotes in it, in order, in place of those there are; 0 for none",
    )  # fmt: skip
    _quote(commands, shared)


def _quote(commands: Parsers, shared: argparse.ArgumentParser) -> None:  # type: ignore[type-arg]
    parser = commands.add_parser("quote", help="the quotes bank: what people said, and whether it may be printed")
    ways = parser.add_subparsers(required=True, metavar="add|set|list|remove", dest="action")
    for name, text in (("add", "keep what somebody said"), ("set", "change a quote")):
        one = command(ways, shared, name, stories.quote, text, json=True)
        if name == "add":
            one.add_argument("text", metavar="WORDS", help="as they were said")
            one.add_argument("--person", default="", metavar="REF", help="who said it, where they are in the store")
        else:
            one.add_argument("id", type=between(1, 2**31), metavar="ID", help="its number in `sfph quote list`")
            one.add_argument("--text", default="", metavar="WORDS")
        one.add_argument("--by", help="how they are named in print")
        one.add_argument("--on", type=day, metavar="DAY", help="the day it was said")
        one.add_argument("--usable", choices=("yes", "no"), help="whether it may be printed")
        one.add_argument("--agreed", help="how and when they agreed, for those not in the store")
        one.add_argument("--note")
    command(ways, shared, "list", stories.quote, "every quote", json=True)
    gone = command(ways, shared, "remove", stories.quote, "remove a quote", json=True)
    gone.add_argument("id", type=between(1, 2**31), metavar="ID")
