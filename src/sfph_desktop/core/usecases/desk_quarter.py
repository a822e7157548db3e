"""A quarter at the desk: who has reported, what is odd in it, what all members come to, and what goes back to them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from sfph_desktop.core.domain.collations import Accepted, Collation
from sfph_desktop.core.domain.desks import Member, ReceivedReturn, counting
from sfph_desktop.core.domain.network import Definitions, Quarter, Return, ReturnCell, quarter_of, read_quarter
from sfph_desktop.core.domain.ports import Progress, silent
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.usecases.desk import all_definitions
from sfph_desktop.core.usecases.desk_members import members_in
from sfph_desktop.core.usecases.desk_packs import WrittenPack, make_packs
from sfph_desktop.core.usecases.done import Done
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

    @property
    def come(self) -> int:
        """How many have reported."""
        return sum(1 for one in self.reported if one.received_on is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class SentBack:
    """What was written for a quarter."""

    packs: tuple[WrittenPack, ...]
    collation: Collation
    files: tuple[Path, ...]
    """The sector report and the open data."""


def last_quarter(office: Office) -> Quarter:
    """The last quarter that has ended: the one whose returns are awaited. In a sample: the newest that was reported."""
    if office.info().sample:
        with office.reading() as connection:
            newest = max((one.quarter for one in _received(connection)), default="")
        if found := read_quarter(newest):
            return found
    first = quarter_of(office.clock.today()).period.start
    return quarter_of(date.fromordinal(first.toordinal() - 1))


def standing(office: Office, quarter: Quarter) -> DeskQuarter:
    """Who has reported for a quarter, and what is odd beside what they said before."""
    require_desk(office)
    definitions = definitions_of(office, quarter)
    with office.reading() as connection:
        received = _received(connection)
        members = [one for one in members_in(connection) if one.left_on is None or _sent(received, one, quarter)]
        reported = tuple(_reported(connection, received, one, quarter, definitions) for one in members)
    order = sorted(reported, key=_first_to_look_at)
    return DeskQuarter(quarter=quarter, definitions=definitions, reported=tuple(order))


def _first_to_look_at(one: Reported) -> tuple[bool, bool, str]:
    return one.received_on is not None, not one.odd, one.member.name.casefold()


def definitions_of(office: Office, quarter: Quarter) -> Definitions | None:
    """The version that is used for a quarter; None where nothing was asked for it."""
    begun = [one for one in all_definitions(office) if one.first_quarter <= quarter]
    return max(begun, key=lambda one: one.version, default=None)


def accepted(office: Office, quarter: Quarter) -> Iterator[Accepted]:
    """The returns of a quarter that count, as they are collated.

    Invented ones count among themselves alone: as soon as one real return is there, none of them does.
    """
    require_desk(office)
    with office.reading() as connection:
        found = [one for one in counting(_received(connection)) if one.quarter == str(quarter)]
        for one in [one for one in found if not one.sample] or found:
            yield _accepted(one, _content(connection, one))


def collated(office: Office, quarter: Quarter, *, engine: str = "duckdb") -> Collation:
    """What a quarter comes to. Raises UserCanFix where nothing was asked for, or nobody has reported."""
    from sfph_desktop.core.usecases.desk_collation import collate

    definitions, given = _given(office, quarter)
    return collate(given, definitions, quarter, engine=engine)


def _given(office: Office, quarter: Quarter) -> tuple[Definitions, list[Accepted]]:
    definitions, given = definitions_of(office, quarter), list(accepted(office, quarter))
    if definitions is None or not given:
        raise UserCanFix(
            what=f"There is no return for {quarter.words} yet." if definitions else f"Nothing was asked for {quarter}.",
            do="Take returns in first: sfph network receive FILE...",
        )
    return definitions, given


def send_back(
    office: Office, quarter: Quarter, folder: Path, *, engine: str = "duckdb", progress: Progress = silent
) -> Done[SentBack]:
    """Collate a quarter and write a pack for each member, the sector report and the open data into a folder.

    Raises UserCanFix as `collated` does, or where the folder cannot be written to.
    """
    from sfph_desktop.core.usecases.desk_report import write_open_data, write_report

    progress(0, 3, "collating the returns")
    definitions, given = _given(office, quarter)
    found = collated(office, quarter, engine=engine)
    told = {int(member): lines for member, lines in found.benchmarks.items()}
    progress(1, 3, "writing the packs")
    sample = any(one.sent.sample for one in given)
    done = make_packs(office, quarter, told, definitions.version, folder, sample=sample, progress=progress)
    progress(2, 3, "writing the sector report")
    report = write_report(office, found, given, definitions, folder / f"sector-report-{quarter}.pdf")
    files = (report, write_open_data(found, folder / f"open-data-{quarter}.csv", sample=sample or office.info().sample))
    value = SentBack(packs=done.value, collation=found, files=files)
    return Done(value=value, changed=done.changed, unit_id=done.unit_id, why=done.why)


# --- inside -----------------------------------------------------------------------------------------------------------


def _received(connection: Connection) -> tuple[ReceivedReturn, ...]:
    from sfph_desktop.core.store.queries.values import values_of

    found: tuple[ReceivedReturn, ...] = values_of(connection, "desk_returns")
    return found


def _sent(received: Sequence[ReceivedReturn], member: Member, quarter: Quarter) -> list[ReceivedReturn]:
    return [one for one in received if one.member_id == member.id and one.quarter == str(quarter)]


def _content(connection: Connection, one: ReceivedReturn) -> Return:
    from sfph_desktop.core.interchange.return_file import read_container
    from sfph_desktop.core.store.queries.desk import return_content

    return read_container(return_content(connection, one.id))[0]


def _accepted(one: ReceivedReturn, sent: Return) -> Accepted:
    said = {fact.field: fact.value for fact in sent.organisation if not fact.qualifier}
    return Accepted(
        member=str(one.member_id),
        number=one.id,
        sent=sent,
        size=said.get("size", ""),
        area=said.get("area", ""),
        client_groups=tuple(said.get("client_groups", "").split()),
    )


def _reported(
    connection: Connection,
    received: Sequence[ReceivedReturn],
    member: Member,
    quarter: Quarter,
    definitions: Definitions | None,
) -> Reported:
    of_quarter = _sent(received, member, quarter)
    if not of_quarter:
        return Reported(member=member)
    now = counting(of_quarter)[-1]
    before = [one for one in counting(received) if one.member_id == member.id and one.quarter < str(quarter)]
    last = max(before, key=lambda one: one.quarter, default=None)
    content = _content(connection, now)
    former = _content(connection, last) if last else None
    return Reported(
        member=member,
        received_on=now.received_on,
        sequence=now.sequence,
        earlier=len(of_quarter) - 1,
        sample=now.sample,
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
