"""The words of the commands for partners, referrals and the waiting list."""

from __future__ import annotations

import argparse
from pathlib import Path

from sfph_desktop.cli import partners
from sfph_desktop.cli.parsing import Parsers, between, command, day
from sfph_desktop.core.domain.partners import PARTNER_KINDS, REFERRAL_OUTCOMES


def add(commands: Parsers, shared: argparse.ArgumentParser) -> None:  # type: ignore[type-arg]
    """Add them to the other commands."""
    _partner(commands, shared)
    _referral(commands, shared)
    waiting = command(commands, shared, "waiting-list", partners.waiting, "who waits for a first contact", json=True)
    waiting.add_argument("--service", default="", help="only for this service")
    waiting.add_argument("--print", type=Path, metavar="FILE.pdf", help="write it to be printed")
    waiting.add_argument("--large-print", action="store_true")
    text = "what each partner does for one person, by their consent"
    who = command(commands, shared, "who-does-what", partners.who_does_what, text, json=True)
    who.add_argument("ref", metavar="REF", help="the person's reference")
    who.add_argument("--partner", default="", metavar="PARTNER", help="record what this partner does")
    who.add_argument("--what", default="", help="what they do")
    who.add_argument("--contact", default="", help="who there")
    who.add_argument("--from", dest="from_date", type=day, metavar="DAY")
    who.add_argument("--to", dest="to_date", type=day, metavar="DAY")


def _partner(commands: Parsers, shared: argparse.ArgumentParser) -> None:  # type: ignore[type-arg]
    parser = commands.add_parser("partner", help="the directory of partners")
    ways = parser.add_subparsers(required=True, metavar="add|change|show|retire|remove|import|export", dest="action")
    for name, text in (
        ("add", "add a partner"),
        ("change", "change a partner"),
        ("show", "one partner with its contacts"),
        ("retire", "keep it, and offer it no more"),
        ("remove", "remove a partner that nothing names"),
    ):
        one = command(ways, shared, name, partners.partner, text, json=True)
        one.add_argument("name", metavar="NAME" if name == "add" else "PARTNER", help="its name, or its reference")
        if name in {"add", "change"}:
            one.add_argument("--kind", choices=PARTNER_KINDS)
            for fact in ("phone", "email", "postcode", "address", "website", "description"):
                one.add_argument(f"--{fact}")
            one.add_argument("--council", help="name or code; health board and integration authority follow it")
            one.add_argument("--health-board", help="name or code, where it is not the council's")
            one.add_argument("--integration-authority", help="name or code, where it is not the council's")
        if name == "add":
            one.add_argument("--ref", default="", help="your own reference; the next one unless said")
        if name == "retire":
            one.add_argument("--on", type=day, metavar="DAY", help="today unless said")
    for name, text in (("import", "bring in Open Referral JSON"), ("export", "write Open Referral JSON")):
        one = command(ways, shared, name, partners.directory, text, json=True)
        one.add_argument("file", type=Path, metavar="FILE.json")


def _referral(commands: Parsers, shared: argparse.ArgumentParser) -> None:  # type: ignore[type-arg]
    parser = commands.add_parser("referral", help="referrals in and out, and what became of them")
    ways = parser.add_subparsers(required=True, metavar="in|out|set", dest="action")
    for name, text in (("in", "somebody was referred to you"), ("out", "you referred somebody on")):
        one = command(ways, shared, name, partners.referral, text, json=True)
        one.add_argument("ref", metavar="REF", help="the person's reference")
        if name == "in":
            one.add_argument("--from", dest="partner", default="", metavar="PARTNER")
            one.add_argument("--source", default="", help="where it was no partner: self, family")
        else:
            one.add_argument("--to", dest="partner", required=True, metavar="PARTNER")
        one.add_argument("--on", type=day, metavar="DAY", help="today unless said")
        one.add_argument("--service", default="")
        one.add_argument("--reason", default="")
        one.add_argument("--priority", type=between(0, 9), help="higher waits less")
        one.add_argument("--note")
    change = command(ways, shared, "set", partners.referral, "what became of a referral", json=True)
    change.add_argument("id", type=between(1, 2**31), metavar="ID", help="its number in `sfph list referrals`")
    change.add_argument("--contacted", type=day, metavar="DAY", help="the day of the first contact")
    change.add_argument("--outcome", choices=REFERRAL_OUTCOMES)
    change.add_argument("--on", type=day, metavar="DAY", help="the day of the outcome")
    change.add_argument("--priority", type=between(0, 9))
    change.add_argument("--note")
