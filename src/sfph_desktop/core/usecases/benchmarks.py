"""The pack that the network's desk sends back: checked, taken in, and told: you and the network."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sfph_desktop.core.domain.memberships import AcceptedDesk, TakenPack
from sfph_desktop.core.domain.names import folded
from sfph_desktop.core.domain.network import Benchmark, Pack, PracticeCard
from sfph_desktop.core.domain.office_facts import Cell, Listing
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.core.usecases.letters import check_signed, opened, opened_bytes
from sfph_desktop.core.usecases.network_known import desk_in, desks_in
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.refusals import gone
from sfph_desktop.core.usecases.saved import saved
from sfph_desktop.core.usecases.signing_keys import own_key

if TYPE_CHECKING:
    from sfph_desktop.core.store.unit_of_work import Connection

PURPOSE = "network pack"
"""What the desk signs a pack for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BenchmarkPage:
    """You and the network, from the newest pack."""

    taken: TakenPack
    pack: Pack

    @property
    def lines(self) -> tuple[Benchmark, ...]:
        """What is told of our own figures first: each indicator against all members, then against those who are alike.

        Then what we sent no figure for. What is not told comes last, once for each indicator: against those who are
        alike it would say no more.
        """
        order = list(dict.fromkeys(one.indicator for one in self.pack.benchmarks))
        shown = [one for one in self.pack.benchmarks if not one.hidden or not one.alike]
        return tuple(
            sorted(
                shown,
                key=lambda one: (
                    bool(one.hidden),
                    one.own is None,
                    order.index(one.indicator),
                    bool(one.alike),
                    one.alike,
                ),
            )
        )


def take_pack(office: Office, file: Path) -> Done[BenchmarkPage]:
    """Check a pack and take it in whole. The very same pack again changes nothing.

    Raises UserCanFix with the reason: not for us, changed, signed by another than our network's desk, for another
    network, or older than what is here. Then nothing is taken.
    """
    from sfph_desktop.core.interchange.pack_file import PACK

    content, pack, signature = opened(office, PACK, Pack, file)
    ours = own_key(office).public_key
    with office.writing("Took in a pack of the network") as unit:
        desk, same = _checked(unit.connection, ours, content, pack, signature, file.name)
        if same is not None:
            return Done(
                value=BenchmarkPage(taken=same, pack=pack), why="This pack was taken in before: nothing changed"
            )
        taken = TakenPack(
            desk_id=desk.id,
            quarter=str(pack.quarter),
            sequence=pack.sequence,
            digest=hashlib.sha256(content).hexdigest(),
            file=file.name,
            taken_on=office.clock.today(),
            content=content,
        )
        taken = replace(taken, id=unit.add("network_packs", taken))
        unit.why = f"Took in the network's pack for {pack.quarter}"
    return saved(unit, BenchmarkPage(taken=taken, pack=pack), f"The network's pack for {pack.quarter.words} is here")


def look_at_pack(office: Office, sealed: bytes, name: str) -> tuple[Pack, bool]:
    """A pack that has been read, checked as for taking it in, and whether it was taken in before; nothing is taken.

    Raises UserCanFix as `take_pack` does; NotForUs where it is sealed for somebody else.
    """
    from sfph_desktop.core.interchange.pack_file import PACK

    content, pack, signature = opened_bytes(office, PACK, Pack, sealed, name)
    ours = own_key(office).public_key
    with office.reading() as connection:
        return pack, _checked(connection, ours, content, pack, signature, name)[1] is not None


def _checked(
    connection: Connection, ours: str, content: bytes, pack: Pack, signature: bytes, name: str
) -> tuple[AcceptedDesk, TakenPack | None]:
    """Whose pack it is, and the very same one that was taken before. Raises UserCanFix where it may not be taken."""
    from sfph_desktop.core.interchange.pack_file import PACK

    desk = _desk(connection, pack, name)
    check_signed(PACK, PURPOSE, pack, signature, desk.public_key, name)
    if pack.member_key != ours:
        raise UserCanFix(
            what=f"'{name}' was made for another member.",
            do="Ask the network's desk for the one that is made for you. Nothing was taken.",
        )
    before = [one for one in packs_in(connection) if one.desk_id == desk.id]
    digest = hashlib.sha256(content).hexdigest()
    same = next((one for one in before if one.digest == digest), None)
    if same is None:
        _check_sequence(pack, before)
    return desk, same


def benchmark_page(office: Office) -> BenchmarkPage | None:
    """The pack of our network for the newest quarter; None while none came."""
    with office.reading() as connection:
        return newest_pack(connection)


def newest_pack(connection: Connection) -> BenchmarkPage | None:
    """The same, by a connection that is open."""
    return _read(max(_of_our_network(connection), key=lambda one: (one.quarter, one.id), default=None))


def _of_our_network(connection: Connection) -> list[TakenPack]:
    """The packs of the network we are in, under whichever key its desk had; of all while we are in none."""
    desk = desk_in(connection)
    if desk is None:
        return list(packs_in(connection))
    name = folded(desk.network)
    ours = {one.id for one in desks_in(connection) if folded(one.network) == name}
    return [one for one in packs_in(connection) if one.desk_id in ours]


def _read(taken: TakenPack | None) -> BenchmarkPage | None:
    if taken is None:
        return None
    from sfph_desktop.core.interchange.pack_file import PACK
    from sfph_desktop.core.interchange.spelt import read_file

    return BenchmarkPage(taken=taken, pack=read_file(PACK, taken.content, Pack, taken.file)[0])


def list_benchmarks(office: Office) -> Listing:
    """The newest pack as a listing: one row for each indicator and group of members. Empty while none came."""
    page = benchmark_page(office)
    columns = ("id", "indicator", "name", "unit", "alike", "members", "low_quarter", "median", "high_quarter", "own",
               "position", "hidden")  # fmt: skip
    rows: list[tuple[Cell, ...]] = []
    for number, one in enumerate(page.lines if page else (), 1):
        figures = tuple(
            None if amount is None else float(amount)
            for amount in (one.low_quarter, one.median, one.high_quarter, one.own)
        )
        rows.append(
            (number, one.indicator, one.name, one.of_what, one.alike, one.members, *figures, one.position, one.hidden)
        )
    return Listing(kind="benchmarks", columns=columns, rows=tuple(rows))


def listed_lines(office: Office, text: str = "") -> tuple[tuple[int, str, str], ...]:
    """For the window: the number of each line, what it is about, and among whom we stand where."""
    from sfph_desktop.core.reports.benchmark_words import called, not_sent, position, whom

    page, wanted = benchmark_page(office), text.casefold().split()
    return tuple(
        (
            number,
            called(one),
            f"not told: {one.hidden}"
            if one.hidden
            else f"among {whom(one)}: {position(one) if one.position else not_sent(one)}",
        )
        for number, one in enumerate(page.lines if page else (), 1)
        if all(word in f"{called(one)} {whom(one)}".casefold() for word in wanted)
    )


def line_numbered(office: Office, number: int) -> tuple[BenchmarkPage, Benchmark]:
    """One line of the newest pack by its number, from 1. Raises UserCanFix when there is none."""
    page = benchmark_page(office)
    if page is None or not 1 <= number <= len(page.lines):
        raise gone("This figure", "Open the list again: a newer pack may have come.")
    return page, page.lines[number - 1]


def card_numbered(office: Office, number: int) -> PracticeCard:
    """One example of the newest pack by its number, from 1. Raises UserCanFix when there is none."""
    found = cards(office)
    if not 1 <= number <= len(found):
        raise gone("This example", "Open the list again: a newer pack may have come.")
    return found[number - 1]


def said(one: Benchmark) -> str:
    """One line of the benchmark as sentences: the member itself, then the others, never a rank."""
    from sfph_desktop.core.reports.benchmark_words import in_sentences

    return in_sentences(one)


def benchmark_picture(office: Office, one: Benchmark, style: object) -> tuple[str, bytes] | None:
    """The chart of one line, in words and as a picture; None where nothing is told."""
    from sfph_desktop.core.reports.charts.screen import benchmark_pictures

    return benchmark_pictures(one, style=style, fonts=office.paths.resources / "fonts")


def cards(office: Office, text: str = "", theme: str = "") -> tuple[PracticeCard, ...]:
    """The network's examples of good practice: those with these words and this theme.

    They are those of the pack that came last, whatever its quarter: what was withdrawn is not in it any more.
    """
    with office.reading() as connection:
        page = _read(max(_of_our_network(connection), key=lambda one: one.id, default=None))
    wanted = text.casefold().split()
    return tuple(
        one
        for one in (page.pack.cards if page else ())
        if (not theme or theme in one.themes)
        and all(word in f"{one.title} {one.member} {one.words} {one.learned}".casefold() for word in wanted)
    )


def cards_document(found: tuple[PracticeCard, ...]) -> list[dict[str, Any]]:
    """As `sfph practice list --json` shows them."""
    return [
        {
            "ref": one.ref,
            "title": one.title,
            "member": one.member,
            "themes": list(one.themes),
            "words": one.words,
            "learned": one.learned,
            "published_on": one.published_on.isoformat(),
        }
        for one in found
    ]


def packs_in(connection: Connection) -> tuple[TakenPack, ...]:
    """Every pack that was taken in, in that order."""
    from sfph_desktop.core.store.queries.values import values_of

    found: tuple[TakenPack, ...] = values_of(connection, "network_packs")
    return found


def _desk(connection: Connection, pack: Pack, name: str) -> AcceptedDesk:
    from sfph_desktop.core.store.queries.values import values_of

    every: tuple[AcceptedDesk, ...] = values_of(connection, "network_desks")
    live = [one for one in every if one.left_on is None]
    if not live:
        raise UserCanFix(
            what="This enterprise is in no network yet.",
            do="Take the network's definitions in first. Nothing was taken.",
        )
    desk = next((one for one in live if one.public_key == pack.desk_key), None)
    if desk is None:
        former = any(one.public_key == pack.desk_key for one in every)
        raise UserCanFix(
            what=f"'{name}' was signed by another than your network's desk.",
            why="Your network's desk has had another key since."
            if former
            else "Anybody can call themselves a network.",
            do="Ring the desk. If it has a new key, take its definitions in with the fingerprint they read out to you.",
        )
    return desk


def _check_sequence(pack: Pack, before: list[TakenPack]) -> None:
    newest = max(before, key=lambda one: one.sequence, default=None)
    if newest is not None and pack.sequence <= newest.sequence:
        on = newest.taken_on
        raise UserCanFix(
            what=f"This is pack {pack.sequence} of the network, and pack {newest.sequence} is here already.",
            why=f"Pack {newest.sequence} was taken in on {on.day} {on:%B %Y}; an older one does not replace it.",
            do="Ask the desk for the newest. Nothing was taken.",
        )
