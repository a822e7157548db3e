"""One good record of every kind, each field filled, so that a field that is lost on the way is seen."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from make_network import desk, membership
from tiny_store import TinyStore

from sfph_desktop.core.domain.benefits import Adjustment, ValueLine
from sfph_desktop.core.domain.bids import (
    Bid,
    BidAnswer,
    BidId,
    BidPartner,
    BidQuestion,
    BidQuestionId,
    EarlierAnswer,
    Policy,
    QuotedFigure,
)
from sfph_desktop.core.domain.contracts import (
    Commissioner,
    Contract,
    ContractId,
    ContractLot,
    ContractPartner,
    InputCost,
    Target,
    WorkforceFact,
)
from sfph_desktop.core.domain.delivery import (
    Absence,
    Activity,
    ActivitySession,
    Attendance,
    Group,
    GroupId,
    GroupMember,
    Service,
    SessionId,
)
from sfph_desktop.core.domain.handover import Duty
from sfph_desktop.core.domain.impact_facts import Comparison
from sfph_desktop.core.domain.import_mappings import ImportMapping
from sfph_desktop.core.domain.joint import PartnerKey, SentEvidence, TakenEvidence
from sfph_desktop.core.domain.lawful_bases import LawfulBasis
from sfph_desktop.core.domain.measures import Assessment, EnvironmentRecord, OutcomeEvent
from sfph_desktop.core.domain.monitoring import LayoutId, ReportAnswer, ReportLayout, ReportSection
from sfph_desktop.core.domain.opportunities import (
    BidderFact,
    BidderList,
    Criterion,
    Detail,
    Lot,
    NoticeRelease,
    Opportunity,
    OpportunityId,
)
from sfph_desktop.core.domain.outcomes import ChosenFramework, Indicator, Outcome, OutcomeId, ServedOutcome, TheoryArrow
from sfph_desktop.core.domain.own_measures import AnswerDraft, OwnInstrument, PaperCopy, Wording
from sfph_desktop.core.domain.partners import Involvement, Partner, PartnerContact, PartnerId, Referral
from sfph_desktop.core.domain.people import Episode, FundingShare, ServiceUser, ServiceUserId
from sfph_desktop.core.domain.person_record import (
    Action,
    Address,
    Alert,
    Consent,
    DifferentPeople,
    Join,
    Note,
    OtherName,
    PersonLink,
    Role,
)
from sfph_desktop.core.domain.promises import CostBeside, FairWorkAnswer, Promise, PromiseDelivery, PromiseId
from sfph_desktop.core.domain.psps import Psp, PspEntry, PspId, PspPartner
from sfph_desktop.core.domain.readiness import ReadinessAnswer
from sfph_desktop.core.domain.returns import RowAgreement
from sfph_desktop.core.domain.savings import SavingCase, SavingCaseId, SavingLine
from sfph_desktop.core.domain.stories import Quote, QuoteId, Story, StoryId, StoryQuote, StoryUse, StoryWords
from sfph_desktop.core.domain.values import Money
from sfph_desktop.core.store.unit_of_work import Unit, reading, writing

AT = datetime(2026, 3, 31, 14, 2, tzinfo=UTC)
ONE = ServiceUserId(1)


def person(**more: Any) -> ServiceUser:
    return ServiceUser(
        **{
            "person_ref": "P-0001",
            "given_name": "Màiri",
            "family_name": "O'Brien",
            "known_as": "Mo",
            "date_of_birth": date(1961, 2, 28),
            "gender": "woman",
            "postcode": "EH6 5AB",
            "ethnic_group": "white",
            "disability": "yes",
            "care_experienced": "no",
            "phone": "0131 496 0000",
            "email": "mo@hill.example",
            "referral_source": "GP",
            "referral_date": date(2025, 1, 2),
            "notes": 'likes "blue"\n<b>tea</b>',
            "pronouns": "she",
            "first_language": "Gaelic",
            "communication": "large print",
            "health_conditions": "LTC01 LTC05",
            "preferred_contact": "phone",
            "died_on": date(2026, 3, 1),
            **more,
        }
    )


def episode(**more: Any) -> Episode:
    funding = (
        FundingShare(contract_ref="C-A", share=Decimal("0.6")),
        FundingShare(contract_ref="C-B", share=Decimal("0.3333")),
    )
    return Episode(
        **{
            "episode_ref": "E-1",
            "person_id": ONE,
            "service": "Lunch club",
            "start_date": date(2025, 1, 10),
            "end_date": date(2025, 12, 24),
            "end_reason": "moved away",
            "funding": funding,
            **more,
        }
    )


def assessment(**more: Any) -> Assessment:
    return Assessment(
        **{
            "person_id": ONE,
            "instrument": "swemwbs7",
            "date": date(2025, 1, 12),
            "stage": "baseline",
            "answers": (1.0, 2.0, None, 4.0, 5.0, 1.0, None),
            "ready_score": 12.5,
            "scores": {"metric": 0.1 + 0.2, "raw": 22.0},
            "version": "4741ed",
            "texts": {"name_of_pet": "Bàn", "since": "2024-11-03"},
            **more,
        }
    )


def about_a_person() -> dict[str, Any]:
    """What hangs on one person's record. The other of a pair is the same person: ids are all that is looked at."""
    day, later = date(2025, 1, 6), date(2026, 1, 6)
    return {
        "other_names": OtherName(person_id=ONE, kind="birth", given_name="M", family_name="Ross", until=day),
        "addresses": Address(
            person_id=ONE,
            from_date=day,
            to_date=later,
            lines="1 Hill Street\nLeith",
            postcode="EH6 5AB",
            council="S12000036",
            health_board="S08000024",
            integration_authority="S37000012",
            data_zone="S01008784",
            simd_rank=812,
            simd_version="2020v2",
            area_source="sample",
        ),
        "consents": Consent(
            person_id=ONE,
            purpose="share",
            given_on=day,
            words="May we …?",
            words_version="1",
            how="spoken",
            expires_on=later,
            withdrawn_on=later,
            note="by phone",
        ),
        "alerts": Alert(person_id=ONE, kind="allergy", text="nuts", from_date=day, review_on=later, ended_on=later),
        "links": PersonLink(
            person_id=ONE,
            other_id=ONE,
            kind="carer",
            name="Isla",
            contact="0131 496 0001",
            from_date=day,
            to_date=later,
            note="evenings",
        ),
        "roles": Role(person_id=ONE, role="volunteer", from_date=day, to_date=later, detail="kitchen"),
        "notes": Note(person_id=ONE, date=day, author="Ana", text="phoned", private=True),
        "actions": Action(person_id=ONE, what="ring the GP", due_on=day, by_whom="Ana", done_on=later),
        "joins": Join(person_id=ONE, other_id=ONE, joined_on=day, reason="same birthday"),
        "different_people": DifferentPeople(person_id=ONE, other_id=ONE, said_on=day, reason="twins"),
        "paper_copies": PaperCopy(
            code="K7Q2", person_id=ONE, instrument="swemwbs7", stage="review", printed_on=day, answered_on=later
        ),
        "answer_drafts": AnswerDraft(
            person_id=ONE,
            instrument="swemwbs7",
            date=day,
            stage="review",
            how="self",
            answers="[1, null]",
            again="[1, false]",
            code="K7Q2P4",
        ),
    }


def around_people() -> dict[str, Any]:
    """Services, groups, partners, questionnaires of the office's own, remembered mappings."""
    day, later = date(2025, 1, 6), date(2026, 1, 6)
    return {
        "services": Service(name="Lunch club", purpose="company", who_for="over 60", from_date=day, to_date=later),
        "activities": Activity(service="Lunch club", name="Soup", minutes=90, place="Hall"),
        "groups": Group(
            name="Monday soup",
            service="Lunch club",
            activity="Soup",
            place="Hall",
            every="fortnight",
            weekday=2,
            starts_at="12:30",
            minutes=90,
            present_by_default=False,
            from_date=day,
            to_date=later,
            note="bring the urn",
        ),
        "group_members": GroupMember(group_id=GroupId(1), person_id=ONE, from_date=day, to_date=later),
        "partners": Partner(
            partner_ref="PA-1",
            name="Leith Medical",
            kind="health_professional",
            council="S12000036",
            health_board="S08000024",
            integration_authority="S37000012",
            address="2 Quay",
            postcode="EH6 6AA",
            phone="0131 496 0002",
            email="desk@leith.example",
            website="leith.example",
            description="practice",
            source_id="a1",
            retired_on=later,
        ),
        "partner_contacts": PartnerContact(
            partner_id=PartnerId(1), name="Dr Ray", job="GP", phone="0131 496 0003", email="ray@leith.example"
        ),
        "referrals": Referral(
            person_id=ONE,
            direction="in",
            partner_id=PartnerId(1),
            source="GP",
            service="Lunch club",
            reason="lonely",
            made_on=day,
            first_contact_on=later,
            outcome="started",
            outcome_on=later,
            priority=2,
            note="likes cards",
        ),
        "involvements": Involvement(
            person_id=ONE, partner_id=PartnerId(1), contact="Dr Ray", what="checks", from_date=day, to_date=later
        ),
        "own_instruments": OwnInstrument(
            instrument="own_soup", version=2, definition="{}", source="soup.xlsx", made_on=day, retired_on=later
        ),
        "wordings": Wording(instrument="phq9", texts="{}", declared_by="Ana", declared_on=day, terms="registered"),
        "import_mappings": ImportMapping(name="register", shape="ab12", mapping="", used_on=day),
    }


def outcome_framework() -> dict[str, Any]:
    """What the enterprise wants to change, and whose outcomes that serves."""
    return {
        "outcomes": Outcome(
            outcome_ref="O-1",
            title="People are less lonely",
            level="social",
            phrase="combating loneliness",
            construct="loneliness",
            service="Lunch club",
            group_id=GroupId(1),
            stages="baseline review",
            position=2,
            note="asked over soup",
        ),
        "indicators": Indicator(
            outcome_id=OutcomeId(1),
            kind="change",
            sentence="Mean change in UCLA-3",
            instrument="ucla3",
            output="total",
            event_type="joined_in",
            factor="water_supply",
            position=1,
        ),
        "served_outcomes": ServedOutcome(
            outcome_id=OutcomeId(1),
            framework_id="SCO-NHWO",
            framework_title="National Health and Wellbeing Outcomes",
            framework_year="2014",
            status="current",
            official_id="NHWO-4",
            title="Quality of life",
            confidence="official-seen",
        ),
        "theory_arrows": TheoryArrow(
            outcome_id=OutcomeId(1),
            activity="Lunch club",
            stands="no",
            assumption="somebody sits beside them",
        ),
        "chosen_frameworks": ChosenFramework(
            framework_id="SCO-NHWO",
            title="National Health and Wellbeing Outcomes",
            year="2014",
            status="current",
            country="Scotland",
            buyer="integration authority",
            chosen_on=date(2026, 1, 6),
        ),
    }


def work_to_bid_for() -> dict[str, Any]:
    """An opportunity, what its notice tells, the lists of buyers, and what buyers ask of a bidder."""
    day, later = date(2026, 9, 1), date(2026, 10, 2)
    return {
        "opportunities": Opportunity(
            opportunity_ref="N-0001",
            title="Lunch clubs",
            buyer="Leith Council",
            buyer_kind="council",
            buyer_region="UKM75",
            description="Lunch clubs for over 65s",
            source="pcs",
            jurisdiction="Scotland",
            route="quick_quote",
            stage="open",
            ocid="ocds-1",
            only_changes=True,
            language="en",
            published_on=day,
            updated_on=later,
            questions_by=day,
            questions_time="17:00",
            tenders_by=later,
            tenders_time="12:00 Z",
            contract_start=day,
            contract_end=later,
            duration_days=365,
            extension="one year more",
            value=Money(45_000_00),
            value_gross=Money(54_000_00),
            value_low=Money(40_000_00),
            value_words="for both lots",
            procedure="open",
            how_to_apply="in the portal",
            who_may_apply="small enterprises",
            decision="bid",
            decision_reason="it is what we do",
            decided_on=day,
            decided_by="Ana",
            decided_with="for: near",
            note="ask Jo",
        ),
        "opportunity_lots": Lot(
            opportunity_id=OpportunityId(1),
            lot="1",
            title="North",
            description="north of the river",
            value=Money(20_000_00),
            contract_start=day,
            contract_end=later,
            duration_days=365,
            extension="none",
            position=1,
        ),
        "opportunity_criteria": Criterion(
            opportunity_id=OpportunityId(1),
            lot="1",
            kind="quality",
            name="Method",
            weight=Decimal("62.5"),
            weight_words="62.5 of 100",
            position=2,
        ),
        "opportunity_details": Detail(
            opportunity_id=OpportunityId(1), kind="code", code="85000000", text="Health", place="notice", position=3
        ),
        "notice_releases": NoticeRelease(
            opportunity_id=OpportunityId(1),
            ocid="ocds-1",
            release_key="r-1",
            released_at="2026-09-01T10:00:00Z",
            tags="tender",
            file="notice.json",
            read_on=day,
            content="eJw=",
        ),
        "bidder_lists": BidderList(
            buyer="Leith Council",
            kind="framework",
            what="meals",
            up_to=Money(15_000_00),
            from_date=day,
            to_date=later,
            source="their page",
            note="renew",
        ),
        "bidder_facts": BidderFact(
            date=day,
            turnover=Money(310_000_00),
            employees=9,
            employees_integrated=3,
            main_aim="yes",
            aim_written_in="article 4",
            note="audited",
        ),
    }


def case_studies() -> dict[str, Any]:
    """A person's story, its words, a quote in it, and one time it left the office."""
    day, later = date(2025, 1, 6), date(2026, 1, 6)
    story = StoryId(1)
    return {
        "stories": Story(
            story_ref="CS-1",
            kind="person",
            person_id=ONE,
            title="A place at the table",
            shown_name="Ina",
            status="ready",
            rounding="month",
            begun_on=day,
            read_on=later,
        ),
        "story_words": StoryWords(story_id=story, section="mattered", text="To cook <for> others."),
        "quotes": Quote(
            person_id=ONE,
            said_by="Ina",
            text="I laugh again.",
            said_on=day,
            usable=True,
            agreed="spoken, 6 January",
            note="over soup",
        ),
        "story_quotes": StoryQuote(story_id=story, quote_id=QuoteId(1), position=1),
        "story_uses": StoryUse(
            story_id=story,
            person_id=ONE,
            used_on=later,
            used_at="2026-01-06T10:00:00",
            how="pdf",
            where_to="ina.pdf",
            title="A place at the table",
        ),
    }


def bids() -> dict[str, Any]:
    """A tender that is being answered, and what is kept for the next."""
    day, later = date(2025, 1, 6), date(2026, 1, 6)
    return {
        "bids": Bid(
            bid_ref="B-001",
            title="Day support",
            buyer="Fife Council",
            opportunity="ocds-1",
            due_date=later,
            due_time="12:00",
            lots="1, 3",
            status="sent",
            snapshot="S-0001",
            numbers_shown="annex",
            note="by portal",
        ),
        "bid_questions": BidQuestion(
            bid_id=BidId(1),
            number="4.1",
            text="What changes?",
            most=500,
            unit="characters",
            way="web_form",
            hyphens_part=True,
            weight=12.5,
            position=2,
        ),
        "bid_answers": BidAnswer(
            question_id=BidQuestionId(1),
            text="We saw {E-0001}",
            changed_on=day,
            quotes=(QuotedFigure(token="{E-0001}", words="31 of 38", number="31", quoted_on=day, kept="33"),),
        ),
        "earlier_answers": EarlierAnswer(question="Who?", text="We", source="Quick quote", written_on=day),
        "policies": Policy(
            name="Safeguarding",
            kind="insurance",
            number="£5m",
            issuer="Ins",
            agreed_on=day,
            expires_on=later,
            file="K:/safe.pdf",
            note="signed",
        ),
        "duties": Duty(kind="group", what="Lunch", who="Ann", stands_in="Bo", note="keys"),
        "lawful_bases": LawfulBasis(
            purpose="network",
            field="events",
            basis="consent",
            condition="explicit_consent",
            reason="we ask each person",
            from_date=day,
            decided_by="manager",
            ended_on=later,
        ),
        "row_agreements": RowAgreement(
            desk_key="ABCDE", agreed_on=day, agreed_by="manager", words="for research", ended_on=later
        ),
        "readiness_answers": ReadinessAnswer(
            question="backups", answer="partly", note="a stick", answered_on=day, answered_by="manager"
        ),
        "bid_partners": BidPartner(
            bid_id=BidId(1), name="Courier", role="lead", lots="2", share=Decimal("0.2"), does="vans", risks="fuel"
        ),
        "joint_keys": PartnerKey(
            partner_id=PartnerId(1),
            public_key="ABCDE",
            accepted_on=day,
            accepted_by="manager",
            retired_on=later,
            seal_key="age1z",
        ),
        "joint_sent": SentEvidence(
            partner_id=PartnerId(1),
            sequence=2,
            digest="ab12",
            snapshot="S-0001",
            figures="E-0001 E-0002",
            made_on=day,
            seal_key="age1z",
            content=b"age\x00",
        ),
        "joint_taken": TakenEvidence(
            partner_id=PartnerId(1),
            public_key="ABCDE",
            sequence=3,
            digest="cd34",
            file="laundry.sfph-evidence",
            taken_on=day,
            content="{}",
        ),
    }


def promises() -> dict[str, Any]:
    """What was promised beside the service, a case for investing, and a partnership."""
    day, later = date(2025, 1, 6), date(2026, 1, 6)
    case, psp = SavingCaseId(1), PspId(1)
    return {
        "promises": Promise(
            promise_ref="PR-001",
            title="Placements for school leavers",
            benefit="CB16",
            contract_ref="C-A",
            bid_ref="B-001",
            number=4.0,
            unit="placements",
            due_date=later,
            made_on=day,
            deliverer="Hill Housing",
            cost=Money(1_200_00),
            note="two in spring",
        ),
        "promise_deliveries": PromiseDelivery(
            promise_id=PromiseId(1), date=later, number=1.5, proof="signed by the school", file="E-0001"
        ),
        "fair_work_answers": FairWorkAnswer(criterion="FWF-2", text="A staff forum <monthly>", changed_on=day),
        "costs_beside": CostBeside(
            what="A day place",
            cost=Money(9_000_00),
            per="outcome",
            source="the council's own",
            unit_value="DAY1",
            contract_ref="C-A",
            note="five days a week",
        ),
        "saving_cases": SavingCase(
            case_ref="IS-001",
            title="Fewer falls",
            asked_of="the board",
            contract_ref="C-A",
            invest=Money(30_000_00),
            running=Money(9_000_00),
            match=Money(5_000_00),
            match_from="a trust",
            starts_on=day,
            years=4,
            conditions="people come every week",
            note="asked in May",
        ),
        "saving_lines": SavingLine(
            case_id=case,
            payer="NHS",
            what="falls",
            low=Money(1_00),
            amount=Money(2_00),
            high=Money(3_00),
            cashable=Decimal("0.25"),
            cashable_why="agency beds",
            from_month=6,
            source="line V1",
            evidence="E-0001",
        ),
        "psps": Psp(
            psp_ref="PSP-001",
            title="Home from hospital",
            public_body="the board",
            contract_ref="C-A",
            stage="pilot",
            starts_on=day,
            pilot_from=day,
            pilot_to=later,
            tender_by=later,
            pilot_cost=Money(40_000_00),
            note="memorandum signed",
        ),
        "psp_partners": PspPartner(psp_id=psp, name="Hill Housing", role="lead of the consortium"),
        "psp_entries": PspEntry(
            psp_id=psp,
            stage="pilot",
            kind="outcome",
            date=later,
            text="31 went home sooner",
            by_whom="the ward",
            evidence="E-0001",
            cost=Money(700_00),
        ),
    }


def others() -> dict[str, Any]:
    """One record of every kind that needs a person, a session or nothing at all to exist."""
    because = {
        name: Adjustment(share=Decimal(share), reason=f"because of {name}", source=f"a study of {name}")
        for name, share in (
            ("deadweight", "0.25"),
            ("displacement", "0"),
            ("attribution", "0.2"),
            ("drop_off", "0.333"),
        )
    }
    return {
        **about_a_person(),
        **around_people(),
        **outcome_framework(),
        **work_to_bid_for(),
        **case_studies(),
        **bids(),
        **promises(),
        **membership(),
        **desk(),
        "sessions": ActivitySession(
            session_ref="S-1",
            service="Lunch club",
            activity="Soup",
            date=date(2025, 2, 3),
            minutes=90,
            place="Hall",
            unnamed_low=2,
            unnamed_high=5,
            group_id=GroupId(1),
            starts_at="12:30",
            register="taken",
            note="the oven was cold",
        ),
        "attendance": Attendance(session_id=SessionId(1), person_id=ONE, minutes=45, walk_in=True, note="left early"),
        "absences": Absence(session_id=SessionId(1), person_id=ONE, reason="told"),
        "events": OutcomeEvent(
            person_id=ONE,
            date=date(2025, 3, 4),
            event_type="job_started",
            quantity=1.5,
            sustained_weeks=26,
            note="shop",
        ),
        "environment": EnvironmentRecord(
            date=date(2025, 4, 5),
            factor="van_diesel",
            quantity=12.25,
            replaces_factor="car_average",
            replaces_quantity=30.0,
            displacement_rate=0.4,
            displacement_reason="asked at the till",
            note="shared run",
        ),
        "contracts": Contract(
            contract_ref="C-A",
            title="Day support",
            commissioner="Integration authority",
            route="contract",
            value=Money(12_345_67),
            start_date=date(2025, 4, 1),
            end_date=date(2026, 3, 31),
            lead_partner="Us",
            our_share=Decimal("0.75"),
            ocid="ocds-1",
            extension="two further years",
            extended_to=date(2028, 3, 31),
        ),
        "commissioners": Commissioner(
            name="Integration authority",
            kind="integration_authority",
            area="Braes",
            contact="Ruth",
            phone="0131 496 0000",
            email="ruth@example.org",
            note="asks for the report by the 10th",
        ),
        "contract_lots": ContractLot(
            contract_id=ContractId(1), lot="2", title="Day support", value=Money(5_000_00), position=1
        ),
        "contract_partners": ContractPartner(
            contract_id=ContractId(1),
            partner_id=PartnerId(1),
            name="Hill Housing",
            role="subcontractor",
            share=Decimal("0.25"),
            lot="2",
            note="drives the van",
        ),
        "report_layouts": ReportLayout(
            name="As the authority asks", contract_ref="C-A", commissioner="Integration authority", title="Return"
        ),
        "report_sections": ReportSection(
            layout_id=LayoutId(1),
            kind="question",
            heading="What went well",
            fields="promised delivered",
            question="In 200 words",
            position=2,
        ),
        "report_answers": ReportAnswer(section_id=1, contract_ref="C-A", quarter="2026Q1", text="Soup on Tuesdays"),
        "targets": Target(contract_ref="C-A", indicator="people", target=120.0, due_date=date(2026, 3, 31)),
        "inputs": InputCost(
            date_from=date(2025, 4, 1),
            date_to=date(2026, 3, 31),
            kind="cash",
            amount=Decimal("1000.10"),
            service="Lunch club",
            contract_ref="C-A",
        ),
        "workforce": WorkforceFact(
            date=date(2026, 3, 31),
            staff_headcount=9,
            staff_fte=6.4,
            leavers_in_year=1,
            staff_former_service_users=3,
            volunteers=17,
            living_wage="yes",
        ),
        "value_lines": ValueLine(
            line_ref="V1",
            indicator="swemwbs7.improved",
            unit_value="wellby",
            unit_value_checked="read in the publisher's own table",
            duration_years=Decimal("1.5"),
            **because,
            cashable=Adjustment(share=None, reason="not known"),
            contract_ref="C-A",
            overlap_group="wellbeing",
        ),
        "comparisons": Comparison(
            comparison_ref="K1",
            instrument="swemwbs7",
            output="metric",
            kind="group",
            pairs=40,
            mean_change=0.7,
            sd_change=3.1,
            improved_share=0.4,
            source="waiting list",
            period="2024",
        ),
    }


def everything() -> dict[str, Any]:
    return {"people": person(), "episodes": episode(), **others(), "assessments": assessment()}


def save(store: TinyStore, kind: str, value: object, why: str = "added") -> tuple[int, int]:
    """Keep one record in a unit of its own: (its id, the unit's id)."""
    with writing(store, why, who="Ana", at=AT) as unit:
        return unit.add(kind, value), unit.id


def save_everything(store: TinyStore) -> Unit:
    with writing(store, "added everything", who="Ana", at=AT) as unit:
        for kind, value in everything().items():
            unit.add(kind, value)
    return unit


TABLES = (
    *("other_names", "addresses", "consents", "alerts", "links", "roles", "notes", "actions", "joins"),
    *("different_people", "paper_copies", "answer_drafts", "services", "activities", "groups", "group_members"),
    *("absences", "partners", "partner_contacts", "referrals", "involvements", "own_instruments", "wordings"),
    *("import_mappings", "outcomes", "indicators", "served_outcomes", "theory_arrows", "chosen_frameworks"),
    *("stories", "story_words", "quotes", "story_quotes", "story_uses"),
    *(
        "people",
        "episodes",
        "funding",
        "sessions",
        "attendance",
        "assessments",
        "answers",
        "scores",
        "answer_texts",
        "events",
    ),
    *("bids", "bid_questions", "bid_answers", "bid_quotes", "earlier_answers", "policies", "bid_partners"),
    *("joint_keys", "joint_sent", "joint_taken"),
    *("environment", "contracts", "targets", "inputs", "workforce", "value_lines", "comparisons", "packs"),
    *("opportunities", "opportunity_lots", "opportunity_criteria", "opportunity_details", "notice_releases"),
    *("bidder_lists", "bidder_facts"),
    *("promises", "promise_deliveries", "fair_work_answers", "costs_beside", "saving_cases", "saving_lines"),
    *("psps", "psp_partners", "psp_entries"),
    *("network_desks", "network_definitions", "network_profile", "network_mappings", "network_sent"),
    *("network_released", "network_packs", "desk_members", "desk_keys", "desk_definitions", "desk_returns"),
    *("desk_return_contents", "desk_packs", "desk_pack_contents", "desk_cards", "desk_publications"),
    "desk_published",
    *("lawful_bases", "row_agreements"),
    *("duties", "readiness_answers"),
    *("commissioners", "contract_lots", "contract_partners", "report_layouts", "report_sections", "report_answers"),
)


def contents(store: TinyStore) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table of records, and what the search index finds: what must be as before after an undo.

    The index must be sound, and say what the names say.
    """
    with store.writer.begin() as connection:
        connection.exec_driver_sql("INSERT INTO people_search(people_search, rank) VALUES ('integrity-check', 1)")
    with reading(store) as connection:
        rows = {
            name: [tuple(row) for row in connection.exec_driver_sql(f"SELECT * FROM {name} ORDER BY 1, 2")]
            for name in TABLES
        }
        indexed = "SELECT rowid, name, reference FROM people_search ORDER BY rowid"
        named = "SELECT id, name, reference FROM people_searched ORDER BY id"
        assert connection.exec_driver_sql(indexed).all() == connection.exec_driver_sql(named).all()
        index = "SELECT rowid FROM people_search WHERE people_search MATCH 'm* OR a* OR p*' ORDER BY rowid"
        rows["search"] = [tuple(row) for row in connection.exec_driver_sql(index)]
    return rows
