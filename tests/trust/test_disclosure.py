"""Published tables cannot be undone, small cut; full: `disclosure_attacker.py 10000`, `disclosure_years.py 20`."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from disclosure_attacker import primary_only, tables
from disclosure_years import years


def test_random_tables_cannot_be_undone() -> None:
    _, found = tables(25, 5)
    assert found.exact == []
    assert found.figures > 100


def test_every_figure_about_few_keeps_as_many_whole_numbers_as_the_threshold() -> None:
    _, found = tables(10, 6, thorough=True)
    assert found.exact == []
    assert found.narrow == 0


def test_with_primary_suppression_alone_most_tables_are_undone() -> None:
    broken, found = tables(15, 6, primary_only)
    assert broken > 7, found


def test_successive_returns_and_the_totals_of_the_sector_cannot_be_undone() -> None:
    _, found = years(1, 3, quarters=5)
    assert found.exact == []
    assert found.figures > 100


def test_without_the_ledger_successive_returns_are_undone() -> None:
    broken, found = years(1, 3, quarters=5, ledger=False)
    assert broken, found


def test_a_total_of_what_was_held_back_would_undo_it() -> None:
    broken, found = years(1, 3, quarters=2, totals_of_truth=True)
    assert broken, found
