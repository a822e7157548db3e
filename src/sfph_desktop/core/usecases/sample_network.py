"""A sample network to try: a desk with nineteen invented members, and the sample enterprise among them.

What is invented and what is real is said in `sample_members`. Everything made of it is stamped SAMPLE: the desk's store
and every member's are marked for ever, and so are the returns, the packs, the report and the open data.
"""

from __future__ import annotations

import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from sfph_desktop.core.domain.joint import OwnKey
from sfph_desktop.core.domain.network import Quarter
from sfph_desktop.core.domain.ports import Progress, silent
from sfph_desktop.core.domain.problems import Stopped, UserCanFix
from sfph_desktop.core.domain.sample_enterprises import SampleEnterprise, SampleMember
from sfph_desktop.core.domain.values import to_day
from sfph_desktop.core.usecases import benchmarks, desk, desk_members, lawful_bases, network_profile
from sfph_desktop.core.usecases import office as offices
from sfph_desktop.core.usecases.desk_receiving import receive
from sfph_desktop.core.usecases.desk_sending_back import SentBack, send_back
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.core.usecases.good_practice import take_offer
from sfph_desktop.core.usecases.machine import cheap_key_cost, this_machine
from sfph_desktop.core.usecases.network_known import desk_in
from sfph_desktop.core.usecases.network_role import require_desk, require_enterprise
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.sample_members import (
    answer_readiness,
    blank_store,
    fill_member,
    join_desk,
    member_store,
    offer_example,
    return_of,
)

NETWORK = "Fit for Purpose Sample Network"
SEED = 2008
ASK = "ask.sfph-definitions"
PROFILE = {
    "legal_form": "SCIO",
    "council": "Fife",
    "health_board": "Fife",
    "client_groups": "older_people, employability",
    "established": 2011,
}
"""Who the sample enterprise is to the network."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleNetwork:
    """A sample network that was made."""

    members: int
    quarters: tuple[str, ...]
    received: int
    """Returns that were taken in."""
    examples: int
    """Of good practice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """The sample enterprise as a member: what came back for the newest quarter."""

    network: SampleNetwork
    sent_back: SentBack
    page: benchmarks.BenchmarkPage


def fill_desk(
    office: Office, *, also: Office | None = None, seed: int = SEED, most: int = 19, progress: Progress = silent
) -> Done[SampleNetwork]:
    """Fill a desk's empty store with the sample network, and mark it as a sample for ever.

    `also`: a sample enterprise's office that is a member as well; `most`: so many of the nineteen. Two quarters are
    reported, and are there to be collated. Stopped before the returns are taken in, the desk has its questions and
    nothing else, and may be filled again. Raises UserCanFix where it has members, or asks for other quarters.
    """
    require_desk(office)
    asked = desk.all_definitions(office)
    if desk_members.members_listed(office) or (asked and asked[-1].first_quarter > _quarters()[0]):
        raise UserCanFix(
            what="This desk has definitions or members already.",
            why="The sample goes into an empty desk only, so that it never mixes with real returns.",
            do="Make a new desk for it. Nothing was changed.",
        )
    chosen = _chosen(office, most)
    steps = len(chosen) + 2
    with tempfile.TemporaryDirectory(prefix="sfph-sample-") as made:
        folder = Path(made)
        progress(0, steps, "making a sample network up")
        _issue(office, folder)
        words = blank_store(folder)
        keys = []
        for done, (one, told) in enumerate(chosen, start=1):
            progress(done, steps, f"the returns of {told.name}")
            keys.append(_member(office, folder, words, one, told, seed))
        progress(steps - 1, steps, "taking the returns in")
        # From here on it is short, and is not stopped any more.
        made_it = _taken_in(office, folder, keys, also, seed)
    changed = frozenset({"desk_members", "desk_definitions", "desk_returns", "desk_cards", "settings"})
    return Done(value=made_it, changed=changed, why=f"The sample network is here: {made_it.members} invented members")


def _taken_in(office: Office, folder: Path, keys: list[OwnKey], also: Office | None, seed: int) -> SampleNetwork:
    """The desk marked as a sample, the members taken on, their returns and examples taken in."""
    office.mark_as_sample()
    if also is not None:
        keys.append(_also(office, folder, also, seed))
    for key in keys:
        desk_members.add_member(office, key, key.fingerprint)
    taken = 0
    for quarter in _quarters():
        found = receive(office, sorted(folder.glob(f"*-{quarter}.*"))).value
        taken += sum(1 for each in found if each.fate == "taken")
    examples = [take_offer(office, file) for file in sorted(folder.glob("*.practice"))]
    return SampleNetwork(
        members=len(desk_members.members_listed(office)),
        quarters=tuple(map(str, _quarters())),
        received=taken,
        examples=len(examples),
    )


def join_sample(
    member: Office, desk_office: Office, folder: Path, *, seed: int = SEED, most: int = 19, progress: Progress = silent
) -> Done[Joined]:
    """Make the sample enterprise a member of a sample network whose desk is empty, and bring its pack back to it.

    Both quarters are collated; the packs, the sector report and the open data are written into the folder.
    """
    require_sample(member)
    made = fill_desk(desk_office, also=member, seed=seed, most=most, progress=progress).value

    def told(done: int, total: int, what: str) -> None:
        with suppress(Stopped):  # the returns have left the member's store: now its pack comes back as well
            progress(done, total, what)

    for quarter in _quarters():
        back = send_back(desk_office, quarter, folder, progress=told).value
        pack = next(one.file for one in back.packs if one.member == member.info().name)
        if pack is None:
            raise UserCanFix(what="No pack was made for the sample enterprise.", do="Make the sample anew.")
        page = benchmarks.take_pack(member, pack).value
    changed = frozenset({"network_desks", "network_packs", "network_sent", "network_profile", "lawful_bases"})
    return Done(
        value=Joined(network=made, sent_back=back, page=page), changed=changed, why="The sample network is here"
    )


def look_around(member: Office, *, progress: Progress = silent) -> Done[Joined]:
    """Put the sample enterprise into a sample network of its own: the desk is thrown away when its pack is here."""
    with tempfile.TemporaryDirectory(prefix="sfph-sample-desk-") as made:
        folder = Path(made)
        machine = this_machine(folder / "machine", key_cost=cheap_key_cost())
        words = offices.suggest_passphrase()
        created = offices.create_office(
            folder / "desk.sfph", name=NETWORK, passphrase=words, machine=machine, desk=True
        )
        try:
            return join_sample(member, created.office, folder / "packs", progress=progress)
        finally:
            offices.close_office(created.office, backup=False)


def require_sample(member: Office) -> None:
    """Raises UserCanFix unless this is a sample enterprise's office, in no network."""
    require_enterprise(member)
    if not member.info().sample:
        raise UserCanFix(
            what="This office holds real records.",
            why="A sample network is for the sample enterprise: invented figures never mix with real ones.",
            do="Make a new office and start it with the sample. Nothing was changed.",
        )
    with member.reading() as connection:
        there = desk_in(connection)
    if there is not None:
        raise UserCanFix(what=f"This office is in {there.network} already.", do="Nothing was changed.")


# --- inside -----------------------------------------------------------------------------------------------------------


def _quarters() -> tuple[Quarter, ...]:
    from sfph_desktop.core.interchange.sample.network import QUARTERS

    return QUARTERS


def _chosen(office: Office, most: int) -> list[tuple[SampleMember, SampleEnterprise]]:
    from sfph_desktop.core.reference.sample_enterprises import sample_enterprises
    from sfph_desktop.core.reference.sample_network import sample_members

    sample = office.paths.resources / "sample"
    told = {one.number: one for one in sample_enterprises(sample / "enterprises.toml")}
    return [(one, told[one.number]) for one in sample_members(sample / "network.toml")[:most]]


def _issue(office: Office, folder: Path) -> None:
    """Issue what the program suggests, from the first of the sample's quarters on, and write it for the members."""
    if not desk.all_definitions(office):
        desk.define_as_suggested(office, begins=_quarters()[0])
    desk.write_definitions(office, folder / ASK)


def _member(office: Office, folder: Path, words: str, one: SampleMember, told: SampleEnterprise, seed: int) -> OwnKey:
    """One of the nineteen: its store made, its returns and its example written into the folder; its key."""
    with member_store(folder, words, told) as member:
        fill_member(member, one, told, seed)
        key = join_desk(member, office, folder / ASK)
        for quarter in _quarters()[: 1 if one.silent else None]:
            return_of(member, quarter, folder, told.ref)
        offer_example(member, one, told, folder / f"{told.ref}.practice")
    return key


def _also(office: Office, folder: Path, member: Office, seed: int) -> OwnKey:
    """The sample enterprise: its invented people agree, its basis and profile are recorded, its returns are made."""
    with member.writing("let the sample's people agree to be counted for the network") as unit:
        agreed = unit.connection.exec_driver_sql(
            "SELECT person_id, min(given_on) FROM consents WHERE purpose = 'service' AND person_id % 12 > 0 GROUP BY 1"
        ).all()
        first = to_day(_quarters()[0].period.start)
        unit.insert_many(
            "consents",
            ("person_id", "purpose", "given_on"),
            [(int(row[0]), "network", min(int(row[1] or first), first)) for row in agreed],
        )
        answer_readiness(member, unit, seed)
    key = join_desk(member, office, folder / ASK)
    network_profile.set_profile(member, PROFILE)
    # Its records call it otherwise than the network's question does.
    network_profile.map_indicator(member, "volunteering_started", "event:volunteering")
    lawful_bases.use_consent(member, reason="Invented, as everything in a sample")
    for quarter in _quarters():
        return_of(member, quarter, folder, "sample-enterprise")
    return key
