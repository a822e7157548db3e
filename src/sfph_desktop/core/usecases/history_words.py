"""What the kinds of record and their fields are called in the history of a record."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sfph_desktop.core.domain.benefits import Adjustment
from sfph_desktop.core.domain.schedule import WEEKDAYS
from sfph_desktop.core.domain.value_rules import of_hundred
from sfph_desktop.core.domain.values import Money

LONGEST = 90
"""Characters of a text that the history tells; the rest stands in the record itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """How records of one kind are called."""

    name: str
    one: str
    many: str
    the: str = ""
    """On its own page."""
    which: tuple[str, ...] = ()
    """The fields that say which of them it is."""


def _kind(name: str, many: str = "", *which: str) -> Kind:
    article = "an" if name[0] in "aeiou" else "a"
    return Kind(name=name, one=f"{article} {name}", many=many or f"{name}s", the=f"this {name}", which=which)


KINDS: Mapping[str, Kind] = {
    "people": _kind("person", "people", "person_ref"),
    "other_names": _kind("name", "", "given_name", "family_name"),
    "addresses": _kind("address", "addresses", "postcode", "lines"),
    "consents": _kind("consent", "", "purpose"),
    "alerts": _kind("alert", "", "text"),
    "links": _kind("link", "", "kind", "name", "other_id"),
    "roles": _kind("role", "", "role"),
    "notes": _kind("note", "", "date"),
    "actions": _kind("action", "", "what"),
    "episodes": _kind("service", "", "service", "start_date"),
    "attendance": _kind("visit", "", "session_id", "person_id"),
    "absences": _kind("absence", "", "session_id", "person_id"),
    "group_members": _kind("place in a group", "places in groups", "group_id", "person_id"),
    "groups": _kind("group", "", "name"),
    "sessions": _kind("session", "", "service", "date"),
    "assessments": _kind("questionnaire", "", "instrument", "date"),
    "events": _kind("event", "", "event_type", "date"),
    "referrals": _kind("referral", "", "source", "made_on"),
    "involvements": _kind("partner's part", "partners' parts", "partner_id", "what"),
    "joins": _kind("join with another record", "joins with other records", "other_id"),
    "different_people": _kind("decision that it is somebody else", "decisions that it is somebody else", "other_id"),
    "paper_copies": _kind("printed questionnaire", "", "instrument", "printed_on"),
    "answer_drafts": _kind("questionnaire begun", "questionnaires begun", "instrument"),
    "services": _kind("service", "", "name"),
    "activities": _kind("activity", "activities", "name"),
    "partners": _kind("partner", "", "name"),
    "partner_contacts": _kind("contact", "", "name"),
    "contracts": _kind("contract", "", "contract_ref", "title"),
    "commissioners": _kind("commissioner", "", "name"),
    "contract_lots": _kind("lot of a contract", "lots of a contract", "lot", "title"),
    "contract_partners": _kind("partner in a contract", "partners in a contract", "name"),
    "targets": _kind("target", "", "indicator"),
    "report_layouts": _kind("layout of a report", "layouts of a report", "name"),
    "report_sections": _kind("part of a report", "parts of a report", "heading", "kind"),
    "report_answers": _kind("answer in a report", "answers in a report", "quarter"),
    "inputs": _kind("cost", "", "kind", "date_from"),
    "workforce": _kind("count of the workforce", "counts of the workforce", "date"),
    "value_lines": _kind("value line", "", "line_ref"),
    "comparisons": _kind("comparison", "", "comparison_ref"),
    "outcomes": _kind("outcome", "", "outcome_ref", "title"),
    "indicators": _kind("way to know", "ways to know", "sentence"),
    "served_outcomes": _kind("buyer's outcome", "", "framework_id", "official_id"),
    "theory_arrows": _kind("arrow of the theory of change", "arrows of the theory of change", "activity"),
    "chosen_frameworks": _kind("buyers' framework", "", "title"),
    "opportunities": _kind("opportunity", "opportunities", "opportunity_ref", "title"),
    "opportunity_lots": _kind("lot", "", "lot", "title"),
    "opportunity_criteria": _kind("award criterion", "award criteria", "lot", "name", "kind"),
    "opportunity_details": _kind("detail of a notice", "details of a notice", "text"),
    "notice_releases": _kind("notice that was read", "notices that were read", "released_at"),
    "bidder_lists": _kind("buyer's list", "", "buyer", "what"),
    "bidder_facts": _kind("fact for bids", "facts for bids", "date"),
    "stories": _kind("case study", "case studies", "story_ref", "title"),
    "story_words": _kind("passage of a case study", "passages of a case study", "section"),
    "quotes": _kind("quote", "", "said_by"),
    "story_quotes": _kind("quote in a case study", "quotes in a case study", "quote_id"),
    "story_uses": _kind("use of a case study", "uses of a case study", "how", "where_to"),
    "environment": _kind("environmental entry", "environmental entries", "factor", "date"),
    "own_instruments": _kind("own questionnaire"),
    "wordings": _kind("wording of a questionnaire", "wordings of questionnaires", "instrument"),
    "bids": _kind("bid", "", "bid_ref", "title"),
    "bid_questions": _kind("question of a bid", "questions of bids", "number", "text"),
    "bid_answers": _kind("answer of a bid", "answers of bids", "question_id"),
    "earlier_answers": _kind("earlier answer", "", "question"),
    "policies": _kind("policy or certificate", "policies and certificates", "name"),
    "joint_keys": _kind("partner's key", "partners' keys", "partner_id"),
    "joint_sent": _kind("evidence file for a partner", "evidence files for partners", "sequence"),
    "joint_taken": _kind("evidence file of a partner", "evidence files of partners", "file"),
    "network_desks": _kind("network we are in", "networks we are in", "network"),
    "network_definitions": _kind(
        "version of the network's questions", "versions of the network's questions", "version"
    ),
    "network_profile": _kind("profile for the network", "profiles for the network"),
    "network_mappings": _kind("answer to a network's question", "answers to a network's questions", "indicator"),
    "network_sent": _kind("return to the network", "returns to the network", "quarter", "sequence"),
    "network_released": _kind("figure that left in a return", "figures that left in returns", "indicator"),
    "network_packs": _kind("benchmark pack", "", "quarter"),
    "desk_members": _kind("member of the network", "members of the network", "name"),
    "desk_keys": _kind("key of a member", "keys of members", "member_id"),
    "desk_definitions": _kind("version of the questions", "versions of the questions", "version"),
    "desk_returns": _kind("return of a member", "returns of members", "member_id", "quarter"),
    "desk_return_contents": _kind("file of a return", "files of returns"),
    "desk_packs": _kind("pack for a member", "packs for members", "member_id", "quarter"),
    "desk_pack_contents": _kind("file of a pack", "files of packs"),
    "desk_cards": _kind("card of good practice", "cards of good practice", "title"),
    "desk_publications": _kind("edition of a quarter", "editions of quarters", "quarter", "edition"),
    "desk_published": _kind("return in an edition", "returns in editions", "publication_id"),
    "bid_partners": _kind("partner of a bid", "partners of bids", "name"),
    "promises": _kind("promise", "", "promise_ref", "title"),
    "promise_deliveries": _kind("delivery on a promise", "deliveries on promises", "promise_id", "date"),
    "fair_work_answers": _kind("answer on fair work", "answers on fair work", "criterion"),
    "costs_beside": _kind("cost to compare with", "costs to compare with", "what"),
    "saving_cases": _kind("case for investing", "cases for investing", "case_ref", "title"),
    "saving_lines": _kind("saving in a case", "savings in cases", "payer", "what"),
    "psps": _kind("public social partnership", "", "psp_ref", "title"),
    "psp_partners": _kind("member of a partnership", "members of partnerships", "name"),
    "psp_entries": _kind("line in a partnership's record", "lines in partnerships' records", "date", "text"),
    "duties": _kind("duty", "duties", "what", "who"),
    "readiness_answers": _kind("answer on readiness", "answers on readiness", "question", "answer"),
    "lawful_bases": _kind("lawful basis", "lawful bases", "purpose", "field"),
    "row_agreements": _kind("agreement on rows", "agreements on rows", "agreed_on"),
    "import_mappings": _kind("way to read a spreadsheet", "ways to read a spreadsheet"),
}

WHICH: Mapping[str, str] = {
    "person_id": "people",
    "other_id": "people",
    "session_id": "sessions",
    "group_id": "groups",
    "partner_id": "partners",
    "contract_id": "contracts",
    "layout_id": "report_layouts",
    "opportunity_id": "opportunities",
    "bid_id": "bids",
    "question_id": "bid_questions",
    "promise_id": "promises",
    "case_id": "saving_cases",
    "psp_id": "psps",
    "member_id": "desk_members",
    "desk_id": "network_desks",
    "publication_id": "desk_publications",
}
"""Fields that name another record by its id, and its kind."""

SKIPPED = frozenset(
    "id story_id quote_id person_id outcome_id health_board integration_authority data_zone simd_rank simd_version"
    " area_source words version position content digest release_key buyer_region decided_with"
    " only_changes section_id seal_key sent_id return_id pack_id key_id".split()
)
"""What goes with another field, or says nothing to a person."""

FIELDS: Mapping[str, str] = {
    "person_ref": "reference",
    "known_as": "known-as name",
    "died_on": "day of death",
    "communication": "what helps in communication",
    "health_conditions": "long-term conditions",
    "preferred_contact": "preferred way of contact",
    "care_experienced": "care experience",
    "referral_source": "referred by",
    "referral_date": "day of referral",
    "from_date": "first day",
    "to_date": "last day",
    "lines": "street and town",
    "given_on": "day of agreement",
    "expires_on": "last day it counts",
    "withdrawn_on": "day it was taken back",
    "words_version": "version of the words",
    "review_on": "day to look at it again",
    "ended_on": "end",
    "due_on": "day it is due",
    "by_whom": "who does it",
    "done_on": "day it was done",
    "other_id": "who it is",
    "event_type": "kind of event",
    "ready_score": "score",
    "first_contact_on": "first contact",
    "made_on": "day it was made",
    "outcome_on": "day of the outcome",
    "unnamed_low": "unnamed people at least",
    "unnamed_high": "unnamed people at most",
    "until": "last day of this name",
    "funding": "who pays",
    "who_for": "whom it is for",
    "starts_at": "time",
    "present_by_default": "everybody present unless told otherwise",
    "meets": "how often it meets",
    "every": "how often it meets",
    "retired_on": "retired since",
    "job": "what they do",
    "ocid": "number of the notice",
    "our_share": "our share",
    "extension": "option to extend",
    "extended_to": "last day if extended",
    "area": "area it buys for",
    "fields": "what is shown",
    "start_date": "first day",
    "end_date": "last day",
    "unit_value": "value of one",
    "duration_years": "how many years it lasts",
    "drop_off": "lost in each later year",
    "deadweight": "would have happened anyway",
    "displacement": "moved from elsewhere",
    "attribution": "owed to others",
    "cashable": "share that is cash",
    "overlap_group": "what it is counted with",
    "pairs": "people asked both times",
    "mean_change": "average change",
    "sd_change": "spread of the changes",
    "improved_share": "share that improved",
    "period": "when it was measured",
    "output": "score",
    "factor": "what was done",
    "replaces_factor": "what it took the place of",
    "replaces_quantity": "amount it took the place of",
    "displacement_rate": "share that took the place of new ones",
    "displacement_reason": "how that share is known",
    "walk_in": "walked in",
    "stages": "when it is measured",
    "group_id": "group",
    "official_id": "outcome of theirs",
    "framework_id": "framework",
    "story_ref": "reference",
    "shown_name": "name in the story",
    "rounding": "how exactly dates are told",
    "begun_on": "day it was begun",
    "read_on": "day they read it and were content",
    "said_by": "who said it",
    "said_on": "day it was said",
    "usable": "may be printed",
    "agreed": "how they agreed",
    "used_on": "day it left",
    "used_at": "moment it left",
    "where_to": "where it went",
    "session_ref": "reference",
    "contract_ref": "contract",
    "partner_ref": "reference",
    "episode_ref": "reference",
    "line_ref": "reference",
    "indicator": "change that is counted",
    "opportunity_ref": "reference",
    "questions_by": "last day for questions",
    "questions_time": "time for questions",
    "tenders_by": "last day for bids",
    "tenders_time": "time for bids",
    "published_on": "day it was published",
    "updated_on": "day of the latest notice",
    "contract_start": "first day of the contract",
    "contract_end": "last day of the contract",
    "duration_days": "length in days",
    "value_gross": "value with VAT",
    "value_low": "lowest value",
    "value_words": "words on the value",
    "decided_on": "day of the decision",
    "decided_by": "who decided",
    "decision_reason": "reason of the decision",
    "up_to": "up to",
    "employees_integrated": "employees who are disabled or disadvantaged",
    "aim_written_in": "where the aim is written",
    "bid_ref": "reference",
    "most": "limit",
    "way": "how the buyer counts",
    "hyphens_part": "words with a hyphen count as two",
    "numbers_shown": "where evidence numbers stand",
    "snapshot": "run the evidence is from",
    "quotes": "figures quoted",
    "changed_on": "last change",
    "due_date": "day it is due",
    "due_time": "time it is due",
    "agreed_on": "day it was agreed",
    "written_on": "day it was written",
    "public_key": "public key",
    "accepted_on": "day it was accepted",
    "accepted_by": "who accepted it",
    "sequence": "number of the file",
    "figures": "figures in it",
    "taken_on": "day it was taken in",
    "does": "what they do",
    "risks": "risks they carry",
    "promise_ref": "reference",
    "benefit": "type of community benefit",
    "deliverer": "who delivers it",
    "cost": "what it costs",
    "per": "what it is the cost of",
    "case_ref": "reference",
    "asked_of": "whom the case is made to",
    "invest": "what is asked for",
    "running": "cost in each later year",
    "match": "what others put in",
    "match_from": "who puts it in",
    "starts_on": "start",
    "years": "years looked at",
    "conditions": "what would have to be true",
    "cashable_why": "why it is cash",
    "from_month": "months until it begins",
    "evidence": "evidence number",
    "psp_ref": "reference",
    "public_body": "public body",
    "pilot_from": "first day of the pilot",
    "pilot_to": "last day of the pilot",
    "tender_by": "when it goes to tender",
    "pilot_cost": "cost of the pilot",
    "member_name": "name as the network knows us",
    "client_groups": "whom it supports",
    "established": "year it began",
    "measure": "what it is answered with",
    "first_quarter": "first quarter it is used for",
    "earlier_names": "names of before",
    "joined_on": "day they joined",
    "left_on": "day they left",
    "issued_on": "day it was issued",
    "received_on": "day it was received",
    "learned": "what was learned",
    "group_kind": "what it is broken down by",
    "qualifier": "why the number is held back",
    "unit_value_checked": "how the value was checked",
}
"""Fields whose name would not do as it is."""

_WORDS = {
    "service_user": "service user",
    "cared_for": "somebody they care for",
    "next_of_kin": "next of kin",
    "emergency": "emergency contact",
    "sla": "service level agreement",
    "psp": "public social partnership",
    "nhs_trust": "NHS trust or integrated care board",
    "in": "came to us",
    "out": "sent on by us",
}
_CODE = re.compile(r"[a-z]+(_[a-z0-9]+)+$")
"""A word of the program's own, as `not_suitable`: said with blanks in it."""


def told_kind(kind: str) -> str:
    """What several records of a kind are called."""
    return KINDS[kind].many if kind in KINDS else kind.replace("_", " ")


def spoken_field(field: str, value: Any) -> str:
    """A value as `spoken`, where it depends on the field what it means."""
    if field == "weekday" and isinstance(value, int) and 0 <= value < len(WEEKDAYS):
        return WEEKDAYS[value]
    return spoken(value)


def _adjustment(value: Adjustment) -> str:
    if value.share is None:
        return ""
    because = f", because {value.reason}" if value.reason else ", with no reason yet"
    return f"{of_hundred(value.share)}{because}{f' ({value.source})' if value.source else ''}"


def spoken(value: Any) -> str:
    """A value as the history tells it; nothing at all for what is blank."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return f"{value.day} {value:%B %Y}"
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, Money):
        return f"£{value.in_pounds:,.2f}".removesuffix(".00")
    if isinstance(value, Adjustment):
        return _adjustment(value)
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    text = " ".join(str(value).split())
    text = _WORDS.get(text) or (text.replace("_", " ") if _CODE.match(text) else text)
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
