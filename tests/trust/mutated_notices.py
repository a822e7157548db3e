"""Real notices with something changed in them, and the whole way each must go without a crash.

    python tests/trust/mutated_notices.py 10000 [SEED]      the full figure; the tests run a small cut of it

Half of them have bytes changed, as a bad copy has; half have their JSON changed where it still is JSON: another kind of
value, a part gone, doubled, emptied, nested, renamed or moved to another place, as publishers and attackers do.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

from sfph_desktop.core.domain.opportunity_rules import doubts, opportunity_problems, tidy, value_told
from sfph_desktop.core.interchange.caps import Refused
from sfph_desktop.core.interchange.ocds import told_by
from sfph_desktop.core.interchange.ocds_file import notice_lines
from sfph_desktop.core.interchange.ocds_pack import packed, unpacked
from sfph_desktop.core.reference.notice_words import NoticeWords, load_notice_words
from sfph_desktop.core.store.mapping import to_row

ROOT = Path(__file__).parents[2]
SAMPLES = sorted((ROOT / "tests" / "samples" / "ocds").glob("*.json"))
ODD: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 1, 1e308, 10**30, 0.1, 2147483647, 7.922816251426434e28, "", " ", "0", "1e9999", "NaN"),
    *("\ud800", "\x00\x1b[31m", "\u202egnp.exe", "a" * 30_000, "9999-12-31T23:59:59Z", "0000-00-00", "2026-02-30"),
    *("-2026-01-01", "2026-01-01T25:61:61+99:99", "=cmd|' /C calc'!A0", "<script>alert(1)</script>", "'; DROP TABLE"),
    *([], {}, [[]], [{}], {"id": {}}, [None, 1, "x", []], {"amount": {"amount": 1}}, [[[[[[[[1]]]]]]]]),
)
NAMES = ("id", "ocid", "date", "tag", "tender", "lots", "value", "amount", "releases", "records", "compiledRelease")


def byte_mutated(data: bytes, draw: random.Random) -> bytes:
    """The file with some of its bytes changed, cut out or doubled."""
    made = bytearray(data)
    for _ in range(draw.randrange(1, 5)):
        at, length = draw.randrange(max(len(made), 1)), draw.choice((1, 1, 2, 8, 64, 400))
        way = draw.randrange(5)
        if way == 0:
            made[at : at + length] = draw.randbytes(length)
        elif way == 1:
            del made[at : at + length]
        elif way == 2:
            made[at:at] = made[at : at + length] * draw.choice((1, 2, 40))
        elif way == 3 and made:
            made[at % len(made)] ^= 1 << draw.randrange(8)
        elif draw.random() < 0.2:
            del made[at:]
    return bytes(made)


def json_mutated(document: Any, draw: random.Random) -> Any:
    """The document with some of its parts changed; it stays JSON."""
    made = deepcopy(document)
    for _ in range(draw.randrange(1, 8)):
        holders = list(_holders(made))
        holder = draw.choice(holders)
        keys = list(holder) if isinstance(holder, dict) else list(range(len(holder)))
        if not keys:
            continue
        key, way = draw.choice(keys), draw.randrange(7)
        if way == 0:
            holder[key] = deepcopy(draw.choice(ODD))
        elif way == 1:
            del holder[key]
        elif way == 2 and isinstance(holder, list):
            holder.extend(deepcopy(holder[key]) for _ in range(draw.choice((1, 3, 600))))
        elif way == 3:
            holder[key] = {draw.choice(NAMES): holder[key]} if draw.random() < 0.5 else [holder[key]]
        elif way == 4 and isinstance(holder, dict):
            holder[draw.choice(NAMES)] = deepcopy(draw.choice(ODD))
        elif way == 5:
            other = draw.choice(holders)
            holder[key] = deepcopy(other) if len(json.dumps(other)) < 50_000 else None
        elif isinstance(holder[key], str):
            holder[key] = holder[key][: draw.randrange(20)] + draw.choice((" ", "é", "\n", "💷", "\u0301"))
    return made


def _holders(found: Any) -> Iterator[Any]:
    if isinstance(found, dict | list):
        yield found
        for one in found.values() if isinstance(found, dict) else found:
            yield from _holders(one)


def mutations(count: int, seed: int) -> Iterator[bytes]:
    """So many changed notices; the same seed gives the same."""
    draw = random.Random(seed)
    contents = [path.read_bytes() for path in SAMPLES]
    documents = [json.loads(content) for content in contents]
    for number in range(count):
        if number % 2:
            yield json.dumps(json_mutated(draw.choice(documents), draw)).encode("utf-8", errors="surrogatepass")
        else:
            yield byte_mutated(draw.choice(contents), draw)


def whole_way(path: Path, words: NoticeWords) -> str:
    """A file read, trimmed, packed, put together, told and made ready for the store: `read` or `refused`.

    Whatever else is raised is a crash.
    """
    try:
        lines = [json.loads(line) for line in notice_lines(path)]
    except Refused:
        return "refused"
    processes: dict[str, list[dict[str, Any]]] = {}
    for line in lines[:-1]:
        release = line["release"]
        assert unpacked(packed(release)) == release
        processes.setdefault(release["ocid"], []).append(release)
    for releases in processes.values():
        told = told_by(releases)
        found = tidy(told.opportunity)
        assert not opportunity_problems(found), opportunity_problems(found)
        assert value_told(found)
        doubts(found, told.criteria)
        words.passages(told.texts)
        for one in (found, *told.lots, *told.criteria, *told.details):
            for cell in to_row(one):
                if isinstance(cell, str):
                    cell.encode()  # as the database does
                elif isinstance(cell, int):
                    assert -(2**63) <= cell < 2**63
    return "read"


def tried(count: int, seed: int, folder: Path) -> tuple[Counter[str], float]:
    """What became of so many mutated notices, and the longest time that one took, in seconds."""
    words = load_notice_words(ROOT / "resources" / "words")
    ends: Counter[str] = Counter()
    longest, path = 0.0, folder / "mutated.json"
    for number, content in enumerate(mutations(count, seed)):
        path.write_bytes(content)
        begun = time.process_time()
        try:
            ends[whole_way(path, words)] += 1
        except Exception as crash:
            kept = folder / f"crash-{seed}-{number}.json"
            kept.write_bytes(content)
            raise AssertionError(f"notice {number} of seed {seed} crashed: {crash!r}; it is {kept}") from crash
        longest = max(longest, time.process_time() - begun)
    return ends, longest


if __name__ == "__main__":
    how_many, of_seed = int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 20261129
    place = Path(tempfile.mkdtemp(prefix="sfph-notices-"))
    ended, slowest = tried(how_many, of_seed, place)
    sys.stdout.write(
        f"{how_many:,} mutated notices, seed {of_seed}: {dict(ended)}, no crash; the slowest took {slowest:.2f} s\n"
    )
