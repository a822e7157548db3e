"""The voice this system has, if any: which program reads a text aloud. The text always goes in by standard input."""

from __future__ import annotations

import shutil
import sys
from dataclasses import dataclass

_POWERSHELL = (
    "[Console]::InputEncoding = [Text.Encoding]::UTF8; Add-Type -AssemblyName System.Speech; "
    "(New-Object System.Speech.Synthesis.SpeechSynthesizer).Speak([Console]::In.ReadToEnd())"
)

_HUSH = {"spd-say": ("-C",)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """A program that reads aloud what is written to its standard input (UTF-8), and ends."""

    program: str
    arguments: tuple[str, ...]
    hush: tuple[str, ...] = ()
    """What makes it quiet where another program does the speaking, and ending this one would not."""


def find_voice(platform: str = sys.platform) -> Voice | None:
    """The voice of this system; None where it has none."""
    wanted: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
        "darwin": (("say", ("-f", "-")),),
        "win32": (("powershell", ("-NoProfile", "-NonInteractive", "-Command", _POWERSHELL)),),
    }
    for name, arguments in wanted.get(platform, (("espeak-ng", ("--stdin", "-v", "en-gb")), ("spd-say", ("-w", "-e")))):
        if (found := shutil.which(name)) is not None:
            return Voice(program=found, arguments=arguments, hush=_HUSH.get(name, ()))
    return None
