"""The list of places: their order, word, icon, and where each page comes from."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import Any

from sfph_desktop.ui.support.context import Room, ShellContext
from sfph_desktop.ui.widgets.page_frame import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceSpec:
    """One place. Its page is imported and made when it is first opened, so that the window comes up fast."""

    id: str
    word: str
    icon: str
    factory: str
    """`module:Class`; the class takes `(office, shell)`."""
    keys: str = ""
    described: str = ""

    def make(self, office: Any, shell: ShellContext) -> Place:
        """The page of this place, made now."""
        module, _, name = self.factory.partition(":")
        page: Place = getattr(import_module(module), name)(office, shell)
        return page


_PAGES = "sfph_desktop.ui.pages"
PLACES: tuple[PlaceSpec, ...] = (
    PlaceSpec(
        id="today",
        word="Today",
        icon="today",
        keys="Ctrl+1",
        factory=f"{_PAGES}.today:TodayPage",
        described="What is due and what changed",
    ),
    PlaceSpec(
        id="people",
        word="People",
        icon="people",
        keys="Ctrl+2",
        factory=f"{_PAGES}.people:PeoplePage",
        described="The people you support",
    ),
    PlaceSpec(
        id="sessions",
        word="Sessions",
        icon="sessions",
        keys="Ctrl+3",
        factory=f"{_PAGES}.sessions:SessionsPage",
        described="What was offered, and who came",
    ),
    PlaceSpec(
        id="measures",
        word="Measures",
        icon="measures",
        keys="Ctrl+4",
        factory=f"{_PAGES}.measures:MeasuresPage",
        described="Questionnaires and scores",
    ),
    PlaceSpec(
        id="impact",
        word="Impact",
        icon="impact",
        keys="Ctrl+5",
        factory=f"{_PAGES}.impact:ImpactPage",
        described="What changed, for whom, and what it is worth",
    ),
    PlaceSpec(
        id="contracts",
        word="Contracts",
        icon="contracts",
        keys="Ctrl+6",
        factory=f"{_PAGES}.contracts:ContractsPage",
        described="Who pays, and what was promised",
    ),
    PlaceSpec(
        id="share",
        word="Share",
        icon="share",
        keys="Ctrl+7",
        factory=f"{_PAGES}.share:SharePage",
        described="The summary for a buyer, on paper or as a file",
    ),
)
"""The seven places of the side bar, in their order."""

SETTINGS = PlaceSpec(
    id="settings",
    word="Settings",
    icon="settings",
    keys="Ctrl+,",
    factory=f"{_PAGES}.settings:SettingsPage",
    described="Safety, backups, how it looks",
)
IMPORT = PlaceSpec(
    id="import",
    word="Bring in a spreadsheet",
    icon="sheet",
    factory=f"{_PAGES}.import_steps:ImportPage",
    described="People, registers and questionnaires from a file",
)
"""Reached from Settings, Today and the first run; it has no place in the side bar."""
HELD = PlaceSpec(
    id="held",
    word="What waits for a decision",
    icon="sheet",
    factory=f"{_PAGES}.import_held:HeldPage",
    described="Rows that did not come in, and people who may be there twice",
)
"""Reached from the end of an import, and from Settings."""
PARTNERS = PlaceSpec(
    id="partners",
    word="Partners and referrals",
    icon="two-people",
    factory=f"{_PAGES}.partners:PartnersPage",
    described="Who else supports people, referrals in and out, and who waits",
)
"""Reached from People, Today and the search box."""
OUTCOMES = PlaceSpec(
    id="outcomes",
    word="Outcomes",
    icon="impact",
    factory=f"{_PAGES}.outcomes:OutcomesPage",
    described="What changes for people, how you will know, and whose outcomes that serves",
)
"""Reached from Impact."""
VALUE = PlaceSpec(
    id="value",
    word="What it is worth",
    icon="pound",
    factory=f"{_PAGES}.value:ValuePage",
    described="Value lines, scenarios, and how sure the value is",
)
"""Reached from Impact."""
BIDS = PlaceSpec(
    id="bids",
    word="Bids",
    icon="contracts",
    factory=f"{_PAGES}.bids:BidsPage",
    described="Tenders answered from your own evidence, and the policies buyers ask for",
)
"""A room of Contracts."""
JOINT = PlaceSpec(
    id="joint",
    word="Joint bids",
    icon="contracts",
    factory=f"{_PAGES}.joint:JointBidsPage",
    described="Who bids with you, their evidence beside yours, and the keys it is signed with",
)
"""A room of Contracts."""
OPPORTUNITIES = PlaceSpec(
    id="opportunities",
    word="Opportunities",
    icon="contracts",
    factory=f"{_PAGES}.opportunities:OpportunitiesPage",
    described="Notices and quotes you may bid for, their deadlines, and whether you bid",
)
"""A room of Contracts."""
STORIES = PlaceSpec(
    id="stories",
    word="Case studies",
    icon="quote",
    factory=f"{_PAGES}.stories:StoriesPage",
    described="A person's story or your own, told with agreement",
)
"""A room of Share."""
COMMISSIONERS = PlaceSpec(
    id="commissioners",
    word="Commissioners",
    icon="two-people",
    factory=f"{_PAGES}.commissioners:CommissionersPage",
    described="Who buys or funds, and which contracts they gave",
)
"""A room of Contracts."""
PSPS = PlaceSpec(
    id="psps",
    word="Partnerships",
    icon="two-people",
    factory=f"{_PAGES}.psps:PspsPage",
    described="Public social partnerships, stage by stage",
)
"""A room of Contracts."""
PROMISES = PlaceSpec(
    id="promises",
    word="Promises",
    icon="check",
    factory=f"{_PAGES}.promises:PromisesPage",
    described="Community benefits: offered, delivered, late",
)
"""A room of Contracts."""
FAIR_WORK = PlaceSpec(
    id="fair_work",
    word="Fair Work",
    icon="people",
    factory=f"{_PAGES}.fair_work:FairWorkPage",
    described="The Fair Work First criteria, answered from your records",
)
"""A room of Contracts."""
BEST_VALUE = PlaceSpec(
    id="best_value",
    word="Best value",
    icon="pound",
    factory=f"{_PAGES}.best_value:BestValuePage",
    described="Price beside quality, balance and sustainability",
)
"""A room of Contracts."""
SAVINGS = PlaceSpec(
    id="savings",
    word="Invest to save",
    icon="pound",
    factory=f"{_PAGES}.savings:SavingsPage",
    described="Cases on public cost avoided: who saves, when, and how surely",
)
"""A room of Contracts."""
BRIEFINGS = PlaceSpec(
    id="briefings",
    word="Briefings",
    icon="share",
    factory=f"{_PAGES}.briefings:BriefingsPage",
    described="One evidence for several readers: briefings, poster, slides, two runs side by side",
)
"""A room of Share."""
HANDOVER = PlaceSpec(
    id="handover",
    word="Handing over",
    icon="key",
    factory=f"{_PAGES}.handover:HandoverPage",
    described="What a successor needs: what runs, what is due, who is who, where everything is",
)
"""A room of Share."""
READINESS = PlaceSpec(
    id="readiness",
    word="Ready for growth?",
    icon="check",
    factory=f"{_PAGES}.readiness:ReadinessPage",
    described="What you ask yourselves before you take on more, and what to do next",
)
"""A room of Share."""
BENCHMARK = PlaceSpec(
    id="benchmark",
    word="You and the network",
    icon="impact",
    factory=f"{_PAGES}.benchmark:BenchmarkPage",
    described="Your figures among those of the other members; no names, no ranks",
)
"""A room of Share."""
PRACTICE = PlaceSpec(
    id="practice",
    word="Good practice",
    icon="quote",
    factory=f"{_PAGES}.practice:PracticePage",
    described="Examples of the network's members, told with agreement",
)
"""A room of Share."""
NETWORK = PlaceSpec(
    id="network",
    word="Network",
    icon="two-people",
    factory=f"{_PAGES}.network:NetworkPage",
    described="Joining a network, what it asks, and the return that goes to it each quarter",
)
"""A room of Share."""
HIDDEN = (
    *(BIDS, JOINT, COMMISSIONERS, IMPORT, HELD, PARTNERS, OUTCOMES, VALUE, OPPORTUNITIES, STORIES),
    *(PROMISES, FAIR_WORK, BEST_VALUE, SAVINGS, PSPS, BRIEFINGS, HANDOVER, READINESS, NETWORK, BENCHMARK, PRACTICE),
)

ALL: tuple[PlaceSpec, ...] = (*PLACES, SETTINGS, *HIDDEN)

ROOMS: tuple[tuple[Room, ...], ...] = (
    (
        Room("contracts", "Contracts"),
        Room("commissioners", "Commissioners"),
        Room("opportunities", "Opportunities"),
        Room("bids", "Bids"),
        Room("joint", "Joint bids"),
        Room("promises", "Promises"),
        Room("fair_work", "Fair Work"),
        Room("best_value", "Best value"),
        Room("savings", "Invest to save"),
        Room("psps", "Partnerships"),
    ),
    (
        Room("share", "Summary"),
        Room("stories", "Case studies"),
        Room("briefings", "Briefings"),
        Room("handover", "Handing over"),
        Room("readiness", "Ready for growth?"),
        Room("network", "Network"),
        Room("benchmark", "You and the network"),
        Room("practice", "Good practice"),
    ),
)
"""The rooms of *Contracts* and of *Share*, in the order of their strip. A room is a hidden place, and a line here."""


_REACHED_FROM = {"outcomes": "impact", "value": "impact", "partners": "people"}
"""Pages without a place of their own in the side bar, by the place from which they are reached: it stays marked."""


def home_of(place: str) -> str:
    """The place of the side bar to which a room or a page belongs; the place itself where it is nobody's."""
    room = next((rooms[0].place for rooms in ROOMS if any(room.place == place for room in rooms)), place)
    return _REACHED_FROM.get(room, room)
