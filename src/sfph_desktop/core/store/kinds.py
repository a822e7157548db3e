"""The kinds of record the store knows: their table, their parts, whose they are, and what refers to what.

The unit of work, the history and the drift test all read this one table. A new kind of record is a row here.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Table

from sfph_desktop.core.domain.benefits import ValueLine
from sfph_desktop.core.domain.bids import Bid, BidAnswer, BidPartner, BidQuestion, EarlierAnswer, Policy
from sfph_desktop.core.domain.contracts import (
    Commissioner,
    Contract,
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
    GroupMember,
    Service,
)
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
from sfph_desktop.core.domain.handover import Duty
from sfph_desktop.core.domain.impact_facts import Comparison
from sfph_desktop.core.domain.import_mappings import ImportMapping
from sfph_desktop.core.domain.joint import PartnerKey, SentEvidence, TakenEvidence
from sfph_desktop.core.domain.lawful_bases import LawfulBasis
from sfph_desktop.core.domain.measures import Assessment, EnvironmentRecord, OutcomeEvent
from sfph_desktop.core.domain.memberships import (
    AcceptedDesk,
    IndicatorMapping,
    MembershipProfile,
    Released,
    SentReturn,
    TakenDefinitions,
    TakenPack,
)
from sfph_desktop.core.domain.monitoring import ReportAnswer, ReportLayout, ReportSection
from sfph_desktop.core.domain.opportunities import (
    BidderFact,
    BidderList,
    Criterion,
    Detail,
    Lot,
    NoticeRelease,
    Opportunity,
)
from sfph_desktop.core.domain.outcomes import ChosenFramework, Indicator, Outcome, ServedOutcome, TheoryArrow
from sfph_desktop.core.domain.own_measures import AnswerDraft, OwnInstrument, PaperCopy, Wording
from sfph_desktop.core.domain.partners import Involvement, Partner, PartnerContact, Referral
from sfph_desktop.core.domain.people import Episode, ServiceUser
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
from sfph_desktop.core.domain.promises import CostBeside, FairWorkAnswer, Promise, PromiseDelivery
from sfph_desktop.core.domain.psps import Psp, PspEntry, PspPartner
from sfph_desktop.core.domain.publications import Publication, PublishedReturn
from sfph_desktop.core.domain.readiness import ReadinessAnswer
from sfph_desktop.core.domain.returns import RowAgreement
from sfph_desktop.core.domain.savings import SavingCase, SavingLine
from sfph_desktop.core.domain.stories import Quote, Story, StoryQuote, StoryUse, StoryWords
from sfph_desktop.core.store.tables import (
    bases,
    bids,
    contracts,
    delivery,
    desk,
    handover,
    impact,
    joint,
    measures,
    monitoring,
    network,
    office,
    opportunities,
    outcomes,
    partners,
    people,
    person_record,
    promises,
    psps,
    readiness,
    savings,
    stories,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Rows that belong to a record and live and die with it: the answers of an assessment."""

    table: Table
    owner: str
    """The column that names the record."""

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns besides the owner, in table order."""
        return tuple(c.name for c in self.table.columns if c.name != self.owner)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of record."""

    table: Table
    value: type | None = None
    """The domain value a row is turned into; None where rows are read by a query of their own."""
    parts: tuple[Part, ...] = ()
    person: str = ""
    """The column that says whose record it is; blank when it is nobody's."""
    kept: str = ""
    """Why undo leaves it standing; blank when undo takes it back."""
    final: str = ""
    """Why a unit of work that made one cannot be undone at all; blank when it can."""

    @property
    def name(self) -> str:
        """The name of the kind, which is the table's."""
        return self.table.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Records of `child` name one of `parent`: by its id, or by the reference people use."""

    child: Table
    column: str
    parent: str
    key: str = "id"
    follows: bool = True
    """The child is removed along with the parent; otherwise a parent that is still named cannot be removed."""


_ALL = (
    Kind(table=people.people, value=ServiceUser, person="id"),
    Kind(table=person_record.other_names, value=OtherName, person="person_id"),
    Kind(table=person_record.addresses, value=Address, person="person_id"),
    Kind(table=person_record.consents, value=Consent, person="person_id"),
    Kind(table=person_record.alerts, value=Alert, person="person_id"),
    Kind(table=person_record.links, value=PersonLink, person="person_id"),
    Kind(table=person_record.roles, value=Role, person="person_id"),
    Kind(table=person_record.notes, value=Note, person="person_id"),
    Kind(table=person_record.actions, value=Action, person="person_id"),
    Kind(table=person_record.joins, value=Join, person="person_id"),
    Kind(table=person_record.different_people, value=DifferentPeople, person="person_id"),
    Kind(
        table=people.episodes,
        value=Episode,
        parts=(Part(table=people.funding, owner="episode_id"),),
        person="person_id",
    ),
    Kind(table=delivery.services, value=Service),
    Kind(table=delivery.activities, value=Activity),
    Kind(table=delivery.groups, value=Group),
    Kind(table=delivery.group_members, value=GroupMember, person="person_id"),
    Kind(table=delivery.sessions, value=ActivitySession),
    Kind(table=delivery.attendance, value=Attendance, person="person_id"),
    Kind(table=delivery.absences, value=Absence, person="person_id"),
    Kind(table=partners.partners, value=Partner),
    Kind(table=partners.partner_contacts, value=PartnerContact),
    Kind(table=partners.referrals, value=Referral, person="person_id"),
    Kind(table=partners.involvements, value=Involvement, person="person_id"),
    Kind(
        table=measures.assessments,
        value=Assessment,
        parts=(
            Part(table=measures.answers, owner="assessment_id"),
            Part(table=measures.scores, owner="assessment_id"),
            Part(table=measures.answer_texts, owner="assessment_id"),
        ),
        person="person_id",
    ),
    Kind(table=measures.events, value=OutcomeEvent, person="person_id"),
    Kind(table=measures.own_instruments, value=OwnInstrument),
    Kind(table=measures.wordings, value=Wording),
    Kind(table=measures.paper_copies, value=PaperCopy, person="person_id"),
    Kind(table=measures.answer_drafts, value=AnswerDraft, person="person_id"),
    Kind(table=measures.environment, value=EnvironmentRecord),
    Kind(table=contracts.commissioners, value=Commissioner),
    Kind(table=contracts.contracts, value=Contract),
    Kind(table=contracts.contract_lots, value=ContractLot),
    Kind(table=contracts.contract_partners, value=ContractPartner),
    Kind(table=contracts.targets, value=Target),
    Kind(table=contracts.inputs, value=InputCost),
    Kind(table=contracts.workforce, value=WorkforceFact),
    Kind(table=monitoring.report_layouts, value=ReportLayout),
    Kind(table=monitoring.report_sections, value=ReportSection),
    Kind(table=monitoring.report_answers, value=ReportAnswer),
    Kind(table=impact.value_lines, value=ValueLine),
    Kind(table=impact.comparisons, value=Comparison),
    Kind(table=outcomes.outcomes, value=Outcome),
    Kind(table=outcomes.indicators, value=Indicator),
    Kind(table=outcomes.served_outcomes, value=ServedOutcome),
    Kind(table=outcomes.theory_arrows, value=TheoryArrow),
    Kind(table=outcomes.chosen_frameworks, value=ChosenFramework),
    Kind(table=opportunities.opportunities, value=Opportunity),
    Kind(table=opportunities.opportunity_lots, value=Lot),
    Kind(table=opportunities.opportunity_criteria, value=Criterion),
    Kind(table=opportunities.opportunity_details, value=Detail),
    Kind(table=opportunities.notice_releases, value=NoticeRelease),
    Kind(table=opportunities.bidder_lists, value=BidderList),
    Kind(table=opportunities.bidder_facts, value=BidderFact),
    Kind(table=stories.stories, value=Story, person="person_id"),
    Kind(table=stories.story_words, value=StoryWords),
    Kind(table=stories.quotes, value=Quote, person="person_id"),
    Kind(table=stories.story_quotes, value=StoryQuote),
    Kind(
        table=stories.story_uses,
        value=StoryUse,
        person="person_id",
        final="A case study that has left the office cannot be called back, so it stays in the list of its uses.",
    ),
    Kind(table=bids.bids, value=Bid),
    Kind(table=bids.bid_questions, value=BidQuestion),
    Kind(table=bids.bid_answers, value=BidAnswer, parts=(Part(table=bids.bid_quotes, owner="answer_id"),)),
    Kind(table=bids.earlier_answers, value=EarlierAnswer),
    Kind(table=bids.policies, value=Policy),
    Kind(table=bids.bid_partners, value=BidPartner),
    Kind(table=joint.joint_keys, value=PartnerKey),
    Kind(
        table=joint.joint_sent,
        value=SentEvidence,
        final="An evidence file that was made may be with the partner, so it stays in the list of what left.",
    ),
    Kind(table=joint.joint_taken, value=TakenEvidence),
    Kind(table=network.network_desks, value=AcceptedDesk),
    Kind(table=network.network_definitions, value=TakenDefinitions),
    Kind(table=network.network_profile, value=MembershipProfile),
    Kind(table=network.network_mappings, value=IndicatorMapping),
    Kind(
        table=network.network_sent,
        value=SentReturn,
        final="A return that was made may be with the network, so it stays in the list of what left.",
    ),
    Kind(
        table=network.network_released,
        value=Released,
        final="What left in a return stays written down, because later returns must not give away what it held back.",
    ),
    Kind(table=network.network_packs, value=TakenPack),
    Kind(table=desk.desk_members, value=Member),
    Kind(table=desk.desk_keys, value=MemberKey),
    Kind(
        table=desk.desk_definitions,
        value=IssuedDefinitions,
        final="Definitions that were issued may be with the members, so their version stays taken.",
    ),
    Kind(table=desk.desk_returns, value=ReceivedReturn),
    Kind(table=desk.desk_return_contents, value=ReturnContent),
    Kind(
        table=desk.desk_packs,
        value=MadePack,
        final="A pack that was made may be with the member, so it stays in the list of what left.",
    ),
    Kind(
        table=desk.desk_pack_contents,
        value=PackContent,
        final="A pack that was made may be with the member, so its file stays as it was.",
    ),
    Kind(table=desk.desk_cards, value=PracticeCardKept),
    Kind(
        table=desk.desk_publications,
        value=Publication,
        final="What was published may be with anybody, so it stays written down which returns it stands on.",
    ),
    Kind(
        table=desk.desk_published,
        value=PublishedReturn,
        final="What was published may be with anybody, so it stays written down which returns it stands on.",
    ),
    Kind(table=promises.promises, value=Promise),
    Kind(table=promises.promise_deliveries, value=PromiseDelivery),
    Kind(table=promises.fair_work_answers, value=FairWorkAnswer),
    Kind(table=promises.costs_beside, value=CostBeside),
    Kind(table=savings.saving_cases, value=SavingCase),
    Kind(table=savings.saving_lines, value=SavingLine),
    Kind(table=psps.psps, value=Psp),
    Kind(table=psps.psp_partners, value=PspPartner),
    Kind(table=psps.psp_entries, value=PspEntry),
    Kind(table=handover.duties, value=Duty),
    Kind(table=readiness.readiness_answers, value=ReadinessAnswer),
    Kind(table=bases.lawful_bases, value=LawfulBasis),
    Kind(table=bases.row_agreements, value=RowAgreement),
    Kind(
        table=impact.snapshots,
        parts=(
            Part(table=impact.figures, owner="snapshot_id"),
            Part(table=impact.kept_facts, owner="snapshot_id"),
        ),
        final="A run of the toolkit is kept for ever, because its evidence numbers may have been printed.",
    ),
    Kind(
        table=office.imports,
        parts=(Part(table=office.import_rows, owner="import_id"),),
        kept="the list of imports says what was brought in, and that it was taken back",
    ),
    Kind(table=office.packs),
    Kind(table=office.import_mappings, value=ImportMapping),
    Kind(table=office.settings, kept="a setting is changed in Settings, where one sees what it does"),
)

KINDS: dict[str, Kind] = {kind.name: kind for kind in _ALL}

OWNER_OF: dict[str, Kind] = {part.table.name: kind for kind in _ALL for part in kind.parts}
"""By the name of a part's table: the kind it belongs to."""

LINKS: tuple[Link, ...] = (
    Link(child=people.episodes, column="person_id", parent="people"),
    Link(child=delivery.attendance, column="person_id", parent="people"),
    Link(child=measures.assessments, column="person_id", parent="people"),
    Link(child=measures.events, column="person_id", parent="people"),
    Link(child=delivery.attendance, column="session_id", parent="sessions"),
    Link(child=person_record.other_names, column="person_id", parent="people"),
    Link(child=person_record.addresses, column="person_id", parent="people"),
    Link(child=person_record.consents, column="person_id", parent="people"),
    Link(child=person_record.alerts, column="person_id", parent="people"),
    Link(child=person_record.links, column="person_id", parent="people"),
    Link(child=person_record.roles, column="person_id", parent="people"),
    Link(child=person_record.notes, column="person_id", parent="people"),
    Link(child=person_record.actions, column="person_id", parent="people"),
    Link(child=person_record.joins, column="person_id", parent="people"),
    Link(child=person_record.different_people, column="person_id", parent="people"),
    Link(child=person_record.links, column="other_id", parent="people"),
    Link(child=person_record.joins, column="other_id", parent="people"),
    Link(child=person_record.different_people, column="other_id", parent="people"),
    Link(child=delivery.group_members, column="group_id", parent="groups"),
    Link(child=delivery.group_members, column="person_id", parent="people"),
    Link(child=delivery.sessions, column="group_id", parent="groups", follows=False),
    Link(child=delivery.absences, column="session_id", parent="sessions"),
    Link(child=delivery.absences, column="person_id", parent="people"),
    Link(child=partners.partner_contacts, column="partner_id", parent="partners"),
    Link(child=partners.referrals, column="person_id", parent="people"),
    Link(child=partners.referrals, column="partner_id", parent="partners", follows=False),
    Link(child=partners.involvements, column="person_id", parent="people"),
    Link(child=partners.involvements, column="partner_id", parent="partners", follows=False),
    Link(child=measures.paper_copies, column="person_id", parent="people"),
    Link(child=measures.answer_drafts, column="person_id", parent="people"),
    Link(child=outcomes.outcomes, column="group_id", parent="groups", follows=False),
    Link(child=outcomes.indicators, column="outcome_id", parent="outcomes"),
    Link(child=outcomes.served_outcomes, column="outcome_id", parent="outcomes"),
    Link(child=outcomes.theory_arrows, column="outcome_id", parent="outcomes"),
    Link(child=opportunities.opportunity_lots, column="opportunity_id", parent="opportunities"),
    Link(child=opportunities.opportunity_criteria, column="opportunity_id", parent="opportunities"),
    Link(child=opportunities.opportunity_details, column="opportunity_id", parent="opportunities"),
    Link(child=opportunities.notice_releases, column="opportunity_id", parent="opportunities"),
    Link(child=stories.story_uses, column="person_id", parent="people"),
    Link(child=stories.stories, column="person_id", parent="people"),
    Link(child=stories.quotes, column="person_id", parent="people"),
    Link(child=stories.story_words, column="story_id", parent="stories"),
    Link(child=stories.story_quotes, column="story_id", parent="stories"),
    Link(child=stories.story_quotes, column="quote_id", parent="quotes"),
    Link(child=stories.story_uses, column="story_id", parent="stories"),
    Link(child=bids.bid_questions, column="bid_id", parent="bids"),
    Link(child=bids.bid_answers, column="question_id", parent="bid_questions"),
    Link(child=bids.bid_partners, column="bid_id", parent="bids"),
    Link(child=joint.joint_keys, column="partner_id", parent="partners"),
    Link(child=joint.joint_sent, column="partner_id", parent="partners", follows=False),
    Link(child=joint.joint_taken, column="partner_id", parent="partners", follows=False),
    Link(child=network.network_definitions, column="desk_id", parent="network_desks"),
    Link(child=network.network_sent, column="desk_id", parent="network_desks", follows=False),
    Link(child=network.network_released, column="sent_id", parent="network_sent"),
    Link(child=network.network_packs, column="desk_id", parent="network_desks"),
    Link(child=desk.desk_keys, column="member_id", parent="desk_members"),
    Link(child=desk.desk_returns, column="member_id", parent="desk_members", follows=False),
    Link(child=desk.desk_returns, column="key_id", parent="desk_keys", follows=False),
    Link(child=desk.desk_return_contents, column="return_id", parent="desk_returns"),
    Link(child=desk.desk_packs, column="member_id", parent="desk_members", follows=False),
    Link(child=desk.desk_pack_contents, column="pack_id", parent="desk_packs"),
    Link(child=desk.desk_published, column="publication_id", parent="desk_publications"),
    Link(child=desk.desk_published, column="return_id", parent="desk_returns", follows=False),
    Link(child=promises.promise_deliveries, column="promise_id", parent="promises"),
    Link(child=savings.saving_lines, column="case_id", parent="saving_cases"),
    Link(child=psps.psp_partners, column="psp_id", parent="psps"),
    Link(child=psps.psp_entries, column="psp_id", parent="psps"),
    Link(child=contracts.contract_lots, column="contract_id", parent="contracts"),
    Link(child=contracts.contract_partners, column="contract_id", parent="contracts"),
    Link(child=contracts.contract_partners, column="partner_id", parent="partners", follows=False),
    Link(child=monitoring.report_sections, column="layout_id", parent="report_layouts"),
    Link(child=monitoring.report_answers, column="section_id", parent="report_sections"),
    Link(child=people.funding, column="contract_ref", parent="contracts", key="contract_ref", follows=False),
    Link(child=contracts.targets, column="contract_ref", parent="contracts", key="contract_ref", follows=False),
    Link(child=promises.promises, column="contract_ref", parent="contracts", key="contract_ref", follows=False),
    Link(child=contracts.inputs, column="contract_ref", parent="contracts", key="contract_ref", follows=False),
    Link(child=impact.value_lines, column="contract_ref", parent="contracts", key="contract_ref", follows=False),
)


def table_named(name: str) -> Table:
    """The table of a kind or of a part; KeyError when the store has none of that name."""
    if name in KINDS:
        return KINDS[name].table
    for part in OWNER_OF[name].parts:
        if part.table.name == name:
            return part.table
    raise KeyError(name)
