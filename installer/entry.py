"""Where the built program begins: one program under two names, the window and the command `sfph`."""

from __future__ import annotations

import os
import sys
from collections.abc import MutableMapping
from pathlib import Path

OURS = ("QT_PLUGIN_PATH", "QML2_IMPORT_PATH")
"""Where our Qt finds its parts; it finds them without, from where it lies itself."""
LIBRARIES = "LD_LIBRARY_PATH"


def main() -> int:
    """By the name it was called with; the exit status."""
    if sys.platform.startswith("linux"):
        as_it_was(os.environ)
    if Path(sys.argv[0]).stem.lower() == "sfph":
        from sfph_desktop.cli.__main__ import main as command

        return command()
    from sfph_desktop.app import main as window

    return window()


def as_it_was(environment: MutableMapping[str, str]) -> None:
    """Take out what the start of a packed program put in to find its libraries, which it has found by now.

    Whatever opens our documents (a reader of PDF, Word, the browser) would otherwise be started with our libraries in
    place of its own, and may not start at all.
    """
    before = environment.pop(f"{LIBRARIES}_ORIG", None)
    environment.pop(LIBRARIES, None)
    if before is not None:
        environment[LIBRARIES] = before
    for name in [name for name in environment if name in OURS or name.startswith("_PYI_")]:
        del environment[name]


if __name__ == "__main__":
    sys.exit(main())
