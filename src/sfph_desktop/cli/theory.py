"""The command for the theory of change, and its words."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from pathlib import Path

from sfph_desktop.cli.office import opened
from sfph_desktop.cli.parsing import Parsers, command
from sfph_desktop.cli.saying import Saying
from sfph_desktop.core.usecases import impact, theory
from sfph_desktop.core.usecases.next_steps import latest_run


def add(commands: Parsers, shared: argparse.ArgumentParser) -> None:  # type: ignore[type-arg]
    """Add it to the other commands."""
    text = "the theory of change of a run, with the evidence on its arrows; as a picture with --out"
    parser = command(commands, shared, "theory", show, text, json=True)
    parser.add_argument("--snapshot", default="", metavar="S-NNNN", help="of this run; the newest unless said")
    parser.add_argument("--out", type=Path, metavar="FILE", help="write the picture: .svg, .png or .pdf")


def show(asked: argparse.Namespace, saying: Saying) -> None:
    """Tell the chain, and write its picture where a file is named."""
    with opened(asked) as office:
        run = impact.snapshot(office, asked.snapshot) if asked.snapshot else latest_run(office)
        found = theory.chain(office, run, guard=asked.out is not None)
        written = theory.write_picture(office, run, asked.out) if asked.out is not None else None
    document = {"snapshot": run.snapshot, "written": str(written) if written else None, **asdict(found)}

    def tell() -> None:
        for line in (str(written),) if written else theory.told(found):
            saying.line(line)

    saying.either(asked.json, document, tell)
