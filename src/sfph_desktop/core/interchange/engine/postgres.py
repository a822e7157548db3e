"""An existing PostgreSQL: returns are read here and put into tables of the session, which vanish with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import ibis
import psycopg
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet

from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.interchange.engine.files import find_files
from sfph_desktop.core.interchange.engine.running import Engine


class PostgresEngine(Engine):
    """A connection to a server; the user needs the right to make temporary tables, and nothing else."""

    name = "PostgreSQL"
    troubles = (psycopg.Error, pa.ArrowException, OSError)

    def scan(self, folder: Path, name: str, quarter: str) -> Any:
        """The rows of one quarter, taken into the session."""
        files = find_files(folder, name, quarter)
        with self.run():
            parts = [_read(path, parquet=files.parquet) for path in files.names]
            whole = pa.concat_tables(parts)
            named = self._next_name()
            columns = whole.column_names
            kinds = {field.name: "text" if pa.types.is_string(field.type) else "numeric" for field in whole.schema}
            self._fill(named, kinds, (row.values() for batch in whole.to_batches() for row in batch.to_pylist()))
            table = self.connection.table(named).select(*columns)
        return table.mutate(quarter=ibis.literal(files.quarter)) if files.quarter else table

    def _texts(self, name: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        self._fill(name, dict.fromkeys(columns, "text"), rows)

    def _fill(self, name: str, columns: Mapping[str, str], rows: Iterable[Iterable[object]]) -> None:
        """A table of the session, filled by COPY."""
        made = ", ".join(f"{_quoted(column)} {kind}" for column, kind in columns.items())
        with self.connection.con.cursor() as cursor:
            cursor.execute(f"CREATE TEMPORARY TABLE {name} ({made})")
            with cursor.copy(f"COPY {name} FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(tuple(row))

    def _keep(self, name: str, sql: str) -> None:
        with self.connection.con.cursor() as cursor:
            cursor.execute(f"CREATE TEMPORARY TABLE {name} AS {sql}")
            cursor.execute(f"ANALYZE {name}")


def _quoted(column: str) -> str:
    return '"' + column.replace('"', '""') + '"'


def _read(path: str, *, parquet: bool) -> Any:
    if parquet:
        return pyarrow.parquet.read_table(path, partitioning=None)
    header = pyarrow.csv.open_csv(path).schema.names
    texts = pyarrow.csv.ConvertOptions(column_types={name: pa.string() for name in header})
    return pyarrow.csv.read_csv(path, convert_options=texts)


@contextmanager
def opened(url: str) -> Iterator[PostgresEngine]:
    """A connection by its URL (`postgresql://user:password@host:port/name`)."""
    try:
        connection = ibis.connect(url)
    except (psycopg.Error, ValueError) as trouble:
        # What cannot be read as an address is told back in pieces, and one of them may be the password.
        said = str(trouble).strip().splitlines()[:1] if isinstance(trouble, psycopg.OperationalError) else []
        raise UserCanFix(
            what="The PostgreSQL server does not answer.",
            why=said[0] if said else "The address cannot be read.",
            do="Check the address, and that the server runs: postgresql://user:password@host:5432/name.",
        ) from None
    engine = PostgresEngine(connection)
    try:
        yield engine
    finally:
        engine.close()
