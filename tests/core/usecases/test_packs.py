"""What the desk sends back: a pack for each member alone, taken in whole or refused with its reason; good practice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from tests.core.usecases.network_offices import introduce, named

from sfph_desktop.core.domain.desks import PracticeCardKept
from sfph_desktop.core.domain.network import Benchmark, PracticeCard, PracticeOffer, Quarter
from sfph_desktop.core.domain.people import ServiceUser
from sfph_desktop.core.domain.practice_rules import offer_problems
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.usecases import benchmarks, good_practice, people, readiness, stories
from sfph_desktop.core.usecases.consents import give_consent, withdraw_consent
from sfph_desktop.core.usecases.desk_packs import WrittenPack, make_packs
from sfph_desktop.core.usecases.office import Office, close_office

QUARTER = Quarter(2026, 1)
LINE = Benchmark(
    indicator="swemwbs_improved",
    name="People whose wellbeing improved",
    unit="people measured twice",
    kind="share",
    quarter=QUARTER,
    members=7,
    low_quarter=Decimal("0.4"),
    median=Decimal("0.55"),
    high_quarter=Decimal("0.7"),
    own=Decimal("0.6"),
    position="above the middle",
)
HIDDEN = replace(LINE, indicator="job_start", members=3, low_quarter=None, median=None, high_quarter=None, own=None,
                 position="", hidden="fewer than 5 members")  # fmt: skip


@dataclass(frozen=True)
class Network:
    desk: Office
    laundry: Office
    cafe: Office
    ids: tuple[int, int]
    folder: Path
    others: list[Office]

    def other(self, name: str, *, desk: bool = False) -> Office:
        self.others.append(named(self.folder / f"other{len(self.others)}", name, desk=desk))
        return self.others[-1]

    def packs(self, lines: tuple[Benchmark, ...] = (LINE, HIDDEN)) -> tuple[WrittenPack, ...]:
        told = dict.fromkeys(self.ids, lines)
        return make_packs(self.desk, QUARTER, told, 1, self.folder / "packs").value

    def file(self, packs: tuple[WrittenPack, ...], name: str) -> Path:
        return next(one.file for one in packs if one.member == name and one.file is not None)


@pytest.fixture
def network(tmp_path: Path) -> Iterator[Network]:
    desk = named(tmp_path / "desk", "The network", desk=True)
    laundry, cafe = named(tmp_path / "laundry", "Hill Laundrette"), named(tmp_path / "cafe", "Café Màiri")
    made = Network(
        desk=desk,
        laundry=laundry,
        cafe=cafe,
        ids=(introduce(desk, laundry), introduce(desk, cafe)),
        folder=tmp_path,
        others=[],
    )
    yield made
    for office in (desk, laundry, cafe, *made.others):
        close_office(office, backup=False)


def test_a_pack_comes_home_and_only_there(network: Network) -> None:
    assert benchmarks.benchmark_page(network.laundry) is None
    file = network.file(network.packs(), "Hill Laundrette")
    page = benchmarks.take_pack(network.laundry, file).value
    assert page.pack.benchmarks == (LINE, HIDDEN)
    assert benchmarks.benchmark_page(network.laundry) == page
    said = [benchmarks.said(one) for one in page.lines]
    assert said[0] == (
        "People whose wellbeing improved, among 7 members. You: 60 of 100 people measured twice, above the middle. "
        "The middle half of the members lie between 40 and 70 of 100, the member in the middle at 55 of 100."
    )
    assert said[1] == "People whose wellbeing improved: not told, because of fewer than 5 members."
    with pytest.raises(UserCanFix, match="cannot be opened with your key"):
        benchmarks.take_pack(network.cafe, file)
    assert benchmarks.benchmark_page(network.cafe) is None


def test_the_same_again_is_the_same_file_and_changes_nothing(network: Network) -> None:
    first = network.packs()
    before = [one.file.read_bytes() for one in first if one.file]
    assert [one.file.read_bytes() for one in network.packs() if one.file] == before
    file = network.file(first, "Hill Laundrette")
    taken = benchmarks.take_pack(network.laundry, file).value.taken
    again = benchmarks.take_pack(network.laundry, file)
    assert again.value.taken == taken
    assert not again.changed


def test_packs_that_cannot_all_be_written_leave_the_folder_as_it_was(network: Network) -> None:
    out = network.folder / "packs"
    before = {one.file: one.file.read_bytes() for one in network.packs() if one.file}
    in_the_way = network.file(network.packs(), "Café Màiri")
    in_the_way.unlink()
    in_the_way.mkdir()  # as a file that another program holds: nothing can take its place
    with pytest.raises(UserCanFix, match="could not be written") as failure:
        network.packs((LINE,))
    assert "Nothing was written" in str(failure.value)
    laundry = out / "Hill-Laundrette-2026Q1.sfph-pack"
    assert laundry.read_bytes() == before[laundry] and sorted(out.iterdir()) == sorted(before)

    def no_room(_unit: object, _out: object) -> None:
        raise UserCanFix(what="The disk is full.", do="Make room.")

    in_the_way.rmdir()
    elsewhere = network.folder / "elsewhere"
    with pytest.raises(UserCanFix, match="disk is full"):
        make_packs(network.desk, QUARTER, dict.fromkeys(network.ids, (LINE,)), 1, elsewhere, also=no_room)
    assert not list(elsewhere.iterdir())
    benchmarks.take_pack(network.laundry, network.file(network.packs((LINE,)), "Hill Laundrette"))
    assert benchmarks.benchmark_page(network.laundry).pack.sequence == 2, "what did not leave has no number"


def test_an_older_pack_a_changed_one_and_that_of_a_stranger_are_refused(network: Network, tmp_path: Path) -> None:
    old = network.folder / "old.sfph-pack"
    old.write_bytes(network.file(network.packs(), "Hill Laundrette").read_bytes())
    new = network.file(network.packs((LINE,)), "Hill Laundrette")
    assert benchmarks.take_pack(network.laundry, new).value.pack.sequence == 2
    with pytest.raises(UserCanFix, match="pack 1 of the network, and pack 2 is here"):
        benchmarks.take_pack(network.laundry, old)
    changed = network.folder / "changed.sfph-pack"
    content = bytearray(new.read_bytes())
    content[-1] ^= 1
    changed.write_bytes(content)
    with pytest.raises(UserCanFix, match="cannot be opened"):
        benchmarks.take_pack(network.laundry, changed)
    plain = network.folder / "plain.sfph-pack"
    plain.write_bytes(b"{}")
    with pytest.raises(UserCanFix, match="no pack of the network"):
        benchmarks.take_pack(network.laundry, plain)
    with pytest.raises(UserCanFix, match="cannot be read"):
        benchmarks.take_pack(network.laundry, network.folder / "nothing.sfph-pack")
    stranger = network.other("Another network", desk=True)
    number = introduce(stranger, network.other("Hill Laundrette"))
    with stranger.writing("Stole the key for seals") as unit:
        from sfph_desktop.core.store.queries.values import values_of
        from sfph_desktop.core.usecases.signing_keys import own_key

        key = values_of(unit.connection, "desk_keys")[0]
        ours = own_key(network.laundry)
        unit.change("desk_keys", replace(key, public_key=ours.public_key, seal_key=ours.seal_key))
    forged = make_packs(stranger, QUARTER, {number: (LINE,)}, 1, tmp_path / "forged").value[0].file
    assert forged is not None
    with pytest.raises(UserCanFix, match="another than your network's desk"):
        benchmarks.take_pack(network.laundry, forged)
    assert benchmarks.benchmark_page(network.laundry).taken.sequence == 2  # type: ignore[union-attr]


def test_a_story_becomes_good_practice_by_consent_and_is_called_back(network: Network) -> None:
    office, out = network.laundry, network.folder / "story.sfph-practice"
    person = int(people.add_person(office, ServiceUser(person_ref="P-1", given_name="Ann")).value.id)
    give_consent(office, person, "story")
    story = stories.begin_story(office, person, title="A round a week").value
    with pytest.raises(UserCanFix, match="no theme"):
        good_practice.offer_story(office, story.id, out, words="She washes.", about=("nothing",), named=True)
    assert not out.exists()
    assert not stories.uses_of_story(office, story.id)
    good_practice.offer_story(
        office, story.id, out, words="She washes.", learned="Look in.", about=("partners",), named=True
    )
    assert "good practice of the network" in stories.uses_of_story(office, story.id)[0].where_to
    kept = good_practice.take_offer(network.desk, out).value
    assert (kept.title, kept.member, kept.themes) == ("A round a week", "Hill Laundrette", "partners")
    assert "agreement was in force" in kept.agreed

    benchmarks.take_pack(network.cafe, network.file(network.packs(), "Café Màiri"))
    assert [one.title for one in benchmarks.cards(network.cafe, "washes", "partners")] == ["A round a week"]
    assert not benchmarks.cards(network.cafe, "", "money")
    lines = [one for one in readiness.lines(network.cafe) if one.question.theme == "partners"]
    assert all([card.ref for card in one.cards] == [kept.ref] for one in lines)

    withdraw_consent(office, person, "story")
    with pytest.raises(UserCanFix):
        good_practice.offer_story(office, story.id, network.folder / "no", words="She washes.", named=True)
    good_practice.withdraw_story(office, story.id, out)
    assert good_practice.take_offer(network.desk, out).value.withdrawn_on is not None
    benchmarks.take_pack(network.cafe, network.file(network.packs(), "Café Màiri"))
    assert not benchmarks.cards(network.cafe)


def an_example(network: Network, out: Path, words: str = "Words.") -> None:
    every = stories.list_stories(network.laundry).rows
    number = int(str(every[0][0])) if every else stories.begin_story(network.laundry, title="Ours").value.id
    good_practice.offer_story(network.laundry, number, out, words=words, named=True)


def test_what_was_withdrawn_before_a_pack_went_out_twice_is_gone_at_the_members(
    network: Network, tmp_path: Path
) -> None:
    benchmarks.take_pack(network.cafe, network.file(network.packs(), "Café Màiri"))
    an_example(network, tmp_path / "offer")
    kept = good_practice.take_offer(network.desk, tmp_path / "offer").value
    benchmarks.take_pack(network.cafe, network.file(network.packs(), "Café Màiri"))
    assert len(benchmarks.cards(network.cafe)) == 1
    good_practice.withdraw_card(network.desk, kept.ref)  # the pack is what it was at first
    benchmarks.take_pack(network.cafe, network.file(network.packs(), "Café Màiri"))
    assert not benchmarks.cards(network.cafe)


def test_examples_are_those_of_the_last_pack_and_figures_those_of_the_newest_quarter(
    network: Network, tmp_path: Path
) -> None:
    an_example(network, tmp_path / "offer")
    kept = good_practice.take_offer(network.desk, tmp_path / "offer").value
    benchmarks.take_pack(network.cafe, network.file(network.packs(), "Café Màiri"))
    good_practice.withdraw_card(network.desk, kept.ref)
    told = dict.fromkeys(network.ids, (HIDDEN,))
    late = make_packs(network.desk, Quarter(2025, 4), told, 1, network.folder / "late").value
    benchmarks.take_pack(network.cafe, network.file(late, "Café Màiri"))
    assert not benchmarks.cards(network.cafe)
    page = benchmarks.benchmark_page(network.cafe)
    assert page is not None and page.pack.quarter == QUARTER


def test_an_old_offer_neither_revives_what_was_withdrawn_nor_replaces_a_newer(network: Network, tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    an_example(network, first)
    kept = good_practice.take_offer(network.desk, first).value
    with network.desk.writing("Let the one there be of a later day") as unit:
        unit.change("desk_cards", replace(kept, published_on=kept.published_on + timedelta(days=1)))
    with pytest.raises(UserCanFix, match="this file is older"):
        good_practice.take_offer(network.desk, first)
    good_practice.withdraw_card(network.desk, kept.ref)
    an_example(network, second, "Other words.")
    for offer in (first, second):
        with pytest.raises(UserCanFix, match="was withdrawn on"):
            good_practice.take_offer(network.desk, offer)
    assert not network.packs()[0].cards


@pytest.mark.parametrize("words", ["Words.\x00", "Words \u202e.", "\x1b[2J"])
def test_an_example_with_signs_that_are_no_text_is_refused(network: Network, tmp_path: Path, words: str) -> None:
    with pytest.raises(UserCanFix, match="no text"):
        an_example(network, tmp_path / "offer", words)
    assert not (tmp_path / "offer").exists()


def test_the_reference_and_the_agreement_of_an_offer_are_short_and_text() -> None:
    card = PracticeCard(ref="CS-0001", title="T", member="", words="W", published_on=date(2026, 5, 1))
    offer = PracticeOffer(member_key="M", desk_key="D", card=card, agreed="All agree.")
    assert not offer_problems(offer)
    for ref in ("", "x" * 41, "CS\n1"):
        assert [one.column for one in offer_problems(replace(offer, card=replace(card, ref=ref)))] == ["ref"]
    for agreed in ("x" * 1_501, "\x00"):
        assert [one.column for one in offer_problems(replace(offer, agreed=agreed))] == ["agreed"]


def test_only_a_desk_keeps_a_library(network: Network) -> None:
    card = PracticeCardKept(
        ref="", title="T", words="W", agreed="It tells of nobody.", published_on=network.desk.clock.today()
    )
    with pytest.raises(UserCanFix, match="not of a network's desk"):
        good_practice.add_card(network.laundry, card)


def test_no_pack_is_written_over_another_members(network: Network) -> None:
    ids = {name: introduce(network.desk, network.other(name)) for name in ("A", "A-5", "A!")}
    assert ids["A!"] == 5
    files = [one.file for one in network.packs() if one.file]
    assert len(set(files)) == len(files) == 5


def test_an_example_of_nobody_who_is_a_member_is_refused(network: Network, tmp_path: Path) -> None:
    stranger = network.other("Stranger")
    introduce(network.other("Other network", desk=True), stranger)
    story = stories.begin_story(stranger, title="Ours").value
    out = tmp_path / "x.sfph-practice"
    good_practice.offer_story(stranger, story.id, out, words="Words.", named=False)
    with pytest.raises(UserCanFix, match="cannot be opened"):
        good_practice.take_offer(network.desk, out)
    with pytest.raises(UserCanFix, match="in no network"):
        good_practice.offer_story(network.desk, story.id, out, words="Words.", named=False)


def test_the_desk_adds_examples_of_its_own(network: Network) -> None:
    day = network.desk.clock.today()
    with pytest.raises(UserCanFix, match="how those who are told of agreed"):
        good_practice.add_card(network.desk, PracticeCardKept(ref="", title="T", words="W", published_on=day))
    card = PracticeCardKept(ref="", title="T", words="W", agreed="It tells of nobody.", published_on=day)
    assert good_practice.add_card(network.desk, card).value.ref == "G-000-0001"
    assert good_practice.add_card(network.desk, card).value.ref == "G-000-0002"
    good_practice.withdraw_card(network.desk, "g-000-0001")
    with pytest.raises(UserCanFix, match="G-9"):
        good_practice.withdraw_card(network.desk, "G-9")
    listed = good_practice.list_cards(network.desk, "t").rows
    assert [row[1] for row in listed] == ["G-000-0002", "G-000-0001"]


def test_the_enterprises_case_study_says_where_it_stands(network: Network) -> None:
    from sfph_desktop.core.usecases.story_page import open_story

    office = network.laundry
    story = stories.begin_story(office, title="Ours").value
    assert any("beside the network is not known" in gap for gap in open_story(office, story.id).gaps)
    benchmarks.take_pack(office, network.file(network.packs(), "Hill Laundrette"))
    page = open_story(office, story.id)
    section = next(one for one in page.sections if one.section.key == "network")
    assert len(section.facts) == 1
    assert "among 7 members. We: 60 of 100 people measured twice, above the middle" in section.facts[0].text
    assert not any("beside the network is not known" in gap for gap in page.gaps)
