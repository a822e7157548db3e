"""Where the built program begins: one program under two names, the window and the command `sfph`."""

from __future__ import annotations

import sys
from pathlib import Path


def main() -> int:
    """By the name it was called with; the exit status."""
    if Path(sys.argv[0]).stem.lower() == "sfph":
        from sfph_desktop.cli.__main__ import main as command

        return command()
    from sfph_desktop.app import main as window

    return window()


if __name__ == "__main__":
    sys.exit(main())
