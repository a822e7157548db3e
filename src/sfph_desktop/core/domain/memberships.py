"""Being a member of a network: its desk by its keys, its definitions, who we are to it, what was sent and came back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Protocol, TypeVar

from sfph_desktop.core.domain.network import Qualifier, Quarter, Window

OWN = "own:"
"""How the ids of a member's own indicators begin: no desk may issue one."""

CLIENT_GROUPS: dict[str, str] = {
    "older_people": "older people",
    "mental_health": "people with mental ill health",
    "learning_disability": "people with a learning disability",
    "physical_disability": "people with a physical disability or a sensory loss",
    "long_term_conditions": "people with long-term conditions",
    "dementia": "people with dementia",
    "carers": "unpaid carers",
    "children_families": "children, young people and families",
    "addictions": "people who use or used alcohol or drugs",
    "justice": "people with experience of the justice system",
    "homelessness": "people without a home of their own",
    "employability": "people far from work",
    "anybody": "anybody in the community",
}
"""Whom a member supports, in words; a member names one or more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptedDesk:
    """The desk of a network, accepted by somebody who heard its fingerprint; the present one has no `left_on`."""

    id: int = 0
    network: str
    """The network's name, as its newest definitions give it."""
    public_key: str
    """The key it signs with, as printed: 13 groups."""
    seal_key: str
    """The key that what is for it is sealed with (`age1...`)."""
    accepted_on: date
    accepted_by: str = ""
    left_on: date | None = None
    """Since then it is not our network's desk any more: we left, or the network has another key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenDefinitions:
    """A version of the desk's definitions that was checked and taken in."""

    id: int = 0
    desk_id: int
    version: int
    first_quarter: str
    """The first quarter it is used for: `2026Q1`."""
    digest: str
    """SHA-256 of the file."""
    taken_on: date
    content: str
    """The file itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MembershipProfile:
    """What the network knows of us besides figures; there is one. Our size follows from the workforce that is kept."""

    id: int = 0
    member_name: str = ""
    """As the network knows us; blank: the enterprise's own name."""
    legal_form: str = ""
    """A code of the list `legal_forms`."""
    council: str = ""
    """The council where the enterprise is: a code of the list `local_authorities`."""
    health_board: str = ""
    """A code of the list `health_boards`."""
    client_groups: str = ""
    """Ids of `CLIENT_GROUPS` with blanks between them."""
    established: int | None = None
    """The year in which it began."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorMapping:
    """A network's indicator answered by another measure of ours than the one its definitions name."""

    id: int = 0
    indicator: str
    """The network's id."""
    measure: str
    """In the words of `NetworkIndicator.measure`; blank: this enterprise does not measure it."""
    note: str = ""
    """Why, in the member's own words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SentReturn:
    """A return that was made for a desk, with the sealed file itself: the same again is the same file again."""

    id: int = 0
    desk_id: int
    quarter: str
    sequence: int
    """Counts the different returns to this desk from 1."""
    definitions: int
    digest: str
    """SHA-256 of what is in it, before it is sealed."""
    made_on: date
    sample: bool = False
    content: bytes
    """The sealed file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Released:
    """One cell of a return as it left: the ledger that later returns are judged with. To whom: by its return."""

    id: int = 0
    sent_id: int
    quarter: str
    indicator: str
    group_kind: str = ""
    """Blank for the total, else one of `GROUPS`."""
    group_value: str = ""
    window: Window
    n: int | None = None
    value: Decimal | None = None
    qualifier: Qualifier = ""
    true_n: int | None = None
    """The people there truly were; None where the cell is of nobody. It stays here: no file holds it."""
    true_k: int | None = None
    """Of a share, how many of them counted in truth."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenPack:
    """A pack of the desk that was checked and taken in, whole."""

    id: int = 0
    desk_id: int
    quarter: str
    sequence: int
    digest: str
    """SHA-256 of the content."""
    file: str
    taken_on: date
    content: bytes
    """What was in it, opened."""


class _Version(Protocol):
    @property
    def version(self) -> int: ...
    @property
    def first_quarter(self) -> str: ...


_V = TypeVar("_V", bound=_Version)


def used_for(versions: Sequence[_V], quarter: Quarter) -> _V | None:
    """The version of the definitions that is used for a quarter: the newest that had begun by then; None if none had.

    Quarters as they are written (`2026Q1`) stand in their own order.
    """
    begun = [one for one in versions if one.first_quarter <= str(quarter)]
    return max(begun, key=lambda one: one.version, default=None)


def client_groups(text: str) -> tuple[str, ...]:
    """The ids in a profile's client groups."""
    return tuple(text.split())
