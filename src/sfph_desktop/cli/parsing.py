"""What every command is made of: its parser with the options they share, and how numbers and days are read."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date

Parsers = argparse._SubParsersAction


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
