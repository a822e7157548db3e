"""The words of the commands for a network: those of its desk, and those of a member."""

from __future__ import annotations

import argparse
from pathlib import Path

from sfph_desktop.cli import collation, desk, folder, network, office
from sfph_desktop.cli.parsing import Parsers, between, command
from sfph_desktop.core.domain.memberships import CLIENT_GROUPS


def add(commands: Parsers, shared: argparse.ArgumentParser) -> None:  # type: ignore[type-arg]
    """Add them to the other commands."""
    parser = commands.add_parser("network", help="a network: its desk's definitions and members; joining one")
    ways = parser.add_subparsers(required=True, metavar="init|define|definitions|member|join|...", dest="action")
    _desk(ways, shared)
    _members(ways, shared)
    _membership(ways, shared)
    desk.add(ways, shared)
    collation.add(ways, shared)
    folder.add(ways, shared)


def _desk(ways: Parsers, shared: argparse.ArgumentParser) -> None:  # type: ignore[type-arg]
    made = command(ways, shared, "init", office.init, "make a new encrypted store for a network's desk")
    made.add_argument("--name", required=True, help="the network's name")
    made.add_argument("--recovery-sheet", type=Path, metavar="FILE.pdf", help="print the recovery key here")
    made.set_defaults(desk=True)
    text = "issue what the network asks of its members, as a file says; or show what it asks for now"
    define = command(ways, shared, "define", network.define, text, json=True)
    which = define.add_mutually_exclusive_group(required=True)
    which.add_argument("file", type=Path, nargs="?", metavar="FILE.toml", help="the next version")
    which.add_argument("--show", action="store_true", help="print it as a file to edit; at first, what is suggested")
    which.add_argument("--suggested", action="store_true", help="issue what is suggested, as it is")
    define.add_argument("--out", type=Path, metavar="FILE.toml", help="with --show: write it here")
    text = "the first quarter it is used for; else as the file says, and at first the last quarter that has ended"
    define.add_argument("--from", dest="begins", metavar="2026Q1", help=text)
    text = "write the definitions as the signed file for the members"
    out = command(ways, shared, "definitions", network.definitions, text, json=True)
    out.add_argument("--out", type=Path, required=True, metavar="FILE.sfph-definitions")
    out.add_argument("--version", type=between(1, 10_000), metavar="N", help="an earlier version")


def _members(ways: Parsers, shared: argparse.ArgumentParser) -> None:  # type: ignore[type-arg]
    parser = ways.add_parser("member", help="at the desk: members by their keys")
    of = parser.add_subparsers(required=True, metavar="add|list|rename|retire-key|leave", dest="what")
    text = "take on a member by its key file, and the fingerprint it read out"
    new = command(of, shared, "add", network.member_add, text, json=True)
    new.add_argument("file", type=Path, metavar="FILE.sfph-key")
    new.add_argument("--heard", default="", metavar="FOUR-GROUPS", help="the fingerprint, as the member read it out")
    new.add_argument("--of", default="", metavar="MEMBER", help="these are new keys of a member there is")
    command(of, shared, "list", network.member_list, "the members, and what came from them last", json=True)
    rename = command(of, shared, "rename", network.member_rename, "call a member otherwise", json=True)
    rename.add_argument("member", metavar="MEMBER", help="its name, one it had before, or its number")
    rename.add_argument("name", metavar="NAME")
    for name, do, text in (
        ("retire-key", network.member_retire, "refuse what is signed with a member's key from now on"),
        ("leave", network.member_leave, "a member leaves: what it sent stays, nothing more comes in"),
    ):
        one = command(of, shared, name, do, text, json=True)
        one.add_argument("member", metavar="MEMBER", help="its name, one it had before, or its number")


def _membership(ways: Parsers, shared: argparse.ArgumentParser) -> None:  # type: ignore[type-arg]
    text = "as a member: take in a network's definitions, the first time by the fingerprint its desk read out"
    join = command(ways, shared, "join", network.join, text, json=True)
    join.add_argument("file", type=Path, metavar="FILE.sfph-definitions")
    join.add_argument("--heard", default="", metavar="FOUR-GROUPS", help="the fingerprint, as the desk read it out")
    command(ways, shared, "leave", network.leave, "as a member: leave the network", json=True)
    text = "as a member: who you are to the network; changed by what is given"
    profile = command(ways, shared, "profile", network.profile, text, json=True)
    profile.add_argument("--member-name", metavar="NAME", help="as the network knows you")
    profile.add_argument("--legal-form", metavar="FORM", help="name or code: sfph network profile --choices")
    profile.add_argument("--council", metavar="COUNCIL", help="name or code")
    profile.add_argument("--health-board", metavar="BOARD", help="name or code")
    groups = f"with commas between them: {', '.join(CLIENT_GROUPS)}"
    profile.add_argument("--client-groups", metavar="GROUPS", help=groups)
    profile.add_argument("--established", metavar="YEAR", help="the year it began")
    profile.add_argument("--choices", action="store_true", help="list what may be chosen")
    text = "as a member: what the network asks, and what you answer it with"
    mapped = command(ways, shared, "map", network.mapped, text, json=True)
    mapped.add_argument("indicator", nargs="?", default="", metavar="INDICATOR", help="the network's id")
    how = mapped.add_mutually_exclusive_group()
    how.add_argument("--measure", metavar="MEASURE", help="answer it with this")
    how.add_argument("--not-measured", action="store_true", help="say that you do not measure it")
    how.add_argument("--as-asked", action="store_true", help="answer it as the network names it again")
    mapped.add_argument("--note", default="", metavar="TEXT", help="why, for yourselves")
