"""The import rules of pyproject.toml hold, and they bite."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    program = Path(sys.executable).with_name("lint-imports")
    return subprocess.run(
        [str(program), "--no-cache", "--config", str(folder / "pyproject.toml")],
        cwd=folder / "src",
        env={"PYTHONPATH": str(folder / "src"), "PATH": "/usr/bin:/bin", "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_rules_are_kept(root: Path) -> None:
    told = lint(root)
    assert told.returncode == 0, told.stdout


@pytest.mark.parametrize(
    ("place", "line", "rule"),
    [
        ("ui/pages/planted.py", "import sqlalchemy", "SQLAlchemy and Alembic live in core.store"),
        ("core/toolkit/planted.py", "import sfph_desktop.core.store", "independent spokes"),
        ("core/usecases/planted.py", "import PySide6.QtCore", "no Qt below the ui"),
        ("core/domain/planted.py", "def f() -> None:\n    import sfph_desktop.core.usecases", "independent spokes"),
        ("core/usecases/planted.py", "import urllib.request", "only core.interchange may reach a network"),
    ],
)
def test_a_planted_offence_is_caught(root: Path, tmp_path: Path, place: str, line: str, rule: str) -> None:
    shutil.copytree(root / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(root / "pyproject.toml", tmp_path)
    (tmp_path / "src" / "sfph_desktop" / place).write_text(f'"""Planted."""\n\n{line}\n', encoding="utf-8")
    told = lint(tmp_path)
    assert told.returncode == 1, told.stdout + told.stderr
    broken = [text for text in told.stdout.splitlines() if "BROKEN" in text]
    assert any(rule in text for text in broken), told.stdout
