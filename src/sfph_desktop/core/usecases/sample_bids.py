"""The sample's bid: its questions and policies when the sample is made, its answers once there is a run to quote."""

from __future__ import annotations

from dataclasses import replace

from sfph_desktop.core.domain.bids import BidId
from sfph_desktop.core.domain.figures import figures_of
from sfph_desktop.core.domain.impact import ImpactRun
from sfph_desktop.core.usecases.office import Office


def add_sample_bid(office: Office) -> None:
    """Add the invented bid with its questions, who bids together, policies, and an answer from years ago: one unit."""
    from sfph_desktop.core.interchange.sample import bids as sample

    with office.writing("brought in the sample's bid") as unit:
        bid_id = BidId(unit.add("bids", sample.BID))
        for place, question in enumerate(sample.QUESTIONS):
            unit.add("bid_questions", replace(question, bid_id=bid_id, position=place))
        for partner in sample.PARTNERS:
            unit.add("bid_partners", replace(partner, bid_id=bid_id))
        for policy in sample.POLICIES:
            unit.add("policies", policy)
        unit.add("earlier_answers", sample.EARLIER)


def answer_sample_bid(office: Office, run: ImpactRun) -> None:
    """Draft the answers of the sample's bid with figures of a run; those not written yet only."""
    from sfph_desktop.core.interchange.sample import bids as sample
    from sfph_desktop.core.usecases.bid_answers import save_answer
    from sfph_desktop.core.usecases.bids import bid_page, list_bids
    from sfph_desktop.core.usecases.policies import policies

    found = next((row for row in list_bids(office).rows if row[1] == sample.BID.bid_ref), None)
    if found is None:
        return
    keys = {one.key: one.evidence for one in figures_of(run) if one.kind != "changes" or one.value.claimed}
    keys |= {one.name: f"policy-{one.id}" for one in policies(office)}
    drafts = sample.answers(keys)
    for one in bid_page(office, int(str(found[0]))).answers:
        text = drafts.get(one.question.number, "")
        if text and not one.written:
            save_answer(office, int(one.question.id), text)
