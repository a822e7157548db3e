"""The steps make exactly the tables the program works with; the runner says where a store stands."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine
from tiny_store import TinyStore, tiny_store

from sfph_desktop.core.domain.problems import StoreTooNew
from sfph_desktop.core.store.migrations import runner, versions
from sfph_desktop.core.store.undo import take_back
from sfph_desktop.core.store.unit_of_work import reading, writing


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


def test_consents_move_from_the_person_to_their_own_table(bare: TinyStore, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of people there and, for whoever undoes their removal, of people who were removed before the step."""
    monkeypatch.setattr(runner, "ORDER", runner.ORDER[:1])
    runner.upgrade(bare.writer)
    with bare.writer.begin() as connection:
        for number in (1, 2):
            connection.exec_driver_sql(
                "INSERT INTO units (id, at, who, why, changed) VALUES (?, '2025-01-01T09:00:00', 'Ana', 'x', 'people')",
                (number,),
            )
        for ref, record, share in (
            ("P-1", 20090, None),
            ("P-2", None, None),
            ("P-3", 20091, 20095),
            ("P-4", 20099, None),
        ):
            connection.exec_driver_sql(
                "INSERT INTO people (made_in, person_ref, consent_record, consent_share) VALUES (1, ?, ?, ?)",
                (ref, record, share),
            )
        # P-3 and P-4 are removed as the store of that time removed them.
        connection.exec_driver_sql(
            "INSERT INTO history (unit_id, kind, record_id, person_id, before)"
            " SELECT 2, 'people', id, id, json_object('id', id, 'made_in', made_in, 'person_ref', person_ref,"
            " 'consent_record', consent_record, 'consent_share', consent_share, 'consent_story', NULL)"
            " FROM people WHERE id > 2"
        )
        connection.exec_driver_sql("DELETE FROM people WHERE id > 2")
    monkeypatch.undo()
    runner.upgrade(bare.writer)

    def consents() -> list[tuple[object, ...]]:
        with reading(bare) as connection:
            rows = connection.exec_driver_sql(
                "SELECT person_id, purpose, given_on, made_in, words FROM consents ORDER BY id"
            )
            return [tuple(row) for row in rows]

    assert consents() == [(1, "service", 20090, 1, "")]
    with writing(bare, "undo", who="Ana", at=datetime(2026, 1, 1, tzinfo=UTC)) as unit:
        take_back(unit, 2)
    assert consents()[1:] == [
        (3, "service", 20091, 1, ""),
        (3, "share", 20095, 1, ""),
        (4, "service", 20099, 1, ""),
    ]
    with writing(bare, "another", who="Ana", at=datetime(2026, 1, 1, tzinfo=UTC)) as unit:
        assert unit.next_id("consents") == 5
