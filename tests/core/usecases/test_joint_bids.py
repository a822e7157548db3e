"""Joint bids: evidence side by side, people never added, and the document with whose each figure is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import docx
import pytest
from tests.core.usecases.joint_offices import COURIER, LEAD, Side, both_sides, sent_by

from sfph_desktop.core.domain.bids import Bid, BidId, BidPartner
from sfph_desktop.core.domain.joint import SharedEvidence, SharedFigure
from sfph_desktop.core.domain.joint_pages import Combined, JointSide
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.reports.check import check_pdf
from sfph_desktop.core.reports.joint_figures import combined
from sfph_desktop.core.usecases import bids, evidence_files, joint_bids
from sfph_desktop.core.usecases.office import close_office


@pytest.fixture(scope="module")
def sides(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Side, Side]]:
    lead, courier = both_sides(tmp_path_factory.mktemp("joint"))
    yield lead, courier
    for side in (lead, courier):
        close_office(side.office, backup=False)


def joint_bid(lead: Side) -> BidId:
    bid = bids.add_bid(lead.office, Bid(bid_ref="", title="Linen for Fife", buyer="NHS Fife", lots="1, 2")).value.id
    lines = ((LEAD, "lead", "0.8", "sickness of staff"), (COURIER, "subcontractor", "0.15", "vans and roads"))
    for name, role, share, risks in lines:
        one = BidPartner(bid_id=bid, name=name, role=role, share=Decimal(share), does="their part", risks=risks)
        bids.add_bid_partner(lead.office, one)
    return bid


# --- what may be said together ----------------------------------------------------------------------------------------


def side(name: str, *figures: SharedFigure, end: date = date(2026, 3, 31)) -> JointSide:
    evidence = SharedEvidence(
        sender=name, sender_key="", recipient="", recipient_key="", sequence=1, made_on=end, sample=False,
        snapshot="S-0001", period_start=date(2025, 4, 1), period_end=end, figures=figures,
    )  # fmt: skip
    return JointSide(name=name, role="partner", evidence=evidence)


def reach(number: str, people: int | None) -> SharedFigure:
    told = "fewer than 5 people" if people is None else f"{people} people"
    return SharedFigure(
        evidence=number, kind="reach", key="reach", title="Who took part", words="W.", number=told, people=people
    )


def only(*these: JointSide) -> Combined:
    (found,) = combined(these)
    return found


def test_people_are_a_range_from_the_larger_to_the_sum_and_each_is_given() -> None:
    found = only(side("A", reach("E-0007", 31)), side("B", reach("E-0003", 21)), side("C", reach("E-0001", 40)))
    assert (found.low, found.high) == (40, 92)
    assert found.words == "Who took part: between 40 and 92 people."
    assert found.beside.startswith("31 people (E-0007 of A); 21 people (E-0003 of B)")


def test_a_change_keeps_both_ranges_those_who_improved_and_those_measured() -> None:
    change = SharedFigure(
        evidence="E-0001", kind="changes", key="ucla3.total", title="Felt less lonely", words="W.", rule="any",
        people=10, whole=20,
    )  # fmt: skip
    found = only(side("A", change), side("B", replace(change, people=31, whole=38)))
    assert (found.low, found.high) == (31, 41)
    assert "of between 38 and 58 who were measured twice" in found.words
    assert combined((side("A", change), side("B", replace(change, rule="three points or more")))) == ()


def test_what_cannot_overlap_is_added() -> None:
    saved = SharedFigure(
        evidence="E-0001", kind="environment", key="van|", title="Van", words="W.", quantity=Decimal("120.5"),
        unit="kg CO2e",
    )  # fmt: skip
    found = only(side("A", saved), side("B", replace(saved, quantity=Decimal("79.5"))))
    assert (found.total, found.low, found.high) == (Decimal("200.0"), None, None)


@pytest.mark.parametrize(
    ("changed", "end", "says"),
    [
        ({}, date(2026, 6, 30), "different periods"),
        ({"people": None}, date(2026, 3, 31), "too small to be told"),
    ],
)
def test_what_is_not_alike_enough_is_only_set_side_by_side(changed: dict[str, None], end: date, says: str) -> None:
    found = only(side("A", reach("E-0007", 31)), side("B", replace(reach("E-0003", 21), **changed), end=end))
    assert says in found.why_not
    assert (found.words, found.low, found.high, found.total) == ("", None, None, None)


def test_values_and_own_questionnaires_are_never_combined() -> None:
    value = SharedFigure(evidence="E-0001", kind="value", key="value", title="Worth", words="W.")
    own = SharedFigure(
        evidence="E-0002", kind="changes", key="own_tea.total", title="Tea", words="W.", people=9, whole=20
    )
    found = combined((side("A", value, own), side("B", value, own)))
    assert [one.words for one in found] == ["", ""]
    assert "never added" in found[0].why_not and "own" in found[1].why_not


# --- from two offices to one document ---------------------------------------------------------------------------------


def test_evidence_of_both_stands_side_by_side(sides: tuple[Side, Side], tmp_path: Path) -> None:
    lead, courier = sides
    bid = joint_bid(lead)
    before = joint_bids.joint_page(lead.office, int(bid))
    assert [(one.name, one.ours, bool(one.evidence)) for one in before.sides] == [
        (LEAD, True, True), (COURIER, False, False),
    ]  # fmt: skip
    assert "No evidence file of Swift Couriers" in before.sides[1].missing
    assert before.combined == ()
    done = evidence_files.take_evidence(lead.office, sent_by(courier, tmp_path / "in.sfph-evidence"))
    page = joint_bids.joint_page(lead.office, int(bid))
    assert page.share_left == Decimal("0.05")
    told = {one.title: (one.low, one.high) for one in page.combined if one.words}
    assert told["Who took part"] == (20, 40)
    assert (10, 20) in told.values()
    for name in ("joint.pdf", "joint.docx"):
        joint_bids.write_joint_bid(lead.office, int(bid), tmp_path / name)
    assert check_pdf(tmp_path / "joint.pdf") == ()
    written = docx.Document(str(tmp_path / "joint.docx"))
    text = "\n".join(one.text for one in written.paragraphs)
    assert f"of {COURIER}" in text and f"of {LEAD}" in text
    told_once = [one.text for one in written.paragraphs if "One pair for each person" in one.text]
    assert len(told_once) == len(set(told_once)) == 1, "how it was worked out is told once for both"
    assert "Each number opens the figure at" in text
    assert "between 20 and 40 people" in text
    assert "5 of 100 are not shared out yet" in text
    number = lead.run.reach.evidence
    joint_bids.write_joint_bid(lead.office, int(bid), tmp_path / "one.docx", figures=((LEAD.upper(), number.lower()),))
    text = "\n".join(one.text for one in docx.Document(str(tmp_path / "one.docx")).paragraphs)
    assert number in text
    assert text.count("None of its figures was chosen for this paper.") == 1
    assert "between 20 and 40 people" not in text, "together is said of the chosen figures alone"
    for figures, said in ((((COURIER, "E-9999"),), f"no figure E-9999 of {COURIER}"), ((), "No figure")):
        with pytest.raises(UserCanFix, match=said):
            joint_bids.write_joint_bid(lead.office, int(bid), tmp_path / "none.docx", figures=figures)
    assert not (tmp_path / "none.docx").exists()
    evidence_files.remove_taken(lead.office, done.value.taken.id)


def test_a_bid_alone_makes_no_joint_document(sides: tuple[Side, Side], tmp_path: Path) -> None:
    lead = sides[0]
    alone = bids.add_bid(lead.office, Bid(bid_ref="", title="Alone")).value.id
    with pytest.raises(UserCanFix, match="Nobody else is in this bid"):
        joint_bids.write_joint_bid(lead.office, int(alone), tmp_path / "alone.pdf")
    assert not (tmp_path / "alone.pdf").exists()


def test_who_is_not_known_is_told_with_what_to_do(sides: tuple[Side, Side]) -> None:
    lead = sides[0]
    bid = bids.add_bid(lead.office, Bid(bid_ref="", title="With strangers")).value.id
    bids.add_bid_partner(lead.office, BidPartner(bid_id=bid, name="Nobody Known", role="lead"))
    page = joint_bids.joint_page(lead.office, int(bid))
    assert [(one.name, one.role) for one in page.sides] == [("Nobody Known", "lead"), (LEAD, "partner")]
    assert "not in the directory" in page.sides[0].missing
