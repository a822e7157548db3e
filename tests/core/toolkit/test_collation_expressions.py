"""The expressions are pure, every engine's SQL can be made of them, and numbers alone find the sets in doubt."""

from __future__ import annotations

import random

import ibis
import pytest
import sqlglot

from sfph_desktop.core.toolkit.collation import positions, spread, tables, totals, values
from sfph_desktop.core.toolkit.collation.told import Spread, in_doubt, judged
from sfph_desktop.core.toolkit.disclosure_of_members import withheld_subsets


@pytest.fixture(scope="module")
def expressions() -> dict[str, ibis.Table]:
    """Every step on tables that no engine holds."""
    given = {name: ibis.table(dict(columns), name=name) for name, columns in tables.TABLES.items()}
    indicators = tables.numbered(tables.conform(given["indicators"], tables.INDICATORS))
    members = values.newest(tables.conform(given["returns"], tables.RETURNS), "2026Q1")
    traits = values.alikes(members)
    names = values.alike_names(traits)
    kin = values.kin(traits, names)
    counted = values.counted_cells(tables.conform(given["cells"], tables.CELLS), members, indicators, "2026Q1")
    own = values.own_values(counted, indicators)
    placed = spread.placed(own, spread.ranges(own))
    found = spread.spread(placed, kin, spread.buckets(placed, kin))
    places = positions.positions(own, kin, found)
    return {
        "repeated": values.repeated(members),
        "perhaps doubled": values.perhaps_doubled(counted, indicators),
        "doubled": values.doubled(counted, members, indicators),
        "both": values.both(kin),
        "spread": found,
        "totals": totals.totals(counted, indicators),
        "readable": positions.readable(places, members, indicators, names),
    }


@pytest.mark.parametrize("dialect", ["duckdb", "pyspark", "postgres"])
def test_every_engine_has_a_statement_for_every_step(expressions: dict[str, ibis.Table], dialect: str) -> None:
    """PostgreSQL and Spark are not run here: that is said, with what came of it, in docs/BENCHMARKS.md."""
    read = {"pyspark": "spark"}.get(dialect, dialect)
    for name, expression in expressions.items():
        made = str(ibis.to_sql(expression, dialect=dialect))
        assert sqlglot.parse_one(made, read=read), name
        assert "QUANTILE" not in made.upper(), name
        assert "PERCENTILE" not in made.upper(), name


def test_numbers_alone_find_every_set_in_doubt() -> None:
    hidden = 0
    for seed in range(300):
        draw = random.Random(seed)
        members = [f"m{n}" for n in range(draw.choice((9, 14, 24)))]
        kinds = {"": set(members)}
        kinds |= {f"k{n}": set(draw.sample(members, draw.randint(1, len(members)))) for n in range(4)}
        cut = draw.randint(1, len(members))
        kinds |= {"one": set(members[:cut]), "other": set(members[cut : cut + draw.randint(1, 6)])}
        told = {name for name in members if draw.random() < 0.9}
        telling = {name: frozenset(one & told) for name, one in kinds.items() if one & told}
        both = {(a, b): len(one & two) for a, one in kinds.items() for b, two in kinds.items() if one & two}
        spreads = [
            Spread(indicator="i", alike=name, members=len(one), low=0, median=0, high=0)
            for name, one in telling.items()
        ]
        doubtful = in_doubt(spreads, both)
        who = {("i", name): telling[name] for name in doubtful.get("i", ())}
        found = {one.alike: one.hidden for one in judged(spreads, who)}
        assert found == withheld_subsets(telling)
        hidden += any("other figures" in why for why in found.values())
    assert hidden > 50
