"""A case study leaves the office: as a PDF, a Word document, a web page or on paper, each noted as a use.

The agreement of everybody in it is asked for when the file is begun, and once more in the unit of work in which it
leaves: a withdrawal in between stops it, and no file is there.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sfph_desktop.core.domain.ports import Progress, silent
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.domain.stories import FORMATS
from sfph_desktop.core.domain.story_page import StoryPage
from sfph_desktop.core.domain.story_rules import USE_WORDS
from sfph_desktop.core.host.paths import Paths
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.core.usecases.office import Office
from sfph_desktop.core.usecases.stories import leaving, record_use, story_of
from sfph_desktop.core.usecases.story_page import check_may_leave, open_story

if TYPE_CHECKING:
    from sfph_desktop.core.reports.blocks import Document

ENDINGS = tuple(f".{one}" for one in FORMATS)
_STEPS = 3


def write_story(
    office: Office,
    story_id: int,
    out: Path,
    *,
    for_whom: str = "",
    large_print: bool = False,
    progress: Progress = silent,
) -> Done[Path]:
    """Write a case study into a file by its ending, .pdf, .docx or .html, and note where it went.

    Raises UserCanFix, with no file written and nothing noted, when somebody in it does not agree (any more), when a
    name cannot be printed right, or when the file cannot be written.
    """
    how = format_of(out)
    progress(0, _STEPS, "reading the record")
    page = open_story(office, story_id)
    check_may_leave(page)
    progress(1, _STEPS, "laying out the case study")
    data = document_bytes(office.paths, page, how, large_print=large_print, made_at=office.clock.now())
    progress(2, _STEPS, "asking once more whether it may leave")
    where = f"{out.name}, for {for_whom.strip()}" if for_whom.strip() else out.name
    with leaving(office, f"Wrote the case study {page.story.story_ref}", (story_id,), how, where, out) as unit:
        put_file(data, out)
    return Done(value=out, changed=frozenset(unit.changed), why=f"{page.story.story_ref} {USE_WORDS[how]}: {out.name}")


def print_story(office: Office, story_id: int, *, for_whom: str = "", large_print: bool = False) -> Done[bytes]:
    """The PDF of a case study for the printer, in memory, noted as printed. Raises UserCanFix as `write_story`."""
    page = open_story(office, story_id)
    check_may_leave(page)
    data = document_bytes(office.paths, page, "pdf", large_print=large_print, made_at=office.clock.now())
    with office.writing(f"Printed the case study {page.story.story_ref}") as unit:
        record_use(unit, office, story_of(unit.connection, story_id), "print", for_whom)
    return Done(value=data, changed=frozenset(unit.changed), why=f"{page.story.story_ref} printed")


def look_at_story(office: Office, story_id: int, *, large_print: bool = False) -> bytes:
    """The PDF as it would be printed, to be looked at here: nothing leaves, and nothing is noted.

    Raises UserCanFix when it may not be printed.
    """
    page = open_story(office, story_id)
    check_may_leave(page)
    return document_bytes(office.paths, page, "pdf", large_print=large_print, made_at=office.clock.now())


def look_at_pages(office: Office, story_id: int, dpi: int) -> tuple[bytes, ...]:
    """The same page by page, as PNG. Raises UserCanFix as `look_at_story`."""
    from sfph_desktop.core.reports.pages import page_images

    return page_images(look_at_story(office, story_id), dpi)


def pages_of(office: Office, page: StoryPage) -> int:
    """How many pages an opened case study has on paper."""
    from sfph_desktop.core.reports.pdf import PageCounter

    return PageCounter()(_document(office.paths, page, None))


def format_of(out: Path) -> str:
    """The format a file's ending says; UserCanFix naming those there are."""
    if out.suffix.lower() not in ENDINGS:
        raise UserCanFix(
            what=f"{out.name} is not the name of a PDF, a Word document or a web page.",
            do=f"End the name with one of: {', '.join(ENDINGS)}.",
        )
    return out.suffix.lower().removeprefix(".")


def document_bytes(
    paths: Paths, page: StoryPage, how: str, *, large_print: bool = False, made_at: datetime | None = None
) -> bytes:
    """An opened case study as a file of a format."""
    return _bytes(_document(paths, page, made_at, large_print=large_print, columns=how == "pdf"), how)


def _document(
    paths: Paths, page: StoryPage, made_at: datetime | None, *, large_print: bool = False, columns: bool = True
) -> Document:
    from sfph_desktop.core.reports.charts.style import PAPER
    from sfph_desktop.core.reports.stories.document import story_document

    style = PAPER.sized(fonts=paths.resources / "fonts")
    return story_document(page, style=style, made_at=made_at, large_print=large_print, columns=columns)


def _bytes(document: Document, how: str) -> bytes:
    if how == "html":
        from sfph_desktop.core.reports.web import html_bytes

        return html_bytes(document)
    if how == "docx":
        from sfph_desktop.core.reports.word.document import word_bytes

        return word_bytes(document, numbered=False)
    from sfph_desktop.core.reports.pdf import pdf_bytes

    return pdf_bytes(document)


def put_file(data: bytes, out: Path) -> None:
    """Write a whole file, its folder made where it is missing. UserCanFix when that cannot be done."""
    from sfph_desktop.core.reports.whole_file import put_whole

    try:
        out.parent.mkdir(parents=True, exist_ok=True)
    except OSError as trouble:
        raise UserCanFix(
            what=f"{out.parent} could not be made.",
            why=f"The computer said: {trouble.strerror or trouble}.",
            do="Choose another folder. Nothing was written.",
        ) from None
    put_whole(data, out)
