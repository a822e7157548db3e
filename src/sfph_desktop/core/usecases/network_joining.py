"""A member's way into a network: its definitions taken in by the key that was heard, and left again."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from sfph_desktop.core.domain.memberships import AcceptedDesk, TakenDefinitions
from sfph_desktop.core.domain.names import folded
from sfph_desktop.core.domain.network import Definitions
from sfph_desktop.core.domain.network_rules import definitions_problems, meaning_problems, what_changed
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.core.usecases.letters import check_signed
from sfph_desktop.core.usecases.network_known import (
    definitions_of,
    desk_in,
    desks_in,
    require_desk_known,
    taken_of,
)
from sfph_desktop.core.usecases.network_role import DEFINITIONS_PURPOSE, require_enterprise
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.refusals import problem, refused
from sfph_desktop.core.usecases.saved import saved
from sfph_desktop.core.usecases.signing_keys import own_key

if TYPE_CHECKING:
    from sfph_desktop.core.store.unit_of_work import Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """A version of a network's definitions that was taken in."""

    desk: AcceptedDesk
    definitions: Definitions
    checked: tuple[str, ...] = ()
    """What was looked at, in plain words."""
    changed: tuple[str, ...] = ()
    """What is another than before: asked for anew or no more, the network's name, its key."""
    already: bool = False
    """The very file was taken before: nothing has changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DefinitionsFile:
    """A definitions file that was read and whose signature fits, before anything is done with it."""

    definitions: Definitions
    fingerprint: str
    """Of the key it is signed with: to be compared with what the network reads out."""
    content: bytes


def look_into(file: Path) -> DefinitionsFile:
    """What a definitions file says and by whom it is signed. Raises UserCanFix when it is none, or was changed."""
    from sfph_desktop.core.interchange.definitions_file import DEFINITIONS
    from sfph_desktop.core.interchange.spelt import read_bytes

    return look_into_read(read_bytes(DEFINITIONS, file), file.name)


def look_into_read(content: bytes, name: str) -> DefinitionsFile:
    """The same of a file that has been read; `name` is what its refusal calls it."""
    from sfph_desktop.core.interchange.definitions_file import DEFINITIONS
    from sfph_desktop.core.interchange.spelt import read_file
    from sfph_desktop.core.store import sealing, signing

    found, signature = read_file(DEFINITIONS, content, Definitions, name)
    public = _public(found, name)
    check_signed(DEFINITIONS, DEFINITIONS_PURPOSE, found, signature, found.desk_key, name)
    problems = definitions_problems(found)
    if problems or found.version < 1 or not sealing.is_public_key(found.seal_key):
        raise UserCanFix(
            what=f"'{name}' holds definitions that cannot be used.",
            why=str(problems[0]) if problems else "Its number or its key for seals cannot be right.",
            do="Tell the network. Nothing was changed.",
            problems=problems,
        )
    return DefinitionsFile(definitions=found, fingerprint=signing.fingerprint(public), content=content)


def _public(found: Definitions, name: str) -> bytes:
    from sfph_desktop.core.store import signing

    try:
        return signing.read_key(found.desk_key)
    except UserCanFix:
        raise UserCanFix(
            what=f"The key in '{name}' is none.", do="Ask the network for the file once more. Nothing was changed."
        ) from None


def join(office: Office, file: Path, heard: str = "") -> Done[Joined]:
    """Take in a network's definitions: the first time by the fingerprint `heard` from it, later ones by the same key.

    A network that lost its key has another: it is taken for the network again by its fingerprint, heard anew; what was
    sent to the key of before stays in the list of what left. Raises UserCanFix when the file is no such file, was
    changed, is signed with another key than the one accepted, is older than what is here, gives an id another meaning,
    or is of another network than ours.
    """
    require_enterprise(office)
    found = look_into(file)
    definitions = found.definitions
    if definitions.desk_key == own_key(office).public_key:
        raise UserCanFix(what="These definitions are signed with your own key.", do="Ask the network for theirs.")
    with office.writing("Took in the definitions of a network") as unit:
        before = desk_in(unit.connection)
        if before is not None and before.public_key == definitions.desk_key:
            return _newer(office, unit, before, found)
        changed = _other_key(before, found, heard)
        _check_heard(found, heard)
        return _accept(office, unit, before, found, changed)


def _check_heard(found: DefinitionsFile, heard: str) -> None:
    from sfph_desktop.core.store import signing

    if signing.same_fingerprint(signing.read_key(found.definitions.desk_key), heard):
        return
    if heard.strip():
        reason = "This is not the fingerprint of the key these definitions are signed with."
    else:
        reason = f"The fingerprint of {found.definitions.network} is missing: anybody could have made this file."
    accepted = "the four groups that the network's desk reads out to you, by telephone or in person"
    raise refused((problem("heard", heard, reason, accepted),))


def _other_key(before: AcceptedDesk | None, found: DefinitionsFile, heard: str) -> tuple[str, ...]:
    """What is told of a key in the place of the one accepted; refused where nobody has heard its fingerprint."""
    if before is None:
        return ()
    name = found.definitions.network
    if folded(name) != folded(before.network):
        raise UserCanFix(
            what=f"These are questions of {name}, and you are a member of {before.network}.",
            do="Leave that network first, if you mean to: under Network, or sfph network leave. Nothing was changed.",
        )
    if not heard.strip():
        on = before.accepted_on
        raise UserCanFix(
            what=f"These definitions are signed with another key than that of {before.network} which you accepted.",
            why=f"It has the fingerprint {found.fingerprint}; the one of {on.day} {on:%B %Y} is another. Either "
            "somebody made this file in their name, or the network has lost its key and made a new one.",
            do="Ring the network by a number you knew before. If they read out this very fingerprint, give it along "
            "with the file. Nothing was changed.",
        )
    stays = "What you sent before stays in your list of what left"
    again = "make the return of this quarter again for the new key, if the network asks for it"
    return (f"{name} has a new key. {stays}; {again}.",)


def _accept(
    office: Office, unit: Unit, before: AcceptedDesk | None, found: DefinitionsFile, changed: tuple[str, ...]
) -> Done[Joined]:
    """A desk for the first time, or by a new key in the place of the one there was."""
    today, definitions = office.clock.today(), found.definitions
    if before is not None:
        _check_meaning(definitions, definitions_of(unit.connection, before))
        unit.change("network_desks", replace(before, left_on=today))
    former = next((one for one in desks_in(unit.connection) if one.public_key == definitions.desk_key), None)
    if former is not None:  # left, and joined again: what is sent to it counts on from where it was
        former = replace(former, left_on=None, accepted_on=today, accepted_by=office.who)
        unit.change("network_desks", former)
        return _newer(office, unit, former, found)
    desk = AcceptedDesk(
        network=definitions.network,
        public_key=definitions.desk_key,
        seal_key=definitions.seal_key,
        accepted_on=today,
        accepted_by=office.who,
    )
    desk = replace(desk, id=unit.add("network_desks", desk))
    _keep(office, unit, desk, found)
    unit.why = f"Joined {desk.network}" if before is None else f"Accepted the new key of {desk.network}"
    joined = Joined(desk=desk, definitions=definitions, checked=_checked(definitions), changed=changed)
    return saved(unit, joined, unit.why)


def _newer(office: Office, unit: Unit, desk: AcceptedDesk, found: DefinitionsFile) -> Done[Joined]:
    """A later version, signed by the key that was accepted."""
    definitions = found.definitions
    taken = taken_of(unit.connection, desk)
    last = taken[-1] if taken else None
    if hashlib.sha256(found.content).hexdigest() in {one.digest for one in taken}:
        same = Joined(desk=desk, definitions=definitions, checked=_checked(definitions), already=not unit.changed)
        said = f"Joined {desk.network} again"
        said = said if unit.changed else f"Version {definitions.version} of {desk.network} was taken in before"
        unit.why = said
        return saved(unit, same, said)
    if last is not None and definitions.version <= last.version:
        on = last.taken_on
        raise UserCanFix(
            what=f"These are definitions of version {definitions.version}, and version {last.version} is here already.",
            why=f"Version {last.version} was taken in on {on.day} {on:%B %Y}; an older one does not replace it.",
            do="Ask the network for the newest. Nothing was changed.",
        )
    earlier = definitions_of(unit.connection, desk)
    _check_meaning(definitions, earlier)
    changed = what_changed(definitions, earlier[-1] if earlier else None)
    if definitions.network != desk.network:
        changed = (f"{definitions.network} is the network that was called {desk.network}.", *changed)
    now = replace(desk, network=definitions.network, seal_key=definitions.seal_key)
    if now != desk:
        unit.change("network_desks", now)
    _keep(office, unit, now, found)
    unit.why = f"Took in version {definitions.version} of the questions of {now.network}"
    joined = Joined(desk=now, definitions=definitions, checked=_checked(definitions), changed=changed)
    return saved(unit, joined, unit.why)


def _check_meaning(definitions: Definitions, earlier: tuple[Definitions, ...]) -> None:
    problems = meaning_problems(definitions, earlier)
    if problems:
        raise UserCanFix(
            what=f"Version {definitions.version} gives a name of before another meaning: {problems[0].reason}",
            why="Figures of before and after would be set side by side that are not of the same thing.",
            do="Tell the network: it needs a new id for what is new. Nothing was changed.",
            problems=problems,
        )


def _keep(office: Office, unit: Unit, desk: AcceptedDesk, found: DefinitionsFile) -> None:
    taken = TakenDefinitions(
        desk_id=desk.id,
        version=found.definitions.version,
        first_quarter=str(found.definitions.first_quarter),
        digest=hashlib.sha256(found.content).hexdigest(),
        taken_on=office.clock.today(),
        content=found.content.decode(),
    )
    unit.add("network_definitions", taken)


def _checked(definitions: Definitions) -> tuple[str, ...]:
    return (
        f"They are signed with the key you accepted as that of {definitions.network}.",
        "Nothing in them was changed since they were signed.",
        "No name of before has another meaning.",
        f"They are used from {definitions.first_quarter.words} on.",
    )


def leave_network(office: Office) -> Done[AcceptedDesk]:
    """Leave the network: what was sent stays in the list of what left, and nothing more is made for it."""
    require_enterprise(office)
    with office.writing("Left a network") as unit:
        desk = require_desk_known(desk_in(unit.connection))
        left = replace(desk, left_on=office.clock.today())
        unit.change("network_desks", left)
        unit.why = f"Left {desk.network}"
    return saved(unit, left, unit.why)
