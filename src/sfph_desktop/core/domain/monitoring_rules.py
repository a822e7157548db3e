"""What a monitoring report may be made of, in whose words; quarters; and what cannot be so."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sfph_desktop.core.domain.monitoring import LayoutId, ReportLayout, ReportSection
from sfph_desktop.core.domain.problems import Problem, UserCanFix
from sfph_desktop.core.domain.values import Period

FIELDS: Mapping[str, Mapping[str, str]] = {
    "about": {
        "contract": "Contract",
        "commissioner": "Commissioner",
        "route": "Route",
        "value": "Value, excluding VAT",
        "dates": "From and to",
        "extension": "Option to extend",
        "lots": "Lots",
        "lead": "Led by",
        "partners": "Delivered with",
        "quarter": "Quarter",
    },
    "reach": {
        "people": "Different people",
        "contacts": "Visits by named people",
        "sessions": "Sessions",
        "started": "Started in the quarter",
        "ended": "Ended in the quarter",
    },
    "targets": {
        "promised": "Promised",
        "due": "By",
        "quarter": "In this quarter",
        "delivered": "So far",
        "standing": "How it stands",
        "outlook": "At this pace",
    },
    "charts": {},
    "outcomes": {
        "changes": "What changed for people",
        "events": "What happened for people",
        "savings": "What was saved in carbon",
    },
    "question": {},
    "words": {},
    "not_known": {},
}
"""By kind of part: what may be shown of it, and our word for each."""
SECTION_WORDS: Mapping[str, str] = {
    "about": "About the contract",
    "reach": "Who took part",
    "targets": "Promised and delivered",
    "charts": "How the promises go on",
    "outcomes": "What changed",
    "question": "A question, answered in your words",
    "words": "Words that stay the same",
    "not_known": "What we do not yet know",
}
"""By kind of part: what it is called, and its heading where the funder has none of its own."""
_QUARTER = re.compile(r"\s*(\d{4})\s*[-/ ]?\s*[Qq]\s*([1-4])\s*")
LONGEST_ANSWER = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class LayoutParts:
    """A layout with its parts in order. `layout.id` is 0 while it is only offered."""

    layout: ReportLayout
    sections: tuple[ReportSection, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One question of a layout, what was written for this quarter, and the words of the latest quarter before."""

    section: ReportSection
    text: str = ""
    earlier: str = ""
    earlier_quarter: str = ""


def offered_layout() -> LayoutParts:
    """A layout to begin with, for a funder who asks for nothing in particular."""
    parts = (
        ("about", "", ""),
        ("reach", "", ""),
        ("targets", "", ""),
        ("charts", "", ""),
        ("outcomes", "", ""),
        ("question", "What went well", "What went well this quarter?"),
        ("question", "What was difficult", "What was difficult, and what will you do about it?"),
        ("not_known", "", ""),
    )
    usual = {"targets": "promised due quarter delivered outlook"}
    sections = tuple(
        ReportSection(
            layout_id=LayoutId(0),
            kind=kind,
            heading=heading,
            fields=usual.get(kind, ""),
            question=question,
            position=place,
        )
        for place, (kind, heading, question) in enumerate(parts)
    )
    return LayoutParts(layout=ReportLayout(name="Our own layout"), sections=sections)


def fields_of(section: ReportSection) -> tuple[str, ...]:
    """What is shown of a part, in order; all of it where nothing was chosen."""
    known = FIELDS.get(section.kind, {})
    return tuple(name for name in section.fields.split() if name in known) or tuple(known)


def quarter_of(day: date) -> str:
    """The quarter of the calendar year that holds a day: `2026Q1`."""
    return f"{day.year}Q{(day.month + 2) // 3}"


def read_quarter(text: str) -> str:
    """A quarter as typed (`2026Q1`, `2026 q1`). UserCanFix for anything else."""
    found = _QUARTER.fullmatch(text)
    if found is None or not 1900 < int(found[1]) < 9999:
        raise UserCanFix(what=f"'{text}' is not a quarter.", do="Write it as 2026Q1: January to March 2026.")
    return f"{found[1]}Q{found[2]}"


def quarter_days(quarter: str) -> Period:
    """The first and the last day of a quarter, as `read_quarter` gives it."""
    year, number = int(quarter[:4]), int(quarter[5])
    after = date(year + number // 4, number % 4 * 3 + 1, 1)
    return Period(date(year, number * 3 - 2, 1), after - timedelta(1))


def layout_problems(layout: ReportLayout, sections: Sequence[ReportSection]) -> tuple[Problem, ...]:
    """What cannot be so of a layout: no name, no parts, a kind or a field that is not known, an empty question."""
    found = []
    if not layout.name.strip():
        found.append(_problem("name", "", "A layout needs a name.", "what it is for, as Council, quarterly"))
    if layout.contract_ref and layout.commissioner:
        said = "A layout is for one contract or for a commissioner, not for both."
        found.append(_problem("commissioner", layout.commissioner, said, "one of the two"))
    if not sections:
        found.append(_problem("kind", "", "A layout without parts would be an empty page.", ", ".join(FIELDS)))
    for place, one in enumerate(sections, start=1):
        known = FIELDS.get(one.kind)
        if known is None:
            found.append(
                _problem("kind", one.kind, f"Part {place}: '{one.kind}' is no kind of part.", ", ".join(FIELDS))
            )
            continue
        odd = [name for name in one.fields.split() if name not in known]
        if odd:
            said = f"Part {place}: '{odd[0]}' cannot be shown there."
            found.append(_problem("fields", odd[0], said, ", ".join(known) or "nothing: it has no fields"))
        if one.kind in ("question", "words") and not one.question.strip():
            said = f"Part {place}: there are no words in it."
            found.append(_problem("question", "", said, "what the funder asks, or the words to print"))
    return tuple(found)


def _problem(column: str, value: str, reason: str, accepted: str) -> Problem:
    return Problem(reason=reason, accepted=accepted, column=column, value=value)
