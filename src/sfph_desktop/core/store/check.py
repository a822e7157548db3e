"""Whether a store is sound: what can be seen at once, and the full look at every page and every link."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as cipher

from sfph_desktop.core.domain.office_facts import CheckItem, CheckReport
from sfph_desktop.core.domain.problems import OurBug
from sfph_desktop.core.store import connection as connections
from sfph_desktop.core.store import wraps
from sfph_desktop.core.store.opening import Store


def check(store: Store, *, full: bool = True) -> CheckReport:
    """Look an open store over without changing it.

    Full: the cipher's check of every page, SQLite's of every structure and index, and every link between records;
    else the header, the cipher and the keys only.
    """
    with store.reader.connect() as reading:
        raw = reading.connection.driver_connection
        items = [_header(store.path), _cipher(raw), _keys(store.path)]
        if full:
            items += file_items(raw)
    return CheckReport(path=str(store.path), full=full, items=tuple(items))


def file_items(connection: Any) -> list[CheckItem]:
    """The full look at the file behind a connection: pages, structure, links."""
    return [
        _asked(
            connection,
            "pages",
            "PRAGMA cipher_integrity_check",
            good=(),
            sound="Every page passes the check that it carries.",
            wrong="Pages were changed or damaged from outside",
        ),
        _asked(
            connection,
            "structure",
            "PRAGMA integrity_check(10)",
            good=(("ok",),),
            sound="Tables and indexes agree with each other.",
            wrong="Tables or indexes do not agree",
        ),
        _asked(
            connection,
            "links",
            "PRAGMA foreign_key_check",
            good=(),
            sound="Every record that names another finds it.",
            wrong="Records name others that are not there",
        ),
    ]


def _asked(
    connection: Any, name: str, question: str, *, good: tuple[tuple[str, ...], ...], sound: str, wrong: str
) -> CheckItem:
    try:
        found = tuple(connection.execute(question).fetchall())
    except cipher.Error:
        return CheckItem(name=name, good=False, result=f"{wrong}: the file cannot be read to its end.")
    if found == good:
        return CheckItem(name=name, good=True, result=sound)
    return CheckItem(name=name, good=False, result=f"{wrong} ({len(found)} found).")


def _header(path: Path) -> CheckItem:
    """Asked of the name only: the live file is never read beside SQLite, which would drop SQLite's own locks."""
    good = path.is_file() and path.stat().st_size > 0
    result = "The file is there." if good else "The file is gone, or empty."
    return CheckItem(name="header", good=good, result=result)


def _cipher(connection: Any) -> CheckItem:
    try:
        connections.assert_encrypting(connection)
        connections.assert_known_answer(connection)
    except (cipher.Error, OurBug):
        return CheckItem(name="cipher", good=False, result="The known answer did not come back.")
    version = connection.execute("PRAGMA cipher_version").fetchone()[0]
    return CheckItem(name="cipher", good=True, result=f"Encrypted by SQLCipher {version}.")


def _keys(path: Path) -> CheckItem:
    states = wraps.copies(path)
    if all(copy is not None for copy in states) and len(set(states)) == 1:
        return CheckItem(name="keys", good=True, result="Both copies of the key file are sound and equal.")
    sound = sum(copy is not None for copy in states)
    result = f"{sound} of {len(states)} copies of the key file are sound; the next opening mends the other."
    if sound == len(states):
        result = "The two copies of the key file differ; the next opening mends the older."
    return CheckItem(name="keys", good=False, result=result)
