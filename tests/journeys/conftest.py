"""A terminal: the command as a person runs it; and what tells how long a journey was."""

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

from sfph_desktop.cli import office as commands
from sfph_desktop.cli.__main__ import main
from sfph_desktop.core.usecases.machine import cheap_key_cost, this_machine

SLOW_HAND = 1.2
"""Seconds for one key of somebody who looks for each: the slowest of the keystroke-level model of Card and others."""
PASSPHRASE = "harbour-lantern-porridge-thistle"


@dataclass(frozen=True)
class Terminal:
    """One folder, one store, one passphrase file."""

    folder: Path
    told: Callable[[tuple[str, ...], Path, dict[str, str]], tuple[int, str, str]]
    """Runs a command in a folder with these settings: its status, what it says, what it says beside that."""

    @property
    def store(self) -> Path:
        return self.folder / "office" / "enterprise.sfph"

    def run(self, *words: object, status: int = 0, store: Path | None = None, secret: str = "") -> str:
        secret_file = self.folder / "secret.txt"
        secret_file.write_text((secret or PASSPHRASE) + "\n", encoding="utf-8")
        settings = {
            "SFPH_STORE": str(store or self.store),
            "SFPH_PASSPHRASE_FILE": str(secret_file),
            "HOME": str(self.folder),
            "XDG_DATA_HOME": str(self.folder / "data"),
            "XDG_CACHE_HOME": str(self.folder / "cache"),
            "XDG_CONFIG_HOME": str(self.folder / "config"),
        }
        ended, out, beside = self.told(tuple(map(str, words)), self.folder, settings)
        assert ended == status, f"{words}: {ended}\n{out}\n{beside}"
        assert "Traceback" not in beside + out
        return out if status == 0 else beside

    def json(self, *words: object, **more: Any) -> Any:
        return json.loads(self.run(*words, "--json", **more))


def in_its_own_process(words: tuple[str, ...], folder: Path, settings: dict[str, str]) -> tuple[int, str, str]:
    told = subprocess.run(
        [sys.executable, "-m", "sfph_desktop.cli", *words],
        cwd=folder,
        env={**os.environ, **settings},
        capture_output=True,
        text=True,
        check=False,
        encoding="utf-8",
    )
    return told.returncode, told.stdout, told.stderr


@pytest.fixture
def processes(tmp_path: Path) -> Terminal:
    """A terminal whose every command is a process of its own, on a store as strong as a real one: seconds each."""
    (tmp_path / "office").mkdir()
    return Terminal(tmp_path, in_its_own_process)


@pytest.fixture
def terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """A terminal whose commands are run in this process, and whose new stores stretch their key cheaply."""

    def in_this_process(words: tuple[str, ...], folder: Path, settings: dict[str, str]) -> tuple[int, str, str]:
        with monkeypatch.context() as patch:
            patch.chdir(folder)
            for name, value in settings.items():
                patch.setenv(name, value)
            patch.setattr(commands, "machine", lambda: this_machine(key_cost=cheap_key_cost()))
            try:
                ended = main(list(words))
            except SystemExit as usage:
                ended = int(str(usage.code))
        heard = capsys.readouterr()
        return ended, heard.out, heard.err

    (tmp_path / "office").mkdir()
    return Terminal(tmp_path, in_this_process)


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
