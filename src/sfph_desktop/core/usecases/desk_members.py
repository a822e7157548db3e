"""The desk's members: taken on by their key and what was heard of it, renamed, given a new key, left."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sfph_desktop.core.domain.desks import Member, MemberKey, MemberLine, ReceivedReturn, called, counting, live_key
from sfph_desktop.core.domain.joint import OwnKey
from sfph_desktop.core.domain.names import folded
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.values import said_day
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.core.usecases.network_role import require_desk
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.refusals import gone, problem, refused
from sfph_desktop.core.usecases.saved import saved
from sfph_desktop.core.usecases.signing_keys import own_key

if TYPE_CHECKING:
    from sfph_desktop.core.store.unit_of_work import Connection, Unit


def add_member(office: Office, key: OwnKey, heard: str, *, of: int = 0) -> Done[Member]:
    """Take on a member by its keys and the fingerprint `heard` from it; with `of` as the new keys of that member.

    A key that is known already is the member it belongs to, under whatever name it has now: the name of before is kept.
    One that had left is a member again, by the same keys or by new ones. Raises UserCanFix when the fingerprint is
    another, the key cannot be sealed for, is our own, is retired, or when another member has this name.
    """
    require_desk(office)
    _check_key(office, key, heard)
    with office.writing("Took on a member") as unit:
        known = next((one for one in keys_in(unit.connection) if one.public_key == key.public_key), None)
        if known is not None:
            return _again(unit, known, key, of)
        member = _known(unit.connection, of) if of else _new(unit, key.name, office)
        for one in keys_in(unit.connection):
            if one.member_id == member.id and one.retired_on is None:
                unit.change("desk_keys", replace(one, retired_on=office.clock.today()))
        added = MemberKey(
            member_id=member.id,
            public_key=key.public_key,
            seal_key=key.seal_key,
            accepted_on=office.clock.today(),
            accepted_by=office.who,
        )
        unit.add("desk_keys", added)
        unit.why = f"Accepted new keys of {member.name}" if of else f"Took on {member.name} as a member"
        if member.left_on is not None:  # with the keys of before it would be one again as well
            member = replace(member, left_on=None)
            unit.change("desk_members", member)
            unit.why = f"{member.name} is a member again, with new keys"
    return saved(unit, member, unit.why)


def _check_key(office: Office, key: OwnKey, heard: str) -> None:
    from sfph_desktop.core.store import signing

    if not signing.same_fingerprint(signing.read_key(key.public_key), heard):
        reason = "This is not the fingerprint of the key." if heard.strip() else "The fingerprint is missing."
        accepted = "the four groups that the member reads out to you from their own screen"
        raise refused((problem("heard", heard, reason, accepted),))
    if not key.seal_key:
        raise UserCanFix(
            what="This key file is of before there were seals: nothing can be sealed for its holder.",
            do="Ask the member for the file of their key, from this program as it is now. Nothing was changed.",
        )
    if key.public_key == own_key(office).public_key:
        raise UserCanFix(what="This is the desk's own key.", do="Ask the member for theirs. Nothing was changed.")


def _again(unit: Unit, known: MemberKey, key: OwnKey, of: int) -> Done[Member]:
    member = _known(unit.connection, known.member_id)
    if of and of != member.id:
        raise UserCanFix(what=f"This key is that of {member.name}.", do="Choose that member. Nothing was changed.")
    if known.retired_on is not None:
        raise UserCanFix(
            what=f"This key of {member.name} was retired on {said_day(known.retired_on)}.",
            do="Ask them for the file of the key they use now. Nothing was changed.",
        )
    name = " ".join(key.name.split())
    if name != member.name:
        _check_name(unit.connection, name, but_for=member.id)
    now = called(replace(member, left_on=None), name)
    said = f"{member.name} is a member already"
    if now.name != member.name:
        said = f"{now.name} is the member that was called {member.name}"
    elif now != member:
        said = f"{member.name} is a member again"
    if known.seal_key != key.seal_key:
        unit.change("desk_keys", replace(known, seal_key=key.seal_key))
    unit.change("desk_members", now)
    unit.why = said
    return saved(unit, now, said)


def _new(unit: Unit, name: str, office: Office) -> Member:
    name = " ".join(name.split())
    _check_name(unit.connection, name)
    made = Member(name=name, joined_on=office.clock.today())
    return replace(made, id=unit.add("desk_members", made))


def _check_name(connection: Connection, name: str, but_for: int = 0) -> None:
    if not name:
        raise UserCanFix(what="The member has no name.", do="Ask for a key file with their name in it.")
    same = next((one for one in members_in(connection) if folded(one.name) == folded(name)), None)
    if same is not None and same.id != but_for:
        raise UserCanFix(
            what=f"There is a member called {same.name} already, with another key.",
            why="A key shows who sends: two keys are two members, unless one took the other's place.",
            do="If these are their new keys, accept them as theirs (--of). Otherwise let them send another name.",
        )


# --- changes ----------------------------------------------------------------------------------------------------------


def rename_member(office: Office, member_id: int, name: str) -> Done[Member]:
    """Call a member otherwise; the name of before is kept."""
    require_desk(office)
    name = " ".join(name.split())
    with office.writing("Renamed a member") as unit:
        member = _known(unit.connection, member_id)
        _check_name(unit.connection, name, but_for=member_id)
        now = called(member, name)
        unit.change("desk_members", now)
        unit.why = f"{now.name} is the member that was called {member.name}"
    return saved(unit, now, unit.why)


def retire_key(office: Office, member_id: int) -> Done[Member]:
    """From now on nothing signed with the member's key comes in, as where their laptop was lost."""
    require_desk(office)
    with office.writing("Retired the key of a member") as unit:
        member = _known(unit.connection, member_id)
        key = live_key(keys_in(unit.connection), member_id)
        if key is None:
            return Done(value=member, why=f"{member.name} has no key that is in use")
        unit.change("desk_keys", replace(key, retired_on=office.clock.today()))
        unit.why = f"Retired the key of {member.name}: their returns are refused until a new key is accepted"
    return saved(unit, member, unit.why)


def member_leaves(office: Office, member_id: int) -> Done[Member]:
    """The member leaves today: what it sent stays and counts, and nothing more comes in from it."""
    require_desk(office)
    with office.writing("A member left") as unit:
        member = _known(unit.connection, member_id)
        if member.left_on is not None:
            return Done(value=member, why=f"{member.name} has left already")
        now = replace(member, left_on=office.clock.today())
        unit.change("desk_members", now)
        unit.why = f"{member.name} left the network"
    return saved(unit, now, unit.why)


# --- lists ------------------------------------------------------------------------------------------------------------


def members_in(connection: Connection) -> tuple[Member, ...]:
    """Every member, those who left included."""
    from sfph_desktop.core.store.queries.values import values_of

    found: tuple[Member, ...] = values_of(connection, "desk_members")
    return found


def keys_in(connection: Connection) -> tuple[MemberKey, ...]:
    """Every key that was accepted of a member, retired ones included."""
    from sfph_desktop.core.store.queries.values import values_of

    found: tuple[MemberKey, ...] = values_of(connection, "desk_keys")
    return found


def member_named(office: Office, name: str) -> Member:
    """The member of this name, of one it had before, or of this number. UserCanFix naming those there are."""
    require_desk(office)
    with office.reading() as connection:
        found = members_in(connection)
    wanted = folded(name)
    for one in found:
        if wanted in {folded(one.name), str(one.id)}:
            return one
    for one in found:
        if wanted in {folded(each) for each in one.earlier_names.splitlines()}:
            return one
    there = ", ".join(sorted(one.name for one in found)[:20]) or "none yet"
    raise UserCanFix(what=f"There is no member '{name}'.", do=f"There are: {there}.")


def members_listed(office: Office) -> tuple[MemberLine, ...]:
    """The members as the desk's list shows them, by name; those who left come last."""
    from sfph_desktop.core.store import signing
    from sfph_desktop.core.store.queries.values import values_of

    require_desk(office)
    with office.reading() as connection:
        members, keys = members_in(connection), keys_in(connection)
        received: tuple[ReceivedReturn, ...] = values_of(connection, "desk_returns")
    returns: dict[int, list[str]] = {}
    for one in counting(received):
        returns.setdefault(one.member_id, []).append(one.quarter)
    live = {one.member_id: one for one in keys if one.retired_on is None}
    retired: dict[int, int] = {}
    for key in keys:
        retired[key.member_id] = retired.get(key.member_id, 0) + (key.retired_on is not None)
    lines = [
        MemberLine(
            member=one,
            fingerprint=signing.fingerprint(signing.read_key(live[one.id].public_key)) if one.id in live else "",
            keys_retired=retired.get(one.id, 0),
            newest_quarter=max(returns.get(one.id, [""])),
            returns=len(returns.get(one.id, [])),
            words=_stands(one, one.id in live),
        )
        for one in members
    ]
    return tuple(sorted(lines, key=lambda one: (one.member.left_on is not None, folded(one.member.name))))


def returns_of(office: Office, member_id: int) -> tuple[tuple[ReceivedReturn, bool], ...]:
    """The returns of a member, the newest quarter first, each with whether it counts or a later one took its place."""
    from sfph_desktop.core.store.queries.values import values_of

    require_desk(office)
    with office.reading() as connection:
        received: tuple[ReceivedReturn, ...] = values_of(connection, "desk_returns")
    mine = [one for one in received if one.member_id == member_id]
    count = {one.id for one in counting(mine)}
    newest = sorted(mine, key=lambda one: (one.quarter, one.id), reverse=True)
    return tuple((one, one.id in count) for one in newest)


def _stands(one: Member, keyed: bool) -> str:
    if one.left_on is not None:
        return f"left on {said_day(one.left_on)}"
    if not keyed:
        return "no key in use: its returns are refused"
    return f"member since {said_day(one.joined_on)}"


def _known(connection: Connection, member_id: int) -> Member:
    from sfph_desktop.core.store.queries.values import value

    found: Member | None = value(connection, "desk_members", member_id)
    if found is None:
        raise gone("This member")
    return found
