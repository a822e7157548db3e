"""The command with which a network's desk, or whoever runs an engine for it, collates a folder of returns."""

from __future__ import annotations

import argparse
from pathlib import Path

from sfph_desktop.cli.parsing import Parsers, command
from sfph_desktop.cli.saying import Saying
from sfph_desktop.core.domain.network import Quarter, read_quarter
from sfph_desktop.core.usecases.desk_collation import EMBEDDED, collate_folder


def add(ways: Parsers, shared: argparse.ArgumentParser) -> None:  # type: ignore[type-arg]
    """Add `collate` to the commands of a network."""
    text = "work out quartiles, totals and positions of a quarter from a folder of returns (CSV or Parquet)"
    asked = command(ways, shared, "collate", collate, text, json=True)
    asked.add_argument("--from", dest="folder", type=Path, required=True, metavar="DIR", help="the folder of returns")
    asked.add_argument("--quarter", type=_quarter, required=True, metavar="2026Q1")
    asked.add_argument("--out", type=Path, required=True, metavar="DIR", help="where the results go")
    engines = "duckdb (within the program), spark:MASTER or postgresql://..."
    asked.add_argument("--engine", default=EMBEDDED, metavar="ENGINE", help=engines)
    asked.add_argument("--figures-only", action="store_true", help="quartiles and totals; nothing of each member's own")


def _quarter(text: str) -> Quarter:
    found = read_quarter(text)
    if found is None:
        raise argparse.ArgumentTypeError(f"'{text}' is not a quarter: write 2026Q1")
    return found


def collate(asked: argparse.Namespace, saying: Saying) -> None:
    """Collate a folder of returns and tell what came of it."""
    done = collate_folder(
        asked.folder, asked.quarter, asked.out, engine=asked.engine, of_members=not asked.figures_only
    )
    found = done.collation
    held_back = sum(bool(one.hidden) for one in found.network) + sum(bool(one.hidden) for one in found.totals)
    document = {
        "quarter": str(found.quarter),
        "members": found.members,
        "quartiles": len(found.network),
        "totals": len(found.totals),
        "held_back": held_back,
        "open_data": str(done.open_data),
        "benchmark": None if done.benchmark is None else str(done.benchmark),
    }

    def tell() -> None:
        told = len(found.network) + len(found.totals) - held_back
        members = "1 member" if found.members == 1 else f"{found.members:,} members"
        saying.line(f"{found.quarter.words}: returns of {members}.")
        saying.line(f"{told:,} figures may be told, {held_back:,} are held back; each says why.")
        saying.line(f"To publish: {done.open_data}")
        if done.benchmark is not None:
            saying.line(f"For the desk alone, with each member's own values: {done.benchmark}")

    saying.either(asked.json, document, tell)
