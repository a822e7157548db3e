"""Figure 17 of the trust document, small cut: hostile files do nothing.

No crash, nothing partly in, no file outside, no traceback, nothing that takes long. The mutated files go through the
reading child itself, many to a process; what kills the child is counted and said, because the parent makes a refused
file of it (the tests of named attacks go through the parent).
"""

from __future__ import annotations

import io
import json
import random
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from functools import cache
from pathlib import Path

import pytest

# The makers of spreadsheets and of offices live with the tests of the reader and of the imports.
sys.path[:0] = [str(Path(__file__).parents[1] / "core" / part) for part in ("interchange", "usecases")]

from import_offices import everything, new_office  # noqa: E402
from spreadsheets import lying_about_size, ods, with_a_cell_far_away, with_members, xlsx  # noqa: E402

from sfph_desktop.core.domain.problems import UserCanFix  # noqa: E402
from sfph_desktop.core.interchange.caps import MB, Caps, Refused, check_archive  # noqa: E402
from sfph_desktop.core.usecases import imports  # noqa: E402
from sfph_desktop.core.usecases.office import Office, close_office  # noqa: E402

DAY = date(2025, 4, 1)
GOOD = {
    "people": [["person_ref", "given_name", "date_of_birth"], *([f"P{n}", "Ana", DAY] for n in range(40))],
    "sessions": [["session_ref", "service", "date"], *([f"S{n}", "Lunch", DAY] for n in range(40))],
}
CSV = "person_ref,given_name,notes\r\n" + "".join(f'P{n},Màiri,"one, two"\r\n' for n in range(60))
BOMB = b"\0" * (30 * MB)
LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 20}">' for n in range(12))
    + ']><sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>&m;</t></si></sst>'
)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    opened = new_office(tmp_path_factory.mktemp("hostile"))
    yield opened
    close_office(opened, backup=False)


def claiming(document: bytes) -> bytes:
    """The contents of an OpenDocument sheet whose first cell says that it stands there a million times a million."""
    with zipfile.ZipFile(io.BytesIO(document)) as opened:
        text = opened.read("content.xml").decode()
    text = text.replace("<table:table-row>", '<table:table-row table:number-rows-repeated="1000000">', 1)
    return text.replace("<table:table-cell ", '<table:table-cell table:number-columns-repeated="1000000" ', 1).encode()


@cache
def attacks() -> dict[str, bytes]:
    """Files as somebody would make them to do harm, by the name they come under."""
    good = xlsx(GOOD)
    sheet = "xl/worksheets/sheet1.xml"
    return {
        "bomb.xlsx": with_members(good, {"xl/media/a.bin": BOMB}),
        "bomb in the sheet.xlsx": with_members(good, {sheet: b"<worksheet>" + b" " * (30 * MB)}),
        "lying bomb.xlsx": lying_about_size(with_members(good, {"xl/media/a.bin": BOMB}), "xl/media/a.bin", 90),
        "bomb.ods": with_members(ods(GOOD), {"content.xml": b"<a>" * (10 * MB)}),
        "a million columns.xlsx": with_a_cell_far_away(good),
        "a claim.ods": with_members(ods(GOOD), {"content.xml": claiming(ods(GOOD))}),
        "laughs.xlsx": with_members(good, {"xl/sharedStrings.xml": LAUGHS.encode()}),
        "cut.xlsx": good[: len(good) // 2],
        "cut at the end.xlsx": good[:-25],
        "noise.xlsx": b"PK\x03\x04" + random.Random(17).randbytes(20_000),
        "noise.csv": random.Random(18).randbytes(20_000),
        "a picture.csv": b"\x89PNG\r\n\x1a\n" + random.Random(19).randbytes(4_000),
        "a workbook.csv": good,
        "text.ods": CSV.encode(),
        "one long line.csv": b"person_ref," + b"x" * 3_000_000,
        "one open quotation mark.csv": b'person_ref\n"' + b"P1\n" * 300_000,
        "ten thousand columns.csv": b",".join(b"c%d" % n for n in range(10_000)) + b"\nP1\n",
    }


def harmless() -> dict[str, bytes]:
    """Files that look like harm, and are only data: they come in as what they say."""
    good = xlsx(GOOD)
    return {
        "people.csv": b"person_ref,given_name,notes\r\nH1,A\0na\x07,=cmd|' /C calc'!A0\r\nH2,@SUM(A1),'=1+1\r\n",
        "numbers.xlsx": xlsx({"sessions": [["session_ref", "service", "date", "minutes"], ["S1", "x", DAY, "1e9999"],
                                           ["S2", "x", "01/01/99999", 5], ["S3", "x", 1e300, 5], ["S4", "x", DAY, -5],
                                           ["=1+1", "x", DAY, 5]]}),
        "paths.xlsx": with_members(good, dict.fromkeys(("../../../../out.txt", "/out.txt", "C:\\out.txt"), b"x")),
    }  # fmt: skip


def files_under(folder: Path) -> set[Path]:
    return {path for path in folder.rglob("*") if path.suffix not in (".sfph-wal", ".sfph-shm")}


@pytest.mark.parametrize("name", sorted(attacks()))
def test_an_attack_is_a_refused_file_and_nothing_else(office: Office, tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    file.write_bytes(attacks()[name])
    before, there, begun = everything(office), files_under(tmp_path.parent), time.monotonic()
    with pytest.raises(UserCanFix) as refused:
        imports.import_file(office, file)
    assert time.monotonic() - begun < 10, "a generous bar: the machine may be busy; unhindered it is under 2 s"
    assert name in refused.value.what
    assert refused.value.why
    assert "Traceback" not in str(refused.value)
    assert everything(office) == before
    assert files_under(tmp_path.parent) == there


def test_what_only_looks_like_harm_comes_in_as_the_data_it_is(office: Office, tmp_path: Path) -> None:
    for name, data in harmless().items():
        (tmp_path / name).write_bytes(data)
    there = files_under(tmp_path.parent)
    people = imports.import_file(office, tmp_path / "people.csv").value
    assert people.counts["people"]["created"] == 2
    with office.reading() as connection:
        kept = connection.exec_driver_sql("SELECT given_name, notes FROM people ORDER BY id").all()
    assert [tuple(row) for row in kept] == [("Ana", "=cmd|' /C calc'!A0"), ("@SUM(A1)", "=1+1")]
    numbers = imports.import_file(office, tmp_path / "numbers.xlsx").value
    fates = {fate.row: (fate.fate, fate.column) for fate in numbers.fates}
    assert fates == {2: ("held", "minutes"), 3: ("refused", "date"), 4: ("refused", "date"), 5: ("held", "minutes"),
                     6: ("created", "")}  # fmt: skip
    assert imports.rehearse(office, tmp_path / "paths.xlsx").counts["people"]["created"] == 40
    assert files_under(tmp_path.parent) == there


# --- mutations --------------------------------------------------------------------------------------------------------

DRIVER = """
import io, json, sys, time
from sfph_desktop.core.interchange import reader_child
for line in sys.stdin:
    answer, begun = io.StringIO(), time.process_time()
    reader_child.main(io.StringIO(line), answer)
    last = json.loads(answer.getvalue().splitlines()[-1])
    print(json.dumps([next(iter(last)), time.process_time() - begun]), flush=True)
"""


def mutated(data: bytes, draw: random.Random) -> bytes:
    """The file with some of it changed, cut out, doubled, or put elsewhere."""
    made = bytearray(data)
    for _ in range(draw.randrange(1, 6)):
        at, length = draw.randrange(len(made)), draw.choice((1, 1, 2, 8, 64, 400))
        way = draw.randrange(5)
        if way == 0:
            made[at : at + length] = draw.randbytes(length)
        elif way == 1:
            del made[at : at + length]
        elif way == 2:
            made[at:at] = made[at : at + length] * draw.choice((1, 2, 40))
        elif way == 3:
            made[at] ^= 1 << draw.randrange(8)
        else:
            del made[max(at, 40) :]
    return bytes(made) or b"x"


def deep_mutated(workbook: bytes, draw: random.Random) -> bytes:
    """A sound archive with one of its parts mutated inside, so that the parser itself meets it."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as opened:
        parts = {name: opened.read(name) for name in opened.namelist()}
    name = draw.choice([name for name in parts if name.endswith(".xml") and len(parts[name]) > 60])
    return with_members(workbook, {name: mutated(parts[name], draw)})


def mutations(count: int) -> list[tuple[str, bytes]]:
    draw = random.Random(1717)
    book, document = xlsx(GOOD), ods(GOOD)
    made = []
    for n in range(count):
        kind = n % 5
        if kind == 0:
            made.append(("csv", mutated(draw.choice((CSV.encode(), CSV.encode("utf-16"))), draw)))
        elif kind == 1:
            made.append(("workbook", mutated(draw.choice((book, document)), draw)))
        else:
            made.append(("workbook", deep_mutated(book if kind < 4 else document, draw)))
    return made


def test_two_hundred_mutated_files_are_read_or_refused(tmp_path: Path) -> None:
    requests = []
    for n, (form, data) in enumerate(mutations(200)):
        path = tmp_path / f"{n}.{'csv' if form == 'csv' else 'xlsx'}"
        path.write_bytes(data)
        asked = {"form": form, "sheet": "", "files": [["people", str(path)]], "caps": asdict(Caps()), "seconds": 120}
        requests.append(json.dumps(asked))
    there, ends, deaths = files_under(tmp_path), [], 0
    while len(ends) < len(requests):
        driver = [sys.executable, "-c", DRIVER]
        done = subprocess.run(driver, input="\n".join(requests[len(ends) :]), capture_output=True, text=True)
        ends += [json.loads(line) for line in done.stdout.splitlines()]
        if len(ends) < len(requests):
            deaths += 1
            ends.append(["killed", 0.0])
    assert {end for end, _ in ends} <= {"done", "refused", "killed"}
    assert max(seconds for _, seconds in ends) < 2
    assert deaths <= 3, "a few may run out of memory; more would mean that the checks before parsing do not hold"
    assert sum(end == "refused" for end, _ in ends) > 50
    assert sum(end == "done" for end, _ in ends) > 20
    assert files_under(tmp_path) == there


def test_without_the_checks_a_bomb_would_get_through(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    path.write_bytes(attacks()["bomb.xlsx"])
    with pytest.raises(Refused):
        check_archive(path, Caps())
    assert check_archive(path, Caps(ratio=10**6, unpacked=10**12)) == "xlsx"
