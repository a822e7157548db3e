"""Runs the migration steps inside the program: no ini file, no folder to scan, the same from source and from a bundle.

`newest` and `current` are asked at every opening and import nothing heavy; Alembic is loaded only when a step is due.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from sqlalchemy import Engine

from sfph_desktop.core.domain.problems import StoreTooNew
from sfph_desktop.core.store.migrations.versions import ORDER

if TYPE_CHECKING:
    from collections.abc import Iterable

    from alembic.runtime.migration import MigrationContext, RevisionStep
    from alembic.script.base import Script


def newest() -> str:
    """The revision this version of the program works with."""
    return _revision(ORDER[-1])


def known() -> tuple[str, ...]:
    """Every revision this version of the program knows, the oldest first."""
    return tuple(_revision(name) for name in ORDER)


def current(engine: Engine) -> str:
    """The revision the store stands at; blank when it has no tables yet."""
    with engine.connect() as connection:
        there = connection.exec_driver_sql("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").first()
        found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar() if there else None
    return str(found or "")


def upgrade(engine: Engine) -> None:
    """Bring the store to `newest` in one transaction: it stands at the old revision or at the new, never between.

    Raises StoreTooNew, with nothing changed, when the store is at a revision this program does not know.
    """
    at = current(engine)
    if at == newest():
        return
    if at and at not in known():
        raise StoreTooNew(
            what="This store was last used with a newer version of the program.",
            why=f"It is at step {at}; this version knows the steps up to {newest()}.",
            do="Install the newest version and open the store with it. Nothing was changed.",
        )
    _run_steps(engine)


def _revision(name: str) -> str:
    return name.partition("_")[0]


def _run_steps(engine: Engine) -> None:
    from alembic.operations import Operations
    from alembic.runtime.migration import MigrationContext, MigrationStep
    from alembic.script.base import Script
    from alembic.script.revision import RevisionMap

    from sfph_desktop.core.store.search_index import rebuild

    scripts: list[Script] = []
    for name in ORDER:
        module = import_module(f"{__package__}.versions.{name}")
        scripts.append(Script(module, module.revision, f"{name}.py"))
    revisions = RevisionMap(lambda: scripts)

    def steps(heads: tuple[str, ...], _context: MigrationContext) -> Iterable[RevisionStep]:
        due = reversed(list(revisions.iterate_revisions("heads", heads or "base")))
        return [MigrationStep.upgrade_from_script(revisions, script) for script in due if isinstance(script, Script)]

    with engine.begin() as connection:
        context = MigrationContext.configure(connection, opts={"fn": steps})
        with Operations.context(context):
            context.run_migrations()
        rebuild(connection)
