"""What every command is made of: its parser with the options they share, and how numbers and days are read."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date
from difflib import get_close_matches
from typing import Any

Parsers = argparse._SubParsersAction


class Words(argparse.ArgumentParser):
    """A parser that tells of an unknown option what its own command would take, and not the whole program's usage."""

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """As `argparse` does; a command without commands of its own refuses what it does not know."""
        found, unknown = super().parse_known_args(args, namespace)
        if unknown and self._subparsers is None:
            named = unknown[0].partition("=")[0]
            near = get_close_matches(named, list(self._option_string_actions), n=2, cutoff=0.6)
            hint = f"; did you mean {' or '.join(near)}?" if near and named.startswith("-") else ""
            several = next((one.metavar for one in self._actions if not one.option_strings and one.nargs == "*"), None)
            if several and not named.startswith("-"):
                hint = f"; each {several} stands before every option, right after what comes first"
            self.error(f"'{named}' is more than this command takes{hint}")
        return found, unknown


def command(commands: Parsers, shared: argparse.ArgumentParser, name: str, do: object, text: str, **more: bool):  # type: ignore[no-untyped-def, type-arg]
    """One command: its name, what it does, and whether it can report as JSON."""
    parser = commands.add_parser(name, parents=[shared], help=text, description=text)
    if more.get("json"):
        parser.add_argument("--json", action="store_true", help="one JSON document on standard output")
    parser.set_defaults(do=do)
    return parser


def between(least: int, most: int) -> Callable[[str], int]:
    """Reads a whole number between two others, both included."""

    def number(text: str) -> int:
        if not text.isascii() or not text.isdigit() or not least <= int(text) <= most:
            raise argparse.ArgumentTypeError(f"'{text}' is not a whole number from {least:,} to {most:,}")
        return int(text)

    return number


def day(text: str) -> date | None:
    """A day in ISO or UK order; `today` gives none, which every command takes for the day of the office's clock."""
    word = text.strip().casefold()
    if word == "today":
        return None
    try:
        return date.fromisoformat(word)
    except ValueError:
        pass
    try:
        one, month, year = (int(part) for part in word.replace(".", "/").split("/"))
        return date(year, month, one)
    except ValueError:
        told = f"'{text}' is not a day: write 2026-11-03, 03/11/2026 or today"
        raise argparse.ArgumentTypeError(told) from None
