"""The desk's collation on DuckDB: worked examples, a second reckoning in plain Python, files, and what is refused."""

from __future__ import annotations

import csv
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import duckdb
import pytest
import yaml
from tests.core.usecases.command_line import Terminal
from tests.core.usecases.networks import accepted, cell, definitions, drawn, of_example
from tests.independent import collation as again

from sfph_desktop.core.domain.collations import Accepted, Collation
from sfph_desktop.core.domain.network import Benchmark, Definitions, Quarter
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.usecases.desk_collation import collate, collate_folder, write_returns

EXAMPLES = sorted((Path(__file__).parents[2] / "examples" / "collation").glob("*.yaml"))
Q1 = Quarter(2026, 1)


def number(value: Any) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def of(found: Collation, member: str) -> dict[tuple[str, str], Benchmark]:
    return {(one.indicator, one.alike): one for one in found.benchmarks[member]}


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_a_worked_example(path: Path) -> None:
    case = yaml.safe_load(path.read_text(encoding="utf-8"))
    found = collate(*of_example(case))
    assert found.members == len(case["members"])
    network = {(one.indicator, one.alike): one for one in found.network}
    for key, told in case["network"].items():
        indicator, _, alike = key.partition("@")
        one = network[indicator, alike]
        assert one.members == told["members"], key
        quartiles = (one.low_quarter, one.median, one.high_quarter)
        assert quartiles == (number(told["low"]), number(told["median"]), number(told["high"])), key
    for member, values in case["own"].items():
        for indicator, value in values.items():
            assert of(found, member)[indicator, ""].own == number(value), (member, indicator)
    for member, words in case["positions"].items():
        for key, word in words.items():
            indicator, _, alike = key.partition("@")
            assert of(found, member)[indicator, alike].position == word, (member, key)
    totals = {one.indicator: one for one in found.totals}
    for indicator, told in case["totals"].items():
        assert totals[indicator].members == told["members"]
        assert (totals[indicator].value, totals[indicator].n) == (number(told["value"]), told["n"]), indicator
    for indicator, alike, words in case["hidden"]:
        assert words in network[indicator, alike].hidden
        assert network[indicator, alike].median is None
    for indicator, words in case.get("withheld", {}).items():
        assert words in totals[indicator].hidden


Drawn = tuple[list[Accepted], Definitions, Collation]


@pytest.fixture(scope="module", params=[(1, 37), (2, 150)], ids=["37", "150"])
def a_network(request: pytest.FixtureRequest) -> Drawn:
    sent, asked, quarter = drawn(*request.param)
    return sent, asked, collate(sent, asked, quarter)


def test_plain_python_comes_to_the_same(a_network: Drawn) -> None:
    sent, asked, found = a_network
    own, kinds = again.own_values(sent, asked), again.kinds(sent)
    told = 0
    for one in found.network:
        members = {name: value for name, value in own[one.indicator].items() if name in kinds[one.alike]}
        assert one.members == len(members)
        if one.hidden:
            assert one.low_quarter is one.median is one.high_quarter is None
            continue
        told += 1
        quartiles = again.quartiles(members.values())
        assert tuple(Fraction(part or 0) for part in (one.low_quarter, one.median, one.high_quarter)) == quartiles
        for name, value in members.items():
            stands = of(found, name)[one.indicator, one.alike]
            assert Fraction(stands.own or 0) == value
            assert stands.position == again.position(value, quartiles)
    assert told > 20


def test_totals_are_the_same_in_plain_python(a_network: Drawn) -> None:
    sent, asked, found = a_network
    for one in found.totals:
        indicator = asked.indicator(one.indicator)
        assert indicator is not None
        members, value, people = again.total(sent, indicator)
        assert one.members == members
        if not one.hidden:
            assert one.value is not None
            assert abs(Fraction(one.value) - value) <= Fraction(1, 2_000_000)
            assert (one.n or 0) == people


def test_no_difference_of_what_is_told_tells_of_fewer_than_five(a_network: Drawn) -> None:
    sent, asked, found = a_network
    own, kinds = again.own_values(sent, asked), again.kinds(sent)
    near = 0
    for indicator in own:
        sets = {name: members & set(own[indicator]) for name, members in kinds.items()}
        enough = {name: members for name, members in sets.items() if len(members) >= 5}
        told = {one.alike for one in found.network if one.indicator == indicator and not one.hidden}
        assert "" in told
        assert again.tells_of_few({name: enough[name] for name in told}) == []
        near += len(again.tells_of_few(enough))
    if len(sent) == 37:
        assert near, "nothing had to be hidden, so nothing was shown"


def test_what_is_held_back_is_not_the_rest_of_what_is_told() -> None:
    asked = definitions({"reach": {"kind": "count"}})
    # by gender A is most of the men, although not of all; by age everything may be told
    parts = {
        ("gender", "woman"): (30, 40, 40, 40, 40),
        ("gender", "man"): (90, 10, 10, 10, 10),
        ("age_band", "16-24"): (60, 30, 30, 30, 20),
        ("age_band", "25-64"): (60, 20, 20, 20, 30),
    }
    sent = []
    for place, member in enumerate("ABCDE"):
        one = accepted(asked, member, {"reach": (120, 50, 50, 50, 50)[place]}, Q1, 1)
        more = tuple(cell("reach", "count", values[place], group) for group, values in parts.items())
        sent.append(replace(one, sent=replace(one.sent, cells=one.sent.cells + more)))
    found = {(one.group, one.group_value): one for one in collate(sent, asked, Q1).totals}
    assert found["", ""].value == 320
    assert "more than half" in found["gender", "man"].hidden
    assert "with the other figures" in found["gender", "woman"].hidden
    assert found["gender", "woman"].value is None
    assert [found["age_band", band].value for band in ("16-24", "25-64")] == [170, 150]
    # without the other four nothing may be told, and so no part of it
    held = {one.hidden != "" for one in collate(sent[:4], asked, Q1).totals}
    assert held == {True}


def test_an_amount_of_thousands_of_millions_keeps_its_last_digit() -> None:
    asked = definitions({"income": {"kind": "quantity"}})
    amounts = {member: Decimal(f"500000000{place}.00000{place}") for place, member in enumerate("ABCDE", start=1)}
    found = collate([accepted(asked, name, {"income": told}, Q1, 1) for name, told in amounts.items()], asked, Q1)
    assert {name: one.own for name in amounts for one in found.benchmarks[name]} == amounts
    (spread,) = found.network
    assert (spread.low_quarter, spread.median, spread.high_quarter) == tuple(amounts[name] for name in "BCD")


def test_nobody_sent_anything() -> None:
    found = collate([], definitions({"reach": {"kind": "count"}}), Q1)
    assert found == Collation(quarter=Q1, members=0)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The drawn network as a desk lays it out: CSV."""
    path = tmp_path_factory.mktemp("returns")
    sent, asked, _ = drawn(1, 37)
    write_returns(path, sent, asked)
    yield path


def test_a_folder_gives_what_the_returns_give(folder: Path, tmp_path: Path) -> None:
    written = collate_folder(folder, Q1, tmp_path)
    values = collate(*drawn(1, 37))
    assert written.collation.network == values.network
    assert written.collation.totals == values.totals
    assert sorted(path.name for path in tmp_path.iterdir()) == ["benchmark", "open-data-2026Q1.csv"]
    rows = duckdb.sql(f"select * from '{tmp_path}/benchmark/*/*.parquet'").fetchall()
    kept = {
        (member, one.indicator, one.alike, float(one.own or 0), one.position)
        for member, all_of_it in values.benchmarks.items()
        for one in all_of_it
        if one.position
    }
    assert {row[:5] for row in rows} == kept
    with written.open_data.open(encoding="utf-8", newline="") as file:
        published = list(csv.DictReader(file))
    assert len(published) == len(values.totals) + len(values.network)
    assert all(bool(row["withheld"]) != bool(row["value"] or row["median"]) for row in published)
    assert not any(row["members"].isdigit() and int(row["members"]) < 5 for row in published)


def test_parquet_by_quarter_gives_the_same(folder: Path, tmp_path: Path) -> None:
    by_quarter = tmp_path / "in" / "cells" / "quarter=2026Q1"
    by_quarter.mkdir(parents=True)
    cells = f"read_csv('{folder}/cells.csv', all_varchar=true)"
    numbers = "n::bigint as n, value::decimal(18,6) as value, sequence::int as sequence"
    left = f"* exclude (quarter, n, value, sequence), {numbers}"
    duckdb.sql(f"copy (select {left} from {cells} limit 60) to '{by_quarter}/a.parquet'")
    duckdb.sql(f"copy (select {left} from {cells} offset 60) to '{by_quarter}/b.parquet'")
    for name in ("returns", "indicators"):
        duckdb.sql(f"copy (select * from '{folder}/{name}.csv') to '{tmp_path}/in/{name}.parquet'")
    one = collate_folder(tmp_path / "in", Q1, tmp_path / "one", of_members=False)
    other = collate_folder(folder, Q1, tmp_path / "other", of_members=False)
    assert one.collation == other.collation
    assert one.benchmark is None
    assert one.open_data.read_bytes() == other.open_data.read_bytes()


def test_the_command_collates_a_folder(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["network", "collate", "--from", str(folder), "--quarter", "2026q1", "--out", str(tmp_path)]
    terminal = Terminal(capsys)
    told = terminal.json(*words, "--figures-only")
    assert (told["quarter"], told["members"], told["benchmark"]) == ("2026Q1", 37, None)
    assert told["open_data"] == str(tmp_path / "open-data-2026Q1.csv")
    assert 0 < told["held_back"] < told["quartiles"] + told["totals"]
    assert "write 2026Q1" in terminal.run(*words[:4], "--quarter", "spring", "--out", "x", status=2)
    assert "is no engine" in terminal.run(*words, "--engine", "excel", status=1)


def spoilt(folder: Path, to: Path, name: str, change: tuple[str, str]) -> Path:
    """A copy of the folder with one word of one file changed."""
    to.mkdir()
    for path in folder.glob("*.csv"):
        text = path.read_text(encoding="utf-8")
        if path.stem == name:
            assert change[0] in text
            text = text.replace(*change, 1)
        (to / path.name).write_text(text, encoding="utf-8")
    return to


@pytest.mark.parametrize(
    ("name", "change", "words"),
    [
        ("cells", ("group_value", "group_worth"), "column group_value: this column is missing"),
        ("cells", (",333,", ",many,"), "many"),
        ("indicators", (",share,", ",portion,"), "is of kind 'portion'"),
        ("indicators", ("better", "reach"), "indicator reach is there twice"),
        ("returns", ("M001,", "M000,"), "member M000 has two returns"),
        (
            "cells",
            ("\n", "\nM000,2026Q1,1,reach,sex,,year,9,9\nM000,2026Q1,1,reach,sex,,year,9,9\n"),
            "reach sex twice",
        ),
    ],
)
def test_a_spoilt_folder_is_refused(
    folder: Path, tmp_path: Path, name: str, change: tuple[str, str], words: str
) -> None:
    bad = spoilt(folder, tmp_path / "in", name, change)
    with pytest.raises(UserCanFix) as refused:
        collate_folder(bad, Q1, tmp_path / "out")
    assert words in str(refused.value)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(("place", "times"), [(0, 2), (31, 3), (69, 2)])
def test_a_figure_told_more_than_once_is_found_among_many(place: int, times: int) -> None:
    names = [f"i{number:02d}" for number in range(70)]
    asked = definitions({name: {"kind": "count"} for name in names})
    sent = [accepted(asked, member, dict.fromkeys(names, 20), Q1, 1) for member in "ABCDE"]
    assert len(collate(sent, asked, Q1).totals) == 70
    cells = sent[2].sent.cells
    sent[2] = replace(sent[2], sent=replace(sent[2].sent, cells=cells + cells[place : place + 1] * (times - 1)))
    with pytest.raises(UserCanFix, match=f"member C has i{place:02d} twice"):
        collate(sent, asked, Q1)


def test_what_is_not_there_is_named(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(UserCanFix, match="is no folder"):
        collate_folder(tmp_path / "nowhere", Q1, tmp_path)
    with pytest.raises(UserCanFix, match=r"There are no returns of 2026Q1.*returns\.parquet"):
        collate_folder(tmp_path, Q1, tmp_path)
    with pytest.raises(UserCanFix, match=r"nobody's return of 2031Q4"):
        collate_folder(folder, Quarter(2031, 4), tmp_path)


@pytest.mark.parametrize("word", ["oracle", "duckdb:x", "postgresql:", ""])
def test_an_unknown_engine_is_refused(word: str) -> None:
    with pytest.raises(UserCanFix, match=r"is no (engine|address).*duckdb, spark:MASTER"):
        collate([], definitions({}), Q1, engine=word)


@pytest.mark.parametrize("word", ["postgres://desk:secret@host/name", "duckdb:secret", "Postgresql://desk:secret@host"])
def test_a_password_in_the_address_of_an_engine_is_not_said(word: str) -> None:
    with pytest.raises(UserCanFix) as told:
        collate([], definitions({}), Q1, engine=word)
    assert "secret" not in str(told.value)


def test_without_the_extra_a_sentence_says_how_to_have_it() -> None:
    said = """
import sys
from sfph_desktop.cli import arguments
from sfph_desktop.core.usecases import desk_collation
assert not {"ibis", "duckdb", "pyarrow", "pandas"} & set(sys.modules), "imported at the start"
sys.modules["duckdb"] = None
from sfph_desktop.core.domain.network import Quarter
try:
    desk_collation.collate([], None, Quarter(2026, 1))
except desk_collation.UserCanFix as refused:
    print(refused)
"""
    told = subprocess.run([sys.executable, "-c", said], capture_output=True, text=True, check=True).stdout
    assert "is not installed" in told
    assert 'pip install "sfph-desktop[network]"' in told
