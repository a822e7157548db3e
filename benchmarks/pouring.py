"""Fills tables of an office by bare statements, for the benchmarks whose subject is not the writing.

Runs as a process of its own: it leaves out the cipher library's locking of memory, which makes bulk writing several
times slower and can be chosen once per process only. The file that comes out is the same.
"""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

from sqlcipher3 import dbapi2 as cipher

from sfph_desktop.core.store import connection as connections
from sfph_desktop.core.store.search_index import sounds_of

SEED = 2008
USED = ("swemwbs7", "gse10", "phq9", "wemwbs14")
"""Seven, ten, nine and fourteen items: ten on average."""


def pour(path: Path, key: bytes, what: str, count: int) -> None:
    """Fill one kind of record."""
    connection = cipher.connect(str(path), isolation_level=None)
    connection.execute("PRAGMA cipher_memory_security = OFF").fetchall()
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"").fetchall()
    connections.assert_known_answer(connection)
    connections.prepare_writer(connection)
    connection.execute("BEGIN IMMEDIATE")
    {"people": pour_people, "assessments": pour_assessments}[what](connection, count)
    connection.execute("COMMIT")
    connection.close()


def pour_people(connection: Any, count: int) -> None:
    """Invented people, in the table and in the search index."""
    from sfph_desktop.core.interchange.sample import people

    draw = Random(SEED)
    rows = (people.person(number, False, date(2024, 4, 1), draw) for number in range(count))
    made = [dict(zip(people.COLUMNS, row, strict=True)) for row in rows]
    names = ("person_ref", "given_name", "family_name", "known_as", "postcode", "gender")
    connection.executemany(
        f"INSERT INTO people (made_in, {', '.join(names)}) VALUES (1, {', '.join('?' * len(names))})",
        [tuple(one[name] or "" for name in names) for one in made],
    )
    searched = connection.execute("SELECT id, name, reference FROM people_searched").fetchall()
    connection.executemany(
        "INSERT INTO people_search(rowid, name, reference, sounds) VALUES (?, ?, ?, ?)",
        [(*row, sounds_of(row[1])) for row in searched],
    )


def pour_assessments(connection: Any, count: int) -> None:
    """Four questionnaires at every visit, five visits an episode, in place of the questionnaires there are."""
    from sfph_desktop.core.host.paths import find_paths
    from sfph_desktop.core.reference.library import Library
    from sfph_desktop.core.toolkit.scoring import score_columns

    instruments = Library(find_paths().resources / "reference").instruments()
    draw = Random(SEED)
    for table in ("scores", "answers", "assessments"):
        connection.execute(f"DELETE FROM {table}")
    found = connection.execute("SELECT person_id, start_date FROM episodes ORDER BY id").fetchall()
    visits = sorted({(who, begun + week * 7) for who, begun in found for week in (0, 13, 26, 39, 52)}, key=str)
    draw.shuffle(visits)
    visits = visits[: count // len(USED)]
    number = 0
    for name in USED:
        instrument = instruments[name]
        lows = [int(item.min if item.min is not None else item.options[0].value) for item in instrument.items]
        highs = [int(item.max if item.max is not None else item.options[-1].value) for item in instrument.items]
        forms = [[draw.randint(low, high) for low, high in zip(lows, highs, strict=True)] for _ in visits]
        scored = score_columns(instrument, list(zip(*forms, strict=True)))
        first = number + 1
        number += len(visits)
        connection.executemany(
            "INSERT INTO assessments (id, made_in, person_id, instrument, date, stage) VALUES (?, 1, ?, ?, ?, '')",
            [(first + place, who, name, day) for place, (who, day) in enumerate(visits)],
        )
        connection.executemany(
            "INSERT INTO answers (assessment_id, item, value) VALUES (?, ?, ?)",
            [(first + p, item, float(v)) for p, form in enumerate(forms) for item, v in enumerate(form, 1)],
        )
        connection.executemany(
            "INSERT INTO scores (assessment_id, output, value, version) VALUES (?, ?, ?, ?)",
            [
                (first + place, output, value, instrument.version)
                for output, values in scored.items()
                for place, value in enumerate(values)
                if isinstance(value, float | int)
            ],
        )


if __name__ == "__main__":
    asked = json.load(sys.stdin)
    pour(Path(asked["path"]), bytes.fromhex(asked["key"]), asked["what"], asked["count"])
