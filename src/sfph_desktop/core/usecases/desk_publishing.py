"""What the desk has published of a quarter: remembered with its returns, told the same again, or as a new edition."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sfph_desktop.core.domain.collations import Accepted, Collation
from sfph_desktop.core.domain.network import FEWEST_MEMBERS, Benchmark, Definitions, Quarter
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.publications import Publication, PublishedReturn, Told
from sfph_desktop.core.usecases.desk import all_definitions
from sfph_desktop.core.usecases.desk_editions import Edition, first, following, lines_for
from sfph_desktop.core.usecases.desk_received import content_as_accepted, received_returns
from sfph_desktop.core.usecases.office import Office

if TYPE_CHECKING:
    from sfph_desktop.core.store.unit_of_work import Connection, Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Publishing:
    """One edition on its way out."""

    publication: Publication
    returns: tuple[int, ...]
    """Ids of the returns it stands on."""
    definitions: Definitions
    told: Collation
    """As it is told: the figures of the edition; by member its own value by its newest return."""
    facts: tuple[Accepted, ...]
    """The returns whose facts about the enterprises are told."""
    late: int = 0
    """Returns that count now and are not in it."""

    @property
    def new(self) -> bool:
        """Whether it was not published before."""
        return self.publication.id == 0


def publications_in(connection: Connection, quarter: Quarter, *, sample: bool | None = None) -> tuple[Publication, ...]:
    """The editions of a quarter, the first one first; `sample`: of invented returns, or of real ones only."""
    from sfph_desktop.core.store.queries.values import values_of

    every: tuple[Publication, ...] = values_of(connection, "desk_publications")
    found = [one for one in every if one.quarter == str(quarter) and sample in (None, one.sample)]
    return tuple(sorted(found, key=lambda one: one.edition))


def returns_behind(connection: Connection, publication: Publication) -> frozenset[int]:
    """Ids of the returns that an edition stands on."""
    from sfph_desktop.core.store.queries.values import values_of

    every: tuple[PublishedReturn, ...] = values_of(connection, "desk_published")
    return frozenset(one.return_id for one in every if one.publication_id == publication.id)


def publishing(
    office: Office, quarter: Quarter, given: Sequence[Accepted], asked: Definitions, *, anew: bool, engine: str
) -> Publishing:
    """What is published of a quarter: the last edition once more, the first, or with `anew` the one after.

    `given` are the returns that count now, `asked` the definitions of now. Raises UserCanFix where a new edition is
    wished for and nothing in it would be new, or all that is would tell of fewer than five members.
    """
    from sfph_desktop.core.usecases.desk_collation import collate

    sample = any(one.sent.sample for one in given)
    with office.reading() as connection:
        before = publications_in(connection, quarter, sample=sample)
        behind = [returns_behind(connection, one) for one in before]
    ids = tuple(sorted(one.number for one in given))
    if before and not anew:
        return _again(office, quarter, given, before, behind, engine)
    found = collate(given, asked, quarter, engine=engine)
    if not before:
        if anew:
            raise UserCanFix(
                what=f"{quarter.words} was not published yet.", do="Publish it first, without asking for a new edition."
            )
        made = first(given, asked, found)
    else:
        earlier = _editions(office, quarter, before, behind, engine)
        _must_have_come(quarter, given, behind[-1])
        made = following(given, asked, found, earlier)
        _must_be_new(made, earlier[-1])
    publication = Publication(
        quarter=str(quarter),
        edition=len(before) + 1,
        definitions=asked.version,
        members=found.members,
        published_on=office.clock.today(),
        sample=sample,
        held=" ".join(sorted(made.held)),
        facts_held=made.facts_held,
        content=_spelt(made.told),
    )
    facts = _facts(office, (*before, publication), [*behind, frozenset(ids)])
    return Publishing(
        publication=publication, returns=ids, definitions=asked, told=_as_told(made.told, found, found.members),
        facts=facts,
    )  # fmt: skip


def note(unit: Unit, made: Publishing) -> None:
    """Write down what is published, in the unit of work in which it leaves. Nothing where it was published before."""
    if made.new:
        id_ = unit.add("desk_publications", made.publication)
        for return_id in made.returns:
            unit.add("desk_published", PublishedReturn(publication_id=id_, return_id=return_id))


# --- inside -----------------------------------------------------------------------------------------------------------


def _again(
    office: Office,
    quarter: Quarter,
    given: Sequence[Accepted],
    before: Sequence[Publication],
    behind: Sequence[frozenset[int]],
    engine: str,
) -> Publishing:
    """The last edition as it was told; only each member's own value is that of its newest return."""
    from sfph_desktop.core.usecases.desk_collation import collate

    last = before[-1]
    asked = _version(office, last.definitions)
    now = collate(given, asked, quarter, engine=engine)
    return Publishing(
        publication=last,
        returns=tuple(sorted(behind[-1])),
        definitions=asked,
        told=_as_told(_told(last), now, last.members),
        facts=_facts(office, before, behind),
        late=sum(1 for one in given if one.number not in behind[-1]),
    )


def _as_told(told: Told, now: Collation, members: int) -> Collation:
    benchmarks: dict[str, tuple[Benchmark, ...]] = {
        member: lines_for(lines, told) for member, lines in now.benchmarks.items()
    }
    return Collation(
        quarter=now.quarter, members=members, benchmarks=benchmarks, network=told.network, totals=told.totals
    )


def _editions(
    office: Office, quarter: Quarter, before: Sequence[Publication], behind: Sequence[frozenset[int]], engine: str
) -> list[Edition]:
    """The editions of before with all that stands behind them."""
    from sfph_desktop.core.usecases.desk_collation import collate

    made = []
    for one, ids in zip(before, behind, strict=True):
        given, asked = _returns(office, ids), _version(office, one.definitions)
        made.append(
            Edition(
                given=given,
                definitions=asked,
                found=collate(given, asked, quarter, engine=engine),
                told=_told(one),
                held=frozenset(one.held.split()),
                facts_held=one.facts_held,
            )
        )
    return made


def _must_have_come(quarter: Quarter, given: Sequence[Accepted], last: frozenset[int]) -> None:
    come = sum(1 for one in given if one.number not in last)
    if come >= FEWEST_MEMBERS:
        return
    said = {0: "No return has", 1: "One return has"}.get(come, f"{come} returns have")
    raise UserCanFix(
        what=f"There can be no new edition of {quarter.words} yet.",
        why=f"{said} come since it was published, and at least {FEWEST_MEMBERS} must: otherwise whoever has both "
        "editions could take one from the other, and see what a single member sent.",
        do="Write what was published once more, without a new edition. What came late is kept, and the twelve months "
        "it tells of are counted with the next quarter.",
    )


def _must_be_new(made: Edition, last: Edition) -> None:
    if made.told == last.told and made.facts_held:
        raise UserCanFix(
            what="A new edition would say nothing new.",
            why=f"Beside what was published, each figure of it would tell of fewer than {FEWEST_MEMBERS} members, or "
            "mostly of one of them.",
            do="Write what was published once more, without a new edition. Nothing was changed.",
        )


def _facts(office: Office, editions: Sequence[Publication], behind: Sequence[frozenset[int]]) -> tuple[Accepted, ...]:
    """The returns whose facts are told: of the last edition that told them anew."""
    at = max(place for place, one in enumerate(editions) if not one.facts_held)
    return tuple(_returns(office, behind[at]))


def _returns(office: Office, ids: Iterable[int]) -> list[Accepted]:
    wanted = set(ids)
    with office.reading() as connection:
        found = [one for one in received_returns(connection) if one.id in wanted]
        return [content_as_accepted(connection, one) for one in found]


def _version(office: Office, version: int) -> Definitions:
    return next(one for one in all_definitions(office) if one.version == version)


def _spelt(told: Told) -> str:
    from sfph_desktop.core.interchange.spelt import spelt

    return spelt(told).decode()


def _told(one: Publication) -> Told:
    import json

    from sfph_desktop.core.interchange.spelt import read_value

    return read_value(Told, json.loads(one.content))
