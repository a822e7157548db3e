"""The only two ways in: `writing`, a unit of work that is saved whole or not at all, and `reading`, which cannot write.

Nothing is acknowledged before it is committed: `writing` returns only after the commit, and whatever goes wrong before
that leaves the store as it was.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, Protocol

from sqlalchemy import Connection, Engine

from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.store import history
from sfph_desktop.core.store.kinds import KINDS, LINKS, OWNER_OF, Kind, Link, table_named
from sfph_desktop.core.store.mapping import columns_of, part_rows, to_row
from sfph_desktop.core.store.search_index import SearchIndex

# Connection is offered to use cases, which may name it but know nothing else of SQLAlchemy.
__all__ = ["Connection", "Engines", "Unit", "reading", "writing"]


class Engines(Protocol):
    """What is needed of an open store: its two engines."""

    @property
    def writer(self) -> Engine:
        """The engine that writes, one connection at a time."""
        ...

    @property
    def reader(self) -> Engine:
        """The engine whose connections cannot write."""
        ...


@contextmanager
def writing(store: Engines, why: str, *, who: str, at: datetime) -> Iterator[Unit]:
    """One unit of work. Everything is committed on a clean exit; on any exception nothing happened.

    `why` says what was done in plain words ("Added Mary Campbell"), `who` by whom, `at` when.
    """
    with store.writer.begin() as connection:
        made = connection.exec_driver_sql(
            "INSERT INTO units (at, who, why) VALUES (?, ?, ?)",
            (at.astimezone(UTC).isoformat(timespec="seconds"), who, why),
        )
        unit = Unit(connection, int(made.lastrowid))
        yield unit
        unit.search_index.bring_in_step()
        connection.exec_driver_sql(
            "UPDATE units SET changed = ?, why = ?, series = ? WHERE id = ?",
            (" ".join(sorted(unit.changed)), unit.why or why, unit.series, unit.id),
        )


@contextmanager
def reading(store: Engines) -> Iterator[Connection]:
    """A connection that can only read, and sees one state of the store from beginning to end."""
    with store.reader.connect() as connection:
        yield connection


class Unit:
    """What may be done inside a unit of work. Every change and removal leaves its `before` in the history."""

    def __init__(self, connection: Connection, unit_id: int) -> None:
        self.connection = connection
        self.id = unit_id
        self.changed: set[str] = set()
        """Kinds touched: "people", "episodes", "sessions" ..."""
        self.search_index = SearchIndex(connection, unit_id)
        self.why = ""
        """Set it to say better what was done, once that is known ("Brought in 212 rows of register.xlsx")."""
        self.series = ""
        """Set it where the unit is one step of a longer piece of work: `register-12`. The history tells steps of one
        name on one line, and takes them back together. What stands before the last ": " of `why` is the whole's."""

    # --- one record -----------------------------------------------------------------------------------------------

    def add(self, kind: str, value: object) -> int:
        """Keep a new record; its new id. The value's own id is not looked at."""
        spec = KINDS[kind]
        columns = columns_of(type(value))[1:]
        marks = ", ".join("?" * len(columns))
        made = self.connection.exec_driver_sql(
            f"INSERT INTO {kind} ({_listed(columns)}, made_in) VALUES ({marks}, ?)", (*to_row(value)[1:], self.id)
        )
        record_id = int(made.lastrowid)
        self.search_index.touched(kind, [record_id])
        self._write_parts(spec, {name: [(record_id, *row) for row in rows] for name, rows in part_rows(value).items()})
        self.changed.add(kind)
        return record_id

    def change(self, kind: str, value: Any) -> None:
        """Keep the value in place of the record with its id. A value equal to what is kept changes nothing.

        Raises UserCanFix when there is no such record any more.
        """
        rows = {name: [(value.id, *row) for row in rows] for name, rows in part_rows(value).items()}
        self.change_many(kind, columns_of(type(value)), [to_row(value)], parts=rows)

    def remove(self, kind: str, record_id: int) -> None:
        """Remove a record and what belongs to it alone: a person's episodes, attendances, assessments and events.

        Raises UserCanFix when there is no such record, or when something that should stay still names it.
        """
        self.remove_many(kind, [record_id])

    def set(self, key: str, value: str) -> None:
        """Keep a setting of the office; the same value again changes nothing."""
        found = self.connection.exec_driver_sql("SELECT id, value FROM settings WHERE key = ?", (key,)).first()
        if found is None:
            made = self.connection.exec_driver_sql(
                "INSERT INTO settings (key, value, changed_in) VALUES (?, ?, ?)", (key, value, self.id)
            )
            history.note_made(self.connection, self.id, KINDS["settings"], [int(made.lastrowid)])
            self.changed.add("settings")
        elif found.value != value:
            self.change_many("settings", ("id", "value", "changed_in"), [(found.id, value, self.id)])

    # --- many records at once -------------------------------------------------------------------------------------

    def next_id(self, kind: str) -> int:
        """The id the next record of this kind will get, for bulk inserts that name their own ids. Never used before."""
        last = self.connection.exec_driver_sql("SELECT seq FROM sqlite_sequence WHERE name = ?", (kind,)).scalar()
        return int(last or 0) + 1

    def insert_many(self, kind: str, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
        """Keep many new rows as fast as the database can: columns and cells are the table's own, as stored.

        `kind` may be a part as well (`answers`, `scores`, `funding`), for records made in this same unit; of records
        that were there before, parts are replaced by `change_many`. `made_in` is filled in.
        """
        if not rows:
            return
        table = table_named(kind)
        names, marks = list(columns), ["?"] * len(columns)
        if "made_in" in table.columns and "made_in" not in columns:
            names.append("made_in")
            marks.append(str(self.id))
        self.connection.exec_driver_sql(
            f"INSERT INTO {kind} ({_listed(names)}) VALUES ({', '.join(marks)})", _tuples(rows)
        )
        self.search_index.added(kind)
        self.changed.add(OWNER_OF[kind].name if kind in OWNER_OF else kind)

    def change_many(
        self,
        kind: str,
        columns: Sequence[str],
        rows: Sequence[Sequence[object]],
        parts: Mapping[str, Sequence[Sequence[object]]] | None = None,
    ) -> None:
        """Change many records: `columns` begins with `id`; cells as stored. History as for `change`.

        `parts` gives, by table name, the rows (owner id first, then every column of the part) that take the place of
        what these records had of that part.
        """
        if not rows:
            return
        spec, ids = KINDS[kind], [int(str(row[0])) for row in rows]
        noted = history.note_before(self.connection, self.id, spec, ids)
        if noted != len(set(ids)):
            raise _gone(kind)
        changing = [name for name in columns if name != "id"]
        if changing:
            sets = ", ".join(f'"{name}" = ?' for name in changing)
            self.connection.exec_driver_sql(
                f"UPDATE {kind} SET {sets} WHERE id = ?", [(*row[1:], row[0]) for row in rows]
            )
            self.search_index.touched(kind, ids)
        for name in parts or {}:
            history.clear_parts(self.connection, spec, name, ids)
        self._write_parts(spec, parts or {})
        if history.note_after(self.connection, self.id, spec, ids):
            self.changed.add(kind)

    def remove_many(self, kind: str, ids: Sequence[int]) -> None:
        """Remove many records, each with what belongs to it alone. Raises UserCanFix as `remove` does."""
        if not ids:
            return
        spec = KINDS[kind]
        for link in LINKS:
            if link.parent == kind:
                followers = history.followers(self.connection, link, ids)
                if followers and not link.follows:
                    raise _still_named(kind, link, len(followers))
                self.remove_many(link.child.name, followers)
        if history.note_before(self.connection, self.id, spec, ids) != len(set(ids)):
            raise _gone(kind)
        history.delete(self.connection, spec, ids)
        self.search_index.touched(kind, ids)
        self.changed.add(kind)

    def _write_parts(self, spec: Kind, parts: Mapping[str, Sequence[Sequence[object]]]) -> None:
        for part in spec.parts:
            rows = parts.get(part.table.name)
            if rows:
                names = (part.owner, *part.columns)
                marks = ", ".join("?" * len(names))
                sql = f"INSERT INTO {part.table.name} ({_listed(names)}) VALUES ({marks})"
                self.connection.exec_driver_sql(sql, _tuples(rows))


def _listed(names: Sequence[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def _tuples(rows: Sequence[Sequence[object]]) -> Any:
    """The rows as the driver wants them: a list of tuples, itself where it already is one."""
    if isinstance(rows, list) and isinstance(rows[0], tuple):
        return rows
    return [tuple(row) for row in rows]


WORDS = {
    "people": "person",
    "episodes": "episode",
    "sessions": "session",
    "attendance": "attendance",
    "assessments": "questionnaire",
    "events": "event",
    "contracts": "contract",
    "commissioners": "commissioner",
    "contract_lots": "lot",
    "contract_partners": "partner in a contract",
    "report_layouts": "layout of a report",
    "targets": "target",
    "promises": "promise",
    "funding": "episode's funding",
    "inputs": "input",
    "value_lines": "value line",
    "other_names": "name",
    "addresses": "address",
    "consents": "consent",
    "alerts": "alert",
    "links": "link",
    "roles": "role",
    "notes": "note",
    "actions": "action",
    "groups": "group",
    "group_members": "member",
    "partners": "partner",
    "partner_contacts": "contact",
    "referrals": "referral",
    "involvements": "partner's part",
    "own_instruments": "questionnaire",
    "outcomes": "outcome",
    "indicators": "indicator",
    "served_outcomes": "buyer's outcome",
    "theory_arrows": "arrow",
    "chosen_frameworks": "framework",
    "stories": "case study",
    "story_words": "passage of a case study",
    "quotes": "quote",
    "story_quotes": "quote in a case study",
    "story_uses": "use of a case study",
    "bids": "bid",
    "bid_questions": "question",
    "bid_answers": "answer",
    "earlier_answers": "earlier answer",
    "policies": "policy or certificate",
    "bid_partners": "partner of a bid",
    "joint_keys": "key of a partner",
    "joint_sent": "evidence file for a partner",
    "joint_taken": "evidence file of a partner",
    "duties": "duty",
    "network_desks": "network",
    "network_sent": "return to a network",
    "desk_members": "member of the network",
    "desk_keys": "key of a member",
    "desk_returns": "return of a member",
    "desk_packs": "pack for a member",
    "desk_publications": "edition of a quarter",
    "lawful_bases": "lawful basis",
    "row_agreements": "agreement on rows",
}


def _gone(kind: str) -> UserCanFix:
    return UserCanFix(
        what=f"This {WORDS.get(kind, 'record')} is not in the store any more.",
        why="It was removed in the meantime.",
        do="Open the list again.",
    )


def _still_named(kind: str, link: Link, count: int) -> UserCanFix:
    naming = WORDS.get(link.child.name, "record")
    return UserCanFix(
        what=f"This {WORDS.get(kind, 'record')} cannot be removed yet.",
        why=f"{count} other record{'' if count == 1 else 's'} still name{'s' if count == 1 else ''} it ({naming}).",
        do="Change or remove those first. Nothing was changed.",
    )
