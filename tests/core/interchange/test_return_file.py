"""The container of a return: one spelling, checked by the standards' own tools, and hostile input refused."""

from __future__ import annotations

import io
import json
import time
import zipfile
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from tests.core.interchange.a_return import ROW, SAMPLE, by_lot, whole
from tests.core.usecases.return_office import ASKED

from sfph_desktop.core.interchange.caps import Refused
from sfph_desktop.core.interchange.cids import cids_bytes
from sfph_desktop.core.interchange.return_file import LARGEST, content_digest, read_container, read_kept
from sfph_desktop.core.interchange.returns_in import MOST_BYTES, lots, whole_ones

ROOT = Path(__file__).parents[2]
CSVS = ("aggregates.csv", "organisation.csv", "items.csv")


def unpacked(content: bytes, folder: Path) -> Path:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        archive.extractall(folder)
    return folder


@pytest.mark.parametrize("seed", range(60))
def test_what_is_written_is_read_and_is_the_same_twice(seed: int) -> None:
    content = by_lot(seed)
    written = whole(content)
    assert written == whole(content)
    assert read_container(written)[0] == content == read_kept(written)


def test_the_files_of_a_sample_are_as_they_were(tmp_path: Path) -> None:
    """Golden files: a change of them is a change of what desks read."""
    unpacked(whole(replace(SAMPLE, rows=(ROW,))), tmp_path)
    golden = ROOT / "golden" / "return"
    for name in CSVS:
        assert (tmp_path / "data" / name).read_bytes() == (golden / name).read_bytes()
    for name in ("README.txt", "datapackage.json", "manifest.json", "cids.jsonld"):
        assert (tmp_path / name).read_text(encoding="utf-8") == (golden / name).read_text(encoding="utf-8")


def test_a_number_of_the_return_is_no_part_of_what_it_says() -> None:
    assert content_digest(SAMPLE) == content_digest(replace(SAMPLE, sequence=9, program="another"))
    assert content_digest(SAMPLE) != content_digest(replace(SAMPLE, cells=SAMPLE.cells[1:]))
    assert content_digest(SAMPLE) != content_digest(replace(SAMPLE, desk_key="another"))


@pytest.mark.filterwarnings("ignore")
def test_the_package_is_valid_and_another_time_in_it_is_not(tmp_path: Path) -> None:
    import frictionless

    folder = unpacked(whole(replace(SAMPLE, rows=(ROW,))), tmp_path)
    report = frictionless.validate(str(folder / "datapackage.json"))
    assert report.valid, report.flatten(["fieldName", "message"])
    table = folder / "data" / "aggregates.csv"
    table.write_text(table.read_text(encoding="utf-8").replace(",year,", ",century,"), encoding="utf-8")
    assert not frictionless.validate(str(folder / "datapackage.json")).valid


@pytest.mark.filterwarnings("ignore")
def test_the_file_for_other_programs_conforms_to_its_standard() -> None:
    import pyshacl
    import rdflib

    samples = ROOT / "samples" / "cids"
    context = json.loads((samples / "cidsContext.jsonld").read_text(encoding="utf-8"))["@context"]

    def conforms(nodes: list[dict[str, Any]]) -> bool:
        local = [{**node, "@context": context} for node in nodes]  # the published context is not fetched
        graph = rdflib.Graph().parse(data=json.dumps(local), format="json-ld")
        ok, _, _ = pyshacl.validate(graph, shacl_graph=str(samples / "cids.basictier.shacl.ttl"))
        return bool(ok)

    nodes = json.loads(cids_bytes(SAMPLE, ASKED))
    assert isinstance(nodes, list)
    assert all(node["@context"].endswith("cidsContext.jsonld") for node in nodes)
    assert conforms(nodes)
    told = {node["forIndicator"].rpartition("/")[2] for node in nodes if node["@type"] == "cids:IndicatorReport"}
    assert told == {"people_supported", "wellbeing_improved", "wellbeing_change", "sessions_held"}
    assert not conforms([{name: value for name, value in node.items() if name != "hasName"} for node in nodes])


def test_nothing_in_it_says_when_it_was_made() -> None:
    with zipfile.ZipFile(io.BytesIO(whole(SAMPLE))) as archive:
        assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"2026-11" not in b"".join(archive.read(one) for one in archive.namelist())


def repacked(change: dict[str, bytes], *, compress: int = zipfile.ZIP_STORED, more: tuple[str, ...] = ()) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole(SAMPLE))) as source, zipfile.ZipFile(out, "w", compress) as archive:
        for one in source.infolist():
            archive.writestr(one.filename, change.get(one.filename, source.read(one)))
        for name in more:
            archive.writestr(name, b"x")
    return out.getvalue()


def test_what_is_not_spelt_as_we_spell_it_is_refused() -> None:
    sound = whole(SAMPLE)
    with zipfile.ZipFile(io.BytesIO(sound)) as archive:
        manifest, table = archive.read("manifest.json"), archive.read("data/aggregates.csv")
    for found in (
        b"",
        b"PK",
        sound + b"x",
        b"x" + sound,
        repacked({}, compress=zipfile.ZIP_DEFLATED),
        repacked({}, more=("../../etc/passwd",)),
        repacked({}, more=("data/items.csv",)),
        repacked({"README.txt": b"another"}),
        repacked({"manifest.json": manifest.replace(b'"sequence": 3', b'"sequence": 4')}),
        repacked({"manifest.json": manifest.replace(b'"sequence": 3', b'"sequence": true')}),
        repacked({"manifest.json": manifest.replace(b'"sequence": 3', b'"sequence": 3, "sequence": 3')}),
        repacked({"manifest.json": manifest.replace(b'"version": 1', b'"version": 2')}),
        repacked({"manifest.json": b"[" * 100_000}),
        repacked({"data/aggregates.csv": table.replace(b"120,120", b"0120,120")}),
        repacked({"data/aggregates.csv": table.replace(b"120,120", b"120,1.2E2")}),
        repacked({"data/aggregates.csv": table.replace(b"120,120", b"120,NaN")}),
        repacked({"data/aggregates.csv": table + b'"'}),
        bytes(LARGEST + 1),
    ):
        with pytest.raises(Refused):
            read_container(found)


def test_a_return_that_tells_of_a_few_people_is_refused() -> None:
    few = replace(SAMPLE.cells[0], n=7, value=Decimal(7))
    with pytest.raises(Refused, match="fewer than 10 people"):
        read_container(whole(replace(SAMPLE, cells=(few,))))
    nobody = replace(SAMPLE.cells[1], n=0, value=Decimal(0), group_value="not known", qualifier="")
    assert read_container(whole(replace(SAMPLE, cells=(nobody,))))[0].cells == (nobody,)


def test_the_confined_child_says_the_same() -> None:
    sound = whole(SAMPLE)
    told = whole_ones([("a", sound), ("b", sound[:-9]), ("c", sound), ("d", b"")])
    assert told[0] == told[2] == ""
    assert told[1]
    assert told[3]


def test_many_large_returns_reach_the_child_whole() -> None:
    large = whole(replace(SAMPLE, rows=(ROW,) * 9_000))
    assert len(large) > 2**19, "more than waits between two processes"
    begun = time.monotonic()
    assert whole_ones([("a", large), ("b", large[:-9]), ("c", large)])[::2] == ["", ""]
    assert time.monotonic() - begun < 18, "the child had to be ended by its clock"


def test_returns_are_held_a_few_at_a_time_however_large_they_are() -> None:
    assert list(lots([1] * 7, 3)) == [range(3), range(3, 6), range(6, 7)]
    half = MOST_BYTES // 2
    assert list(lots([half, half, 1, MOST_BYTES + 1, half], 50)) == [range(2), range(2, 3), range(3, 4), range(4, 5)]
    assert list(lots([], 50)) == []
