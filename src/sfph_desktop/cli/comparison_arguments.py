"""The words of the commands for comparisons."""

from __future__ import annotations

import argparse

from sfph_desktop.cli import comparisons
from sfph_desktop.cli.environment_arguments import number, share
from sfph_desktop.cli.parsing import Parsers, between, command
from sfph_desktop.core.domain.comparison_rules import KINDS


def add(commands: Parsers, shared: argparse.ArgumentParser) -> None:  # type: ignore[type-arg]
    """Add them to the other commands."""
    parser = commands.add_parser("comparison", help="how much changed without the service: a group or a published rate")
    ways = parser.add_subparsers(required=True, metavar="list|add|change|remove", dest="action")
    command(ways, shared, "list", comparisons.records, "every comparison and what it does", json=True)
    made = command(ways, shared, "add", comparisons.change, "record a comparison for a score", json=True)
    made.add_argument("score", metavar="SCORE", help="as swemwbs7.metric; the questionnaire alone where it has one")
    made.add_argument("--ref", dest="comparison_ref", default="", help="your own reference; the next one unless said")
    _fields(made)
    changed = command(ways, shared, "change", comparisons.change, "change what is named of a comparison", json=True)
    changed.add_argument("ref", metavar="REF")
    changed.add_argument("--score", metavar="SCORE")
    _fields(changed)
    gone = command(ways, shared, "remove", comparisons.change, "remove one; kept runs stay as they were", json=True)
    gone.add_argument("ref", metavar="REF")


def _fields(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--kind", choices=tuple(KINDS), help="group unless said; published: a rate with its source")
    parser.add_argument("--n", dest="pairs", type=between(1, 10**7), metavar="N", help="people asked both times")
    text = "their average change in points; above 0 is for the better, whichever way the score runs"
    parser.add_argument("--mean", dest="mean_change", type=number, metavar="POINTS", help=text)
    parser.add_argument(
        "--sd", dest="sd_change", type=number, metavar="POINTS", help="standard deviation of the change"
    )
    parser.add_argument("--improved", dest="improved_share", type=share, metavar="SHARE", help="30%% or 0.3")
    parser.add_argument("--source", metavar="SOURCE", help="where the numbers come from; always needed")
    parser.add_argument("--period", metavar="WHEN", help="when it was measured, as 2023")
