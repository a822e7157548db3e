"""The sample's commissioners, lots, partners and a funder's layout, brought in as one unit of work."""

from __future__ import annotations

from dataclasses import replace

from sfph_desktop.core.domain.monitoring import LayoutId, ReportAnswer
from sfph_desktop.core.usecases.office import Office


def add_sample_contracts(office: Office) -> None:
    """Say who the sample's commissioners are, and draw the layout that one of them asks for, answered once."""
    from sfph_desktop.core.interchange.sample import contracts as sample
    from sfph_desktop.core.interchange.sample.plan import AUTHORITY, COUNCIL
    from sfph_desktop.core.store.queries.values import values_of

    with office.writing("brought in the sample's commissioners") as unit:
        known = {one.name: one.id for one in values_of(unit.connection, "commissioners")}
        for one in sample.sample_commissioners():
            if one.name in known:
                unit.change("commissioners", replace(one, id=known[one.name]))
        for contract in values_of(unit.connection, "contracts"):
            said, last = sample.EXTENSIONS.get(contract.contract_ref, ("", None))
            if said:
                unit.change("contracts", replace(contract, extension=said, extended_to=last))
            if contract.contract_ref == AUTHORITY:
                for lot in sample.sample_lots(contract.id):
                    unit.add("contract_lots", lot)
                for other in sample.sample_partners(contract.id):
                    unit.add("contract_partners", other)
        layout, sections = sample.sample_layout()
        layout_id = LayoutId(unit.add("report_layouts", layout))
        answers = iter(sample.ANSWERS)
        for section in sections:
            number = unit.add("report_sections", replace(section, layout_id=layout_id))
            if section.kind == "question":
                quarter, text = sample.LAST_QUARTER, next(answers)
                unit.add(
                    "report_answers",
                    ReportAnswer(section_id=number, contract_ref=COUNCIL, quarter=quarter, text=text),
                )
