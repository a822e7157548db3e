"""The shape of the house: small rooms, each saying its job, and one place that may commit."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

SOURCES = sorted((Path(__file__).resolve().parents[2] / "src").rglob("*.py"))
IDS = [str(path).split("sfph_desktop/")[-1] for path in SOURCES]


@pytest.mark.parametrize("path", SOURCES, ids=IDS)
def test_every_module_says_its_job_and_can_be_held_in_the_head(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert ast.get_docstring(ast.parse(text)), f"{path.name} does not say its job"
    if "migrations" not in path.parts:
        assert text.count("\n") <= 450, f"{path.name} has grown too large"


@pytest.mark.parametrize("path", SOURCES, ids=IDS)
def test_names_say_what_a_thing_is(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ClassDef):
            assert not re.search(r"Manager|Helper|Utils", node.name), node.name
    assert path.stem not in {"utils", "helpers", "managers", "misc", "common"}


def test_one_place_commits() -> None:
    places = [
        str(path)
        for path in SOURCES
        if "core" in path.parts
        and "migrations" not in path.parts
        and re.search(r"\.commit\(\)", path.read_text(encoding="utf-8"))
    ]
    assert len(places) <= 1, places
