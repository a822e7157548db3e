"""Method and sources in small type: how figures were made, and whose instruments, prices and factors they rest on."""

from __future__ import annotations

from sfph_desktop.core.domain.impact import MINIMUM_PAIRS
from sfph_desktop.core.domain.measures import Instrument
from sfph_desktop.core.reports import phrases, small_numbers, wording
from sfph_desktop.core.reports.blocks import Block, Heading, SmallPrint
from sfph_desktop.core.reports.summaries.telling import Telling


def method_section(telling: Telling) -> tuple[Block, ...]:
    """Every rule that a reader needs to make the same figures from the same records."""
    paragraphs = (
        _change(telling),
        _value(telling),
        _environment(telling),
        _small_numbers(),
        *_instruments(telling),
        _library(telling),
    )
    return (Heading(text="Method and sources"), *(SmallPrint(text=text) for text in paragraphs if text))


def method_line() -> str:
    """The method in three sentences, for the one page."""
    return wording.sentences(
        "Method: the SFPH Health Impact Toolkit. First and latest answers of the same people are compared; a likely "
        f"range is given with every share; below {MINIMUM_PAIRS} people nothing is claimed",
        f"Counts below {small_numbers.THRESHOLD} are not printed, and prices and adjustments stand in the full summary",
    )


def _change(telling: Telling) -> str:
    if not telling.run.changes:
        return ""
    return wording.sentences(
        "Change. A person's first result in an enrolment is compared with the latest one in the period. The range of a "
        "share is Wilson's, that of an average Student's t; both are 95 in 100 ranges",
        "Whether somebody is better follows each measure's own rule, printed with it. Eligible are all whose second "
        "result was due; whoever has none counts as not improved in the cautious share",
        f"Below {MINIMUM_PAIRS} pairs no change is claimed. Strength of evidence runs from 0 to 4, after the Nesta "
        "Standards of Evidence; the program sets it from the records",
    )


def _value(telling: Telling) -> str:
    value = telling.run.value
    if not value.lines:
        return ""
    first = (
        "the first year is discounted too, as the SROI Guide does"
        if telling.run.choices.discount_first_year
        else "the period itself is not discounted"
    )
    trials = ""
    if value.draws:
        trials = (
            f"The likely range of value is the middle 90 in 100 of {wording.number(value.draws)} trial calculations "
            f"(seed {value.seed})"
        )
        if telling.value.likely is not None and telling.value.spread_open and value.told_p05 is not None:
            trials += "; where a number of people is held back, for the lowest and the highest that it may be"
    return wording.sentences(
        f"Value. Prices are brought to {value.price_base or 'their printed year'} with the GDP deflator; later years "
        f"are discounted at the rates of the Treasury's Green Book, health at its own rate; {first}",
        "From each amount is taken what would have happened anyway, what moved from elsewhere, what is owed to others "
        "and what fades; each share was entered with its reason",
        "Of values for the same change in the same people only the largest counts. Public costs are averages: they "
        "become cash only where capacity is really released",
        trials,
    )


def _environment(telling: Telling) -> str:
    if all(figure.counted_only for figure in telling.run.environment):
        return ""
    return wording.sentences(
        "Carbon. Recorded quantities times the UK Government's greenhouse gas conversion factor of their own year. "
        "Where something was replaced both sides are counted. Waste factors cover collection and treatment only",
    )


def _small_numbers() -> str:
    return wording.sentences(
        f"Small numbers. Where fewer than {small_numbers.THRESHOLD} people stand behind a number, or are left over by "
        "it, the number is held back or joined with its neighbour, so that nobody can be picked out; lines of a chart "
        "are groups of people, never one person",
    )


def _instruments(telling: Telling) -> tuple[str, ...]:
    """Each instrument used, with the line its owner asks for and its licence."""
    said = []
    for instrument_id in dict.fromkeys(figure.instrument for figure in telling.run.changes):
        known = telling.instruments.get(instrument_id)
        if known is None:
            figure = next(f for f in telling.run.changes if f.instrument == instrument_id)
            said.append(phrases.short_name(figure))
            continue
        named = known.abbreviation in known.attribution or known.name in known.attribution
        name = "" if named else f"{known.name} ({known.abbreviation})"
        said.append(wording.sentences(name, known.attribution, _licence(known)))
    if not said:
        return ()
    if not telling.instruments:
        return (wording.sentence(f"Measures. {wording.name_list(said)}"),)
    return ("Measures. " + " ".join(wording.sentence(text) for text in said),)


def _licence(instrument: Instrument) -> str:
    """The licence in one sentence, unless the line its owner asks for says the same."""
    bare = instrument.licence.split(". ", maxsplit=1)[0].strip()
    return "" if not bare or bare[:24] in instrument.attribution else f"Licence: {bare}"


def _library(telling: Telling) -> str:
    run = telling.run
    versions = wording.name_list(
        [f"{name.replace('_', ' ')} {mark[:12]}" for name, mark in sorted(run.versions.items())]
    )
    kept = (
        f"Records. {run.snapshot} keeps this run as it was: every figure can be opened again by its evidence number, "
        "with its definition and the records behind it"
    )
    return wording.sentences(
        kept if run.snapshot else "",
        f"Reference library: {versions}" if versions else "",
    )
