"""A quarter at the desk: who has reported, and what is odd in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from sfph_desktop.core.domain.desks import Member, ReceivedReturn, counting
from sfph_desktop.core.domain.network import Definitions, Quarter, Return, ReturnCell, quarter_of, read_quarter
from sfph_desktop.core.domain.publications import Publication
from sfph_desktop.core.usecases.desk import all_definitions
from sfph_desktop.core.usecases.desk_members import members_in
from sfph_desktop.core.usecases.desk_publishing import publications_in, returns_behind
from sfph_desktop.core.usecases.desk_received import (
    content_of,
    counted_returns,
    received_returns,
)
from sfph_desktop.core.usecases.network_role import require_desk
from sfph_desktop.core.usecases.office import Office

if TYPE_CHECKING:
    from sfph_desktop.core.store.unit_of_work import Connection

JUMP = Decimal(2)
"""A figure that is more than so many times what it was, or less than one in so many, is odd."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """One member in one quarter."""

    member: Member
    received_on: date | None = None
    """None: nothing has come yet."""
    sequence: int = 0
    earlier: int = 0
    """Returns of this quarter that this one took the place of."""
    sample: bool = False
    late: bool = False
    """It came after the quarter was published, and is not counted in what was."""
    odd: tuple[str, ...] = ()
    """What the desk should ask about, in sentences."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskQuarter:
    """A quarter as it stands."""

    quarter: Quarter
    definitions: Definitions | None
    """None: nothing was asked for this quarter."""
    reported: tuple[Reported, ...]
    """The members: those whose return is awaited, then those with something to ask about, then the others, by name."""
    published: Publication | None = None
    """The last edition; None: nothing was published of it yet."""

    @property
    def come(self) -> int:
        """How many have reported."""
        return sum(1 for one in self.reported if one.received_on is not None)

    @property
    def late(self) -> int:
        """How many returns came after it was published, and are not counted in what was."""
        return sum(1 for one in self.reported if one.late)


def last_quarter(office: Office) -> Quarter:
    """The last quarter that has ended: the one whose returns are awaited. In a sample: the newest that was reported."""
    if office.info().sample:
        with office.reading() as connection:
            newest = max((one.quarter for one in received_returns(connection)), default="")
        if found := read_quarter(newest):
            return found
    first = quarter_of(office.clock.today()).period.start
    return quarter_of(date.fromordinal(first.toordinal() - 1))


def standing(office: Office, quarter: Quarter) -> DeskQuarter:
    """Who has reported for a quarter, and what is odd beside what they said before."""
    require_desk(office)
    definitions = definitions_of(office, quarter)
    with office.reading() as connection:
        of_each: dict[int, list[ReceivedReturn]] = {}
        for one in received_returns(connection):
            of_each.setdefault(one.member_id, []).append(one)
        members = [
            one for one in members_in(connection) if one.left_on is None or _sent(of_each.get(one.id, ()), quarter)
        ]
        published, late = _published(connection, quarter)
        reported = tuple(
            _reported(connection, of_each.get(one.id, ()), one, quarter, definitions, late) for one in members
        )
    order = sorted(reported, key=_first_to_look_at)
    return DeskQuarter(quarter=quarter, definitions=definitions, reported=tuple(order), published=published)


def _first_to_look_at(one: Reported) -> tuple[bool, bool, str]:
    return one.received_on is not None, not one.odd, one.member.name.casefold()


def definitions_of(office: Office, quarter: Quarter) -> Definitions | None:
    """The version that is used for a quarter; None where nothing was asked for it."""
    return used_for(quarter, all_definitions(office))


def used_for(quarter: Quarter, versions: Iterable[Definitions]) -> Definitions | None:
    """Of these versions the one that is used for a quarter."""
    begun = [one for one in versions if one.first_quarter <= quarter]
    return max(begun, key=lambda one: one.version, default=None)


# --- inside -----------------------------------------------------------------------------------------------------------


def _sent(received: Sequence[ReceivedReturn], quarter: Quarter) -> list[ReceivedReturn]:
    return [one for one in received if one.quarter == str(quarter)]


def _published(connection: Connection, quarter: Quarter) -> tuple[Publication | None, frozenset[int]]:
    """The last edition of a quarter, and the ids of the returns that count now and are not in it."""
    now = counted_returns(connection, quarter)
    before = publications_in(connection, quarter, sample=bool(now) and all(one.sample for one in now))
    if not before:
        return None, frozenset()
    return before[-1], frozenset(one.id for one in now) - returns_behind(connection, before[-1])


def _reported(
    connection: Connection,
    received: Sequence[ReceivedReturn],
    member: Member,
    quarter: Quarter,
    definitions: Definitions | None,
    late: frozenset[int],
) -> Reported:
    """`received` is all that ever came from the member."""
    of_quarter = _sent(received, quarter)
    if not of_quarter:
        return Reported(member=member)
    now = counting(of_quarter)[-1]
    before = [one for one in counting(received) if one.quarter < str(quarter)]
    last = max(before, key=lambda one: one.quarter, default=None)
    content = content_of(connection, now)
    former = content_of(connection, last) if last else None
    return Reported(
        member=member,
        received_on=now.received_on,
        sequence=now.sequence,
        earlier=len(of_quarter) - 1,
        sample=now.sample,
        late=now.id in late,
        odd=tuple(oddities(content, former, definitions)),
    )


def oddities(now: Return, before: Return | None, definitions: Definitions | None) -> Iterator[str]:
    """What the desk should ask about: another name, nothing told, jumps since the last return, what was left out."""
    told = [one for one in now.cells if not one.qualifier]
    if not told:
        yield "Nothing in it is told: every figure is held back or left out."
    asked = {one.id: one for one in definitions.indicators} if definitions else {}
    totals = [one for one in now.cells if not one.group and one.indicator in asked]
    former = {one.indicator: one for one in before.cells if not one.group} if before else {}
    # What a member did not measure before either was asked about then.
    silent = {id_ for id_, one in former.items() if one.qualifier == "not_measured"}
    left_out = [
        asked[one.indicator].name for one in totals if one.qualifier == "not_measured" and one.indicator not in silent
    ]
    if left_out and told:
        more = f" and {len(left_out) - 3} more" if len(left_out) > 3 else ""
        yield f"Not measured{' any more' if before else ''}: {', '.join(left_out[:3])}{more}."
    if before is None:
        return
    if before.member != now.member:
        yield f"It calls itself {now.member}; before it was {before.member}."
    for one in totals:
        earlier = former.get(one.indicator)
        kind = asked[one.indicator].kind
        if earlier is not None and _jumped(kind, one, earlier):
            yield f"{asked[one.indicator].name}: {_said(kind, one)} now, {_said(kind, earlier)} before."


def _jumped(kind: str, now: ReturnCell, before: ReturnCell) -> bool:
    """Whether a figure is so far from what it was that somebody should ask. A share is compared as k of n."""
    if now.value is None or before.value is None:
        return False
    if kind == "mean":
        return now.value * before.value < 0
    one, other = now.value, before.value
    if kind == "share":
        one, other = one / (now.n or 1), other / (before.n or 1)
    return one > JUMP * other or other > JUMP * one


def _said(kind: str, one: ReturnCell) -> str:
    if one.value is None:
        return "held back"
    return f"{one.value:,f}" + (f" of {one.n:,}" if kind == "share" and one.n is not None else "")
