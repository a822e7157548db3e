"""Preferences of this computer: one dataclass, one TOML file. What changes a result is kept in the store instead."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.host.files import write_atomically

THEMES = ("light", "dark", "cream")
TEXT_SIZES = (100, 125, 150, 175, 200)
_OUR_LINE = re.compile(r'([a-z_]+) = (?:"((?:[^"\\\x00-\x1f\x7f]|\\\\)*)"|(0|[1-9][0-9]{0,8}))')
"""A name with plain text (and the backslashes of Windows in it), or with a whole number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Preferences of one person on one computer. Each has a default that suits a first start."""

    theme: str = "light"
    """One of THEMES."""
    text_size: int = 100
    """Per cent of the usual size, one of TEXT_SIZES."""
    last_store: str = ""
    """The store opened last; blank is the default place."""
    backup_folder: str = ""
    """Where closing backups go; blank is beside the office on this computer."""
    lock_after_minutes: int = 5
    """The window locks after so long without a key or a click; 1 to 60."""

    def __post_init__(self) -> None:
        if self.theme not in THEMES:
            raise UserCanFix(what=f"There is no theme '{self.theme}'.", do=f"Choose {', '.join(THEMES)}.")
        if self.text_size not in TEXT_SIZES:
            raise UserCanFix(
                what=f"A text size of {self.text_size} % is not offered.",
                do=f"Choose {', '.join(str(size) for size in TEXT_SIZES)}.",
            )
        if not 1 <= self.lock_after_minutes <= 60:
            raise UserCanFix(what="The window can lock after 1 to 60 minutes.", do="Choose a number from 1 to 60.")


def load_settings(file: Path) -> Settings:
    """The preferences in `file`. A setting that is missing or makes no sense takes its default, one by one.

    A preference must never keep anybody from their work, so a damaged file counts as an empty one.
    """
    try:
        found = _read(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Settings()
    good: dict[str, Any] = {}
    for spec in fields(Settings):
        one: dict[str, Any] = {spec.name: found.get(spec.name, spec.default)}
        if type(one[spec.name]) is not type(spec.default):
            continue
        with suppress(UserCanFix):
            Settings(**one)
            good |= one
    return Settings(**good)


def _read(text: str) -> dict[str, Any]:
    """What a settings file says; raises ValueError (tomllib's own among it) when it is no TOML.

    The lines we write ourselves are understood here, because importing tomllib takes longer than all the rest of
    finding out how the first window is to look. Whatever else somebody has written is left to it.
    """
    found: dict[str, Any] = {}
    for line in text.splitlines():
        ours = _OUR_LINE.fullmatch(line)
        if ours is None or ours[1] in found:
            import tomllib

            return tomllib.loads(text)
        found[ours[1]] = int(ours[3]) if ours[3] else ours[2].replace("\\\\", "\\")
    return found


def save_settings(file: Path, settings: Settings) -> None:
    """Write the preferences whole; raises UserCanFix when the place cannot be written."""
    import json

    # Strings and whole numbers are written alike in JSON and in TOML, so no writer library is needed.
    lines = [f"{name} = {json.dumps(value, ensure_ascii=False)}" for name, value in asdict(settings).items()]
    try:
        write_atomically(file, ("\n".join(lines) + "\n").encode("utf-8"))
    except OSError as failure:
        raise UserCanFix(
            what="Your settings could not be saved.",
            why=failure.strerror or "The folder cannot be written.",
            do="Check that the disk is not full and that you may write to your own folders.",
        ) from None
