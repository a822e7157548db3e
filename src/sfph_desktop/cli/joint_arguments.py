"""The words of the commands for bidding together: keys, evidence files, and the joint bid."""

from __future__ import annotations

import argparse
from decimal import Decimal, InvalidOperation
from pathlib import Path

from sfph_desktop.cli import joint, keys
from sfph_desktop.cli.parsing import Parsers, command
from sfph_desktop.core.domain.bids import BID_ROLES


def add(commands: Parsers, shared: argparse.ArgumentParser) -> None:  # type: ignore[type-arg]
    """Add them to the other commands."""
    _keys(commands, shared)
    _evidence_file(commands, shared)
    _joint_bid(commands, shared)


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


def _joint_bid(commands: Parsers, shared: argparse.ArgumentParser) -> None:  # type: ignore[type-arg]
    text = "who bids together, the evidence of each, and what it comes to; as a document with --out"
    one = command(commands, shared, "joint-bid", joint.bid, text, json=True)
    one.add_argument("--bid", required=True, metavar="BID", help="reference of the bid")
    one.add_argument("--out", type=Path, metavar="FILE.pdf|.docx")
    text = "a figure that stands in it, again for each; theirs with whose it is before a colon; all unless said"
    one.add_argument("--figure", action="append", type=joint.figure, metavar="[WHO:]E-NNNN", help=text)
    parser = commands.add_parser("bid-partner", help="who bids together: shares, lots, what they do, their risks")
    ways = parser.add_subparsers(required=True, metavar="add|change|remove", dest="action")
    for name in ("add", "change", "remove"):
        one = command(ways, shared, name, joint.bid_partner, f"{name} one of those who bid together", json=True)
        one.add_argument("name", metavar="NAME", help="as in your directory of partners; your own name for yourself")
        one.add_argument("--bid", required=True, metavar="BID", help="reference of the bid")
        if name != "remove":
            one.add_argument("--role", choices=BID_ROLES)
            one.add_argument("--lots")
            one.add_argument("--share", type=_share, metavar="N", help="of the value, of a hundred")
            one.add_argument("--does", help="what they do")
            one.add_argument("--risks", help="which risks they carry")


def _share(text: str) -> Decimal:
    try:
        share = Decimal(text.strip().removesuffix("%").strip())
    except InvalidOperation:
        share = Decimal(-1)
    if not share.is_finite() or not 0 <= share <= 100:
        raise argparse.ArgumentTypeError(f"'{text}' is not a share: write a number from 0 to 100")
    return share / 100
