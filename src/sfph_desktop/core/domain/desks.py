"""The network's desk: its members by their keys, the definitions it issued, what came in, what went out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

ROLE = "role"
"""The setting that says what an office is."""
DESK = "desk"
"""What it says in a network's desk; an enterprise's office has no such setting."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """An enterprise that is a member. It stays the same under another name: it is known by its keys."""

    id: int = 0
    name: str
    earlier_names: str = ""
    """Names of before, the newest first, one a line."""
    joined_on: date
    left_on: date | None = None
    # What its own newest return says of it; blank until then.
    legal_form: str = ""
    council: str = ""
    health_board: str = ""
    client_groups: str = ""
    """Ids of `memberships.CLIENT_GROUPS` with blanks between them."""
    established: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberKey:
    """The keys of a member, accepted by somebody who heard its fingerprint; a newer one retires the older."""

    id: int = 0
    member_id: int
    public_key: str
    """The key it signs with, as printed."""
    seal_key: str
    """The key that what is for it is sealed with."""
    accepted_on: date
    accepted_by: str = ""
    retired_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedDefinitions:
    """A version of the definitions as it was signed: it is the same file for ever."""

    id: int = 0
    version: int
    first_quarter: str
    """The first quarter it is used for: `2026Q1`."""
    issued_on: date
    digest: str
    """SHA-256 of the file."""
    content: str
    """The file itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedReturn:
    """A return that was checked and taken in; its bytes are a record of their own (`ReturnContent`)."""

    id: int = 0
    member_id: int
    key_id: int
    """The member's key it was signed with: numbers count by key, for a member with a new store begins again at 1."""
    quarter: str
    sequence: int
    definitions: int
    digest: str
    """SHA-256 of the opened container."""
    file: str
    received_on: date
    sample: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnContent:
    """The opened container of a return that was taken in."""

    id: int = 0
    return_id: int
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class MadePack:
    """A pack that was made for a member; its sealed file is a record of its own (`PackContent`)."""

    id: int = 0
    member_id: int
    quarter: str
    sequence: int
    """Counts the different packs for this member from 1."""
    digest: str
    """SHA-256 of what is in it, before it is sealed."""
    made_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class PackContent:
    """The sealed file of a pack."""

    id: int = 0
    pack_id: int
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeCardKept:
    """A card of good practice in the desk's library: it goes out with every pack until it is withdrawn."""

    id: int = 0
    ref: str
    title: str
    member: str = ""
    """Whose it is, as they wish to be called; blank where they wish not to be."""
    themes: str = ""
    """Ids with blanks between them."""
    words: str
    learned: str = ""
    agreed: str = ""
    """How the member, and anybody told of, agreed to its being passed on."""
    published_on: date
    withdrawn_on: date | None = None


def counting(returns: Iterable[ReceivedReturn]) -> tuple[ReceivedReturn, ...]:
    """Of each member and quarter the return that came last: the others have been superseded by it."""
    newest: dict[tuple[int, str], ReceivedReturn] = {}
    for one in sorted(returns, key=lambda one: one.id):
        newest[one.member_id, one.quarter] = one
    return tuple(sorted(newest.values(), key=lambda one: one.id))


def live_key(keys: Sequence[MemberKey], member_id: int) -> MemberKey | None:
    """The keys a member uses now; None where they were retired and no newer ones accepted."""
    live = [one for one in keys if one.member_id == member_id and one.retired_on is None]
    return live[-1] if live else None


def called(member: Member, name: str) -> Member:
    """The member under the name it has now; the one it had is kept."""
    if name == member.name or not name:
        return member
    earlier = [member.name, *(one for one in member.earlier_names.splitlines() if one not in {name, member.name})]
    return replace(member, name=name, earlier_names="\n".join(earlier))


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberLine:
    """A member as the desk's list shows it."""

    member: Member
    fingerprint: str = ""
    """Of the key it signs with now; blank where there is none."""
    keys_retired: int = 0
    newest_quarter: str = ""
    """Of the newest return that counts; blank while there is none."""
    returns: int = 0
    words: str = ""
    """Where it stands: `member since 7 April 2026`, `left on ...`, `no key: its returns are refused`."""
