"""Commands of the program run in this process, on a store of the test's own: many times quicker than a process each."""

from __future__ import annotations

import json
from typing import Any

import pytest

from sfph_desktop.cli.__main__ import main


class Terminal:
    """What a person types and what they are told."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys
        self.noted = ""
        """What the last command said beside its result."""

    def run(self, *words: str, status: int = 0) -> str:
        try:
            done = main(list(words))
        except SystemExit as ended:
            done = int(str(ended.code))
        told = self._capsys.readouterr()
        assert done == status, told.err
        self.noted = told.err
        return told.out if not status else told.err

    def json(self, *words: str) -> Any:
        return json.loads(self.run(*words, "--json"))
