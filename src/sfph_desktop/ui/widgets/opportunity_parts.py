"""The fields of an opportunity, of its lots and its criteria, and of what buyers ask of a bidder."""

from __future__ import annotations

from sfph_desktop.core.domain.opportunities import (
    BUYER_KINDS,
    JURISDICTIONS,
    LIST_KINDS,
    ROUTES,
    STAGES,
    BidderList,
    Criterion,
    Lot,
)
from sfph_desktop.core.domain.opportunity_rules import BUYER_WORDS, ROUTE_WORDS, STAGE_WORDS, lot_name, pounds
from sfph_desktop.ui.models.said import counted, said_day
from sfph_desktop.ui.widgets.fields import Field
from sfph_desktop.ui.widgets.record_row import Part, Said

LIST_WORDS = {
    "preferred": "preferred bidders",
    "quick_quote": "suppliers asked for quick quotes",
    "framework": "framework",
    "dynamic": "dynamic purchasing system",
}


def lot_said(lot: Lot) -> Said:
    """A lot on its line."""
    length = counted(lot.duration_days, "day") if lot.duration_days else ""
    days = " to ".join(said_day(day) for day in (lot.contract_start, lot.contract_end) if day)
    detail = " · ".join(part for part in (pounds(lot.value), days or length, lot.extension, lot.description) if part)
    return Said(title=lot_name(lot.lot, lot.title), detail=detail[:400], icon="dot")


def criterion_said(one: Criterion) -> Said:
    """A criterion on its line: its weight as part of a hundred."""
    weight = f"{one.weight:f} of 100" if one.weight is not None else one.weight_words or "weight not told"
    name = one.name or one.kind.capitalize() or "Criterion"
    where = lot_name(one.lot, "") if one.lot else ""
    kind = f"typed as {one.kind}" if one.kind and one.kind.casefold() not in name.casefold() else ""
    return Said(title=f"{name}: {weight}", detail=" · ".join(part for part in (where, kind) if part), icon="measures")


def list_said(one: BidderList) -> Said:
    """A buyer's list on its line."""
    ends = f"until {said_day(one.to_date)}" if one.to_date else ""
    limit = f"up to {pounds(one.up_to)}" if one.up_to else ""
    detail = " · ".join(part for part in (one.what, limit, ends, one.source) if part)
    return Said(title=f"{one.buyer}: {LIST_WORDS[one.kind]}", detail=detail, icon="contracts")


TITLE = Field(name="title", label="What is wanted", needed=True, wide=True)
BUYER = Field(name="buyer", label="Buyer")
ROUTE = Field(name="route", label="How it is offered", kind="choice", choices=ROUTES, words=ROUTE_WORDS, needed=True)
VALUE = Field(name="value", label="Value", kind="money", help="In pounds, without VAT. Blank when not known.")
QUESTIONS = Field(name="questions_by", label="Last day for questions", kind="date")
BIDS = Field(name="tenders_by", label="Last day for bids", kind="date")
WHERE = Field(
    name="jurisdiction",
    label="Where the buyer is",
    kind="choice",
    choices=JURISDICTIONS,
    help="Limits and duties differ by country.",
)
KIND = Field(
    name="buyer_kind",
    label="Kind of buyer",
    kind="choice",
    choices=BUYER_KINDS,
    words={kind: BUYER_WORDS[kind] for kind in BUYER_KINDS},
)

NEW = (TITLE, BUYER, ROUTE, VALUE, WHERE, QUESTIONS, BIDS)
"""What is asked of one heard of by hand."""
FIRST = (
    TITLE,
    BUYER,
    VALUE,
    QUESTIONS,
    Field(name="questions_time", label="Time for questions"),
    BIDS,
    Field(name="tenders_time", label="Time for bids", help="As the notice writes it; Z is Greenwich time."),
    Field(name="contract_start", label="First day of the contract", kind="date"),
    Field(name="contract_end", label="Last day of the contract", kind="date"),
)
MORE = (
    ROUTE,
    Field(name="stage", label="Where the buyer stands", kind="choice", choices=STAGES, words=STAGE_WORDS),
    WHERE,
    KIND,
    Field(name="duration_days", label="Length in days", kind="whole"),
    Field(name="opportunity_ref", label="Reference", needed=True),
    Field(name="extension", label="Extension", kind="lines", high=2, wide=True),
    Field(name="how_to_apply", label="How to apply", kind="lines", high=2, wide=True),
    Field(name="who_may_apply", label="Who may apply", kind="lines", high=2, wide=True),
    Field(name="note", label="Our notes", kind="lines", high=2, wide=True),
)

LOTS = Part(
    type=Lot,
    one="lot",
    add="Add a lot",
    none="No lots are known.",
    fields=(
        Field(name="lot", label="Number", help="Blank: the next one."),
        Field(name="title", label="What it is"),
        Field(name="value", label="Value", kind="money"),
        Field(name="contract_start", label="First day", kind="date"),
        Field(name="contract_end", label="Last day", kind="date"),
        Field(name="extension", label="Extension"),
        Field(name="description", label="Description", kind="lines", high=2, wide=True),
    ),
    say=lot_said,
)
CRITERIA = Part(
    type=Criterion,
    one="criterion",
    many="criteria",
    add="Add a criterion",
    none="It is not written down what bids are judged by.",
    fields=(
        Field(name="name", label="What is judged", needed=True, help="As in Quality, Price or Community benefits."),
        Field(name="weight", label="Weight, of 100", kind="number"),
        Field(name="lot", label="Lot", help="Blank: all of the work."),
    ),
    say=criterion_said,
)
LISTS = Part(
    type=BidderList,
    one="list",
    add="Add a list",
    none="No list is written down.",
    fields=(
        Field(name="buyer", label="Buyer", needed=True),
        Field(name="kind", label="Kind of list", kind="choice", choices=LIST_KINDS, words=LIST_WORDS, needed=True),
        Field(name="what", label="For what"),
        Field(name="up_to", label="Up to", kind="money", help="The buyer's own limit, in pounds."),
        Field(name="from_date", label="Since", kind="date"),
        Field(name="to_date", label="Until", kind="date"),
        Field(name="source", label="Where it can be read", wide=True),
    ),
    say=list_said,
    begin=lambda _today: {"kind": "preferred", "from_date": "", "to_date": "", "up_to": ""},
)
FACTS = (
    Field(name="turnover", label="Turnover of the year", kind="money", help="In pounds."),
    Field(name="date", label="The year ended on", kind="date", needed=True, help="Staff are counted on this day too."),
    Field(name="employees", label="Employees", kind="whole"),
    Field(
        name="employees_integrated",
        label="Of them disabled or disadvantaged",
        kind="whole",
        help="As the rules of reserved contracts count them.",
    ),
    Field(
        name="main_aim",
        label="Is bringing them into work and society the main aim?",
        kind="choice",
        choices=("yes", "no"),
    ),
    Field(name="aim_written_in", label="Where that is written"),
)
