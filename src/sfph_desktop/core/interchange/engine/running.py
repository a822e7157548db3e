"""What every engine can do: read the tables of a folder, take rows in, keep a step, give rows out, write Parquet."""

from __future__ import annotations

import shutil
import warnings
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sfph_desktop.core.domain.problems import UserCanFix

Row = tuple[Any, ...]


class Engine(ABC):
    """An open engine. Tables and expressions are Ibis's; what they mean is the business of whoever asks."""

    name: str
    troubles: tuple[type[Exception], ...] = ()
    """What the engine raises when it cannot read, has no room, or cannot be reached."""

    def __init__(self, connection: Any) -> None:
        self.connection = connection
        self._names = 0

    @abstractmethod
    def scan(self, folder: Path, name: str, quarter: str) -> Any:
        """A table of the folder, with at least one quarter of it, as it stands in its files (CSV as texts)."""

    @abstractmethod
    def _texts(self, name: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Make a table of this name with these rows; every column is text."""

    @abstractmethod
    def _keep(self, name: str, sql: str) -> None:
        """Make a table of this name of what a statement finds, for as long as the engine is open."""

    def take(self, columns: Iterable[str], rows: Iterable[Sequence[object]]) -> Any:
        """Rows as a table of texts; an empty text stands for nothing. `columns` names them in order."""
        name = self._next_name()
        texts = [["" if value is None else str(value) for value in row] for row in rows]
        with self.run():
            self._texts(name, list(columns), texts)
            return self.connection.table(name)

    def keep(self, expression: Any) -> Any:
        """The same, worked out once and kept until the engine is closed."""
        # Not Ibis's own cache(): it lets go by a statement that DuckDB 2 does not understand.
        name = self._next_name()
        with self.run():
            self._keep(name, str(self.connection.compile(expression)))
            return self.connection.table(name)

    def _next_name(self) -> str:
        self._names += 1
        return f"sfph_{self._names}"

    def close(self) -> None:
        """Let go of the connection, and so of all that was kept."""
        self.connection.disconnect()

    def rows(self, expression: Any) -> list[Row]:
        """All rows of a result, as plain Python values, in no order."""
        with self.run():
            table = self.connection.to_pyarrow(expression)
        return list(zip(*(column.to_pylist() for column in table.columns), strict=True))

    def write_parquet(self, expression: Any, folder: Path) -> None:
        """Write a result as Parquet into a folder of its own, which is there only when all of it is."""
        partial = folder.with_name(f".{folder.name}.partial")
        shutil.rmtree(partial, ignore_errors=True)
        partial.parent.mkdir(parents=True, exist_ok=True)
        try:
            with self.run():
                self._write(expression, partial)
            shutil.rmtree(folder, ignore_errors=True)
            partial.rename(folder)
        finally:
            shutil.rmtree(partial, ignore_errors=True)

    def _write(self, expression: Any, folder: Path) -> None:
        import pyarrow.parquet as parquet

        folder.mkdir()
        batches = self.connection.to_pyarrow_batches(expression)
        with batches, parquet.ParquetWriter(folder / "part-0.parquet", batches.schema, compression="zstd") as file:
            for batch in batches:
                file.write_batch(batch)

    @contextmanager
    def run(self) -> Iterator[None]:
        """What the engine says against something becomes a sentence; what libraries say to each other is kept back."""
        from ibis.common.exceptions import IbisError

        with warnings.catch_warnings():
            # Ibis 12 calls DuckDB 2 and pandas 3 by names that they are giving up.
            warnings.simplefilter("ignore", DeprecationWarning)
            warnings.simplefilter("ignore", FutureWarning)
            try:
                yield
            except (*self.troubles, IbisError) as trouble:
                raise UserCanFix(
                    what=f"{self.name} could not work the returns out.",
                    why=_first_line(trouble),
                    do="Nothing was written. Mend the file or the engine and collate again.",
                ) from trouble


def _first_line(trouble: Exception) -> str:
    """What an engine says first, short enough to read."""
    line = next((line.strip() for line in str(trouble).splitlines() if line.strip()), type(trouble).__name__)
    return line if len(line) <= 300 else f"{line[:300]} …"
