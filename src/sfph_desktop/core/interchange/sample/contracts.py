"""What the workbook has no sheet for: who the sample's commissioners are, its lots and partners, a funder's layout."""

from __future__ import annotations

from datetime import date

from sfph_desktop.core.domain.contracts import Commissioner, ContractId, ContractLot, ContractPartner
from sfph_desktop.core.domain.monitoring import LayoutId, ReportLayout, ReportSection
from sfph_desktop.core.interchange.sample.plan import AUTHORITY, COUNCIL

EXTENSIONS = {
    AUTHORITY: ("one further year, by letter three months before the end", date(2028, 3, 31)),
    COUNCIL: ("two years, taken up or not by the council", date(2028, 3, 31)),
}
"""By contract: what its option to extend says, and the last day if all of it is taken up."""
LAST_QUARTER = "2026Q1"
ANSWERS = (
    "Two people who came to fold sheets in spring now work the counter, and one has moved on to a paid post.",
    "The van was off the road for three weeks in February. We shared the church's until ours was mended.",
)
"""What was written under the questions for the last quarter of the sample."""


def sample_commissioners() -> tuple[Commissioner, ...]:
    """Three invented commissioners, each of its kind."""
    return (
        Commissioner(
            name="Braes Integration Joint Board",
            kind="integration_authority",
            area="Braes (invented)",
            contact="Commissioning officer, older people",
            note="Asks for its report within ten days of the end of the quarter.",
        ),
        Commissioner(name="Braes Council", kind="council", area="Braes (invented)", contact="Employability team"),
        Commissioner(name="A charitable trust (sample)", kind="charity", note="One report a year is enough."),
    )


def sample_lots(contract_id: ContractId) -> tuple[ContractLot, ...]:
    """The two lots of the authority's contract."""
    return (
        ContractLot(contract_id=contract_id, lot="1", title="Lunch clubs"),
        ContractLot(contract_id=contract_id, lot="2", title="Rides to the lunch clubs"),
    )


def sample_partners(contract_id: ContractId) -> tuple[ContractPartner, ...]:
    """Who else delivers it: a small courier drives."""
    return (
        ContractPartner(
            contract_id=contract_id,
            name="Braes Couriers (invented)",
            role="subcontractor",
            lot="2",
            note="Drives people and hot meals; paid by the ride.",
        ),
    )


def sample_layout() -> tuple[ReportLayout, tuple[ReportSection, ...]]:
    """The council's own return: its headings, its order, two questions of its own."""
    layout = ReportLayout(
        name="Braes Council, quarterly return", commissioner="Braes Council", title="Quarterly return"
    )
    parts = (
        ("about", "Part A: the agreement", "contract dates value quarter", ""),
        ("targets", "Part B: what was agreed", "promised quarter delivered outlook", ""),
        ("reach", "Part C: who took part", "people sessions started ended", ""),
        ("question", "Part D: a success", "", "Tell us of one success this quarter. Do not name anybody."),
        ("question", "Part E: a difficulty", "", "What stood in your way, and what did you do about it?"),
        ("outcomes", "Part F: what changed", "events changes", ""),
        ("words", "", "", "Signed for Braes Laundry & Lunch by its manager."),
    )
    sections = tuple(
        ReportSection(
            layout_id=LayoutId(0), kind=kind, heading=heading, fields=fields, question=question, position=place
        )
        for place, (kind, heading, fields, question) in enumerate(parts)
    )
    return layout, sections
