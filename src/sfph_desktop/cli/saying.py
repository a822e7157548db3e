"""What the command says and where: results on standard output, everything else on standard error."""

from __future__ import annotations

import json
import sys
import traceback
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sfph_desktop.cli.counting import counted
from sfph_desktop.core.domain.office_facts import Listing
from sfph_desktop.core.domain.problems import UserCanFix

MOST_PROBLEMS_SHOWN = 20


class Saying:
    """Speaks to the person at the terminal, or to the program that reads us."""

    def __init__(self, *, quiet: bool = False) -> None:
        self.quiet = quiet
        self._last = ""

    def line(self, text: str = "") -> None:
        """A line of the result, on standard output."""
        sys.stdout.write(text + "\n")

    def document(self, value: Any) -> None:
        """The result as one JSON document, with nothing else on standard output."""
        json.dump(value, sys.stdout, ensure_ascii=False, indent=1, default=_plain)
        sys.stdout.write("\n")

    def note(self, text: str) -> None:
        """A message beside the result, on standard error; left out when quiet."""
        if not self.quiet:
            sys.stderr.write(text + "\n")

    def ask(self, question: str) -> str:
        """What the person types, in sight: a question on standard error, one line of standard input."""
        sys.stdout.flush()  # what is asked about may stand there: the recovery key, on its way to a file
        sys.stderr.write(question)
        sys.stderr.flush()
        return sys.stdin.readline().strip()

    def error(self, text: str) -> None:
        """A message that is always said."""
        sys.stderr.write(f"sfph: {text}\n")

    def trouble(self, trouble: UserCanFix) -> None:
        """What happened, why, what to do; and each place that was wrong."""
        self.error(str(trouble))
        if len(trouble.problems) == 1:
            return  # one problem is already told by the sentence itself
        for problem in trouble.problems[:MOST_PROBLEMS_SHOWN]:
            sys.stderr.write(f"  {problem}\n")
        if len(trouble.problems) > MOST_PROBLEMS_SHOWN:
            sys.stderr.write(f"  ... and {len(trouble.problems) - MOST_PROBLEMS_SHOWN} more\n")

    def fault(self, fault: Exception, *, debug: bool) -> None:
        """A fault of ours, without record content; the trace goes to a file only when asked for."""
        self.error(
            f"A fault of the program ({type(fault).__name__}). Nothing was half-done. Run it again with --debug."
        )
        if debug:
            with open("sfph-fault.log", "w", encoding="utf-8") as log:  # noqa: PTH123 - in the folder they stand in
                traceback.print_exception(fault, file=log)
            self.error("The trace is in sfph-fault.log in this folder.")

    def progress(self, done: int, total: int, what: str) -> None:
        """A Progress for the terminal: one line a step, said once."""
        del done, total  # a terminal is told what, not how far
        if what != self._last:
            self._last = what
            self.note(f"  {what}")

    def listing(
        self, listing: Listing, *, as_json: bool, hide_id: bool = True, columns: Sequence[str] | None = None
    ) -> None:
        """A list as a table for people, or whole as a list of objects for programs.

        `columns` names those worth showing on a terminal; columns with nothing in them are left out of the table.
        """
        if as_json:
            self.document([dict(zip(listing.columns, row, strict=True)) for row in listing.rows])
            return
        shown = [
            index
            for index, name in enumerate(listing.columns)
            if (columns is None or name in columns)
            and not (hide_id and name == "id")
            and any(row[index] not in {None, ""} for row in listing.rows)
        ]
        self.table([listing.columns[i] for i in shown], [[row[i] for i in shown] for row in listing.rows])
        told = counted(len(listing.rows), listing.kind)
        self.note(f"{told[:1].upper()}{told[1:]}.")

    def table(self, columns: Sequence[str], rows: Sequence[Sequence[object]], *, widest: int = 48) -> None:
        """Columns lined up; long cells are cut with a sign that they were."""
        cells = [[_short(_word(cell), widest) for cell in row] for row in rows]
        widths = [max([len(name), *(len(row[i]) for row in cells)]) for i, name in enumerate(columns)]
        self.line("  ".join(name.ljust(width) for name, width in zip(columns, widths, strict=True)).rstrip())
        for row in cells:
            self.line("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())

    def either(self, as_json: bool, value: Mapping[str, Any], tell: Callable[[], None]) -> None:
        """The JSON document when asked for, else the telling."""
        if as_json:
            self.document(value)
        else:
            tell()


def _plain(value: object) -> object:
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return str(value)


def _word(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float) and cell.is_integer():
        return f"{int(cell)}"
    return str(cell).replace("\n", " ")


def _short(text: str, widest: int) -> str:
    return text if len(text) <= widest else text[: widest - 1] + "…"
