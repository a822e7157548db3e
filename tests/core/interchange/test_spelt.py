"""A frozen value has one spelling; whatever is not spelt so is refused, and nothing that was changed is read."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sfph_desktop.core.domain.network import Benchmark, Pack, PracticeCard, Quarter
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.interchange.spelt import FileKind, file_bytes, read_file, spelt

KIND = FileKind(format="sfph pack", version=2, called="pack of the network", sender="the network's desk")
PACK = Pack(
    network="Fit for Purpose",
    desk_key="ABC",
    member_key="DEF",
    definitions=3,
    quarter=Quarter(2026, 1),
    sequence=1,
    benchmarks=(
        Benchmark(
            indicator="swemwbs",
            name="Wellbeing",
            unit="people",
            kind="share",
            quarter=Quarter(2026, 1),
            members=7,
            median=Decimal("0.6250"),
        ),
    ),
    cards=(PracticeCard(ref="G-1", title="Màiri’s round", member="", words="…", published_on=date(2026, 5, 1)),),
)
FILE = file_bytes(KIND, PACK, b"s" * 64)


def test_it_comes_back_equal_and_is_spelt_the_same_again() -> None:
    value, signature = read_file(KIND, FILE, Pack, "a.sfph-pack")
    assert (value, signature) == (PACK, b"s" * 64)
    assert spelt(value) == spelt(PACK)
    assert value.benchmarks[0].low_quarter is None
    assert str(value.benchmarks[0].median) == "0.6250"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda told: told["body"].pop("sequence"), "missing"),
        (lambda told: told["body"].update(extra=1), "missing"),
        (lambda told: told["body"].update(sequence=True), "missing"),
        (lambda told: told["body"].update(sequence="1"), "missing"),
        (lambda told: told["body"].update(quarter="2026Q9"), "missing"),
        (lambda told: told["body"]["benchmarks"][0].update(median="NaN"), "missing"),
        (lambda told: told["body"]["benchmarks"][0].update(median=0.625), "missing"),
        (lambda told: told["body"]["benchmarks"][0].update(median="1E-9"), "missing"),
        (lambda told: told["body"]["cards"][0].update(published_on="1.5.2026"), "missing"),
        (lambda told: told["body"].update(network="x" * 20_001), "missing"),
        (lambda told: told.update(signature="*"), "missing"),
        (lambda told: told.update(version=3), "newer version"),
        (lambda told: told.update(version=1), "older version"),
        (lambda told: told.update(format="something"), "does not say"),
        (lambda told: told.update(more="hidden"), "spelt"),
        (lambda told: told["body"].update(quarter="2026-q1"), "spelt"),
    ],
)
def test_what_does_not_belong_there_is_refused(change: object, words: str) -> None:
    told = json.loads(FILE)
    change(told)  # type: ignore[operator]
    text = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() + b"\n"
    with pytest.raises(UserCanFix, match="version of the program" if "version" in words else "no pack") as refused:
        read_file(KIND, text, Pack, "a.sfph-pack")
    assert words in str(refused.value) or words in refused.value.why


@pytest.mark.parametrize(
    "content", [b"", b"{}", b"[" * 100_000, b"\xff\xfe", FILE + b" ", FILE[:-1], FILE.replace(b":", b": ", 1), b"NaN"]
)
def test_other_bytes_are_refused(content: bytes) -> None:
    with pytest.raises(UserCanFix):
        read_file(KIND, content, Pack, "a.sfph-pack")


@given(st.integers(0, len(FILE) - 1), st.integers(1, 255))
def test_no_changed_byte_reads_as_the_same(place: int, by: int) -> None:
    changed = bytearray(FILE)
    changed[place] = (changed[place] + by) % 256
    try:
        value, signature = read_file(KIND, bytes(changed), Pack, "a.sfph-pack")
    except UserCanFix:
        return
    assert (value, signature) != (PACK, b"s" * 64)
