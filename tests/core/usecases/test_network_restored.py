"""A member's store is brought back from a backup: the desk says where it is, and the member goes on from there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.journeys.network_stage import QUARTER, Network

from sfph_desktop.core.domain.network import Quarter
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.usecases import backup, desk_receiving, history, network_restored, return_ledger
from sfph_desktop.core.usecases.network_return import Opened, receipts
from sfph_desktop.core.usecases.office import Office, close_office, open_office
from sfph_desktop.core.usecases.return_making import make_return
from sfph_desktop.core.usecases.return_to import sending

NAME = "Swift Couriers"
PASSPHRASE = "harbour lantern porridge thistle"


@pytest.fixture
def network(tmp_path: Path) -> Iterator[Network]:
    made = Network(tmp_path)
    yield made
    made.close()


def restored(network: Network, people: int) -> tuple[Office, Path]:
    """A member whose first return is at the desk and forgotten by the member itself; the file of it."""
    office = network.member(NAME, people=people)
    kept = Path(backup.back_up(office, network.folder / "kept.sfphbackup").value.path)
    file = network.returned(NAME)
    assert fate(network, file)[0] == "taken"
    path, machine = office.store.path, office.machine
    close_office(office, backup=False)
    backup.restore(kept, path, PASSPHRASE, machine)
    network.members[NAME] = open_office(path, passphrase=PASSPHRASE, machine=machine)
    return network.members[NAME], file


def fate(network: Network, file: Path) -> tuple[str, str]:
    (found,) = desk_receiving.receive(network.desk, [file]).value
    return found.fate, found.why


def made(network: Network, office: Office, quarter: Quarter, name: str) -> tuple[Path, int]:
    out = network.folder / f"{name}.sfph-return"
    return out, make_return(office, sending(office, quarter), quarter, out).value.receipt.sequence


def test_a_return_that_was_sent_is_brought_back_and_judges_the_next(network: Network) -> None:
    office, file = restored(network, people=40)
    done = network_restored.bring_back(office, [file])
    assert [one.sequence for one in done.value.returns] == [1]
    assert done.value.told > 0
    with office.reading() as connection:
        known = return_ledger.ledger(connection)
    assert sum(len(cells) for id_, cells in known.items() if id_ == receipts(office)[-1].id) == done.value.told
    assert not network_restored.bring_back(office, [file]).value.returns, "the same again changes nothing"

    out, number = made(network, office, QUARTER, "the-same")
    assert (number, out.read_bytes()) == (1, file.read_bytes()), "the quarter that the desk has is the very file it has"
    out, number = made(network, office, QUARTER.before, "next")
    assert (number, fate(network, out)[0]) == (2, "taken")


def test_a_return_is_brought_back_as_it_was_read_whatever_its_file_becomes(
    network: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    office, file = restored(network, people=0)
    sent, open_return = file.read_bytes(), network_restored.open_return

    def opened(of: Office, file: Path) -> Opened:
        found = open_return(of, file)
        file.write_bytes(b"half")  # another program puts something else there
        return found

    monkeypatch.setattr(network_restored, "open_return", opened)
    network_restored.bring_back(office, [file])
    assert receipts(office)[-1].content == sent


def test_one_that_was_refused_meanwhile_does_not_stand_in_the_way(network: Network) -> None:
    office, file = restored(network, people=0)
    again, number = made(network, office, QUARTER.before, "again")
    assert number == 1
    refused, why = fate(network, again)
    assert refused == "refused"
    assert "1 is the highest number of theirs here" in why
    network_restored.bring_back(office, [file])
    out, number = made(network, office, QUARTER.before, "next")
    assert (number, fate(network, out)[0]) == (2, "taken")
    assert fate(network, again)[0] == "refused", "what was refused stays so"


def test_where_the_files_are_lost_going_on_is_somebodys_choice(network: Network) -> None:
    office, _file = restored(network, people=0)
    again, _ = made(network, office, QUARTER.before, "again")
    assert fate(network, again)[0] == "refused"
    for wrong in (0, 1, 1002):
        with pytest.raises(UserCanFix, match="cannot be number"):
            network_restored.carry_on(office, wrong, files_are_lost=True)
    with pytest.raises(UserCanFix, match="not done unasked"):
        network_restored.carry_on(office, 3, files_are_lost=False)
    assert network_restored.carry_on(office, 3, files_are_lost=True).value == 4
    assert "its file is lost" in history.recent(office)[0].why
    out, number = made(network, office, QUARTER.before, "next")
    assert (number, fate(network, out)[0]) == (4, "taken")
    assert made(network, office, QUARTER.before, "same") == (network.folder / "same.sfph-return", 4)


def test_only_our_own_returns_are_brought_back(network: Network) -> None:
    office = network.member(NAME, people=0)
    network.member("The Long Table", people=0)
    theirs = network.returned("The Long Table")
    broken = network.folder / "broken.sfph-return"
    broken.write_bytes(network.returned(NAME).read_bytes()[:-20])
    for file in (theirs, broken):
        with pytest.raises(UserCanFix, match="cannot be opened here"):
            network_restored.bring_back(office, [file])
    assert len(receipts(office)) == 1
