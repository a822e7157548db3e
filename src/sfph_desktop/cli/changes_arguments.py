"""The words of the commands for what was changed."""

from __future__ import annotations

import argparse

from sfph_desktop.cli import changes
from sfph_desktop.cli.parsing import Parsers, command


def add(commands: Parsers, shared: argparse.ArgumentParser) -> None:  # type: ignore[type-arg]
    """Who changed what, and taking it back."""
    history = command(commands, shared, "history", changes.history, "who changed what and when in a record", json=True)
    history.add_argument(
        "words", nargs="+", metavar="[KIND] REF",
        help="a person's reference; or a kind (sessions, groups, partners ...) and its reference, name or number",
    )  # fmt: skip
    history.add_argument("--kind", default="people", help="the kind, where only a reference is given")
    undo = command(commands, shared, "undo", changes.undo, "take an import or a saved change back, whole", json=True)
    undo.add_argument("change", metavar="CHANGE", help="I-0003: an import; C-412: a change, as sfph history tells it")
    undo.add_argument("--whole", action="store_true", help="all steps of the piece of work it belongs to: a register")
    undo.add_argument("--with-later", action="store_true", help="also what came later and stands on it; all or none")
