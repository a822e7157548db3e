"""Saves records one after the other until it is killed, over and over; run by test_kill.py in a process of its own.

The first process has everything imported and starts a child for each life. A child opens the store, tells what it
finds, and then saves units of two records each, acknowledging each by a line; the first process kills it (SIGKILL) at
a random moment, some while the store is still being opened. `early` acknowledges before the save is finished, which is
what a program must not do.
"""

from __future__ import annotations

import os
import random
import sys
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

from tests.trust.lives import one_life

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


def main() -> None:
    path, key, kills, early = Path(sys.argv[1]), bytes.fromhex(sys.argv[2]), int(sys.argv[3]), sys.argv[4] == "early"
    chance = random.Random(20)
    for number in range(kills):
        seconds = chance.random() * LONGEST_LIFE
        opened_first = early or number % 4 != 3
        told = one_life(partial(live, path, key, early=early), seconds, times=int(opened_first))
        first, opened, saves = told.partition(b"\n")
        sys.stdout.write(f"{first.decode()} {saves.count(b'+')}\n" if opened else "killed while opening\n")


if __name__ == "__main__":
    main()
