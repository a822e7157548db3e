"""The command for the theory of change, and its words."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from pathlib import Path

from sfph_desktop.cli.office import opened
from sfph_desktop.cli.parsing import Parsers, command
from sfph_desktop.cli.saying import Saying
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.usecases import impact, theory
from sfph_desktop.core.usecases.next_steps import latest_run
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.outcomes import outcome_named

_ARROW = "SERVICE>O-N"


def add(commands: Parsers, shared: argparse.ArgumentParser) -> None:  # type: ignore[type-arg]
    """Add it to the other commands."""
    text = "the theory of change of a run, with the evidence on its arrows; as a picture with --out"
    parser = command(commands, shared, "theory", show, text, json=True)
    parser.add_argument(
        "--snapshot", default="", metavar="S-NNNN", help="as it stood on the day of this run; else as it stands now"
    )
    for name, does in (("arrow", "draw this arrow"), ("no-arrow", "take it away"), ("assume", "what it assumes")):
        words = f"{_ARROW}=WORDS" if name == "assume" else _ARROW
        parser.add_argument(f"--{name}", action="append", default=[], metavar=words, help=does)
    parser.add_argument("--out", type=Path, metavar="FILE", help="write the picture: .svg, .png or .pdf")


def show(asked: argparse.Namespace, saying: Saying) -> None:
    """Tell the chain, and write its picture where a file is named."""
    with opened(asked) as office:
        _change(office, asked)
        run = impact.snapshot(office, asked.snapshot) if asked.snapshot else theory.run_now(office, latest_run(office))
        found = theory.chain(run, guard=asked.out is not None)
        written = theory.write_picture(office, run, asked.out) if asked.out is not None else None
    document = {"snapshot": run.snapshot, "written": str(written) if written else None, **asdict(found)}

    def tell() -> None:
        for line in (str(written),) if written else theory.told(found):
            saying.line(line)

    saying.either(asked.json, document, tell)


def _change(office: Office, asked: argparse.Namespace) -> None:
    """Draw and take away arrows, and write what they assume, as asked."""
    for text in asked.arrow:
        theory.set_arrow(office, *_ends(office, text), leads=True)
    for text in asked.no_arrow:
        theory.set_arrow(office, *_ends(office, text), leads=False)
    for text in asked.assume:
        arrow, _, said = text.partition("=")
        theory.set_arrow(office, *_ends(office, arrow), assumption=said)


def _ends(office: Office, text: str) -> tuple[int, str]:
    """The outcome's id and the activity of `Lunch club>O-3`."""
    activity, sign, ref = text.rpartition(">")
    if not sign:
        raise UserCanFix(what=f"'{text}' is no arrow.", do="Write SERVICE>OUTCOME, as 'Lunch club>O-3'.")
    return int(outcome_named(office, ref).outcome.id), activity.strip()
