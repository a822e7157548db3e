"""The steps make exactly the tables the program works with; the runner says where a store stands."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine
from tiny_store import TinyStore, tiny_store

from sfph_desktop.core.domain.problems import StoreTooNew
from sfph_desktop.core.store.migrations import runner, versions


@pytest.fixture
def bare(tmp_path: Path) -> Iterator[TinyStore]:
    opened = tiny_store(tmp_path / "bare.sfph", tables=False)
    yield opened
    opened.close()


def schema(engine: Engine) -> dict[str, object]:
    """Every table by what it holds to (columns, keys, strictness), every index, view and virtual table by its SQL."""
    with engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL").all()
        return {
            name: _table(connection, name, sql) if kind == "table" and "VIRTUAL" not in sql else " ".join(sql.split())
            for kind, name, sql in rows
            if name != "alembic_version"
        }


def _table(connection: Connection, name: str, sql: str) -> tuple[object, ...]:
    """Columns added later stand behind the others, which changes nothing: so in the order of their names."""
    columns = sorted(row[1:] for row in connection.exec_driver_sql(f"PRAGMA table_xinfo({name})").all())
    keys = sorted(row[2:] for row in connection.exec_driver_sql(f"PRAGMA foreign_key_list({name})").all())
    uniques = sorted(
        tuple(row[2] for row in connection.exec_driver_sql(f"PRAGMA index_info('{index[1]}')").all())
        for index in connection.exec_driver_sql(f"PRAGMA index_list({name})").all()
        if index[2]
    )
    kind = connection.exec_driver_sql("SELECT wr, strict FROM pragma_table_list WHERE name = ?", (name,)).one()
    return columns, keys, uniques, tuple(kind), "AUTOINCREMENT" in sql


def test_migrations_make_the_same_tables_as_the_declarations(store: TinyStore, bare: TinyStore) -> None:
    runner.upgrade(bare.writer)
    assert schema(bare.writer) == schema(store.writer)
    with bare.reader.connect() as connection:
        settings = connection.exec_driver_sql("SELECT k, v FROM people_search_config ORDER BY k").all()
    with store.reader.connect() as connection:
        assert connection.exec_driver_sql("SELECT k, v FROM people_search_config ORDER BY k").all() == settings


def test_runner_knows_where_a_store_stands(bare: TinyStore) -> None:
    assert runner.current(bare.writer) == ""
    runner.upgrade(bare.writer)
    assert runner.current(bare.writer) == runner.newest() == runner.known()[-1]
    runner.upgrade(bare.writer)
    assert runner.current(bare.reader) == runner.newest()


def test_newer_store_is_refused_untouched(bare: TinyStore) -> None:
    runner.upgrade(bare.writer)
    with bare.writer.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    before = schema(bare.writer)
    with pytest.raises(StoreTooNew, match="newer version"):
        runner.upgrade(bare.writer)
    assert runner.current(bare.writer) == "9999"
    assert schema(bare.writer) == before


def test_failing_step_leaves_nothing(bare: TinyStore) -> None:
    with bare.writer.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE scores (in_the_way INTEGER)")
    with pytest.raises(Exception, match="already exists"):
        runner.upgrade(bare.writer)
    assert set(schema(bare.writer)) == {"scores"}
    assert runner.current(bare.writer) == ""


def test_every_step_is_in_order_and_stands_alone() -> None:
    folder = Path(versions.__file__).parent
    files = sorted(path.stem for path in folder.glob("[0-9]*.py"))
    assert list(versions.ORDER) == files
    for name in files:
        tree = ast.parse((folder / f"{name}.py").read_text(encoding="utf-8"))
        imported = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
        imported |= {a.name for node in ast.walk(tree) if isinstance(node, ast.Import) for a in node.names}
        assert not any(str(module).startswith("sfph_desktop") for module in imported)


def test_asking_where_a_store_stands_loads_no_alembic() -> None:
    asking = (
        "import sys; from sfph_desktop.core.store.migrations import runner; runner.newest(); runner.known();"
        "sys.exit(any(name.split('.')[0] == 'alembic' for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", asking], check=False).returncode == 0
