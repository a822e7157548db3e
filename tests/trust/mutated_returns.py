"""Returns by an attacker who knows the desk's public keys but no member's secret, and what the desk makes of them.

    python -m tests.trust.mutated_returns 10000 [SEED]      the full figure; the tests run a small cut of it

A right return has bytes changed, is cut short, has its parts swapped, packed, doubled or renamed to paths out of its
folder, holds huge numbers, no numbers, wrong digests, other quarters, versions, numbers, senders or recipients, or is
sent once more; signed with the old signature, by the attacker under either name, or by nobody; then sealed for the desk
as it should be. Some are right in all but one thing and signed by the member itself. None may be taken in, bring the
program down, change the desk's tables, or take longer than two seconds.
"""

from __future__ import annotations

import base64
import hashlib
import io
import json
import random
import sys
import tempfile
import time
import warnings
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path

from tests.journeys.network_stage import Network
from tests.trust.return_trials import mutated
from tests.trust.returns_made import a_member, content_for, signed_container

from sfph_desktop.core.domain.network import Quarter, Return
from sfph_desktop.core.interchange.caps import Refused
from sfph_desktop.core.interchange.return_file import LARGEST, read_container
from sfph_desktop.core.store import sealing, signing
from sfph_desktop.core.usecases import desk_receiving
from sfph_desktop.core.usecases.signing_keys import own_secrets

MEMBER, ATTACKER = bytes(range(1, 33)), bytes(range(101, 133))
SLOWEST = 2.0
SHARE = "wellbeing_better"
TABLES = ("desk_members", "desk_keys", "desk_definitions", "desk_returns", "desk_return_contents")
ODD_NUMBERS = (
    *("9" * 400, "1e999", "NaN", "Infinity", "-1", "-0", "1_000", "٣", "0x10", "10.5", "", " 120", "1" + "0" * 25, "3"),
)
ODD_TEXTS = (
    "=cmd|' /C calc'!A0",
    "\x00",
    "\u202e",
    "../../x",
    "a" * 30_000,
    '"',
    "\n",
    "<script>",
    "'; DROP TABLE",
    "",
)
ODD_VALUES = (None, True, -1, 0, 1e308, 10**30, float("nan"), float("inf"), "x", "", [], {}, [[[[]]]], "2026Q5", 2**63)
NAMES = ("../../evil", "/etc/passwd", "C:\\x", "data/../manifest.json", "con", "a" * 5_000, "manifest.json", "é\u0301")


@dataclass
class Stage:
    """A desk that has taken a member's returns in, and what the attacker has of them."""

    network: Network
    sound: bytes = b""
    """The opened container of the newest return: the attacker is given even that."""
    older: bytes = b""
    """A right one of before that never came."""
    file: bytes = b""
    """The sealed file as it came."""
    seal: str = ""

    @property
    def content(self) -> Return:
        """What the newest return says."""
        return read_container(self.sound)[0]

    def sealed(self, content: bytes) -> bytes:
        """As anybody can who knows the desk's key."""
        return sealing.sealed(content, self.seal)


def stage(folder: Path) -> Stage:
    """The desk with one member, whose numbers 1 and 3 are in."""
    network = Network(folder)
    made = Stage(network, seal=sealing.public_of(own_secrets(network.desk)[1]))
    a_member(network.desk, MEMBER, "Braes CIC")
    content = content_for(network.desk, MEMBER, "Braes CIC", rows=True)
    made.sound = signed_container(MEMBER, replace(content, sequence=3))
    made.older = signed_container(MEMBER, replace(content, sequence=2))
    made.file = made.sealed(made.sound)
    first = signed_container(MEMBER, replace(content, sequence=1, quarter=Quarter(2025, 4)))
    files = [folder / "first.sfph-return", folder / "newest.sfph-return"]
    for file, whole in zip(files, (made.sealed(first), made.file), strict=True):
        file.write_bytes(whole)
    taken = desk_receiving.receive(network.desk, files).value
    assert [one.fate for one in taken] == ["taken", "taken"], taken
    return made


# --- the changes ------------------------------------------------------------------------------------------------------


def _parts(whole: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(parts: Sequence[tuple[str, bytes]], how: int = zipfile.ZIP_STORED) -> bytes:
    """A zip as the program makes it, of whatever parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", how) as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of names that are there twice: on purpose
        for name, found in parts:
            member = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            member.create_system, member.external_attr, member.compress_type = 3, 0o644 << 16, how
            archive.writestr(member, found)
    return out.getvalue()


def turned(draw: random.Random, at: Stage) -> bytes:
    """Bytes of the opened container changed, cut out or put in."""
    return at.sealed(mutated(draw.randrange(2**40), at.sound))


def sealed_turned(draw: random.Random, at: Stage) -> bytes:
    """Bytes of the sealed file changed, mostly one."""
    if draw.random() < 0.5:
        found = bytearray(at.file)
        found[draw.randrange(len(found))] ^= 1 << draw.randrange(8)
        return bytes(found)
    return mutated(draw.randrange(2**40), at.file)


def cut(draw: random.Random, at: Stage) -> bytes:
    """Cut short, before or after it was sealed."""
    if draw.random() < 0.5:
        return at.file[: draw.randrange(len(at.file))]
    return at.sealed(at.sound[: draw.randrange(len(at.sound))])


def rearranged(draw: random.Random, at: Stage) -> bytes:
    """Parts swapped, missing, twice, in another order, or under names that are paths."""
    parts = list(_parts(at.sound).items())
    one, other, way = draw.randrange(len(parts)), draw.randrange(len(parts)), draw.randrange(5)
    if way == 0:
        parts[one], parts[other] = (parts[one][0], parts[other][1]), (parts[other][0], parts[one][1])
    elif way == 1:
        del parts[one]
    elif way == 2:
        parts.insert(other, (draw.choice(NAMES), parts[one][1]))
    elif way == 3:
        parts[one] = (draw.choice(NAMES), parts[one][1])
    else:
        draw.shuffle(parts)
    return at.sealed(zipped(parts))


def bomb(draw: random.Random, at: Stage) -> bytes:
    """Packed parts, as large as they may be or much larger; tables with more lines than any return has."""
    parts, name = _parts(at.sound), draw.choice(("data/aggregates.csv", "manifest.json", "cids.jsonld", "README.txt"))
    way = draw.randrange(4)
    if way == 0:
        parts[name] = b"[" * draw.choice((100_000, LARGEST - 2**20))
        return at.sealed(zipped(list(parts.items())))
    if way == 1:
        parts["data/aggregates.csv"] += parts["data/aggregates.csv"].splitlines(keepends=True)[1] * 25_000
        return at.sealed(zipped(list(parts.items())))
    if way == 2:
        parts[name] = bytes(draw.choice((2**20, 60 * 2**20)))
        return at.sealed(zipped(list(parts.items()), zipfile.ZIP_DEFLATED))
    whole = bytearray(at.sound)  # says of a part that it is larger than the file
    at_size = whole.rfind(b"PK\x01\x02") + 20
    whole[at_size : at_size + 8] = draw.choice((b"\xff" * 8, b"\x00\x00\x00\x7f" * 2))
    return at.sealed(bytes(whole))


def retold(draw: random.Random, at: Stage) -> bytes:
    """Another figure, text or manifest, with its digests put right or not, under the old signature."""
    parts = _parts(at.sound)
    if draw.random() < 0.5:
        name = draw.choice(("data/aggregates.csv", "data/organisation.csv", "data/items.csv"))
        lines = parts[name].decode().split("\r\n")
        row = draw.randrange(len(lines) - 1)
        cells = lines[row].split(",")
        cells[draw.randrange(len(cells))] = draw.choice(ODD_NUMBERS + ODD_TEXTS)
        lines[row] = ",".join(cells)
        parts[name] = "\r\n".join(lines).encode("utf-8", errors="surrogatepass")
        head = json.loads(parts["manifest.json"])
        if draw.random() < 0.7:
            head["files"][name] = hashlib.sha256(parts[name]).hexdigest()
    else:
        head = json.loads(parts["manifest.json"])
        inner = head["files"] if draw.random() < 0.3 else head
        inner[draw.choice(list(inner))] = draw.choice(ODD_VALUES + ODD_TEXTS)
    parts["manifest.json"] = json.dumps(head, ensure_ascii=False, indent=1).encode() + b"\n"
    return at.sealed(zipped(list(parts.items())))


def respelt(draw: random.Random, at: Stage) -> bytes:
    """Another content, spelt as the program spells it, and signed by whom it may."""
    content = _otherwise(draw, at.content)
    way = draw.randrange(4)
    if way == 0:  # under a name of its own
        content = replace(content, member_key=signing.key_text(signing.public_of(ATTACKER)))
        return at.sealed(signed_container(ATTACKER, content))
    if way == 1:
        return at.sealed(signed_container(ATTACKER, content))
    signature = draw.randbytes(64) if way == 2 else base64.b64decode(_parts(at.sound)["manifest.sig"])
    return at.sealed(signed_container(ATTACKER, content, signature))


def _otherwise(draw: random.Random, content: Return) -> Return:
    cells = list(content.cells)
    place = draw.randrange(len(cells))
    cells[place] = replace(cells[place], n=draw.choice((0, 10, 999_999_999)))
    changes: Sequence[dict[str, object]] = (
        {"cells": tuple(cells)},
        {"cells": content.cells[:place]},
        {"quarter": Quarter(draw.randrange(2000, 2100), draw.randrange(1, 5))},
        {"sequence": draw.randrange(1, 10**6)},
        {"definitions": draw.randrange(1, 10**6)},
        {"desk_key": signing.key_text(draw.randbytes(32))},
        {"member_key": draw.choice(("", "x", "ABCDE-" * 10, signing.key_text(bytes(32)), "=" * 52))},
        {"member": draw.choice(("", "../../x", "Other CIC", "=1+1"))},
        {"rows": ()},
        {"sample": True},
    )
    return replace(content, **draw.choice(changes))  # type: ignore[arg-type]


def right_but_one(draw: random.Random, at: Stage) -> bytes:
    """Signed by the member itself, and wrong in one thing, or older; the attacker may have kept such ones back."""
    one = at.content
    wrong = draw.choice(
        (
            replace(one, sequence=4, definitions=draw.randrange(2, 90)),
            replace(one, sequence=4, desk_key=signing.key_text(signing.public_of(ATTACKER))),
            replace(one, sequence=4, quarter=Quarter(draw.randrange(2027, 2090), 1)),
            replace(one, sequence=4, quarter=Quarter(draw.randrange(1990, 2025), 4)),
            replace(one, sequence=1),
            replace(one, quarter=Quarter(2025, draw.randrange(1, 5))),
            impossible(draw, one),
        )
    )
    return at.sealed(draw.choice((at.older, signed_container(MEMBER, wrong))))


def impossible(draw: random.Random, one: Return) -> Return:
    """A newer return with more people in a part than in the whole, fewer than none, or half a person."""
    cells = list(one.cells)
    shares = [
        place for place, cell in enumerate(cells) if cell.indicator == SHARE and cell.n and cell.value is not None
    ]
    place = draw.choice(shares)
    wrong = draw.choice((Decimal(cells[place].n or 0) + 1, Decimal(-1), Decimal("10.5")))
    cells[place] = replace(cells[place], value=wrong)
    return replace(one, sequence=4, cells=tuple(cells))


def once_more(draw: random.Random, at: Stage) -> bytes:
    """The very same, as it came or sealed anew; or sealed for somebody else."""
    if draw.random() < 0.3:
        return sealing.sealed(at.sound, sealing.public_of(str(sealing.x25519.Identity.generate())))
    return draw.choice((at.file, at.sealed(at.sound)))


def no_return(draw: random.Random, at: Stage) -> bytes:
    """Something else altogether."""
    inside = draw.choice((b"", draw.randbytes(300), b"PK\x05\x06" + bytes(18), b"{}", b"[" * 100_000, bytes(2**20)))
    head = sealing.HEAD + draw.choice((b"", b"\n", b"\n-> scrypt AAAA 40\n" + draw.randbytes(60), b"\n-> X25519 \n---"))
    return draw.choice((inside, head + inside, at.sealed(inside), bytes(LARGEST + 1)))


WAYS: Sequence[Callable[[random.Random, Stage], bytes]] = (
    *(turned, turned, sealed_turned, cut, rearranged, retold, retold, respelt, respelt, right_but_one, once_more),
    *(no_return,),
)
BOMBS = 25
"""One in so many is a bomb."""


def mutations(count: int, seed: int, at: Stage) -> Iterator[tuple[str, bytes]]:
    """So many hostile files with how they were made; the same seed gives the same but for the seals."""
    draw = random.Random(seed)
    for number in range(count):
        way = bomb if number % BOMBS == BOMBS - 1 else draw.choice(WAYS)
        yield way.__name__, way(draw, at)


# --- what became of them ----------------------------------------------------------------------------------------------


@dataclass
class Ends:
    """What the desk made of the files."""

    fates: Counter[str] = field(default_factory=Counter)
    by_way: Counter[tuple[str, str]] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    longest: float = 0.0
    """Seconds of processor time that opening and reading took for one file."""


def told_in(at: Stage) -> list[object]:
    """Everything in the desk's tables."""
    with at.network.desk.reading() as connection:
        return [connection.exec_driver_sql(f"SELECT * FROM {name} ORDER BY id").fetchall() for name in TABLES]


def tried(count: int, seed: int, at: Stage) -> Ends:
    """What became of so many hostile files, given to the desk fifty at a time."""
    ends, before = Ends(), told_in(at)
    identity = own_secrets(at.network.desk)[1]
    waiting: list[tuple[str, bytes]] = []
    for number, one in enumerate(mutations(count, seed, at), 1):
        ends.longest = max(ends.longest, _seconds(one[1], identity))
        waiting.append(one)
        if len(waiting) == desk_receiving.TOGETHER or number == count:
            _received(at, waiting, identity, ends)
            waiting = []
            if told_in(at) != before:
                ends.wrong.append(f"the desk's tables changed before file {number}")
                before = told_in(at)
    return ends


def _received(at: Stage, some: Sequence[tuple[str, bytes]], identity: str, ends: Ends) -> None:
    files = [at.network.folder / f"{place}.sfph-return" for place in range(len(some))]
    for file, (_, content) in zip(files, some, strict=True):
        file.write_bytes(content)
    for one, (way, content) in zip(desk_receiving.receive(at.network.desk, files).value, some, strict=True):
        ends.fates[one.fate] += 1
        ends.by_way[way, one.fate] += 1
        # Only what is the very same inside may pass as known already: nothing is taken in by it.
        known = one.fate == "already" and sealing.opened(content, identity) == at.sound
        if not known and (one.fate != "refused" or not one.why.strip()):
            ends.wrong.append(f"{way}: {one.fate} {one.why}")


def _seconds(content: bytes, identity: str) -> float:
    begun = time.process_time()
    whole = sealing.opened(content[:LARGEST], identity)
    with suppress(Refused):
        read_container(whole or b"")
    return time.process_time() - begun


def main(count: int, seed: int) -> int:
    """The full figure."""
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="sfph-returns-") as folder:
        at = stage(Path(folder))
        ends = tried(count, seed, at)
        at.network.close()
    slow = ends.longest > SLOWEST
    lines = (
        f"{count:,} hostile returns, seed {seed}: {dict(ends.fates)}; {len(ends.wrong)} wrong",
        *ends.wrong[:10],
        *(f"  {way}: {number:,} {fate}" for (way, fate), number in sorted(ends.by_way.items())),
        f"the slowest took {ends.longest:.2f} s of processor time; {time.monotonic() - begun:.0f} s in all",
    )
    sys.stdout.write("\n".join(lines) + "\n")
    return int(bool(ends.wrong) or slow or ends.fates.total() != count)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 20261130))
