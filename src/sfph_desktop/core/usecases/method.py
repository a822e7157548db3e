"""The statement of the method, as this version of the program follows it with the library of this computer."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sfph_desktop import __version__
from sfph_desktop.core.domain.method import MethodStatement
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.usecases.library import shipped_library
from sfph_desktop.core.usecases.machine import Machine

if TYPE_CHECKING:
    from datetime import datetime

    from sfph_desktop.core.reference.library import Library
    from sfph_desktop.core.usecases.office import Office


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodSource:
    """Whose library the statement is made with, and when."""

    library: Library
    made_at: datetime
    enterprise: str = ""


def as_shipped(machine: Machine) -> MethodSource:
    """The method with the library that comes with the program."""
    return MethodSource(library=shipped_library(machine), made_at=machine.clock.now())


def of_office(office: Office) -> MethodSource:
    """The method with the office's packs and its own questionnaires, under its name."""
    return MethodSource(library=office.library, made_at=office.clock.now(), enterprise=office.info().name)


def statement_of(source: MethodSource) -> MethodStatement:
    """The method with an example worked through in the library's prices."""
    from sfph_desktop.core.toolkit.method import method_statement

    return method_statement(source.library.reference_facts())


def print_method(source: MethodSource, out: Path) -> Path:
    """Write the statement as a PDF; the path written. It holds nothing of anybody.

    Raises UserCanFix when the name is not a PDF's or the folder cannot be written.
    """
    from sfph_desktop.core.reports.method_statement import method_document
    from sfph_desktop.core.reports.pdf import write_pdf

    if out.suffix.lower() != ".pdf":
        raise UserCanFix(what=f"{out.name} is not the name of a PDF.", do="End the name with .pdf.")
    document = method_document(
        statement_of(source),
        source.library.reference_facts(),
        program=__version__,
        enterprise=source.enterprise,
        made_at=source.made_at,
    )
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
    except OSError as trouble:
        raise UserCanFix(
            what=f"{out} could not be written.", why=f"{trouble.strerror}.", do="Choose another folder."
        ) from None
    write_pdf(document, out)
    return out
