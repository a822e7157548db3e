"""SQLAlchemy comes without asyncio and package metadata, works, and whoever asks for either gets the real one."""

from __future__ import annotations

import subprocess
import sys

_PROBE = """
import sys
import sfph_desktop.core.store
brought = sorted({"asyncio", "ssl", "importlib.metadata", "email.message"} & set(sys.modules))

import sqlalchemy
from sqlalchemy.util import concurrency, compat
engine = sqlalchemy.create_engine("sqlite://")
with engine.connect() as connection:
    assert connection.execute(sqlalchemy.select(sqlalchemy.literal(42))).scalar_one() == 42
assert "asyncio" not in sys.modules

async def answer():
    return 42
waiting = answer()
assert concurrency.iscoroutine(waiting) and not concurrency.iscoroutine(42)
assert compat.asyncio.iscoroutinefunction(answer)
assert compat.importlib_metadata.version("sqlalchemy") == sqlalchemy.__version__

import asyncio, importlib.metadata
assert asyncio.run(waiting) == 42 and asyncio.events is sys.modules["asyncio.events"]
assert importlib.metadata.__file__
print(*brought)
"""


def test_it_comes_without_what_it_brings_for_others() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _PROBE],
        capture_output=True,
        text=True,
        timeout=60,
        stdin=subprocess.DEVNULL,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == ""
