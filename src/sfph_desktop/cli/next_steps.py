"""The command that says what to measure next, and its words."""

from __future__ import annotations

import argparse

from sfph_desktop.cli.impact import selection
from sfph_desktop.cli.office import opened
from sfph_desktop.cli.parsing import Parsers, command
from sfph_desktop.cli.saying import Saying
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.values import Period
from sfph_desktop.core.usecases import impact, next_steps


def add(commands: Parsers, shared: argparse.ArgumentParser) -> None:  # type: ignore[type-arg]
    """Add it to the other commands."""
    text = "what to measure next: the weakest links of a run, and the smallest thing that mends each"
    parser = command(commands, shared, "next", show, text, json=True)
    parser.add_argument("--snapshot", default="", metavar="S-NNNN", help="of this run; the newest unless said")
    parser.add_argument("--period", type=Period.parse, metavar="FROM:TO", help="of the records as they stand now")
    parser.add_argument("--service", default="", help="with --period")
    parser.add_argument("--contract", default="", metavar="REF", help="with --period")
    parser.add_argument("--most", type=int, default=0, metavar="N", help="only the N weakest links")


def show(asked: argparse.Namespace, saying: Saying) -> None:
    """The weak links, the weakest first."""
    if asked.period is None and (asked.service or asked.contract):
        raise UserCanFix(what="A service or a contract was named without a period.", do="Give --period FROM:TO too.")
    with opened(asked) as office:
        if asked.period is not None:
            run = next_steps.run_now(office, selection(asked), progress=saying.progress)
        else:
            run = impact.snapshot(office, asked.snapshot) if asked.snapshot else next_steps.latest_run(office)
        found = next_steps.what_next(office, run)
    found = found[: asked.most] if asked.most > 0 else found

    def tell() -> None:
        saying.line(
            f"What to measure next, {run.selection.period} {f'({run.snapshot})' if run.snapshot else ''}".strip()
        )
        for rank, one in enumerate(found, 1):
            saying.line(f"{rank:>3}. {one.gap}{f'  {one.evidence}' if one.evidence else ''}")
            saying.line(f"     {one.do} {one.lifts}")
        if not found:
            saying.line("Nothing that this program could see.")

    saying.either(asked.json, next_steps.as_document(run, found), tell)
