"""Invest to save: cases, who would save, when the cost is covered, and the document."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtWidgets import QPushButton

from sfph_desktop.core.domain.office_facts import Listing
from sfph_desktop.core.domain.saving_rules import PUBLIC_PAYERS
from sfph_desktop.core.domain.savings import SavingCase, SavingCaseId, SavingLine
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.ui.models.record_table import Shape
from sfph_desktop.ui.pages.record_room import RecordRoom
from sfph_desktop.ui.theme.pieces import button
from sfph_desktop.ui.widgets.chart_shelf import chart_width, screen_style
from sfph_desktop.ui.widgets.fields import Field
from sfph_desktop.ui.widgets.room_sheet import RoomPart, Shown


def _line(one: SavingLine) -> tuple[str, ...]:
    share = float(one.cashable or 0) * 100
    cash = f"{share:g} of every 100 pounds is money released: {one.cashable_why}" if share else "Capacity freed alone"
    begins = f", from month {one.from_month} on" if one.from_month else ""
    source = f"From {one.source}" + (f" ({one.evidence})" if one.evidence else "")
    return (
        f"{one.payer[:1].upper()}{one.payer[1:]}: {one.what}, £{one.amount.in_pounds:,.0f} a year{begins}",
        cash,
        source,
    )


class SavingsPage(RecordRoom):
    """Cases on avoided public cost."""

    watches: ClassVar[frozenset[str]] = frozenset({"saving_cases", "saving_lines"})
    room, kind = "savings", "saving_cases"
    one, many, icon, add_title = "case", "cases", "pound", "Add a case"
    purpose = (
        "A case to a public body for putting money in now so that less is spent later: who saves, whether it is money "
        "released or capacity freed, when the cost is covered, and what would have to be true."
    )
    shape = Shape(title=("title",), detail=("told",))
    fields = (
        Field(name="title", label="What is to be done", needed=True, wide=True),
        Field(name="asked_of", label="To whom the case is made"),
        Field(name="invest", label="Needed in the first year", kind="money", needed=True),
        Field(name="running", label="Cost in each later year", kind="money"),
        Field(name="match", label="Of the first year, others put in", kind="money"),
        Field(name="match_from", label="Who puts it in"),
        Field(name="starts_on", label="Start", kind="date"),
        Field(name="years", label="Years looked at", kind="whole", needed=True),
        Field(name="conditions", label="What would have to be true", kind="lines", wide=True, help="One on each line"),
        Field(name="note", label="Note", kind="lines", wide=True, high=2),
    )
    new_fields = ("title", "asked_of", "invest", "running", "match", "match_from", "years")
    new_lead = "What is to be done, what it needs, and over how many years it is looked at. Enter adds it."
    parts = (
        RoomPart(
            name="lines",
            icon="pound",
            title="Who saves",
            none="Nobody is named yet: a case needs at least one who spends less.",
            fields=(
                Field(name="payer", label="Who spends less", kind="choice", choices=PUBLIC_PAYERS, needed=True),
                Field(name="what", label="On what", needed=True, help="fewer nights in hospital"),
                Field(name="amount", label="How much a year", kind="money", needed=True),
                Field(name="low", label="At least", kind="money"),
                Field(name="high", label="At most", kind="money"),
                Field(name="cashable", label="Of every 100 pounds, money released", kind="share"),
                Field(name="cashable_why", label="Which budget shrinks, and who agreed"),
                Field(name="from_month", label="Months until it begins", kind="whole", help="Blank: at once"),
                Field(name="source", label="Where the amount is from", needed=True),
                Field(name="evidence", label="Evidence number", help="E-0123, where it is from a kept run"),
            ),
            verb="Add the saving",
            say=_line,
        ),
    )

    def listed(self, text: str) -> Listing:
        """The cases, the newest first."""
        from sfph_desktop.core.usecases.savings import list_cases

        rows = tuple(
            (one[0], one[2], f"{one[1]} · £{float(str(one[4])):,.0f}" + (f" · {one[3]}" if one[3] else ""))
            for one in list_cases(self.office, text).rows
        )
        return Listing(kind="saving_cases", columns=("id", "title", "told"), rows=rows)

    def shown(self, record: int) -> Shown:
        """A case with what comes of it, in words and as a chart."""
        from sfph_desktop.core.usecases.savings import case_page, case_picture, case_told

        page = case_page(self.office, record)
        picture = case_picture(self.office, page, screen_style(self.theme, chart_width(self.theme)))
        return Shown(
            record=record,
            title=page.case.title,
            sub=page.case.case_ref,
            told=case_told(page),
            pictures=(picture,) if picture else (),
            value=page.case,
            parts={"lines": page.lines},
        )

    def add_record(self, facts: dict[str, Any]) -> Done[Any]:
        """A new case."""
        from sfph_desktop.core.usecases.savings import add_case

        return add_case(self.office, SavingCase(case_ref="", **facts))

    def change_record(self, record: int, facts: dict[str, Any]) -> Done[Any]:
        """Some facts of a case."""
        from sfph_desktop.core.usecases.savings import change_case

        return change_case(self.office, record, **facts)

    def remove_record(self, record: int) -> Done[Any]:
        """A case and its savings."""
        from sfph_desktop.core.usecases.savings import remove_case

        return remove_case(self.office, record)

    def add_part(self, record: int, part: str, facts: dict[str, Any]) -> Done[Any]:
        """A saving."""
        del part
        from sfph_desktop.core.usecases.savings import add_saving

        facts["from_month"] = facts["from_month"] or 0
        return add_saving(self.office, SavingLine(case_id=SavingCaseId(record), **facts))

    def remove_part(self, part: str, number: int) -> Done[Any]:
        """A saving that is none."""
        del part
        from sfph_desktop.core.usecases.savings import remove_saving

        return remove_saving(self.office, number)

    def page_buttons(self) -> Sequence[QPushButton]:
        """The document, and the savings of a kept run."""
        return (
            button(self.theme, "Write the case", self._document, kind="primary", icon="save"),
            button(self.theme, "Take savings from the newest run", self._take, icon="impact"),
        )

    def _document(self) -> None:
        title = self.sheet.form.rows["title"].text if self.sheet is not None else ""
        self.write(title, partial(_write, self.office, self.record))

    def _take(self) -> None:
        self.keep(partial(_take, self.office, self.record))


def _write(office: Any, record: int, out: Path) -> Path:
    from sfph_desktop.core.usecases.savings import write_case

    return write_case(office, record, out)


def _take(office: Any, record: int) -> Done[Any]:
    from sfph_desktop.core.usecases.savings import take_from_run

    return take_from_run(office, record)
