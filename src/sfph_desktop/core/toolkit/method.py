"""The method as it is followed here, told from the code that follows it: each definition is the docstring beside it."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import asdict
from hashlib import sha256
from typing import Any

from sfph_desktop.core.domain import member_totals
from sfph_desktop.core.domain.impact import MINIMUM_PAIRS, Choices
from sfph_desktop.core.domain.impact_facts import ReferenceFacts
from sfph_desktop.core.domain.method import Formula, MethodPart, MethodStatement
from sfph_desktop.core.domain.network import FEWEST_MEMBERS, THRESHOLD
from sfph_desktop.core.domain.value_counts import unlike
from sfph_desktop.core.toolkit import (
    change,
    disclosure,
    disclosure_bounds,
    disclosure_of_members,
    environment,
    events,
    inputs,
    overlap,
    pace,
    pairs,
    prices,
    selection,
    uncertainty,
)
from sfph_desktop.core.toolkit import reliable as certain
from sfph_desktop.core.toolkit import statistics as stats
from sfph_desktop.core.toolkit.disclosure_alone import Alone
from sfph_desktop.core.toolkit.evidence import HALF
from sfph_desktop.core.toolkit.ledger import Ledger
from sfph_desktop.core.toolkit.method_example import worked_example
from sfph_desktop.core.toolkit.valuation import split_by_contract

_CHOICES = Choices()
_PLAIN = (
    ("None ", "No figure "),
    (" x ", " × "),
    ("MINIMUM_PAIRS", str(MINIMUM_PAIRS)),
    ("LONGEST", f"{prices.LONGEST} years"),
)
"""What stands in a docstring for programmers, and what it is called on paper."""
_IN_CODE = "\n\nIn code: "


def method_statement(reference: ReferenceFacts) -> MethodStatement:
    """Everything the toolkit does, in the order in which it does it, with an example in the library's own prices."""
    parts = (
        *(_people(), _change(), _events(), _environment(), _value()),
        *(_uncertainty(), _promises(), _evidence(), _held_back()),
    )
    example = worked_example(reference)
    content = repr(([asdict(part) for part in parts], asdict(example)))
    better = {
        one.id: change.rule_of(one, goals=one.own_goals)
        for one in reference.instruments.values()
        if one.use == "scored"
    }
    version = sha256(content.encode()).hexdigest()[:12]
    return MethodStatement(parts=parts, example=example, better=better, version=version)


def formula(name: str, code: Callable[..., Any]) -> Formula:
    """A formula by the docstring of the code that works it out; ValueError where it has none.

    Its last paragraph, where that begins with "In code:", is for who calls it: what is handed over and answered.
    """
    told = (inspect.getdoc(code) or "").partition(_IN_CODE)[0]
    if not told:
        raise ValueError(f"{code.__qualname__} says nothing of itself")
    said = " ".join(told.split())
    for word, plain in _PLAIN:
        said = said.replace(word, plain)
    place = code.__module__.partition("core.")[2]
    return Formula(name=name, definition=said, code=f"{place}.{code.__qualname__}")


def _people() -> MethodPart:
    return MethodPart(
        title="Who is looked at",
        lead="A run looks at one period and, where chosen, one service and one contract.",
        rules=(
            (
                "An enrolment is one person's time in one service, with a start, an end and a reason for the end. "
                "Change is only ever measured inside one enrolment."
            ),
            (
                "Visits by people nobody named are counted as a lowest and a highest number of visits. They are "
                "never counted as people and never enter a measure of change."
            ),
            "Two records of one human that a worker has joined are one person in every figure.",
        ),
        formulas=(
            formula("People and visits", selection.reach),
            formula("Which enrolment an answer belongs to", selection.belonging),
            formula("First and latest answer", pairs.find_pairs),
            formula("One pair for each person", pairs.counted),
            formula("Who should have a pair", pairs.eligible),
        ),
    )


def _change() -> MethodPart:
    return MethodPart(
        title="What changed",
        lead="The first and the latest score of the same people are compared; a change for the better is positive.",
        rules=(
            (
                f"Below {MINIMUM_PAIRS} pairs no change is claimed and no average is given: the statement says how "
                "many there are and how many are needed."
            ),
            (
                "People count as better by the published reliable change of the questionnaire; where there is none, "
                "by a published meaningful change of one person; else by any change of the score. Each statement "
                "says by which."
            ),
            "Those who got worse are always printed beside those who got better.",
            (
                "The cautious share counts everybody who was due a second questionnaire and has none as not better; "
                "it stands beside the share of those who have both."
            ),
            "Without a comparison group the words are “changed” and “reported”, never “caused”.",
        ),
        formulas=(
            formula("Average change", stats.mean_change),
            formula("Range of a share", stats.wilson),
            formula("Size of the change", stats.d_av),
            formula("Range of that size", stats.d_av_interval),
            formula("Correction for small groups", stats.hedges_j),
            formula("Corrected size", stats.g_av),
            formula("Standardised response mean", stats.standardised_response_mean),
            formula("Test of the change", stats.wilcoxon),
            formula("Reliable change", certain.reliable_threshold),
            formula("Error of a difference", certain.s_diff),
            formula("Test of crossing a threshold", stats.mcnemar_exact),
            formula("Against a comparison group", stats.difference_in_differences),
            formula("Which comparison is used", change.comparison_for),
        ),
    )


def _events() -> MethodPart:
    return MethodPart(
        title="What happened",
        lead="A job, a tenancy kept, a qualification: dated records, each of one person.",
        formulas=(formula("Events", events.event_figures), formula("Events that must last", events.elapsed)),
    )


def _environment() -> MethodPart:
    return MethodPart(
        title="What it did for the environment",
        lead="Recorded quantities times the UK Government's greenhouse gas conversion factor of their own year.",
        rules=(
            (
                "Waste factors cover collection and treatment only. What reuse saves is counted only by the share of "
                "goods that truly took the place of new ones; where that share was not recorded, the page says so."
            ),
            (
                f"A factor that moved by more than {environment.JUMP * 100:.0f} in 100 from one year to the next is "
                "explained beside the figure."
            ),
        ),
        formulas=(
            formula("Carbon saved", environment.environment_figures),
            formula("Value of carbon", prices.carbon_price),
        ),
    )


def _value() -> MethodPart:
    return MethodPart(
        title="What it is worth, and to whom",
        lead="A change times the value of one change, less what would have happened anyway and what others did.",
        rules=(
            (
                "Four shares are taken off: what would have happened anyway (deadweight), what was moved from "
                "elsewhere (displacement), what is owed to others (attribution) and what fades each year (drop-off). "
                "Each is entered with its reason and source, nought included; a line that lacks one is shown and "
                "added to nothing."
            ),
            (
                "Three totals are kept apart: wellbeing and social value; public cost avoided; and the part of that "
                "which can be released as cash. Unit costs are averages, and are cash only where capacity is really "
                "released."
            ),
            "Volunteers' time is part of what went in, never a benefit.",
            "While a possible double count is undecided there is no total.",
            "A ratio is printed with its range and to one decimal, never alone.",
        ),
        formulas=(
            formula("What goes with which price", unlike),
            formula("A value in the pounds of one year", prices.uprated),
            formula("Price index", prices.price_index),
            formula("Years and discounting", prices.year_weights),
            formula("Rate of discount", prices.discount_rate),
            formula("What fades", prices.fading),
            formula("The same change twice", overlap.overlaps),
            formula("Several funders", split_by_contract),
            formula("What went in", inputs.inputs_found),
            formula("Where benefits equal costs", Ledger.break_even),
            formula("When it pays back", Ledger.payback_months),
            formula("Rounding", prices.to_pence),
        ),
    )


def _uncertainty() -> MethodPart:
    return MethodPart(
        title="How sure the value is",
        lead="Every number that may be otherwise has a lowest and a highest value.",
        rules=(
            (
                f"Where nothing was published or entered the range is {_CHOICES.assumed_range * 100:.0f} in 100 to "
                "each side, and is marked as assumed by this program."
            ),
            (
                f"The likely range is the middle 90 in 100 of {_CHOICES.draws:,} trial calculations. The seed of the "
                f"draws is kept with the run ({_CHOICES.seed} unless chosen), so that the same run gives the same "
                "range."
            ),
        ),
        formulas=(
            formula("What may vary", uncertainty.terms),
            formula("One number at a time", uncertainty.tornado),
            formula("All numbers together", uncertainty.monte_carlo),
        ),
    )


def _promises() -> MethodPart:
    return MethodPart(
        title="How promises go on",
        lead="A target is counted from the first day of its contract, in enrolments that the contract pays a share of.",
        rules=(
            (
                "Somebody paid for by two contracts is one person under each. Beside it stands how many are shared, "
                "and everybody as the share this contract pays: over all contracts nobody is then counted twice."
            ),
        ),
        formulas=(
            formula("Where a target stands", pace.stand),
            formula("Pace and forecast", pace.forecast),
        ),
    )


def _evidence() -> MethodPart:
    return MethodPart(
        title="How strong the evidence is",
        lead="After the Nesta Standards of Evidence. The program sets the level from the records; it can be lowered "
        "by choice, never raised.",
        rules=(
            "Level 0: a statement without data.",
            "Level 1: activity is recorded, but no change can be claimed, or only on a scale that is not validated.",
            (
                f"Level 2: change before and after on a validated questionnaire, {MINIMUM_PAIRS} pairs or more, and "
                f"at least {HALF * 100:.0f} in 100 of those due completed both; or {MINIMUM_PAIRS} people or more "
                "with a verified event."
            ),
            "Level 3: as level 2, with a comparison group or published comparison rates.",
            "Level 4: as level 3, repeated in an independent evaluation. The program never gives this level by itself.",
        ),
    )


def _held_back() -> MethodPart:
    return MethodPart(
        title="What leaves, and what is held back",
        lead="Before figures go to a network, each is judged by what somebody who knows all the others could work out.",
        rules=(
            (
                f"No figure about fewer than {THRESHOLD} people leaves, nor about nobody; a network may set a higher "
                "number, never a lower one."
            ),
            "An average or a share leaves only with its number of people, and only where that may leave.",
            (
                f"The network's desk tells nothing of fewer than {FEWEST_MEMBERS} members, and no lowest or highest "
                "figure of a member."
            ),
            (
                "Not covered: what a reader knows of single people from elsewhere; later answers of the same people "
                "in a window out of which others have fallen; and enterprises that put together what they know of "
                "people they share."
            ),
        ),
        formulas=(
            formula("Few, and sent before", Alone.state_of),
            formula("Held back beside others", disclosure.guard),
            formula("What could be worked out", disclosure_bounds.ranges),
            formula("Medians and quartiles of members", disclosure_of_members.withheld_of_members),
            formula("Totals of members", member_totals.withheld_total),
            formula("Members that are alike", disclosure_of_members.withheld_subsets),
        ),
    )
