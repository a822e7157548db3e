"""The network rehearsed: definitions out, returns made, received and collated, packs back, benchmarks read.

With a tampered return, one replayed, one from a stranger and one of an old version: all refused with their reasons.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from tests.core.usecases.desk_offices import definitions_of, heard, next_version
from tests.journeys.network_stage import QUARTER, Network, accepted, office_called

from sfph_desktop.core.domain.network import Quarter
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.reports.check import check_pdf
from sfph_desktop.core.store import sealing
from sfph_desktop.core.usecases import (
    benchmarks,
    desk,
    desk_members,
    desk_quarter,
    desk_receiving,
    desk_sending_back,
    network_joining,
)
from sfph_desktop.core.usecases.history import undo
from sfph_desktop.core.usecases.return_making import make_return
from sfph_desktop.core.usecases.return_to import sending
from sfph_desktop.core.usecases.signing_keys import own_key, own_secrets

THREE = ("Kirkhaven Wash House", "The Long Table", "Swift Couriers")


@pytest.fixture
def network(tmp_path: Path) -> Iterator[Network]:
    made = Network(tmp_path)
    yield made
    made.close()


def fates(network: Network, *files: Path) -> list[tuple[str, str]]:
    return [(one.fate, one.why) for one in desk_receiving.receive(network.desk, files).value]


def test_three_enterprises(network: Network) -> None:
    for name in THREE:
        network.member(name)
    files = [network.returned(name) for name in THREE]
    assert [fate for fate, _ in fates(network, *files)] == ["taken"] * 3
    assert [fate for fate, _ in fates(network, *files)] == ["already"] * 3
    stands = desk_quarter.standing(network.desk, QUARTER)
    assert (stands.come, len(stands.reported)) == (3, 3)
    assert {one.member.client_groups for one in stands.reported} == {"older_people"}

    back = desk_sending_back.send_back(network.desk, QUARTER, network.folder / "back").value
    assert back.collation.members == 3
    report, open_data = back.files
    assert check_pdf(report) == ()
    told = open_data.read_text(encoding="utf-8")
    assert not [name for name in THREE if name in told]
    for pack in back.packs:
        assert pack.file is not None
        page = benchmarks.take_pack(network.members[pack.member], pack.file).value
        assert page.lines
        assert all(one.hidden for one in page.lines), "three members are too few for a benchmark"


def test_six_enterprises_see_themselves_among_the_others(network: Network) -> None:
    names = [*THREE, "Ayr Allotment", "Bute Bikes", "Clyde Choir"]
    for name in names:
        network.member(name, people=60)
    taken = desk_receiving.receive(network.desk, [network.returned(name) for name in names])
    assert [one.fate for one in taken.value] == ["taken"] * 6
    back = desk_sending_back.send_back(network.desk, QUARTER, network.folder / "back").value
    told = [one for one in back.collation.network if not one.hidden]
    assert {"people_supported"} <= {one.indicator for one in told}
    pack = next(one for one in back.packs if one.member == "Bute Bikes")
    assert pack.file is not None
    page = benchmarks.take_pack(network.members["Bute Bikes"], pack.file).value
    people = next(one for one in page.lines if one.indicator == "people_supported" and not one.hidden)
    assert people.members == 6
    assert people.own is not None and people.position
    with network.members["Bute Bikes"].reading() as connection:
        agreed = connection.exec_driver_sql("SELECT count(*) FROM consents WHERE purpose = 'network'").scalar_one()
    assert people.own == agreed
    with pytest.raises(UserCanFix, match="has to do with"):
        undo(network.desk, taken.unit_id)
    ready = desk_sending_back.prepare_back(network.desk, QUARTER)
    _late(network, back, {one.name: one.read_bytes() for one in back.files if one.suffix == ".csv"})
    with pytest.raises(UserCanFix, match="changed while"):  # a return has come in since
        desk_sending_back.keep_back(network.desk, ready, network.folder / "early")
    assert not (network.folder / "early").exists()


def _late(network: Network, before: desk_sending_back.SentBack, files: dict[str, bytes]) -> None:
    """One more reports after the quarter was published: what was published does not move."""
    network.member("Dee Dance", people=60)
    assert [fate for fate, _ in fates(network, network.returned("Dee Dance"))] == ["taken"]
    stands = desk_quarter.standing(network.desk, QUARTER)
    assert [one.member.name for one in stands.reported if one.late] == ["Dee Dance"] and stands.published is not None
    with pytest.raises(UserCanFix, match="at least 5 must"):
        desk_sending_back.send_back(network.desk, QUARTER, network.folder / "anew", anew=True)
    done = desk_sending_back.send_back(network.desk, QUARTER, network.folder / "again")
    assert done.unit_id == 0, "no undo is offered of what may be with anybody"
    again = done.value
    assert (again.late, again.publication.edition) == (1, 1)
    assert {one.name: one.read_bytes() for one in again.files if one.suffix == ".csv"} == files
    packs = {one.member: one.file for one in again.packs}
    for one in before.packs:
        assert one.file is not None
        assert packs[one.member].read_bytes() == one.file.read_bytes(), "the same pack, to the byte"  # type: ignore[union-attr]
    page = benchmarks.take_pack(network.members["Dee Dance"], packs["Dee Dance"]).value  # type: ignore[arg-type]
    people = next(one for one in page.lines if one.indicator == "people_supported" and not one.hidden)
    assert (people.members, bool(people.own), bool(people.position)) == (6, True, True)


def test_what_is_refused(network: Network) -> None:
    member = network.member("Swift Couriers")
    file = network.returned("Swift Couriers")
    tampered = network.folder / "tampered.sfph-return"
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    tampered.write_bytes(content)
    assert fates(network, tampered)[0][1].startswith("It was changed on its way, or cut off. Ask whoever sent it")
    resealed = network.folder / "resealed.sfph-return"
    whole = sealing.opened(file.read_bytes(), own_secrets(member)[1])
    assert whole is not None
    seal_key = own_key(network.desk).seal_key
    resealed.write_bytes(sealing.sealed(whole.replace(b"Swift Couriers", b"Swift Carriers"), seal_key))
    assert fates(network, resealed)[0][0] == "refused"

    stranger = office_called(network.folder / "stranger", "Stranger")
    network.members["Stranger"] = stranger
    network_joining.join(stranger, definitions_of(network.desk, network.folder), heard(network.desk))
    strange = network.returned("Stranger")
    fate, why = fates(network, strange)[0]
    assert fate == "refused"
    assert why.startswith("It was signed by nobody who is a member. It says that it comes from Stranger")

    other = Network(network.folder / "elsewhere")
    try:
        assert fates(other, file)[0][1].startswith("It is sealed for somebody else, or its beginning was changed")
    finally:
        other.close()
    assert fates(network, file)[0][0] == "taken"
    assert fates(network, file)[0] == ("already", "It was taken in before: nothing changed.")
    desk_members.retire_key(network.desk, 1)
    member_again = network.returned("Swift Couriers", Quarter(2025, 4), to="retired")
    assert "was retired on" in fates(network, member_again)[0][1]


def test_an_older_return_of_a_quarter_does_not_take_a_newer_ones_place(network: Network) -> None:
    member = network.member("Swift Couriers")
    first = network.returned("Swift Couriers", to="first")
    with member.writing("Some took it back") as unit:
        unit.connection.exec_driver_sql("DELETE FROM consents WHERE id IN (SELECT id FROM consents LIMIT 20)")
        unit.set("note", "x")
    second = network.returned("Swift Couriers", to="second")
    assert [fate for fate, _ in fates(network, second)] == ["taken"]
    fate, why = fates(network, first)[0]
    assert (fate, why.startswith("It is number 1, and number 2 of the same quarter is here")) == ("refused", True)
    assert desk_quarter.standing(network.desk, QUARTER).reported[0].sequence == 2


def test_definitions_that_change_in_the_middle_of_a_quarter(network: Network) -> None:
    """A return by the version before still counts; one by the version before that is refused."""
    member = network.member("Swift Couriers")
    old = network.returned("Swift Couriers", Quarter(2025, 4), to="old")
    for number in (11, 12):
        changed = next_version(network.desk, network.folder, (f"threshold = {number - 1}", f"threshold = {number}"))
        desk.define(network.desk, changed)
    assert [one.version for one in desk.all_definitions(network.desk)] == [1, 2, 3]
    fate, why = fates(network, old)[0]
    assert (fate, "version 1" in why) == ("refused", True)
    network_joining.join(member, definitions_of(network.desk, network.folder))
    assert fates(network, network.returned("Swift Couriers", Quarter(2025, 4), to="new"))[0][0] == "taken"


def test_an_empty_return_and_a_member_with_three_people(network: Network) -> None:
    """Nothing is told of three people, and nothing of nobody: the desk sees that a return came, and that it is bare."""
    for name, people in (("Three", 3), ("Nobody", 0)):
        network.member(name, people=people)
        assert fates(network, network.returned(name))[0][0] == "taken"
    for one in desk_quarter.standing(network.desk, QUARTER).reported:
        sent = next(a.sent for a in accepted(network.desk, QUARTER) if a.member == str(one.member.id))
        assert not [cell for cell in sent.cells if cell.n], "no count of people leaves"


def test_a_member_changes_its_name(network: Network) -> None:
    member = network.member("Swift Couriers")
    assert fates(network, network.returned("Swift Couriers", Quarter(2025, 4)))[0][0] == "taken"
    with member.writing("Renamed") as unit:
        unit.set("name", "Swift and Sure")
    assert fates(network, network.returned("Swift Couriers"))[0][0] == "taken"
    one = desk_quarter.standing(network.desk, QUARTER).reported[0]
    assert one.member.name == "Swift Couriers"
    assert "It calls itself Swift and Sure; before it was Swift Couriers." in one.odd


def test_a_lost_network_key(network: Network, tmp_path: Path) -> None:
    """A desk that lost its store begins anew; members hear its new fingerprint, and their old files stay closed."""
    member = network.member("Swift Couriers")
    old = network.returned("Swift Couriers", to="old")
    anew = Network(tmp_path / "anew")
    try:
        assert fates(anew, old)[0][0] == "refused"
        network_joining.join(member, definitions_of(anew.desk, anew.folder), heard(anew.desk))
        desk_members.add_member(anew.desk, own_key(member), heard(member))
        out = tmp_path / "new.sfph-return"
        make_return(member, sending(member, QUARTER), QUARTER, out)
        assert fates(anew, out)[0][0] == "taken"
        assert fates(network, out)[0][0] == "refused"
    finally:
        anew.close()


def test_odd_figures_are_pointed_out(network: Network) -> None:
    network.member("Swift Couriers")
    assert fates(network, network.returned("Swift Couriers"))[0][0] == "taken"
    sent = accepted(network.desk, QUARTER)[0].sent
    jumped = tuple(
        replace(one, n=3 * one.n, value=3 * one.value) if one.n and one.value and not one.group else one
        for one in sent.cells
    )
    found = list(
        desk_quarter.oddities(replace(sent, cells=jumped), sent, desk_quarter.definitions_of(network.desk, QUARTER))
    )
    assert any(one.startswith("People supported:") and "now" in one for one in found)
    assert not [one for one in desk_quarter.oddities(sent, sent, None) if "now" in one]
