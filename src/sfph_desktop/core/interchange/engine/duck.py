"""DuckDB within the program: the engine a desk uses by itself. It holds little memory and leaves nothing behind."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import ibis
import pyarrow as pa

from sfph_desktop.core.interchange.engine.files import find_files
from sfph_desktop.core.interchange.engine.running import Engine, Row

MOST_MEMORY = "1200MB"
"""Of the database itself; beside it stand Python and the libraries. What does not fit goes to a folder of its own."""
BITS_OF_A_PLACE = 20
"""Groups by numbers that together have no more bits are counted in places of their own, at most a million, without
looking each up: values in buckets take a third of the time.
"""


class DuckEngine(Engine):
    """DuckDB in memory."""

    name = "DuckDB"
    troubles = (duckdb.Error, OSError)

    def scan(self, folder: Path, name: str, quarter: str) -> Any:
        """A view on the files: only the columns and rows that are asked for are read."""
        files = find_files(folder, name, quarter)
        with self.run():
            if files.parquet:
                table = self.connection.read_parquet(files.names)
            else:
                table = self.connection.read_csv(files.names, all_varchar=True, header=True, delim=",", quote='"')
        return table.mutate(quarter=ibis.literal(files.quarter)) if files.quarter else table

    def rows(self, expression: Any) -> list[Row]:
        """All rows of a result, by DuckDB's own way: Ibis's brings in pandas, which takes over a second to come."""
        with self.run():
            return list(self.connection.raw_sql(str(self.connection.compile(expression))).fetchall())

    def _texts(self, name: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        by_column = zip(*rows, strict=True) if rows else [()] * len(columns)
        arrays = [_text_array(column) for column in by_column]
        self.connection.con.register(name, pa.Table.from_arrays(arrays, names=list(columns)))

    def _keep(self, name: str, sql: str) -> None:
        self.connection.raw_sql(f"CREATE TEMP TABLE {name} AS {sql}")

    def _write(self, expression: Any, folder: Path) -> None:
        folder.mkdir()
        self.connection.to_parquet(expression, folder / "part-0.parquet", compression="zstd")


def _text_array(texts: Iterable[str]) -> Any:
    """Texts for DuckDB to read; `pyarrow.array` would bring in pandas, only to ask whether they are of it."""
    builder = pa.lib.StringBuilder()
    builder.append_values(texts)
    return builder.finish()


@contextmanager
def opened(rest: str = "") -> Iterator[DuckEngine]:
    """A database in memory, with a folder for what does not fit; the folder is gone afterwards, whatever happens."""
    del rest
    with tempfile.TemporaryDirectory(prefix="sfph-collate-", ignore_cleanup_errors=True) as folder:
        settings = {"memory_limit": MOST_MEMORY, "temp_directory": folder, "preserve_insertion_order": False}
        settings["perfect_ht_threshold"] = BITS_OF_A_PLACE
        connection = ibis.duckdb.connect(**settings)
        engine = DuckEngine(connection)
        try:
            yield engine
        finally:
            engine.close()
