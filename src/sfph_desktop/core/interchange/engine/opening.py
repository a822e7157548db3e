"""Opens an engine by its word, and says plainly what is missing where it cannot be opened."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from contextlib import contextmanager

from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.interchange.engine.running import Engine

EMBEDDED = "duckdb"
KINDS = {
    "duckdb": ("duck", "ibis-framework[duckdb]"),
    "spark": ("spark", "ibis-framework[pyspark] pyspark"),
    "postgresql": ("postgres", "ibis-framework[postgres]"),
}
"""What a word begins with: our module for it, and what its libraries are called."""


@contextmanager
def open_engine(word: str = EMBEDDED) -> Iterator[Engine]:
    """The engine called `duckdb`, `spark:MASTER` or `postgresql://...`, open until the end of the block.

    Raises `UserCanFix` where the word is none of these, where its libraries are not installed, or where it cannot be
    reached.
    """
    kind, _, rest = word.partition(":")
    if kind not in KINDS or (kind == EMBEDDED and rest) or (kind == "postgresql" and not rest):
        raise UserCanFix(  # an address may have a password in it: only its first word is said
            what=f"'{kind[:40]}' is no engine." if kind not in KINDS else f"This is no address for {kind}.",
            do="Accepted: duckdb, spark:MASTER (spark:local[2], spark:spark://host:7077), postgresql://user@host/name.",
        )
    module, packages = KINDS[kind]
    try:
        home = importlib.import_module(f"sfph_desktop.core.interchange.engine.{module}")
    except ImportError as missing:
        raise _not_installed(kind, packages, missing) from None
    with home.opened(word if kind == "postgresql" else rest) as engine:
        yield engine


def _not_installed(kind: str, packages: str, missing: ImportError) -> UserCanFix:
    extra = (
        'pip install "sfph-desktop[network]"' if kind == EMBEDDED else f'pip install "sfph-desktop[network]" {packages}'
    )
    return UserCanFix(
        what="What the network's desk needs for collating returns is not installed on this computer.",
        why=f"{(missing.name or 'A library').split('.')[0]} is missing; an enterprise's own program does without it.",
        do=f"Install it: {extra}",
    )
