"""Saves records and writes down everything that reaches the disk, in order; run by power.py in a process of its own.

SQLite is watched from inside its own library: a VFS that is the usual one, except that each write, truncation, sync and
deletion is noted before it is passed on. What the store writes beside SQLite (its marks, its key file) goes through
`durable`, whose two syncs are noted, with renames and removals. Nothing is held up or changed, so the saves are real;
the cuts are made afterwards, on paper, by power.py.
"""

from __future__ import annotations

import ctypes
import pickle
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import sqlcipher3._sqlite3
from saver import AT, save

from sfph_desktop.core.store import connection, durable, journal
from sfph_desktop.core.store.opening import connect
from sfph_desktop.core.store.unit_of_work import writing

CREATES = 0x00000004
JOURNALS = 0x00000800 | 0x00004000 | 0x00080000
"""SQLITE_OPEN_CREATE; and main journals, super-journals and write-ahead journals, whose first sync syncs the folder."""
OK = 0
POINTER, INT, INT64 = ctypes.c_void_p, ctypes.c_int, ctypes.c_int64
OPEN = ctypes.CFUNCTYPE(INT, POINTER, POINTER, POINTER, INT, ctypes.POINTER(INT))
DELETE = ctypes.CFUNCTYPE(INT, POINTER, POINTER, INT)
WRITE = ctypes.CFUNCTYPE(INT, POINTER, POINTER, INT, INT64)
TRUNCATE = ctypes.CFUNCTYPE(INT, POINTER, INT64)
SYNC = ctypes.CFUNCTYPE(INT, POINTER, INT)
CLOSE = ctypes.CFUNCTYPE(INT, POINTER)


class Vfs(ctypes.Structure):
    """sqlite3_vfs, as far as it is looked into here."""

    _fields_ = [
        ("version", INT), ("file_size", INT), ("longest_path", INT), ("next", POINTER), ("name", ctypes.c_char_p),
        ("data", POINTER), ("open", POINTER), ("delete", POINTER), ("rest", POINTER * 13),
    ]  # fmt: skip


class Methods(ctypes.Structure):
    """sqlite3_io_methods, version 3."""

    _fields_ = [
        ("version", INT), ("close", POINTER), ("read", POINTER), ("write", POINTER), ("truncate", POINTER),
        ("sync", POINTER), ("rest", POINTER * 13),
    ]  # fmt: skip


class File(ctypes.Structure):
    """sqlite3_file: it begins with the address of its methods."""

    _fields_ = [("methods", POINTER)]


class Trace:
    """What reached the disk, in order, as plain tuples."""

    def __init__(self) -> None:
        self.events: list[tuple[Any, ...]] = []
        self._names: dict[int, str] = {}
        self._new_journals: set[int] = set()
        self._patched: dict[int, Methods] = {}
        self._kept: list[Any] = []

    def note(self, *event: Any) -> None:
        """One more thing that happened."""
        self.events.append(event)

    # --- inside SQLite

    def watch_sqlite(self) -> None:
        """Make a watching VFS the default of the cipher's own SQLite."""
        library = ctypes.CDLL(sqlcipher3._sqlite3.__file__)
        library.sqlite3_vfs_find.restype = POINTER
        library.sqlite3_vfs_register.argtypes = [POINTER, INT]
        usual = Vfs.from_address(library.sqlite3_vfs_find(None))
        mine = Vfs.from_buffer_copy(usual)
        mine.name = b"watched"
        mine.open = self._pointer(OPEN, lambda *given: self._open(OPEN(usual.open), *given))
        mine.delete = self._pointer(DELETE, lambda *given: self._delete(DELETE(usual.delete), *given))
        self._kept += [mine, usual]
        if library.sqlite3_vfs_register(ctypes.addressof(mine), 1) != OK:
            raise SystemExit("the VFS could not be registered")

    def _pointer(self, kind: Any, function: Callable[..., int]) -> int | None:
        made = kind(function)
        self._kept.append(made)
        return ctypes.cast(made, POINTER).value

    def _open(self, usual: Any, vfs: int, name: int, file: int, flags: int, out: Any) -> int:
        path = ctypes.string_at(name).decode() if name else ""
        new = bool(path) and flags & CREATES and not Path(path).exists()
        answer = usual(vfs, name, file, flags, out)
        opened = File.from_address(file)
        if answer == OK and path and opened.methods:
            self._names[file] = path
            if new:
                self.note("create", path)
            if flags & CREATES and flags & JOURNALS:
                self._new_journals.add(file)
            opened.methods = ctypes.addressof(self._methods(opened.methods))
        return int(answer)

    def _methods(self, usual: int) -> Methods:
        """A copy of a table of methods in which those that change a file are watched."""
        if usual not in self._patched:
            was = Methods.from_address(usual)
            made = Methods.from_buffer_copy(was)
            write, truncate, sync, close = WRITE(was.write), TRUNCATE(was.truncate), SYNC(was.sync), CLOSE(was.close)

            def on_write(file: int, data: int, size: int, offset: int) -> int:
                self.note("write", self._names[file], offset, ctypes.string_at(data, size))
                return int(write(file, data, size, offset))

            def on_truncate(file: int, size: int) -> int:
                self.note("truncate", self._names[file], size)
                return int(truncate(file, size))

            def on_sync(file: int, flags: int) -> int:
                answer = int(sync(file, flags))
                self.note("sync", self._names[file])
                if file in self._new_journals:
                    self._new_journals.discard(file)
                    self.note("sync folder")
                return answer

            def on_close(file: int) -> int:
                self._names.pop(file, None)
                return int(close(file))

            made.write, made.truncate = self._pointer(WRITE, on_write), self._pointer(TRUNCATE, on_truncate)
            made.sync, made.close = self._pointer(SYNC, on_sync), self._pointer(CLOSE, on_close)
            self._patched[usual] = made
        return self._patched[usual]

    def _delete(self, usual: Any, vfs: int, name: int, sync_folder: int) -> int:
        self.note("delete", ctypes.string_at(name).decode())
        answer = usual(vfs, name, sync_folder)
        if sync_folder:
            self.note("sync folder")
        return int(answer)

    # --- beside SQLite

    def watch_durable(self) -> None:
        """Note what the store writes by itself: contents once synced, renames, removals, folders synced."""
        sync_file, sync_folder = durable.sync_file, durable.sync_folder

        def on_file(path: Path) -> None:
            sync_file(path)
            self.note("create", str(path))
            self.note("content", str(path), path.read_bytes())

        def on_folder(folder: Path) -> None:
            sync_folder(folder)
            self.note("sync folder")

        durable.sync_file, durable.sync_folder = on_file, on_folder

        def hook(event: str, given: tuple[Any, ...]) -> None:
            if event == "os.rename":
                self.note("rename", str(given[0]), str(given[1]))
            elif event == "os.remove":
                self.note("delete", str(given[0]))

        sys.addaudithook(hook)


def main() -> None:
    path, key, saves, synchronous, out = Path(sys.argv[1]), bytes.fromhex(sys.argv[2]), *sys.argv[3:]
    usual = connection._pragmas

    def pragmas(raw: Any, *settings: str) -> None:
        usual(raw, *(one.replace("synchronous = FULL", f"synchronous = {synchronous}") for one in settings))

    connection._pragmas = pragmas
    # The journal is brought in every few saves, so that cuts fall into that as well.
    journal.CHECKPOINT_BYTES = 150_000
    trace = Trace()
    trace.watch_sqlite()
    trace.watch_durable()
    store = connect(path, key)
    for number in range(1, int(saves) + 1):
        with writing(store, "added a person", who="manager", at=AT) as unit:
            save(unit, number)
        trace.note("saved", number)
    store.close()
    Path(out).write_bytes(pickle.dumps(trace.events))


if __name__ == "__main__":
    main()
