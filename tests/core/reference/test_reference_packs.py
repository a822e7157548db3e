from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest
from packs_for_tests import ABOUT, NEW_VALUE, TOLD, VALUE_HEADING, a_pack

from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.reference import packs
from sfph_desktop.core.reference.checker import check_pack
from sfph_desktop.core.reference.packs import from_bytes, read_pack, to_bytes

VALUES = (VALUE_HEADING + NEW_VALUE).encode()


def zipped(members: dict[str, bytes], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", packing) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return packed.getvalue()


def test_a_zip_and_a_folder_give_the_same_pack(tmp_path: Path) -> None:
    folder = tmp_path / "pack"
    (folder / "measures").mkdir(parents=True)
    (folder / "pack.json").write_bytes(ABOUT)
    (folder / "unit_values.csv").write_bytes(VALUES)
    (folder / "README.txt").write_text("hello", encoding="utf-8")
    (folder / ".DS_Store").write_bytes(b"\0")
    archive = tmp_path / "pack.zip"
    archive.write_bytes(zipped({"pack.json": ABOUT, "unit_values.csv": VALUES, "README.txt": b"hello"}))
    assert read_pack(folder) == read_pack(archive)
    assert read_pack(folder).info.holds == ("unit_values.csv",)
    assert check_pack(read_pack(folder)) == ()


def test_a_pack_comes_back_from_its_bytes_the_same_each_time() -> None:
    pack = a_pack({"unit_values.csv": VALUE_HEADING + NEW_VALUE})
    assert from_bytes(to_bytes(pack)) == pack
    assert to_bytes(pack) == to_bytes(from_bytes(to_bytes(pack)))


@pytest.mark.parametrize(
    "name",
    [
        "../unit_values.csv", "/etc/passwd", "C:\\unit_values.csv", "measures/../x.json", "measures/UPPER.json",
        "measures/sub/x.json", "unit_values.csv/x", "code_lists/health_boards.csv", "run.py", "UNIT_VALUES.CSV",
    ],
)  # fmt: skip
def test_a_member_that_no_pack_holds_refuses_the_whole_pack(name: str) -> None:
    with pytest.raises(UserCanFix, match="no part of a pack"):
        from_bytes(zipped({"pack.json": ABOUT, "unit_values.csv": VALUES, name: b"x"}))


def test_a_zip_bomb_is_refused() -> None:
    with pytest.raises(UserCanFix, match="grows too much"):
        from_bytes(zipped({"pack.json": ABOUT, "unit_values.csv": b"a" * (packs.MOST_IN_ONE - 1)}))


def test_a_member_larger_than_the_cap_is_refused() -> None:
    with pytest.raises(UserCanFix, match="too large"):
        from_bytes(zipped({"pack.json": ABOUT, "unit_values.csv": b"a" * (packs.MOST_IN_ONE + 1)}, zipfile.ZIP_STORED))


def test_a_lying_header_is_not_believed() -> None:
    packed = bytearray(zipped({"pack.json": ABOUT, "unit_values.csv": b"a" * 2_000_000}))
    # The sizes in both headers say 20 bytes; the reader then finds more, or a wrong checksum.
    true_size = (2_000_000).to_bytes(4, "little")
    assert packed.count(true_size) == 2
    lying = bytes(packed.replace(true_size, (20).to_bytes(4, "little")))
    with pytest.raises(UserCanFix):
        from_bytes(lying)


def test_too_many_members_are_refused() -> None:
    many = {f"measures/m{i}.json": b"{}" for i in range(packs.MOST_MEMBERS + 1)}
    with pytest.raises(UserCanFix, match="too large"):
        from_bytes(zipped({"pack.json": ABOUT, **many}))


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_member_twice_is_refused() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("pack.json", ABOUT)
        archive.writestr("unit_values.csv", VALUES)
        archive.writestr("unit_values.csv", VALUES)
    with pytest.raises(UserCanFix, match="twice"):
        from_bytes(packed.getvalue())


def test_damage_is_told_and_nothing_else_happens() -> None:
    whole = zipped({"pack.json": ABOUT, "unit_values.csv": VALUES})
    refused = 0
    for place in range(0, len(whole), 7):
        damaged = bytearray(whole)
        damaged[place] ^= 0xFF
        try:
            from_bytes(bytes(damaged))
        except UserCanFix:
            refused += 1
    assert refused > 10
    for content in (b"", b"PK", whole[:-30], b"x" * 1000):
        with pytest.raises(UserCanFix, match="zip"):
            from_bytes(content)


def test_an_encrypted_member_is_refused() -> None:
    packed = bytearray(zipped({"pack.json": ABOUT, "unit_values.csv": VALUES}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        packed[packed.index(mark) + offset] |= 1
    with pytest.raises(UserCanFix, match="zip"):
        from_bytes(bytes(packed))


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        ({**TOLD, "name": ""}, "name"),
        ({**TOLD, "publisher": 3}, "publisher"),
        ({name: part for name, part in TOLD.items() if name != "licence"}, "licence"),
        ({**TOLD, "made": "last week"}, "not a date"),
        ({**TOLD, "licensed": "yes"}, "licensed"),
        ({**TOLD, "licensed": True}, "declared"),
        ({**TOLD, "name": "x" * 3000}, "name"),
        ({**TOLD, "licence_until": "2026-01-31"}, 'Write "licensed_until" instead.'),
    ],
)
def test_a_pack_that_does_not_say_what_it_is_is_refused(told: dict[str, object], reason: str) -> None:
    with pytest.raises(UserCanFix, match=reason):
        from_bytes(zipped({"pack.json": json.dumps(told).encode(), "unit_values.csv": VALUES}))


def test_a_pack_needs_pack_json_and_figures(tmp_path: Path) -> None:
    with pytest.raises(UserCanFix, match=r"no pack\.json"):
        from_bytes(zipped({"unit_values.csv": VALUES}))
    with pytest.raises(UserCanFix, match="no figures"):
        from_bytes(zipped({"pack.json": ABOUT}))
    with pytest.raises(UserCanFix, match="no pack at"):
        read_pack(tmp_path / "nothing.zip")
    with pytest.raises(UserCanFix, match=r"no pack\.json"):
        read_pack(tmp_path)


def test_what_is_wrong_in_a_pack_is_told_in_whole_sentences() -> None:
    bad = check_pack(a_pack({"unit_values.csv": VALUE_HEADING + NEW_VALUE.replace("2024", "20x4")}))
    assert [str(one) for one in bad] == [
        "unit_values.csv, row 2, column price_year: This is no price year. Accepted: 2019, 2013/14, or blank."
    ]
