"""A whole network for the rehearsal: a desk and enterprises with records of their own, each in its own store."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from tests.core.usecases.desk_offices import definitions_of, heard, next_version
from tests.core.usecases.import_offices import new_office
from tests.core.usecases.return_office import fill

from sfph_desktop.core.domain.collations import Accepted
from sfph_desktop.core.domain.desks import DESK, ROLE
from sfph_desktop.core.domain.memberships import MembershipProfile
from sfph_desktop.core.domain.network import Quarter
from sfph_desktop.core.usecases import desk, desk_members, lawful_bases, network_joining, return_making, signing_keys
from sfph_desktop.core.usecases.desk_received import content_as_accepted, counted_returns
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.return_to import sending

QUARTER = Quarter(2026, 1)


def office_called(folder: Path, name: str, *, is_desk: bool = False) -> Office:
    made = new_office(folder)
    with made.writing("Named the office") as unit:
        unit.set("name", name)
        if is_desk:
            unit.set(ROLE, DESK)
    return made


@dataclass
class Network:
    """A desk whose definitions begin with 2025, and its members."""

    folder: Path
    desk: Office = field(init=False)
    members: dict[str, Office] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.desk = office_called(self.folder / "desk", "Fit for Purpose Network", is_desk=True)
        begun = next_version(self.desk, self.folder, ('first_quarter = "2026Q3"', 'first_quarter = "2025Q1"'))
        desk.define(self.desk, begun)

    def member(self, name: str, people: int = 90) -> Office:
        """An enterprise with records, that has joined and was taken on."""
        made = office_called(self.folder / name.replace(" ", "-"), name)
        if people:
            fill(made, people, seed=len(name))
        lawful_bases.use_consent(made)
        with made.writing("Said who we are") as unit:
            unit.add("network_profile", MembershipProfile(client_groups="older_people", established=2001 + len(name)))
        self.join(made)
        self.members[name] = made
        return made

    def join(self, office: Office) -> None:
        network_joining.join(office, definitions_of(self.desk, self.folder), heard(self.desk))
        desk_members.add_member(self.desk, signing_keys.own_key(office), heard(office))

    def returned(self, name: str, quarter: Quarter = QUARTER, *, to: str = "") -> Path:
        """The file of a member's return."""
        office = self.members[name]
        out = self.folder / f"{to or name.replace(' ', '-')}-{quarter}.sfph-return"
        return_making.make_return(office, sending(office, quarter), quarter, out)
        return out

    def close(self) -> None:
        for office in (self.desk, *self.members.values()):
            office.store.close()


def accepted(desk: Office, quarter: Quarter) -> list[Accepted]:
    """The returns of a quarter that count at a desk, as they are collated."""
    with desk.reading() as connection:
        return [content_as_accepted(connection, one) for one in counted_returns(connection, quarter)]
