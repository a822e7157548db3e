"""Offices of a network for tests: a desk with its first definitions issued, and enterprises; each made in a moment."""

from __future__ import annotations

from pathlib import Path

from sfph_desktop.core.usecases import desk, desk_members, network_joining, signing_keys
from sfph_desktop.core.usecases import office as offices
from sfph_desktop.core.usecases.office import Office

NETWORK = "Braes Network"
PASSPHRASE = "harbour-lantern-porridge-thistle"


def an_office(folder: Path, name: str, *, is_desk: bool = False) -> Office:
    """A new office of this name, in a folder of its own; close it with `office.store.close()`."""
    folder.mkdir(parents=True, exist_ok=True)
    here = offices.this_machine(folder, key_cost=offices.cheap_key_cost())
    made = offices.create_office(folder / "office.sfph", name=name, passphrase=PASSPHRASE, machine=here, desk=is_desk)
    return made.office


def a_desk(folder: Path, name: str = NETWORK) -> Office:
    """A desk that has issued what is suggested as version 1."""
    made = an_office(folder, name, is_desk=True)
    desk.define_as_suggested(made)
    return made


def definitions_of(office: Office, folder: Path, version: int | None = None) -> Path:
    """The desk's file for its members."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"version-{version or 'newest'}.sfph-definitions"
    desk.write_definitions(office, file, version)
    return file


def heard(office: Office) -> str:
    """What an office reads out."""
    return signing_keys.own_key(office).fingerprint


def joined(member: Office, of: Office, folder: Path) -> None:
    """Both ways: the member has the desk's definitions, the desk the member's keys."""
    network_joining.join(member, definitions_of(of, folder), heard(of))
    desk_members.add_member(of, signing_keys.own_key(member), heard(member))


def next_version(office: Office, folder: Path, *changes: tuple[str, str]) -> Path:
    """A file for the desk's next version: the present one with texts in it put otherwise."""
    folder.mkdir(parents=True, exist_ok=True)
    text = desk.present_toml(office)
    for was, is_ in changes:
        assert was in text, was
        text = text.replace(was, is_, 1)
    file = folder / "next.toml"
    file.write_text(text, encoding="utf-8")
    return file
