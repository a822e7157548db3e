"""The folder that is looked into: what comes in from it at the desk, what a member is told, and what never happens."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.core.usecases.desk_offices import an_office, definitions_of, heard, joined, next_version
from tests.core.usecases.network_offices import introduce, named
from tests.core.usecases.test_packs import LINE
from tests.core.usecases.test_packs import QUARTER as PACKED
from tests.journeys.network_stage import QUARTER, Network

from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.watching import FolderLook, Lying, RememberedFile
from sfph_desktop.core.usecases import (
    benchmarks,
    desk,
    desk_members,
    folder_fates,
    history,
    network_folder,
    network_joining,
    signing_keys,
)
from sfph_desktop.core.usecases.desk_packs import make_packs
from sfph_desktop.core.usecases.folder_fates import news
from sfph_desktop.core.usecases.office import Office, close_office


class Watcher:
    """What the window does at each tick, by hand."""

    def __init__(self, office: Office, folder: Path) -> None:
        folder.mkdir(exist_ok=True)
        self.office, self.folder = office, folder
        self.at = network_folder.watch_folder(office, folder).value
        self.seen: FolderLook | None = None
        self.unit = 0

    def look(self) -> tuple[RememberedFile, ...]:
        self.at = network_folder.known_now(self.office, self.at)
        found = network_folder.look(self.at, self.seen)
        self.seen = found.look
        if not found.read:
            return ()
        done = folder_fates.judge(self.office, self.at, found)
        self.at, self.unit = done.value.at, done.unit_id or self.unit
        return done.value.told

    def told(self) -> list[tuple[str, str]]:
        """What two looks tell: by the second, everything lies still."""
        return [(one.name, one.fate) for one in (*self.look(), *self.look())]


@pytest.fixture
def network(tmp_path: Path) -> Iterator[Network]:
    made = Network(tmp_path / "network")
    yield made
    for office in (made.desk, *made.members.values()):
        close_office(office, backup=False)


def test_returns_come_in_by_themselves_and_are_told_once(network: Network, tmp_path: Path) -> None:
    network.member("North Kitchen", people=0)
    good = network.returned("North Kitchen").read_bytes()
    at = Watcher(network.desk, tmp_path / "shared")
    lies = at.folder / "north.sfph-return"
    lies.write_bytes(good[:-100])
    assert at.look() == ()
    lies.write_bytes(good)  # it was still being written
    assert at.look() == ()
    assert [(one.name, one.fate, one.why, one.number) for one in at.look()] == [
        ("north.sfph-return", "taken", f"North Kitchen, {QUARTER.words}", 1)
    ]
    assert at.unit and desk_members.members_listed(network.desk)[0].newest_quarter == str(QUARTER)
    assert at.told() == []
    os.utime(lies, (1, 1))  # a program that syncs has touched it
    (at.folder / "copy.sfph-return").write_bytes(good)
    assert at.told() == []
    assert [one.fate for one in folder_fates.came(network.desk).value] == ["taken", "already"]
    history.undo(network.desk, at.unit)
    assert at.told() == [] and not desk_members.members_listed(network.desk)[0].newest_quarter
    assert sorted(one.name for one in at.folder.iterdir()) == ["copy.sfph-return", "north.sfph-return"]
    assert lies.read_bytes() == good


def test_a_refusal_is_kept_until_the_desk_knows_more(network: Network, tmp_path: Path) -> None:
    stranger = an_office(tmp_path / "stranger", "South Works")
    network_joining.join(stranger, definitions_of(network.desk, tmp_path), heard(network.desk))
    network.members["South Works"] = stranger
    at = Watcher(network.desk, tmp_path / "shared")
    network.returned("South Works").rename(at.folder / "south.sfph-return")
    (at.folder / "torn.sfph-return").write_bytes(b"not sealed at all")
    (at.folder / "big.sfph-return").touch()
    os.truncate(at.folder / "big.sfph-return", 2**33)
    assert at.told() == [(f"{name}.sfph-return", "refused") for name in ("big", "south", "torn")]
    reasons = {one.file: one.why for one in folder_fates.came(network.desk).value}
    assert "nobody who is a member" in reasons["south.sfph-return"] and "larger than" in reasons["big.sfph-return"]
    again = Watcher(network.desk, at.folder)  # the program was closed and opened
    assert again.told() == [] and network_folder.look(again.at, again.seen).read == ()
    desk_members.add_member(network.desk, signing_keys.own_key(stranger), heard(stranger))
    assert again.told() == [("south.sfph-return", "taken")]


@pytest.fixture
def bare(tmp_path: Path) -> Iterator[Office]:
    made = an_office(tmp_path / "desk", "Braes Network", is_desk=True)
    yield made
    close_office(made, backup=False)


@pytest.mark.skipif(os.name == "nt", reason="links, pipes and such names are not had there")
def test_what_others_put_there_is_told_plainly_and_opens_nothing(bare: Office, tmp_path: Path) -> None:
    at = Watcher(bare, tmp_path / "shared")
    (tmp_path / "secret").write_bytes(b"secret")
    (at.folder / "link.sfph-return").symlink_to(tmp_path / "secret")
    os.mkfifo(at.folder / "pipe.sfph-return")
    (at.folder / "inside.sfph-return").mkdir()
    Path(os.fsdecode(os.fsencode(at.folder) + b"/bad \xff\n\xe2\x80\xae.sfph-return")).write_bytes(b"x")
    os.utime(at.folder / "inside.sfph-return", ns=(0, 2**62))
    told = dict(at.told())
    assert told == dict.fromkeys(
        ("bad □□□.sfph-return", "inside.sfph-return", "link.sfph-return", "pipe.sfph-return"), "refused"
    )
    reasons = " ".join(one.why for one in folder_fates.came(bare).value)
    assert "a link to another place" in reasons and "a folder, not a file" in reasons and "secret" not in reasons


def test_a_file_nobody_may_read_is_told_once_and_tried_again(
    bare: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = Watcher(bare, tmp_path / "shared")
    (at.folder / "held.sfph-return").write_bytes(b"x")
    read = network_folder.watched.read_lying

    def held(*_: object) -> bytes:
        raise PermissionError(13, "held by another program")

    monkeypatch.setattr(network_folder.watched, "read_lying", held)
    assert at.told() == [("held.sfph-return", "unread")] and at.told() == []
    monkeypatch.setattr(network_folder.watched, "read_lying", read)
    assert at.told() == [("held.sfph-return", "refused")]


def test_files_that_nobody_may_read_keep_no_other_from_being_tried(
    bare: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = Watcher(bare, tmp_path / "shared")
    for number in range(network_folder.MOST_AT_ONCE + 5):
        (at.folder / f"{number:03}.sfph-return").write_bytes(b"x")
    read, last = network_folder.watched.read_lying, f"{network_folder.MOST_AT_ONCE + 4:03}.sfph-return"
    free: set[str] = set()

    def held(folder: str, lying: Lying) -> bytes:
        if lying.name not in free:
            raise PermissionError(13, "held by another program")
        return read(folder, lying)

    monkeypatch.setattr(network_folder.watched, "read_lying", held)
    at.told(), at.told()  # all of them have been tried
    free.add(last)
    assert [(one.name, one.fate) for _ in range(30) for one in at.look()] == [(last, "refused")]


def test_many_files_come_in_by_parts_and_a_stick_that_is_taken_out_is_waited_for(bare: Office, tmp_path: Path) -> None:
    at = Watcher(bare, tmp_path / "stick")
    for number in range(network_folder.MOST_AT_ONCE + 5):
        (at.folder / f"{number:03}.sfph-return").write_bytes(b"x")
    assert at.look() == ()
    found = network_folder.look(at.at, at.seen)
    assert (len(found.read), found.waiting) == (network_folder.MOST_AT_ONCE, 5)
    assert len(at.look()) == network_folder.MOST_AT_ONCE and len(at.look()) == 5
    away = at.folder.rename(tmp_path / "away")
    assert at.told() == [] and at.seen is not None and "not there" in at.seen.gone
    away.rename(at.folder)
    assert at.told() == [] and at.seen.gone == ""


def test_a_member_is_told_of_what_came_and_takes_it_in_itself(tmp_path: Path) -> None:
    at_desk, member = named(tmp_path / "desk", "The network", desk=True), named(tmp_path / "cafe", "Corner Cafe")
    other = named(tmp_path / "other", "Other")
    ids = introduce(at_desk, member), introduce(at_desk, other)
    files = {
        one.member: one.file for one in make_packs(at_desk, PACKED, dict.fromkeys(ids, (LINE,)), 1, tmp_path).value
    }
    at = Watcher(member, tmp_path / "shared")
    mine, theirs = (files[name].read_bytes() for name in ("Corner Cafe", "Other"))  # type: ignore[union-attr]
    (at.folder / "mine.sfph-pack").write_bytes(mine)
    (at.folder / "theirs.sfph-pack").write_bytes(theirs)
    (at.folder / "theirs.sfph-return").write_bytes(b"of another member")
    assert at.told() == [("mine.sfph-pack", "new")]  # what is for others is none of our business
    assert [(one.file, one.words) for one in news(at.at, at.seen)] == [
        ("mine.sfph-pack", f"The pack for {PACKED.words}")
    ]
    assert benchmarks.benchmark_page(member) is None  # it is told, and nothing more
    benchmarks.take_pack(member, at.folder / "mine.sfph-pack")
    assert at.told() == [] and news(at.at, at.seen) == ()
    for office in (at_desk, member, other):
        close_office(office, backup=False)


def test_new_questions_are_told_and_no_key_is_trusted_by_itself(network: Network, tmp_path: Path) -> None:
    member = an_office(tmp_path / "member", "Corner Cafe")
    at = Watcher(member, tmp_path / "shared")
    first = definitions_of(network.desk, tmp_path).rename(at.folder / "ask.sfph-definitions")
    assert at.told() == [("ask.sfph-definitions", "new")]
    assert "in no network yet" in news(at.at, at.seen)[0].words
    joined(member, network.desk, tmp_path)
    assert at.told() == [] and news(at.at, at.seen) == ()
    desk.define(network.desk, next_version(network.desk, tmp_path, ("threshold = 10", "threshold = 12")))
    definitions_of(network.desk, tmp_path).replace(first)
    assert at.told() == [("ask.sfph-definitions", "new")]
    impostor = named(tmp_path / "impostor", "Fit for Purpose Network", desk=True)
    desk.define_as_suggested(impostor)
    definitions_of(impostor, tmp_path).rename(at.folder / "false.sfph-definitions")
    assert at.told() == [("false.sfph-definitions", "new")]
    assert any("a key that you have not accepted" in one.words for one in news(at.at, at.seen))
    with pytest.raises(UserCanFix, match="another key"):
        network_joining.join(member, at.folder / "false.sfph-definitions")
    assert network_joining.join(member, first).value.definitions.version == 2
    assert at.told() == [] and [one.file for one in news(at.at, at.seen)] == ["false.sfph-definitions"]
    for office in (member, impostor):
        close_office(office, backup=False)


def test_no_folder_is_looked_into_until_one_is_named(tmp_path: Path) -> None:
    office = an_office(tmp_path / "office", "Corner Cafe")
    assert not network_folder.watching(office).folder and network_folder.return_place(office, QUARTER) is None
    with pytest.raises(UserCanFix, match="no folder"):
        network_folder.watch_folder(office, tmp_path / "nowhere")
    with pytest.raises(UserCanFix, match="No folder"):
        folder_fates.look_now(office)
    stick = tmp_path / "stick"
    stick.mkdir()
    network_folder.watch_folder(office, stick)
    assert network_folder.return_place(office, QUARTER) == stick / "Corner Cafe 2026Q1.sfph-return"
    stick.rmdir()
    with pytest.raises(UserCanFix, match="not there now"):
        network_folder.return_place(office, QUARTER)
    assert network_folder.watch_no_more(office).value == str(stick)
    assert not network_folder.watching(office).folder
    close_office(office, backup=False)


def test_a_new_office_in_the_place_of_one_that_is_gone_looks_into_no_folder(tmp_path: Path) -> None:
    first = an_office(tmp_path / "here", "Corner Cafe")
    network_folder.watch_folder(first, tmp_path)
    close_office(first, backup=False)
    first.store.path.unlink()
    made = an_office(tmp_path / "here", "North Kitchen")
    assert not network_folder.watching(made).folder
    close_office(made, backup=False)


def test_members_whose_names_differ_in_signs_alone_or_at_their_end_share_no_file() -> None:
    long = "The Community Transport and Befriending Partnership of the Northern Highlands"
    names = ("St Mary's", "St Mary s", "St. Mary’s", f"{long}, Wick", f"{long}, Thurso", "!", "?")
    made = [network_folder.return_name(one, "2026Q1") for one in names]
    assert len({one.casefold() for one in made}) == len(names) and all(len(one) < 80 for one in made)
    assert made[1] == "St Mary s 2026Q1" and not [one for one in "".join(made) if not one.isalnum() and one not in " -"]
