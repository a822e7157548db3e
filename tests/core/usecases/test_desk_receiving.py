"""Returns as they come to the desk: in which order they count, whose they are, and from which folder they are taken."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import fields
from functools import partial
from pathlib import Path

import pytest
from tests.core.usecases.desk_offices import definitions_of, heard, next_version
from tests.journeys.network_stage import QUARTER, Network, office_called

from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.interchange import returns_in
from sfph_desktop.core.store.unit_of_work import Connection
from sfph_desktop.core.usecases import (
    desk,
    desk_members,
    desk_quarter,
    desk_receiving,
    desk_sending_back,
    lawful_bases,
    network_joining,
    network_profile,
    signing_keys,
)
from sfph_desktop.core.usecases.office import Office


@pytest.fixture
def network(tmp_path: Path) -> Iterator[Network]:
    made = Network(tmp_path / "network")
    yield made
    made.close()


def fates(network: Network, *files: Path) -> list[tuple[str, str]]:
    return [(one.fate, one.why) for one in desk_receiving.receive(network.desk, files).value]


def new_laptop(network: Network, name: str) -> Office:
    """A member whose laptop was lost begins anew, with a store and keys of its own."""
    made = office_called(network.folder / "new", name)
    lawful_bases.use_consent(made)
    network_joining.join(made, definitions_of(network.desk, network.folder), heard(network.desk))
    network.members[name].store.close()
    network.members[name] = made
    return made


def correct(office: Office, established: int) -> None:
    """Another return will leave: it says another year."""
    network_profile.set_profile(office, {"established": str(established)})


def test_an_older_return_takes_no_newer_ones_place_after_new_keys(network: Network) -> None:
    name = "North Kitchen"
    network.member(name, people=0)
    of = desk_members.members_listed(network.desk)[0].member.id
    files = []
    for year in (2001, 2002, 2003):
        correct(network.members[name], year)
        files.append(network.returned(name, to=f"old-{year}"))
    assert [fate for fate, _ in fates(network, *files)] == ["taken"] * 3
    now = new_laptop(network, name)
    desk_members.add_member(network.desk, signing_keys.own_key(now), heard(now), of=of)
    correct(now, 2004)
    first = network.returned(name, to="new-1")
    correct(now, 2005)
    second = network.returned(name, to="new-2")
    assert [fate for fate, _ in fates(network, second)] == ["taken"]
    ((fate, why),) = fates(network, first)
    assert fate == "refused" and "number 2 of the same quarter is here already" in why
    (stands,) = desk_quarter.standing(network.desk, QUARTER).reported
    assert (stands.sequence, stands.member.established) == (2, 2005)


def test_a_member_that_comes_back_with_new_keys_is_a_member_again(network: Network) -> None:
    name = "North Kitchen"
    network.member(name, people=0)
    of = desk_members.members_listed(network.desk)[0].member.id
    desk_members.member_leaves(network.desk, of)
    now = new_laptop(network, name)
    done = desk_members.add_member(network.desk, signing_keys.own_key(now), heard(now), of=of)
    assert done.why == "North Kitchen is a member again, with new keys" and done.value.left_on is None
    assert [fate for fate, _ in fates(network, network.returned(name))] == ["taken"]


def test_a_folder_gives_its_returns_whatever_their_capitals_and_nothing_of_other_programs(network: Network) -> None:
    network.member("North Kitchen", people=0)
    lies = network.folder / "stick"
    lies.mkdir()
    network.returned("North Kitchen").rename(lies / "NORTH.SFPH-RETURN")
    (lies / "._NORTH.SFPH-RETURN").write_bytes(b"what a Mac leaves on a stick")
    (lies / ".north.sfph-return.tmp").write_bytes(b"half")
    assert [fate for fate, _ in fates(network, lies)] == ["taken"]


class Meanwhile(Office):
    """An office in which something happens just before its records are looked into for the so-manieth time."""

    def reading(self) -> AbstractContextManager[Connection]:
        HAPPENS.pop(0)() if HAPPENS else None
        return super().reading()


HAPPENS: list[Callable[[], object]] = []


def test_questions_issued_while_a_quarter_is_looked_up_are_not_missed(network: Network) -> None:
    network.member("North Kitchen", people=0)
    assert fates(network, network.returned("North Kitchen"))[0][0] == "taken"
    office = Meanwhile(**{one.name: getattr(network.desk, one.name) for one in fields(Office)})
    desk.define(network.desk, next_version(network.desk, network.folder, ('"2025Q1"', '"2026Q1"')))
    for looks in range(3):
        was, is_ = f"threshold = {10 + looks}", f"threshold = {11 + looks}"
        issue = partial(desk.define, network.desk, next_version(network.desk, network.folder, (was, is_)))
        HAPPENS[:] = [*(lambda: None for _ in range(looks)), issue]
        asked, _returns, stood = desk_sending_back.looked_up(office, QUARTER)
        assert asked.version == stood[-1][-1].version, looks  # type: ignore[index]
        HAPPENS.clear()


@pytest.mark.skipif(sys.platform != "linux", reason="a file that has more in it than it says is had there alone")
def test_a_file_that_grows_while_it_is_read_is_not_read_on_and_on(monkeypatch: pytest.MonkeyPatch) -> None:
    grows = Path("/proc/self/status")
    assert grows.stat().st_size == 0
    monkeypatch.setattr(returns_in, "LARGEST", 10)
    with pytest.raises(UserCanFix, match="larger than"):
        returns_in.read_sealed_bytes(grows)


def test_a_folder_that_cannot_be_read_is_told(network: Network, monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(_: Path) -> Iterator[Path]:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "iterdir", denied)
    with pytest.raises(UserCanFix, match="cannot be looked into"):
        desk_receiving.receive(network.desk, [network.folder])
