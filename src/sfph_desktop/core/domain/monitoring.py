"""The monitoring report of a contract: the funder's own layout, drawn once, and the words given each quarter."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NewType

LayoutId = NewType("LayoutId", int)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportLayout:
    """How one funder wants its report: for one contract, for every contract of a commissioner, or for all others."""

    id: LayoutId = LayoutId(0)
    name: str
    contract_ref: str = ""
    commissioner: str = ""
    title: str = ""
    """The heading of the report in the funder's words; blank: ours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportSection:
    """One part of a layout: what it tells, under which heading, with which fields, at which place."""

    id: int = 0
    layout_id: LayoutId
    kind: str
    heading: str = ""
    """In the funder's words; blank: ours."""
    fields: str = ""
    """What is shown of it, in this order, with blanks between; blank: all."""
    question: str = ""
    """Of a question: what is asked. Of fixed words: the words."""
    position: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportAnswer:
    """What was written under one question for one contract and quarter."""

    id: int = 0
    section_id: int
    contract_ref: str
    quarter: str
    """`2026Q1`: the quarter of the calendar year."""
    text: str
