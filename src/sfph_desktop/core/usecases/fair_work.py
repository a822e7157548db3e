"""Fair Work First: each criterion answered from the records of the workforce, policies and own words; gaps told."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from sfph_desktop.core.domain.bid_rules import policy_state
from sfph_desktop.core.domain.fair_work import FRAMEWORK, STATE_WORDS, FairWork
from sfph_desktop.core.domain.office_facts import Listing
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.promises import FairWorkAnswer
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.saved import saved

if TYPE_CHECKING:
    from sfph_desktop.core.domain.contracts import WorkforceFact

SPEAKS = {
    "FWF-1": r"living wage|pay policy",
    "FWF-2": r"union|forum|voice|consult|engagement",
    "FWF-3": r"training|development|learning|supervision",
    "FWF-4": r"zero.?hours",
    "FWF-5": r"equal|pay gap|divers|inclus",
    "FWF-6": r"flexib|family|parental|carers",
    "FWF-7": r"fire and rehire|dismissal|change of terms",
}
"""By criterion: words in a policy's name that speak to it."""


def criteria(office: Office) -> tuple[FairWork, ...]:
    """The criteria in the order of the library, each with what speaks to it."""
    from sfph_desktop.core.reports.fair_work import pay_facts, people_facts
    from sfph_desktop.core.store.queries.values import values_of

    with office.reading() as connection:
        answers: dict[str, FairWorkAnswer] = {one.criterion: one for one in values_of(connection, "fair_work_answers")}
        staff: tuple[WorkforceFact, ...] = values_of(connection, "workforce")
        policies = values_of(connection, "policies")
    last = max(staff, key=lambda one: (one.date, one.id), default=None)
    today = office.clock.today()
    facts = {"FWF-1": pay_facts(last), "FWF-3": people_facts(last)}
    found = []
    for number, criterion in enumerate(office.library.framework(FRAMEWORK).outcomes, 1):
        pattern = SPEAKS.get(criterion.id)
        held = tuple(
            f"{one.name} ({policy_state(one, today)})" if one.expires_on else one.name
            for one in policies
            if pattern and re.search(pattern, one.name, re.IGNORECASE)
            and (one.expires_on is None or one.expires_on >= today)
        )  # fmt: skip
        answer = answers.get(criterion.id)
        one = FairWork(
            number=number,
            criterion=criterion,
            facts=facts.get(criterion.id, ()),
            policies=held,
            text=answer.text if answer else "",
            changed_on=answer.changed_on if answer else None,
        )
        found.append(replace(one, missing=_missing(one, last)))
    return tuple(found)


def list_criteria(office: Office, text: str = "") -> Listing:
    """The criteria as a listing."""
    rows = tuple(
        (one.number, one.criterion.id, one.criterion.title, STATE_WORDS[one.state], one.state)
        for one in criteria(office)
        if all(word in one.criterion.title.casefold() for word in text.casefold().split())
    )
    return Listing(kind="fair_work", columns=("id", "criterion", "title", "standing", "state"), rows=rows)


def criterion_numbered(office: Office, number: int) -> FairWork:
    """The criterion with this number; raises UserCanFix naming the numbers there are."""
    every = criteria(office)
    for one in every:
        if one.number == number:
            return one
    raise UserCanFix(what=f"There is no criterion {number}.", do=f"Give a number from 1 to {len(every)}.")


def answer(office: Office, number: int, text: str) -> Done[FairWorkAnswer]:
    """Keep what the enterprise says to a criterion in its own words; blank takes it away."""
    from sfph_desktop.core.store.queries.values import values_of

    one, text = criterion_numbered(office, number), text.strip()
    kept = FairWorkAnswer(criterion=one.criterion.id, text=text, changed_on=office.clock.today())
    with office.writing(f"Answered criterion {number} of Fair Work First") as unit:
        there = [each for each in values_of(unit.connection, "fair_work_answers") if each.criterion == kept.criterion]
        if there and not text:
            unit.remove("fair_work_answers", there[0].id)
        elif there:
            kept = replace(kept, id=there[0].id)
            unit.change("fair_work_answers", kept)
        elif text:
            kept = replace(kept, id=unit.add("fair_work_answers", kept))
    return saved(unit, kept, f"Kept the answer to criterion {number}")


def write_fair_work(office: Office, out: Path) -> Path:
    """Write the answers as PDF or Word by the file's ending. UserCanFix where nothing speaks to any."""
    from sfph_desktop.core.reports.fair_work import fair_work_answers
    from sfph_desktop.core.reports.written import check_ending, write_document

    check_ending(out)
    found = criteria(office)
    if all(one.state == "gap" for one in found):
        raise UserCanFix(
            what="Nothing speaks to any of the criteria yet.",
            do="Record the workforce on the sheet named workforce, or write your own words to a criterion.",
        )
    info = office.info()
    document = fair_work_answers(
        found,
        framework=office.library.framework(FRAMEWORK),
        wage=office.library.thresholds().get("SCO-RLW-2025"),
        today=office.clock.today(),
        enterprise=info.name,
        sample=info.sample,
        made_at=office.clock.now(),
    )
    return write_document(document, out, numbered=False)


def _missing(one: FairWork, last: WorkforceFact | None) -> tuple[str, ...]:
    found = []
    if one.criterion.id == "FWF-1" and (last is None or not last.living_wage):
        found.append("Whether everyone is paid at least the real Living Wage is not recorded.")
    if one.criterion.id == "FWF-1" and last is not None and last.living_wage not in {"", "yes"}:
        found.append("By your own record not everyone is paid it yet: say what you plan, and by when.")
    if one.criterion.id == "FWF-3" and (last is None or last.leavers_in_year is None or not last.staff_headcount):
        found.append("How many staff there are, and how many left within the year, is not recorded.")
    if not one.text:
        found.append("There are no words of your own on how you do this for the people on this contract.")
    return tuple(found)
