"""Commands for bidding together: evidence files made, taken, listed, removed; the joint bid as a document."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import asdict
from typing import Any

from sfph_desktop.cli.office import opened
from sfph_desktop.cli.saying import Saying
from sfph_desktop.core.domain.bid_rules import ROLE_WORDS
from sfph_desktop.core.domain.bids import BidId, BidPartner
from sfph_desktop.core.domain.joint_pages import JointSide
from sfph_desktop.core.usecases import bids, evidence_files, joint_bids, partners

_FACTS = ("role", "lots", "share", "does", "risks")


def make(asked: Namespace, saying: Saying) -> None:
    """Write chosen figures of a kept run as a signed file for a partner."""
    with opened(asked) as office:
        partner = partners.partner_named(office, asked.partner)
        made = evidence_files.make_evidence(
            office, partner.id, asked.out, snapshot=asked.snapshot, figures=asked.figures or ()
        ).value
    for number in made.left_out:
        saying.note(f"{number} was left out: it may not leave, or is of another run.")
    document = {
        "file": str(made.file),
        "for": partner.name,
        "sequence": made.sent.sequence,
        "figures": [asdict(one) for one in made.evidence.figures],
        "left_out": list(made.left_out),
    }

    def tell() -> None:
        saying.line(f"{made.file}: file {made.sent.sequence} for {partner.name}, with what follows and nothing else.")
        for one in made.evidence.figures:
            saying.line(f"  {one.evidence}  {one.words}")

    saying.either(asked.json, document, tell)


def take(asked: Namespace, saying: Saying) -> None:
    """Check a partner's evidence file, and take it in or refuse it with the reason."""
    with opened(asked) as office:
        done = evidence_files.take_evidence(office, asked.file)
    found = done.value
    document = {
        "partner": found.partner.name,
        "sequence": found.taken.sequence,
        "id": found.taken.id,
        "already": found.already,
        "checked": list(found.checked),
        "figures": [asdict(one) for one in found.evidence.figures],
    }

    def tell() -> None:
        saying.line(f"{done.why}.")
        for said in found.checked:
            saying.line(f"  {said}")
        for one in found.evidence.figures:
            saying.line(f"  {one.evidence} of {found.partner.name}: {one.words}")

    saying.either(asked.json, document, tell)


def listed(asked: Namespace, saying: Saying) -> None:
    """The evidence files that went out and came in."""
    with opened(asked) as office:
        names: dict[Any, str] = {row[0]: str(row[2]) for row in partners.list_partners(office).rows}
        with office.reading() as connection:
            sent, taken = evidence_files.sent_in(connection), evidence_files.taken_in(connection)
    came = [{name: value for name, value in asdict(one).items() if name != "content"} for one in taken]
    document = {
        "made": [{"partner": names.get(one.partner_id, ""), **asdict(one)} for one in sent],
        "taken": [{"partner": names.get(one["partner_id"], ""), **one} for one in came],
    }

    def tell() -> None:
        for one in sent:
            who = names.get(one.partner_id, "")
            saying.line(f"Made on {one.made_on} for {who}, file {one.sequence}: {one.figures} of {one.snapshot}")
        for two in taken:
            who = names.get(two.partner_id, "")
            saying.line(f"{two.id}  Taken in on {two.taken_on} from {who}, file {two.sequence} ({two.file})")
        if not sent and not taken:
            saying.note("No evidence file was made or taken in yet.")

    saying.either(asked.json, document, tell)


def remove(asked: Namespace, saying: Saying) -> None:
    """Remove an evidence file that was taken in."""
    with opened(asked) as office:
        done = evidence_files.remove_taken(office, asked.id)
    saying.either(asked.json, {"removed": done.value.id}, lambda: saying.line(f"{done.why}."))


def figure(text: str) -> tuple[str, str]:
    """Whose figure, and its evidence number, as typed: `E-0412` is ours, `Hill Housing:E-0003` theirs."""
    whose, _, number = text.rpartition(":")
    return whose.strip(), number.strip().upper()


def bid(asked: Namespace, saying: Saying) -> None:
    """Who bids together with the evidence of each, and what it comes to; written as a document where asked."""
    with opened(asked) as office:
        found = bids.bid_named(office, asked.bid)
        page = joint_bids.joint_page(office, found.id)
        if asked.out is not None:
            us = next(one.name for one in page.sides if one.ours)
            chosen = [which if which[0] else (us, which[1]) for which in asked.figure or ()]
            joint_bids.write_joint_bid(office, found.id, asked.out, figures=chosen or None)
    document: dict[str, Any] = {
        "bid": found.bid_ref,
        "file": str(asked.out) if asked.out is not None else "",
        "sides": [_side(one) for one in page.sides],
        "combined": [asdict(one) for one in page.combined],
    }

    def tell() -> None:
        if asked.out is not None:
            saying.line(str(asked.out))
            return
        for one in page.sides:
            share = "" if one.share is None else f", {one.share * 100:.0f} of 100"
            saying.line(f"{one.name}: {ROLE_WORDS[one.role]}{share}")
            saying.line(f"  Risks they carry: {one.risks or 'none written down yet'}")
            for figure in one.evidence.figures if one.evidence else ():
                saying.line(f"  {figure.evidence} of {one.name}: {figure.words}")
            if one.missing:
                saying.line(f"  {one.missing}")
        for two in page.combined:
            saying.line(two.words or f"Not combined: {two.title}, because {two.why_not}.")

    for one in page.sides:
        if one.missing and asked.out is not None:
            saying.note(one.missing)
    saying.either(asked.json, document, tell)


def bid_partner(asked: Namespace, saying: Saying) -> None:
    """Add, change or remove one of those who bid together."""
    given = {name: value for name in _FACTS if (value := getattr(asked, name, None)) is not None}
    with opened(asked) as office:
        found = bids.bid_named(office, asked.bid)
        if asked.action == "add":
            done = bids.add_bid_partner(office, BidPartner(bid_id=BidId(found.id), name=asked.name, **given))
        else:
            there = joint_bids.partner_of_bid(office, found, asked.name)
            if asked.action == "change":
                done = bids.change_bid_partner(office, there.id, **given)
            else:
                done = bids.remove_bid_partner(office, there.id)
    saying.either(asked.json, {"bid": found.bid_ref, **asdict(done.value)}, lambda: saying.line(f"{done.why}."))


def _side(one: JointSide) -> dict[str, Any]:
    told = {name: value for name, value in asdict(one).items() if name not in {"taken", "evidence"}}
    return {
        **told,
        "file": one.taken.sequence if one.taken is not None else None,
        "figures": [asdict(figure) for figure in one.evidence.figures] if one.evidence is not None else [],
    }
