"""Everything that names a contract by its reference: found, and given another."""

from __future__ import annotations

from sqlalchemy import Connection

from sfph_desktop.core.store.kinds import KINDS
from sfph_desktop.core.store.unit_of_work import Unit

COLUMN = "contract_ref"
_KEPT = {"snapshots"}
"""What names it for ever: a kept run is evidence, and is never changed."""
NAMING = tuple(
    kind for kind, spec in KINDS.items() if COLUMN in spec.table.columns and kind not in {"contracts", *_KEPT}
)
"""The kinds of record that name a contract in a column of their own."""


def run_naming(connection: Connection, ref: str) -> str:
    """The newest kept run that looks at a contract or tells of a promise under it, `S-0007`; blank where none does."""
    found = connection.exec_driver_sql(
        "SELECT max(number) FROM snapshots WHERE contract_ref = :ref OR id IN (SELECT snapshot_id FROM figures"
        " WHERE figure = 'target' AND substr(key, 1, length(:ref) + 1) = :ref || '|')",
        {"ref": ref},
    ).scalar()
    return "" if found is None else f"S-{int(found):04d}"


def rename(unit: Unit, former: str, ref: str) -> None:
    """Let everything that names a contract by its former reference name it by this one."""
    connection = unit.connection
    for kind in NAMING:
        ids = [row[0] for row in connection.exec_driver_sql(f"SELECT id FROM {kind} WHERE {COLUMN} = ?", (former,))]
        unit.change_many(kind, ("id", COLUMN), [(number, ref) for number in ids])
    funded = connection.exec_driver_sql(
        f"SELECT episode_id, {COLUMN}, share_bp FROM funding WHERE episode_id IN"
        f" (SELECT episode_id FROM funding WHERE {COLUMN} = ?)",
        (former,),
    ).all()
    shares = [(row[0], ref if row[1] == former else row[1], row[2]) for row in funded]
    unit.change_many(
        "episodes", ("id",), [(number,) for number in dict.fromkeys(row[0] for row in funded)], {"funding": shares}
    )
