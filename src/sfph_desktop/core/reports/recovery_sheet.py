"""The recovery sheet: one page that opens the office when every passphrase is forgotten."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from sfph_desktop.core.reports.blocks import (
    BulletList,
    CodeGroups,
    Columns,
    CoverStrip,
    Document,
    FillIn,
    Heading,
    Note,
    Prose,
    Span,
)
from sfph_desktop.core.reports.pdf import write_pdf


def write_recovery_sheet(office_name: str, groups: tuple[str, ...], out: Path, made_on: date) -> None:
    """Write the sheet with the groups of a recovery key, numbered, to a PDF of one page.

    UserCanFix when the office's name cannot be printed, or the file cannot be written.
    """
    write_pdf(recovery_sheet(office_name, groups, made_on), out)


def recovery_sheet(office_name: str, groups: tuple[str, ...], made_on: date) -> Document:
    """The sheet as a document."""
    day = f"{made_on.day} {made_on:%B %Y}"
    return Document(
        title=f"Recovery sheet of {office_name}",
        author=office_name,
        subject="The key that opens the records when every passphrase is forgotten",
        footer=f"Recovery sheet of {office_name}, made on {day}",
        made_at=datetime(made_on.year, made_on.month, made_on.day, tzinfo=UTC),
        blocks=(
            CoverStrip(enterprise=office_name, title="Recovery sheet", lines=(f"Made on {day}",)),
            Prose(
                lead=True,
                text="If every passphrase is forgotten, this sheet opens your records. Nothing else can: "
                "nobody holds a second key.",
            ),
            Heading(text="The recovery key"),
            CodeGroups(groups=groups),
            Columns(
                share=0.5,
                left=(
                    Heading(text="How to keep it", level=3),
                    BulletList(
                        items=(
                            "Print it twice. Keep the two copies in two buildings, each in a locked place.",
                            (
                                "Do not keep it beside the computer, in a photograph, in an e-mail or in a file. "
                                "When it is printed, delete the file."
                            ),
                            (
                                "Whoever holds this sheet and your computer or a backup can read everything. "
                                "Treat it as the key to the filing cabinet."
                            ),
                        )
                    ),
                ),
                right=(
                    Heading(text="How to use it", level=3),
                    BulletList(
                        ordered=True,
                        items=(
                            "Start the program and choose the recovery key in place of the passphrase.",
                            f"Type the groups in order, from 1 to {len(groups)}. Small letters will do.",
                            (
                                "The last sign of a group checks the others. If one is mistyped, "
                                "the program names its group."
                            ),
                            "Choose a new passphrase.",
                        ),
                    ),
                ),
            ),
            Note(
                text=(
                    Span(text="Lost or seen by somebody? ", strong=True),
                    Span(text="Make a new recovery key in Settings and print it. "),
                    Span(text="The old sheets then no longer open the office."),
                )
            ),
            FillIn(label="This copy is kept at:"),
            FillIn(label="The other copy is kept at:"),
            FillIn(label="Given to (name and date):"),
        ),
    )
