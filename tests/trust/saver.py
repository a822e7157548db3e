"""Saves records one after the other until it is killed, over and over; run by test_kill.py in a process of its own.

The first process has everything imported and starts a child for each life. A child opens the store, tells what it
finds, and then saves units of two records each, acknowledging each by a line; the first process kills it (SIGKILL) at
a random moment. `early` acknowledges before the save is finished, which is what a program must not do.
"""

from __future__ import annotations

import os
import random
import select
import signal
import sys
import time
from datetime import UTC, date, datetime
from pathlib import Path

from sfph_desktop.core.domain.people import Episode, ServiceUser, ServiceUserId
from sfph_desktop.core.store.opening import Store, connect
from sfph_desktop.core.store.unit_of_work import Unit, reading, writing

AT = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
LONGEST_LIFE = 0.06


def save(unit: Unit, number: int) -> None:
    person = unit.add("people", ServiceUser(person_ref=f"P{number}", given_name="Màiri", notes="x" * 300))
    unit.add(
        "episodes",
        Episode(
            episode_ref=f"E{number}", person_id=ServiceUserId(person), service="Lunch club", start_date=date(2026, 1, 5)
        ),
    )


def found(store: Store) -> tuple[int, int, int]:
    """How many people there are, how many of them are half saved, and the last number."""
    with reading(store) as connection:
        row = connection.exec_driver_sql(
            "SELECT count(*), coalesce(sum(NOT EXISTS (SELECT 1 FROM episodes e WHERE e.person_id = p.id)), 0),"
            " coalesce(max(CAST(substr(person_ref, 2) AS INTEGER)), 0) FROM people p"
        ).one()
    return int(row[0]), int(row[1]), int(row[2])


def live(path: Path, key: bytes, out: int, *, early: bool) -> None:
    store = connect(path, key)
    people, half, number = found(store)
    os.write(out, f"{people} {half}\n".encode())
    while True:
        number += 1
        with writing(store, "added a person", who="manager", at=AT) as unit:
            save(unit, number)
            if early:
                os.write(out, b"+")
        if not early:
            os.write(out, b"+")


def one_life(path: Path, key: bytes, seconds: float, *, early: bool, while_opening: bool) -> str:
    """One line: what a child told at its beginning, if it came so far, and how many saves it acknowledged."""
    read, write = os.pipe()
    child = os.fork()
    if not child:
        os.close(read)
        try:
            live(path, key, write, early=early)
        finally:
            os._exit(1)
    os.close(write)
    told = b""
    while not while_opening and b"\n" not in told:
        part = os.read(read, 65536)
        if not part:
            raise SystemExit("a child ended by itself")
        told += part
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        if select.select([read], [], [], left)[0]:
            told += os.read(read, 65536)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    while part := os.read(read, 65536):
        told += part
    os.close(read)
    first, told_all, acknowledged = told.partition(b"\n")
    return f"{first.decode()} {acknowledged.count(b'+')}" if told_all else "killed while opening"


def main() -> None:
    path, key, kills, early = Path(sys.argv[1]), bytes.fromhex(sys.argv[2]), int(sys.argv[3]), sys.argv[4] == "early"
    chance = random.Random(20)
    for number in range(kills):
        seconds = chance.random() * LONGEST_LIFE
        line = one_life(path, key, seconds, early=early, while_opening=not early and number % 4 == 3)
        sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    main()
