"""The sample's opportunities, brought in as one unit of work."""

from __future__ import annotations

from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.opportunities import add_within, set_parts


def add_sample_opportunities(office: Office) -> None:
    """Three invented opportunities, what buyers ask of the enterprise, and a list it is on."""
    from sfph_desktop.core.interchange.sample import opportunities as sample

    with office.writing("brought in the sample's opportunities") as unit:
        for one in sample.sample_opportunities(office.clock.today()):
            number = add_within(unit, one.opportunity).id
            set_parts(unit, "opportunity_lots", number, one.lots)
            set_parts(unit, "opportunity_criteria", number, one.criteria)
            set_parts(unit, "opportunity_details", number, one.details)
        unit.add("bidder_facts", sample.sample_fact())
        unit.add("bidder_lists", sample.sample_list())
