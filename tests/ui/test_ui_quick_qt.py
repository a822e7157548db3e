"""Byte code that PySide would make anew at each start is kept, and a cache that is no good does no harm."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

_IMPORT = """
import builtins, gc, sys
from pathlib import Path
from sfph_desktop.ui.support.quick_qt import quick_import
made = []
really = builtins.compile
def counting(source, filename, mode, *others, **more):
    if str(filename).startswith("shibokensupport/"):
        made.append(filename)
    return really(source, filename, mode, *others, **more)
builtins.compile = counting
with quick_import(Path(sys.argv[1])):
    assert not gc.isenabled()
    import PySide6.QtCore
assert builtins.compile is counting and gc.isenabled()
from PySide6.QtCore import QObject
try:
    QObject().setObjectName(1, 2)  # the carried files tell what is wrong
except TypeError as wrong:
    assert "setObjectName" in str(wrong)
print(len(made))
"""


def compiled(cache: Path, **environment: str) -> int:
    """How many of the carried files a fresh process compiled."""
    usual = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run(
        [sys.executable, "-c", _IMPORT, str(cache)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env={**usual, **environment},
    )
    assert done.returncode == 0, done.stderr
    return int(done.stdout)


def test_the_second_start_compiles_nothing(tmp_path: Path) -> None:
    cache = tmp_path / "new" / "carried.pyc"
    assert compiled(cache) > 5
    assert compiled(cache) == 0
    assert [path.name for path in cache.parent.iterdir()] == [cache.name]


@pytest.mark.parametrize("wrong", [b"", b"something else", None])
def test_a_cache_that_is_no_good_is_made_anew(tmp_path: Path, wrong: bytes | None) -> None:
    cache = tmp_path / "carried.pyc"
    if wrong is None:
        compiled(cache)
        wrong = cache.read_bytes()[:-5000]
    cache.write_bytes(wrong)
    assert compiled(cache) > 5
    assert compiled(cache) == 0


def test_nothing_is_kept_where_byte_code_is_not_wanted_or_cannot_be(tmp_path: Path) -> None:
    cache = tmp_path / "carried.pyc"
    assert compiled(cache, PYTHONDONTWRITEBYTECODE="1") > 5
    assert not cache.exists()
    (tmp_path / "file").write_text("", encoding="ascii")
    assert compiled(tmp_path / "file" / "carried.pyc") > 5
