"""Where the files lie that come with the program."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from sfph_desktop.core.domain.problems import OurBug


@lru_cache(maxsize=1)
def resource_folder() -> Path:
    """The folder `resources`: inside the installed or frozen package, or at the root of a source tree."""
    here = Path(__file__).resolve()
    # The package; the folder of a frozen program; the root of a source tree.
    for root in here.parents[2:5]:
        if (root / "resources" / "fonts").is_dir():
            return root / "resources"
    raise OurBug("The files that belong to the program are missing from it.")


def font_folder() -> Path:
    """The typefaces that come with the program, as TrueType files."""
    return resource_folder() / "fonts"
