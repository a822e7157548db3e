"""Fair Work: the official criteria, what the records say to each, own words, and what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtWidgets import QPushButton

from sfph_desktop.core.domain.office_facts import Listing
from sfph_desktop.core.usecases.done import Done
from sfph_desktop.ui.models.record_table import Shape
from sfph_desktop.ui.pages.record_room import RecordRoom
from sfph_desktop.ui.theme.pieces import button
from sfph_desktop.ui.widgets.fields import Field
from sfph_desktop.ui.widgets.room_sheet import Shown


class FairWorkPage(RecordRoom):
    """The criteria, and one of them."""

    watches: ClassVar[frozenset[str]] = frozenset({"fair_work_answers", "workforce", "policies"})
    room, one, many, icon = "fair_work", "criterion", "criteria", "people"
    purpose = (
        "Buyers in Scotland ask how you meet the Fair Work First criteria. What your records of the workforce say to "
        "each stands here; add your own words, and see what is missing. Choose a criterion at the left."
    )
    hint = purpose
    shape = Shape(title=("title",), detail=("standing",), mark=lambda found: str(found[-1]))
    fields = (
        Field(
            name="text",
            label="How you do this, in your own words",
            kind="lines",
            wide=True,
            high=6,
            help="For the people on this contract: what you do, since when, and how anybody could see it",
        ),
    )
    removable = False

    def head_buttons(self) -> Sequence[QPushButton]:
        """The document of all criteria."""
        return (button(self.theme, "Write the answers", self._document, kind="primary", icon="save"),)

    def listed(self, text: str) -> Listing:
        """The criteria in their order."""
        from sfph_desktop.core.usecases.fair_work import list_criteria

        marks = {"records": "check", "words": "check", "gap": "warning"}
        rows = tuple((one[0], one[2], one[3], marks[str(one[4])]) for one in list_criteria(self.office, text).rows)
        return Listing(kind="fair_work", columns=("id", "title", "standing", "mark"), rows=rows)

    def shown(self, record: int) -> Shown:
        """A criterion with what speaks to it."""
        from sfph_desktop.core.usecases.fair_work import criterion_numbered

        one = criterion_numbered(self.office, record)
        held = (f"Policies you hold: {', '.join(one.policies)}.",) if one.policies else ()
        missing = (f"Missing: {' '.join(one.missing)}",) if one.missing else ()
        official = f"The wording was {one.criterion.caution}." if one.criterion.caution else ""
        source = f"Official wording: {one.criterion.source}" if one.criterion.official else official
        return Shown(
            record=record, title=one.criterion.title, sub=source, told=(*one.facts, *held, *missing), value=one
        )

    def change_record(self, record: int, facts: dict[str, Any]) -> Done[Any]:
        """Keep the words."""
        from sfph_desktop.core.usecases.fair_work import answer

        return answer(self.office, record, str(facts["text"] or ""))

    def _document(self) -> None:
        self.write("Fair Work First", partial(_write, self.office))


def _write(office: Any, out: Path) -> Path:
    from sfph_desktop.core.usecases.fair_work import write_fair_work

    return write_fair_work(office, out)
