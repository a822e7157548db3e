"""The recovery sheet at the terminal: a part of the key asked for, and what to do when it cannot be."""

from __future__ import annotations

import secrets
import sys
from argparse import Namespace
from pathlib import Path

from sfph_desktop.cli.saying import Saying
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.usecases import office as offices
from sfph_desktop.core.usecases.office import Office

TRIES = 3
CONFIRMED = "That is right: the recovery sheet opens this store. The set-up is finished."


def finish_set_up(office: Office, asked: Namespace, saying: Saying) -> None:
    """Ask for a part of the key where there is a terminal; else, and after three tries, say how to finish."""
    try:
        if sys.stdin.isatty() and ask_back(office, saying):
            return
    except KeyboardInterrupt:
        saying.note("")
    named = f" --store {asked.store}" if asked.store else ""
    saying.error(
        "The set-up is unfinished: no part of the recovery key has been typed back, so nobody knows that the sheet "
        f"is right. Finish it at a terminal, with the sheet in your hand: sfph recovery confirm{named}"
    )


def ask_back(office: Office, saying: Saying) -> bool:
    """Ask for one group of the printed key, up to three times; whether it was typed right."""
    number = 1 + secrets.randbelow(offices.RECOVERY_GROUPS)
    for left in reversed(range(TRIES)):
        typed = saying.ask(f"Type group {number} of the recovery key back from your sheet: ")
        try:
            offices.confirm_recovery(office, number, typed)
        except UserCanFix as trouble:
            saying.trouble(trouble)
            if left:
                saying.note("One more try." if left == 1 else f"{left} more tries.")
        else:
            saying.note(CONFIRMED)
            return True
    return False


def refuse_without_terminal(key: str) -> None:
    """Raise UserCanFix when there is neither a key nor somebody to ask."""
    if not key and not sys.stdin.isatty():
        raise UserCanFix(
            what="There is nobody to ask for a part of the recovery key.",
            do="Run it at a terminal, or name a file with the whole key in it with --recovery-key-file.",
        )


def key_in(file: Path) -> str:
    """The recovery key that stands in a text file; raises UserCanFix when it cannot be read."""
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise UserCanFix(
            what=f"The recovery key file {file} cannot be read.", do="Give a text file with the recovery key in it."
        ) from None
