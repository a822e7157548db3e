"""What earlier returns told of a fact that counts people, so that a later one does not tell of one by the change.

Facts are in no ledger as cells are; each return is sealed for its sender as well, so what it told is read from itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sfph_desktop.core.domain.memberships import SentReturn
from sfph_desktop.core.domain.network import Quarter
from sfph_desktop.core.usecases.office import Office


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldCount:
    """A count of people that left in a return."""

    quarter: str
    people: int


def told_counts(office: Office, field: str) -> tuple[ToldCount, ...]:
    """What every return, to whichever desk, told of this fact, the newest first; those that held it back are left out.

    A return that cannot be opened here any more, of an office whose key is another by now, tells nothing.
    """
    from sfph_desktop.core.interchange.return_file import read_kept
    from sfph_desktop.core.store import sealing
    from sfph_desktop.core.store.queries.values import values_of

    with office.reading() as connection:
        identity = sealing.own_identity(connection)
        sent: tuple[SentReturn, ...] = values_of(connection, "network_sent")
    found = []
    for one in sorted(sent, key=lambda one: one.id, reverse=True):
        whole = None if identity is None else sealing.opened(one.content, identity)
        facts = () if whole is None else read_kept(whole).organisation
        told = [fact.value for fact in facts if fact.field == field and fact.value.isdecimal()]
        found += [ToldCount(quarter=one.quarter, people=int(value)) for value in told]
    return tuple(found)


def as_told(people: int, told: Sequence[ToldCount], quarter: Quarter, threshold: int) -> int:
    """The count as it may be told: itself, or one that was told before from which it differs by fewer than may be told.

    What the same quarter told comes first, so that the same records give the same return; else the nearest.
    """
    near = [one for one in told if abs(one.people - people) < threshold]
    own = [one for one in near if one.quarter == str(quarter)]
    if own:
        return own[0].people
    return min((one.people for one in near), key=lambda was: (abs(was - people), was), default=people)
