"""Imports SQLAlchemy without what it brings along for others: asyncio for other drivers, package metadata for plug-ins.

Both together are a quarter of the time that its import takes, and a person who has typed a passphrase waits for it. So
stand-ins take their places while SQLAlchemy is imported; each becomes the real module should anything ever be asked of
it. Afterwards both names are free again: whoever imports asyncio later gets asyncio.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any

_LATER = ("asyncio", "importlib.metadata")


class _Later(ModuleType):
    """In the place of a module that is imported when something of it is used."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):  # what importing itself asks of a module
            raise AttributeError(name)
        if (self.__name__, name) == ("asyncio", "iscoroutine"):
            # SQLAlchemy takes a hold of this one at once, and calls it for other drivers only.
            return lambda found: self._real().iscoroutine(found)
        return getattr(self._real(), name)

    def _real(self) -> Any:
        from importlib import import_module

        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        return import_module(self.__name__)


@contextmanager
def without_others() -> Iterator[None]:
    """Within it, stand-ins are imported in place of those modules that are not there yet."""
    stand_ins = {name: _Later(name) for name in _LATER if name not in sys.modules}
    sys.modules.update(stand_ins)
    try:
        yield
    finally:
        for name, stand_in in stand_ins.items():
            if sys.modules.get(name) is stand_in:
                del sys.modules[name]


with without_others():
    import sqlalchemy.dialects.sqlite  # noqa: F401 - with the dialect, which would come at the first opening
