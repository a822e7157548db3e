"""What came of files at the desk: the fate of each return, and what was written for the members."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from sfph_desktop.core.domain.network import read_quarter
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.ui.models.said import counted
from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.theme.pieces import column, held, words
from sfph_desktop.ui.widgets.page_frame import PageHeader, Sheet
from sfph_desktop.ui.widgets.passages import Headed

_FATES = {"refused": ("warning", "Refused"), "taken": ("check", "Taken in"), "already": ("info", "Here already")}


def fates_sheet(theme: Theme, done: Done[Any]) -> Sheet:
    """What became of each file, the refused ones first: each with its reason."""
    page = Sheet(theme, "What came of the files")
    page.setObjectName("fates")
    refused = sum(1 for one in done.value if one.fate == "refused")
    lead = "What was refused changed nothing; each of those files says why, and what to do." if refused else ""
    page.add(PageHeader(theme, done.why, lead))
    for fate, (icon, title) in _FATES.items():
        found = [one for one in done.value if one.fate == fate]
        if found:
            part = Headed(theme, icon, f"{title}: {counted(len(found), 'file')}")
            part.fill(*(_line(theme, _whose(one), one.file, one.why if fate == "refused" else "") for one in found))
            page.add(part)
    page.add(None)
    return page


def back_sheet(theme: Theme, folder: Path, done: Done[Any]) -> Sheet:
    """What was written into a folder, for whom, and for whom nothing was."""
    found = done.value
    page = Sheet(theme, "What was written")
    page.setObjectName("back")
    page.add(PageHeader(theme, done.why, f"In {folder}. Send each member its own pack: nobody else can open it."))
    page.add(*(words(one) for one in _edition(found)))
    missed = [one for one in found.packs if one.file is None]
    if missed:
        part = Headed(theme, "warning", f"No pack for {counted(len(missed), 'member')}")
        part.fill(*(_line(theme, one.member, one.why_not) for one in missed))
        page.add(part)
    published = Headed(theme, "page", "For anybody")
    published.fill(*(words(file.name) for file in found.files))
    packs = Headed(theme, "share", "For the members")
    packs.fill(*(_line(theme, one.member, one.file.name, _holds(one)) for one in found.packs if one.file))
    page.add(published, packs, None)
    return page


def _edition(found: Any) -> Iterator[str]:
    """Which returns the figures stand on, and which do not count in them."""
    one = found.publication
    yield f"Edition {one.edition} of the quarter, from {counted(one.members, 'return')}. It is always written the same."
    if found.late:
        yield (
            f"{counted(found.late, 'return')} came after it was published and {'is' if found.late == 1 else 'are'} "
            "not counted in it."
        )
    names = {each.indicator: each.name for each in found.collation.totals}
    held = [names.get(each, each) for each in one.held.split()]
    if one.facts_held:
        held.append("the facts about the members themselves")
    if held:
        yield f"As it was published before, because too few returns differ: {'; '.join(held)}."


def _holds(one: Any) -> str:
    figures = counted(one.benchmarks, "figure") if one.benchmarks else "no figure yet that may be told"
    return f"With {figures} to compare, and {counted(one.cards, 'example')} of good practice."


def _whose(one: Any) -> str:
    quarter = read_quarter(one.quarter) if one.quarter else None
    return f"{one.member}, {quarter.words}" if quarter else one.member


def _line(theme: Theme, head: str, *told: str) -> QWidget:
    first, *rest = [text for text in (head, *told) if text]
    lines = [words(first, "bold"), *(words(text) for text in rest)]
    return held(column(*lines, gap=theme.space("tiny"), edge=theme.space("medium")), "soft")
