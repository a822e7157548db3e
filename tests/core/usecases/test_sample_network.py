"""The sample network, made small once: by the checks of every return, stamped everywhere, and telling something."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pypdfium2
import pytest
from tests.core.usecases.desk_offices import an_office
from tests.journeys.network_stage import accepted

from sfph_desktop.core.domain.desks import MemberLine
from sfph_desktop.core.domain.network import Quarter
from sfph_desktop.core.domain.problems import Stopped, UserCanFix
from sfph_desktop.core.usecases import benchmarks, desk_members, desk_quarter, good_practice, sample_network
from sfph_desktop.core.usecases.network_return import receipts, sent_in
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.return_ledger import cells_of
from sfph_desktop.core.usecases.sample import fill_with_sample

MEMBERS = 5


@dataclass(frozen=True)
class Made:
    office: Office
    member: Office
    folder: Path
    joined: sample_network.Joined


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Made]:
    folder = tmp_path_factory.mktemp("sample-network")
    member = an_office(folder / "member", "Braes Laundry & Lunch")
    with pytest.raises(UserCanFix, match="real records"):
        sample_network.look_around(member)
    assert not member.info().sample
    fill_with_sample(member, people=60)
    ours = an_office(folder / "desk", sample_network.NETWORK, is_desk=True)
    joined = sample_network.join_sample(member, ours, folder / "back", most=MEMBERS).value
    yield Made(ours, member, folder / "back", joined)
    for office in (ours, member):
        office.store.close()


def pages_text(file: Path) -> list[str]:
    with pypdfium2.PdfDocument(file) as document:
        return [page.get_textpage().get_text_bounded() for page in document]


def test_every_return_was_taken_in_and_every_member_has_a_key_of_its_own(made: Made) -> None:
    lines: tuple[MemberLine, ...] = desk_members.members_listed(made.office)
    assert len({one.fingerprint for one in lines}) == len(lines) == MEMBERS + 1
    assert made.joined.network.received == 2 * (MEMBERS + 1)
    assert made.joined.network.examples == len(good_practice.list_cards(made.office).rows) >= 4
    assert desk_quarter.last_quarter(made.office) == Quarter(2026, 1), "time does not go on in a sample"


def test_all_of_it_is_stamped(made: Made) -> None:
    assert made.office.info().sample and made.member.info().sample
    for quarter in made.joined.network.quarters:
        stands = desk_quarter.standing(made.office, Quarter(int(quarter[:4]), int(quarter[-1])))
        assert all(one.sample for one in stands.reported)
    assert [one.sample for one in receipts(made.member)] == [True, True]
    assert made.joined.page.pack.sample
    report, open_data = made.joined.sent_back.files
    assert all("SAMPLE" in page for page in pages_text(report))
    with open_data.open(encoding="utf-8", newline="") as file:
        assert {row["sample"] for row in csv.DictReader(file)} == {"yes"}
    assert all(one.words.startswith("SAMPLE.") for one in benchmarks.cards(made.member))


def test_the_benchmark_tells_quartiles_and_of_how_many_members(made: Made) -> None:
    page = benchmarks.benchmark_page(made.member)
    assert page is not None
    told = [one for one in page.lines if not one.hidden and not one.alike]
    assert len(told) >= 3
    for one in told:
        assert one.members >= 5
        assert None not in (one.low_quarter, one.median, one.high_quarter)
        assert f"among {one.members} members" in benchmarks.said(one)
    assert [one for one in told if one.own is not None and one.position]


def test_members_of_different_sizes_are_compared_for_each_person_and_totals_stay_whole(made: Made) -> None:
    """From the suggested questions through returns and collation to the pack, the sector report and the open data."""
    page, each = benchmarks.benchmark_page(made.member), "for each person supported in the quarter"
    assert page is not None
    (line,) = (one for one in page.lines if one.indicator == "sessions_held" and not one.alike)
    with made.member.reading() as connection:
        last = max(sent_in(connection), key=lambda one: one.sequence)
        told = {key[0]: value for key, (_, value) in cells_of(connection, last.id).items() if not key[1]}
    sessions, people = Decimal(str(told["sessions_held"])), Decimal(str(told["people_supported_quarter"]))
    assert line.own is not None and abs(line.own - sessions / people) < Decimal("0.00001")
    assert f"sessions {each}" in benchmarks.said(line) and f"Sessions held, {each}" in benchmarks.said(line)
    assert any(f"Sessions held, {each}" in title for _, title, _ in benchmarks.listed_lines(made.member))
    report, open_data = made.joined.sent_back.files
    assert each in " ".join(" ".join(pages_text(report)).split())
    with open_data.open(encoding="utf-8", newline="") as file:
        rows = [one for one in csv.DictReader(file) if one["indicator"] == "sessions_held" and not one["alike"]]
    units = {one["figure"]: one["unit"] for one in rows}
    assert units == {"total": "sessions", "quartiles": f"sessions {each}"}
    whole = next(one["value"] for one in rows if one["figure"] == "total")
    assert not whole or Decimal(whole) >= sessions


def test_the_sector_report_tells_of_readiness(made: Made) -> None:
    text = " ".join(" ".join(pages_text(made.joined.sent_back.files[0])).split())
    assert "No single buyer or funder brings more than half of the income." in text


def test_the_same_seed_gives_the_same_figures(made: Made, tmp_path: Path) -> None:
    """Keys differ with every making, figures do not."""
    again = an_office(tmp_path / "again", sample_network.NETWORK, is_desk=True)
    try:
        with pytest.raises(Stopped):
            sample_network.fill_desk(again, progress=stop_at_the_first_return)
        assert not desk_members.members_listed(again) and not again.info().sample
        told = sample_network.fill_desk(again, most=1).value
        assert (told.members, told.received) == (1, 2)
        first, same = (
            next(one.sent for one in accepted(office, Quarter(2026, 1)) if one.sent.member == KIRKHAVEN)
            for office in (made.office, again)
        )
        assert first.cells == same.cells and first.organisation == same.organisation
        with pytest.raises(UserCanFix, match="has definitions or members already"):
            sample_network.fill_desk(again)
    finally:
        again.store.close()


def test_whoever_is_in_a_network_is_put_into_no_sample_one(made: Made) -> None:
    with pytest.raises(UserCanFix, match="already"):
        sample_network.look_around(made.member)


def stop_at_the_first_return(_done: int, _total: int, what: str) -> None:
    if what.startswith("the returns of"):
        raise Stopped


KIRKHAVEN = "Kirkhaven Wash House"
