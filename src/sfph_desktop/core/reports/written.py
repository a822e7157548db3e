"""One document, as the file that its ending names: .pdf to be read and printed, .docx to be worked on."""

from __future__ import annotations

from pathlib import Path

from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.reports.blocks import Document

ENDINGS = (".pdf", ".docx")


def write_document(document: Document, out: Path, *, numbered: bool = True) -> Path:
    """Write a document as its name ends, making the folder where it is missing; the path written.

    `numbered`: the headings of a Word document carry numbers; not where they have numbers or letters of their own.
    UserCanFix for another ending, where the folder cannot be made or the file not be written, and for a sign that
    cannot be printed: then nothing is written, and what was there stays.
    """
    ending = check_ending(out)
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
    except OSError as trouble:
        raise UserCanFix(
            what=f"{out} could not be written.",
            why=f"The computer said: {trouble.strerror}.",
            do="Choose another folder.",
        ) from None
    if ending == ".docx":
        from sfph_desktop.core.reports.word.document import write_word

        write_word(document, out, numbered=numbered)
    else:
        from sfph_desktop.core.reports.pdf import write_pdf

        write_pdf(document, out)
    return out


def check_ending(out: Path) -> str:
    """`.pdf` or `.docx`; UserCanFix for any other."""
    ending = out.suffix.lower()
    if ending not in ENDINGS:
        raise UserCanFix(
            what=f"{out.name} is not the name of a PDF or of a Word document.", do="End the name with .pdf or .docx."
        )
    return ending
