"""The words of the commands for the outcome framework."""

from __future__ import annotations

import argparse

from sfph_desktop.cli import outcomes
from sfph_desktop.cli.parsing import Parsers, between, command
from sfph_desktop.core.domain.benefits import LEVELS


def add(commands: Parsers, shared: argparse.ArgumentParser) -> None:  # type: ignore[type-arg]
    """Add them to the other commands."""
    parser = commands.add_parser("outcome", help="what changes for people, and how you will know")
    ways = parser.add_subparsers(required=True, metavar="suggest|add|list|set|remove|frameworks", dest="action")
    suggest = command(ways, shared, "suggest", outcomes.suggest, "measures for everyday words", json=True)
    suggest.add_argument("text", metavar="WORDS", help="what difference you make, as you would say it")
    suggest.add_argument("--limit", type=between(1, 50), default=6)
    more = command(ways, shared, "add", outcomes.add, "add an outcome from everyday words", json=True)
    more.add_argument("text", metavar="WORDS")
    more.add_argument("--phrase", default="", help="the suggestion picked; the nearest unless said")
    more.add_argument("--instrument", default="", metavar="ID", help="its first measure unless said")
    more.add_argument("--own-words", action="store_true", help="keep the words as they are, without a suggestion")
    _facts(more)
    command(ways, shared, "list", outcomes.listing, "list the outcomes", json=True)
    change = command(ways, shared, "set", outcomes.change, "change an outcome", json=True)
    change.add_argument("ref", metavar="REF", help="its reference, as O-3")
    change.add_argument(
        "--indicator", dest="indicators", action="append", default=[], metavar="KIND:WHAT[|SENTENCE]",
        help="in place of those there are; change:ucla3, crossing:gad7, event:started_job, quantity:factor/NAME; none",
    )  # fmt: skip
    _facts(change)
    gone = command(ways, shared, "remove", outcomes.remove, "remove an outcome", json=True)
    gone.add_argument("ref", metavar="REF")
    text = "the buyers' frameworks, by country and buyer"
    frameworks = command(ways, shared, "frameworks", outcomes.frameworks, text, json=True)
    frameworks.add_argument("--country", default="", help="as Scotland")
    frameworks.add_argument("--buyer", default="", help="as integration_authority; see --buyers")
    frameworks.add_argument("--buyers", action="store_true", help="list the kinds of buyer")
    frameworks.add_argument("--choose", default="", metavar="ID", help="work to this framework")
    frameworks.add_argument("--drop", default="", metavar="ID", help="work to it no more")


def _facts(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--title", help="what changes, in your own words")
    parser.add_argument("--level", choices=LEVELS)
    scope = parser.add_mutually_exclusive_group()
    scope.add_argument("--service", help="for the people of this service")
    scope.add_argument("--group", help="for the people of this group")
    scope.add_argument("--everybody", action="store_true", help="for everybody")
    parser.add_argument("--measured-at", metavar="STAGES", help="baseline, review, exit, follow_up; commas between")
    parser.add_argument(
        "--serves", action="append", default=[], metavar="FRAMEWORK/OUTCOME", help="an official outcome it serves"
    )
    parser.add_argument("--note")
