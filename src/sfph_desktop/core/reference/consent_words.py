"""The words a person is shown before they agree: the texts that come with the program, by purpose."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path

from sfph_desktop.core.domain.person_record import CONSENT_PURPOSES, ConsentWords
from sfph_desktop.core.domain.problems import UserCanFix


def consent_words(file: Path) -> Mapping[str, ConsentWords]:
    """The shipped text of every purpose, with `{name}` where the enterprise's name goes.

    Raises UserCanFix when the installation lacks them.
    """
    try:
        told = tomllib.loads(file.read_text(encoding="utf-8"))
        return {
            purpose: ConsentWords(
                purpose=purpose,
                title=told[purpose]["title"],
                text=told[purpose]["text"].strip(),
                version=told["version"],
            )
            for purpose in CONSENT_PURPOSES
        }
    except (OSError, KeyError, tomllib.TOMLDecodeError):
        raise UserCanFix(
            what="The program's own texts for consent are missing or damaged.", do="Install the program again."
        ) from None
