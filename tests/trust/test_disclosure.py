"""Published tables cannot be undone, small cut; `disclosure_attacker.py 10000` is the full figure."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from disclosure_attacker import primary_only, tables


def test_random_tables_cannot_be_undone() -> None:
    _, found = tables(60, 5)
    assert found.exact == []
    assert found.figures > 300


def test_every_figure_about_few_keeps_as_many_whole_numbers_as_the_threshold() -> None:
    _, found = tables(15, 6, thorough=True)
    assert found.exact == []
    assert found.narrow == 0


def test_with_primary_suppression_alone_most_tables_are_undone() -> None:
    broken, found = tables(25, 5, primary_only)
    assert broken > 12, found
