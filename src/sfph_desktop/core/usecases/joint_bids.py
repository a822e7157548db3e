"""Joint bids: who bids together with the evidence of each side by side, what it comes to, and the document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from sfph_desktop.core.domain.bids import Bid, BidPartner
from sfph_desktop.core.domain.impact import ImpactRun
from sfph_desktop.core.domain.joint import SharedEvidence
from sfph_desktop.core.domain.joint_pages import JointPage, JointSide
from sfph_desktop.core.domain.names import folded
from sfph_desktop.core.domain.partners import Partner
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.usecases.bids import bid_page
from sfph_desktop.core.usecases.evidence_files import read_taken, taken_in
from sfph_desktop.core.usecases.evidence_tray import run_behind
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.signing_keys import key_of, key_typed

if TYPE_CHECKING:
    from sfph_desktop.core.store.unit_of_work import Connection


def joint_page(office: Office, bid_id: int) -> JointPage:
    """One bid with the evidence of everybody who bids together. Raises UserCanFix when it is not there any more.

    A partner's evidence is that of the newest file of theirs that was taken in; ours is of the run of the bid.
    """
    from sfph_desktop.core.reports.joint_figures import combined

    page = bid_page(office, bid_id)
    name = office.info().name
    run = run_behind(office, page.bid)
    with office.reading() as connection:
        sides = [
            _our_side(one, run) if folded(one.name) == folded(name) else _side(connection, one) for one in page.partners
        ]
    if not any(one.ours for one in sides):
        lead = any(one.role == "lead" for one in sides)
        us = BidPartner(bid_id=page.bid.id, name=name, role="partner" if lead else "lead", lots=page.bid.lots)
        sides.insert(0, _our_side(us, run))
    sides.sort(key=lambda one: (one.role != "lead", not one.ours))
    return JointPage(bid=page.bid, sides=tuple(sides), combined=combined(sides))


def write_joint_bid(
    office: Office, bid_id: int, out: Path, *, figures: Sequence[tuple[str, str]] | None = None
) -> Path:
    """Write the joint bid as its file's ending says, .pdf or .docx; the path written.

    `figures`: those that stand in it, by whose they are and their evidence number; None: all. What is said of several
    together is said of the chosen ones alone. Raises UserCanFix for another ending, when nobody else bids, for a figure
    that is not there, and where the file cannot be written.
    """
    from sfph_desktop.core.reports.joint_bid import joint_document
    from sfph_desktop.core.reports.written import check_ending, write_document

    check_ending(out)
    page = joint_page(office, bid_id)
    if len(page.sides) < 2:
        raise UserCanFix(
            what="Nobody else is in this bid yet.",
            do="Add who bids with you, on the page of the bid. Nothing was written.",
        )
    if figures is not None:
        page = _chosen(page, figures)
    document = joint_document(page, enterprise=office.info().name, made_at=office.clock.now())
    return write_document(document, out)


def _chosen(page: JointPage, figures: Sequence[tuple[str, str]]) -> JointPage:
    """The page with these figures alone, and what they come to together."""
    from sfph_desktop.core.reports.joint_figures import combined

    wanted = {(folded(whose), evidence.strip().upper()): whose for whose, evidence in figures}
    there = {(folded(one.name), each.evidence) for one in page.sides if one.evidence for each in one.evidence.figures}
    if lost := [which for which in wanted if which not in there]:
        raise UserCanFix(
            what=f"There is no figure {lost[0][1]} of {wanted[lost[0]]} in this bid.",
            do="Choose among those that stand under 'What each can show'. Nothing was written.",
        )
    if there and not wanted:
        raise UserCanFix(what="No figure is chosen.", do="Choose at least one of them. Nothing was written.")
    sides = tuple(
        one
        if one.evidence is None
        else replace(
            one,
            evidence=replace(
                one.evidence,
                figures=tuple(each for each in one.evidence.figures if (folded(one.name), each.evidence) in wanted),
            ),
        )
        for one in page.sides
    )
    return replace(page, sides=sides, combined=combined(sides))


def partner_of_bid(office: Office, bid: Bid, name: str) -> BidPartner:
    """One of those who bid together, by name. Raises UserCanFix naming those there are."""
    there = bid_page(office, int(bid.id)).partners
    found = [one for one in there if folded(one.name) == folded(name)]
    if not found:
        some = ", ".join(one.name for one in there) or "nobody yet"
        raise UserCanFix(what=f"'{name}' is not in {bid.bid_ref}.", do=f"Give a name. There are: {some}.")
    return found[0]


def _our_side(one: BidPartner, run: ImpactRun | None) -> JointSide:
    evidence = None if run is None else _own_evidence(one.name, run)
    missing = "" if evidence is not None else "The toolkit has not been run yet: run it under Impact."
    if evidence is not None and not evidence.figures:
        evidence, missing = None, "The run has no figure that may leave: too little was measured."
    return _made(one, ours=True, evidence=evidence, missing=missing)


def _own_evidence(name: str, run: ImpactRun) -> SharedEvidence:
    from sfph_desktop.core.reports.shared_figures import shared_figures

    return SharedEvidence(
        sender=name,
        sender_key="",
        recipient="",
        recipient_key="",
        sequence=0,
        made_on=run.selection.period.end,
        sample=run.sample,
        snapshot=run.snapshot,
        period_start=run.selection.period.start,
        period_end=run.selection.period.end,
        service=run.selection.service,
        contract=run.selection.contract_ref,
        evidence_level=run.evidence_level,
        figures=shared_figures(run),
    )


def _side(connection: Connection, one: BidPartner) -> JointSide:
    from sfph_desktop.core.store.queries.values import values_of

    everyone: tuple[Partner, ...] = values_of(connection, "partners")
    known = [partner for partner in everyone if folded(partner.name) == folded(one.name)]
    if not known:
        missing = f"{one.name} is not in the directory of partners. Add them there, and accept their key."
        return _made(one, missing=missing)
    files = [taken for taken in taken_in(connection) if taken.partner_id == known[0].id]
    if not files:
        keyed = key_of(connection, int(known[0].id)) is not None
        missing = (
            f"No evidence file of {one.name} was taken in yet. Ask them for one, made for you."
            if keyed
            else f"The key of {one.name} is not accepted yet. Ask them for it, and compare its fingerprint."
        )
        return _made(one, missing=missing)
    newest = max(files, key=lambda taken: taken.id)
    return _made(one, evidence=read_taken(newest), taken=newest, fingerprint=key_typed(newest.public_key).fingerprint)


def _made(one: BidPartner, **more: object) -> JointSide:
    return JointSide(
        name=one.name,
        role=one.role,
        lots=one.lots,
        share=one.share,
        does=one.does,
        risks=one.risks,
        **more,  # type: ignore[arg-type]
    )
