"""The network's desk collates the returns of a quarter: quartiles, totals, and where each member stands.

From values (the returns a desk has accepted) for packs and the sector report; or from a folder of returns as CSV or
Parquet to files, for networks of any size. Both are the same expressions on the same engines. The libraries for it are
an optional extra and are imported here, when something is collated, and at no other time.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sfph_desktop.core.domain.collations import Accepted, Collation
from sfph_desktop.core.domain.network import FEWEST_MEMBERS, Definitions, Quarter
from sfph_desktop.core.domain.problems import Problem, UserCanFix
from sfph_desktop.core.usecases.collating import Collating, refuse

if TYPE_CHECKING:
    from sfph_desktop.core.interchange.engine.running import Engine

EMBEDDED = "duckdb"


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What a collation of a folder has written."""

    collation: Collation
    benchmark: Path | None
    """Parquet: each member's own values and positions. It names members: it is the desk's own. None: not asked for."""
    open_data: Path
    """CSV: quartiles and totals as they may be published; nobody is named in it."""


def collate(
    accepted: Iterable[Accepted], definitions: Definitions, quarter: Quarter, *, engine: str = EMBEDDED
) -> Collation:
    """Collate the accepted returns of a quarter.

    Raises `UserCanFix` where the libraries are missing, or the engine cannot be reached.
    """
    from sfph_desktop.core.interchange.engine.opening import open_engine

    with open_engine(engine) as running:
        from sfph_desktop.core.toolkit.collation import tables

        given = list(accepted)
        work = Collating(
            running,
            quarter,
            returns=running.take(tables.RETURNS, map(_return_row, given)),
            cells=running.take(tables.CELLS, (row for one in given for row in _cell_rows(one))),
            indicators=running.take(tables.INDICATORS, _indicator_rows(definitions)),
        )
        return work.collation(with_members=True)


def collate_folder(
    folder: Path, quarter: Quarter, out: Path, *, engine: str = EMBEDDED, of_members: bool = True
) -> Written:
    """Collate a folder of returns (CSV or Parquet, as `interchange/engine/files` has it) and write the results.

    `out/benchmark/quarter=2026Q1/*.parquet` and `out/open-data-2026Q1.csv`; each replaces an earlier one of that
    quarter when it is whole. Raises `UserCanFix` where something is missing or cannot be read; nothing is written then.
    """
    from sfph_desktop.core.interchange.csv_out import csv_text
    from sfph_desktop.core.interchange.engine.opening import open_engine

    if not folder.is_dir():
        raise UserCanFix(what=f"{folder} is no folder.", do="Name the folder of returns: --from DIR.")
    with open_engine(engine) as running:
        work = Collating(running, quarter, **_tables(running, folder, quarter))
        found = work.collation()
        if not found.members:
            raise UserCanFix(what=f"There is nobody's return of {quarter} in {folder}.", do="Name another quarter.")
        benchmark = out / "benchmark" / f"quarter={quarter}" if of_members else None
        if benchmark is not None:
            running.write_parquet(work.readable(), benchmark)
    open_data = out / f"open-data-{quarter}.csv"
    partial = open_data.with_name(f".{open_data.name}.partial")
    partial.parent.mkdir(parents=True, exist_ok=True)
    partial.write_text(csv_text(OPEN_COLUMNS, open_rows(found)), encoding="utf-8", newline="")
    partial.replace(open_data)
    return Written(collation=found, benchmark=benchmark, open_data=open_data)


def write_returns(folder: Path, accepted: Iterable[Accepted], definitions: Definitions) -> None:
    """Lay accepted returns out as the folder that `collate_folder` reads: three .csv files, for an engine elsewhere."""
    from sfph_desktop.core.toolkit.collation.tables import CELLS, INDICATORS, RETURNS

    given = list(accepted)
    tables: dict[str, tuple[Iterable[str], Iterable[tuple[object, ...]]]] = {
        "returns": (RETURNS, map(_return_row, given)),
        "cells": (CELLS, (row for one in given for row in _cell_rows(one))),
        "indicators": (INDICATORS, _indicator_rows(definitions)),
    }
    folder.mkdir(parents=True, exist_ok=True)
    for name, (columns, rows) in tables.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)  # as it is: it is read by engines, not opened as a spreadsheet
            writer.writerow(columns)
            writer.writerows(rows)


OPEN_COLUMNS = (
    "quarter", "indicator", "name", "kind", "unit", "figure", "alike", "group", "group_value", "members", "value", "n",
    "low_quarter", "median", "high_quarter", "withheld",
)  # fmt: skip
"""Of the open data: one row for each `total` and each set of `quartiles`."""


def open_rows(found: Collation) -> Iterator[tuple[object, ...]]:
    """The rows of the open data, in a fixed order."""
    kinds: dict[str, str] = {one.indicator: one.kind for one in found.totals}
    quarter = str(found.quarter)
    for one in found.totals:
        named = (quarter, one.indicator, one.name, one.kind, one.unit)
        yield (
            *named,
            "total",
            "",
            one.group,
            one.group_value,
            _enough(one.members),
            _plain(one.value),
            one.n,
            "",
            "",
            "",
            one.hidden,
        )
    for spread in found.network:
        of = (quarter, spread.indicator, spread.name, kinds.get(spread.indicator, ""), spread.of_what)
        quartiles = map(_plain, (spread.low_quarter, spread.median, spread.high_quarter))
        yield *of, "quartiles", spread.alike, "", "", _enough(spread.members), "", "", *quartiles, spread.hidden


def _plain(value: Decimal | None) -> Decimal | None:
    """A number without the noughts that say nothing."""
    if value is None:
        return None
    text = f"{value:f}"
    return Decimal(text.rstrip("0").rstrip(".") if "." in text else text)


def _enough(members: int) -> int | None:
    """How many members there are, where they are not too few to be told of."""
    return members if members >= FEWEST_MEMBERS else None


def _tables(engine: Engine, folder: Path, quarter: Quarter) -> dict[str, Any]:
    """The tables of a folder; refused where a column is missing."""
    from sfph_desktop.core.toolkit.collation.tables import TABLES, missing

    found, wrong = {}, []
    for name, columns in TABLES.items():
        found[name] = engine.scan(folder, name, str(quarter))
        accepted = ", ".join(columns)
        wrong += [
            Problem(file=name, column=column, reason="this column is missing.", accepted=accepted)
            for column in missing(found[name], columns)
        ]
    refuse(f"The folder {folder} cannot be collated.", wrong)
    return found


# --- returns as rows --------------------------------------------------------------------------------------------------


def _return_row(one: Accepted) -> tuple[object, ...]:
    sent = one.sent
    groups = " ".join(one.client_groups)
    return one.member, str(sent.quarter), one.number, sent.definitions, one.size, one.area, groups


def _cell_rows(one: Accepted) -> Iterator[tuple[object, ...]]:
    quarter = str(one.sent.quarter)
    for cell in one.sent.cells:
        value = None if cell.value is None else f"{cell.value:f}"
        yield (
            one.member, quarter, one.number, cell.indicator, cell.group, cell.group_value, cell.window, cell.n, value,
        )  # fmt: skip


def _indicator_rows(definitions: Definitions) -> Iterator[tuple[object, ...]]:
    for one in definitions.indicators:
        yield one.id, one.name, one.kind, one.unit, one.window, one.per
