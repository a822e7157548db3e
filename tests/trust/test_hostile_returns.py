"""Returns by an attacker, small cut: refused or known already; `python -m tests.trust.mutated_returns 10000` is all."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.trust import mutated_returns as trial

from sfph_desktop.core.store import signing


@pytest.fixture
def at(tmp_path: Path) -> Iterator[trial.Stage]:
    made = trial.stage(tmp_path)
    yield made
    made.network.close()


def test_a_hundred_hostile_returns_change_nothing(at: trial.Stage) -> None:
    ends = trial.tried(100, 7, at)
    assert ends.wrong == []
    assert ends.fates.total() == 100
    assert ends.fates["refused"] > 80
    assert ends.longest < trial.SLOWEST


def test_without_the_question_for_the_signature_some_would_get_in(
    at: trial.Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(signing, "genuine", lambda *_: True)
    ends = trial.tried(100, 7, at)
    assert ends.fates["taken"], "what is signed by nobody is taken by whoever does not ask"
    assert ends.wrong
