"""A questionnaire on paper: normal, large print, or with drawings beside the answers; its code finds it again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path

from sfph_desktop.core.domain.measures import Instrument, Item
from sfph_desktop.core.domain.paper_codes import said
from sfph_desktop.core.domain.printed import STAGE_WORDS, PrintedPaper
from sfph_desktop.core.reports.answer_pictures import answer_pictures
from sfph_desktop.core.reports.blocks import (
    Align,
    Block,
    Choice,
    Choices,
    Document,
    FormHead,
    KeepTogether,
    Prose,
    Question,
    SmallPrint,
    Spacer,
    Span,
    Table,
    Text,
    WriteOn,
)
from sfph_desktop.core.reports.pdf import write_pdf

MOST_ABREAST = 6
"""Answers in the columns of a table; more become a scale or a list."""
FEWEST_ON_A_SCALE = 8
"""From so many answers on they stand in a row, and a drawing is a thermometer."""
_VOLUNTARY = "Please mark one ring for each question. You may leave out any question you would rather not answer."
_TICK = "Please tick all that apply."


_OURS = re.compile(r"[/;()]")
"""In the time an instrument asks about: our own note of several times. Its questions say them."""


def write_questionnaire(instrument: Instrument, paper: PrintedPaper, out: Path) -> None:
    """Write it to a PDF. UserCanFix when it holds a sign that cannot be printed, or the file cannot be written."""
    write_pdf(questionnaire(instrument, paper), out)


def questionnaire(instrument: Instrument, paper: PrintedPaper) -> Document:
    """The questionnaire as a document; the code and the name of the instrument stand at the foot of every page."""
    foot = f"{instrument.abbreviation}{f' · code {said(paper.code)}' if paper.code else ''} · {paper.office}"
    day = paper.printed_on
    return Document(
        title=instrument.name,
        author=paper.office,
        subject="A questionnaire to be filled in by hand",
        footer=foot,
        made_at=datetime(day.year, day.month, day.day, tzinfo=UTC),
        sample=paper.sample,
        large_print=paper.layout != "normal",
        blocks=tuple(_blocks(instrument, paper)),
    )


def _blocks(instrument: Instrument, paper: PrintedPaper) -> Iterator[Block]:
    yield FormHead(
        title=instrument.name, code=said(paper.code) if paper.code else "", lines=tuple(_whose(instrument, paper))
    )
    yield WriteOn(hint="Date you fill this in (day / month / year)")
    if not paper.code:
        yield WriteOn(hint="Name or reference")
    yield Prose(text=_VOLUNTARY)
    if instrument.stem:
        yield Question(text=instrument.stem)
    place = 0
    for stem, group in groupby(instrument.items, key=lambda item: item.stem):
        items = tuple(group)
        if stem:
            yield Question(text=stem)
        yield from _questions(instrument, items, paper.layout, place)
        place += len(_asked(items))
    yield Spacer(height=6)
    yield Prose(text="Thank you.")
    if instrument.attribution:
        yield SmallPrint(text=instrument.attribution)


def _whose(instrument: Instrument, paper: PrintedPaper) -> Iterator[str]:
    stage = STAGE_WORDS[paper.stage]
    about = " · ".join(part for part in (paper.person_name, paper.person_ref, stage) if part)
    if about:
        yield about
    if instrument.own and instrument.recall_period:
        yield f"About: {instrument.recall_period}"
    elif instrument.recall_period and not _OURS.search(instrument.recall_period):
        yield f"About: {instrument.recall_period.casefold()}"


def _asked(items: Sequence[Item]) -> list[tuple[Item, ...]]:
    """The items question by question: several answers that may be ticked are one question."""
    return [tuple(group) for _, group in groupby(items, key=lambda item: item.several or f"\0{item.id}")]


def _questions(instrument: Instrument, items: Sequence[Item], layout: str, before: int) -> Iterator[Block]:
    """Questions in a row with the same few answers as one table; every other one by itself."""
    place = before
    for _, run in groupby(_asked(items), key=lambda group: _keys(group[0])):
        groups = tuple(run)
        if layout == "normal" and len(groups) > 1 and _fits_table([group[0] for group in groups]):
            yield _table([group[0] for group in groups], place)
            place += len(groups)
            continue
        for group in groups:
            place += 1
            blocks = tuple(_question(instrument, group, layout, place))
            yield KeepTogether(blocks=blocks) if len(blocks) > 2 else blocks[0]
            yield from blocks[1:] if len(blocks) <= 2 else ()


def _keys(item: Item) -> tuple[object, ...]:
    return (item.kind, item.several, *((option.value, option.label) for option in item.options))


def _fits_table(items: Sequence[Item]) -> bool:
    options = items[0].options
    return 1 < len(options) <= MOST_ABREAST and not items[0].several and all(item.text for item in items)


def _table(items: Sequence[Item], before: int) -> Table:
    options = items[0].options
    header: tuple[Text, ...] = ("", *(option.label for option in options))
    rows: tuple[tuple[Text, ...], ...] = tuple(
        (f"{place}. {item.text}", *(f"{option.value:g}" for option in options))
        for place, item in enumerate(items, start=before + 1)
    )
    middle: Align = "centre"
    share = 2.4 if len(options) > 4 else 2.0
    return Table(
        header=header,
        rows=rows,
        widths=(share * len(options) / 2, *(1.0 for _ in options)),
        aligns=("left", *(middle for _ in options)),
        rings=True,
    )


def _question(instrument: Instrument, group: tuple[Item, ...], layout: str, place: int) -> Iterator[Block]:
    item = group[0]
    if item.several:
        yield Question(text=(Span(text=_several_text(instrument, item), strong=True),), number=f"{place}.")
        yield Prose(text=_TICK)
        yield Choices(options=tuple(Choice(number="", label=one.text or "") for one in group), several=True)
        return
    yield Question(text=item.text or _goal(instrument, item, place), number=f"{place}.")
    if instrument.own_goals:
        yield WriteOn(lines=2)
    if item.kind == "words":
        yield WriteOn(lines=3)
    elif item.kind == "date":
        yield WriteOn(hint="Day / month / year")
    elif not item.options:
        yield WriteOn(hint=_range(item))
    else:
        yield _choices(item, layout)


def _several_text(instrument: Instrument, item: Item) -> str:
    entry = next(one for one in instrument.definition["items"] if one["id"] == item.id)
    return str(entry.get("question") or item.several)


def _goal(instrument: Instrument, item: Item, place: int) -> str:
    if instrument.own_goals:
        return f"Goal {place}, in your own words:"
    return item.label[:1].upper() + item.label[1:]


def _range(item: Item) -> str:
    if item.min is not None and item.max is not None:
        return f"A number from {item.min:g} to {item.max:g}"
    return "A number"


def _choices(item: Item, layout: str) -> Choices:
    """Few answers in a list, or beneath drawings; many as a scale, or beside a thermometer."""
    many = len(item.options) >= FEWEST_ON_A_SCALE
    plain = tuple(_choice(f"{option.value:g}", option.label) for option in item.options)
    if many:
        return Choices(options=plain, manner="thermometer" if layout == "pictures" else "scale")
    if layout == "pictures":
        drawn = tuple(
            Choice(number=one.number, label=one.label, picture=picture)
            for one, picture in zip(plain, answer_pictures(item.options), strict=True)
        )
        return Choices(options=drawn, manner="pictures")
    short = layout == "normal" and len(item.options) <= MOST_ABREAST
    return Choices(options=plain, manner="row" if short else "list")


def _choice(number: str, label: str) -> Choice:
    """An answer whose words are left out where they only repeat its number."""
    return Choice(number=number, label="" if label.strip() == number else label.strip())
