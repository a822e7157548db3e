"""The sample's promises, case for investing and partnership, brought in as one unit of work."""

from __future__ import annotations

from sfph_desktop.core.domain.promises import PromiseId
from sfph_desktop.core.domain.psps import PspId
from sfph_desktop.core.domain.savings import SavingCaseId
from sfph_desktop.core.usecases.contracts import contracts
from sfph_desktop.core.usecases.office import Office


def add_sample_promises(office: Office) -> None:
    """Three promises under the sample's first contract, what was delivered, a case, a partnership and a cost."""
    from sfph_desktop.core.interchange.sample import promises as sample

    today = office.clock.today()
    ends = {one.contract_ref: one.end_date for one in contracts(office)}
    ref = next((ref for ref, end in ends.items() if end is None), next(iter(ends), ""))
    with office.writing("brought in the sample's promises") as unit:
        for one in sample.sample_promises(ref, today) if ref else ():
            number = PromiseId(unit.add("promises", one.promise))
            for delivery in sample.deliveries(one, number, today):
                unit.add("promise_deliveries", delivery)
        unit.add("fair_work_answers", sample.sample_fair_work(today))
        unit.add("costs_beside", sample.sample_cost())
        case = SavingCaseId(unit.add("saving_cases", sample.sample_case(today)))
        for line in sample.sample_savings(case):
            unit.add("saving_lines", line)
        psp = PspId(unit.add("psps", sample.sample_psp(today)))
        members, lines = sample.sample_psp_parts(psp, today)
        for member in members:
            unit.add("psp_partners", member)
        for entry in lines:
            unit.add("psp_entries", entry)
