"""The words of the commands for bidding together: keys, evidence files, and the joint bid."""

from __future__ import annotations

import argparse
from pathlib import Path

from sfph_desktop.cli import joint, keys
from sfph_desktop.cli.parsing import Parsers, command


def add(commands: Parsers, shared: argparse.ArgumentParser) -> None:  # type: ignore[type-arg]
    """Add them to the other commands."""
    _keys(commands, shared)
    _evidence_file(commands, shared)


def _keys(commands: Parsers, shared: argparse.ArgumentParser) -> None:  # type: ignore[type-arg]
    parser = commands.add_parser("key", help="your own signing key, and those of partners")
    ways = parser.add_subparsers(required=True, metavar="show|accept|list", dest="action")
    show = command(ways, shared, "show", keys.show, "your public key, and its fingerprint to be read out", json=True)
    show.add_argument("--out", type=Path, metavar="FILE.sfph-key", help="write it as a file for a partner")
    text = "accept a partner's public key, by the fingerprint they read out"
    accept = command(ways, shared, "accept", keys.accept, text, json=True)
    which = accept.add_mutually_exclusive_group(required=True)
    which.add_argument("file", type=Path, nargs="?", metavar="FILE.sfph-key", help="the file the partner gave you")
    which.add_argument("--key", metavar="KEY", help="the key itself, as printed")
    accept.add_argument("--partner", required=True, metavar="PARTNER", help="name or reference in your directory")
    accept.add_argument("--fingerprint", metavar="FOUR-GROUPS", help="as the partner read it out to you")
    command(ways, shared, "list", keys.listed, "the keys of partners", json=True)


def _evidence_file(commands: Parsers, shared: argparse.ArgumentParser) -> None:  # type: ignore[type-arg]
    parser = commands.add_parser("evidence-file", help="signed figures for a partner in a bid, and theirs")
    ways = parser.add_subparsers(required=True, metavar="make|take|list|remove", dest="action")
    make = command(ways, shared, "make", joint.make, "write chosen figures of a run as a signed file", json=True)
    make.add_argument("--snapshot", required=True, metavar="S-0001", help="the kept run they are of")
    which = make.add_mutually_exclusive_group(required=True)
    which.add_argument("--figures", type=_numbers, metavar="E-0001,E-0002", help="these figures")
    which.add_argument("--all-claimed", action="store_true", help="every figure of the run that may leave")
    make.add_argument("--for", dest="partner", required=True, metavar="PARTNER", help="name or reference")
    make.add_argument("--out", type=Path, required=True, metavar="FILE.sfph-evidence")
    take = command(ways, shared, "take", joint.take, "check a partner's file and take it in, or refuse it", json=True)
    take.add_argument("file", type=Path, metavar="FILE")
    command(ways, shared, "list", joint.listed, "the files that went out and came in", json=True)
    remove = command(ways, shared, "remove", joint.remove, "remove a file that was taken in", json=True)
    remove.add_argument("id", type=int, metavar="ID", help="as the list gives it")


def _numbers(text: str) -> list[str]:
    found = [one.strip() for one in text.split(",") if one.strip()]
    if not found:
        raise argparse.ArgumentTypeError("give evidence numbers with commas between them, as E-0001,E-0002")
    return found
