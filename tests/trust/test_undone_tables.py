"""Published tables cannot be undone, small cut; full: `disclosure_attacker.py 10000`, `disclosure_years.py 20`."""

from __future__ import annotations

import random
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from disclosure_attacker import Attacker, club_table, primary_only, random_table, sent_of, tables
from disclosure_years import years

from sfph_desktop.core.domain.disclosure import Release
from sfph_desktop.core.toolkit.disclosure import bounds, guard


def test_random_tables_cannot_be_undone() -> None:
    _, found = tables(25, 5)
    assert found.exact == []
    assert found.figures > 100


def test_tables_of_small_clubs_where_nearly_all_are_counted_cannot_be_undone() -> None:
    _, found = tables(10, 9, thorough=True, of=club_table)
    assert (found.exact, found.narrow) == ([], 0)
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


def test_the_bounds_are_those_of_a_linear_programme_set_up_by_somebody_else() -> None:
    draw, compared = random.Random(8), 0
    for by in (guard, primary_only) * 3:
        table, attacker = random_table(draw), Attacker()
        rows = sent_of(table.cells, by(table.cells, table.relations, ()))
        attacker.read(rows, table.totals)
        for name, ends in bounds([Release(sent=rows)], table.relations).items():
            assert attacker.range_of(name) == ends, name
            compared += 1
    assert compared > 60
