"""The bid-ready benefit summary of a run: one page, or the full version."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from sfph_desktop.core.domain.contracts import Contract
from sfph_desktop.core.domain.frameworks import Framework
from sfph_desktop.core.domain.impact import ImpactRun
from sfph_desktop.core.domain.measures import Instrument
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.reports import wording
from sfph_desktop.core.reports.blocks import Block, Document
from sfph_desktop.core.reports.charts.style import PAPER
from sfph_desktop.core.reports.summaries.full import full_blocks
from sfph_desktop.core.reports.summaries.one_page import TITLE as PAGE_TITLE
from sfph_desktop.core.reports.summaries.one_page import one_page
from sfph_desktop.core.reports.summaries.telling import TITLE, Telling, footer, made_at, told_run
from sfph_desktop.core.reports.summaries.tidy import unbroken

LENGTHS = ("one-page", "full")


def impact_summary(
    run: ImpactRun,
    *,
    framework: Framework | None = None,
    length: str = "full",
    fonts: Path | None = None,
    contact: str = "",
    instruments: Mapping[str, Instrument] | None = None,
    contract: Contract | None = None,
    large_print: bool = False,
) -> Document:
    """The summary as a document: the same run gives the same document, and so the same bytes.

    Small counts are held back (small_numbers). `framework` is the buyer's set of outcomes, printed in the full version;
    `instruments` give attribution lines, licences and the cuts drawn in charts; `contract` names the contract in the
    cover strip; `contact` is printed line by line; `fonts` is the folder of the charts' typeface. UserCanFix when
    `length` is neither `one-page` nor `full`.
    """
    if length not in LENGTHS:
        raise UserCanFix(what=f"'{length}' is not a length of the summary.", do=f"Choose {' or '.join(LENGTHS)}.")
    telling = Telling(
        run=told_run(run),
        framework=framework,
        instruments=instruments or {},
        contract=contract,
        contact=contact,
        large_print=large_print,
        style=PAPER.sized(fonts=fonts, size=14.0 if large_print else PAPER.size),
    )
    frame = Document(
        title=TITLE if length == "full" else PAGE_TITLE,
        subject=f"Benefit summary, {wording.period(run.selection.period)}",
        author=run.enterprise,
        footer=footer(run),
        made_at=made_at(run),
        sample=run.sample,
        large_print=large_print,
        blocks=(),
    )

    def document(blocks: tuple[Block, ...]) -> Document:
        return replace(frame, blocks=unbroken(blocks))

    return document(full_blocks(telling)) if length == "full" else one_page(telling, document)
