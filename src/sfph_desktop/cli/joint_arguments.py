"""The words of the commands for bidding together: keys, evidence files, and the joint bid."""

from __future__ import annotations

import argparse
from pathlib import Path

from sfph_desktop.cli import keys
from sfph_desktop.cli.parsing import Parsers, command


def add(commands: Parsers, shared: argparse.ArgumentParser) -> None:  # type: ignore[type-arg]
    """Add them to the other commands."""
    _keys(commands, shared)


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
