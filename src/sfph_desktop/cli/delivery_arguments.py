"""The words of the commands for services, groups and registers."""

from __future__ import annotations

import argparse
from pathlib import Path

from sfph_desktop.cli import delivery
from sfph_desktop.cli.parsing import Parsers, between, command, day
from sfph_desktop.core.domain.delivery import EVERY
from sfph_desktop.core.domain.registers import MOST_MINUTES
from sfph_desktop.core.domain.resting import REST_DAYS
from sfph_desktop.core.domain.schedule import WEEKDAYS


def add(commands: Parsers, shared: argparse.ArgumentParser) -> None:  # type: ignore[type-arg]
    """Add them to the other commands."""
    _service(commands, shared)
    _group(commands, shared)
    _register(commands, shared)
    text = f"what was removed in the last {REST_DAYS} days, and bringing it back"
    removed = command(commands, shared, "removed", delivery.removed, text, json=True)
    removed.add_argument("--bring-back", type=between(1, 10**9), metavar="N", help="the number it is listed under")


def _service(commands: Parsers, shared: argparse.ArgumentParser) -> None:  # type: ignore[type-arg]
    text = "describe a service and its activities"
    parser = command(commands, shared, "service", delivery.service, text, json=True)
    parser.add_argument("name", metavar="NAME")
    parser.add_argument("--purpose", default="", help="what it is for")
    parser.add_argument("--who-for", default="", help="whom it is for")
    parser.add_argument("--activity", action="append", default=[], metavar="NAME", help="one thing done in it")


def _group(commands: Parsers, shared: argparse.ArgumentParser) -> None:  # type: ignore[type-arg]
    parser = commands.add_parser("group", help="a recurring group and who belongs to it")
    ways = parser.add_subparsers(required=True, metavar="add|change|show|remove|attach|member", dest="action")
    for name, text in (
        ("add", "make a group"),
        ("change", "change a group, or end it with --to"),
        ("show", "a group with its members"),
        ("remove", "remove a group that has held no session"),
    ):
        one = command(ways, shared, name, delivery.group, text, json=True)
        one.add_argument("name", metavar="GROUP")
        if name in {"add", "change"}:
            _facts(one, needed=name == "add")
        if name == "add":
            one.add_argument("--everybody", action="store_true", help="with everybody who is enrolled in its service")
    text = "say that a session without a group, as one from a spreadsheet, was this group's"
    attach = command(ways, shared, "attach", delivery.attach, text, json=True)
    attach.add_argument("name", metavar="GROUP")
    attach.add_argument("session", metavar="SESSION", help="the session's reference")
    member = command(ways, shared, "member", delivery.member, "give somebody a place, or end it with --to", json=True)
    member.add_argument("name", metavar="GROUP")
    member.add_argument("ref", metavar="REF", help="the person's reference")
    member.add_argument("--from", dest="from_date", type=day, metavar="DAY", help="today unless said")
    member.add_argument("--to", dest="to_date", type=day, metavar="DAY", help="their last day")
    member.add_argument("--remove", action="store_true", help="it was a mistake: they never belonged to it")


def _facts(parser: argparse.ArgumentParser, *, needed: bool) -> None:
    parser.add_argument("--service", required=needed, help="the service it belongs to")
    parser.add_argument("--activity")
    parser.add_argument("--place")
    parser.add_argument("--every", choices=EVERY, help="week unless said; none: on no fixed day")
    parser.add_argument("--weekday", type=_weekday, metavar="DAY", help="as tuesday; needed where a day is fixed")
    parser.add_argument("--at", dest="starts_at", metavar="HH:MM")
    parser.add_argument("--minutes", type=between(1, MOST_MINUTES))
    parser.add_argument("--from", dest="from_date", type=day, metavar="DAY", help="its first day; today unless said")
    parser.add_argument("--to", dest="to_date", type=day, metavar="DAY", help="its last day")
    usual = parser.add_mutually_exclusive_group()
    usual.add_argument("--absent-by-default", action="store_true", help="everybody is away unless marked")
    if not needed:
        usual.add_argument("--present-by-default", action="store_true", help="everybody is here unless marked")
        parser.add_argument("--rename", default="", metavar="NAME")


def _register(commands: Parsers, shared: argparse.ArgumentParser) -> None:  # type: ignore[type-arg]
    text = "take a group's register; everybody not named is as the group takes them by default"
    parser = command(commands, shared, "register", delivery.register, text, json=True)
    parser.add_argument("name", metavar="GROUP")
    parser.add_argument("day", type=day, nargs="?", metavar="DATE", help="today unless said")
    parser.add_argument("--absent", action="append", default=[], metavar="REF[=REASON]", help="a member who is away")
    parser.add_argument("--present", action="append", default=[], metavar="REF", help="a member who is here")
    parser.add_argument("--walk-in", action="append", default=[], metavar="REF", help="somebody else who came")
    parser.add_argument("--unnamed", default="", metavar="N or LOW-HIGH", help="how many came without a name")
    parser.add_argument("--minutes", type=between(1, MOST_MINUTES), help="how long it was, when not as usual")
    parser.add_argument("--note", default="", help="about the session")
    same = parser.add_mutually_exclusive_group()
    same.add_argument("--use", default="", metavar="SESSION", help="the session of that day that is recorded already")
    same.add_argument("--separate", action="store_true", help="that one was another occasion: take a new register")
    parser.add_argument("--print", type=Path, metavar="FILE.pdf", help="to tick by hand; with marks, as it was taken")
    parser.add_argument("--large-print", action="store_true")
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--show", action="store_true", help="say what it holds; without marks, change nothing")
    how.add_argument("--open", action="store_true", help="keep these marks and leave it unfinished")
    how.add_argument("--undo", action="store_true", help="take the whole register back")
    how.add_argument("--cancelled", action="store_true", help="the group did not meet")


def _weekday(text: str) -> int:
    names = [name.casefold() for name in WEEKDAYS]
    found = [place for place, name in enumerate(names) if len(text) > 1 and name.startswith(text.casefold())]
    if len(found) != 1:
        raise argparse.ArgumentTypeError(f"'{text}' is no day of the week: write {', '.join(names)}")
    return found[0]
