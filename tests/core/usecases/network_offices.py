"""A network's desk and its members, each an office of its own, knowing one another's keys; without a window."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tests.core.usecases.import_offices import new_office

from sfph_desktop.core.domain.desks import DESK, ROLE, Member, MemberKey
from sfph_desktop.core.domain.memberships import AcceptedDesk
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.signing_keys import own_key

JOINED = date(2025, 1, 6)


def named(folder: Path, name: str, *, desk: bool = False) -> Office:
    """An empty office of this name."""
    office = new_office(folder)
    with office.writing("Named the office") as unit:
        unit.set("name", name)
        if desk:
            unit.set(ROLE, DESK)
    return office


def introduce(desk: Office, member: Office) -> int:
    """Let a desk and a member know each other by their keys; the member's id at the desk."""
    theirs, ours = own_key(member), own_key(desk)
    with desk.writing("Added a member") as unit:
        number = unit.add("desk_members", Member(name=theirs.name, joined_on=JOINED))
        unit.add(
            "desk_keys",
            MemberKey(member_id=number, public_key=theirs.public_key, seal_key=theirs.seal_key, accepted_on=JOINED),
        )
    with member.writing("Accepted the desk") as unit:
        unit.add(
            "network_desks",
            AcceptedDesk(network=ours.name, public_key=ours.public_key, seal_key=ours.seal_key, accepted_on=JOINED),
        )
    return number
