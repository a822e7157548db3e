"""Records of the network, one of every kind: a member's side and the desk's. The first of each is number 1."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from sfph_desktop.core.domain.desks import (
    IssuedDefinitions,
    MadePack,
    Member,
    MemberKey,
    PackContent,
    PracticeCardKept,
    ReceivedReturn,
    ReturnContent,
)
from sfph_desktop.core.domain.memberships import (
    AcceptedDesk,
    IndicatorMapping,
    MembershipProfile,
    Released,
    SentReturn,
    TakenDefinitions,
    TakenPack,
)
from sfph_desktop.core.domain.publications import Publication, PublishedReturn

DAY, LATER = date(2026, 4, 7), date(2026, 10, 7)
ABOUT = {
    "legal_form": "SCIO",
    "council": "S12000036",
    "health_board": "S08000024",
    "client_groups": "carers dementia",
    "established": 1998,
}


def membership() -> dict[str, Any]:
    """A member's side."""
    return {
        "network_desks": AcceptedDesk(
            network="Braes", public_key="ABCDE", seal_key="age1x", accepted_on=DAY, accepted_by="Ana", left_on=LATER
        ),
        "network_definitions": TakenDefinitions(
            desk_id=1, version=2, first_quarter="2026Q1", digest="ab", taken_on=DAY, content="{}"
        ),
        "network_profile": MembershipProfile(member_name="Hill Laundrette", **ABOUT),
        "network_mappings": IndicatorMapping(indicator="wellbeing", measure="own1.better", note="ours since 2019"),
        "network_sent": SentReturn(
            desk_id=1,
            quarter="2026Q1",
            sequence=3,
            definitions=2,
            digest="cd",
            made_on=DAY,
            sample=True,
            content=b"age\x00\xff",
        ),
        "network_released": Released(
            sent_id=1,
            quarter="2026Q1",
            indicator="wellbeing",
            group_kind="gender",
            group_value="female",
            window="year",
            n=38,
            value=Decimal("3.10"),
            qualifier="earlier",
            true_n=41,
            true_k=30,
        ),
        "network_packs": TakenPack(
            desk_id=1, quarter="2026Q1", sequence=4, digest="ef", file="q1.sfph-pack", taken_on=LATER, content=b"\x00{}"
        ),
    }


def desk() -> dict[str, Any]:
    """The desk's side."""
    return {
        "desk_members": Member(name="Hill", earlier_names="Brae", joined_on=DAY, left_on=LATER, **ABOUT),
        "desk_keys": MemberKey(
            member_id=1, public_key="FGHJK", seal_key="age1y", accepted_on=DAY, accepted_by="Bo", retired_on=LATER
        ),
        "desk_definitions": IssuedDefinitions(
            version=2, first_quarter="2026Q1", issued_on=DAY, digest="ab", content="{}"
        ),
        "desk_returns": ReceivedReturn(
            member_id=1,
            key_id=1,
            quarter="2026Q1",
            sequence=3,
            definitions=2,
            digest="cd",
            file="hill.sfph-return",
            received_on=LATER,
            sample=True,
        ),
        "desk_return_contents": ReturnContent(return_id=1, content=b"PK\x00\xff"),
        "desk_packs": MadePack(member_id=1, quarter="2026Q1", sequence=4, digest="ef", made_on=LATER),
        "desk_pack_contents": PackContent(pack_id=1, content=b"\x00\xffage"),
        "desk_cards": PracticeCardKept(
            ref="GP-001",
            title="A quiet table",
            member="Hill",
            themes="reach people",
            words="We moved it",
            learned="Ask first",
            agreed="by letter",
            published_on=DAY,
            withdrawn_on=LATER,
        ),
        "desk_publications": Publication(
            quarter="2026Q1",
            edition=2,
            definitions=2,
            members=7,
            published_on=LATER,
            sample=True,
            held="wellbeing reach",
            facts_held=True,
            content="{}",
        ),
        "desk_published": PublishedReturn(publication_id=1, return_id=1),
    }
