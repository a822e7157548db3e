"""The reader of spreadsheets as a child of a built program, which has no Python to start another with."""

from __future__ import annotations


def read_as_child() -> int:
    """Read what the parent asks for on standard input, answer on standard output; the exit status."""
    from sfph_desktop.core.interchange.reader_child import main

    return int(main() or 0)
