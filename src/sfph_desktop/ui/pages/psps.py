"""Partnerships: public social partnerships through their three stages, with a document for each."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtWidgets import QPushButton

from sfph_desktop.core.domain.office_facts import Listing
from sfph_desktop.core.domain.psp_rules import KIND_WORDS, STAGE_WORDS
from sfph_desktop.core.domain.psps import ENTRY_KINDS, STAGES, Psp, PspEntry, PspId, PspPartner
from sfph_desktop.core.domain.values import said_day
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.ui.models.record_table import Shape
from sfph_desktop.ui.pages.record_room import RecordRoom
from sfph_desktop.ui.theme.pieces import button
from sfph_desktop.ui.widgets.fields import Field
from sfph_desktop.ui.widgets.room_sheet import RoomPart, Shown

_SHORT = {"design": "Needs and design", "pilot": "Pilot", "refine": "Ready for tender"}


def _entry(one: PspEntry) -> tuple[str, ...]:
    by = f", {one.by_whom}" if one.by_whom else ""
    cost = f" It cost £{one.cost.in_pounds:,.0f}." if one.cost else ""
    number = f" ({one.evidence})" if one.evidence else ""
    head = f"{said_day(one.date)}: {KIND_WORDS[one.kind]}{by}"
    stop = "" if one.text.endswith(("?", "!")) and not number else "."
    said = f"{one.text.rstrip('.')}{number}{stop}{cost}" if cost else f"{one.text}{number}"
    return head, said, f"In {STAGE_WORDS[one.stage]}"


class PspsPage(RecordRoom):
    """The partnerships and the record of one."""

    watches: ClassVar[frozenset[str]] = frozenset({"psps", "psp_partners", "psp_entries"})
    room = kind = "psps"
    one, many, icon, add_title = "partnership", "partnerships", "two-people", "Add a partnership"
    purpose = (
        "In a public social partnership a public body and the third sector design a service from what is needed, try "
        "and cost it in a short pilot, and refine it for a competitive tender. Keep the record of each stage here: "
        "who took part, what was decided and when, what was learnt."
    )
    shape = Shape(title=("title",), detail=("told",))
    fields = (
        Field(name="title", label="The service that is designed", needed=True, wide=True),
        Field(name="public_body", label="Public body"),
        Field(name="stage", label="Where it stands", kind="choice", choices=STAGES, words=STAGE_WORDS, needed=True),
        Field(name="starts_on", label="Start", kind="date"),
        Field(name="pilot_from", label="Pilot from", kind="date"),
        Field(name="pilot_to", label="Pilot to", kind="date"),
        Field(name="pilot_cost", label="What the pilot cost", kind="money"),
        Field(name="tender_by", label="To tender by", kind="date"),
        Field(name="note", label="Note", kind="lines", wide=True, high=2),
    )
    new_fields = ("title", "public_body", "stage", "starts_on")
    new_lead = "The service, and the public body it is designed with. Enter adds it."
    parts = (
        RoomPart(
            name="psp_partners",
            icon="two-people",
            title="Who takes part",
            none="Nobody is named yet.",
            fields=(
                Field(name="name", label="Who", needed=True),
                Field(name="role", label="As", help="Lead of the consortium, people who use the service"),
            ),
            verb="Add them",
            say=lambda one: (one.name, one.role),
        ),
        RoomPart(
            name="psp_entries",
            icon="page",
            title="The record, stage by stage",
            none="Nothing is written down yet. Begin with a need that was found, and who said so.",
            fields=(
                Field(name="stage", label="In", kind="choice", choices=STAGES, words=STAGE_WORDS, needed=True),
                Field(name="kind", label="It is", kind="choice", choices=ENTRY_KINDS, words=KIND_WORDS, needed=True),
                Field(name="date", label="On", kind="date", help="Blank: today"),
                Field(name="by_whom", label="Who said or decided it"),
                Field(name="text", label="What", kind="lines", needed=True, wide=True, high=2),
                Field(name="evidence", label="Evidence number", help="E-0123, of an outcome"),
                Field(name="cost", label="What it cost", kind="money"),
            ),
            verb="Write it down",
            say=_entry,
        ),
    )

    def listed(self, text: str) -> Listing:
        """The partnerships, the newest first."""
        from sfph_desktop.core.usecases.psps import list_psps

        rows = tuple(
            (one[0], one[2], " · ".join(str(part) for part in (one[1], one[3], STAGE_WORDS[str(one[4])]) if part))
            for one in list_psps(self.office, text).rows
        )
        return Listing(kind="psps", columns=("id", "title", "told"), rows=rows)

    def shown(self, record: int) -> Shown:
        """A partnership with its record."""
        from sfph_desktop.core.usecases.psps import psp_page

        page = psp_page(self.office, record)
        sub = f"{page.psp.psp_ref} · {STAGE_WORDS[page.psp.stage]}"
        parts = {"psp_partners": page.partners, "psp_entries": page.entries}
        return Shown(record=record, title=page.psp.title, sub=sub, value=page.psp, parts=parts)

    def add_record(self, facts: dict[str, Any]) -> Done[Any]:
        """A new partnership."""
        from sfph_desktop.core.usecases.psps import add_psp

        return add_psp(self.office, Psp(psp_ref="", **facts))

    def change_record(self, record: int, facts: dict[str, Any]) -> Done[Any]:
        """Some facts of one."""
        from sfph_desktop.core.usecases.psps import change_psp

        return change_psp(self.office, record, **facts)

    def remove_record(self, record: int) -> Done[Any]:
        """One with its record."""
        from sfph_desktop.core.usecases.psps import remove_psp

        return remove_psp(self.office, record)

    def add_part(self, record: int, part: str, facts: dict[str, Any]) -> Done[Any]:
        """A member, or a line of the record."""
        from sfph_desktop.core.usecases.psps import add_entry, add_partner

        if part == "psp_partners":
            return add_partner(self.office, PspPartner(psp_id=PspId(record), **facts))
        facts["date"] = facts["date"] or self.office.clock.today()
        return add_entry(self.office, PspEntry(psp_id=PspId(record), **facts))

    def remove_part(self, part: str, number: int) -> Done[Any]:
        """A member, or a line."""
        from sfph_desktop.core.usecases.psps import remove_part

        return remove_part(self.office, part, number)

    def page_buttons(self) -> Sequence[QPushButton]:
        """A document for each stage."""
        return [
            button(self.theme, f"To paper: {said}", partial(self._document, stage), icon="save")
            for stage, said in _SHORT.items()
        ]

    def _document(self, stage: str) -> None:
        title = self.sheet.form.rows["title"].text if self.sheet is not None else ""
        self.write(f"{title} {_SHORT[stage]}", partial(_write, self.office, self.record, stage))


def _write(office: Any, record: int, stage: str, out: Path) -> Path:
    from sfph_desktop.core.usecases.psps import write_stage

    return write_stage(office, record, stage, out)
