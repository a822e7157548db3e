"""Worked examples: every file of tests/examples, facts and choices in, figures out, to the penny."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.core.toolkit.cases import choices_of, enterprise_of, look_up, reference_of, selection_of

from sfph_desktop.core.toolkit.pipeline import run_impact

FOLDER = Path(__file__).resolve().parents[2] / "examples"
FILES = sorted(FOLDER.glob("*.yaml"))


def check(found: Any, expected: Any, where: str) -> None:
    if isinstance(expected, bool) or expected is None or isinstance(expected, str):
        assert found == expected, where
    elif isinstance(expected, dict):
        assert set(map(str, found)) == set(map(str, expected)), where
        for key, value in expected.items():
            check(found[str(key)], value, f"{where} / {key}")
    elif isinstance(expected, list):
        assert [list(one) if isinstance(one, tuple) else one for one in found] == expected, where
    else:
        assert found == pytest.approx(expected, abs=1e-9, rel=1e-9), where


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_worked_example(file: Path) -> None:
    case = yaml.safe_load(file.read_text(encoding="utf-8"))
    run = run_impact(enterprise_of(case).facts(), reference_of(case), selection_of(case), choices_of(case))
    for path, expected in case["expect"].items():
        check(look_up(run, path), expected, f"{file.stem}: {path}")
    for words in case.get("not_known", ()):
        assert any(words in sentence for sentence in run.not_known), (words, run.not_known)


def test_there_are_examples_and_each_fits_one_screen() -> None:
    assert len(FILES) >= 20
    for file in FILES:
        assert len(file.read_text(encoding="utf-8").splitlines()) <= 60, file.name
