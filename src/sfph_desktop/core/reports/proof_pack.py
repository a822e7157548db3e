"""A proof pack on paper: for each figure its definition, what was looked at, what stands behind it, then and now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from sfph_desktop.core.domain.contracts import Contract
from sfph_desktop.core.domain.figures import Figure, figures_of
from sfph_desktop.core.domain.impact import ChangeFigure
from sfph_desktop.core.domain.measures import Instrument
from sfph_desktop.core.domain.proof_packs import PackFigure, ProofPack, ToldSince
from sfph_desktop.core.reports import wording
from sfph_desktop.core.reports.blocks import (
    Block,
    BulletList,
    Document,
    FindingLine,
    Heading,
    KeepTogether,
    Note,
    Prose,
    SmallPrint,
    Span,
    Table,
    Text,
)
from sfph_desktop.core.reports.charts.change import change_chart, may_be_drawn
from sfph_desktop.core.reports.charts.screen import threshold_of
from sfph_desktop.core.reports.charts.style import PAPER
from sfph_desktop.core.reports.summaries.telling import Telling, chart, cover, made_at
from sfph_desktop.core.reports.summaries.tidy import unbroken

TITLE = "The evidence behind the figures"


def pack_document(
    pack: ProofPack,
    *,
    instruments: Mapping[str, Instrument],
    contract: Contract | None = None,
    fonts: Path | None = None,
) -> Document:
    """The pack as a document; the same pack gives the same bytes. `fonts` is the folder of the charts' typeface."""
    run = pack.run
    telling = Telling(
        run=run, instruments=instruments, contract=contract, style=PAPER.sized(fonts=fonts, size=PAPER.size)
    )
    values = {figure.evidence: figure for figure in figures_of(run)}
    blocks: list[Block] = [cover(telling, TITLE), *_head(pack)]
    for figure in pack.figures:
        blocks += _figure(figure, values[figure.evidence], telling)
    blocks += _foot(pack)
    return Document(
        title=f"{TITLE}: {run.snapshot}",
        subject=f"Proof pack, {wording.period(run.selection.period)}",
        author=run.enterprise,
        footer=f"Proof pack of snapshot {run.snapshot}, made {wording.day(pack.made_at.date())}. It names nobody.",
        made_at=pack.made_at,
        sample=run.sample,
        blocks=unbroken(tuple(blocks)),
    )


def _head(pack: ProofPack) -> Iterator[Block]:
    run = pack.run
    made = made_at(run)
    when = f" on {wording.day(made.date())}" if made else ""
    many = wording.counted(len(pack.figures), "figure")
    yield Prose(
        text=f"What stands behind {many} of {run.enterprise or 'this enterprise'}: what each means, which records it "
        "was made from, and whether it is still so.",
        lead=True,
    )
    yield Prose(
        text=wording.sentences(
            f"The figures were worked out{when} and kept as snapshot {run.snapshot}, which is never changed",
            f"They were worked out again for this pack on {wording.day(pack.made_at.date())}, from the records as they "
            "stand now",
        )
    )
    yield Note(
        title="Redacted",
        text=(
            "Nobody is named, and no reference, date of birth or day of anybody is given. Counts of fewer than "
            f"{pack.threshold} people, and whatever would give one away when set beside what is told, are held back. "
            "Whoever may see the records can open each figure by its evidence number, with all of them."
        ),
    )
    if pack.left_out:
        yield Note(title="Left out", text=pack.left_out_words)


def _figure(told: PackFigure, figure: Figure, telling: Telling) -> Iterator[Block]:
    statement = FindingLine(text=told.statement)
    yield KeepTogether(blocks=(Heading(text=f"{told.evidence}  {told.title}"), statement))
    yield KeepTogether(blocks=(Heading(text="What it means", level=3), Prose(text=told.definition)))
    if told.behind:
        yield KeepTogether(blocks=(Heading(text="Records behind it", level=3), _behind(told)))
    if isinstance(figure.value, ChangeFigure):
        yield from _spread(told, figure.value, telling)
    yield KeepTogether(blocks=(Heading(text="Then and now", level=3), *_then_and_now(told)))
    if told.technical:
        yield SmallPrint(text=f"For whoever checks the sums. {told.technical}")


def _behind(told: PackFigure) -> Table:
    return Table(
        header=("Records", "How many"),
        rows=tuple((wording.capital(one.what), _counted(one.words, one.reason)) for one in told.behind),
        widths=(2, 4),
    )


def _counted(words: str, reason: str) -> Text:
    return (Span(text=words), Span(text=f"\n{wording.sentence(reason)}", quiet=True)) if reason else words


def _spread(told: PackFigure, figure: ChangeFigure, telling: Telling) -> Iterator[Block]:
    """The course of groups of people; where it may not be drawn, why."""
    if may_be_drawn(figure, guard=True):
        drawn = change_chart(figure, telling.style, guard=True, threshold=threshold_of(figure, telling.instruments))
        yield chart(drawn, told.evidence)
    elif told.groups_reason:
        yield SmallPrint(text=f"How the answers are spread is not shown. {wording.sentence(told.groups_reason)}")


def _then_and_now(told: PackFigure) -> tuple[Block, ...]:
    said = Prose(text=f"Today: {told.today} {told.since_words}".strip())
    return (said, BulletList(items=tuple(since_words(one) for one in told.since))) if told.since else (said,)


def since_words(one: ToldSince) -> str:
    """A line: `Fewer than 5 questionnaires entered since, in April to June 2026`."""
    return wording.sentence(f"{one.words} {one.what}" + (f", {one.quarter}" if one.quarter else ""))


def _foot(pack: ProofPack) -> Iterator[Block]:
    versions = pack.run.versions
    yield Heading(text="Made with")
    yield Prose(
        text="The fingerprint of each part of the reference library that the run used. Another version has another "
        "fingerprint; questionnaires are never changed, only superseded."
    )
    yield Table(
        header=("Part", "Fingerprint"),
        rows=tuple((wording.capital(name.replace("_", " ")), mark) for name, mark in sorted(versions.items())),
        widths=(3, 2),
    )
    yield SmallPrint(
        text="The folder this came in holds the same as tables (CSV), with a list of what each column means."
    )
