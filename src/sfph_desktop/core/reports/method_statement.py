"""The method on paper: what the program does, exactly, with its sources, its licences and an example worked through."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from itertools import groupby

from sfph_desktop.core.domain.benefits import UnitValue
from sfph_desktop.core.domain.impact_facts import ReferenceFacts
from sfph_desktop.core.domain.measures import Instrument
from sfph_desktop.core.domain.method import Formula, MethodPart, MethodStatement, WorkedExample
from sfph_desktop.core.reports import small_numbers, wording
from sfph_desktop.core.reports.blocks import (
    Align,
    Block,
    BulletList,
    CoverStrip,
    Document,
    Heading,
    Note,
    PageBreak,
    Prose,
    SmallPrint,
    Span,
    Table,
    Text,
)

TITLE = "The Health Impact Toolkit: method"
_LEAD = (
    "For these people, in this period, under this contract or service: what changed, for whom, how sure are we, what "
    "is it worth, to whom, and what do we not know? This is what the program does to answer, exactly enough that two "
    "people who follow it get the same figures."
)
_HOW = (
    "This statement is not written beside the program but taken out of it. Each definition is the one that stands at "
    "the code which does the sum, each number of the example was worked out by that code, and the lists of measures "
    "and prices are those that the program uses."
)
_RIGHT: tuple[Align, ...] = ("right",)
_LEVELS = (
    "Benefits are told at three levels, always in this order: individual (a person's health and wellbeing), social "
    "(other people, services, the public purse, the local economy) and environmental (carbon, waste, water, places)."
)
_KEPT = (
    "One run is kept as it was: what was selected, the versions of measures and prices, every figure with its "
    "definition, and which records stand behind it. A printed figure carries an evidence number that finds it again."
)


def method_document(
    statement: MethodStatement, reference: ReferenceFacts, *, program: str, enterprise: str = "", made_at: datetime
) -> Document:
    """The statement as a document. `program` is the program's version; `enterprise` who prints it, blank for nobody."""
    blocks: list[Block] = [
        CoverStrip(
            enterprise=enterprise or "SFPH Desktop",
            title=TITLE,
            lines=(f"Version {statement.version}, as SFPH Desktop {program} follows it",),
        ),
        Prose(text=_LEAD, lead=True),
        Prose(text=_HOW),
        Prose(text=_LEVELS),
        Prose(text=_KEPT),
    ]
    for place, part in enumerate(statement.parts, start=1):
        blocks += _part(place, part)
    blocks += _paper(len(statement.parts) + 1)
    blocks += _example(len(statement.parts) + 2, statement.example)
    blocks += [PageBreak(), *_measures(len(statement.parts) + 3, reference.instruments, statement.better)]
    blocks += _prices(len(statement.parts) + 4, reference)
    blocks += _versions(reference.versions)
    blocks += _code(len(statement.parts) + 5, statement)
    return Document(
        title=TITLE,
        author=enterprise or "SFPH Desktop",
        subject="How figures of change, value and certainty are made",
        footer=f"Method {statement.version}, SFPH Desktop {program}",
        made_at=made_at,
        blocks=tuple(blocks),
    )


def _part(place: int, part: MethodPart) -> Iterator[Block]:
    yield Heading(text=f"{place}  {part.title}")
    yield Prose(text=part.lead)
    if part.rules:
        yield BulletList(items=part.rules)
    if part.formulas:
        yield Table(
            header=("What", "How it is worked out"),
            rows=tuple(_formula(one) for one in part.formulas),
            widths=(1.2, 4),
        )


def _formula(one: Formula) -> tuple[Text, ...]:
    return one.name, one.definition


def _paper(place: int) -> Iterator[Block]:
    """What is held back once a figure leaves the machine, and what must stand beside it."""
    yield Heading(text=f"{place}  What is printed")
    yield BulletList(
        items=(
            (
                f"A count of fewer than {small_numbers.THRESHOLD} people, or one that leaves fewer than that over, is "
                "held back or joined with its neighbour, so that nobody can be picked out."
            ),
            "A share is never printed without the numbers it is of; a ratio never without its range.",
            "Every statement names how many people, the measure, the time between, and how many completed both.",
            (
                "Every summary ends with what we do not yet know: low completion, groups missing, ranges that were "
                "assumed, no comparison, values that were not added."
            ),
            "Nothing that the library marks as inferred or remembered is printed as official.",
        )
    )


def _example(place: int, example: WorkedExample) -> Iterator[Block]:
    people = range(1, len(example.before) + 1)
    yield Heading(text=f"{place}  An example, worked through")
    yield Prose(
        text="Fourteen invented people, scored before and after on a scale where more is better; twenty were due. A "
        "change for one person is taken to be worth £1,000 (£800 to £1,300) in the pounds of 2019."
    )
    yield Table(
        header=("Person", *(str(one) for one in people)),
        rows=(
            ("Before", *(f"{score:g}" for score in example.before)),
            ("After", *(f"{score:g}" for score in example.after)),
        ),
        widths=(2.2, *(1.0 for _ in people)),
        aligns=("left", *_RIGHT * len(people)),
    )
    yield Table(
        header=("Step", "Working", "Result"),
        rows=tuple((step.what, step.working, step.result) for step in example.steps),
        widths=(2.4, 2.6, 2.2),
    )


def _measures(place: int, instruments: Mapping[str, Instrument], better: Mapping[str, str]) -> Iterator[Block]:
    yield Heading(text=f"{place}  Measures, and whose they are")
    yield Prose(
        text="How better, the same and worse are told apart is each measure's own. The licence is the owner's; some "
        "ask to be registered with before use."
    )
    usable = [one for one in instruments.values() if one.use == "scored"]
    yield Table(
        header=("Measure", "Counts as better", "Licence, and who must be asked"),
        rows=tuple(_measure(one, better[one.id]) for one in sorted(usable, key=lambda one: one.name.casefold())),
        widths=(2.2, 1.8, 3),
    )


def _measure(one: Instrument, better: str) -> tuple[Text, ...]:
    name = one.name if one.abbreviation in one.name else f"{one.name} ({one.abbreviation})"
    said = [Span(text=one.licence.split(". ", maxsplit=1)[0] or "Our own")]
    if one.user_must_do:
        said.append(Span(text=f"\n{one.user_must_do}", quiet=True))
    return (
        (Span(text=name), Span(text=f"\n{one.construct}, version {one.version}", quiet=True)),
        better,
        tuple(said),
    )


def _prices(place: int, reference: ReferenceFacts) -> Iterator[Block]:
    yield Heading(text=f"{place}  Prices and factors, and where they are from")
    yield Prose(
        text="Each printed value names its price year. Those marked “check before quoting” were not read in the "
        "publisher's newest edition, and need a deliberate choice before they are used."
    )
    values = sorted(reference.unit_values.values(), key=_source)
    yield Table(
        header=("Publisher and publication", "Values", "Terms"),
        rows=tuple(_publication(list(group)) for _, group in groupby(values, key=_source)),
        widths=(3.6, 1.5, 2.4),
    )
    years = Counter(factor.year for factor in reference.ghg.values())
    told = wording.name_list([f"{year} ({count})" for year, count in sorted(years.items())])
    yield SmallPrint(
        text=wording.sentences(
            f"Conversion factors: UK Government greenhouse gas conversion factors by year, with how many: {told}",
            f"Carbon values: {min(reference.carbon)} to {max(reference.carbon)}" if reference.carbon else "",
            f"Price index: GDP deflator, {min(reference.deflator)} to {max(reference.deflator)}"
            if reference.deflator
            else "",
            "Rates of discount: " + _rates(reference),
        )
    )


def _rates(reference: ReferenceFacts) -> str:
    return wording.name_list(
        [f"{band.kind} {band.rate * 100:g} in 100 from year {band.from_year}" for band in reference.discount]
    )


def _source(value: UnitValue) -> tuple[str, str]:
    return value.publisher, value.source_title


def _publication(values: list[UnitValue]) -> tuple[Text, ...]:
    first = values[0]
    checked = sum(one.confidence != "high" for one in values)
    held = f"{len(values)}"
    if checked:
        held += ", check before quoting" if checked == len(values) else f", {checked} of them to check before quoting"
    return (
        (Span(text=first.publisher), Span(text=f"\n{first.source_title}", quiet=True)),
        held,
        "; ".join(_once(one.licence for one in values)),
    )


def _once(texts: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(text for text in texts if text))


def _versions(versions: Mapping[str, str]) -> Iterator[Block]:
    yield Note(
        title="Versions",
        text="; ".join(f"{name.replace('_', ' ')} {mark}" for name, mark in sorted(versions.items())),
    )


def _code(place: int, statement: MethodStatement) -> Iterator[Block]:
    """Where each sum stands in the program: last, for whoever reads that."""
    yield Heading(text=f"{place}  Where each of these stands in the program")
    yield Prose(text="For whoever checks the program itself: its source is open, and every definition stands in it.")
    yield Table(
        header=("What", "Module and name"),
        rows=tuple((one.name, one.code) for part in statement.parts for one in part.formulas),
        widths=(1.6, 3),
    )
