"""Makes importing Qt quicker: byte code is kept that PySide makes anew at each start, and no rubbish is looked for.

PySide carries some Python files inside its library (shibokensupport/*) and compiles them at each start: a fifth of the
time that importing it takes. Here the result is kept in our own `__pycache__`, under Python's own rules: for this
Python only, not when byte code is not to be written, and never for a source that has changed. The built program
carries the files already compiled (see installer/).
"""

from __future__ import annotations

import builtins
import gc
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.util import MAGIC_NUMBER, cache_from_source
from pathlib import Path
from types import CodeType
from typing import Any

_CARRIED = "shibokensupport/"
_Key = tuple[str, int, int]
"""A file's name, and the length and the check sum of its source."""


@contextmanager
def quick_import(cache: Path | None = None) -> Iterator[None]:
    """What is imported within it is imported quicker; where the cache cannot be used, as quickly as otherwise.

    For the start of the program, while there is one thread.
    """
    if "shiboken6" in sys.modules:  # as in a test: there is nothing left to gain
        yield
        return
    collects = gc.isenabled()
    gc.disable()  # what is imported stays, so looking for rubbish in it finds none
    try:
        with _compiled_once(cache or Path(cache_from_source(str(Path(__file__).with_name("shibokensupport.py"))))):
            yield
    finally:
        if collects:
            gc.enable()


@contextmanager
def _compiled_once(cache: Path) -> Iterator[None]:
    from zlib import crc32

    kept = _read(cache)
    used: dict[_Key, CodeType] = {}
    really = builtins.compile

    def compile_once(source: Any, filename: Any, mode: str, *others: Any, **more: Any) -> Any:
        ours = isinstance(source, bytes) and isinstance(filename, str) and filename.startswith(_CARRIED)
        if not ours or mode != "exec" or others or more:
            return really(source, filename, mode, *others, **more)
        key = (filename, len(source), crc32(source))
        used[key] = kept.get(key) or really(source, filename, mode)
        return used[key]

    builtins.compile = compile_once
    try:
        yield
    finally:
        builtins.compile = really
    if used.keys() != kept.keys() and not sys.dont_write_bytecode:
        _write(cache, used)


def _read(cache: Path) -> dict[_Key, CodeType]:
    """What is in the cache; nothing when it is not there, is of another Python or is damaged."""
    import marshal

    try:
        content = cache.read_bytes()
        found = marshal.loads(content[len(MAGIC_NUMBER) :]) if content.startswith(MAGIC_NUMBER) else {}
    except (OSError, EOFError, ValueError, TypeError):
        return {}
    return found if isinstance(found, dict) else {}


def _write(cache: Path, used: dict[_Key, CodeType]) -> None:
    """Written beside and then moved, so that two programs that start at once do no harm; nor does failing."""
    import marshal

    beside = cache.with_name(f"{cache.name}.{os.getpid()}")
    with suppress(OSError):
        cache.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(MAGIC_NUMBER + marshal.dumps(used))
        beside.replace(cache)
