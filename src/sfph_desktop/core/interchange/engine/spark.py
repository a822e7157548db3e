"""An existing Spark, or one in this computer (`spark:local[2]`): for more returns than one computer should hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import ibis
from pyspark.errors import PySparkException
from pyspark.sql import SparkSession

from sfph_desktop.core.interchange.engine.files import find_files
from sfph_desktop.core.interchange.engine.running import Engine


class SparkEngine(Engine):
    """A Spark session. The folder of returns must be one that its workers can read."""

    name = "Spark"
    troubles = (PySparkException, OSError)

    def scan(self, folder: Path, name: str, quarter: str) -> Any:
        """A view on the files."""
        files = find_files(folder, name, quarter)
        with self.run():
            session = self.connection._session
            reader = session.read
            frame = reader.parquet(*files.names) if files.parquet else reader.csv(files.names, header=True)
            frame.createOrReplaceTempView(f"sfph_{name}")
            table = self.connection.table(f"sfph_{name}")
        return table.mutate(quarter=ibis.literal(files.quarter)) if files.quarter else table

    def _texts(self, name: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        schema = ", ".join(f"`{column}` string" for column in columns)
        self.connection._session.createDataFrame([tuple(row) for row in rows], schema).createOrReplaceTempView(name)

    def _keep(self, name: str, sql: str) -> None:
        self.connection._session.sql(sql).cache().createOrReplaceTempView(name)

    def _write(self, expression: Any, folder: Path) -> None:
        self.connection.to_parquet_dir(expression, folder)


@contextmanager
def opened(master: str) -> Iterator[SparkEngine]:
    """A session with this master; blank: this computer's cores. Days and hours are those of UTC."""
    master = master or "local[*]"
    settings = {
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.ansi.enabled": "true",
        "spark.ui.showConsoleProgress": "false",
    }
    if master.startswith("local"):
        # Spark cuts every step into two hundred parts, which is meant for many machines.
        settings |= {"spark.sql.shuffle.partitions": "8", "spark.ui.enabled": "false"}
    session = SparkSession.builder.master(master).appName("SFPH collation").config(map=settings).getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    engine = SparkEngine(ibis.pyspark.connect(session))
    try:
        yield engine
    finally:
        engine.close()
