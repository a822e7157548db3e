"""A terminal: the command as a person runs it, in a process of its own; and what tells how long a journey was."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

SLOW_HAND = 1.2
"""Seconds for one key of somebody who looks for each: the slowest of the keystroke-level model of Card and others."""
PASSPHRASE = "harbour-lantern-porridge-thistle"


@dataclass(frozen=True)
class Terminal:
    """One folder, one store, one passphrase file."""

    folder: Path

    @property
    def store(self) -> Path:
        return self.folder / "office" / "enterprise.sfph"

    def run(self, *words: object, status: int = 0, store: Path | None = None, secret: str = "") -> str:
        secret_file = self.folder / "secret.txt"
        secret_file.write_text((secret or PASSPHRASE) + "\n", encoding="utf-8")
        told = subprocess.run(
            [sys.executable, "-m", "sfph_desktop.cli", *map(str, words)],
            cwd=self.folder,
            env={
                **os.environ,
                "SFPH_STORE": str(store or self.store),
                "SFPH_PASSPHRASE_FILE": str(secret_file),
                "HOME": str(self.folder),
                "XDG_DATA_HOME": str(self.folder / "data"),
                "XDG_CACHE_HOME": str(self.folder / "cache"),
                "XDG_CONFIG_HOME": str(self.folder / "config"),
            },
            capture_output=True,
            text=True,
            check=False,
            encoding="utf-8",
        )
        assert told.returncode == status, f"{words}: {told.returncode}\n{told.stdout}\n{told.stderr}"
        assert "Traceback" not in told.stderr + told.stdout
        return told.stdout if status == 0 else told.stderr

    def json(self, *words: object, **more: Any) -> Any:
        return json.loads(self.run(*words, "--json", **more))


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    (tmp_path / "office").mkdir()
    return Terminal(tmp_path)


Tell = Callable[[str, int, float], None]


@pytest.fixture
def tell(record_property: Callable[[str, object], None], capsys: pytest.CaptureFixture[str]) -> Tell:
    """Tells the presses of a journey and its seconds. Presses are asserted: a clock in a test tells of the machine."""

    def telling(journey: str, presses: int, seconds: float) -> None:
        whole = seconds + presses * SLOW_HAND
        said = f"{presses} presses; {seconds:.1f} s of the program, {whole:.0f} s in all with a slow hand"
        record_property(journey, said)
        with capsys.disabled():
            print(f"\n{journey}: {said}")  # noqa: T201 - for the reader

    return telling
