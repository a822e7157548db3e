"""What buyers ask of a bidder: turnover, staff, the supported-business test; and the lists of buyers we are on."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sfph_desktop.core.domain.limits import SUPPORTED_TEST
from sfph_desktop.core.domain.opportunities import LIST_KINDS, BidderFact, BidderList
from sfph_desktop.core.domain.opportunity_rules import told_day
from sfph_desktop.core.domain.problems import Problem
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.refusals import gone, problem, refuse
from sfph_desktop.core.usecases.saved import saved

OF_TEN, SHARE_OF_TEN = 10, 3
"""At least 3 of 10 employees: the share of the test."""
LIST_WORDS = {
    "preferred": "preferred bidders",
    "quick_quote": "suppliers asked for quick quotes",
    "framework": "framework",
    "dynamic": "dynamic purchasing system",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SupportedTest:
    """Both parts of the supported-business test, each in words."""

    passed: bool | None
    """None while a part is not known."""
    aim: str
    share: str
    verdict: str
    source: str


def bidder_facts(office: Office) -> tuple[BidderFact, ...]:
    """What is known of us as bidders, the latest day first."""
    from sfph_desktop.core.store.queries.values import values_of

    with office.reading() as connection:
        found: tuple[BidderFact, ...] = values_of(connection, "bidder_facts")
    return tuple(sorted(found, key=lambda one: (one.date, one.id), reverse=True))


def keep_bidder_fact(office: Office, fact: BidderFact) -> Done[BidderFact]:
    """Keep facts of one day; of a day that has some already, those given take their place.

    Raises UserCanFix when they cannot be so, as more of the employees than there are.
    """
    refuse(tuple(_fact_problems(fact, office)))
    there = next((one for one in bidder_facts(office) if one.date == fact.date), None)
    with office.writing(f"Wrote down facts for bids of {told_day(fact.date)}") as unit:
        if there is None:
            fact = replace(fact, id=unit.add("bidder_facts", fact))
        else:
            fact = replace(fact, id=there.id)
            unit.change("bidder_facts", fact)
    return saved(unit, fact, f"Facts for bids of {told_day(fact.date)}")


def remove_bidder_fact(office: Office, fact_id: int) -> Done[None]:
    """Take facts of one day away."""
    with office.writing("Removed facts for bids") as unit:
        unit.remove("bidder_facts", fact_id)
    return saved(unit, None, "Facts for bids removed")


def _fact_problems(fact: BidderFact, office: Office) -> list[Problem]:
    found = []
    if fact.turnover is not None and not 0 <= fact.turnover.pence <= 10**13:
        found.append(problem("turnover", "", "This cannot be a turnover.", "pounds, as in 310000"))
    counted = (("employees", fact.employees), ("employees_integrated", fact.employees_integrated))
    for name, number in counted:
        if number is not None and not 0 <= number <= 100_000:
            found.append(problem(name, str(number), "This cannot be a number of employees.", "a whole number"))
    if fact.employees is not None and (fact.employees_integrated or 0) > fact.employees:
        reason = "More employees are disabled or disadvantaged than there are."
        found.append(problem("employees_integrated", str(fact.employees_integrated), reason, f"up to {fact.employees}"))
    if fact.main_aim not in {"", "yes", "no"}:
        found.append(problem("main_aim", fact.main_aim, "This is answered by yes or no.", "yes, no, or blank"))
    if fact.date > office.clock.today():
        found.append(problem("date", str(fact.date), "This day is still to come.", "a day up to today"))
    return found


def supported_test(office: Office) -> SupportedTest:
    """Whether contracts reserved for supported businesses are open to us: the main aim, and the share of employees."""
    row = office.library.thresholds()[SUPPORTED_TEST]
    source = f"{row.source}: {row.url}" + (f" ({row.caution})" if row.caution else "")
    facts = bidder_facts(office)
    aim_fact = next((one for one in facts if one.main_aim), None)
    counted = (one for one in facts if one.employees is not None and one.employees_integrated is not None)
    share_fact = next(counted, None)
    aim, aim_met = _aim(aim_fact)
    share, share_met = _share(share_fact)
    if aim_met and share_met:
        verdict, passed = "Both parts are met: a contract reserved for supported businesses is open to you.", True
    elif aim_met is False or share_met is False:
        verdict, passed = "It is not met: both parts are needed, and most social enterprises do not meet them.", False
    else:
        verdict, passed = "It cannot be told yet: both parts are needed.", None
    return SupportedTest(passed=passed, aim=aim, share=share, verdict=verdict, source=source)


def _aim(fact: BidderFact | None) -> tuple[str, bool | None]:
    if fact is None:
        return "Not answered: is the main aim to bring disabled or disadvantaged people into work and society?", None
    if fact.main_aim == "no":
        return f"The main aim is another one (written down for {told_day(fact.date)}).", False
    if not fact.aim_written_in:
        return "The main aim is said to be integration. Write down where it stands: a buyer asks for it.", True
    return f"The main aim is integration, written in: {fact.aim_written_in}.", True


def _share(fact: BidderFact | None) -> tuple[str, bool | None]:
    if fact is None or not fact.employees or fact.employees_integrated is None:
        return "Not answered: how many employees are there, and how many of them are disabled or disadvantaged?", None
    met = fact.employees_integrated * OF_TEN >= fact.employees * SHARE_OF_TEN
    least = -(-fact.employees * SHARE_OF_TEN // OF_TEN)
    said = f"{fact.employees_integrated} of {fact.employees} employees on {told_day(fact.date)}"
    return f"{said}; at least {least} would be needed.", met


# --- lists of buyers --------------------------------------------------------------------------------------------------


def bidder_lists(office: Office) -> tuple[BidderList, ...]:
    """The lists of buyers we are on, by buyer."""
    from sfph_desktop.core.store.queries.values import values_of

    with office.reading() as connection:
        found: tuple[BidderList, ...] = values_of(connection, "bidder_lists")
    return tuple(sorted(found, key=lambda one: (one.buyer.casefold(), one.id)))


def keep_bidder_list(office: Office, kept: BidderList) -> Done[BidderList]:
    """Add a list, or keep one as given where it has an id. Raises UserCanFix when it cannot be so."""
    kept = replace(kept, buyer=" ".join(kept.buyer.split()), what=kept.what.strip())
    found = []
    if not kept.buyer:
        found.append(problem("buyer", "", "A list needs its buyer.", "as in Leith Council"))
    if kept.kind not in LIST_KINDS:
        found.append(problem("kind", kept.kind, "There is no such kind of list.", ", ".join(LIST_KINDS)))
    if kept.from_date and kept.to_date and kept.from_date > kept.to_date:
        found.append(problem("to_date", str(kept.to_date), "It ends before it begins.", "a later day"))
    refuse(tuple(found))
    with office.writing(f"Wrote down a list of {kept.buyer}") as unit:
        if kept.id:
            unit.change("bidder_lists", kept)
        else:
            kept = replace(kept, id=unit.add("bidder_lists", kept))
    return saved(unit, kept, f"{kept.buyer}: {LIST_WORDS[kept.kind]}")


def remove_bidder_list(office: Office, list_id: int) -> Done[BidderList]:
    """Take a list away. Raises UserCanFix when it is not there any more."""
    there = next((one for one in bidder_lists(office) if one.id == list_id), None)
    if there is None:
        raise gone("This list")
    with office.writing(f"Removed a list of {there.buyer}") as unit:
        unit.remove("bidder_lists", list_id)
    return saved(unit, there, f"Removed the list of {there.buyer}")
