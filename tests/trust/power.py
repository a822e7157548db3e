"""Power cuts on paper: what a disk may hold after one, made from what really reached it, and the store opened on that.

A trace of real saves (traced_saver.py) is cut at a random point. What was synced before is there. Of what was written
since, each write is there, missing, or torn in the middle of a sector's run, in any order; names that were given,
changed or taken away since the folder was synced are there up to some point. The store must open on what is left, hold
every save that was acknowledged, no half of one, and pass its own checks.

The full figure (trust, figure 2), one command at a time, each under ten minutes on two cores:

    python tests/trust/power.py 10000            # and with NORMAL after the number, for the negative control
"""

from __future__ import annotations

import os
import pickle
import random
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

KEY = bytes(range(32))
SECTOR = 512
HERE = Path(__file__).parent
MEMORY = Path("/dev/shm")
SCRATCH = str(MEMORY) if MEMORY.is_dir() else None
"""What is left after a cut need not outlive a real one: opening it is quicker where a sync costs nothing."""
Event = tuple[Any, ...]


# --- the disk --------------------------------------------------------------------------------------------------------


@dataclass
class Content:
    """One file: what a cut cannot take, and what was asked for since."""

    durable: bytes = b""
    pending: list[Event] = field(default_factory=list)

    def sync(self) -> None:
        """All that was asked for is there for good."""
        for event in self.pending:
            self.durable = apply(self.durable, event)
        self.pending.clear()

    def after_a_cut(self, chance: random.Random, survives: float) -> bytes:
        """What may be left: each pending change there, torn or missing, in any order."""
        left = self.durable
        kept = [event for event in self.pending if chance.random() < survives]
        if chance.random() < 0.5:
            chance.shuffle(kept)
        for event in kept:
            torn = event[0] == "write" and chance.random() < 0.25
            left = apply(left, tear(event, chance) if torn else event)
        return left


def apply(content: bytes, event: Event) -> bytes:
    """A file's content after a write or a truncation."""
    if event[0] == "truncate":
        return content[: event[1]].ljust(event[1], b"\0")
    _, offset, data = event
    return content[:offset].ljust(offset, b"\0") + data + content[offset + len(data) :]


def tear(event: Event, chance: random.Random) -> Event:
    """A write of which only the sectors up to some point, or from some point on, came through."""
    _, offset, data = event
    edges = [edge - offset for edge in range(offset - offset % SECTOR + SECTOR, offset + len(data), SECTOR)]
    if not edges:
        return ("write", offset, b"")
    cut = chance.choice(edges)
    return ("write", offset, data[:cut]) if chance.random() < 0.5 else ("write", offset + cut, data[cut:])


class Disk:
    """A folder on a disk that has a memory of its own, as disks do."""

    def __init__(self, folder: Path) -> None:
        self.saved = 0
        """The last save that was acknowledged."""
        self.names = {str(path): Content(path.read_bytes()) for path in folder.iterdir() if path.is_file()}
        self._durable = dict(self.names)
        self._renaming: list[dict[str, Content]] = []

    def feel(self, event: Event) -> None:
        """One more thing that happened."""
        kind, *given = event
        if kind == "saved":
            self.saved = given[0]
        elif kind in ("write", "truncate"):
            self.names[given[0]].pending.append((kind, *given[1:]))
        elif kind == "sync":
            self.names[given[0]].sync()
        elif kind == "content":
            self.names[given[0]].durable = given[1]
        elif kind == "sync folder":
            self._durable, self._renaming = dict(self.names), []
        else:
            self._rename(kind, given)
            self._renaming.append(dict(self.names))

    def _rename(self, kind: str, given: list[str]) -> None:
        if kind == "create":
            self.names.setdefault(given[0], Content())
        elif kind == "delete":
            self.names.pop(given[0], None)
        else:
            self.names[given[1]] = self.names.pop(given[0])

    def cut(self, chance: random.Random, into: Path) -> None:
        """Write what may be left into a folder, under the files' own names."""
        survives = chance.choice((0.0, 0.2, 0.5, 0.8, 1.0))
        names = chance.choice((self._durable, *self._renaming))
        for name, content in names.items():
            (into / Path(name).name).write_bytes(content.after_a_cut(chance, survives))
        for path in into.glob("*-shm"):
            path.unlink()
        if chance.random() < 0.3:  # the map of the journal lies in memory: after a cut it may be anything
            (into / "office.sfph-shm").write_bytes(chance.randbytes(32_768))


# --- the cuts ---------------------------------------------------------------------------------------------------------


def traced(folder: Path, *, saves: int, synchronous: str = "FULL") -> tuple[list[Event], Path]:
    """The trace of real saves, and a copy of the folder as it was before the first."""
    from sfph_desktop.core.store.opening import create

    live, base, out = folder / "live", folder / "base", folder / "trace"
    live.mkdir()
    create(live / "office.sfph", KEY).close()
    shutil.copytree(live, base)
    call = [sys.executable, "traced_saver.py", str(live / "office.sfph"), KEY.hex(), str(saves), synchronous, str(out)]
    subprocess.run(call, check=True, cwd=HERE, timeout=300, env=os.environ | {"PYTHONPATH": str(HERE.parents[1])})
    events = pickle.loads(out.read_bytes())
    return [tuple(str(x).replace(str(live), str(base)) if isinstance(x, str) else x for x in e) for e in events], base


@dataclass(frozen=True)
class Found:
    """What was there after a cut."""

    acknowledged: int
    people: int = -1
    half: int = 0
    fault: str = ""

    @property
    def lost(self) -> bool:
        """Whether an acknowledged save is missing, or nothing at all can be read."""
        return self.people < self.acknowledged


def cuts(events: list[Event], base: Path, number: int, seed: int = 2) -> list[Found]:
    """Cut the power that many times, at random points, and open the store on what is left."""
    chance = random.Random(seed)
    points = sorted(chance.choices(range(len(events) + 1), k=number))
    disk, done, found = Disk(base), 0, []
    with tempfile.TemporaryDirectory(dir=SCRATCH) as folder:
        for place, point in enumerate(points):
            while done < point:
                disk.feel(events[done])
                done += 1
            image = Path(folder) / f"{place}"
            image.mkdir()
            disk.cut(chance, image)
            found.append(opened(image / "office.sfph", disk.saved))
            shutil.rmtree(image)
    return found


def opened(path: Path, acknowledged: int) -> Found:
    """Open the store that a cut has left, count, and check every page and link."""
    from saver import found as counted

    from sfph_desktop.core.domain.problems import UserCanFix
    from sfph_desktop.core.store.check import check
    from sfph_desktop.core.store.opening import connect

    try:
        store = connect(path, KEY)
    except UserCanFix as refused:
        return Found(acknowledged, fault=str(refused))
    try:
        people, half, last = counted(store)
        bad = [item.name for item in check(store).items if not item.good and item.name != "keys"]
        kept = [one.name for one in path.parent.glob("*.kept-*")]
    finally:
        store.close()
    gap = f"{people} people, the last is number {last}" if people != last else ""
    return Found(acknowledged, people, half, fault="; ".join([*bad, *kept, *filter(None, [gap])]))


def told(found: list[Found]) -> str:
    """The figure in a line."""
    lost = sum(one.lost for one in found)
    half, faults = sum(one.half > 0 for one in found), sum(bool(one.fault) for one in found)
    unopenable = sum(one.people < 0 for one in found)
    return (
        f"{len(found):,} power cuts: {lost:,} lost acknowledged work, {half:,} left half a save, "
        f"{unopenable:,} could not be opened, {faults:,} had a fault"
    )


def main() -> int:
    number, synchronous = int(sys.argv[1]), (sys.argv[2:] or ["FULL"])[0]
    start, workers = time.monotonic(), os.cpu_count() or 1
    shares = [number // workers + (place < number % workers) for place in range(workers)]
    with tempfile.TemporaryDirectory(dir=SCRATCH) as folder, ProcessPoolExecutor(workers) as pool:
        events, base = traced(Path(folder), saves=120, synchronous=synchronous)
        seed = int(time.time())
        jobs = [pool.submit(cuts, events, base, share, seed + place) for place, share in enumerate(shares)]
        found = [one for job in jobs for one in job.result()]
    sys.stdout.write(f"synchronous = {synchronous}, {time.monotonic() - start:.0f} s. {told(found)}\n")
    for one in [one for one in found if one.fault or one.half][:10]:
        sys.stdout.write(f"  {one}\n")
    good = all(not (one.lost or one.half or one.fault) for one in found)
    return 0 if good else 1


if __name__ == "__main__":
    raise SystemExit(main())
